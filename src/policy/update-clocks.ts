import { isOutside } from './calendar';
import { blankClock, type Clock } from './clock';
import { leftOn } from './clock-questions';
import { measure } from './clock-status';
import type { ComplaintState, StageState } from './complaint';
import { type PolicyDocument, stageIndex, stageOf } from './document';
import { type LocalDate, laterOf } from './local-date';
import { reckon } from './reckon';
import type { Rules } from './rules';
import { sentenceFor } from './sentence';

/** The day by which the resident has to hear again, at each stage whose last plan for updates was agreed (Code 5.9, HHS-17). */
export function updateClocks(state: ComplaintState, rules: Rules, today: LocalDate): Clock[] {
  return state.stages.flatMap((stage, n): Clock[] => {
    const extension = stage.extensions.findLast(({ updatePlan }) => updatePlan !== null);
    if (!extension?.updatePlan?.agreed) return [];
    const { every } = extension.updatePlan;
    const on = stage.updates.map((update) => update.on).reduce(laterOf, extension.on);
    const updated = stage.updates.some((update) => update.on === on);
    const end = reckon({ ...every, boundary: 'inclusive', roll: 'none' }, on, {
      calendar: rules.calendar,
      rules: rules.policy.calendar,
    });
    const dueOn = isOutside(end) ? null : end.dueOn;
    const clock: Clock = {
      ...blankClock({
        kind: 'update',
        stage: stage.stage,
        n,
        rule: ruleOf(stage, rules.policy),
        policyVersion: rules.policy.version,
        calendarVersion: rules.calendar.version,
      }),
      dueOn,
      originalDueOn: dueOn,
      anchor: { act: updated ? 'updated' : 'extended', on },
      limit: { ...every, force: 'must' },
      excluded: isOutside(end) ? [] : [...end.excluded()],
      provisional: !isOutside(end) && end.provisional,
      stoppedOn: stage.response?.on ?? leftOn(state, stage),
    };
    const measured = { ...clock, ...measure(clock, { extensions: [] }, rules, today) };
    const told = {
      counting: rules.policy.calendar.counting,
      boundary: 'inclusive' as const,
      unrolledOn: dueOn,
      startOn: isOutside(end) ? null : end.startOn,
      arrival: null,
    };
    const { name } = stageOf(rules.policy, stage.stage);
    return [{ ...measured, sentence: sentenceFor(measured, name, told) }];
  });
}

/** The clause that asked for the plan; under the Housing Ombudsman’s Code the duty to agree intervals is the Code’s own. */
function ruleOf({ stage }: StageState, policy: PolicyDocument): Clock['rule'] {
  const clause = `/stages/${stageIndex(policy, stage)}/extension`;
  const own = stageOf(policy, stage).extension?.rules ?? [];
  return { clause, ids: [...own, ...(policy.regime === 'housing-ombudsman' ? ['Code 5.9'] : [])] };
}
