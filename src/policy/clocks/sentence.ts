import type { Clock } from './clock';
import type { Entry } from './anchors';
import type { Stopped } from './clock-terms';
import { type HowCounted, lengthInWords, PLAIN, pointIn, reckoningOf, sinceWhat } from './count-in-words';
import { type OwnAct, RESIDENT_CLOCKS } from '../document/clock-kinds';
import { type LocalDate, longDate, longDateNear, shortDate, shortDateNear } from '../dates/local-date';
import { againstProcedure, isExtended } from './against-procedure';
import { openPause } from './pauses';
import { ANCHOR, AWAITED, OWN_ACTS } from './words/acts';
import { byWords, DONE, dutyOf, WAS_DUE, WOULD_HAVE_BEEN_DUE } from './words/duties';

/**
 * The plain sentence of a clock: what was done, by which date, and why another date does not count. While the date is
 * to come it also tells what the date counts from, and every day left out that is no weekend.
 */
export function sentenceFor(clock: Clock, stageName: string, how: HowCounted = PLAIN): string {
  const duty = dutyOf(clock, stageName);
  if (!clock.limit) return `${duty} has no time limit under this procedure.`;
  if (clock.metOn) return `${done(clock, duty, how)}${notCounted(clock, how)}`;
  if (clock.stoppedOn) return ended(clock, duty, how);
  return `${awaited(clock, duty, how)}${againstProcedure(clock, how.withheld)}`;
}

/** It has not been done, and is awaited still. */
function awaited(clock: Clock, duty: string, how: HowCounted): string {
  const pause = openPause(clock.pauses);
  if (pause && clock.status === 'paused') return paused(clock, pause.from, duty);
  if (clock.status === 'missed') return missed(clock, duty, how);
  if (isExtended(how.withheld)) return extended(clock, duty, how);
  // No extension counts, so that it is due by the date before them.
  const dueOn = clock.extensions.length > 0 ? clock.originalDueOn : clock.dueOn;
  if (!dueOn || !clock.anchor) return waiting(clock, duty, how);
  return `${duty} ${running({ ...clock, dueOn }, dueOn, how)}`;
}

/** The date is to come. */
function running(clock: Clock, dueOn: LocalDate, how: HowCounted): string {
  const { anchor, limit, kind } = clock;
  if (!anchor || !limit) return '';
  const by = `${byWords(kind, limit.force)} ${longDate(dueOn)}`;
  if (anchor.act === 'confirmed')
    return `${by}, the date ${kind === 'respond' ? 'confirmed to the resident' : 'set for it'}.`;
  if (anchor.act === 'ombudsman-set') return `${by}, the date the ombudsman set.`;
  if (clock.projected) {
    return `${by} at the latest: the ${lengthInWords(limit)} ${limit.amount === 1 ? 'runs' : 'run'} from the day ${sinceWhat(anchor.act, how)}, which has not happened yet.`;
  }
  if (clock.needs.length > 0)
    return `${byWords(kind, limit.force)} at least ${longDate(dueOn)}${mayBeLater(clock)}.`;
  const provisional = clock.provisional
    ? ' This date is provisional: bank holidays are not published that far.'
    : '';
  return `${by}${reckoningOf(clock, how)}.${provisional}${hadItBeenInTime(clock, how, 'it would be due by')}`;
}

/** The window of the resident's may end later, by what nobody has recorded. */
function mayBeLater({ needs, anchor }: Clock): string {
  const told = needs.map((act) => ANCHOR[act]).join(' or ');
  const since = anchor?.act === 'occurred' || anchor?.act === 'reported' ? anchor.on : null;
  return since && needs.length === 1
    ? `; later if ${told.replace(' of it', '')} after ${shortDate(since)}`
    : `; it may be later, since the day on which ${told} is not on record`;
}

/** The start was late, so that it is judged by an earlier day than the text names. */
function hadItBeenInTime({ judgedOn, textDueOn }: Clock, { owed }: HowCounted, due: string): string {
  if (!owed || !judgedOn || judgedOn === textDueOn) return '';
  return ` Had ${OWN_ACTS[owed.act].inTime}, ${due} ${longDate(judgedOn)}, and it is judged by that day.`;
}

/** It was done: when, by what date it was due, and whether that was kept. */
function done(clock: Clock, duty: string, how: HowCounted): string {
  const { metOn, judgedOn, textDueOn, status, lateStart, kind } = clock;
  if (!metOn) return '';
  const was = how.course.answeredInstead
    ? `The response of ${longDate(metOn)} stood for the acknowledgement`
    : `${duty} was ${DONE[kind]} on ${longDate(metOn)}`;
  if (!judgedOn) return `${was}.`;
  const { owed } = how;
  if (owed && textDueOn && judgedOn !== textDueOn && lateStart) {
    return `${was}, ${withinText(clock, owed.act, textDueOn, how)}, but after ${longDateNear(judgedOn, metOn)}, by when it was due had ${OWN_ACTS[owed.act].noun} come in time.`;
  }
  if (status !== 'missed') return `${was}, in time: it ${wasDueBy(clock, how)}.`;
  if (clock.limit?.force === 'aim') return `${was}, after the day aimed for, ${longDate(judgedOn)}.`;
  return `${was}, late: it ${wasDueBy(clock, how)}.`;
}

function withinText(clock: Clock, act: OwnAct, textDueOn: LocalDate, how: HowCounted): string {
  const by = longDateNear(textDueOn, clock.metOn ?? textDueOn);
  if (clock.extensions.some(({ to }) => to === textDueOn)) return `by the day it was extended to (${by})`;
  if (clock.extensions.length > 0 && !how.reprioritisedOn && textDueOn !== clock.originalDueOn)
    return `by the day until which its extension counts (${by})`;
  const isPlain = clock.anchor?.act === act && clock.pauses.every(({ credited }) => credited.length === 0);
  if (how.reprioritisedOn || !isPlain) return `by the day counted from ${OWN_ACTS[act].noun} (${by})`;
  const length = clock.limit ? lengthInWords(clock.limit) : '';
  return `within ${length} of ${OWN_ACTS[act].noun} (by ${by})`;
}

/** By when it was due: by both counts, where a late act of the landlord's own lets them part. */
function wasDueBy({ kind, judgedOn, textDueOn, limit }: Clock, { owed }: HowCounted): string {
  if (!judgedOn) return '';
  const by = `${WAS_DUE[kind === 'escalate' ? 'may' : (limit?.force ?? 'must')](kind)}`;
  if (!owed || judgedOn === textDueOn) return `${by} ${longDate(judgedOn)}`;
  const { inTime } = OWN_ACTS[owed.act];
  if (!textDueOn) return `${by} ${longDate(judgedOn)}, had ${inTime}`;
  return `${by} ${longDate(textDueOn)}, and by ${longDate(judgedOn)} had ${inTime}`;
}

/** Extensions and a priority given too late to move the date, and acts against the procedure that leave it where it was. */
function notCounted(clock: Clock, how: HowCounted): string {
  const { extensions, judgedOn, textDueOn, status, lateStart } = clock;
  if (!judgedOn || status !== 'missed' || lateStart) return '';
  const after = how.owed && textDueOn !== judgedOn ? shortDateNear(judgedOn, judgedOn) : 'that date';
  const late = extensions
    .filter(({ on }) => on > judgedOn)
    .map(
      ({ on, to }) =>
        ` The extension${to ? ` to ${shortDateNear(to, judgedOn)}` : ''} was given on ${shortDateNear(on, judgedOn)}, after ${after}.`,
    )
    .join('');
  return `${late}${reprioritised(how, judgedOn)}${againstProcedure(clock, how.withheld)}`;
}

/** Where an extension had moved the date further than that, it was given in time after all. */
const reprioritised = ({ reprioritisedOn: on }: HowCounted, judgedOn: LocalDate): string =>
  on && on > judgedOn
    ? ` It was given another priority on ${shortDateNear(on, judgedOn)}, after that date.`
    : '';

/** The date has passed and nothing has been done. */
function missed(clock: Clock, duty: string, how: HowCounted): string {
  const { kind, judgedOn, textDueOn, limit, anchor, extensions } = clock;
  const { owed } = how;
  if (!judgedOn || !limit) return '';
  if (kind === 'escalate')
    return `${duty} could be made until ${longDate(judgedOn)}${reckoningOf(clock, how)}.`;
  const by = WAS_DUE[limit.force](kind);
  const said = extensions.filter(({ on }) => on > judgedOn).at(-1);
  if (said) {
    const since = said.to && shortDate(said.to);
    const told = since
      ? `The landlord has since said ${since}.`
      : 'The landlord has since said that it needs longer, and no date.';
    return `${duty} ${by} ${longDate(judgedOn)} and has not been ${DONE[kind]}. ${told}`;
  }
  const notDone = ` It has not been ${DONE[kind]}.`;
  // The length that the clock shows is that of the later priority.
  const changed = reprioritised(how, judgedOn);
  if (changed) return `${duty} ${by} ${longDate(judgedOn)} and has not been ${DONE[kind]}.${changed}`;
  if (owed && !textDueOn) {
    return `${duty} should have been ${DONE[kind]} by ${longDate(judgedOn)}: had ${OWN_ACTS[owed.act].inTime}, ${lengthInWords(limit)} from ${longDateNear(owed.dueOn, judgedOn)}. ${OWN_ACTS[owed.act].notDone}`;
  }
  if (owed && textDueOn && textDueOn !== judgedOn) {
    const counted = isExtended(how.withheld)
      ? `, and extended, the date is ${longDate(textDueOn)}`
      : ` the date is ${longDate(textDueOn)}${reckoningOf({ ...clock, dueOn: textDueOn }, how)}`;
    return `${duty} ${WOULD_HAVE_BEEN_DUE[limit.force](kind)} ${longDate(judgedOn)} had ${OWN_ACTS[owed.act].inTime}, and has not been ${DONE[kind]}. Counted from ${OWN_ACTS[owed.act].noun}${counted}.`;
  }
  if (isExtended(how.withheld)) return `${duty} ${by} ${longDate(judgedOn)}${extendedFrom(clock)}.${notDone}`;
  if (anchor?.act === 'confirmed' || anchor?.act === 'ombudsman-set') {
    const whose = anchor.act === 'ombudsman-set' ? 'the ombudsman set' : CONFIRMED(kind);
    return `${duty} ${by} ${longDate(judgedOn)}, the date ${whose}.${notDone}`;
  }
  return `${duty} ${by} ${longDate(judgedOn)}${reckoningOf({ ...clock, dueOn: judgedOn }, how)}.${notDone}`;
}

const CONFIRMED = (kind: Clock['kind']): string =>
  kind === 'respond' ? 'confirmed to the resident' : 'set for it';

/** Nothing is awaited any more: whether its date had passed by then, and what ended it. */
function ended(clock: Clock, duty: string, how: HowCounted): string {
  const { kind, stoppedOn, status } = clock;
  if (!stoppedOn) return '';
  const on = longDate(stoppedOn);
  const what = how.course.stopped && ENDED_BY[how.course.stopped.by](on, how);
  if (kind === 'escalate') {
    return status === 'missed'
      ? `${duty} ${wasDueBy(clock, how)}.`
      : `${duty} stopped being awaited on ${on}${what ? `, when ${what.when}` : ''}.`;
  }
  if (status !== 'missed') {
    if (kind === 'acknowledge' && how.course.stopped?.by === 'answer')
      return `No acknowledgement was given before the response of ${on}.`;
    return `${duty} stopped being awaited on ${on}${what ? `, when ${what.when}` : ''}.`;
  }
  if (kind === 'acknowledge' && how.course.stopped?.by === 'answer')
    return `No acknowledgement was given before the response of ${on}; it ${wasDueBy(clock, how)}.`;
  const had = how.owed && clock.judgedOn !== clock.textDueOn ? ',' : '';
  return `${duty} ${wasDueBy(clock, how)}${had} and was not ${DONE[kind]} before ${what ? what.before : on}.${notCounted(clock, how)}`;
}

/** The act that ended a wait: after "when", and after "before". */
const ENDED_BY: Record<
  Stopped['by'],
  (on: string, how: HowCounted) => { readonly when: string; readonly before: string }
> = {
  answer: (on) => ({ when: 'the stage was answered', before: `the response of ${on}` }),
  update: (on) => ({ when: 'the resident was told', before: `the update of ${on}` }),
  'next-stage': (on, { course: { nextStage } }) => ({
    when: `the complaint went to ${nextStage ?? 'the next stage'}`,
    before: `the complaint went to ${nextStage ?? 'the next stage'} on ${on}`,
  }),
  skip: (on, { course: { nextStage } }) => ({
    when: `the complaint was moved on to ${nextStage ?? 'the next stage'}`,
    before: `the complaint was moved on to ${nextStage ?? 'the next stage'} on ${on}`,
  }),
  settlement: (on) => ({ when: 'the complaint was settled', before: `the complaint was settled on ${on}` }),
  'asked-again': (on) => ({
    when: 'the stage was asked for again',
    before: `the stage was asked for again on ${on}`,
  }),
  gate: (on) => ({ when: 'the request was refused', before: `the request was refused on ${on}` }),
  reopening: (on, { course: { openedAgain } }) =>
    openedAgain
      ? { when: 'the complaint was opened again', before: `the complaint was opened again on ${on}` }
      : { when: 'the stage ended', before: `the stage ended on ${on}` },
  withdrawal: (on) => ({
    when: 'the complaint was withdrawn',
    before: `the complaint was withdrawn on ${on}`,
  }),
  refusal: (on) => ({ when: 'the complaint was refused', before: `the complaint was refused on ${on}` }),
  closing: (on) => ({ when: 'the complaint was closed', before: `the complaint was closed on ${on}` }),
};

/** There is no date: what it would count from, and since when that has been waited for. */
function waiting({ kind, anchor, limit }: Clock, duty: string, how: HowCounted): string {
  if (!limit || !anchor) return `${duty} has no date yet.`;
  if (RESIDENT_CLOCKS.includes(kind)) {
    return `${duty} will have its date when it is known: ${pointIn(limit, sinceWhat(anchor.act, how), how)}.`;
  }
  const since = how.course.since && ` since ${cameBy(how.course.since.by)} ${longDate(how.course.since.on)}`;
  if (anchor.act === 'confirmed')
    return `${duty} has no date yet: no date has been confirmed to the resident${since ?? ''}.`;
  return `${duty} has no date yet: it is ${lengthInWords(limit)} from the day ${AWAITED[anchor.act]}, which has not happened${since ?? ''}.`;
}

const cameBy = (entry: Entry | null): string => {
  if (entry === 'opened-again') return 'it was opened again on';
  if (entry === 'moved-on') return 'it was moved on on';
  return entry === 'asked-for' ? 'the stage was asked for on' : 'it came on';
};

function paused({ workingDaysLeft }: Clock, from: LocalDate, duty: string): string {
  const left =
    workingDaysLeft === null
      ? ''
      : `, with ${lengthInWords({ amount: workingDaysLeft, unit: 'working-days' })} left`;
  return `${duty} is paused since ${longDate(from)}${left}; it will have its date when the time goes on.`;
}

const extendedFrom = ({ originalDueOn }: Clock): string =>
  originalDueOn ? `, extended from ${longDate(originalDueOn)}` : '';

function extended(clock: Clock, duty: string, how: HowCounted): string {
  const { kind, limit, judgedOn, textDueOn } = clock;
  const last = how.withheld.extensions.findLast(({ counts }) => counts !== null);
  const dueOn = judgedOn ? (textDueOn ?? judgedOn) : (last?.counts?.until ?? null);
  if (dueOn && limit)
    return `${duty} ${byWords(kind, limit.force)} ${longDate(dueOn)}${extendedFrom(clock)}.${hadItBeenInTime(clock, how, 'it would be due by')}`;
  const on = last?.on;
  const { plan } = how.course;
  const hears = plan
    ? ` The resident is to hear every ${plan.every.amount === 1 ? lengthInWords(plan.every).slice(2) : lengthInWords(plan.every)} by ${plan.method.replaceAll('-', ' ')}.`
    : '';
  return `${duty} was extended${on ? ` on ${shortDate(on)}` : ''} without a new date.${hears}`;
}
