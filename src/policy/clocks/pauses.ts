import type { Pause } from '../complaint/state';
import type { ClockTerms } from './clock-terms';
import { isOutside, isWorkingDay, type OutsideCalendar, projectWorkingDays } from '../calendar/calendar';
import type { Period, Unit } from '../document/limit';
import { addDays, laterOf, type LocalDate } from '../dates/local-date';
import { type CountingRules, type Reckoning, reckon } from './counting/reckon';

export type EndedPause = Pause & { readonly to: LocalDate };

/** The pauses of a clock that are over. One that was never ended lasted until the clock itself ended. */
export function endedPauses({
  pauses,
  metOn,
  stopped,
}: Pick<ClockTerms, 'pauses' | 'metOn' | 'stopped'>): EndedPause[] {
  return pauses.flatMap((pause) => {
    const to = pause.to ?? metOn ?? stopped?.on;
    return to ? [{ ...pause, to: laterOf(pause.from, to) }] : [];
  });
}

/** The pause that still goes on, if any. */
export const openPause = <P extends Pick<Pause, 'to'>>(pauses: readonly P[]): P | undefined =>
  pauses.find(({ to }) => to === null);

/**
 * The days a pause gives back, in the clock's own unit: the whole days inside it. On the day it begins and on the
 * day it ends the clock runs, so a pause over a weekend gives back no working day:
 *
 *   paused             resumed            working days given back
 *   Friday 6 Sept      Monday 9 Sept      none
 *   Tuesday 24 Dec     Thursday 2 Jan     27, 30 and 31 December
 */
export function daysCredited(
  { from, to }: Pick<EndedPause, 'from' | 'to'>,
  unit: Unit,
  { calendar }: CountingRules,
): LocalDate[] {
  const days: LocalDate[] = [];
  for (let on = addDays(from, 1); on < to; on = addDays(on, 1)) {
    if (unit === 'working-days') {
      const works = isWorkingDay(calendar, on);
      // Past the published bank holidays only the weekdays are known, as for every date reckoned there.
      const counts = isOutside(works) ? nextWorkingDay(on, calendar) === on : works;
      if (!counts) continue;
    }
    days.push(on);
  }
  return days;
}

/** The first working day from this one on, as far as it can be known. */
const nextWorkingDay = (on: LocalDate, calendar: CountingRules['calendar']): LocalDate =>
  projectWorkingDays(calendar, on, 0, 'roll-then-day-after').on;

/** The end of a period with the days of its pauses given back. A pause that began after the time had run out gives nothing. */
export function reckonWithPauses(
  span: Period,
  from: LocalDate,
  pauses: readonly EndedPause[],
  rules: CountingRules,
): Reckoning | OutsideCalendar {
  let end = reckon(span, from, rules);
  let credit = 0;
  for (const pause of pauses) {
    if (isOutside(end)) return end;
    if (pause.from > end.dueOn) continue;
    credit += daysCredited(pause, span.unit, rules).length;
    end = lengthened(span, credit, from, rules);
  }
  return end;
}

function lengthened(
  span: Period,
  credit: number,
  from: LocalDate,
  rules: CountingRules,
): Reckoning | OutsideCalendar {
  switch (span.unit) {
    case 'working-days':
    case 'calendar-days':
      return reckon({ ...span, amount: span.amount + credit }, from, rules);
    case 'weeks':
      return reckon({ ...span, unit: 'calendar-days', amount: span.amount * 7 + credit }, from, rules);
    case 'months':
    case 'years': {
      // Months differ in length, so the days given back are added after them and the end is rolled once.
      const end = reckon({ ...span, roll: 'none' }, from, rules);
      if (isOutside(end)) return end;
      const given = {
        amount: credit,
        unit: 'calendar-days',
        boundary: 'inclusive',
        roll: span.roll,
      } as const;
      const moved = reckon(given, end.dueOn, rules);
      return isOutside(moved) ? moved : { ...moved, startOn: end.startOn };
    }
  }
}

/** A date set by an extension, moved on by the pauses after it. */
export function putOff(
  dueOn: LocalDate,
  unit: Unit,
  pauses: readonly EndedPause[],
  rules: CountingRules,
): LocalDate {
  let end = dueOn;
  for (const pause of pauses) {
    const amount = pause.from <= end ? daysCredited(pause, unit, rules).length : 0;
    if (amount === 0) continue;
    const given = {
      amount,
      unit: unit === 'working-days' ? unit : 'calendar-days',
      boundary: 'inclusive',
      roll: 'none',
      counting: 'day-after',
    } as const;
    const moved = reckon(given, end, rules);
    if (!isOutside(moved)) end = moved.dueOn;
  }
  return end;
}
