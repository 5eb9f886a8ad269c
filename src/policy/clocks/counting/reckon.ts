import {
  addWorkingDays,
  type Calendar,
  type DatedReason,
  excludedDays,
  isOutside,
  type OutsideCalendar,
  projectWorkingDays,
  rollBack,
  rollForward,
} from '../../calendar/calendar';
import type { CalendarRules } from '../../document/calendar';
import type { Period } from '../../document/limit';
import { addDays, addMonths, addYears, earlierOf, type LocalDate } from '../../dates/local-date';

export interface Reckoning {
  readonly dueOn: LocalDate;
  /** The end before it was rolled to a working day: `dueOn` itself where nothing was rolled. */
  readonly unrolledOn: LocalDate;
  /** The day the count starts from: where the convention moves a day that is no working day, the one it moved to. */
  readonly startOn: LocalDate;
  /** The days left out of a working-day count, or rolled over at its end, each with the reason. Listed only when asked for. */
  excluded(): readonly DatedReason[];
  /** True where the date lies past the published bank holidays and only weekends could be left out. */
  readonly provisional: boolean;
}

type Span = Pick<Period, 'amount' | 'unit' | 'boundary' | 'roll'> & Partial<Pick<Period, 'counting'>>;

/** The part of a rule set that a count needs: a calendar, how its days are counted, and what to do past its end. */
export interface CountingRules {
  readonly calendar: Calendar;
  readonly policy: { readonly calendar: Pick<CalendarRules, 'counting' | 'beyondCoverage'> };
}

/**
 * The last day of a period that counts from `from` (domain.md §5.1 for working days, §5.5 for the other units).
 * A calendar unit takes the day it starts from as day 0: 28 days from Monday 16 September is Monday 14 October.
 */
export function reckon(span: Span, from: LocalDate, rules: CountingRules): Reckoning | OutsideCalendar {
  const end = lastDay(span, from, rules);
  if (isOutside(end)) return end;
  const last = span.boundary === 'exclusive' ? dayBefore(span, end, rules) : end;
  return isOutside(last) ? last : roll(span, last, rules);
}

/** The last day that is still in time where the end itself is not: of a count of working days, a working day too. */
function dayBefore({ unit }: Span, end: Reckoning, rules: CountingRules): Reckoning | OutsideCalendar {
  const before = { ...end, dueOn: addDays(end.dueOn, -1) };
  const last = unit === 'working-days' ? backward(before, rules) : before;
  return isOutside(last) ? last : { ...last, unrolledOn: last.dueOn };
}

function lastDay(
  span: Span,
  from: LocalDate,
  { calendar, policy }: CountingRules,
): Reckoning | OutsideCalendar {
  const plain = (dueOn: LocalDate): Reckoning => ({
    dueOn,
    unrolledOn: dueOn,
    startOn: from,
    excluded: () => [],
    provisional: false,
  });
  switch (span.unit) {
    case 'calendar-days':
      return plain(addDays(from, span.amount));
    case 'weeks':
      return plain(addDays(from, span.amount * 7));
    case 'months':
      return plain(addMonths(from, span.amount));
    case 'years':
      return plain(addYears(from, span.amount));
    case 'working-days': {
      const convention = span.counting ?? policy.calendar.counting;
      const projected =
        policy.calendar.beyondCoverage === 'provisional' && from >= calendar.first
          ? projectWorkingDays(calendar, from, span.amount, convention)
          : addWorkingDays(calendar, from, span.amount, convention);
      if (isOutside(projected)) return projected;
      const { on, provisional } =
        typeof projected === 'string' ? { on: projected, provisional: false } : projected;
      const first = convention === 'day-after' ? addDays(from, 1) : from;
      const last = earlierOf(on, calendar.last);
      const excluded = () => (first <= last ? excludedDays(calendar, first, last) : []);
      const startOn = convention === 'day-after' ? from : workingDayFrom(calendar, from);
      return { dueOn: on, unrolledOn: on, startOn, excluded, provisional };
    }
  }
}

/** The day itself or the next working day, past the published bank holidays by the weekdays alone. */
const workingDayFrom = (calendar: Calendar, on: LocalDate): LocalDate =>
  projectWorkingDays(calendar, on, 0, 'roll-then-day-after').on;

function roll(span: Span, end: Reckoning, rules: CountingRules): Reckoning | OutsideCalendar {
  const { calendar, policy } = rules;
  if (span.roll === 'none') return end;
  if (span.roll === 'previous-working-day') return backward(end, rules);
  const rolled = rollForward(calendar, end.dueOn);
  if (!isOutside(rolled)) {
    const excluded = () => [...end.excluded(), ...passedOver(end, rolled, calendar)];
    return { ...end, dueOn: rolled, excluded };
  }
  if (policy.calendar.beyondCoverage === 'refuse' || end.dueOn < calendar.first) return rolled;
  return { ...end, dueOn: workingDayFrom(calendar, end.dueOn), provisional: true };
}

function backward(end: Reckoning, { calendar, policy }: CountingRules): Reckoning | OutsideCalendar {
  const back = rollBack(calendar, end.dueOn);
  if (!isOutside(back)) return { ...end, dueOn: back };
  if (policy.calendar.beyondCoverage === 'refuse' || end.dueOn < calendar.first) return back;
  let on = end.dueOn;
  while (workingDayFrom(calendar, on) !== on) on = addDays(on, -1);
  return { ...end, dueOn: on, provisional: true };
}

const passedOver = (end: Reckoning, rolled: LocalDate, calendar: Calendar): readonly DatedReason[] =>
  rolled > end.dueOn ? excludedDays(calendar, end.dueOn, addDays(rolled, -1)) : [];
