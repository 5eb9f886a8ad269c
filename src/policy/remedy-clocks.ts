import { isOutside, workingDaysBetween } from './calendar';
import { blankClock, type Clock } from './clock';
import { measure } from './clock-status';
import type { ComplaintState } from './complaint';
import { type PolicyDocument, stageIndex, stageOf } from './document';
import type { LocalDate } from './local-date';
import type { Remedy } from './redress';
import type { RuleReference } from './rejection';
import type { Rules } from './rules';
import { sentenceFor } from './sentence';

/** The clause a remedy hangs on: no document limits it, and under the Housing Ombudsman’s Code its date is a promise to keep. */
export const remedyRule = (stage: string, policy: PolicyDocument): RuleReference => ({
  clause: `/stages/${stageIndex(policy, stage)}`,
  ids: policy.regime === 'housing-ombudsman' ? ['Code 5.13', 'Code 7.3'] : [],
});

/** One clock for each remedy. It outlives the response and the closing; only a withdrawal ends it (Code 6.6, 7.3). */
export const remedyClocks = (state: ComplaintState, rules: Rules, today: LocalDate): Clock[] =>
  state.redress.remedies.map((remedy) => remedyClock(remedy, state, rules, today));

function remedyClock(remedy: Remedy, state: ComplaintState, rules: Rules, today: LocalDate): Clock {
  const { n, stage, dueOn, completedOn } = remedy;
  const { clause, ids } = remedyRule(stage, rules.policy);
  const clock: Clock = {
    ...blankClock({
      kind: 'remedy',
      stage,
      n,
      rule: { clause, ids: [...ids] },
      policyVersion: rules.policy.version,
      calendarVersion: rules.calendar.version,
    }),
    dueOn,
    originalDueOn: dueOn,
    anchor: { act: 'confirmed', on: dueOn },
    limit: { amount: 0, unit: 'calendar-days', force: 'must' },
    metOn: completedOn,
    stoppedOn: completedOn ? null : state.withdrawnOn,
  };
  const measured = {
    ...clock,
    ...measure(clock, { extensions: [] }, rules, today),
    workingDaysTaken: completedOn && workingDays(remedy.offeredOn, completedOn, rules),
  };
  return { ...measured, sentence: sentenceFor(measured, stageOf(rules.policy, stage).name) };
}

/** From the offer to the day it was done: the date itself was agreed and not counted. */
function workingDays(from: LocalDate, to: LocalDate, { calendar, policy }: Rules): number | null {
  const days = workingDaysBetween(calendar, from, to, policy.calendar.counting);
  return isOutside(days) ? null : days;
}
