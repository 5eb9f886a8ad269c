import type { ComplaintState } from '../complaint/state';
import type { DatedClock } from './dated-clock';
import { type PolicyDocument, stageIndex } from '../document/document';
import type { LocalDate } from '../dates/local-date';
import type { RuleReference } from '../rules/rejection';
import type { Rules } from '../rules/rules';
import { setDateClock } from './set-date-clock';

/** The clause a remedy hangs on: no document limits it, and under the Housing Ombudsman’s Code its date is a promise to keep. */
export const remedyRule = (stage: string, policy: PolicyDocument): RuleReference => ({
  clause: `/stages/${stageIndex(policy, stage)}`,
  ids: policy.regime === 'housing-ombudsman' ? ['Code 5.13', 'Code 7.3'] : [],
});

/** One clock for each remedy. It outlives the response and the closing; only a withdrawal ends it, unless the landlord goes on by itself (Code 6.6, 7.3). */
export const remedyClocks = (state: ComplaintState, rules: Rules, today: LocalDate): DatedClock[] =>
  state.redress.remedies.map(({ n, stage, offeredOn, dueOn, completedOn }) =>
    setDateClock(
      {
        kind: 'remedy',
        stage,
        n,
        rule: remedyRule(stage, rules.policy),
        setBy: 'confirmed',
        since: offeredOn,
        dueOn,
        metOn: completedOn,
        stoppedOn: state.investigationContinues ? null : state.withdrawnOn,
      },
      rules,
      today,
    ),
  );
