import type { Moment } from '../../dates/moment';
import type { Clock } from '../../clocks/clock';
import {
  type ComplaintState,
  type ComplaintStatus,
  currentStage,
  type StageState,
} from '../../complaint/state';
import { stageIndex, stageName } from '../../document/document';
import type { LocalDate } from '../../dates/local-date';
import { openPause } from '../../clocks/pauses';
import { type Rejection, refusedByPolicy, refusedByState } from '../../rules/rejection';
import type { Rules } from '../../rules/rules';

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

/** Work on the matter itself goes on until it is answered, and after a withdrawal where the landlord chose to go on. */
export const requireInHand = (
  state: ComplaintState,
  act: string,
  accepted: readonly ComplaintStatus[] = ['open'],
) => requireStatus(state, state.investigationContinues ? [...accepted, 'withdrawn'] : accepted, act);

/** A date of the person's choice on the stage: has the landlord answered it already? */
export function requireUnanswered(state: ComplaintState, { policy }: Rules): Rejection | null {
  const stage = currentStage(state);
  if (!stage.response) return null;
  return refusedByState({
    code: 'already_answered',
    detail: `${stageName(policy, stage.stage)} was answered on ${stage.response.on}.`,
    facts: { stage: stage.stage, answeredOn: stage.response.on },
  });
}

/** No stage follows the last one. */
export const finalStage = (stage: string, { policy }: Rules): Rejection =>
  refusedByState({
    code: 'final_stage',
    detail: `${stageName(policy, stage)} is the last stage of this procedure.`,
    facts: { stage },
    rule: { clause: `/stages/${stageIndex(policy, stage)}/escalation`, ids: [] },
  });

/** Things can be put right at any stage, before the response and after the closing (Code 5.13, 6.6). */
export function requireRedressable(state: ComplaintState, act: string): Rejection | null {
  const wrong = requireInHand(state, act, ['open', 'escalation-requested', 'responded', 'settled', 'closed']);
  if (wrong || !state.refusal) return wrong;
  return refusedByPolicy({
    code: 'complaint_refused',
    detail: `The complaint was refused on ${state.refusal.on}, so it cannot be ${act}.`,
    facts: { refusedOn: state.refusal.on, reason: state.refusal.reason },
    rule: { clause: '/intake/exclusions', ids: [] },
  });
}

/** Refuses what needs a running date while the time to respond stands still. */
export function alreadyPaused(state: ComplaintState, { policy }: Rules): Rejection | null {
  const { stage, pauses } = currentStage(state);
  const pause = openPause(pauses);
  if (!pause) return null;
  return refusedByState({
    code: 'paused',
    detail: `The time to respond at ${stageName(policy, stage)} is paused since ${pause.from}. It has to go on first.`,
    facts: { stage, pausedOn: pause.from, reason: pause.reason },
    allowed: { act: 'resumptions' },
  });
}

/** The last day a pause of this stage began or ended. */
export function lastPauseOf({ pauses }: StageState): Moment | null {
  const last = pauses.at(-1);
  return last ? { on: last.to ?? last.from, at: null } : null;
}

/** When a response went out: it may be sent later than it is dated. */
export const sentMoment = ({ on, at, sentOn }: NonNullable<StageState['response']>): Moment => ({
  on: sentOn,
  at: sentOn === on ? at : null,
});

/** Something that has happened, in words that finish "this cannot have happened before". */
export interface Step {
  readonly moment: Moment;
  readonly what: string;
}

/**
 * The last step the complaint has taken where it stands, which an answer or an end to it cannot come before. A request
 * for a further stage that was refused leaves the complaint at the stage before, yet that refusal is a step too.
 * Contacts, assignments and definitions are not: they are often entered later, and in any order.
 */
export function lastStep(state: ComplaintState): Step {
  return state.stages
    .slice(state.current)
    .flatMap(stepsAt)
    .reduce((last, step) => (isLater(last.moment, step.moment) ? last : step));
}

function stepsAt(stage: StageState): Step[] {
  const steps: readonly (readonly [Moment | null, string])[] = [
    [stage.requested, 'the complaint was received at this stage'],
    [onDay(stage.gateDecidedOn), 'the request for the next stage was decided'],
    [stage.acknowledged, 'the complaint was acknowledged'],
    [stage.extensions.at(-1) ?? null, 'the last extension was given'],
    [lastPauseOf(stage), 'the time to respond was paused or went on'],
    [onDay(stage.hearing.heldOn), 'the hearing was held'],
    [stage.settlement, 'the complaint was settled'],
    [stage.response && sentMoment(stage.response), 'the response was sent'],
  ];
  return steps.flatMap(([moment, what]) => (moment ? [{ moment, what }] : []));
}

const onDay = (on: LocalDate | null): Moment | null => on && { on, at: null };

/** Of two on the same day, one whose moment is known says more than one without. */
function isLater(one: Moment, other: Moment): boolean {
  if (one.on !== other.on) return one.on > other.on;
  return one.at !== null && (other.at === null || Date.parse(one.at) > Date.parse(other.at));
}

/** What starts the time to respond by being done. A date confirmed lies ahead, and what arrived late in the day or at a weekend may count from a later day than it came. */
const STARTING_ACTS: readonly string[] = [
  'logged',
  'acknowledged',
  'contacted',
  'passed',
  'accepted',
  'hearing-held',
];

/** When the time to respond began, where it began with an act. */
export function begunBy({ anchor }: Pick<Clock, 'anchor'>, { gate }: StageState): Moment | null {
  if (!anchor?.on || !STARTING_ACTS.includes(anchor.act)) return null;
  return anchor.act === 'accepted' && gate === 'none' ? null : onDay(anchor.on);
}
