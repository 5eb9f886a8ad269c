import type { ClockKind } from '../document/clock-kinds';
import type { WithheldEnd } from './against-procedure';
import { earliest } from './anchors';
import { firstAnswer } from '../complaint/answers';
import { counts, endedByLandlord } from '../complaint/departures';
import { type ComplaintState, currentStage, type StageState } from '../complaint/state';
import { type PolicyDocument, stageIndex, stageOf } from '../document/document';
import { withholds } from '../refusals/index';
import type { Limit, Period } from '../document/limit';
import { periodFor } from './counting/period-for';
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
  /** Why nothing is awaited any more, where it was not done. */
  readonly stopped: Stopped | null;
  readonly extensions: StageState['extensions'];
  /** Those that count: a pause against the procedure is on record and gives back no day. */
  readonly pauses: StageState['pauses'];
  /** The rules that acts departed from, and for whose sake those acts are left out of account here. */
  readonly withheld: readonly string[];
}

/** The day from which something was awaited no longer, and what happened that day. */
export interface Stopped {
  readonly on: LocalDate;
  readonly by:
    | 'answer'
    | 'update'
    | 'next-stage'
    | 'skip'
    | 'settlement'
    | 'gate'
    | 'asked-again'
    | 'reopening'
    | 'withdrawal'
    | 'refusal'
    | 'closing';
}

type Ended = Pick<ClockTerms, 'metOn' | 'stopped'>;

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
  const left = leftBy(state, stage);
  const ofEnd = endWithheld(state, stage)?.withheld ?? NOTHING_WITHHELD;
  const pauses = stage.pauses.filter(counts);
  // Without a spread: objects of one shape, made for every clock of every complaint that is shown.
  const terms = (
    kind: ClockKind,
    limit: Limit | null,
    clause: string,
    { metOn, stopped }: Ended,
  ): ClockTerms => ({
    kind,
    n,
    stage,
    limit,
    period: limit && periodFor(limit, state, stage),
    clause,
    metOn,
    stopped,
    extensions: kind === 'respond' ? stage.extensions : [],
    pauses: kind === 'respond' ? pauses : [],
    withheld: kind === 'respond' ? [...withheldIn(stage), ...ofEnd] : ofEnd,
  });
  const answered = respondedOn ? { on: respondedOn, by: 'answer' as const } : null;
  const stopped = answered ?? left;
  const found: ClockTerms[] = [];
  if (wording.log)
    found.push(terms('log', wording.log, `${at}/log`, { metOn: stage.loggedOn, stopped: left }));
  // An answer tells the resident that the complaint arrived, but is the acknowledgement only where the document says so
  // (SET-13: "to resolve it, or confirm"). Elsewhere one that was never sent stays unsent.
  const arrived = stage.acknowledged?.on ?? (wording.acknowledge?.orAnswer ? respondedOn : null);
  found.push(terms('acknowledge', wording.acknowledge, `${at}/acknowledge`, { metOn: arrived, stopped }));
  if (wording.contact) {
    const metOn = stage.contacted?.on ?? null;
    found.push(terms('contact', wording.contact, `${at}/contact`, { metOn, stopped }));
  }
  if (wording.assign) {
    const metOn = earliest(stage.assignments);
    found.push(terms('assign', wording.assign, `${at}/assign`, { metOn, stopped }));
  }
  if (wording.hear)
    found.push(terms('hearing', wording.hear, `${at}/hear`, { metOn: stage.hearing.heldOn, stopped }));
  found.push(terms('respond', wording.respond, `${at}/respond`, { metOn: respondedOn, stopped: left }));
  const previous =
    stage.gate === 'none'
      ? undefined
      : state.stages.slice(0, n).findLast((earlier) => earlier.gate !== 'refused');
  const gate = previous ? stageOf(policy, previous.stage).escalation?.decision : undefined;
  // A request that moved on at once waits for nobody, so no date is owed for a decision that may never come.
  if (gate && gate.needed !== 'if-excluded' && previous) {
    const clause = `/stages/${stageIndex(policy, previous.stage)}/escalation/decision/within`;
    const ended = { metOn: stage.gateDecidedOn, stopped: left };
    found.push(terms('decide-escalation', gate.within, clause, ended));
  }
  if ((respondedOn || stage.settlement) && wording.escalation) {
    const ended = { metOn: stage.escalation?.on ?? null, stopped: windowEnded(state, stage) };
    found.push(terms('escalate', wording.escalation.within, `${at}/escalation/within`, ended));
  }
  return found;
}

/**
 * The day the stage was answered, as its clocks see it. A settlement counts where the procedure has an outcome for it;
 * elsewhere it ends the wait for an answer and is none (Code 6.6). Nor does an answer meet a date that a withdrawal or
 * a settlement had ended already. Of several answers the first counts.
 */
function answerThatCounts(state: ComplaintState, stage: StageState): LocalDate | null {
  const { settlement } = stage;
  if (settlement) return settlement.outcome ? settlement.on : null;
  const response = firstAnswer(stage);
  if (!response) return null;
  const withdrawnOn = stage.endedOn ?? (stage === currentStage(state) ? state.withdrawnOn : null);
  if (withdrawnOn && response.on > withdrawnOn) return null;
  return response.writtenOn ?? response.sentOn;
}

/** A withdrawal ends it, and so does an entry of the same stage anew; closing leaves the resident the time to ask. */
function windowEnded({ withdrawnOn }: ComplaintState, { endedOn }: StageState): Stopped | null {
  if (endedOn) return { on: endedOn, by: 'reopening' };
  return withdrawnOn ? { on: withdrawnOn, by: 'withdrawal' } : null;
}

/** How a stage ended without its own clocks being met: refused at the gate, passed over, or the whole complaint ended. */
export function leftBy(state: ComplaintState, stage: StageState): Stopped | null {
  if (stage.gate === 'refused') return refusedAtGate(state, stage);
  if (stage.skipped) return { on: stage.skipped.on, by: 'skip' };
  if (stage.settlement) return { on: stage.settlement.on, by: 'settlement' };
  if (stage.escalation) return { on: stage.escalation.on, by: 'next-stage' };
  if (stage.endedOn) return { on: stage.endedOn, by: 'reopening' };
  if (stage !== currentStage(state)) return null;
  return endOfAll(state);
}

/** How the whole complaint ended. */
const endOfAll = (state: ComplaintState): Stopped | null =>
  state.withdrawnOn ? { on: state.withdrawnOn, by: 'withdrawal' } : endedByLandlord(state);

/** A request refused against the procedure leaves the stage owed, until it is asked for again or the complaint ends. */
function refusedAtGate(state: ComplaintState, stage: StageState): Stopped | null {
  const { gateDecidedOn, gateWithheld } = stage;
  if (gateWithheld.length === 0) return gateDecidedOn ? { on: gateDecidedOn, by: 'gate' } : null;
  const again = state.stages
    .slice(state.stages.indexOf(stage) + 1)
    .find((later) => later.stage === stage.stage);
  return again ? { on: again.requested.on, by: 'asked-again' } : endOfAll(state);
}

/** The act that ended the stage, or all, and for the sake of the rules it departed from is no end of its dates. */
export function endWithheld(state: ComplaintState, stage: StageState): WithheldEnd | null {
  const { gateWithheld, gateDecidedOn } = stage;
  if (gateWithheld.length > 0 && gateDecidedOn)
    return { on: gateDecidedOn, by: 'gate', withheld: gateWithheld };
  if (stage !== currentStage(state)) return formerEnd(state, stage);
  const { refusal, closedOn, closingWithheld } = state;
  if (refusal)
    return refusal.withheld.length > 0 ? { on: refusal.on, by: 'refusal', withheld: refusal.withheld } : null;
  return closedOn && closingWithheld.length > 0
    ? { on: closedOn, by: 'closing', withheld: closingWithheld }
    : null;
}

/** The same of a stage that was opened again: the refusal or the closing is over, and the departure stays on record. */
function formerEnd(
  { departures }: ComplaintState,
  { stage, requested, endedOn }: StageState,
): WithheldEnd | null {
  if (endedOn === null) return null;
  for (const [act, by] of ENDS) {
    const departed = departures.filter(
      (known) =>
        known.act === act &&
        known.stage === stage &&
        known.on >= requested.on &&
        known.on <= endedOn &&
        withholds(known.code, act),
    );
    const [first] = departed;
    if (first) return { on: first.on, by, withheld: departed.map(({ code }) => code) };
  }
  return null;
}

const ENDS = [
  ['refusals', 'refusal'],
  ['closures', 'closing'],
] as const;

const NOTHING_WITHHELD: readonly string[] = [];

const withheldIn = ({ extensions, pauses }: StageState): string[] =>
  [...extensions, ...pauses].flatMap(({ withheld }) => withheld);
