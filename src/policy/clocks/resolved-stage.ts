import { type AnchorDay, anchorDay, type EnteredStage, stillToCome } from './anchors';
import { isOutside, type OutsideCalendar } from '../calendar/calendar';
import { type ClockTerms, termsAt } from './clock-terms';
import type { ComplaintState } from '../complaint/state';
import { ASKED_BY, type ClockKind } from '../document/clock-kinds';
import { type Anchor, anchorsOf, type Period } from '../document/limit';
import { type LocalDate, laterOf } from '../dates/local-date';
import { endedPauses, reckonWithPauses } from './pauses';
import type { Reckoning } from './reckon';
import type { Rules } from '../rules/rules';

/** One entry of a stage, read once: the terms of its clocks, and the end of each of their limits. */
export interface ResolvedStage extends EnteredStage {
  readonly rules: Rules;
  readonly terms: readonly ClockTerms[];
  /** The end of a clock's limit; null where the stage has no such clock, or no limit of it applies. */
  endOf(kind: ClockKind): End | null;
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
      const known = ends.get(kind);
      if (known !== undefined) return known;
      // Limits that wait for each other are refused on publication. In an older document such a limit has no end.
      ends.set(kind, null);
      const clock = terms.find((candidate) => candidate.kind === kind);
      const end = clock?.period ? periodEnd(clock.period, clock, resolved) : null;
      ends.set(kind, end);
      return end;
    },
  };
  return resolved;
}

/** Where a period starts: the anchor once it has happened, else the act it waits for and the latest day that can be. */
interface Start {
  readonly anchor: AnchorDay | null;
  /** The act it counts from, happened or not. */
  readonly act: Anchor;
  readonly from: LocalDate | null;
}

/** Where a period ends, and what it counts from. */
export interface End extends Omit<Start, 'from'> {
  readonly period: Period;
  readonly reckoning: Reckoning | null;
  /** Set where the end lies outside the calendar. */
  readonly outside: OutsideCalendar | null;
  readonly dueOn: LocalDate | null;
}

/** The end of a period of this clock; where its limit has a second period, the end that counts, with its own anchor. */
export function periodEnd(period: Period, clock: ClockTerms, at: ResolvedStage): End {
  const first = endOfOne(period, clock, at);
  const { orIfLater = null, orIfEarlier = null } = clock.limit ?? {};
  const other = orIfLater ?? orIfEarlier;
  if (!other) return first;
  const second = endOfOne(other, clock, at);
  if (!second.anchor) return first;
  return (orIfLater ? isLater(second, first) : isEarlier(second, first)) ? second : first;
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
  const { anchor, act, from } = startOf(period, clock, at);
  const pauses = endedPauses(clock);
  const reckoned = from && reckonWithPauses(period, from, pauses, at.rules);
  const outside = isOutside(reckoned) ? reckoned : null;
  const reckoning = isOutside(reckoned) ? null : reckoned;
  return { period, anchor, act, reckoning, outside, dueOn: reckoning?.dueOn ?? null };
}

/**
 * Of several anchors the latest counts. While the landlord still owes one of them that is not known, so the start is
 * projected from the latest day each of those acts can fall on in time, and unknown where one has no such day.
 */
function startOf(period: Period, clock: ClockTerms, at: ResolvedStage): Start {
  const anchor = anchorDay(period, at);
  // Another stage is over: an act that has not happened there will not happen.
  const elsewhere = period.ofStage !== null && period.ofStage !== at.stage.stage;
  let last: AnchorDay | null = null;
  for (const act of elsewhere ? [] : stillToCome(period, at)) {
    const on = latestDayOf(act, clock, at);
    if (!on) return { anchor: null, act, from: null };
    if (!last || on > last.on) last = { act, on };
  }
  if (last) return { anchor: null, act: last.act, from: anchor ? laterOf(anchor.on, last.on) : last.on };
  return { anchor, act: anchor?.act ?? anchorsOf(period)[0] ?? 'received', from: anchor?.on ?? null };
}

/** The latest day an act still to come can fall on if it is in time: the due date of the clock that asks for it. */
function latestDayOf(act: Anchor, { kind }: ClockTerms, at: ResolvedStage): LocalDate | null {
  const asks = ASKED_BY[act];
  return asks && asks !== kind ? (at.endOf(asks)?.dueOn ?? null) : null;
}
