import type { Division } from '../../../src/policy/document/calendar';
import {
  addWorkingDays,
  buildCalendar,
  type Counting,
  excludedDays,
  isFault,
  isOutside,
  isWorkingDay,
  projectWorkingDays,
  rollBack,
  rollForward,
  subtractWorkingDays,
  workingDaysBetween,
} from '../../../src/policy/calendar/calendar';
import { holidays } from '../../../src/policy/calendar/bank-holidays';
import { addMonths } from '../../../src/policy/dates/local-date';
import { calendarFrom, calendarOf, certain, datasetOf, date, days, due } from '../support/calendar-builders';

const DIVISIONS: Division[] = ['england-and-wales', 'scotland', 'northern-ireland'];
const CONVENTIONS: Counting[] = ['day-after', 'roll-then-day-after', 'inclusive'];
const england = calendarOf('england-and-wales');
const scotland = calendarOf('scotland');

type Parts = Omit<Parameters<typeof buildCalendar>[0], 'dataset'>;
const build = (parts: Parts) => buildCalendar({ dataset: holidays('england-and-wales'), ...parts });

describe('the bundled bank holidays', () => {
  test.each([
    ['england-and-wales', 140],
    ['scotland', 158],
    ['northern-ireland', 174],
  ] as const)('of %s number %i, state their coverage and where they come from', (division, count) => {
    const dataset = holidays(division);
    expect(dataset.division).toBe(division);
    expect(dataset.coverage).toEqual({ from: '2012-01-01', to: '2028-12-31' });
    expect(dataset.provenance).toMatchObject({
      source: 'GOV.UK bank holidays',
      licence: 'Open Government Licence v3.0',
    });
    expect(dataset.provenance.years).toHaveLength(17);
    expect(dataset.holidays).toHaveLength(count);
  });
});

describe('a calendar is checked when it is built', () => {
  test('lesson 19: one with no working weekday is refused', () => {
    expect(build({ weekdays: [] })).toEqual({
      code: 'no_working_weekday',
      message:
        'The calendar has no working weekday, so no working day would ever come. Name at least one, 1 to 7.',
      facts: {},
    });
  });

  test.each([0, 8, 1.5])('a weekday %p is refused', (weekday) => {
    expect(build({ weekdays: [1, weekday] })).toMatchObject({ code: 'unknown_weekday', facts: { weekday } });
  });

  test('a date that is both a closure and an extra working day is refused', () => {
    const built = build({
      closures: days('Closed', '2025-12-29'),
      extraWorkingDays: days('Open', '2025-12-27', '2025-12-29'),
    });
    expect(built).toEqual({
      code: 'contradiction',
      message: '2025-12-29 is listed as a closure and as an extra working day. It can be only one of them.',
      facts: { on: '2025-12-29' },
    });
  });

  test('a date listed twice is refused', () => {
    expect(build({ closures: days('Closed', '2025-12-29', '2025-12-29') })).toMatchObject({
      code: 'duplicate_date',
      facts: { kind: 'closure', on: '2025-12-29' },
    });
    expect(
      buildCalendar({ dataset: datasetOf('2025-01-01', '2025-12-31', '2025-05-05', '2025-05-05') }),
    ).toMatchObject({
      code: 'duplicate_date',
      facts: { kind: 'bank holiday' },
    });
  });

  test.each(['2011-12-31', '2029-01-01'])(
    'a closure or an extra day on %s, outside the coverage, is refused',
    (on) => {
      expect(build({ closures: days('Closed', on) })).toEqual({
        code: 'outside_coverage',
        message: `The closure on ${on} is outside the days this calendar covers, 2012-01-01 to 2028-12-31.`,
        facts: { kind: 'closure', on, first: '2012-01-01', last: '2028-12-31' },
      });
      expect(build({ extraWorkingDays: days('Open', on) })).toMatchObject({ code: 'outside_coverage' });
    },
  );

  test('and cannot be changed afterwards', () => {
    expect(isFault(england)).toBe(false);
    expect(Object.isFrozen(england)).toBe(true);
  });
});

describe('the version of a calendar', () => {
  const closures = days('Closed', '2025-12-29', '2025-12-30');

  test('names the division, the dataset and the content', () => {
    expect(england.version).toBe('england-and-wales.gov-uk-2012-2028.a5d635693d961cae');
    expect(new Set(DIVISIONS.map((division) => calendarOf(division).version)).size).toBe(3);
  });

  test('does not depend on the order of the lists', () => {
    const one = calendarOf('scotland', { closures, weekdays: [1, 2, 3, 4, 5, 6] });
    const other = calendarOf('scotland', {
      closures: closures.toReversed(),
      weekdays: [6, 5, 4, 3, 2, 1, 1],
    });
    expect(other.version).toBe(one.version);
    const dataset = holidays('england-and-wales');
    const reversed = { ...dataset, holidays: dataset.holidays.toReversed() };
    expect(calendarFrom(reversed).version).toBe(england.version);
  });

  test('changes with every part', () => {
    const { holidays: published, ...rest } = holidays('england-and-wales');
    const versions = [
      england,
      calendarOf('england-and-wales', { closures }),
      calendarOf('england-and-wales', { closures: days('Shut', '2025-12-29', '2025-12-30') }),
      calendarOf('england-and-wales', { extraWorkingDays: closures }),
      calendarOf('england-and-wales', { weekdays: [1, 2, 3, 4] }),
      calendarFrom({ ...rest, holidays: published.slice(1) }),
    ].map(({ version }) => version);
    expect(new Set(versions).size).toBe(6);
  });
});

describe('no answer outside the coverage', () => {
  const outside = (asked: string) => ({
    code: 'outside_calendar',
    asked,
    first: '2012-01-01',
    last: '2028-12-31',
    calendarVersion: england.version,
  });

  test.each(['2011-12-31', '2029-01-01'])('for a question about %s', (on) => {
    const day = date(on);
    expect(addWorkingDays(england, day, 5, 'day-after')).toEqual(outside(on));
    expect(addWorkingDays(england, day, 0, 'day-after')).toEqual(outside(on));
    expect(subtractWorkingDays(england, day, 5)).toEqual(outside(on));
    expect(isWorkingDay(england, day)).toEqual(outside(on));
    expect(rollForward(england, day)).toEqual(outside(on));
    expect(rollBack(england, day)).toEqual(outside(on));
    expect(isOutside(workingDaysBetween(england, date('2011-12-31'), date('2029-01-01'), 'day-after'))).toBe(
      true,
    );
  });

  test('for a count that runs off either end', () => {
    expect(addWorkingDays(england, date('2028-12-29'), 1, 'day-after')).toEqual(outside('2029-01-01'));
    expect(addWorkingDays(england, date('2028-12-30'), 1, 'inclusive')).toEqual(outside('2029-01-01'));
    expect(addWorkingDays(england, date('2024-01-01'), 1_000_000_000, 'day-after')).toEqual(
      outside('2029-01-01'),
    );
    expect(rollForward(england, date('2028-12-30'))).toEqual(outside('2029-01-01'));
    expect(subtractWorkingDays(england, date('2012-01-03'), 1)).toEqual(outside('2011-12-31'));
    expect(rollBack(england, date('2012-01-02'))).toEqual(outside('2011-12-31'));
  });

  test('but every answer up to the last day', () => {
    expect(due(england, '2028-12-28', 1)).toBe('2028-12-29');
    expect(due(england, '2028-12-31', 0)).toBe('2028-12-31');
    expect(rollBack(england, date('2028-12-31'))).toBe('2028-12-29');
    expect(subtractWorkingDays(england, date('2012-01-04'), 1)).toBe('2012-01-03');
    expect(workingDaysBetween(england, date('2012-01-01'), date('2028-12-31'), 'day-after')).toBe(4295);
    expect(workingDaysBetween(england, date('2028-12-30'), date('2028-12-31'), 'roll-then-day-after')).toBe(
      0,
    );
  });

  test('lesson 10: 18 December 2028 plus 20 has no certain answer, and a projected one is marked provisional', () => {
    expect(addWorkingDays(england, date('2028-12-18'), 20, 'day-after')).toEqual(outside('2029-01-01'));
    expect(projectWorkingDays(england, date('2028-12-18'), 20, 'day-after')).toEqual({
      on: '2029-01-17',
      provisional: true,
    });
    expect(projectWorkingDays(england, date('2028-12-18'), 7, 'day-after')).toEqual({
      on: '2028-12-29',
      provisional: false,
    });
  });

  test('a projection from outside is provisional even where it lands inside', () => {
    expect(projectWorkingDays(england, date('2029-01-06'), 5, 'day-after')).toEqual({
      on: '2029-01-12',
      provisional: true,
    });
    expect(projectWorkingDays(england, date('2029-01-06'), 5, 'roll-then-day-after').on).toBe('2029-01-15');
    expect(projectWorkingDays(england, date('2029-01-06'), 5, 'inclusive').on).toBe('2029-01-12');
    expect(projectWorkingDays(england, date('2011-12-30'), 1, 'day-after')).toEqual({
      on: '2012-01-03',
      provisional: true,
    });
    expect(projectWorkingDays(england, date('2011-12-01'), 1, 'day-after')).toEqual({
      on: '2011-12-02',
      provisional: true,
    });
    expect(projectWorkingDays(england, date('2011-11-30'), 23, 'day-after')).toEqual({
      on: '2012-01-03',
      provisional: true,
    });
  });
});

describe('counts', () => {
  test.each(CONVENTIONS)('a negative or broken count is a bug (%s)', (counting) => {
    for (const count of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => addWorkingDays(england, date('2025-03-07'), count, counting)).toThrow(RangeError);
      expect(() => projectWorkingDays(england, date('2025-03-07'), count, counting)).toThrow(RangeError);
    }
    expect(() => subtractWorkingDays(england, date('2025-03-07'), -1)).toThrow(RangeError);
    expect(() => workingDaysBetween(england, date('2025-03-08'), date('2025-03-07'), counting)).toThrow(
      RangeError,
    );
  });

  test('of 0 stay on the day, or on the day it rolls to', () => {
    expect(CONVENTIONS.map((counting) => due(england, '2025-03-08', 0, counting))).toEqual([
      '2025-03-08',
      '2025-03-10',
      '2025-03-10',
    ]);
    expect(CONVENTIONS.map((counting) => due(england, '2025-03-07', 0, counting))).toEqual([
      '2025-03-07',
      '2025-03-07',
      '2025-03-07',
    ]);
    expect(subtractWorkingDays(england, date('2025-03-09'), 0)).toBe('2025-03-07');
    expect(subtractWorkingDays(england, date('2025-03-07'), 0)).toBe('2025-03-07');
  });

  test.each([
    ['2025-03-08', '2025-03-14', 5, 4, 5],
    ['2025-03-07', '2025-03-14', 5, 5, 6],
    ['2025-03-08', '2025-03-09', 0, 0, 0],
    ['2025-03-07', '2025-03-07', 0, 0, 1],
    ['2025-04-17', '2025-04-22', 1, 1, 2],
    ['2025-04-18', '2025-04-22', 1, 0, 1],
  ])('between %s and %s are %i day-after, %i rolled first, %i inclusive', (from, to, a, b, c) => {
    expect(
      CONVENTIONS.map((counting) => workingDaysBetween(england, date(from), date(to), counting)),
    ).toEqual([a, b, c]);
  });
});

describe('what the peers got wrong (lessons.md)', () => {
  test('lesson 2: the holiday of 19 September 2022 moves 10 days from 5 September by one', () => {
    const dataset = holidays('england-and-wales');
    const before = { ...dataset, holidays: dataset.holidays.filter(({ on }) => on !== '2022-09-19') };
    expect(due(calendarFrom(before), '2022-09-05', 10)).toBe('2022-09-19');
    expect(due(england, '2022-09-05', 10)).toBe('2022-09-20');
  });

  test('lesson 5: Friday 12 June 2026 plus 5 is 22 June in Scotland and 19 June in England', () => {
    expect(due(scotland, '2026-06-12', 5)).toBe('2026-06-22');
    expect(due(england, '2026-06-12', 5)).toBe('2026-06-19');
  });

  test('lesson 6: 4 May 2020 and 30 May 2022 are working days, 8 May 2020 is not', () => {
    const working = (on: string) => isWorkingDay(england, date(on));
    expect([working('2020-05-04'), working('2022-05-30'), working('2020-05-08')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('lesson 7: a substitute day says that it is one', () => {
    expect(excludedDays(england, date('2027-12-24'), date('2027-12-29'))).toEqual([
      { on: '2027-12-25', why: 'Saturday' },
      { on: '2027-12-26', why: 'Sunday' },
      { on: '2027-12-27', why: 'Christmas Day (bank holiday, substitute day)' },
      { on: '2027-12-28', why: 'Boxing Day (bank holiday, substitute day)' },
    ]);
    expect(excludedDays(england, date('2022-06-02'), date('2022-06-03'))).toEqual([
      { on: '2022-06-02', why: 'Spring bank holiday' },
      { on: '2022-06-03', why: 'Platinum Jubilee bank holiday' },
    ]);
  });

  test('lesson 11: a closure on a weekend or a bank holiday changes nothing', () => {
    const closed = calendarOf('england-and-wales', { closures: days('Closed', '2025-04-18', '2025-04-19') });
    expect(due(closed, '2025-04-17', 5)).toBe('2025-04-28');
    expect(due(england, '2025-04-17', 5)).toBe('2025-04-28');
    const over = [closed, england].map((calendar) =>
      excludedDays(calendar, date('2025-04-18'), date('2025-04-19')),
    );
    expect(over[0]).toEqual(over[1]);
    expect(over[0]).toEqual([
      { on: '2025-04-18', why: 'Good Friday (bank holiday)' },
      { on: '2025-04-19', why: 'Saturday' },
    ]);
  });

  test('lesson 11: an extra working day makes a Saturday or a bank holiday count', () => {
    const open = calendarOf('england-and-wales', {
      extraWorkingDays: days('Open', '2025-04-18', '2025-04-19'),
    });
    expect(due(open, '2025-04-17', 5)).toBe('2025-04-24');
    expect(isWorkingDay(open, date('2025-04-19'))).toBe(true);
    expect(excludedDays(open, date('2025-04-18'), date('2025-04-20'))).toEqual([
      { on: '2025-04-20', why: 'Sunday' },
    ]);
  });

  test('lesson 11: a landlord may work Tuesday to Saturday', () => {
    const tuesdayToSaturday = calendarOf('england-and-wales', { weekdays: [2, 3, 4, 5, 6] });
    expect(due(tuesdayToSaturday, '2025-03-08', 1)).toBe('2025-03-11');
    expect(excludedDays(tuesdayToSaturday, date('2025-03-08'), date('2025-03-10'))).toEqual([
      { on: '2025-03-09', why: 'Sunday' },
      { on: '2025-03-10', why: 'Monday' },
    ]);
  });

  test('lesson 12: Saturday plus 1 is Monday, or Tuesday where Saturday counts as Monday', () => {
    expect(CONVENTIONS.map((counting) => due(england, '2025-03-08', 1, counting))).toEqual([
      '2025-03-10',
      '2025-03-11',
      '2025-03-10',
    ]);
  });

  test('lesson 13: multiples of 5 from a Saturday end', () => {
    expect([5, 10, 50, 200].map((count) => due(england, '2025-03-08', count))).toEqual([
      '2025-03-14',
      '2025-03-21',
      '2025-05-21',
      '2025-12-19',
    ]);
  });

  test('lesson 14: 5 back from a Sunday is a working day', () => {
    expect(subtractWorkingDays(england, date('2025-03-09'), 5)).toBe('2025-03-03');
    expect(subtractWorkingDays(england, date('2025-04-21'), 1)).toBe('2025-04-17');
  });

  test('lesson 15: the difference from a start that is no working day is the count that was added', () => {
    for (const counting of CONVENTIONS) {
      const end = date(due(england, '2025-04-20', 7, counting));
      expect(workingDaysBetween(england, date('2025-04-20'), end, counting)).toBe(7);
    }
  });

  test('lesson 19: a calendar closed to its end gives no date, and does not search for ever', () => {
    const dataset = datasetOf(
      '2025-01-06',
      '2025-01-10',
      ...[6, 7, 8, 9].map((day) => `2025-01-0${day}`),
      '2025-01-10',
    );
    const closed = calendarFrom(dataset);
    expect(rollForward(closed, date('2025-01-06'))).toMatchObject({
      code: 'outside_calendar',
      asked: '2025-01-11',
    });
    expect(rollBack(closed, date('2025-01-10'))).toMatchObject({
      code: 'outside_calendar',
      asked: '2025-01-05',
    });
    expect(projectWorkingDays(closed, date('2025-01-06'), 1, 'day-after')).toEqual({
      on: '2025-01-13',
      provisional: true,
    });
  });

  test('lesson 21: 31 January plus 1 month is a Saturday, and rolls as the policy says', () => {
    const end = addMonths(date('2026-01-31'), 1);
    expect([end, rollForward(england, end), rollBack(england, end)]).toEqual([
      '2026-02-28',
      '2026-03-02',
      '2026-02-27',
    ]);
  });

  test('lesson 23: 4 March 2024 plus 20 is 3 April, not Good Friday', () => {
    expect(due(england, '2024-03-04', 20)).toBe('2024-04-03');
    const left = excludedDays(england, date('2024-03-05'), date('2024-04-03')).filter(
      ({ why }) => !/day$/.test(why),
    );
    expect(left).toEqual([
      { on: '2024-03-29', why: 'Good Friday (bank holiday)' },
      { on: '2024-04-01', why: 'Easter Monday (bank holiday)' },
    ]);
  });

  test('lesson 23: 12 February 2024 plus 10 is 26 February, and 4 March is 5 working days late', () => {
    expect(due(england, '2024-02-12', 10)).toBe('2024-02-26');
    expect(certain(workingDaysBetween(england, date('2024-02-26'), date('2024-03-04'), 'day-after'))).toBe(5);
  });
});
