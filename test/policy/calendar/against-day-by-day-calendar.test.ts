import fc from 'fast-check';
import type { Division } from '../../../src/policy/document/calendar';
import {
  addWorkingDays,
  type Counting,
  isOutside,
  isWorkingDay,
  projectWorkingDays,
  rollBack,
  rollForward,
  subtractWorkingDays,
  workingDaysBetween,
} from '../../../src/policy/calendar/calendar';
import englandAndWales from '../../../src/policy/calendar/bank-holidays/england-and-wales.json';
import northernIreland from '../../../src/policy/calendar/bank-holidays/northern-ireland.json';
import scotland from '../../../src/policy/calendar/bank-holidays/scotland.json';
import type { LocalDate } from '../../../src/policy/dates/local-date';
import { calendarFrom, calendarOf, datasetOf, days } from '../support/calendar-builders';

/**
 * A second, slow calendar that walks day by day over a list of days made by JavaScript's own Date. It shares the
 * published data with the real one and nothing else.
 */
const published = { 'england-and-wales': englandAndWales, scotland, 'northern-ireland': northernIreland };
const DIVISIONS: Division[] = ['england-and-wales', 'scotland', 'northern-ireland'];
const CONVENTIONS: Counting[] = ['day-after', 'roll-then-day-after', 'inclusive'];

// The cast: every one is a real date by construction, and a check here would borrow from what is being tested.
const DAYS: LocalDate[] = [];
for (let at = Date.UTC(2012, 0, 1); at <= Date.UTC(2028, 11, 31); at += 86_400_000) {
  DAYS.push(new Date(at).toISOString().slice(0, 10) as LocalDate);
}
const WEEKDAY_OF = DAYS.map((day) => new Date(`${day}T12:00:00Z`).getUTCDay() || 7);
const OUTSIDE = 'outside';

interface Parts {
  division: Division;
  closures: string[];
  extra: string[];
  weekdays: number[];
}

function openDays({ division, closures, extra, weekdays }: Parts): boolean[] {
  const closed = new Set([...published[division].holidays.map(({ on }) => on), ...closures]);
  const worked = new Set(extra);
  return DAYS.map((day, at) => worked.has(day) || (weekdays.includes(WEEKDAY_OF[at]!) && !closed.has(day)));
}

function slowAdd(open: boolean[], start: number, count: number, counting: Counting): string {
  let at = start;
  if (counting !== 'day-after') while (at < open.length && !open[at]) at += 1;
  let counted = counting === 'inclusive' ? 1 : 0;
  while (at < open.length && counted < count) {
    at += 1;
    if (open[at]) counted += 1;
  }
  return DAYS[at] ?? OUTSIDE;
}

function slowSubtract(open: boolean[], start: number, count: number): string {
  let at = start;
  if (count === 0) while (at >= 0 && !open[at]) at -= 1;
  for (let counted = 0; at >= 0 && counted < count; ) {
    at -= 1;
    if (open[at]) counted += 1;
  }
  return DAYS[at] ?? OUTSIDE;
}

function slowBetween(open: boolean[], start: number, end: number, counting: Counting): number {
  let at = start;
  if (counting === 'roll-then-day-after') while (at < open.length && !open[at]) at += 1;
  let counted = 0;
  for (let day = counting === 'inclusive' ? at : at + 1; day <= end; day += 1) if (open[day]) counted += 1;
  return counted;
}

const plain = (found: unknown) => (isOutside(found) ? OUTSIDE : found);
const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5];

describe.each(DIVISIONS)('in %s, against a calendar that walks day by day', (division) => {
  const calendar = calendarOf(division);
  const open = openDays({ division, closures: [], extra: [], weekdays: MONDAY_TO_FRIDAY });

  test.each(CONVENTIONS)(
    'lesson 12: adding agrees for every start from 2012 to 2028, counted %s',
    (counting) => {
      const wrong: string[] = [];
      DAYS.forEach((from, start) => {
        // Seven fixed counts, and one that differs from day to day so that every count up to 60 meets every weekday.
        for (const count of [0, 1, 2, 5, 10, 20, 60, start % 61]) {
          const found = plain(addWorkingDays(calendar, from, count, counting));
          const expected = slowAdd(open, start, count, counting);
          if (found !== expected) wrong.push(`${from} + ${count}: ${found}, not ${expected}`);
        }
      });
      expect(wrong).toEqual([]);
    },
  );

  test.each(CONVENTIONS)('lesson 15: elapsed(s, add(s, n)) is n for every start, counted %s', (counting) => {
    const wrong: string[] = [];
    DAYS.forEach((from, start) => {
      for (const count of [1, 5, 10, 1 + (start % 60)]) {
        const end = addWorkingDays(calendar, from, count, counting);
        if (isOutside(end)) continue;
        const elapsed = workingDaysBetween(calendar, from, end, counting);
        if (elapsed !== count) wrong.push(`${from} to ${end}: ${elapsed}, not ${count}`);
      }
    });
    expect(wrong).toEqual([]);
  });

  test('lesson 14: counting back agrees for every start and always lands on a working day', () => {
    const wrong: string[] = [];
    DAYS.forEach((from, start) => {
      for (const count of [0, 1, 2, 5, 10, start % 61]) {
        const found = subtractWorkingDays(calendar, from, count);
        const expected = slowSubtract(open, start, count);
        if (plain(found) !== expected) wrong.push(`${from} - ${count}: ${plain(found)}, not ${expected}`);
        if (!isOutside(found) && isWorkingDay(calendar, found) !== true)
          wrong.push(`${found} is not a working day`);
      }
    });
    expect(wrong).toEqual([]);
  });
});

const aDay = fc.nat({ max: DAYS.length - 1 });
const someDays = fc.uniqueArray(aDay, { maxLength: 40 });

/** Closures and extra days near the start, where they matter, and never the same day in both. */
const scenario = fc
  .record({
    division: fc.constantFrom(...DIVISIONS),
    weekdays: fc.oneof(fc.constant(MONDAY_TO_FRIDAY), fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 })),
    start: aDay,
    near: fc.uniqueArray(fc.nat({ max: 120 }), { maxLength: 40 }),
    far: someDays,
    split: fc.nat({ max: 80 }),
    count: fc.nat({ max: 200 }),
    counting: fc.constantFrom(...CONVENTIONS),
  })
  .map(({ near, far, split, ...rest }) => {
    const changed = [...new Set([...near.map((offset) => rest.start + offset), ...far])]
      .filter((day) => day < DAYS.length)
      .map((day) => DAYS[day]!);
    return { ...rest, closures: changed.slice(0, split), extra: changed.slice(split) };
  });

const built = (parts: Parts) =>
  calendarOf(parts.division, {
    closures: days('Closed', ...parts.closures),
    extraWorkingDays: days('Open', ...parts.extra),
    weekdays: parts.weekdays,
  });

const RUNS = { numRuns: 200, seed: 20250307 };

describe('with any closures, extra working days and working week', () => {
  test('lesson 13: adding, counting back and rolling agree with the slow calendar and end', () => {
    fc.assert(
      fc.property(scenario, ({ start, count, counting, ...parts }) => {
        const calendar = built(parts);
        const open = openDays(parts);
        const from = DAYS[start]!;
        expect(plain(addWorkingDays(calendar, from, count, counting))).toBe(
          slowAdd(open, start, count, counting),
        );
        expect(plain(subtractWorkingDays(calendar, from, count))).toBe(slowSubtract(open, start, count));
        expect(plain(rollForward(calendar, from))).toBe(slowAdd(open, start, 0, 'roll-then-day-after'));
        expect(plain(rollBack(calendar, from))).toBe(slowSubtract(open, start, 0));
      }),
      RUNS,
    );
  });

  test('lesson 15: differences agree with the slow calendar, whatever day either end is', () => {
    fc.assert(
      fc.property(scenario, aDay, ({ start, counting, ...parts }, other) => {
        const [first, last] = start < other ? [start, other] : [other, start];
        const found = workingDaysBetween(built(parts), DAYS[first]!, DAYS[last]!, counting);
        expect(found).toBe(slowBetween(openDays(parts), first, last, counting));
      }),
      RUNS,
    );
  });

  test('a count is found again as the difference', () => {
    fc.assert(
      fc.property(scenario, ({ start, count, counting, ...parts }) => {
        const calendar = built(parts);
        const end = addWorkingDays(calendar, DAYS[start]!, count + 1, counting);
        fc.pre(!isOutside(end));
        if (!isOutside(end))
          expect(workingDaysBetween(calendar, DAYS[start]!, end, counting)).toBe(count + 1);
      }),
      RUNS,
    );
  });

  test('one more closed day never brings a date forward', () => {
    fc.assert(
      fc.property(scenario, fc.nat({ max: 60 }), ({ start, count, counting, ...parts }, offset) => {
        const added = DAYS[start + offset];
        fc.pre(added !== undefined && !parts.closures.includes(added) && !parts.extra.includes(added));
        const closures = [...parts.closures, ...(added === undefined ? [] : [added])];
        const before = plain(addWorkingDays(built(parts), DAYS[start]!, count, counting)) as string;
        const after = plain(
          addWorkingDays(built({ ...parts, closures }), DAYS[start]!, count, counting),
        ) as string;
        // "outside" sorts after every date, as it should: it is later than all of them.
        expect(after >= before).toBe(true);
      }),
      RUNS,
    );
  });

  test('a longer count never ends earlier', () => {
    fc.assert(
      fc.property(scenario, fc.nat({ max: 60 }), ({ start, count, counting, ...parts }, more) => {
        const calendar = built(parts);
        const shorter = plain(addWorkingDays(calendar, DAYS[start]!, count, counting)) as string;
        const longer = plain(addWorkingDays(calendar, DAYS[start]!, count + more, counting)) as string;
        expect(longer >= shorter).toBe(true);
      }),
      RUNS,
    );
  });

  test('lesson 10: a projection agrees before, across and after a short coverage, and says when it is provisional', () => {
    const first = DAYS.indexOf('2018-03-01' as LocalDate);
    const nearby = fc.nat({ max: 200 }).map((offset) => first - 100 + offset);
    const oneToSeven = fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 });
    fc.assert(
      fc.property(
        nearby,
        fc.nat({ max: 150 }),
        oneToSeven,
        fc.constantFrom(...CONVENTIONS),
        fc.nat({ max: 6 }),
        (...given) => {
          const [start, count, weekdays, counting, shift] = given;
          const [from, to] = [DAYS[first + shift]!, DAYS[first + shift + 40]!];
          const calendar = calendarFrom(datasetOf(from, to), { weekdays });
          const open = DAYS.map((_, at) => weekdays.includes(WEEKDAY_OF[at]!));
          const on = slowAdd(open, start, count, counting);
          const covered = DAYS[start]! >= from && DAYS[start]! <= to && on >= from && on <= to;
          expect(projectWorkingDays(calendar, DAYS[start]!, count, counting)).toEqual({
            on,
            provisional: !covered,
          });
        },
      ),
      RUNS,
    );
  });
});
