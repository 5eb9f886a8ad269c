import fc from 'fast-check';
import { checkAgainstCode } from '../../../src/policy/code/check';
import { codeCheckSchema } from '../../../src/policy/code/reading/findings';
import { type PolicyDocument, policyDocumentSchema } from '../../../src/policy/document/document';
import { shippedProcedures } from '../../../src/policy/procedures';

type Step = { readonly at: number; readonly value: unknown };

const places = (part: unknown, path: string[] = []): string[][] =>
  part === null || typeof part !== 'object'
    ? [path]
    : [
        ...(path.length > 0 ? [path] : []),
        ...Object.entries(part).flatMap(([key, value]) => places(value, [...path, key])),
      ];

/** One place of the document changed to another value; most such documents are valid, the others are left out. */
function changedAt(document: PolicyDocument, { at, value }: Step): PolicyDocument | null {
  const copy: unknown = structuredClone(document);
  const all = places(copy);
  const path = all[at % all.length] ?? [];
  const last = path.at(-1);
  const holder = path.slice(0, -1).reduce<unknown>((part, key) => Reflect.get(Object(part), key), copy);
  if (last === undefined) return null;
  Reflect.set(Object(holder), last, value);
  const parsed = policyDocumentSchema.safeParse(copy);
  return parsed.success ? parsed.data : null;
}

const anchor = fc.constantFrom(
  'received',
  'requested',
  'logged',
  'acknowledged',
  'passed',
  'confirmed',
  'aware',
);
const limit = fc.record({
  amount: fc.nat(400),
  unit: fc.constantFrom('working-days', 'calendar-days', 'weeks', 'months', 'years'),
  from: fc.oneof(anchor, fc.uniqueArray(anchor, { minLength: 2, maxLength: 3 })),
});
const value = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.nat(60),
  fc.constantFrom('none', 'aim', 'should', 'required', 'never', 'refused', 'inclusive', 'scotland', 'weeks'),
  fc.constant([]),
  fc.constant({}),
  limit,
);
const step = fc.record({ at: fc.nat(5000), value });

const mutated = fc
  .tuple(fc.constantFrom(...shippedProcedures()), fc.array(step, { minLength: 1, maxLength: 6 }))
  .map(([document, steps]) => steps.reduce((current, each) => changedAt(current, each) ?? current, document));

test('the check of any valid document gives a whole answer of its own shape and never throws', () => {
  fc.assert(
    fc.property(mutated, (document) => {
      const check = checkAgainstCode(document);
      expect(codeCheckSchema.parse(check)).toEqual(check);
      expect(check.findings).toHaveLength(73);
      const { meets, stricter, departs, 'cannot-tell': untold } = check.summary;
      expect(meets + stricter + departs + untold).toBe(73);
    }),
    { numRuns: 150, seed: 20240401 },
  );
});

test('every clause a finding names is there in the document', () => {
  const resolves = (document: PolicyDocument, pointer: string) =>
    pointer
      .split('/')
      .slice(1)
      .reduce<unknown>((part, key) => Reflect.get(Object(part), key), document) !== undefined;
  fc.assert(
    fc.property(mutated, (document) => {
      const pointers = checkAgainstCode(document).findings.flatMap(({ clause }) => clause);
      expect(pointers.filter((pointer) => !resolves(document, pointer))).toEqual([]);
    }),
    { numRuns: 80, seed: 20240401 },
  );
});

test('a shorter time is never judged worse than a longer one (Code 6.3)', () => {
  const rank = { stricter: 0, meets: 1, 'cannot-tell': 2, departs: 3 };
  const code = shippedProcedures().find(({ name }) => name === 'code-2024')!;
  const verdict = (amount: number, unit: string, from: unknown) => {
    const copy = structuredClone(code);
    Object.assign(copy.stages[0]!.respond!, { amount, unit, from });
    const { findings } = checkAgainstCode(policyDocumentSchema.parse(copy));
    return rank[findings.find(({ provision }) => provision === '6.3')!.verdict];
  };
  fc.assert(
    fc.property(fc.nat(40), fc.nat(40), limit, (a, b, { unit, from }) => {
      const [short, long] = a < b ? [a, b] : [b, a];
      fc.pre(unit !== 'years' || long <= 30);
      expect(verdict(short, unit, from)).toBeLessThanOrEqual(verdict(long, unit, from));
    }),
    { numRuns: 150, seed: 20240401 },
  );
});
