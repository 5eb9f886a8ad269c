import type { WorkingDayIndex } from './working-day-index';
import { buildIndex, checkCount, countUpTo, landing, nthCovered, works } from './working-day-index';
import { type CalendarFault, type CalendarParts, faultIn, reasonsIn, versionOf } from './parts';
import type { CalendarRules, Counting, Division } from '../document/calendar';
import { epochDay, fromEpochDay, type LocalDate, weekdayName, weekdayOfEpochDay } from '../dates/local-date';

export type { Counting };

/** A day and the reason it is out of the ordinary, in words a letter can use. */
export type DatedReason = Readonly<CalendarRules['closures'][number]>;

/** Built and checked once by `buildCalendar`; nothing in it changes afterwards. */
export interface Calendar {
  /** Names the published holidays and everything added to them: another version may give another date. */
  readonly version: string;
  readonly division: Division;
  readonly first: LocalDate;
  readonly last: LocalDate;
  /** For this file only; ask the functions below. */
  readonly index: WorkingDayIndex;
}

/** No answer: it depends on a day whose holidays are not known. `asked` is that day. */
export interface OutsideCalendar {
  readonly code: 'outside_calendar';
  readonly asked: LocalDate;
  readonly first: LocalDate;
  readonly last: LocalDate;
  readonly calendarVersion: string;
}

export interface Projection {
  readonly on: LocalDate;
  readonly provisional: boolean;
}

const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5];

/**
 * A closure on a day that is no working day anyway changes nothing, and the day keeps its own reason. An extra
 * working day may be a Saturday or a bank holiday.
 */
export function buildCalendar({
  dataset,
  closures = [],
  yearlyClosures = [],
  extraWorkingDays = [],
  weekdays = MONDAY_TO_FRIDAY,
}: Pick<CalendarParts, 'dataset'> & Partial<CalendarParts>): Calendar | CalendarFault {
  const parts = { dataset, closures, yearlyClosures, extraWorkingDays, weekdays };
  const fault = faultIn(parts);
  if (fault !== undefined) return fault;
  const { from: first, to: last } = dataset.coverage;
  const index = buildIndex({
    firstDay: epochDay(first),
    lastDay: epochDay(last),
    weekdays: new Set(weekdays),
    reasons: reasonsIn(parts),
    extraDays: new Set(extraWorkingDays.map(({ on }) => epochDay(on))),
  });
  return Object.freeze({ version: versionOf(parts), division: dataset.division, first, last, index });
}

export function isFault(built: Calendar | CalendarFault): built is CalendarFault {
  return 'code' in built;
}

export function isOutside(value: unknown): value is OutsideCalendar {
  return typeof value === 'object' && value !== null && 'code' in value && value.code === 'outside_calendar';
}

function outside({ first, last, version }: Calendar, day: number): OutsideCalendar {
  return { code: 'outside_calendar', asked: fromEpochDay(day), first, last, calendarVersion: version };
}

const covers = ({ index }: Calendar, day: number): boolean => day >= index.firstDay && day <= index.lastDay;

/** An answer that fell past either end needed to know the first day beyond it. */
function answer(calendar: Calendar, day: number): LocalDate | OutsideCalendar {
  const { firstDay, lastDay } = calendar.index;
  if (day > lastDay) return outside(calendar, lastDay + 1);
  return day < firstDay ? outside(calendar, firstDay - 1) : fromEpochDay(day);
}

/**
 * The day on which the count is reached (domain.md §5.1). England and Wales, 5 working days:
 *
 *   from                    day-after       roll-then-day-after   inclusive
 *   Fri 7 March 2025        Fri 14 March    Fri 14 March          Thu 13 March
 *   Sat 8 March 2025        Fri 14 March    Mon 17 March          Fri 14 March
 *   Good Friday 2025        Mon 28 April    Tue 29 April          Mon 28 April
 *
 * day-after: `from` is day 0 even on a Saturday, and Monday is day 1. roll-then-day-after: a Saturday counts as the
 * Monday, which is day 0. inclusive: that Monday is day 1. A count of 0 is `from` itself in the first, and the day
 * it rolls to in the others.
 */
export function addWorkingDays(
  calendar: Calendar,
  from: LocalDate,
  days: number,
  counting: Counting,
): LocalDate | OutsideCalendar {
  const start = epochDay(from);
  checkCount(days);
  if (!covers(calendar, start)) return outside(calendar, start);
  return answer(calendar, landing(calendar.index, start, days, counting));
}

/** The same day where it is covered; past the coverage weekdays alone are left out and the day is provisional. */
export function projectWorkingDays(
  calendar: Calendar,
  from: LocalDate,
  days: number,
  counting: Counting,
): Projection {
  checkCount(days);
  const start = epochDay(from);
  const on = landing(calendar.index, start, days, counting);
  return { on: fromEpochDay(on), provisional: !covers(calendar, start) || !covers(calendar, on) };
}

/**
 * Counting back, for warnings and for periods before an event: the answer is always a working day, whatever day
 * `from` is. 5 before Sunday 9 March 2025 is Monday 3 March; 0 before it is Friday 7 March, the last one reached.
 */
export function subtractWorkingDays(
  calendar: Calendar,
  from: LocalDate,
  days: number,
): LocalDate | OutsideCalendar {
  checkCount(days);
  if (days === 0) return rollBack(calendar, from);
  const start = epochDay(from);
  if (!covers(calendar, start)) return outside(calendar, start);
  const { index } = calendar;
  const reached = nthCovered(index, countUpTo(index, start - 1) - days + 1);
  return answer(calendar, reached ?? index.firstDay - 1);
}

/**
 * How far the count has come on `to`: the reverse of `addWorkingDays`, so that the last day of 5 is 5 days in.
 * Saturday 8 March 2025 to Friday 14 March: day-after 5, roll-then-day-after 4, inclusive 5. A `to` before `from`
 * is a mistake of the caller, who knows which came first.
 */
export function workingDaysBetween(
  calendar: Calendar,
  from: LocalDate,
  to: LocalDate,
  counting: Counting,
): number | OutsideCalendar {
  if (to < from) throw new RangeError(`cannot count working days from ${from} back to ${to}`);
  const start = epochDay(from);
  const end = epochDay(to);
  const unknown = [start, end].find((day) => !covers(calendar, day));
  if (unknown !== undefined) return outside(calendar, unknown);
  const { index } = calendar;
  const after = countUpTo(index, end) - countUpTo(index, start);
  switch (counting) {
    case 'day-after':
      return after;
    case 'roll-then-day-after':
      return works(index, start) ? after : Math.max(0, after - 1);
    case 'inclusive':
      return works(index, start) ? after + 1 : after;
  }
}

export function isWorkingDay(calendar: Calendar, on: LocalDate): boolean | OutsideCalendar {
  const day = epochDay(on);
  return covers(calendar, day) ? works(calendar.index, day) : outside(calendar, day);
}

/** The day itself if it is a working day, otherwise the next one. */
export function rollForward(calendar: Calendar, on: LocalDate): LocalDate | OutsideCalendar {
  return addWorkingDays(calendar, on, 0, 'roll-then-day-after');
}

/** The day itself if it is a working day, otherwise the one before it. */
export function rollBack(calendar: Calendar, on: LocalDate): LocalDate | OutsideCalendar {
  const day = epochDay(on);
  if (!covers(calendar, day)) return outside(calendar, day);
  const { index } = calendar;
  return answer(calendar, nthCovered(index, countUpTo(index, day)) ?? index.firstDay - 1);
}

/** Each day from `first` to `last`, both included, that does not count, with the reason a letter can give. */
export function excludedDays(calendar: Calendar, first: LocalDate, last: LocalDate): DatedReason[] {
  const { index } = calendar;
  const excluded: DatedReason[] = [];
  const end = epochDay(last);
  for (let day = epochDay(first); day <= end; day += 1) {
    if (works(index, day)) continue;
    const why = index.reasons.get(day) ?? weekdayName(weekdayOfEpochDay(day));
    excluded.push({ on: fromEpochDay(day), why });
  }
  return excluded;
}
