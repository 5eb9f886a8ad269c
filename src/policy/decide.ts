import { RESIDENT_CLOCKS } from './document/clock-kinds';
import type { OutsideCalendar } from './calendar/calendar';
import type { Command } from './commands/guards/command';
import { log, type NewComplaint } from './commands/intake/log';
import { recordLinked } from './commands/outcome/link';
import { recordMerged } from './commands/outcome/merge';
import { type ComplaintState, sameClock } from './complaint/state';
import type { DatedClock } from './clocks/dated-clock';
import { datedClocks } from './clocks/deadlines';
import { stageName } from './document/document';
import type { PromisedDate } from './events/events';
import type { RecordedEvent } from './events/recorded-event';
import { evolve, withPromises } from './complaint/evolve';
import type { Linked } from './events/links';
import type { Merged } from './events/merger';
import { against, namingOpenActs } from './open-acts';
import { heard, type Passes, standing } from './rules/objections';
import { departingFrom } from './rules/departing';
import { NamedDepartures } from './rules/departures';
import { isRejection, type Rejection, refusedAsInput } from './rules/rejection';
import { momentOf, type Occurred } from './rules/occurrence';
import type { Rules } from './rules/rules';

/** What a command comes to: the events with the dates they commit to, the state after them and its clocks. */
export interface Decided {
  readonly events: readonly RecordedEvent[];
  readonly state: ComplaintState;
  readonly clocks: readonly DatedClock[];
}

/** A complaint as it stands. Its clocks are given by a caller that has worked them out by the same rules already. */
type Before = Pick<Decided, 'state'> & Partial<Pick<Decided, 'clocks'>>;

/** Takes a new complaint in under the policy in force on its received day. */
export function decideLog(given: NewComplaint, contactId: string | null, rules: Rules): Decided | Rejection {
  const events = eventsOfLog(given, contactId, rules);
  return isRejection(events) ? underPolicy(events, rules) : withConsequences(null, events, rules);
}

/** The event of a new complaint, without the dates that follow. */
export const eventsOfLog = (
  given: NewComplaint,
  contactId: string | null,
  rules: Rules,
): readonly RecordedEvent[] | Rejection =>
  departingFrom({ act: 'complaints', departures: given.departures }, (passes) =>
    heard(log(given, contactId, rules), passes),
  );

/**
 * Runs one act on a complaint: the guard that offers it, when it happened, its own rules, then the dates that follow.
 * A rule of the procedure that the body names as a departure refuses nothing: the act happened all the same.
 */
export function decide<Body extends Occurred>(
  command: Command<Body>,
  { state, clocks }: Before,
  body: Body,
  rules: Rules,
): Decided | Rejection {
  const events = eventsOfAct(command, state, body, rules);
  return isRejection(events)
    ? underPolicy(namingOpenActs(events, state, rules), rules)
    : withConsequences({ state, clocks }, events, rules);
}

/** The events of an act, without the dates that follow: they are most of what an act takes. */
export const eventsOfAct = <Body extends Occurred>(
  command: Command<Body>,
  state: ComplaintState,
  body: Body,
  rules: Rules,
): readonly RecordedEvent[] | Rejection =>
  departingFrom({ act: command.act, departures: body.departures }, (passes) =>
    eventsOf(command, state, body, { rules, passes }),
  );

/**
 * An act that one letter does to several complaints, as it is on this one: of the departures that the body names it takes
 * those that it meets here.
 */
export function asMetHere<Body extends Occurred>(
  command: Command<Body>,
  state: ComplaintState,
  body: Body,
  rules: Rules,
): Body {
  const { departures = [] } = body;
  if (departures.length === 0) return body;
  const named = new NamedDepartures(departures);
  eventsOf(command, state, body, { rules, passes: named.passes });
  return { ...body, departures: departures.filter(({ code }) => named.met.includes(code)) };
}

function eventsOf<Body extends Occurred>(
  command: Command<Body>,
  state: ComplaintState,
  body: Body,
  { rules, passes }: { readonly rules: Rules; readonly passes: Passes },
): readonly RecordedEvent[] | Rejection {
  const refused = standing(against(command, state, rules, body), passes);
  if (refused) return refused;
  const moment = momentOf(body, rules);
  return isRejection(moment) ? moment : heard(command.decide(state, body, moment, rules), passes);
}

/** What the complaint records that another was merged into. */
export const decideMergedFrom = (state: ComplaintState, merged: Merged, rules: Rules): Decided | Rejection =>
  withConsequences({ state }, [recordMerged(state, merged)], rules);

/** The record of the complaint that another was linked to. */
export const decideLinked = (state: ComplaintState, linked: Linked, rules: Rules): Decided | Rejection =>
  withConsequences({ state }, [recordLinked(state, linked)], rules);

/** Every refusal says which version of the policy gave it. */
const underPolicy = (rejection: Rejection, rules: Rules): Rejection => ({
  ...rejection,
  policyVersion: rules.policy.version,
});

function withConsequences(
  before: Before | null,
  decided: readonly RecordedEvent[],
  rules: Rules,
): Decided | Rejection {
  const known = before ? (before.clocks ?? datedClocks(before.state, rules)) : [];
  const after = run(before?.state ?? null, decided);
  const clocks = datedClocks(after, rules);
  const unknowable = unknowableIn(clocks, rules);
  if (unknowable) return underPolicy(unknowable, rules);
  const promised = promisedBy(decided, newlyPromised(known, clocks));
  const events = decided.map((recorded, index) =>
    index === decided.length - 1 ? { ...recorded, event: { ...recorded.event, promised } } : recorded,
  );
  return { events, state: withPromises(after, promised), clocks };
}

/** A window of the resident's that cannot be reckoned must not keep the landlord from answering. */
export function unknowableIn(clocks: readonly DatedClock[], rules: Rules): Rejection | null {
  const unknowable = clocks.find(({ kind, outside }) => outside && !RESIDENT_CLOCKS.includes(kind));
  return unknowable?.outside ? outsideCalendar(unknowable, unknowable.outside, rules) : null;
}

function run(before: ComplaintState | null, decided: readonly RecordedEvent[]): ComplaintState {
  let state = before;
  for (const { event } of decided) state = evolve(state, event);
  if (state === null) throw new RangeError('A command decides at least one event');
  return state;
}

/** The dates that a letter names of itself stand before those that follow from the rules: the resident was told them. */
function promisedBy(
  decided: readonly RecordedEvent[],
  follows: readonly PromisedDate[],
): readonly PromisedDate[] {
  const named = decided.flatMap(({ event }) => event.promised);
  return [...follows.filter((date) => !named.some((told) => sameClock(told, date))), ...named];
}

/** The dates this act settles or moves: those a letter about it would tell the resident. */
function newlyPromised(known: readonly DatedClock[], clocks: readonly DatedClock[]): PromisedDate[] {
  return clocks
    .filter((clock) => clock.limit !== null && !clock.projected)
    .filter((clock) => {
      const old = known.find((earlier) => sameClock(earlier, clock));
      return clock.dueOn !== (old && !old.projected ? old.dueOn : null);
    })
    .map(({ stage, kind, n, dueOn }) => ({ stage, kind, n, dueOn }));
}

const outsideCalendar = (
  { stage, kind }: DatedClock,
  { asked, first, last, calendarVersion }: OutsideCalendar,
  { policy }: Rules,
): Rejection =>
  refusedAsInput({
    code: 'outside_calendar',
    detail: `The ${kind} date at ${stageName(policy, stage)} cannot be worked out: bank holidays are known from ${first} to ${last}.`,
    facts: { stage, kind, asked, calendarVersion },
    allowed: { from: first, to: last },
  });
