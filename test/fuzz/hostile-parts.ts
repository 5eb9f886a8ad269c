import type { FuzzedOperation, Json, OpenApi, Parameter, Schema } from './operations';

/** A request that means harm with one of its parts, and is well meant in the others as far as the document says how. */
export interface HostilePart {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

const times = <T>(count: number, each: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => each(n));
const names = (count: number, name: (n: number) => string): string =>
  `{${times(count, (n) => `"${name(n)}":0`).join(',')}}`;
const list = (count: number, entry: string): string => `[${times(count, () => entry).join(',')}]`;

/** How much harm: enough to be refused in few words, or as much as a body can hold. */
export interface Scale {
  readonly values: number;
  readonly letters: number;
}

/** Within what is counted and taken, so that they reach the schema of the operation. */
const anyBody = ({ values, letters }: Scale): Readonly<Record<string, string>> => ({
  'many names': names(values, (n) => `k${n}`),
  'many names that look like numbers': names(values, (n) => String(n * 7919)),
  'many names of fifty letters': names(values / 2, (n) => `${n}`.padEnd(50, 'k')),
  'names of five thousand letters': names(letters / 5000, (n) => `${n}`.padEnd(5000, 'k')),
  'names that JSON writes at six times their length': names(60, (n) => `${n}${'\\u0001'.repeat(2000)}`),
  'one long name': names(1, () => 'k'.repeat(letters)),
  'a list': list(values, '0'),
  'lists in lists': `${'['.repeat(letters / 10)}${']'.repeat(letters / 10)}`,
  'objects fifty deep': `${'{"a":'.repeat(50)}0${'}'.repeat(50)}`,
  'a long text': `"${'x'.repeat(letters)}"`,
  'half a body': names(values, (n) => `k${n}`).slice(0, -1),
});

/** More than is taken at all, whatever is asked. */
export const TOO_MUCH: Readonly<Record<string, string>> = {
  'ninety thousand names': names(90_000, (n) => `k${n}`),
  'ninety thousand names that look like numbers': names(90_000, (n) => String(n * 7919)),
  'a list of five hundred thousand': list(500_000, '0'),
  'three hundred thousand empty lists': list(300_000, '[]'),
  'objects a hundred thousand deep': `${'{"a":'.repeat(100_000)}0${'}'.repeat(100_000)}`,
  'half of a list': list(500_000, '0').slice(0, -1),
};

/** Put in the place of each field that the schema of a body names. */
const anyValue = ({ values, letters }: Scale): Readonly<Record<string, string>> => ({
  nulls: list(values, 'null'),
  'empty objects': list(values / 2, '{}'),
  'objects with a name that is not known': list(values / 2, '{"x":0}'),
  words: list(values, '"word"'),
  'many names': names(values, (n) => `k${n}`),
  'a long text': `"${'x'.repeat(letters)}"`,
  'a text of hyphens': `"${'a-'.repeat(letters / 2)}"`,
});

function resolved(document: OpenApi, schema: Schema): Schema {
  const name = schema.$ref?.slice(schema.$ref.lastIndexOf('/') + 1);
  const found = name === undefined ? undefined : document.components.schemas[name];
  return found ? resolved(document, found) : schema;
}

function bodiesOf(document: OpenApi, { body, example }: FuzzedOperation, scale: Scale): [string, string][] {
  const whatever = Object.entries(anyBody(scale));
  if (!body) return whatever.slice(0, 1);
  const values = Object.entries(anyValue(scale));
  const fields = Object.keys(resolved(document, body).properties ?? {});
  const whole = typeof example === 'object' && example !== null && !Array.isArray(example) ? example : {};
  const spoilt = fields.flatMap((field) =>
    values.map(([name, value]): [string, string] => {
      const others = Object.entries(whole).filter(([other]) => other !== field);
      const written = others.map(([other, good]) => `${JSON.stringify(other)}:${JSON.stringify(good)}`);
      return [`${name} for ${field}`, `{${[...written, `${JSON.stringify(field)}:${value}`].join(',')}}`];
    }),
  );
  return [...whatever, ...spoilt];
}

/** An address and its headers have sixteen kilobytes together. */
function queriesOf(parameters: readonly Parameter[]): [string, string][] {
  return [
    ['two thousand parameters', times(2000, (n) => `k${n}=`).join('&')],
    ['a name of twelve thousand letters', `${'k'.repeat(12_000)}=1`],
    [
      'names that JSON writes at six times their length',
      times(40, (n) => `${n}${'%01'.repeat(90)}=1`).join('&'),
    ],
    ...parameters.flatMap(({ name }): [string, string][] => [
      [`${name} of twelve thousand letters`, `${name}=${'x'.repeat(12_000)}`],
      [`${name} of four thousand control characters`, `${name}=${'%01'.repeat(4000)}`],
      [
        `${name} a thousand times`,
        times(1000, () => `${name}=1`)
          .join('&')
          .slice(0, 12_000),
      ],
    ]),
  ];
}

const SEGMENTS: Readonly<Record<string, string>> = {
  'twelve thousand letters': 'x'.repeat(12_000),
  'twelve thousand quotation marks': '"'.repeat(12_000),
  'four thousand control characters': '%01'.repeat(4000),
  'four thousand hyphens': 'a-'.repeat(4000),
  'the way up': '..%2f..%2fetc%2fpasswd',
};

const HEADERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'an If-Match of eight thousand characters': { 'if-match': '"1",'.repeat(2000) },
  'an If-None-Match of eight thousand characters': { 'if-none-match': 'W/"1",'.repeat(1300) },
  'a key of eight thousand characters': { authorization: `Bearer rdr_${'x'.repeat(8000)}` },
  'a token of eight thousand characters': {
    authorization: `Bearer ${'e'.repeat(4000)}.${'e'.repeat(4000)}.x`,
  },
  'an Idempotency-Key of eight thousand characters': { 'idempotency-key': 'x'.repeat(8000) },
  'twelve hundred headers': Object.fromEntries(times(1200, (n) => [`h${n}`, '1'])),
};

/** Every part of an operation, spoilt in turn, by whoever holds the key. */
export function hostileParts(
  document: OpenApi,
  operation: FuzzedOperation,
  key: string,
  scale: Scale,
): HostilePart[] {
  const { method, path, parameters, example } = operation;
  const inPath = parameters.filter((parameter) => parameter.in === 'path');
  const inQuery = parameters.filter((parameter) => parameter.in === 'query');
  const filled = (but: string | null, segment = '') =>
    inPath.reduce(
      (so, { name, example: good = 1 }) => so.replace(`{${name}}`, name === but ? segment : text(good)),
      path,
    );
  const good = example === undefined ? null : JSON.stringify(example);
  const request = (name: string, part: Partial<HostilePart>): HostilePart => {
    const body = part.body === undefined ? good : part.body;
    const headers = {
      authorization: `Bearer ${key}`,
      ...(body !== null && { 'content-type': 'application/json' }),
      ...part.headers,
    };
    return { name, method, path: part.path ?? filled(null), headers, body };
  };
  return [
    ...(method === 'GET' ? [] : bodiesOf(document, operation, scale)).map(([name, body]) =>
      request(name, { body }),
    ),
    ...queriesOf(inQuery).map(([name, query]) => request(name, { path: `${filled(null)}?${query}` })),
    ...inPath.flatMap(({ name }) =>
      Object.entries(SEGMENTS).map(([what, segment]) =>
        request(`${what} for ${name}`, { path: filled(name, segment) }),
      ),
    ),
    ...Object.entries(HEADERS).map(([name, headers]) => request(name, { headers })),
  ];
}

const text = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
