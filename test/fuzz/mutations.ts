import fc from 'fast-check';
import type { Json } from './operations';
import { hostile } from './values';

type Place = readonly (string | number)[];

function placesIn(value: Json, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [at];
  const inner = Object.entries(value).flatMap(([key, each]) => placesIn(each, [...at, key]));
  return [at, ...inner];
}

/** The value with something else at one place, or with nothing there. */
function changed(value: Json, place: Place, to: Json | undefined): Json | undefined {
  const [key, ...rest] = place;
  if (key === undefined) return to;
  if (Array.isArray(value)) {
    return value.flatMap((each: Json, n) => {
      if (n !== Number(key)) return [each];
      const next = changed(each, rest, to);
      return next === undefined ? [] : [next];
    });
  }
  const entries = Object.entries(value ?? {}).flatMap(([name, each]): [string, Json][] => {
    const next = name === key ? changed(each, rest, to) : each;
    return next === undefined ? [] : [[name, next]];
  });
  return Object.fromEntries(entries);
}

/** One to three places of the value spoilt. */
export function spoilt(values: fc.Arbitrary<Json>): fc.Arbitrary<Json> {
  const spoil = fc.tuple(fc.nat(), fc.option(hostile, { nil: undefined, freq: 4 }));
  return fc.tuple(values, fc.array(spoil, { minLength: 1, maxLength: 3 })).map(([value, spoils]) =>
    spoils.reduce<Json>((so, [n, to]) => {
      const places = placesIn(so);
      return changed(so, places[n % places.length] ?? [], to) ?? null;
    }, value),
  );
}

const DEEP = 20_000;
const names = (count: number, length = 0): string =>
  Array.from({ length: count }, (_, n) => `"${`k${n}`.padEnd(length, 'k')}":0`).join(',');
/** As deep as is taken, and wide at each depth. */
const DEEP_AND_WIDE = `${`{${names(300)},"a":`.repeat(50)}0${'}'.repeat(50)}`;

/** Bodies as bytes: most of them JSON, some of them what only looks like it. */
export function bodiesOf(values: fc.Arbitrary<Json>): fc.Arbitrary<Buffer> {
  const json = values.map((value) => JSON.stringify(value));
  const bytes = json.map((text) => Buffer.from(text));
  const odd = fc.oneof(
    json.map((text) => text.slice(0, Math.floor(text.length / 2))),
    json.map((text) => text.replace('{', '{"__proto__":{"isAdmin":true},')),
    json.map((text) => text.replace('{', '{"constructor":{"prototype":{"isAdmin":true}},')),
    json.map((text) => text.replace(/"(\w+)":/, '"$1":1,"$1":')),
    json.map((text) => text.replace(/"(\w+)":("[^"]*"|\d+)/, '"$1":1e400')),
    fc.constant(`{"a":`.repeat(DEEP)),
    fc.constant(`${'['.repeat(DEEP)}${']'.repeat(DEEP)}`),
    fc.constant(`[${'0,'.repeat(100_000)}0]`),
    fc.constant(`{${names(20_000)}}`),
    fc.constant(`{${names(90_000)}}`),
    fc.constant(`{${names(500, 2000)}}`),
    fc.constant(DEEP_AND_WIDE),
    json.map((text) => text.replace('{', `{${names(19_000)},`)),
    json.map((text) => text.replace('{', `{${names(1, 900_000)},`)),
    json.map((text) => text.replaceAll('{', `{${names(300, 30)},`).slice(0, 1_000_000)),
    json.map((text) => text.replace(/\[[^[\]]*\]/g, `[${'null,'.repeat(5000)}{}]`)),
    fc.constant('"'.concat('x'.repeat(1_200_000), '"')),
    fc.constantFrom('', 'null', '[]', '"text"', '0', 'undefined', '<xml/>', '\ufeff{}'),
  );
  return fc.oneof(
    { weight: 12, arbitrary: bytes },
    { weight: 2, arbitrary: odd.map((text) => Buffer.from(text)) },
    { weight: 1, arbitrary: bytes.map((good) => Buffer.concat([good, Buffer.from([0xff, 0xc0, 0x80])])) },
  );
}
