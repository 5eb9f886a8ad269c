import { type AnchorDay, anchorDay, lengthFor } from './anchors';
import { isOutside, type OutsideCalendar } from './calendar';
import { blankClock, type Clock, type ClockKind } from './clock';
import { type Question, questionsAt } from './clock-questions';
import { measure } from './clock-status';
import { type ComplaintState, sameClock } from './complaint';
import { type PolicyDocument, stageOf } from './document';
import type { Anchor, Period } from './document/limit';
import type { LocalDate } from './local-date';
import { type Counting, type Reckoning, reckon } from './reckon';
import type { Rules } from './rules';
import { sentenceFor } from './sentence';

export interface Answer {
  readonly clock: Clock;
  /** Set where the date would lie outside the calendar and so cannot be given. */
  readonly outside: OutsideCalendar | null;
}

/** Works one clock out: its date, what that counts from, and how it stands. */
export function answerTo(question: Question, state: ComplaintState, rules: Rules, today: LocalDate): Answer {
  const { limit } = question;
  const length = limit && lengthFor(limit, state);
  if (!limit || !length) return { clock: worded(question, unlimited(question, rules), rules), outside: null };

  const period = { ...limit, ...length };
  const end = endOf(period, limit.orIfLater, question, state, rules);
  const reckoning = end.reckoned && !isOutside(end.reckoned) ? end.reckoned : null;
  const outside = end.reckoned && isOutside(end.reckoned) ? end.reckoned : null;
  const originalDueOn = reckoning?.dueOn ?? null;
  const lastExtension = question.extensions.at(-1);
  const clock: Clock = {
    ...unlimited(question, rules),
    dueOn: lastExtension ? lastExtension.toDueOn : originalDueOn,
    originalDueOn,
    anchor: end.anchor ?? { act: firstOf(end.period.from), on: null },
    limit: { amount: end.period.amount, unit: end.period.unit, force: limit.force },
    excluded: [...(reckoning?.excluded() ?? [])],
    projected: end.anchor === null && reckoning !== null,
    provisional: reckoning?.provisional ?? false,
    dueOnIfAcknowledgedOnTime: onTimeDate(period, end.anchor, question, state, rules),
    readings: readingsFor(period, limit.orIfLater, question, state, rules),
  };
  const promised = state.promised.find((promise) => sameClock(promise, clock));
  const promisedDueOn = promised && promised.dueOn !== clock.dueOn ? promised.dueOn : null;
  const measured = { ...clock, promisedDueOn, ...measure(clock, question, rules, today) };
  return { clock: worded(question, measured, rules), outside: end.anchor ? outside : null };
}

const worded = (question: Question, clock: Clock, { policy }: Rules): Clock => ({
  ...clock,
  sentence: sentenceFor(clock, stageOf(policy, question.stage.stage).name),
});

function unlimited(
  { kind, n, stage, limit, clause, metOn, stoppedOn, extensions }: Question,
  { policy, calendar }: Rules,
): Clock {
  const blank = blankClock({
    kind,
    stage: stage.stage,
    n,
    rule: { clause, ids: [...(limit?.rules ?? silenceOn(policy, stage.stage, kind))] },
    policyVersion: policy.version,
    calendarVersion: calendar.version,
  });
  const given = extensions.map(({ on, fromDueOn, toDueOn, afterDueDate, overCap }) => ({
    on,
    from: fromDueOn,
    to: toDueOn,
    afterDueDate,
    overCap,
  }));
  return { ...blank, extensions: given, metOn, stoppedOn: metOn ? null : stoppedOn };
}

/** The rules that say the procedure is silent here, so that "no date" has its source too (HEX-23, ARC-23). */
function silenceOn(policy: PolicyDocument, stage: string, kind: ClockKind): readonly string[] {
  const about = policy.silences.find((silence) => silence.about === `${stage}-${kind}`);
  return about?.rules ?? stageOf(policy, stage).rules;
}

const firstOf = (from: Period['from']): Anchor => (typeof from === 'string' ? from : (from[0] ?? 'received'));

const countingOf = ({ calendar, policy }: Rules): Counting => ({ calendar, rules: policy.calendar });

/** Where a period ends, and what it counts from if that has happened. */
interface End {
  readonly period: Period;
  readonly anchor: AnchorDay | null;
  readonly reckoned: Reckoning | OutsideCalendar | null;
}

/** The end of a limit; where it has a second period, the later of the two ends, with that period's own anchor and length. */
function endOf(
  period: Period,
  orIfLater: Period | null,
  question: Question,
  state: ComplaintState,
  rules: Rules,
): End {
  const first = endOfOne(period, question, state, rules);
  if (!orIfLater || (first.reckoned && isOutside(first.reckoned))) return first;
  const second = endOfOne(orIfLater, question, state, rules);
  if (!second.anchor || !second.reckoned) return first;
  // An end outside the calendar is later than any within it.
  if (!first.reckoned || isOutside(second.reckoned)) return second;
  return second.reckoned.dueOn > first.reckoned.dueOn ? second : first;
}

function endOfOne(period: Period, question: Question, state: ComplaintState, rules: Rules): End {
  const anchor = anchorDay(period, state, question.stage, rules);
  const from = anchor?.on ?? latestAnchor(period.from, question, state, rules);
  return { period, anchor, reckoned: from === null ? null : reckon(period, from, countingOf(rules)) };
}

/** The latest day an act still to come can fall on if it is in time: the due date of the clock that asks for it. */
function latestAnchor(
  from: Period['from'],
  question: Question,
  state: ComplaintState,
  rules: Rules,
): LocalDate | null {
  const asks: Partial<Record<Anchor, ClockKind>> = {
    acknowledged: 'acknowledge',
    contacted: 'contact',
    accepted: 'decide-escalation',
  };
  const kind = asks[firstOf(from)];
  if (!kind || kind === question.kind) return null;
  return dueOnOf(kind, question, state, rules);
}

/** The due date of another clock of the same stage, where it is not one that can be extended. */
function dueOnOf(
  kind: ClockKind,
  { stage, n }: Question,
  state: ComplaintState,
  rules: Rules,
): LocalDate | null {
  const asked = questionsAt(state, stage, n, rules.policy).find((candidate) => candidate.kind === kind);
  const length = asked?.limit && lengthFor(asked.limit, state);
  if (!asked?.limit || !length) return null;
  return dateIn(endOf({ ...asked.limit, ...length }, asked.limit.orIfLater, asked, state, rules).reckoned);
}

/** Where a late acknowledgement moved the date, what it would have been: the Code does not say which counts (domain.md §1.0). */
function onTimeDate(
  period: Period,
  anchor: AnchorDay | null,
  question: Question,
  state: ComplaintState,
  rules: Rules,
): LocalDate | null {
  if (anchor?.act !== 'acknowledged') return null;
  const asked = dueOnOf('acknowledge', question, state, rules);
  if (!asked || anchor.on <= asked) return null;
  return dateIn(reckon(period, asked, countingOf(rules)));
}

const dateIn = (reckoned: Reckoning | OutsideCalendar | null): LocalDate | null =>
  reckoned && !isOutside(reckoned) ? reckoned.dueOn : null;

function readingsFor(
  period: Period,
  orIfLater: Period | null,
  question: Question,
  state: ComplaintState,
  rules: Rules,
): Clock['readings'] {
  const key = `${question.stage.stage}.${question.kind}`;
  /** A date only where what the other reading counts from has happened: a reading is never projected. */
  const dueUnder = (changed: Period): LocalDate | null => {
    const end = endOf(changed, orIfLater, question, state, rules);
    return end.anchor ? dateIn(end.reckoned) : null;
  };
  return rules.policy.readings
    .filter((reading) => reading.appliesTo.includes(key))
    .map(({ code, question: asked, chosen, unconfirmed, rules: ids, alternatives }) => ({
      code,
      question: asked,
      chosen,
      unconfirmed,
      rules: ids,
      alternatives: alternatives.map(({ reading, limit }) => ({
        reading,
        dueOn: limit ? dueUnder({ ...period, ...limit }) : null,
      })),
    }));
}
