import { type Counting, isOutside, workingDaysBetween } from '../calendar/calendar';
import type { Clock } from './clock';
import type { ClockDates } from './dated-clock';
import { type LocalDate, laterOf } from '../dates/local-date';
import { type ClockKind, RESIDENT_CLOCKS } from '../document/clock-kinds';
import type { Rules } from '../rules/rules';

/** A clock as far as its status goes. */
interface Standing {
  readonly kind: ClockKind;
  readonly judgedOn: LocalDate | null;
  readonly metOn: LocalDate | null;
  readonly stoppedOn: LocalDate | null;
  /** The date by which it is judged but for its extensions. */
  readonly unextended: LocalDate | null;
  /** True where an extension counted. */
  readonly extended: boolean;
  readonly stoodStill: boolean;
}

/** How a clock stands today, by the date it is judged by. */
export function statusOf(clock: Standing, today: LocalDate): Clock['status'] {
  const { kind, judgedOn, metOn, stoppedOn, unextended, extended, stoodStill } = clock;
  const last = metOn ?? stoppedOn ?? today;
  if (judgedOn !== null && last > judgedOn) return 'missed';
  if (metOn) return extended && (unextended === null || metOn > unextended) ? 'met-within-extension' : 'met';
  if (stoppedOn) return 'not-applicable';
  // Whatever its date was, a clock that stands still is never overdue.
  if (stoodStill) return 'paused';
  // The resident may still do it, so that a date which is not known yet is nobody's fault.
  return judgedOn === null && !RESIDENT_CLOCKS.includes(kind) ? 'undated' : 'running';
}

/** A date that was set, and that nothing extends or lets stand still. */
export const statusOfSet = (
  kind: ClockKind,
  { judgedOn, metOn, stoppedOn }: Pick<Standing, 'judgedOn' | 'metOn' | 'stoppedOn'>,
  today: LocalDate,
): Clock['status'] =>
  statusOf(
    { kind, judgedOn, metOn, stoppedOn, unextended: judgedOn, extended: false, stoodStill: false },
    today,
  );

/** How many working days a clock took, or leaves. */
export function measure(
  { anchor, judgedOn, projected, metOn, stoppedOn }: ClockDates,
  counting: Counting,
  rules: Rules,
  today: LocalDate,
): Pick<Clock, 'workingDaysTaken' | 'workingDaysLeft'> {
  const since = anchor?.on ?? null;
  const waits = judgedOn === null || (projected && today <= judgedOn);
  return {
    workingDaysTaken: since && metOn ? workingDays(since, laterOf(since, metOn), counting, rules) : null,
    workingDaysLeft: metOn || stoppedOn || waits ? null : workingDaysLeft(today, judgedOn, rules),
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
