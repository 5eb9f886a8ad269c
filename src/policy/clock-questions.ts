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
  const own = { n, stage, extensions: [] };
  const found: Question[] = [
    {
      ...own,
      kind: 'acknowledge',
      limit: wording.acknowledge,
      clause: `${at}/acknowledge`,
      // A full answer sent straight away also tells the resident that the complaint arrived (SET-13: "to resolve it, or confirm").
      metOn: stage.acknowledged?.on ?? respondedOn,
      stoppedOn: left,
    },
  ];
  if (wording.contact) {
    const ended = respondedOn ?? left;
    found.push({
      ...own,
      kind: 'contact',
      limit: wording.contact,
      clause: `${at}/contact`,
      metOn: stage.contacted?.on ?? null,
      stoppedOn: ended,
    });
  }
  found.push({
    ...own,
    kind: 'respond',
    limit: wording.respond,
    clause: `${at}/respond`,
    metOn: respondedOn,
    stoppedOn: left,
    extensions: stage.extensions,
  });
  const previous =
    stage.gate === 'none'
      ? undefined
      : state.stages.slice(0, n).findLast((earlier) => earlier.gate !== 'refused');
  const gate = previous ? stageOf(policy, previous.stage).escalation?.decision : undefined;
  if (gate && previous) {
    const clause = `/stages/${stageIndex(policy, previous.stage)}/escalation/decision/within`;
    found.push({
      ...own,
      kind: 'decide-escalation',
      limit: gate.within,
      clause,
      metOn: stage.gateDecidedOn,
      stoppedOn: left,
    });
  }
  if (stage.response && wording.escalation) {
    const clause = `${at}/escalation/within`;
    const used = stage.escalation?.on ?? null;
    found.push({
      ...own,
      kind: 'escalate',
      limit: wording.escalation.within,
      clause,
      metOn: used,
      stoppedOn: state.withdrawnOn,
    });
  }
  return found;
}

/** The day a stage ended without its own clocks being met: refused at the gate, passed over, or the whole complaint ended. */
function leftOn(state: ComplaintState, stage: StageState): LocalDate | null {
  if (stage.gate === 'refused') return stage.gateDecidedOn;
  if (stage.escalation) return stage.escalation.on;
  if (stage !== currentStage(state)) return null;
  return state.withdrawnOn ?? state.refusal?.on ?? state.closedOn;
}
