import fc from 'fast-check';
import type { Json, OpenApi, Schema } from './operations';

/** What programs that trust their callers trip over. */
export const HOSTILE: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  9_007_199_254_740_994,
  -2_147_483_649,
  '',
  ' ',
  'a'.repeat(20_000),
  '\u{1d54a}'.repeat(4000),
  'e\u0301'.repeat(3000),
  '\u0000',
  '\ud800',
  '\u202egnip\u2066',
  '\ufeff',
  'a\u0001b\u001b[31mred',
  '\u200b',
  '\u3164',
  '__proto__',
  'constructor',
  'toString',
  'NaN',
  '-0',
  '1e9',
  '2024-02-30',
  '0000-00-00',
  '9999-12-31',
  '2199-12-31',
  '1900-01-01',
  '2026-03-29T01:30:00',
  '9999-12-31T23:59:60Z',
  '2024-09-02T10:00:00+99:99',
  '../../../../etc/passwd',
  "'; drop table complaints; --",
  '%00%ff',
  '#{7*7}{{7*7}}',
  '<script>alert(1)</script>',
  '(a+)+$',
  [],
  {},
  [[[[[[]]]]]],
  { toString: 1, valueOf: null, length: -1 },
  Object.fromEntries(['then', 'toJSON', 'hasOwnProperty'].map((name) => [name, 'x'])),
  Array.from({ length: 500 }, (_, n) => n),
  Array.from({ length: 300 }, () => ({})),
];
export const hostile: fc.Arbitrary<Json> = fc.constantFrom(...HOSTILE);

/** As deep as the written examples go and a little deeper; what is below is left out where it may be. */
const DEEPEST = 7;

/** Values of the shape a schema describes. Whether they mean anything is left to chance. */
export function valuesOf(document: OpenApi, schema: Schema, depth = 0): fc.Arbitrary<Json> {
  const of = (inner: Schema) => valuesOf(document, inner, depth + 1);
  if (depth > DEEPEST) return fc.constant(null);
  if (schema.$ref !== undefined) {
    const named = document.components.schemas[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)];
    return named ? of(named) : hostile;
  }
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum && schema.enum.length > 0) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices && choices.length > 0) return fc.oneof(...choices.map(of));
  if (Array.isArray(schema.type)) return fc.oneof(...schema.type.map((type) => of({ ...schema, type })));
  const [part] = schema.allOf ?? [];
  if (part) return of(part);
  switch (schema.type) {
    case 'object':
      return objectsOf(schema, of);
    case 'array':
      return fc.array(schema.items ? of(schema.items) : hostile, {
        maxLength: Math.min(schema.maxItems ?? 3, 3),
      });
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.oneof(
        fc.integer({ min: schema.minimum ?? -5, max: Math.max(schema.maximum ?? 60, schema.minimum ?? -5) }),
        fc.maxSafeInteger(),
      );
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'string':
      return textsOf(schema);
    default:
      return hostile;
  }
}

function objectsOf(
  { properties = {}, required = [] }: Schema,
  of: (inner: Schema) => fc.Arbitrary<Json>,
): fc.Arbitrary<Json> {
  const model = Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, of(inner)]));
  return fc.record(model, { requiredKeys: required.filter((name) => name in model) });
}

const day = fc
  .date({ min: new Date('2023-01-01T00:00:00Z'), max: new Date('2027-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

function textsOf({ format, pattern }: Schema): fc.Arbitrary<Json> {
  if (format === 'uuid') return fc.uuid();
  if (format === 'date') return day.map((text) => text.slice(0, 10));
  if (format === 'date-time') return day;
  if (pattern !== undefined && !/\(\?|\\p/.test(pattern)) return fc.stringMatching(new RegExp(pattern));
  return fc.oneof(
    fc.constantFrom('email', 'phone', 'letter', 'complaints-officer', 'stage-1', 'repairs'),
    fc.string(),
  );
}
