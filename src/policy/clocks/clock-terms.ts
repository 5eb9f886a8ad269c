import type { ClockKind } from '../document/clock-kinds';
import { earliest } from './anchors';
import { type ComplaintState, currentStage, type StageState } from '../complaint/state';
import { type PolicyDocument, stageIndex, stageOf } from '../document/document';
import type { Limit, Period } from '../document/limit';
import { periodFor } from './period-for';
import type { LocalDate } from '../dates/local-date';

/** The terms of one clock: which limit at which stage entry, and the facts that end it. */
export interface ClockTerms {
  readonly kind: ClockKind;
  readonly n: number;
  readonly stage: StageState;
  readonly limit: Limit | null;
  /** The limit's own period, as it applies to this complaint; null where it does not apply. */
  readonly period: Period | null;
  readonly clause: string;
  readonly metOn: LocalDate | null;
  readonly stoppedOn: LocalDate | null;
  readonly extensions: StageState['extensions'];
  readonly pauses: StageState['pauses'];
}

type Ended = Pick<ClockTerms, 'metOn' | 'stoppedOn'>;

/** The terms of each clock a stage has at its n-th entry, by the policy’s wording and by what has happened there. */
export function termsAt(
  state: ComplaintState,
  stage: StageState,
  n: number,
  policy: PolicyDocument,
): ClockTerms[] {
  const wording = stageOf(policy, stage.stage);
  const at = `/stages/${stageIndex(policy, stage.stage)}`;
  const respondedOn = answerThatCounts(state, stage);
  const left = leftOn(state, stage);
  // Without a spread: objects of one shape, made for every clock of every complaint that is shown.
  const terms = (
    kind: ClockKind,
    limit: Limit | null,
    clause: string,
    { metOn, stoppedOn }: Ended,
  ): ClockTerms => ({
    kind,
    n,
    stage,
    limit,
    period: limit && periodFor(limit, state, stage),
    clause,
    metOn,
    stoppedOn,
    extensions: kind === 'respond' ? stage.extensions : [],
    pauses: kind === 'respond' ? stage.pauses : [],
  });
  // A full answer sent straight away also tells the resident that the complaint arrived (SET-13: "to resolve it, or confirm").
  const arrived = stage.acknowledged?.on ?? respondedOn;
  const found = [
    terms('acknowledge', wording.acknowledge, `${at}/acknowledge`, { metOn: arrived, stoppedOn: left }),
  ];
  const stoppedOn = respondedOn ?? left;
  if (wording.contact) {
    const metOn = stage.contacted?.on ?? null;
    found.push(terms('contact', wording.contact, `${at}/contact`, { metOn, stoppedOn }));
  }
  if (wording.assign) {
    const metOn = earliest(stage.assignments);
    found.push(terms('assign', wording.assign, `${at}/assign`, { metOn, stoppedOn }));
  }
  if (wording.hear)
    found.push(terms('hearing', wording.hear, `${at}/hear`, { metOn: stage.hearing.heldOn, stoppedOn }));
  found.push(terms('respond', wording.respond, `${at}/respond`, { metOn: respondedOn, stoppedOn: left }));
  const previous =
    stage.gate === 'none'
      ? undefined
      : state.stages.slice(0, n).findLast((earlier) => earlier.gate !== 'refused');
  const gate = previous ? stageOf(policy, previous.stage).escalation?.decision : undefined;
  // A request that moved on at once waits for nobody, so no date is owed for a decision that may never come.
  if (gate && gate.needed !== 'if-excluded' && previous) {
    const clause = `/stages/${stageIndex(policy, previous.stage)}/escalation/decision/within`;
    const ended = { metOn: stage.gateDecidedOn, stoppedOn: left };
    found.push(terms('decide-escalation', gate.within, clause, ended));
  }
  if ((respondedOn || stage.settlement) && wording.escalation) {
    const ended = { metOn: stage.escalation?.on ?? null, stoppedOn: windowEndedOn(state, stage) };
    found.push(terms('escalate', wording.escalation.within, `${at}/escalation/within`, ended));
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
