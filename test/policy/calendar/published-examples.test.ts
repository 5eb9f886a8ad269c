import {
  type Calendar,
  excludedDays,
  isWorkingDay,
  rollForward,
  subtractWorkingDays,
} from '../../../src/policy/calendar/calendar';
import { deemedReceipt } from '../../../src/policy/clocks/counting/deemed-receipt';
import { addDays, addMonths } from '../../../src/policy/dates/local-date';
import {
  calendarFrom,
  calendarOf,
  certain,
  datasetOf,
  date,
  days,
  due,
  ukUnion,
} from '../support/calendar-builders';

const england = calendarOf('england-and-wales');
const scotland = calendarOf('scotland');
const northernIreland = calendarOf('northern-ireland');

const back = (calendar: Calendar, from: string, count: number) =>
  certain(subtractWorkingDays(calendar, date(from), count));

describe('the three conventions side by side (domain.md §5.1)', () => {
  test.each([
    ['2025-03-07', 5, '2025-03-14', '2025-03-14', '2025-03-13'],
    ['2025-03-08', 5, '2025-03-14', '2025-03-17', '2025-03-14'],
    ['2025-03-09', 5, '2025-03-14', '2025-03-17', '2025-03-14'],
    ['2025-03-10', 5, '2025-03-17', '2025-03-17', '2025-03-14'],
    ['2025-04-18', 5, '2025-04-28', '2025-04-29', '2025-04-28'],
    ['2025-04-21', 10, '2025-05-06', '2025-05-07', '2025-05-06'],
    ['2024-12-25', 5, '2025-01-03', '2025-01-06', '2025-01-03'],
    ['2024-12-28', 10, '2025-01-13', '2025-01-14', '2025-01-13'],
    ['2026-12-26', 5, '2027-01-05', '2027-01-06', '2027-01-05'],
    ['2025-08-25', 20, '2025-09-22', '2025-09-23', '2025-09-22'],
  ])('received %s, %i working days: %s day-after, %s rolled first, %s inclusive', (on, n, a, b, c) => {
    expect(due(england, on, n, 'day-after')).toBe(a);
    expect(due(england, on, n, 'roll-then-day-after')).toBe(b);
    expect(due(england, on, n, 'inclusive')).toBe(c);
  });
});

describe('published examples: WhatDoTheyKnow (domain.md §5.2.1)', () => {
  const holidays2007to2009 = [
    [
      '2007-03-19',
      '2007-04-06',
      '2007-04-09',
      '2007-05-07',
      '2007-05-28',
      '2007-07-12',
      '2007-08-06',
      '2007-08-27',
    ],
    [
      '2007-11-30',
      '2007-12-25',
      '2007-12-26',
      '2008-01-01',
      '2008-01-02',
      '2008-03-17',
      '2008-03-21',
      '2008-03-24',
    ],
    [
      '2008-05-05',
      '2008-05-26',
      '2008-07-14',
      '2008-08-04',
      '2008-08-25',
      '2008-12-01',
      '2008-12-25',
      '2008-12-26',
    ],
    ['2009-01-01', '2009-01-02', '2009-03-17', '2009-04-10', '2009-04-13'],
  ].flat();
  const calendar = calendarFrom(datasetOf('2007-02-01', '2009-04-30', ...holidays2007to2009));

  test.each([
    ['2008-10-01', '2008-10-29'],
    ['2007-02-01', '2007-03-01'],
    ['2008-02-01', '2008-02-29'],
    ['2009-03-12', '2009-04-14'],
    ['2009-03-13', '2009-04-15'],
    ['2009-03-14', '2009-04-15'],
    ['2009-03-15', '2009-04-15'],
    ['2009-03-16', '2009-04-16'],
  ])('20 working days from %s is %s', (from, to) => {
    expect(due(calendar, from, 20)).toBe(to);
  });

  test.each([
    ['2008-10-01', '2008-10-21'],
    ['2008-10-04', '2008-10-24'],
    ['2008-10-05', '2008-10-27'],
    ['2008-10-06', '2008-10-27'],
    ['2008-10-07', '2008-10-27'],
    ['2008-12-04', '2008-12-24'],
    ['2008-12-05', '2008-12-29'],
    ['2009-03-17', '2009-04-06'],
  ])('20 calendar days from %s, rolled forward, is %s', (from, to) => {
    expect(rollForward(calendar, addDays(date(from), 20))).toBe(to);
  });
});

describe('published examples: FOIMan, Christmas 2014 (domain.md §5.2.2)', () => {
  const calendar = ukUnion();

  test.each([
    ['2014-11-17', '2014-12-16'],
    ['2014-11-18', '2014-12-17'],
    ['2014-11-21', '2014-12-22'],
    ['2014-11-24', '2014-12-23'],
    ['2014-11-26', '2014-12-29'],
    ['2014-11-27', '2014-12-30'],
    ['2014-11-28', '2014-12-31'],
    ['2014-12-01', '2014-12-31'],
    ['2014-12-02', '2015-01-05'],
    ['2014-12-03', '2015-01-06'],
    ['2014-12-08', '2015-01-09'],
    ['2014-12-12', '2015-01-15'],
    ['2014-12-15', '2015-01-16'],
    ['2014-12-19', '2015-01-22'],
    ['2014-12-24', '2015-01-27'],
    ['2014-12-29', '2015-01-28'],
    ['2014-12-31', '2015-01-30'],
    ['2015-01-02', '2015-01-30'],
    ['2015-01-05', '2015-02-02'],
    ['2015-01-07', '2015-02-04'],
    ['2015-01-09', '2015-02-06'],
  ])('received %s, 20 working days day-after is %s', (from, to) => {
    expect(due(calendar, from, 20)).toBe(to);
  });

  test.each([
    ['2014-12-01', '2015-01-05'],
    ['2015-01-02', '2015-02-02'],
  ])('received on the Scottish holiday %s, FOIMan rolls first and has %s', (from, to) => {
    expect(due(calendar, from, 20, 'roll-then-day-after')).toBe(to);
  });
});

describe('published examples: next and previous working days (domain.md §5.2.3)', () => {
  test.each([
    ['2017-12-19', england, '2017-12-20'],
    ['2017-12-22', england, '2017-12-27'],
    ['2017-12-30', england, '2018-01-02'],
    ['2017-12-30', scotland, '2018-01-03'],
  ])('after %s in %#', (on, calendar, next) => {
    expect(due(calendar, on, 1)).toBe(next);
  });

  test('before 3 January 2018 it is 2 January in England and 29 December in Scotland', () => {
    expect(back(england, '2018-01-03', 1)).toBe('2018-01-02');
    expect(back(scotland, '2018-01-03', 1)).toBe('2017-12-29');
  });

  test('4 January 2016 is a holiday in Scotland only', () => {
    const on = date('2016-01-04');
    expect([england, scotland, northernIreland].map((calendar) => isWorkingDay(calendar, on))).toEqual([
      true,
      false,
      true,
    ]);
  });
});

describe('published examples: clear days before a hearing (domain.md §5.2.4)', () => {
  // Neither end counts, so n clear days are n + 1 back; up to 5 of them leave out weekends and bank holidays.
  test.each([
    [3, '2017-10-20', '2017-10-16'],
    [3, '2014-10-20', '2014-10-14'],
    [5, '2017-03-14', '2017-03-06'],
  ])('%i clear days before %s is %s', (n, hearing, served) => {
    expect(back(england, hearing, n + 1)).toBe(served);
  });

  test('longer periods count every day: 28 after 1 October is 30 October, 7 before 30 March is 22 March', () => {
    expect(addDays(date('2017-10-01'), 28 + 1)).toBe('2017-10-30');
    expect(addDays(date('2017-03-30'), -(7 + 1))).toBe('2017-03-22');
  });
});

describe('months that end on a non-working day (domain.md §5.2.5)', () => {
  test.each([
    ['2024-04-01', '2024-05-01'],
    ['2021-04-01', '2021-05-04'],
    ['2025-01-31', '2025-02-28'],
    ['2019-08-01', '2019-09-02'],
  ])('a month from %s, rolled forward, ends on %s', (from, to) => {
    expect(rollForward(england, addMonths(date(from), 1))).toBe(to);
  });
});

describe('deemed receipt of letters (domain.md §5.2.6)', () => {
  // Monday 10 March 2025 to Sunday 16 March 2025.
  test.each([
    ['2025-03-10', '2025-03-12', '2025-03-12', '2025-03-14'],
    ['2025-03-11', '2025-03-13', '2025-03-13', '2025-03-17'],
    ['2025-03-12', '2025-03-14', '2025-03-14', '2025-03-18'],
    ['2025-03-13', '2025-03-17', '2025-03-17', '2025-03-19'],
    ['2025-03-14', '2025-03-17', '2025-03-18', '2025-03-20'],
    ['2025-03-15', '2025-03-17', '2025-03-18', '2025-03-20'],
    ['2025-03-16', '2025-03-18', '2025-03-18', '2025-03-20'],
  ])('posted %s: CPR 6.26 %s, second working day %s, fourth working day %s', (sent, cpr, second, fourth) => {
    expect(deemedReceipt(england, date(sent), 'first-class-second-day')).toBe(cpr);
    expect(deemedReceipt(england, date(sent), 'second-working-day')).toBe(second);
    expect(deemedReceipt(england, date(sent), 'fourth-working-day')).toBe(fourth);
    expect(deemedReceipt(england, date(sent), 'same-day')).toBe(sent);
  });

  test('waits for the end of Easter', () => {
    expect(deemedReceipt(england, date('2025-04-17'), 'first-class-second-day')).toBe('2025-04-22');
    expect(deemedReceipt(england, date('2025-04-17'), 'second-working-day')).toBe('2025-04-23');
  });

  test('has no answer where the calendar has none', () => {
    expect(deemedReceipt(england, date('2028-12-30'), 'first-class-second-day')).toMatchObject({
      code: 'outside_calendar',
      asked: '2029-01-01',
    });
  });
});

describe('the divisions differ (domain.md §5.3)', () => {
  test.each([
    ['2024-12-24', 5, england, '2025-01-03'],
    ['2024-12-24', 5, scotland, '2025-01-06'],
    ['2024-11-29', 20, england, '2024-12-31'],
    ['2024-11-29', 20, scotland, '2025-01-03'],
    ['2025-07-10', 5, england, '2025-07-17'],
    ['2025-07-10', 5, northernIreland, '2025-07-18'],
  ])('received %s, %i working days (row %#)', (from, n, calendar, to) => {
    expect(due(calendar, from, n)).toBe(to);
  });

  test('by the days only one of them keeps', () => {
    const working = (on: string) =>
      [england, scotland, northernIreland].map((calendar) => isWorkingDay(calendar, date(on)));
    expect(working('2025-01-02')).toEqual([true, false, true]);
    expect(working('2025-04-21')).toEqual([false, true, false]);
    expect(working('2025-08-04')).toEqual([true, false, true]);
    expect(working('2025-08-25')).toEqual([false, true, false]);
    expect(working('2024-12-02')).toEqual([true, false, true]);
    expect(working('2025-12-01')).toEqual([true, false, true]);
    expect(working('2024-03-18')).toEqual([true, true, false]);
    expect(working('2025-07-14')).toEqual([true, true, false]);
  });
});

describe('a Christmas closure (domain.md §5.4)', () => {
  const closed = calendarOf('england-and-wales', {
    closures: days('Offices closed', '2025-12-29', '2025-12-30', '2025-12-31', '2026-01-02'),
  });

  test.each([
    ['2025-12-18', '2025-12-29', '2026-01-05', '2026-01-06', '2026-01-12'],
    ['2025-12-19', '2025-12-30', '2026-01-06', '2026-01-07', '2026-01-13'],
    ['2025-12-22', '2025-12-31', '2026-01-07', '2026-01-08', '2026-01-14'],
    ['2025-12-24', '2026-01-05', '2026-01-09', '2026-01-12', '2026-01-16'],
  ])(
    'received %s: 5 days %s open and %s closed, 10 days %s and %s',
    (from, five, fiveClosed, ten, tenClosed) => {
      expect([
        due(england, from, 5),
        due(closed, from, 5),
        due(england, from, 10),
        due(closed, from, 10),
      ]).toEqual([five, fiveClosed, ten, tenClosed]);
    },
  );

  test('names every day it left out', () => {
    expect(excludedDays(closed, date('2025-12-24'), date('2026-01-03'))).toEqual([
      { on: '2025-12-25', why: 'Christmas Day (bank holiday)' },
      { on: '2025-12-26', why: 'Boxing Day (bank holiday)' },
      { on: '2025-12-27', why: 'Saturday' },
      { on: '2025-12-28', why: 'Sunday' },
      { on: '2025-12-29', why: 'Offices closed' },
      { on: '2025-12-30', why: 'Offices closed' },
      { on: '2025-12-31', why: 'Offices closed' },
      { on: '2026-01-01', why: 'New Year’s Day (bank holiday)' },
      { on: '2026-01-02', why: 'Offices closed' },
      { on: '2026-01-03', why: 'Saturday' },
    ]);
  });
});

describe('the timeline of Code 6.2 to 6.4 (domain.md §5.6)', () => {
  test.each([
    ['2024-04-01', '2024-04-08', '2024-04-16', '2024-04-22', '2024-05-07'],
    ['2024-05-03', '2024-05-13', '2024-05-21', '2024-05-28', '2024-06-11'],
    ['2024-05-24', '2024-06-03', '2024-06-11', '2024-06-17', '2024-07-01'],
    ['2024-06-08', '2024-06-14', '2024-06-24', '2024-06-28', '2024-07-12'],
    ['2024-08-23', '2024-09-02', '2024-09-10', '2024-09-16', '2024-09-30'],
    ['2024-12-20', '2024-12-31', '2025-01-09', '2025-01-15', '2025-01-29'],
    ['2024-12-24', '2025-01-03', '2025-01-13', '2025-01-17', '2025-01-31'],
    ['2025-04-17', '2025-04-28', '2025-05-07', '2025-05-13', '2025-05-28'],
    ['2026-12-23', '2027-01-04', '2027-01-12', '2027-01-18', '2027-02-01'],
  ])(
    'stage 1 received %s: acknowledge %s, respond %s or at the latest %s, extended %s',
    (on, ack, soon, late, extended) => {
      expect(due(england, on, 5)).toBe(ack);
      expect(due(england, due(england, on, 1), 10)).toBe(soon);
      expect(due(england, ack, 10)).toBe(late);
      expect(due(england, late, 10)).toBe(extended);
    },
  );

  test.each([
    ['2024-07-12', '2024-07-19', '2024-08-16', '2024-09-16'],
    ['2024-12-13', '2024-12-20', '2025-01-22', '2025-02-19'],
    ['2025-03-28', '2025-04-04', '2025-05-07', '2025-06-05'],
  ])('stage 2 requested %s: acknowledge %s, respond %s, extended %s', (on, ack, response, extended) => {
    expect(due(england, on, 5)).toBe(ack);
    expect(due(england, ack, 20)).toBe(response);
    expect(due(england, response, 20)).toBe(extended);
  });
});
