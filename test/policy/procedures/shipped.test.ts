import { CLOCK_KINDS } from '../../../src/policy/document/clock-kinds';
import { policyDocumentSchema } from '../../../src/policy/document/document';
import { PROCEDURE_NAMES, shipped, shippedProcedures } from '../../../src/policy/procedures';
import { procedure } from './limit-terms';

/** Every rule id that stands in a `rules` list anywhere in the document. */
function cited(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(cited);
  if (part === null || typeof part !== 'object') return [];
  return Object.entries(part).flatMap(([key, value]) => (key === 'rules' ? value : cited(value)));
}

const citedOnce = (name: (typeof PROCEDURE_NAMES)[number]) => [...new Set(cited(procedure(name)))].sort();

const numbered = (prefix: string, last: number) =>
  Array.from({ length: last }, (_, index) => `${prefix}-${String(index + 1).padStart(2, '0')}`);

const provisions = (part: number, first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => `Code ${part}.${first + index}`);

describe('the shipped procedures', () => {
  test('there are eleven, each under its own name, with its version and the first day it governs', () => {
    expect(
      shippedProcedures().map(({ name, version, effectiveFrom }) => [name, version, effectiveFrom]),
    ).toEqual([
      ['hexagon', '1', '2012-01-01'],
      ['westfield', '1', '2012-01-01'],
      ['settle', '1', '2012-01-01'],
      ['arches', '1', '2012-01-01'],
      ['hhs', '2024', '2024-04-01'],
      ['code-2024', '2024', '2024-04-01'],
      ['spso', '2021', '2021-04-01'],
      ['psow', '2020', '2020-10-01'],
      ['nipso', '2023', '2023-04-01'],
      ['lgsco', '2024', '2024-04-01'],
      ['code-2022', '2022', '2021-01-01'],
    ]);
    expect(shippedProcedures().map(({ name }) => name)).toEqual([...PROCEDURE_NAMES]);
  });

  test('they are parsed once, and a name that is none of theirs gives nothing', () => {
    expect(shippedProcedures()).toBe(shippedProcedures());
    expect(shipped('hexagon')).toBe(shippedProcedures()[0]);
    expect(shipped('toString')).toBeUndefined();
  });

  test.each(PROCEDURE_NAMES)('%s is the same after being written out and read again', (name) => {
    expect(policyDocumentSchema.parse(JSON.parse(JSON.stringify(procedure(name))))).toEqual(procedure(name));
  });

  test.each([
    ['hexagon', 'HEX', 27],
    ['westfield', 'WES', 33],
    ['settle', 'SET', 31],
    ['arches', 'ARC', 23],
    ['hhs', 'HHS', 31],
  ] as const)('%s cites every one of its rules %s-01 to %d and no other', (name, prefix, last) => {
    expect(citedOnce(name)).toEqual(numbered(prefix, last));
  });

  test('code-2024 cites every provision from Code 1.2 to Code 9.8 and no other', () => {
    const all = [
      ...provisions(1, 2, 6),
      ...provisions(2, 1, 5),
      ...provisions(3, 1, 7),
      ...provisions(4, 1, 3),
      ...provisions(5, 1, 15),
      ...provisions(6, 1, 20),
      ...provisions(7, 1, 4),
      ...provisions(8, 1, 5),
      ...provisions(9, 1, 8),
    ];
    expect(citedOnce('code-2024')).toEqual(all.sort());
  });

  test.each([
    ['spso', 'SPSO '],
    ['psow', 'PSOW '],
    ['nipso', 'NIPSO '],
    ['lgsco', 'LGSCO '],
  ] as const)('%s marks what was not seen in the model itself as unconfirmed', (name, prefix) => {
    const readings = procedure(name).readings;
    expect(readings.filter(({ unconfirmed }) => !unconfirmed)).toEqual([]);
    expect(citedOnce(name).filter((id) => !id.startsWith(prefix))).toEqual([]);
  });

  test('code-2022 is confirmed only where its section 5 was seen', () => {
    const confirmed = procedure('code-2022').readings.filter(({ unconfirmed }) => !unconfirmed);
    expect(confirmed.map(({ rules }) => rules)).toEqual([['Code 2022 5.9']]);
  });

  test.each(PROCEDURE_NAMES)('every reading of %s applies to clocks that exist', (name) => {
    const kinds = procedure(name).readings.flatMap(({ appliesTo }) =>
      appliesTo.map((clock) => clock.split('.')[1]),
    );
    expect(kinds.filter((kind) => !CLOCK_KINDS.some((known) => known === kind))).toEqual([]);
  });

  test.each(PROCEDURE_NAMES)('every limit of %s that is not stated names its silence', (name) => {
    const about = procedure(name).silences.map((silence) => silence.about);
    const unstated = procedure(name).stages.flatMap(({ key, acknowledge, respond, escalation }) => [
      ...(acknowledge ? [] : [`${key}-acknowledge`]),
      ...(respond ? [] : [`${key}-respond`]),
      ...(escalation && !escalation.within ? [`${key}-escalate`] : []),
    ]);
    expect(unstated.filter((clock) => !about.includes(clock))).toEqual([]);
  });
});
