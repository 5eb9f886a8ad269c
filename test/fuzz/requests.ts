import fc from 'fast-check';
import { bodiesOf, spoilt } from './mutations';
import type { FuzzedOperation, Json, OpenApi, Parameter } from './operations';
import { HOSTILE, hostile, valuesOf } from './values';

export interface HostileRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer | null;
}

/** What a caller could know: ids of its own, and ids of another landlord that it should not be able to use. */
export interface KnownIds {
  readonly own: readonly string[];
  readonly foreign: readonly string[];
  readonly cursors: readonly string[];
}

const asText = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
/** Lone surrogates cannot be written in an address; everything else can, escaped. */
const escaped = (text: string): string => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
const odd = fc.constantFrom(...HOSTILE).map((value) => asText(value).slice(0, 3000));

function inThePath(parameter: Parameter, ids: KnownIds): fc.Arbitrary<string> {
  const example = parameter.example === undefined ? [] : [asText(parameter.example)];
  const known = fc.constantFrom(...ids.own, ...ids.own, ...ids.foreign, ...example);
  return fc.oneof(
    { weight: 8, arbitrary: known.map(escaped) },
    { weight: 2, arbitrary: odd.map(escaped) },
    { weight: 1, arbitrary: fc.constantFrom('%', '%zz', '%c0%af', '..', '.', ';', '%2e%2e%2f', '*') },
  );
}

function inTheQuery(
  document: OpenApi,
  parameters: readonly Parameter[],
  ids: KnownIds,
): fc.Arbitrary<string> {
  const one = (parameter: Parameter): fc.Arbitrary<string[]> => {
    const good = valuesOf(document, parameter.schema).map(asText);
    const cursors = fc
      .constantFrom(...ids.cursors)
      .chain((cursor) =>
        fc.nat(cursor.length - 1).map((at) => `${cursor.slice(0, at)}A${cursor.slice(at + 1)}`),
      );
    const tampered = ['cursor', 'after'].includes(parameter.name) ? cursors : odd;
    const value = fc.oneof(good, good, odd, tampered).map((text) => `${parameter.name}=${escaped(text)}`);
    return fc.oneof(
      { weight: 3, arbitrary: fc.constant<string[]>([]) },
      { weight: 3, arbitrary: value.map((each) => [each]) },
      {
        weight: 1,
        arbitrary: fc.tuple(value, value),
      },
    );
  };
  const strange = fc.constantFrom(
    [],
    [],
    [],
    ['__proto__=1'],
    ['a[b]=c'],
    ['&&=&'],
    ['x='.padEnd(9000, 'y')],
    ['x'.padEnd(9000, 'y')],
    Array.from({ length: 1500 }, (_, n) => `k${n}=`),
    Array.from({ length: 30 }, (_, n) => `${n}${'%01'.repeat(80)}`),
    ['limit=999999999999'],
  );
  return fc.tuple(strange, ...parameters.map(one)).map((parts) => parts.flat().join('&'));
}

const HEADERS: readonly Record<string, string | string[]>[] = [
  {},
  {},
  {},
  {},
  { 'if-match': '"1"' },
  { 'if-match': '*' },
  { 'if-match': '"'.repeat(900) },
  { 'if-none-match': 'W/"1", "2", *' },
  { 'idempotency-key': 'one-and-the-same' },
  { 'idempotency-key': 'x'.repeat(256) },
  { 'idempotency-key': '\u00e9' },
  { 'x-request-id': '{"a":1}', traceparent: '00-0-0-0', 'x-forwarded-for': '1.2.3.4, nobody' },
  { accept: 'application/xml', 'accept-encoding': 'gzip;q=2', origin: 'null' },
  { 'content-type': 'application/json; charset=utf-16' },
  { 'content-type': 'multipart/form-data; boundary=x' },
  { 'content-encoding': 'gzip' },
  { expect: '200-maybe' },
  { range: 'bytes=0-,-1' },
  Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`x-flood-${n}`, 'y'.repeat(20)])),
  Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`x-flood-${n}`, 'y'.repeat(100)])),
  { cookie: 'a='.padEnd(8000, 'b') },
];

/** Requests of every degree of harm for one operation, from well-formed ones to those that are hardly HTTP. */
export function requestsFor(
  document: OpenApi,
  { method, path, parameters, body, example }: FuzzedOperation,
  ids: KnownIds,
  keys: readonly string[],
): fc.Arbitrary<HostileRequest> {
  const good = body ? valuesOf(document, body) : fc.constant(null);
  const values = example === undefined ? good : fc.oneof(fc.constant(example), good);
  const unasked = method === 'GET' ? fc.constant(null) : fc.option(bodiesOf(hostile));
  const bodies = body ? bodiesOf(fc.oneof(values, spoilt(values))) : unasked;
  const inPath = parameters.filter((parameter) => parameter.in === 'path');
  const query = inTheQuery(
    document,
    parameters.filter((parameter) => parameter.in === 'query'),
    ids,
  );
  const places = fc.tuple(...inPath.map((parameter) => inThePath(parameter, ids)));
  return fc
    .record({
      places,
      query,
      body: bodies,
      headers: fc.constantFrom(...HEADERS),
      key: fc.constantFrom(...keys),
    })
    .map(({ places: given, query: asked, body: sent, headers, key }) => {
      const filled = inPath.reduce((so, { name }, n) => so.replace(`{${name}}`, given[n] ?? ''), path);
      return {
        method,
        path: asked === '' ? filled : `${filled}?${asked}`,
        headers: {
          authorization: `Bearer ${key}`,
          ...(sent && { 'content-type': 'application/json' }),
          ...headers,
        },
        body: sent,
      };
    });
}
