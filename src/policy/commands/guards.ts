import { type ComplaintState, type ComplaintStatus, currentStage } from '../complaint';
import { type Rejection, refusedByState } from '../rejection';

/** Accepts the statuses named and refuses every other, saying which would do. */
export function requireStatus(
  state: ComplaintState,
  accepted: readonly ComplaintStatus[],
  act: string,
): Rejection | null {
  if (accepted.includes(state.status)) return null;
  return refusedByState({
    code: 'not_at_this_point',
    detail: `A complaint that is ${state.status.replace('-', ' ')} cannot be ${act}. It would have to be ${accepted.join(' or ').replaceAll('-', ' ')}.`,
    facts: { status: state.status, stage: currentStage(state).stage },
    allowed: { status: accepted },
  });
}

/** A date of the person's choice on the stage: has the landlord answered it already? */
export function requireUnanswered(state: ComplaintState): Rejection | null {
  const stage = currentStage(state);
  if (!stage.response) return null;
  return refusedByState({
    code: 'already_answered',
    detail: `${stage.stage} was answered on ${stage.response.on}.`,
    facts: { stage: stage.stage, answeredOn: stage.response.on },
  });
}
