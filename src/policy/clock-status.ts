import { type Counting, isOutside, workingDaysBetween } from './calendar';
import type { Clock } from './clock';
import type { Question } from './clock-questions';
import type { Period } from './document/limit';
import { type LocalDate, laterOf } from './local-date';
import { openPause } from './pauses';
import type { Rules } from './rules';

/** How a clock stands today, and how many working days that took or leaves. */
export function measure(
  clock: Clock,
  question: Pick<Question, 'extensions'> & Partial<Pick<Period, 'counting'>>,
  rules: Rules,
  today: LocalDate,
): Pick<Clock, 'status' | 'workingDaysTaken' | 'workingDaysLeft'> {
  const { metOn, stoppedOn, dueOn } = clock;
  const anchorOn = clock.anchor?.on ?? null;
  const ended = metOn ?? stoppedOn;
  const counting = question.counting ?? rules.policy.calendar.counting;
  return {
    status: statusOf(clock, question, today),
    workingDaysTaken:
      anchorOn && metOn ? workingDays(anchorOn, laterOf(anchorOn, metOn), counting, rules) : null,
    workingDaysLeft: ended || !dueOn || clock.projected ? null : workingDaysLeft(today, dueOn, rules),
  };
}

function statusOf(clock: Clock, question: Pick<Question, 'extensions'>, today: LocalDate): Clock['status'] {
  const { metOn, stoppedOn, dueOn, originalDueOn, projected } = clock;
  // An extension given after the date had passed does not cure the breach (domain.md §1.0, 3).
  const breached = question.extensions.some((extension) => extension.afterDueDate);
  if (metOn) {
    if (!originalDueOn || metOn <= originalDueOn) return 'met';
    return !breached && (dueOn === null || metOn <= dueOn) ? 'met-within-extension' : 'missed';
  }
  // Whatever its date was, a clock that stands still is never overdue.
  if (!stoppedOn && openPause(clock.pauses)) return 'paused';
  const last = stoppedOn ?? today;
  const late = !projected && dueOn !== null && last > dueOn;
  if (late || (breached && !projected)) return 'missed';
  return stoppedOn ? 'not-applicable' : 'running';
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
