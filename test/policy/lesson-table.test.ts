import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calendarOf } from '../../src/policy/calendar/of-policy';
import { policyDocumentSchema } from '../../src/policy/document/document';
import { isFault } from '../../src/policy/calendar/calendar';
import { procedure } from './procedures/limit-terms';
import { titlesIn } from './support/test-titles';
import { walkOf } from './support/walk';

const TESTS = join(__dirname, '..');

/** Rows about what the service does not do: nothing is sent of itself, and no case comes from another system. */
const NOT_DONE_HERE: readonly number[] = [40, 43];

/** The rows a title quotes: "lesson 5", "lessons T17", "(lessons, 2 and 3)", "T20: ...". */
function rowsOf(title: string): number[] {
  const quoted = [
    ...title.matchAll(/\blessons?,? (T?\d+(?:(?:, | and )T?\d+)*)/g),
    ...title.matchAll(/^(T\d+)\b/g),
  ].map(([, rows = '']) => rows);
  return quoted.flatMap((rows) => (rows.match(/\d+/g) ?? []).map(Number));
}

test('each row of what went wrong elsewhere, 1 to 43, is shown by a test that quotes its number', () => {
  const files = readdirSync(TESTS, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.test\.ts$/.test(file),
  );
  const shown = new Set(
    files.flatMap((file) => {
      const source = readFileSync(join(TESTS, file), 'utf8');
      // Groups of tests bear a number too; their titles stand where those of tests do.
      return titlesIn(file, source.replace(/\bdescribe\(/g, 'test(')).flatMap(({ title }) => rowsOf(title));
    }),
  );
  const rows = Array.from({ length: 43 }, (_, index) => index + 1);
  expect(rows.filter((row) => !shown.has(row) && !NOT_DONE_HERE.includes(row))).toEqual([]);
});

describe('rows about what there is not', () => {
  const version = (closures: { on: string; why: string }[]) => {
    const built = calendarOf(
      policyDocumentSchema.parse({
        ...structuredClone(procedure('hhs')),
        calendar: { ...procedure('hhs').calendar, closures },
      }),
    );
    return isFault(built) ? null : built.version;
  };

  test('lesson 9: all procedures of a division count by one bundled dataset, and a landlord adds to it without a copy', () => {
    const names = ['hexagon', 'westfield', 'settle', 'arches', 'hhs', 'code-2024', 'psow'] as const;
    const versions = names.map((name) => {
      const built = calendarOf(procedure(name));
      return isFault(built) ? null : built.version;
    });
    expect(new Set(versions).size).toBe(1);
    const [dataset] = versions[0]!.split('.gov-uk');
    expect(version([{ on: '2024-12-27', why: 'Office closed' }])).not.toBe(versions[0]);
    expect(version([{ on: '2024-12-27', why: 'Office closed' }])).toMatch(new RegExp(`^${dataset}\\.gov-uk`));
  });

  test('lesson 16: the time of day changes no count: a minute after midnight or before it, the same date', () => {
    const due = (receivedAt: string) => walkOf('westfield').log({ receivedAt }).due('acknowledge', 'stage-1');
    expect([due('2024-09-02T00:01:00+01:00'), due('2024-09-02T23:59:00+01:00')]).toEqual([
      '2024-09-09',
      '2024-09-09',
    ]);
  });

  test('lesson 18: a procedure without a calendar, or with one nobody has, is refused and gets no default', () => {
    const refused = (calendar: unknown) =>
      policyDocumentSchema
        .safeParse({ ...structuredClone(procedure('hhs')), calendar })
        .error?.issues.map(({ path }) => path.join('/'));
    expect(refused(undefined)).toEqual(['calendar']);
    expect(refused({ division: 'wales', counting: 'day-after' })).toEqual(['calendar/division']);
    expect(refused({ division: 'scotland' })).toEqual(['calendar/counting']);
  });
});
