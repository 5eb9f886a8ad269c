import businessDays from 'business-days-js';
import { addBusinessDays, differenceInBusinessDays, formatISO, parseISO } from 'date-fns';
import { DateTime } from 'luxon';
import moment from 'moment-business-days';
import {
  addWorkingDays,
  buildCalendar,
  type Calendar,
  isFault,
  isOutside,
  workingDaysBetween,
} from '../../src/policy/calendar/calendar';
import { holidays } from '../../src/policy/calendar/bank-holidays/index';
import type { HolidayDataset } from '../../src/policy/calendar/bank-holidays/dataset';
import { type LocalDate, localDateSchema } from '../../src/policy/dates/local-date';

/** Which days off a library knows, and so what its answers can be held against. */
export type DaysOff = 'bank holidays' | 'weekends only' | 'its own (USA)';

/**
 * One library with a date of its own kind. Each is timed on dates it has already read, and ours on plain text, so
 * that nobody's figure has to carry a conversion the others are spared.
 */
export interface Library {
  readonly name: string;
  readonly daysOff: DaysOff;
  prepare(start: LocalDate, days: number, end: LocalDate): { add(): unknown; difference(): unknown };
  /** What `add` gave, as a day. */
  dayOf(added: unknown): string;
}

/** Binds the kind of date a library uses, which callers need not know. */
function library<D>(
  name: string,
  daysOff: DaysOff,
  read: (text: LocalDate) => D,
  write: (date: D) => string,
  add: (date: D, days: number) => D,
  difference: (from: D, to: D) => number,
): Library {
  return {
    name,
    daysOff,
    prepare(start, days, end) {
      const [from, to] = [read(start), read(end)];
      return { add: () => add(from, days), difference: () => difference(from, to) };
    },
    // `added` came from `add` above and is of its kind.
    dayOf: (added) => write(added as D),
  };
}

function calendarWith(dataset: HolidayDataset): Calendar {
  const calendar = buildCalendar({ dataset });
  if (isFault(calendar)) throw new Error(calendar.message);
  return calendar;
}

const dataset = holidays('england-and-wales');
export const withHolidays = calendarWith(dataset);
const weekendsOnly = calendarWith({ ...dataset, holidays: [] });

export function added(calendar: Calendar, from: LocalDate, days: number): LocalDate {
  const on = addWorkingDays(calendar, from, days, 'day-after');
  if (isOutside(on)) throw new RangeError(`${on.asked} is outside the calendar`);
  return on;
}

function between(calendar: Calendar, from: LocalDate, to: LocalDate): number {
  const days = workingDaysBetween(calendar, from, to, 'day-after');
  if (isOutside(days)) throw new RangeError(`${days.asked} is outside the calendar`);
  return days;
}

const asText = (text: LocalDate): LocalDate => text;

export const ours = library(
  'redress/policy',
  'bank holidays',
  asText,
  asText,
  (from, days) => added(withHolidays, from, days),
  (from, to) => between(withHolidays, from, to),
);

/** Ours without bank holidays, to hold those against that know none. */
export const weekendDay = (from: LocalDate, days: number): LocalDate => added(weekendsOnly, from, days);

/** As most programs do it: a day at a time, looking each one up. */
function byHand(): Library {
  const closed = new Set(dataset.holidays.map(({ on }) => String(on)));
  const works = (day: DateTime) => day.weekday < 6 && !closed.has(day.toISODate() ?? '');
  const add = (from: DateTime, days: number) => {
    let day = from;
    for (let left = days; left > 0; ) {
      day = day.plus({ days: 1 });
      if (works(day)) left -= 1;
    }
    return day;
  };
  const difference = (from: DateTime, to: DateTime) => {
    let count = 0;
    for (let day = from.plus({ days: 1 }); day <= to; day = day.plus({ days: 1 })) if (works(day)) count += 1;
    return count;
  };
  const read = (text: LocalDate) => DateTime.fromISO(text, { zone: 'utc' });
  return library('luxon by hand', 'bank holidays', read, (day) => day.toISODate() ?? '', add, difference);
}

function momentBusinessDays(): Library {
  moment.updateLocale('en', {
    holidays: dataset.holidays.map(({ on }) => on),
    holidayFormat: 'YYYY-MM-DD',
  });
  return library(
    'moment-business-days',
    'bank holidays',
    (text) => moment(text, 'YYYY-MM-DD'),
    (day) => day.format('YYYY-MM-DD'),
    (from, days) => from.businessAdd(days),
    (from, to) => to.businessDiff(from),
  );
}

function businessDaysJs(): Library {
  const counter = businessDays();
  const read = (text: LocalDate) => counter.addDays(text, 0);
  return library(
    'business-days-js',
    'its own (USA)',
    read,
    (day) => day.format('YYYY-MM-DD'),
    (from, days) => counter.addDays(from, days),
    (from, to) => counter.countDays(from, to).businessDays,
  );
}

const dateFns = (): Library =>
  library(
    'date-fns',
    'weekends only',
    (text) => parseISO(text),
    (date) => formatISO(date, { representation: 'date' }),
    (from, days) => addBusinessDays(from, days),
    (from, to) => differenceInBusinessDays(to, from),
  );

export const others = (): Library[] => [dateFns(), byHand(), momentBusinessDays(), businessDaysJs()];

/** The working days of 2024: every library agrees that counting from one of them starts on the day after. */
export function starts(): LocalDate[] {
  const first = localDateSchema.parse('2023-12-29');
  return Array.from({ length: 253 }, (_, index) => added(withHolidays, first, index + 1));
}
