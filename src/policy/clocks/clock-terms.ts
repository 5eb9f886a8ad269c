import type { ClockKind } from '../document/clock-kinds';
import { earliest } from './anchors';
import { type ComplaintState, currentStage, type StageState } from '../complaint/state';
import { type PolicyDocument, stageIndex, stageOf } from '../document/document';
import type { Limit } from '../document/limit';
import type { LocalDate } from '../dates/local-date';

/** One clock to be worked out: which limit, at which stage entry, and the facts that end it. */
export interface Question {
  readonly kind: ClockKind;
  readonly n: number;
  readonly stage: StageState;
  readonly limit: Limit | null;
  readonly clause: string;
  readonly metOn: LocalDate | null;
  readonly stoppedOn: LocalDate | null;
  readonly extensions: StageState['extensions'];
  readonly pauses: StageState['pauses'];
}

/** The clocks a stage has at its n-th entry, by the policy’s wording and by what has happened there. */
export function questionsAt(
  state: ComplaintState,
  stage: StageState,
  n: number,
  policy: PolicyDocument,
): Question[] {
  const wording = stageOf(policy, stage.stage);
  const at = `/stages/${stageIndex(policy, stage.stage)}`;
  const respondedOn = answerThatCounts(state, stage);
  const left = leftOn(state, stage);
  // Positional and without a spread: objects of one shape, made for every clock of every complaint that is shown.
  const ask = (
    kind: ClockKind,
    limit: Limit | null,
    clause: string,
    metOn: LocalDate | null,
    stoppedOn: LocalDate | null,
    extensions: Question['extensions'] = [],
    pauses: Question['pauses'] = [],
  ): Question => ({ kind, n, stage, limit, clause, metOn, stoppedOn, extensions, pauses });
  // A full answer sent straight away also tells the resident that the complaint arrived (SET-13: "to resolve it, or confirm").
  const arrived = stage.acknowledged?.on ?? respondedOn;
  const found = [ask('acknowledge', wording.acknowledge, `${at}/acknowledge`, arrived, left)];
  if (wording.contact) {
    const met = stage.contacted?.on ?? null;
    found.push(ask('contact', wording.contact, `${at}/contact`, met, respondedOn ?? left));
  }
  if (wording.assign) {
    const given = earliest(stage.assignments);
    found.push(ask('assign', wording.assign, `${at}/assign`, given, respondedOn ?? left));
  }
  if (wording.hear)
    found.push(ask('hearing', wording.hear, `${at}/hear`, stage.hearing.heldOn, respondedOn ?? left));
  const { extensions, pauses } = stage;
  found.push(ask('respond', wording.respond, `${at}/respond`, respondedOn, left, extensions, pauses));
  const previous =
    stage.gate === 'none'
      ? undefined
      : state.stages.slice(0, n).findLast((earlier) => earlier.gate !== 'refused');
  const gate = previous ? stageOf(policy, previous.stage).escalation?.decision : undefined;
  if (gate && previous) {
    const clause = `/stages/${stageIndex(policy, previous.stage)}/escalation/decision/within`;
    found.push(ask('decide-escalation', gate.within, clause, stage.gateDecidedOn, left));
  }
  if ((respondedOn || stage.settlement) && wording.escalation) {
    const used = stage.escalation?.on ?? null;
    const clause = `${at}/escalation/within`;
    found.push(ask('escalate', wording.escalation.within, clause, used, windowEndedOn(state, stage)));
  }
  return found;
}

/**
 * The day the stage was answered, as its clocks see it. A settlement counts where the procedure has an outcome for it;
 * elsewhere it ends the wait for an answer and is none (Code 6.6). Nor does an answer meet a date that a withdrawal or
 * a settlement had ended already.
 */
function answerThatCounts(state: ComplaintState, stage: StageState): LocalDate | null {
  const { response, settlement } = stage;
  if (settlement) return settlement.outcome ? settlement.on : null;
  if (!response) return null;
  const withdrawnOn = stage.endedOn ?? (stage === currentStage(state) ? state.withdrawnOn : null);
  if (withdrawnOn && response.on > withdrawnOn) return null;
  return response.writtenOn ?? response.sentOn;
}

/** A withdrawal ends it, and so does an entry of the same stage anew; closing leaves the resident the time to ask. */
const windowEndedOn = (state: ComplaintState, stage: StageState): LocalDate | null =>
  stage.endedOn ?? state.withdrawnOn;

/** The day a stage ended without its own clocks being met: refused at the gate, passed over, or the whole complaint ended. */
export function leftOn(state: ComplaintState, stage: StageState): LocalDate | null {
  if (stage.gate === 'refused') return stage.gateDecidedOn;
  const passed = stage.skipped ?? stage.settlement ?? stage.escalation;
  if (passed) return passed.on;
  if (stage.endedOn) return stage.endedOn;
  if (stage !== currentStage(state)) return null;
  return state.withdrawnOn ?? state.refusal?.on ?? state.closedOn;
}
