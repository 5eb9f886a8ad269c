import type { ClockKind } from '../document/clock-kinds';
import { arrivalBehind, entryOf } from './anchors';
import { isOutside, workingDaysBetween } from '../calendar/calendar';
import type { Clock } from './clock';
import type { Given, Withheld } from './against-procedure';
import { type ClockTerms, endWithheld } from './clock-terms';
import { withExtensions as extensionsOf } from './judged';
import { measure, workingDaysLeft } from './status';
import { counts } from '../complaint/departures';
import { sameClock, type StageState } from '../complaint/state';
import { type Course, type HowCounted, PLAIN } from './count-in-words';
import { type ClockDates, clockWithoutExplanation } from './dated-clock';
import { type PolicyDocument, stageOf } from '../document/document';
import type { Period } from '../document/limit';
import type { PromisedDate } from '../events/events';
import type { LocalDate } from '../dates/local-date';
import { daysCredited, endedPauses, openPause, reckonWithPauses } from './pauses';
import { type End, periodEnd, type ResolvedStage } from './resolved-stage';
import type { Rules } from '../rules/rules';
import { sentenceFor } from './sentence';

/** How a clock was worked out. */
interface Working {
  readonly terms: ClockTerms;
  readonly dates: ClockDates;
  readonly end: End;
  /** The date it runs to, which a pause takes out of sight. */
  readonly runsTo: LocalDate | null;
  /** The date by which it is judged, which a pause takes out of sight too. */
  readonly heldTo: LocalDate | null;
  readonly at: ResolvedStage;
}

/** Everything that lets a reader check the date of a clock for themselves. */
export function explanationOf(
  { terms, dates, end, runsTo, heldTo, at }: Working,
  promised: readonly PromisedDate[],
  today: LocalDate,
): Clock {
  const { rules } = at;
  const counting = end.period.counting ?? rules.policy.calendar.counting;
  const promise = promised.find((given) => sameClock(given, dates));
  const pause = dates.status === 'paused' ? openPause(terms.pauses) : undefined;
  const { workingDaysTaken, workingDaysLeft: left } = measure(dates, counting, rules, today);
  const clock: Clock = {
    ...withExtensions(terms, dates, rules),
    excluded: [...(end.reckoning?.excluded() ?? [])],
    pauses: pausesOf(terms, end.period, rules),
    provisional: end.reckoning?.provisional ?? false,
    workingDaysTaken,
    workingDaysLeft: pause ? heldTo && workingDaysLeft(pause.from, heldTo, rules) : left,
    workingDaysSinceReceipt: sinceReceipt(terms, dates, today, at),
    anchorDueOn: end.judged?.owed?.dueOn ?? null,
    dueOnIfAcknowledgedOnTime: onTimeDate(terms, end, at),
    promisedDueOn: promise && !pause && promise.dueOn !== runsTo ? promise.dueOn : null,
    readings: readingsFor(terms, at),
  };
  return worded(clock, rules, howCounted(end, terms, at));
}

/** From the day received, or asked for at a later stage, to the day it was done or ended, or to today. */
function sinceReceipt(
  { stage }: ClockTerms,
  { metOn, stoppedOn }: ClockDates,
  today: LocalDate,
  { rules }: ResolvedStage,
): number | null {
  const from = stage.requested.on;
  const until = metOn ?? stoppedOn ?? today;
  const days = until < from ? 0 : workingDaysBetween(rules.calendar, from, until, 'day-after');
  return isOutside(days) ? null : days;
}

/** A clock that the procedure sets no time for, or none for a complaint like this one. */
export function explainedWithoutLimit(
  terms: ClockTerms,
  dates: ClockDates,
  at: ResolvedStage,
  today: LocalDate,
): Clock {
  const isApart = dates.status === 'not-applicable' && !dates.metOn;
  const clock = {
    ...withExtensions(terms, dates, at.rules),
    workingDaysSinceReceipt: isApart ? null : sinceReceipt(terms, dates, today, at),
  };
  return worded(clock, at.rules, { ...PLAIN, course: courseOf(terms, at) });
}

const worded = (clock: Clock, { policy }: Rules, how: HowCounted): Clock => ({
  ...clock,
  sentence: sentenceFor(clock, stageOf(policy, clock.stage).name, how),
});

function withExtensions(
  { kind, stage, limit, clause, extensions }: ClockTerms,
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
  return { ...clockWithoutExplanation(dates, rule, rules), extensions: given };
}

/** The rules that say the procedure is silent here, so that "no date" has its source too (HEX-23, ARC-23). */
function silenceOn(policy: PolicyDocument, stage: string, kind: ClockKind): readonly string[] {
  const about = policy.silences.find((silence) => silence.about === `${stage}-${kind}`);
  return about?.rules ?? stageOf(policy, stage).rules;
}

function pausesOf(terms: ClockTerms, { unit }: Period, rules: Rules): Clock['pauses'] {
  const over = endedPauses(terms).map(({ reason, from, to }) => ({
    reason,
    from,
    to,
    credited: daysCredited({ from, to }, unit, rules),
  }));
  const open = terms.metOn || terms.stopped ? undefined : openPause(terms.pauses);
  return open ? [...over, { reason: open.reason, from: open.from, to: null, credited: [] }] : over;
}

/** How the count was made, which its sentence has to tell: the clock itself holds only where it came out. */
function howCounted(end: End, terms: ClockTerms, at: ResolvedStage): HowCounted {
  const { period, anchor, reckoning, judged, formerly } = end;
  const { policy } = at.rules;
  return {
    course: courseOf(terms, at),
    withheld: withheldFrom(terms, end, at),
    owed: judged?.owed ?? null,
    reprioritisedOn: formerly?.until ?? null,
    counting: period.counting ?? policy.calendar.counting,
    boundary: period.boundary,
    unrolledOn: reckoning?.unrolledOn ?? null,
    startOn: reckoning?.startOn ?? null,
    arrival: anchor && arrivalBehind(anchor, period, at),
    entry: entryOf(period, at),
    elsewhere: elsewhereOf(period, at.stage, policy),
  };
}

/** The acts of the stage that leave the date where it was, since they departed from the procedure. */
function withheldFrom(terms: ClockTerms, { judged }: End, { state, rules }: ResolvedStage): Withheld {
  const { kind, stage } = terms;
  return {
    extensions: judged ? extensionsOf(judged, terms, rules).given : terms.extensions.map(givenWithoutDate),
    pauses: kind === 'respond' ? stage.pauses.filter((pause) => !counts(pause)) : [],
    end: endWithheld(state, stage),
  };
}

/** Nothing sets a date that it could be late for, so that it counts unless it departed from the procedure. */
const givenWithoutDate = ({ on, toDueOn, withheld }: ClockTerms['extensions'][number]): Given => ({
  on,
  to: toDueOn,
  counts: withheld.length === 0 ? { until: toDueOn } : null,
  withheld,
});

/** How it went on at the stage, as far as the sentence of a clock tells it. */
function courseOf({ kind, stage, extensions, stopped }: ClockTerms, at: ResolvedStage): Course {
  const next = at.state.stages[at.state.stages.indexOf(stage) + 1];
  const plan = extensions.at(-1)?.updatePlan ?? null;
  return {
    since: { on: stage.requested.on, by: entryOf({ ofStage: null }, at) },
    stopped,
    nextStage: next ? stageOf(at.rules.policy, next.stage).name : null,
    openedAgain: next?.reopening != null && next.requested.on === stage.endedOn,
    answeredInstead: kind === 'acknowledge' && stage.acknowledged === null,
    plan: plan?.agreed ? plan : null,
  };
}

/** The name of the stage that a period counts from, where that is another than the one it stands at. */
export const elsewhereOf = (
  { ofStage }: Pick<Period, 'ofStage'>,
  { stage }: StageState,
  policy: PolicyDocument,
): string | null => (ofStage === null || ofStage === stage ? null : stageOf(policy, ofStage).name);

/** Where a late acknowledgement moved the date, what it would have been: the Code does not say which counts (domain.md §1.0). */
function onTimeDate(terms: ClockTerms, { anchor }: End, at: ResolvedStage): LocalDate | null {
  const { period } = terms;
  if (anchor?.act !== 'acknowledged') return null;
  const asked = at.endOf('acknowledge')?.dueOn;
  if (!period || !asked || anchor.on <= asked) return null;
  const onTime = reckonWithPauses(period, asked, endedPauses(terms), at.rules);
  return isOutside(onTime) ? null : onTime.dueOn;
}

function readingsFor(terms: ClockTerms, at: ResolvedStage): Clock['readings'] {
  const { period } = terms;
  const key = `${terms.stage.stage}.${terms.kind}`;
  /** A date only where what the other reading counts from has happened: a reading is never projected. */
  const dueUnder = (changed: Period): LocalDate | null => {
    const end = periodEnd(changed, terms, at);
    return end.anchor && end.dueOn;
  };
  return at.rules.policy.readings
    .filter((reading) => reading.appliesTo.includes(key))
    .map(({ code, question, chosen, unconfirmed, againstResident, rules: ids, alternatives }) => ({
      code,
      question,
      chosen,
      unconfirmed,
      againstResident,
      rules: ids,
      alternatives: alternatives.map(({ reading, limit }) => ({
        reading,
        dueOn: limit && period && dueUnder({ ...period, ...limit }),
      })),
    }));
}
