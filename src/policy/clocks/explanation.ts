import type { ClockKind } from '../document/clock-kinds';
import { type AnchorDay, arrivalBehind, entryOf } from './anchors';
import { isOutside } from '../calendar/calendar';
import type { Clock } from './clock';
import type { Question } from './clock-terms';
import { measure, workingDaysLeft } from './status';
import { type ComplaintState, sameClock, type StageState } from '../complaint/state';
import type { Told } from './count-in-words';
import { type ClockDates, saidOf } from './dated-clock';
import { type PolicyDocument, stageOf } from '../document/document';
import type { Period } from '../document/limit';
import type { PromisedDate } from '../events/events';
import type { LocalDate } from '../dates/local-date';
import { daysCredited, type EndedPause, openPause, reckonWithPauses } from './pauses';
import { dateIn, dueOnOf, type End, endedOf, endOf, type Second } from './period-end';
import type { Rules } from '../rules/rules';
import { sentenceFor } from './sentence';

/** How a clock was worked out. */
interface Working {
  readonly question: Question;
  readonly dates: ClockDates;
  readonly period: Period;
  readonly second: Second;
  readonly end: End;
  /** The date it runs to, which a pause takes out of sight. */
  readonly runsTo: LocalDate | null;
}

/** Everything that lets a reader check the date of a clock for themselves. */
export function explanationOf(
  { question, dates, period, second, end, runsTo }: Working,
  promised: readonly PromisedDate[],
  state: ComplaintState,
  rules: Rules,
  today: LocalDate,
): Clock {
  const reckoning = end.reckoned && !isOutside(end.reckoned) ? end.reckoned : null;
  const counting = end.period.counting ?? rules.policy.calendar.counting;
  const promise = promised.find((given) => sameClock(given, dates));
  const pause = dates.status === 'paused' ? openPause(question.pauses) : undefined;
  const { workingDaysTaken, workingDaysLeft: left } = measure(dates, counting, rules, today);
  const clock: Clock = {
    ...datesOf(question, dates, rules),
    excluded: [...(reckoning?.excluded() ?? [])],
    pauses: pausesOf(question, end.period, rules),
    provisional: reckoning?.provisional ?? false,
    workingDaysTaken,
    workingDaysLeft: pause ? runsTo && workingDaysLeft(pause.from, runsTo, rules) : left,
    dueOnIfAcknowledgedOnTime: onTimeDate(period, end.anchor, question, state, rules),
    promisedDueOn: promise && !pause && promise.dueOn !== runsTo ? promise.dueOn : null,
    readings: readingsFor(period, second, question, state, rules),
  };
  return worded(clock, toldOf(end, question, state, rules), rules);
}

/** A clock that the procedure sets no time for, or none for a complaint like this one. */
export const explainedWithoutLimit = (question: Question, dates: ClockDates, rules: Rules): Clock =>
  worded(datesOf(question, dates, rules), null, rules);

const worded = (clock: Clock, told: Told | null, { policy }: Rules): Clock => ({
  ...clock,
  sentence: sentenceFor(clock, stageOf(policy, clock.stage).name, told),
});

function datesOf(
  { kind, stage, limit, clause, extensions }: Question,
  dates: ClockDates,
  rules: Rules,
): Clock {
  const rule = { clause, ids: [...(limit?.rules ?? silenceOn(rules.policy, stage.stage, kind))] };
  const given = extensions.map(({ on, fromDueOn, toDueOn, afterDueDate, overCap }) => ({
    on,
    from: fromDueOn,
    to: toDueOn,
    afterDueDate,
    overCap,
  }));
  return { ...saidOf(dates, rule, rules), extensions: given };
}

/** The rules that say the procedure is silent here, so that "no date" has its source too (HEX-23, ARC-23). */
function silenceOn(policy: PolicyDocument, stage: string, kind: ClockKind): readonly string[] {
  const about = policy.silences.find((silence) => silence.about === `${stage}-${kind}`);
  return about?.rules ?? stageOf(policy, stage).rules;
}

function pausesOf(question: Question, { unit }: Period, rules: Rules): Clock['pauses'] {
  const over = endedOf(question).map(({ reason, from, to }: EndedPause) => ({
    reason,
    from,
    to,
    credited: daysCredited({ from, to }, unit, rules),
  }));
  const open = question.metOn || question.stoppedOn ? undefined : openPause(question.pauses);
  return open ? [...over, { reason: open.reason, from: open.from, to: null, credited: [] }] : over;
}

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
    entry: entryOf(period, state, stage),
    elsewhere: elsewhereOf(period, stage, rules.policy),
  };
}

/** The name of the stage that a period counts from, where that is another than the one it stands at. */
export const elsewhereOf = (
  { ofStage }: Pick<Period, 'ofStage'>,
  { stage }: StageState,
  policy: PolicyDocument,
): string | null => (ofStage === null || ofStage === stage ? null : stageOf(policy, ofStage).name);

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
  return dateIn(reckonWithPauses(period, asked, endedOf(question), rules));
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
