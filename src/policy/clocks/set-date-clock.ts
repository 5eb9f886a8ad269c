import { isOutside, workingDaysBetween } from '../calendar/calendar';
import type { Clock } from './clock';
import { measure, statusOfSet } from './status';
import { type ClockDates, type DatedClock, clockWithoutExplanation } from './dated-clock';
import { stageOf } from '../document/document';
import type { LocalDate } from '../dates/local-date';
import type { RuleReference } from '../rules/rejection';
import type { Rules } from '../rules/rules';
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

export function setDateClock(date: SetDate, rules: Rules, today: LocalDate): DatedClock {
  const { kind, stage, n, setBy, dueOn, metOn } = date;
  const stoppedOn = metOn ? null : date.stoppedOn;
  const run = {
    dueOn,
    judgedOn: dueOn,
    textDueOn: dueOn,
    needs: [],
    originalDueOn: dueOn,
    projected: false,
    lateStart: false,
    metOn,
    stoppedOn,
    leftUnanswered: false,
    waitsSince: null,
    withheld: [],
  };
  const dates: ClockDates = {
    kind,
    stage,
    n,
    ...run,
    anchor: { act: setBy, on: dueOn },
    limit: { amount: 0, unit: 'calendar-days', force: 'must' },
    status: statusOfSet(kind, run, today),
  };
  return { ...dates, outside: null, explained: () => explanationOf(date, dates, rules, today) };
}

function explanationOf({ rule, since }: SetDate, dates: ClockDates, rules: Rules, today: LocalDate): Clock {
  const { stage, metOn } = dates;
  const { counting } = rules.policy.calendar;
  const clock: Clock = {
    ...clockWithoutExplanation(dates, { clause: rule.clause, ids: [...rule.ids] }, rules),
    ...measure(dates, counting, rules, today),
    workingDaysTaken: metOn && workingDays(since, metOn, rules),
  };
  return { ...clock, sentence: sentenceFor(clock, stageOf(rules.policy, stage).name) };
}

/** From the day it was set to the day it was done. */
function workingDays(from: LocalDate, to: LocalDate, { calendar, policy }: Rules): number | null {
  const days = workingDaysBetween(calendar, from, to, policy.calendar.counting);
  return isOutside(days) ? null : days;
}
