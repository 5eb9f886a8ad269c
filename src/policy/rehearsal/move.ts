import { type ClockMove, clockMoves } from '../clocks/moves';
import { type ComplaintState, currentStage, sameClock } from '../complaint/state';
import { evolve, withPromises } from '../complaint/evolve';
import type { Corrected } from '../corrections/corrected';
import type { DatedClock } from '../clocks/dated-clock';
import { datedClocks } from '../clocks/deadlines';
import { RESIDENT_CLOCKS } from '../document/clock-kinds';
import { type PolicyDocument, stageIndex, stageName, stageOf } from '../document/document';
import type { LocalDate } from '../dates/local-date';
import type { ComplaintEvent, PromisedDate } from '../events/events';
import type { RecordedEvent } from '../events/recorded-event';
import { type Rejection, refusedAsInput, refusedAsFixed } from '../rules/rejection';
import { type Pin, type RuleSet, type Rules, samePin, todayOf } from '../rules/rules';

/** A complaint as it would be after a move, with the event that moves it: rehearsing writes nothing, applying writes this. */
export interface Moved {
  readonly event: RecordedEvent;
  readonly state: ComplaintState;
  readonly clocks: readonly DatedClock[];
  /** By which its dates were worked out. */
  readonly rules: Rules;
  readonly moves: readonly ClockMove[];
  /** How many of its clocks were still open, and so could have moved. */
  readonly open: number;
  /** Of a correction, all that follows from it; null of every other change. */
  readonly corrected?: Corrected;
}

const pinOf = ({ policy, calendarEdition = 0 }: Rules): Pin => ({
  policyVersion: policy.version,
  calendarEdition,
});

/** The rules a complaint would run by, with those it runs by now kept for the clocks that have ended. */
export function movedRules(before: Rules, to: RuleSet, calendarEdition: number): Rules {
  const { policy, calendar, earlier = [] } = before;
  const pin = pinOf(before);
  const kept = earlier.some((known) => samePin(known, pin))
    ? earlier
    : [...earlier, { ...pin, policy, calendar }];
  return { ...before, ...to, calendarEdition, earlier: kept };
}

/** The complaint under another version of the procedure, another edition of the working days, or both; or why it cannot be. */
export function moveTo(
  state: ComplaintState,
  before: Rules,
  after: Rules,
  { leavesLate = before.policy.version !== after.policy.version }: { readonly leavesLate?: boolean } = {},
): Moved | Rejection {
  const refused = cannotFollow(state, before.policy, after.policy);
  if (refused) return refused;
  const known = datedClocks(state, before);
  const stays = (clock: DatedClock): boolean =>
    hasEnded(clock) || (leavesLate && isOverdue(clock, todayOf(before)));
  const ended = known
    .filter(
      (clock) => stays(clock) && !state.clocksUnderEarlierRules.some((known) => sameClock(known, clock)),
    )
    .map(({ stage, kind, n }) => ({ stage, kind, n }));
  const event = moveEvent(state, ended, before, after);
  const draft = evolve(state, event);
  const clocks = datedClocks(draft, after, { pin: pinOf(before), clocks: known });
  const lost = clocks.find(
    (clock) => clock.outside && !known.some((already) => already.outside && sameClock(already, clock)),
  );
  if (lost?.outside) {
    const { asked, first, last } = lost.outside;
    return refusedAsInput({
      code: 'outside_calendar',
      detail: `The ${lost.kind} date at ${stageName(after.policy, lost.stage)} could not be worked out: bank holidays are known from ${first} to ${last}.`,
      facts: { stage: lost.stage, kind: lost.kind, asked },
      allowed: { from: first, to: last },
    });
  }
  const moves = clockMoves(known, clocks, state, todayOf(after));
  const told = withDates(event, moves, clocks);
  const open = known.filter((clock) => !hasEnded(clock)).length;
  return {
    event: { event: told, texts: {} },
    // Of the dates that move the state holds only what is promised.
    state: withPromises(draft, told.promised),
    clocks,
    rules: after,
    moves,
    open,
  };
}

const hasEnded = ({ metOn, stoppedOn }: DatedClock): boolean => metOn !== null || stoppedOn !== null;

/**
 * Late by the rules it ran under, so that a longer time in another version, or a closure that the landlord enters afterwards,
 * cannot make it look in time. A day that was proclaimed a holiday is another matter: nobody had to work on it.
 */
const isOverdue = ({ kind, judgedOn }: DatedClock, today: LocalDate): boolean =>
  kind !== 'update' && !RESIDENT_CLOCKS.includes(kind) && judgedOn !== null && judgedOn < today;

/** A version that has not the stages a complaint has been through cannot say what is to come of it. */
function cannotFollow(
  state: ComplaintState,
  before: PolicyDocument,
  policy: PolicyDocument,
): Rejection | null {
  const missing = state.stages.find(({ stage }) => stageIndex(policy, stage) === -1);
  if (missing) {
    return refusedAsFixed({
      code: 'stage_missing',
      detail: `Version ${policy.version} has no ${missing.stage}: the complaint has entered ${stageName(before, missing.stage)} under version ${before.version}.`,
      facts: { stage: missing.stage, version: policy.version },
      rule: { clause: '/stages', ids: [] },
      allowed: { stage: policy.stages.map(({ key }) => key) },
    });
  }
  const asking = state.stages.slice(0, state.current).findLast(({ gate }) => gate !== 'refused');
  if (currentStage(state).gate !== 'waiting' || !asking) return null;
  const from = stageOf(policy, asking.stage);
  const decision = from.escalation?.decision;
  if (decision && decision.needed !== 'if-excluded') return null;
  return refusedAsFixed({
    code: 'gate_missing',
    detail: `Version ${policy.version} decides on no request from ${from.name}, and one is waiting for its decision.`,
    facts: { stage: asking.stage, version: policy.version },
    rule: {
      clause: `/stages/${stageIndex(policy, asking.stage)}/escalation`,
      ids: from.escalation?.rules ?? [],
    },
  });
}

type MoveEvent = Extract<ComplaintEvent, { type: 'calendar-changed' | 'policy-changed' }>;
type Ended = MoveEvent['data']['settled'];

function moveEvent(state: ComplaintState, ended: Ended, before: Rules, after: Rules): MoveEvent {
  const on = todayOf(after);
  const at = after.now;
  const { stage } = currentStage(state);
  const fromVersion = before.policy.version;
  if (fromVersion === after.policy.version) {
    const data = {
      stage,
      moved: [],
      settled: ended,
      fromEdition: before.calendarEdition ?? 0,
      toEdition: after.calendarEdition ?? 0,
      fromVersion: before.calendar.version,
      toVersion: after.calendar.version,
    };
    return { type: 'calendar-changed', on, at, data, promised: [] };
  }
  const data = {
    stage,
    moved: [],
    settled: ended,
    fromVersion,
    toVersion: after.policy.version,
    fromCalendarVersion: before.calendar.version,
    toCalendarVersion: after.calendar.version,
  };
  return { type: 'policy-changed', on, at, data, promised: [] };
}

/** The event with the dates it moves; those that run are what the resident is now to be told. */
function withDates(event: MoveEvent, moves: readonly ClockMove[], clocks: readonly DatedClock[]): MoveEvent {
  const dated = moves.filter(({ from, to }) => from !== to);
  const moved = dated.map(({ stage, kind, n, from, to }) => ({ stage, kind, n, from, to }));
  const promised = dated.flatMap(({ stage, kind, n, to }): PromisedDate[] => {
    const clock = clocks.find((known) => sameClock(known, { stage, kind, n }));
    return clock?.limit && !clock.projected ? [{ stage, kind, n, dueOn: to }] : [];
  });
  return event.type === 'calendar-changed'
    ? { ...event, data: { ...event.data, moved }, promised }
    : { ...event, data: { ...event.data, moved }, promised };
}
