import { type ComplaintState, currentStage, type StageState } from '../complaint';
import { type PolicyDocument, stageIndex, stageName, stageOf } from '../document';
import { handlerAt } from '../handlers';
import { type Rejection, refusedByPolicy } from '../rejection';
import { isAmong } from '../same-person';
import { refuseUnlessIndependent } from './independence';

/** Who decided where the response does not say: the handler. A hearing is decided by its panel, and by no one of them. */
export const deciderOf = (current: StageState, policy: PolicyDocument): string | null =>
  stageOf(policy, current.stage).kind === 'hearing' ? null : handlerAt(current);

/**
 * A decision is the panel's at a hearing. Elsewhere, where the policy says who may handle the stage, it is that of
 * somebody who was given it: their rank and independence were tested then, and nothing but a name is known here.
 */
export function deciderRefused(
  decidedBy: string | undefined,
  state: ComplaintState,
  policy: PolicyDocument,
): Rejection | null {
  if (decidedBy === undefined) return null;
  const current = currentStage(state);
  const { kind, handler } = stageOf(policy, current.stage);
  if (kind === 'hearing') {
    if (isAmong(decidedBy, current.hearing.panel)) return null;
    return notTheirs(
      'decider_not_on_panel',
      `${decidedBy} did not sit on the panel, which decides ${stageName(policy, current.stage)}.`,
      current.hearing.panel,
      current,
      policy,
    );
  }
  const handlers = current.assignments.filter(({ endedOn }) => !endedOn).map(({ person }) => person);
  const restricted = handler !== null && (handler.roles.length > 0 || handler.independence.length > 0);
  if (!restricted || isAmong(decidedBy, handlers)) return null;
  const unknown = { person: decidedBy, seniorTo: [], responsibleForService: null, subjectOfComplaint: null };
  return (
    refuseUnlessIndependent(unknown, current.stage, state, policy, '/decidedBy') ??
    notTheirs(
      'decider_not_assigned',
      `${decidedBy} does not have ${stageName(policy, current.stage)}, and the policy says who may handle it. Assign it to them first.`,
      handlers,
      current,
      policy,
    )
  );
}

function notTheirs(
  code: string,
  detail: string,
  people: readonly string[],
  { stage }: StageState,
  policy: PolicyDocument,
): Rejection {
  const { handler, rules } = stageOf(policy, stage);
  return refusedByPolicy({
    code,
    detail,
    facts: { stage },
    rule: {
      clause: `/stages/${stageIndex(policy, stage)}${handler ? '/handler' : ''}`,
      ids: handler?.rules ?? rules,
    },
    allowed: { decidedBy: people },
    errors: [
      {
        pointer: '/decidedBy',
        detail: people.length > 0 ? `must be one of ${people.join(', ')}` : 'must be left out',
      },
    ],
  });
}
