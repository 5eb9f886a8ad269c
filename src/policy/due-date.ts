import { type AnchorDay, arrivalBehind, lengthFor } from './anchors';
import { isOutside, type OutsideCalendar } from './calendar';
import { blankClock, type Clock, type ClockKind } from './clock';
import type { Question } from './clock-questions';
import { measure, workingDaysLeft } from './clock-status';
import { type ComplaintState, sameClock } from './complaint';
import type { Told } from './count-in-words';
import { type PolicyDocument, stageOf } from './document';
import type { Period } from './document/limit';
import type { LocalDate } from './local-date';
import { daysCredited, type EndedPause, openPause, putOff, reckonWithPauses } from './pauses';
import { countingOf, dateIn, dueOnOf, type End, endedOf, endOf, type Second } from './period-end';
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
  if (!limit || !length)
    return { clock: worded(question, unlimited(question, rules), null, rules), outside: null };

  const period = { ...limit, ...length };
  const end = endOf(period, limit, question, state, rules);
  const reckoning = end.reckoned && !isOutside(end.reckoned) ? end.reckoned : null;
  const outside = end.reckoned && isOutside(end.reckoned) ? end.reckoned : null;
  const originalDueOn = reckoning?.dueOn ?? null;
  const lastExtension = question.extensions.at(-1);
  const ended = endedOf(question);
  const after = ended.filter(({ extensionsBefore }) => extensionsBefore === question.extensions.length);
  const extendedTo =
    lastExtension?.toDueOn && putOff(lastExtension.toDueOn, period.unit, after, countingOf(rules));
  const dueOn = lastExtension ? (extendedTo ?? null) : originalDueOn;
  const clock: Clock = {
    ...unlimited(question, rules),
    dueOn,
    pauses: pausesOf(question, ended, end.period, rules),
    originalDueOn,
    anchor: end.anchor ?? { act: end.act, on: null },
    limit: { amount: end.period.amount, unit: end.period.unit, force: limit.force },
    excluded: [...(reckoning?.excluded() ?? [])],
    projected: end.anchor === null && reckoning !== null,
    provisional: reckoning?.provisional ?? false,
    dueOnIfAcknowledgedOnTime: onTimeDate(period, end.anchor, question, state, rules),
    readings: readingsFor(period, limit, question, state, rules),
  };
  const promised = state.promised.find((promise) => sameClock(promise, clock));
  const promisedDueOn = promised && promised.dueOn !== clock.dueOn ? promised.dueOn : null;
  const measured = {
    ...clock,
    promisedDueOn,
    ...measure(clock, { extensions: question.extensions, counting: end.period.counting }, rules, today),
  };
  return {
    clock: worded(question, stillIfPaused(measured, rules), toldOf(end, question, state, rules), rules),
    outside: end.anchor ? outside : null,
  };
}

/** A paused clock has no date, only what was left when it stopped; the date comes back when it goes on. */
function stillIfPaused(clock: Clock, rules: Rules): Clock {
  const pause = openPause(clock.pauses);
  if (!pause || clock.status !== 'paused') return clock;
  const left = clock.dueOn && workingDaysLeft(pause.from, clock.dueOn, rules);
  return { ...clock, dueOn: null, promisedDueOn: null, workingDaysLeft: left };
}

function pausesOf(
  question: Question,
  ended: readonly EndedPause[],
  { unit }: Period,
  rules: Rules,
): Clock['pauses'] {
  const over = ended.map(({ reason, from, to }) => ({
    reason,
    from,
    to,
    credited: daysCredited({ from, to }, unit, countingOf(rules)),
  }));
  const open = question.metOn || question.stoppedOn ? undefined : openPause(question.pauses);
  return open ? [...over, { reason: open.reason, from: open.from, to: null, credited: [] }] : over;
}

const worded = (question: Question, clock: Clock, told: Told | null, { policy }: Rules): Clock => ({
  ...clock,
  sentence: sentenceFor(clock, stageOf(policy, question.stage.stage).name, told),
});

/** How the count was made, which its sentence has to tell: the clock itself holds only where it came out. */
function toldOf(
  { period, anchor, reckoned }: End,
  { stage }: Question,
  state: ComplaintState,
  rules: Rules,
): Told {
  const reckoning = reckoned && !isOutside(reckoned) ? reckoned : null;
  return {
    counting: period.counting ?? rules.policy.calendar.counting,
    boundary: period.boundary,
    unrolledOn: reckoning?.unrolledOn ?? null,
    startOn: reckoning?.startOn ?? null,
    arrival: anchor && arrivalBehind(anchor, period, state, stage, rules),
  };
}

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
  return dateIn(reckonWithPauses(period, asked, endedOf(question), countingOf(rules)));
}

function readingsFor(
  period: Period,
  second: Second,
  question: Question,
  state: ComplaintState,
  rules: Rules,
): Clock['readings'] {
  const key = `${question.stage.stage}.${question.kind}`;
  /** A date only where what the other reading counts from has happened: a reading is never projected. */
  const dueUnder = (changed: Period): LocalDate | null => {
    const end = endOf(changed, second, question, state, rules);
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
