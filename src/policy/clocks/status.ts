import { type Counting, isOutside, workingDaysBetween } from '../calendar/calendar';
import type { Clock } from './clock';
import type { ClockDates } from './dated-clock';
import { type LocalDate, laterOf } from '../dates/local-date';
import { openPause } from './pauses';
import type { Rules } from '../rules/rules';

type DatedSoFar = Omit<ClockDates, 'kind' | 'stage' | 'n' | 'anchor' | 'limit' | 'status'> & {
  readonly extensions: readonly { readonly afterDueDate: boolean }[];
  readonly pauses: readonly { readonly to: LocalDate | null }[];
};

/** How a clock stands today. */
export function statusOf(clock: DatedSoFar, today: LocalDate): Clock['status'] {
  const { metOn, stoppedOn, dueOn, originalDueOn, projected, extensions, pauses } = clock;
  // An extension given after the date had passed does not cure the breach (domain.md §1.0, 3).
  const breached = extensions.some((extension) => extension.afterDueDate);
  if (metOn) {
    if (!originalDueOn || metOn <= originalDueOn) return 'met';
    return !breached && (dueOn === null || metOn <= dueOn) ? 'met-within-extension' : 'missed';
  }
  // Whatever its date was, a clock that stands still is never overdue.
  if (!stoppedOn && openPause(pauses)) return 'paused';
  const last = stoppedOn ?? today;
  const late = !projected && dueOn !== null && last > dueOn;
  if (late || (breached && !projected)) return 'missed';
  return stoppedOn ? 'not-applicable' : 'running';
}

/** How many working days a clock took, or leaves. */
export function measure(
  { anchor, dueOn, projected, metOn, stoppedOn }: ClockDates,
  counting: Counting,
  rules: Rules,
  today: LocalDate,
): Pick<Clock, 'workingDaysTaken' | 'workingDaysLeft'> {
  const since = anchor?.on ?? null;
  return {
    workingDaysTaken: since && metOn ? workingDays(since, laterOf(since, metOn), counting, rules) : null,
    workingDaysLeft: metOn || stoppedOn || !dueOn || projected ? null : workingDaysLeft(today, dueOn, rules),
  };
}

function workingDays(from: LocalDate, to: LocalDate, counting: Counting, { calendar }: Rules): number | null {
  const days = workingDaysBetween(calendar, from, to, counting);
  return isOutside(days) ? null : days;
}

/** Whole working days from today to the due date; overdue days are negative. Today itself is never counted. */
export function workingDaysLeft(today: LocalDate, dueOn: LocalDate, rules: Rules): number | null {
  const [from, to, sign] = today <= dueOn ? [today, dueOn, 1] : [dueOn, today, -1];
  const days = workingDaysBetween(rules.calendar, from, to, 'day-after');
  return isOutside(days) ? null : days * sign || 0;
}
