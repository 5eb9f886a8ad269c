import type { ClockKind } from './clock';
import { type ComplaintState, currentStage, type StageState } from './complaint';
import { type PolicyDocument, stageIndex, stageOf } from './document';
import type { Limit } from './document/limit';
import type { LocalDate } from './local-date';

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
  const respondedOn = stage.response ? (stage.response.writtenOn ?? stage.response.sentOn) : null;
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
  if (stage.response && wording.escalation) {
    const used = stage.escalation?.on ?? null;
    const clause = `${at}/escalation/within`;
    found.push(ask('escalate', wording.escalation.within, clause, used, state.withdrawnOn));
  }
  return found;
}

/** The day a stage ended without its own clocks being met: refused at the gate, passed over, or the whole complaint ended. */
export function leftOn(state: ComplaintState, stage: StageState): LocalDate | null {
  if (stage.gate === 'refused') return stage.gateDecidedOn;
  if (stage.escalation) return stage.escalation.on;
  if (stage !== currentStage(state)) return null;
  return state.withdrawnOn ?? state.refusal?.on ?? state.closedOn;
}
