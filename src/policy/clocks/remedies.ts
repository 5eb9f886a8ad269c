import type { ComplaintState } from '../complaint/state';
import { type PolicyDocument, stageIndex } from '../document/document';
import type { RuleReference } from '../rules/rejection';
import type { SetDate } from './set-date-clock';

/** The clause a remedy hangs on: no document limits it, and under the Housing Ombudsman’s Code its date is a promise to keep. */
export const remedyRule = (stage: string, policy: PolicyDocument): RuleReference => ({
  clause: `/stages/${stageIndex(policy, stage)}`,
  ids: policy.regime === 'housing-ombudsman' ? ['Code 5.13', 'Code 7.3'] : [],
});

/**
 * A date for each remedy (Code 6.6, 7.3). It outlives the response and the closing. A withdrawal ends it, unless the landlord
 * goes on by itself; so does an award in place of the one it pays.
 */
export const remedyDates = (state: ComplaintState, policy: PolicyDocument): SetDate[] =>
  state.redress.remedies.map(({ n, stage, offeredOn, dueOn, completedOn, endedOn }) => ({
    kind: 'remedy',
    stage,
    n,
    rule: remedyRule(stage, policy),
    setBy: 'confirmed',
    since: offeredOn,
    dueOn,
    metOn: completedOn,
    stoppedOn: endedOn ?? (state.investigationContinues ? null : state.withdrawnOn),
  }));
