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
} from './calendar';
import type { CalendarRules } from './document/calendar';
import type { Period } from './document/limit';
import { addDays, addMonths, addYears, earlierOf, type LocalDate } from './local-date';

export interface Reckoning {
  readonly dueOn: LocalDate;
  /** The days left out of a working-day count, or rolled over at its end, each with the reason. Listed only when asked for. */
  excluded(): readonly DatedReason[];
  /** True where the date lies past the published bank holidays and only weekends could be left out. */
  readonly provisional: boolean;
}

type Span = Pick<Period, 'amount' | 'unit' | 'boundary' | 'roll'>;

/** How days are counted: the landlord's convention and what to do past the calendar's end, with the calendar itself. */
export interface Counting {
  readonly calendar: Calendar;
  readonly rules: Pick<CalendarRules, 'counting' | 'beyondCoverage'>;
}

/**
 * The last day of a period that counts from `from` (domain.md §5.1 for working days, §5.5 for the other units).
 * A calendar unit takes the day it starts from as day 0: 28 days from Monday 16 September is Monday 14 October.
 */
export function reckon(span: Span, from: LocalDate, counting: Counting): Reckoning | OutsideCalendar {
  const end = lastDay(span, from, counting);
  if (isOutside(end)) return end;
  const last = span.boundary === 'exclusive' ? { ...end, dueOn: addDays(end.dueOn, -1) } : end;
  return roll(span, last, counting);
}

function lastDay(span: Span, from: LocalDate, { calendar, rules }: Counting): Reckoning | OutsideCalendar {
  const plain = (dueOn: LocalDate): Reckoning => ({ dueOn, excluded: () => [], provisional: false });
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
      const projected =
        rules.beyondCoverage === 'provisional' && from >= calendar.first
          ? projectWorkingDays(calendar, from, span.amount, rules.counting)
          : addWorkingDays(calendar, from, span.amount, rules.counting);
      if (isOutside(projected)) return projected;
      const { on, provisional } =
        typeof projected === 'string' ? { on: projected, provisional: false } : projected;
      const first = rules.counting === 'day-after' ? addDays(from, 1) : from;
      const last = earlierOf(on, calendar.last);
      const excluded = () => (first <= last ? excludedDays(calendar, first, last) : []);
      return { dueOn: on, excluded, provisional };
    }
  }
}

function roll(span: Span, end: Reckoning, { calendar, rules }: Counting): Reckoning | OutsideCalendar {
  if (span.roll === 'none') return end;
  if (span.roll === 'previous-working-day') {
    const back = rollBack(calendar, end.dueOn);
    return isOutside(back) ? back : { ...end, dueOn: back };
  }
  const rolled = rollForward(calendar, end.dueOn);
  if (!isOutside(rolled)) {
    const excluded = () => [...end.excluded(), ...passedOver(end, rolled, calendar)];
    return { ...end, dueOn: rolled, excluded };
  }
  if (rules.beyondCoverage === 'refuse' || end.dueOn < calendar.first) return rolled;
  const { on } = projectWorkingDays(calendar, end.dueOn, 0, 'roll-then-day-after');
  return { ...end, dueOn: on, provisional: true };
}

const passedOver = (end: Reckoning, rolled: LocalDate, calendar: Calendar): readonly DatedReason[] =>
  rolled > end.dueOn ? excludedDays(calendar, end.dueOn, addDays(rolled, -1)) : [];
