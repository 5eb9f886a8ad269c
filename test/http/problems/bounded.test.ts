import fc from 'fast-check';
import { z } from 'zod';
import { bounded } from '../../../src/http/problems/bounded';
import type { Problem } from '../../../src/http/problems/problem';
import { faultsOf } from '../../../src/http/requests/field-faults';
import { findUnsafeInput } from '../../../src/http/requests/safe-input';

const refusal = (more: Partial<Problem>): Problem => ({
  type: 'urn:redress:problem:invalid-request',
  title: 'The request does not have the right form',
  status: 400,
  code: 'invalid_request',
  documentation: '/v1/problem-codes/invalid_request',
  instance: '/v1/complaints',
  requestId: '01920000-0000-7000-8000-000000000001',
  ...more,
});
const weight = (problem: Problem): number => Buffer.byteLength(JSON.stringify(problem));
const fault = (n: number) => ({ in: 'body' as const, pointer: `/k${n}`, detail: 'is not known here' });

function faultsIn(schema: z.ZodType, body: unknown) {
  const { error } = schema.safeParse(body, { reportInput: true });
  return faultsOf('body', schema, error?.issues ?? []);
}

test('a problem of usual length is told whole', () => {
  const problem = refusal({
    detail: 'Stage 1 was acknowledged on 2024-09-05.',
    facts: { stage: 'stage-1', days: 3, at: null, list: [1, 'two', { three: true }] },
    allowed: { roles: ['handler'], earliest: '2024-09-02' },
    errors: Array.from({ length: 50 }, (_, n) => fault(n)),
  });
  expect(bounded(problem)).toEqual(problem);
});

test('of ninety thousand faults the first fifty are told and the others are counted', () => {
  const { errors = [] } = bounded(refusal({ errors: Array.from({ length: 90_000 }, (_, n) => fault(n)) }));
  expect(errors).toHaveLength(51);
  expect(errors.slice(0, 50)).toEqual(Array.from({ length: 50 }, (_, n) => fault(n)));
  expect(errors[50]).toEqual({ in: 'body', pointer: '', detail: '… and 89,950 more' });
});

test('a list of what would do is said once where it is long, and at each field where it is short', () => {
  const long = Array.from({ length: 60 }, (_, n) => `kind-${n}`);
  const errors = [
    { ...fault(1), allowed: long },
    { ...fault(2), allowed: long },
    { ...fault(3), allowed: ['a', 'b'] },
    { ...fault(4), allowed: ['a', 'b'] },
  ];
  const told = bounded(refusal({ errors })).errors ?? [];
  expect(told.map(({ allowed }) => allowed)).toEqual([long, undefined, ['a', 'b'], ['a', 'b']]);
});

test('a long text, pointer or address is told by its beginning, and no character is cut in half', () => {
  const long = `${'x'.repeat(999)}\u{1f3e0}${'y'.repeat(5000)}`;
  const { detail, instance, errors } = bounded(
    refusal({
      detail: long,
      instance: `/${'i'.repeat(9000)}`,
      errors: [{ in: 'body', pointer: `/${long}`, detail: long }],
    }),
  );
  expect(detail).toBe(`${'x'.repeat(999)}…`);
  expect(instance).toBe(`/${'i'.repeat(499)}…`);
  expect(errors).toEqual([{ in: 'body', pointer: `/${'x'.repeat(499)}…`, detail: `${'x'.repeat(999)}…` }]);
});

test('a list in the facts ends with the number of what is left out', () => {
  const people = Array.from({ length: 5000 }, (_, n) => `person-${n}`);
  const { facts } = bounded(refusal({ facts: { people } }));
  const told = facts?.people as string[];
  expect(told.slice(0, 3)).toEqual(['person-0', 'person-1', 'person-2']);
  expect(told.at(-1)).toBe(`… and ${(5000 - (told.length - 1)).toLocaleString('en-GB')} more`);
});

test('no problem weighs more than 64 kB, whatever is in it', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 4000 }),
    fc.constantFrom('\u0001', '\ud800', '\u{1d54a}', '"').map((one) => one.repeat(9000)),
  );
  const { json } = fc.letrec((tie) => ({
    json: fc.oneof({ maxDepth: 3 }, text, fc.integer(), tie('list'), tie('fields')),
    list: fc.array(tie('json'), { maxLength: 60 }),
    fields: fc.dictionary(text, tie('json'), { maxKeys: 30 }),
  }));
  const faults = fc.array(
    fc.record({ in: fc.constant('body' as const), pointer: text, detail: text, allowed: json }),
    { maxLength: 120 },
  );
  fc.assert(
    fc.property(
      text,
      text,
      fc.dictionary(text, json, { maxKeys: 30 }),
      json,
      faults,
      (detail, instance, facts, allowed, errors) => {
        expect(weight(bounded(refusal({ detail, instance, facts, allowed, errors })))).toBeLessThan(
          64 * 1024,
        );
      },
    ),
    { numRuns: 25, seed: 20_260_302 },
  );
});

test('what is known is said with the first name of a kind of object that is not', () => {
  const schema = z.strictObject({ kind: z.string(), homes: z.array(z.strictObject({ year: z.int() })) });
  const homes = [
    { year: 2024, a: 1, b: 1 },
    { year: 2025, c: 1 },
  ];
  expect(faultsIn(schema, { kind: 'x', homes, d: 1, e: 1 })).toEqual([
    { in: 'body', pointer: '/homes/0/a', detail: 'is not known here; known: year', allowed: ['year'] },
    { in: 'body', pointer: '/homes/0/b', detail: 'is not known here' },
    { in: 'body', pointer: '/homes/1/c', detail: 'is not known here' },
    {
      in: 'body',
      pointer: '/d',
      detail: 'is not known here; known: kind, homes',
      allowed: ['kind', 'homes'],
    },
    { in: 'body', pointer: '/e', detail: 'is not known here' },
  ]);
});

test('a name as long as the body is told by its beginning', () => {
  const [found] = faultsIn(z.strictObject({}), { [`${'~'.repeat(50)}${'k'.repeat(900_000)}`]: 1 });
  expect(found?.pointer).toBe(`/${'~0'.repeat(50)}${'k'.repeat(50)}…`);
});

test('twenty thousand values are taken and one more is not, in whatever they stand', () => {
  const names = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, n]));
  const list = (count: number) => Array.from({ length: count }, (_, n) => n);
  const too = (input: unknown) => findUnsafeInput('body', input);
  expect([too(names(20_000)), too(list(20_000)), too([list(9_999), names(9_999)])]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  const refused = {
    code: 'too_many_values',
    detail: 'Holds more than 20,000 values in its objects and lists.',
  };
  expect([too(names(20_001)), too(list(20_001)), too([list(9_999), names(10_000)])]).toEqual([
    refused,
    refused,
    refused,
  ]);
});

test('as many bank holidays as a feed may have are taken', () => {
  const events = Array.from({ length: 1000 }, () => ({
    title: '',
    date: '2026-12-28',
    notes: '',
    bunting: true,
  }));
  const feed = Object.fromEntries(
    ['england-and-wales', 'scotland', 'northern-ireland'].map((division) => [division, { division, events }]),
  );
  expect(findUnsafeInput('body', { change: { kind: 'calendar-dataset', feed } })).toBeUndefined();
});
