import { isOutside, workingDaysBetween } from './calendar';
import { blankClock, type Clock } from './clock';
import { measure } from './clock-status';
import { stageOf } from './document';
import type { LocalDate } from './local-date';
import type { RuleReference } from './rejection';
import type { Rules } from './rules';
import { sentenceFor } from './sentence';

/** A date that was set and not counted: by an offer to the resident, by the ombudsman, or for a review. */
export interface SetDate {
  readonly kind: 'remedy' | 'review-adjustment' | 'review-restriction' | 'evidence' | 'order';
  readonly stage: string;
  readonly n: number;
  readonly rule: RuleReference;
  readonly setBy: 'confirmed' | 'ombudsman-set';
  /** The day on which it was set. */
  readonly since: LocalDate;
  readonly dueOn: LocalDate;
  readonly metOn: LocalDate | null;
  readonly stoppedOn: LocalDate | null;
}

export function setDateClock(date: SetDate, rules: Rules, today: LocalDate): Clock {
  const { kind, stage, n, rule, setBy, since, dueOn, metOn, stoppedOn } = date;
  const clock: Clock = {
    ...blankClock({
      kind,
      stage,
      n,
      rule: { clause: rule.clause, ids: [...rule.ids] },
      policyVersion: rules.policy.version,
      calendarVersion: rules.calendar.version,
    }),
    dueOn,
    originalDueOn: dueOn,
    anchor: { act: setBy, on: dueOn },
    limit: { amount: 0, unit: 'calendar-days', force: 'must' },
    metOn,
    stoppedOn: metOn ? null : stoppedOn,
  };
  const measured = {
    ...clock,
    ...measure(clock, { extensions: [] }, rules, today),
    workingDaysTaken: metOn && workingDays(since, metOn, rules),
  };
  return { ...measured, sentence: sentenceFor(measured, stageOf(rules.policy, stage).name) };
}

/** From the day it was set to the day it was done. */
function workingDays(from: LocalDate, to: LocalDate, { calendar, policy }: Rules): number | null {
  const days = workingDaysBetween(calendar, from, to, policy.calendar.counting);
  return isOutside(days) ? null : days;
}
