import type { ClockKind } from '../document/clock-kinds';
import { type AnchorDay, anchorDay, periodFor, stillToCome } from './anchors';
import { isOutside, type OutsideCalendar } from '../calendar/calendar';
import { type Question, questionsAt } from './clock-terms';
import type { ComplaintState } from '../complaint/state';
import type { Anchor, Limit, Period } from '../document/limit';
import { type LocalDate, laterOf } from '../dates/local-date';
import { type EndedPause, endedPauses, reckonWithPauses } from './pauses';
import type { Reckoning } from './reckon';
import type { Rules } from '../rules/rules';

/** Where a period starts: the anchor once it has happened, else the act it waits for and the latest day that can be. */
interface Start {
  readonly anchor: AnchorDay | null;
  readonly awaited: Anchor | null;
  readonly from: LocalDate | null;
}

/** Where a period ends, and what it counts from if that has happened. */
export interface End {
  readonly period: Period;
  readonly anchor: AnchorDay | null;
  /** What it counts from, happened or not. */
  readonly act: Anchor;
  readonly reckoned: Reckoning | OutsideCalendar | null;
}

export const endedOf = ({ pauses, metOn, stoppedOn }: Question): EndedPause[] =>
  endedPauses(pauses, metOn ?? stoppedOn);

export const dateIn = (reckoned: Reckoning | OutsideCalendar | null): LocalDate | null =>
  reckoned && !isOutside(reckoned) ? reckoned.dueOn : null;

/** The second period of a limit, of which the later or the earlier end counts. */
export type Second = Pick<Limit, 'orIfLater' | 'orIfEarlier'>;

/** The end of a limit; where it has a second period, the one of the two ends that counts, with its own anchor and length. */
export function endOf(
  period: Period,
  { orIfLater, orIfEarlier }: Second,
  question: Question,
  state: ComplaintState,
  rules: Rules,
): End {
  const first = endOfOne(period, question, state, rules);
  const other = orIfLater ?? orIfEarlier;
  if (!other) return first;
  const second = endOfOne(other, question, state, rules);
  if (!second.anchor || !second.reckoned) return first;
  return orIfLater ? laterEnd(first, second) : earlierEnd(first, second);
}

/** An end outside the calendar is later than any within it; one that is not known yet may be earlier than a known one. */
function laterEnd(first: End, second: End): End {
  const [a, b] = [first.reckoned, second.reckoned];
  if (a && (isOutside(a) || (b && !isOutside(b) && b.dueOn <= a.dueOn))) return first;
  return second;
}

/** While the first is not known, the second is the latest that can be. */
function earlierEnd(first: End, second: End): End {
  const [a, b] = [first.reckoned, second.reckoned];
  if (a && !isOutside(a) && (!b || isOutside(b) || a.dueOn <= b.dueOn)) return first;
  return a && isOutside(a) && b && isOutside(b) ? first : second;
}

function endOfOne(period: Period, question: Question, state: ComplaintState, rules: Rules): End {
  const { anchor, awaited, from } = startOf(period, question, state, rules);
  const first = typeof period.from === 'string' ? period.from : period.from[0];
  return {
    period,
    anchor,
    act: anchor?.act ?? awaited ?? first ?? 'received',
    reckoned: from === null ? null : reckonWithPauses(period, from, endedOf(question), rules),
  };
}

/**
 * Of several anchors the latest counts. While the landlord still owes one of them that is not known, so the start is
 * projected from the latest day each of those acts can fall on in time, and unknown where one has no such day.
 */
function startOf(period: Period, question: Question, state: ComplaintState, rules: Rules): Start {
  const { stage } = question;
  const anchor = anchorDay(period, state, stage, rules);
  // What another stage has not seen by now it will not see: that stage is over.
  const elsewhere = period.ofStage !== null && period.ofStage !== stage.stage;
  const pending = elsewhere ? [] : stillToCome(period, state, stage, rules);
  if (pending.length === 0) return { anchor, awaited: null, from: anchor?.on ?? null };
  let from = anchor?.on ?? null;
  let last: { readonly act: Anchor; readonly on: LocalDate } | null = null;
  for (const act of pending) {
    const on = latestDayOf(act, question, state, rules);
    if (!on) return { anchor: null, awaited: act, from: null };
    if (!last || on > last.on) last = { act, on };
    from = from ? laterOf(from, on) : on;
  }
  return { anchor: null, awaited: last?.act ?? null, from };
}

/** The latest day an act still to come can fall on if it is in time: the due date of the clock that asks for it. */
function latestDayOf(act: Anchor, question: Question, state: ComplaintState, rules: Rules): LocalDate | null {
  const asks: Partial<Record<Anchor, ClockKind>> = {
    acknowledged: 'acknowledge',
    contacted: 'contact',
    accepted: 'decide-escalation',
    passed: 'assign',
    'hearing-held': 'hearing',
  };
  const kind = asks[act];
  if (!kind || kind === question.kind) return null;
  return dueOnOf(kind, question, state, rules);
}

/** The due date of another clock of the same stage, where it is not one that can be extended. */
export function dueOnOf(
  kind: ClockKind,
  { stage, n }: Question,
  state: ComplaintState,
  rules: Rules,
): LocalDate | null {
  const asked = questionsAt(state, stage, n, rules.policy).find((candidate) => candidate.kind === kind);
  const period = asked?.limit && periodFor(asked.limit, state, stage);
  if (!asked?.limit || !period) return null;
  return dateIn(endOf(period, asked.limit, asked, state, rules).reckoned);
}
