import { type AnchorDay, anchorDay, dayOf, type EnteredStage, stillToCome } from './anchors';
import { isOutside, type OutsideCalendar } from '../calendar/calendar';
import { type ClockTerms, termsAt } from './clock-terms';
import type { ComplaintState } from '../complaint/state';
import { ASKED_BY, type ClockKind, isOwnAct, type OwnAct } from '../document/clock-kinds';
import { type Anchor, anchorsOf, type Period } from '../document/limit';
import { type LocalDate, laterOf } from '../dates/local-date';
import { endedPauses, reckonWithPauses } from './pauses';
import { periodFor } from './counting/period-for';
import type { Reckoning } from './counting/reckon';
import type { Rules } from '../rules/rules';

/** One entry of a stage, read once: the terms of its clocks, and the end of each of their limits. */
export interface ResolvedStage extends EnteredStage {
  readonly rules: Rules;
  readonly terms: readonly ClockTerms[];
  /** The end of a clock's limit; null where the stage has no such clock, or no limit of it applies. */
  endOf(kind: ClockKind | null): End | null;
}

/**
 * A stage at its n-th entry. Each end is worked out when it is first asked for and kept. A limit that counts from an act
 * still to come asks for the end of the clock of that act.
 */
export function resolveStage(state: ComplaintState, n: number, rules: Rules): ResolvedStage {
  const stage = state.stages[n];
  if (!stage) throw new RangeError(`No stage at ${n}`);
  const terms = termsAt(state, stage, n, rules.policy);
  const ends = new Map<ClockKind, End | null>();
  const resolved: ResolvedStage = {
    state,
    stage,
    rules,
    terms,
    endOf(kind) {
      if (kind === null) return null;
      const known = ends.get(kind);
      if (known !== undefined) return known;
      // Limits that wait for each other are refused on publication. In an older document such a limit has no end.
      ends.set(kind, null);
      const clock = terms.find((candidate) => candidate.kind === kind);
      const end = clock?.period
        ? heldToPriority(periodEnd(clock.period, clock, resolved), clock, resolved)
        : null;
      ends.set(kind, end);
      return end;
    },
  };
  return resolved;
}

/**
 * A date that has passed is missed, whatever the matter is called afterwards: so a priority that is given after it moves
 * what the landlord works to and never the date it is judged by. One that is given in time moves both.
 */
function heldToPriority(end: End, clock: ClockTerms, at: ResolvedStage): End {
  let held = end;
  const { requested } = clock.stage;
  for (const { priority, until } of clock.stage.formerPriorities) {
    const period = clock.limit && periodFor(clock.limit, at.state, { priority, requested });
    const former = period && periodEnd(period, clock, at);
    const by = former?.judged?.dueOn;
    if (!by || until <= by || (held.judged && held.judged.dueOn <= by)) continue;
    held = { ...end, judged: former.judged, formerly: { end: former, until } };
  }
  return held;
}

/** Where a period starts: the anchor once it has happened, else the act it waits for and the latest day that can be. */
interface Start {
  readonly anchor: AnchorDay | null;
  /** The act it counts from, happened or not. */
  readonly act: Anchor;
  readonly from: LocalDate | null;
}

/** An act of the landlord's own that a period counts from and that came late, or has not come: by when it was due. */
export interface Owed {
  readonly act: OwnAct;
  readonly dueOn: LocalDate;
}

/** Where a period ends if no act of the landlord's own that it counts from counts later than it was due. */
export interface JudgedEnd {
  readonly period: Period;
  readonly from: LocalDate;
  readonly dueOn: LocalDate;
  /** The act that came late, or has not come. null: the period starts where the text has it start. */
  readonly owed: Owed | null;
}

/** Where a period ends, and what it counts from. */
export interface End extends Start {
  readonly period: Period;
  readonly reckoning: Reckoning | null;
  /** Set where the end lies outside the calendar. */
  readonly outside: OutsideCalendar | null;
  readonly dueOn: LocalDate | null;
  /** Facts of the matter that are not on record, any of which could let it end later. */
  readonly needs: readonly Anchor[];
  /** The end by which it is judged. null: it starts with an act that nothing sets a time for, and that has not happened. */
  readonly judged: JudgedEnd | null;
  /** The end that it is judged by, where that is of a priority it had before, and the day it was given another. */
  readonly formerly: { readonly end: End; readonly until: LocalDate } | null;
}

/** The end of a period of this clock; where its limit has a second period, the end that counts, with its own anchor. */
export function periodEnd(period: Period, clock: ClockTerms, at: ResolvedStage): End {
  const first = endOfOne(period, clock, at);
  const { orIfLater = null, orIfEarlier = null } = clock.limit ?? {};
  const other = orIfLater ?? orIfEarlier;
  if (!other) return first;
  const second = endOfOne(other, clock, at);
  const needs = orIfLater ? [...new Set([...first.needs, ...second.needs])] : first.needs;
  const judged = orIfLater ? laterJudged([first, second], at) : earlierJudged(first.judged, second.judged);
  // Of something that nobody owes and that has not happened, no end is known to compare with.
  if (!second.anchor && !second.dueOn) return { ...first, needs, judged };
  const counts = (orIfLater ? isLater(second, first) : isEarlier(second, first)) ? second : first;
  return { ...counts, needs, judged };
}

/** The later of two. Where the landlord owes the act that one counts from, and nothing says by when, neither is known. */
function laterJudged(ends: readonly [End, End], at: ResolvedStage): JudgedEnd | null {
  const [a, b] = ends.map(({ judged }) => judged);
  if (a && b) return b.dueOn > a.dueOn ? b : a;
  const isOwed = ends.some(({ judged, period }) => judged === null && owes(period, at));
  return isOwed ? null : (a ?? b ?? null);
}

const owes = (period: Period, at: ResolvedStage): boolean =>
  !isElsewhere(period, at) && anchorsOf(period).some((act) => isOwnAct(act) && dayOf(act, at) === null);

function earlierJudged(a: JudgedEnd | null, b: JudgedEnd | null): JudgedEnd | null {
  if (!a || !b) return a ?? b;
  return b.dueOn < a.dueOn ? b : a;
}

/** An end outside the calendar is later than any within it. An end that is not known yet gives way to a known one. */
function isLater(second: End, first: End): boolean {
  if (first.outside) return false;
  return !first.dueOn || !second.dueOn || second.dueOn > first.dueOn;
}

/** While the first is not known, the second is the latest that can be. */
function isEarlier(second: End, first: End): boolean {
  if (!first.dueOn) return !first.outside || !second.outside;
  return second.dueOn !== null && second.dueOn < first.dueOn;
}

function endOfOne(period: Period, clock: ClockTerms, at: ResolvedStage): End {
  const start = startOf(period, clock, at);
  const pauses = endedPauses(clock);
  const reckoned = start.from && reckonWithPauses(period, start.from, pauses, at.rules);
  const outside = isOutside(reckoned) ? reckoned : null;
  const reckoning = isOutside(reckoned) ? null : reckoned;
  const dueOn = reckoning?.dueOn ?? null;
  // Written out: a spread here was half of what a whole set of clocks took.
  return {
    anchor: start.anchor,
    act: start.act,
    from: start.from,
    period,
    reckoning,
    outside,
    dueOn,
    needs: unknownFacts(period, at),
    formerly: null,
    judged: judgedEnd(period, { start, dueOn }, clock, at),
  };
}

/** Of several anchors the latest counts, so that a day nobody has recorded may let the time begin later. */
function unknownFacts(period: Period, at: ResolvedStage): readonly Anchor[] {
  const { from } = period;
  if (typeof from === 'string') return isUnknownFact(from, at) ? [from] : NOTHING;
  return from.filter((act) => isUnknownFact(act, at));
}

const isUnknownFact = (act: Anchor, at: ResolvedStage): boolean =>
  FACTS_OF_THE_MATTER.includes(act) && dayOf(act, at) === null;

const NOTHING: readonly Anchor[] = [];

const FACTS_OF_THE_MATTER: readonly Anchor[] = ['occurred', 'aware', 'reported'];

/**
 * Of several anchors the latest counts. While the landlord still owes one of them that is not known, so the start is
 * projected from the latest day each of those acts can fall on in time, and unknown where one has no such day.
 */
function startOf(period: Period, clock: ClockTerms, at: ResolvedStage): Start {
  const anchor = anchorDay(period, at);
  let last: AnchorDay | null = null;
  for (const act of isElsewhere(period, at) ? [] : stillToCome(period, at)) {
    const on = at.endOf(askingFor(act, clock))?.dueOn;
    if (!on) return { anchor: null, act, from: null };
    if (!last || on > last.on) last = { act, on };
  }
  if (last) return { anchor: null, act: last.act, from: anchor ? laterOf(anchor.on, last.on) : last.on };
  return { anchor, act: anchor?.act ?? anchorsOf(period)[0] ?? 'received', from: anchor?.on ?? null };
}

/** Another stage is over: an act that has not happened there will not happen. */
const isElsewhere = ({ ofStage }: Period, { stage }: ResolvedStage): boolean =>
  ofStage !== null && ofStage !== stage.stage;

/** The clock that asks the landlord for an act. A clock does not wait for itself. */
function askingFor(act: Anchor, { kind }: ClockTerms): ClockKind | null {
  const asks = ASKED_BY[act];
  return asks && asks !== kind ? asks : null;
}

/**
 * The end by which a duty is judged. A landlord that acts late, or never, would else give itself more time: so each act
 * of its own counts from the day it was due at the latest. The Ombudsman's verdicts agree in all eight published cases
 * in which the two counts part.
 */
function judgedEnd(
  period: Period,
  { start, dueOn }: Pick<End, 'dueOn'> & { readonly start: Start },
  clock: ClockTerms,
  at: ResolvedStage,
): JudgedEnd | null {
  const asText = (owed: Owed | null): JudgedEnd | null =>
    start.from && dueOn ? { period, from: start.from, dueOn, owed } : null;
  if (isElsewhere(period, at)) return asText(null);
  let from: LocalDate | null = null;
  let owed: Owed | null = null;
  for (const act of anchorsOf(period)) {
    const on = dayOf(act, at);
    const by = at.endOf(askingFor(act, clock))?.judged?.dueOn ?? null;
    const late = by !== null && (on === null || on > by);
    // The landlord owes it, and nothing says by when: there is no day to count from.
    if (on === null && by === null && isOwnAct(act)) return null;
    if (late && isOwnAct(act) && (owed === null || by > owed.dueOn)) owed = { act, dueOn: by };
    const counted = late ? by : on;
    if (counted && (from === null || counted > from)) from = counted;
  }
  if (from === null) return null;
  if (from === start.from) return asText(owed);
  const end = reckonWithPauses(period, from, endedPauses(clock), at.rules);
  if (isOutside(end)) return null;
  // A later start cannot end earlier, save where the end is moved to a working day before: the text's end counts then.
  return dueOn && start.anchor && dueOn < end.dueOn ? asText(null) : { period, from, dueOn: end.dueOn, owed };
}
