import { Settings } from 'luxon';
import { z } from 'zod';
import {
  addDays,
  addMonths,
  addYears,
  daysBetween,
  earlierOf,
  epochDay,
  fromEpochDay,
  instantSchema,
  isInstant,
  isLocalDate,
  laterOf,
  localDateIn,
  localDateSchema,
  localTimeIn,
  longDate,
  weekday,
} from '../../../src/policy/dates/local-date';
import { date, moment } from '../support/calendar-builders';

const LONDON = 'Europe/London';

describe('a local date', () => {
  test.each(['1900-01-01', '2000-02-29', '2024-02-29', '2024-12-31', '2199-12-31'])('can be %s', (text) => {
    expect(isLocalDate(text)).toBe(true);
    expect(localDateSchema.parse(text)).toBe(text);
  });

  test.each([
    '2023-02-29',
    '1900-02-29',
    '2024-04-31',
    '2024-00-10',
    '2024-13-01',
    '2024-01-00',
    '2024-01-32',
    '1899-12-31',
    '2200-01-01',
    '9999-12-31',
    '2024-1-1',
    '20240101',
    '2024-01-01T00:00:00Z',
    ' 2024-01-01',
    '2024-01-01\n',
    '+2024-01-01',
    '',
  ])('cannot be %j', (text) => {
    expect(isLocalDate(text)).toBe(false);
    expect(localDateSchema.safeParse(text).success).toBe(false);
  });

  test('is refused in words that say what is allowed', () => {
    const issues = localDateSchema.safeParse('2024-02-30').error?.issues.map(({ message }) => message);
    expect(issues).toEqual(['must be a real date written YYYY-MM-DD, from 1900-01-01 to 2199-12-31']);
  });

  test.each(['input', 'output'] as const)('is a string of format date in the JSON schema of an %s', (io) => {
    expect(z.toJSONSchema(localDateSchema, { io })).toMatchObject({ type: 'string', format: 'date' });
    expect(z.toJSONSchema(instantSchema, { io })).toMatchObject({ type: 'string', format: 'date-time' });
    expect(z.toJSONSchema(localDateSchema.describe('A day.'), { io })).toMatchObject({
      type: 'string',
      format: 'date',
      description: 'A day.',
    });
  });

  test('agrees with an independent calendar on every day from 1900 to 2199', () => {
    const wrong: string[] = [];
    for (let n = -25567; n <= 84005; n += 1) {
      const independent = new Date(n * 86_400_000);
      const text = independent.toISOString().slice(0, 10);
      const on = fromEpochDay(n);
      if (on !== text || epochDay(on) !== n || weekday(on) !== (independent.getUTCDay() || 7))
        wrong.push(text);
    }
    expect(wrong).toEqual([]);
    expect([fromEpochDay(-25567), fromEpochDay(0), fromEpochDay(84005)]).toEqual([
      '1900-01-01',
      '1970-01-01',
      '2199-12-31',
    ]);
  });

  test('never leaves the years 1900 to 2199 silently', () => {
    expect(() => addDays(date('2199-12-31'), 1)).toThrow(RangeError);
    expect(() => addDays(date('1900-01-01'), -1)).toThrow(RangeError);
    expect(() => addYears(date('2024-01-01'), 3660)).toThrow(RangeError);
    expect(() => addDays(date('2024-01-01'), 0.5)).toThrow(RangeError);
    expect(() => addMonths(date('2024-01-01'), Number.NaN)).toThrow(RangeError);
  });

  test('is written in full as a letter writes it', () => {
    expect(longDate(date('2024-09-02'))).toBe('Monday 2 September 2024');
    expect(longDate(date('2025-12-25'))).toBe('Thursday 25 December 2025');
  });

  test('can be compared with another', () => {
    expect(laterOf(date('2024-09-02'), date('2024-10-01'))).toBe('2024-10-01');
    expect(earlierOf(date('2024-09-02'), date('2024-10-01'))).toBe('2024-09-02');
    expect(daysBetween(date('2024-02-28'), date('2024-03-01'))).toBe(2);
    expect(daysBetween(date('2024-03-01'), date('2024-02-28'))).toBe(-2);
  });
});

describe('calendar units (domain.md §5.5)', () => {
  test.each([
    ['2024-08-31', 6, '2025-02-28'],
    ['2023-08-31', 6, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-12-31', 2, '2025-02-28'],
    ['2025-02-28', -12, '2024-02-28'],
    ['2024-01-31', -2, '2023-11-30'],
    ['2024-01-15', -13, '2022-12-15'],
  ])('%s plus %i months is %s', (from, months, to) => {
    expect(addMonths(date(from), months)).toBe(to);
  });

  test.each([
    ['2024-09-03', '2024-10-03'],
    ['2025-01-31', '2025-02-28'],
    ['2024-01-31', '2024-02-29'],
    ['2024-04-01', '2024-05-01'],
    ['2025-01-30', '2025-02-28'],
  ])('a month from %s ends on %s (domain.md §5.2.5)', (from, to) => {
    expect(addMonths(date(from), 1)).toBe(to);
  });

  test('a year from 29 February ends on 28 February', () => {
    expect(addYears(date('2024-02-29'), 1)).toBe('2025-02-28');
    expect(addYears(date('2024-02-29'), 4)).toBe('2028-02-29');
  });

  test('8 weeks are 56 days and 2 weeks are 14', () => {
    expect(addDays(date('2024-09-02'), 8 * 7)).toBe('2024-10-28');
    expect(addDays(date('2024-09-02'), 14)).toBe('2024-09-16');
  });

  test('within 14 days of 2 October the last day is 16 October (domain.md §5.2.4)', () => {
    expect(addDays(date('2017-10-02'), 14)).toBe('2017-10-16');
  });
});

describe('an instant', () => {
  test.each([
    '2024-06-30T23:30:00Z',
    '2024-06-30T23:30:00.123456Z',
    '2024-06-30T23:30:00+01:00',
    '2024-06-30T23:30:00-11:30',
  ])('can be %s', (text) => {
    expect(isInstant(text)).toBe(true);
    expect(instantSchema.parse(text)).toBe(text);
  });

  test.each([
    '2024-06-30T23:30:00',
    '2024-06-30T23:30Z',
    '2024-06-30 23:30:00Z',
    '2024-02-30T12:00:00Z',
    '2024-06-30T24:00:00Z',
    '2024-06-30T23:59:60Z',
    '2024-06-30T12:00:00+24:00',
    '2024-06-30T12:00:00+0100',
    '2024-06-30',
    '1900-01-02T12:00:00Z',
    '2199-12-30T12:00:00Z',
    '',
  ])('cannot be %j', (text) => {
    expect(isInstant(text)).toBe(false);
  });

  test('near either end of the range still falls on a date in every zone', () => {
    expect(localDateIn(moment('2199-12-29T23:59:59-23:59'), 'Pacific/Kiritimati')).toBe('2199-12-31');
    expect(localDateIn(moment('1900-01-03T00:00:00+23:59'), 'Pacific/Pago_Pago')).toBe('1900-01-01');
  });
});

describe('crossing from a moment to a day', () => {
  test.each([
    ['2024-06-30T23:30:00Z', '2024-07-01', '00:30'],
    ['2024-06-30T22:59:59.999Z', '2024-06-30', '23:59'],
    ['2024-12-31T23:30:00Z', '2024-12-31', '23:30'],
    ['2025-03-30T00:59:59Z', '2025-03-30', '00:59'],
    ['2025-03-30T01:00:00Z', '2025-03-30', '02:00'],
    ['2025-10-26T00:30:00Z', '2025-10-26', '01:30'],
    ['2025-10-26T01:30:00Z', '2025-10-26', '01:30'],
    ['2019-08-01T22:59:00Z', '2019-08-01', '23:59'],
    ['2024-07-01T00:30:00+01:00', '2024-07-01', '00:30'],
    ['2024-07-01T11:00:00+12:00', '2024-07-01', '00:00'],
  ])('%s is %s at %s in London', (instant, on, at) => {
    expect(localDateIn(moment(instant), LONDON)).toBe(on);
    expect(localTimeIn(moment(instant), LONDON)).toBe(at);
  });

  test('lesson 17: half past eleven at night UTC on 31 July 2026 is received on 1 August in London', () => {
    expect(localDateIn(moment('2026-07-31T23:30:00Z'), LONDON)).toBe('2026-08-01');
  });

  test.each(['utc', 'America/New_York', 'Pacific/Auckland'])(
    'lesson 17: a process set to %s gives the same days',
    (zone) => {
      const before = Settings.defaultZone;
      Settings.defaultZone = zone;
      try {
        expect(localDateIn(moment('2026-07-31T23:30:00Z'), LONDON)).toBe('2026-08-01');
        expect(localDateIn(moment('2026-01-31T23:30:00Z'), LONDON)).toBe('2026-01-31');
        expect(localTimeIn(moment('2026-07-31T23:30:00Z'), LONDON)).toBe('00:30');
        expect(weekday(date('2026-08-01'))).toBe(6);
      } finally {
        Settings.defaultZone = before;
      }
    },
  );

  test('lesson 20: the time of day is cut, not rounded, so 17:00 begins exactly at five', () => {
    expect(localTimeIn(moment('2025-01-15T16:59:59.999999Z'), LONDON)).toBe('16:59');
    expect(localTimeIn(moment('2025-01-15T17:00:00Z'), LONDON)).toBe('17:00');
    expect(localTimeIn(moment('2025-07-15T16:00:00Z'), LONDON)).toBe('17:00');
  });

  test('an unknown zone is a bug, not a guess', () => {
    expect(() => localDateIn(moment('2024-06-30T12:00:00Z'), 'Europe/Londn')).toThrow(RangeError);
  });
});
