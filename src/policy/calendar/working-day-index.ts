import type { CalendarRules } from '../document/calendar';
import { weekdayOfEpochDay } from '../dates/local-date';

/**
 * Working days as ordinals, so that adding and counting are look-ups however long the period. Days are epoch days.
 * Outside the coverage only weekdays are known; whoever asks there must say that the answer is provisional.
 */
export interface WorkingDayIndex {
  readonly firstDay: number;
  readonly lastDay: number;
  readonly weekdays: ReadonlySet<number>;
  /** For each covered day, how many working days there are from the first covered day up to and including it. */
  readonly upTo: Int32Array;
  /** Each covered working day, in order. */
  readonly days: Int32Array;
  /** Why a day does not count beside its weekday: holidays, and closures that close something. */
  readonly reasons: ReadonlyMap<number, string>;
}

interface IndexParts extends Omit<WorkingDayIndex, 'upTo' | 'days'> {
  /** Days worked whatever the weekday and the reasons say. */
  readonly extraDays: ReadonlySet<number>;
}

export function buildIndex({ extraDays, ...known }: IndexParts): WorkingDayIndex {
  const { firstDay, lastDay, weekdays, reasons } = known;
  const upTo = new Int32Array(lastDay - firstDay + 1);
  const days: number[] = [];
  for (let day = firstDay; day <= lastDay; day += 1) {
    const worked = extraDays.has(day) || (weekdays.has(weekdayOfEpochDay(day)) && !reasons.has(day));
    if (worked) days.push(day);
    upTo[day - firstDay] = days.length;
  }
  return { ...known, upTo, days: Int32Array.from(days) };
}

function read(numbers: Int32Array, position: number): number {
  const found = numbers[position];
  if (found === undefined) throw new RangeError(`no entry ${position} in an index of ${numbers.length}`);
  return found;
}

/** Working days from the first covered day up to and including this one; none before the coverage. */
export function countUpTo({ firstDay, upTo }: WorkingDayIndex, day: number): number {
  return day < firstDay ? 0 : read(upTo, day - firstDay);
}

export function works(index: WorkingDayIndex, day: number): boolean {
  if (day < index.firstDay || day > index.lastDay) return index.weekdays.has(weekdayOfEpochDay(day));
  return countUpTo(index, day) > countUpTo(index, day - 1);
}

/** The nth covered working day, the first being 1, or undefined where the coverage has no such day. */
export function nthCovered(index: WorkingDayIndex, n: number): number | undefined {
  return index.days[n - 1];
}

/** The nth working day after `day`, n at least 1. Outside the coverage it counts weekdays only. */
export function nthAfter(index: WorkingDayIndex, day: number, n: number): number {
  const { firstDay, lastDay, weekdays } = index;
  let from = day;
  let left = n;
  if (from < firstDay - 1) {
    const before = weekdaysBetween(weekdays, from, firstDay - 1);
    if (left <= before) return nthWeekdayAfter(weekdays, from, left);
    left -= before;
    from = firstDay - 1;
  }
  if (from < lastDay) {
    const passed = countUpTo(index, from);
    const covered = nthCovered(index, passed + left);
    if (covered !== undefined) return covered;
    left -= index.days.length - passed;
    from = lastDay;
  }
  return nthWeekdayAfter(weekdays, from, left);
}

/** The day itself where it is a working day, otherwise the next that is. */
export function onOrAfter(index: WorkingDayIndex, day: number): number {
  return works(index, day) ? day : nthAfter(index, day, 1);
}

export function checkCount(days: number): void {
  if (!Number.isSafeInteger(days) || days < 0) {
    throw new RangeError(`working days are counted in whole numbers from 0, not ${days}`);
  }
}

/** The day on which a count of `days` is reached; the conventions are explained by example at `addWorkingDays`. */
export function landing(
  index: WorkingDayIndex,
  from: number,
  days: number,
  counting: CalendarRules['counting'],
): number {
  switch (counting) {
    case 'day-after':
      return days === 0 ? from : nthAfter(index, from, days);
    case 'roll-then-day-after': {
      const dayZero = onOrAfter(index, from);
      return days === 0 ? dayZero : nthAfter(index, dayZero, days);
    }
    case 'inclusive': {
      const dayOne = onOrAfter(index, from);
      return days <= 1 ? dayOne : nthAfter(index, dayOne, days - 1);
    }
  }
}

/** Whole weeks are taken at once; what is left is less than a week, so this ends for any set of weekdays but none. */
function nthWeekdayAfter(weekdays: ReadonlySet<number>, day: number, n: number): number {
  const weeks = Math.floor((n - 1) / weekdays.size);
  let at = day + weeks * 7;
  for (let left = n - weeks * weekdays.size; left > 0; ) {
    at += 1;
    if (weekdays.has(weekdayOfEpochDay(at))) left -= 1;
  }
  return at;
}

/** Weekdays after `day` up to and including `last`. */
function weekdaysBetween(weekdays: ReadonlySet<number>, day: number, last: number): number {
  const weeks = Math.floor((last - day) / 7);
  let count = weeks * weekdays.size;
  for (let at = day + weeks * 7 + 1; at <= last; at += 1) {
    if (weekdays.has(weekdayOfEpochDay(at))) count += 1;
  }
  return count;
}
