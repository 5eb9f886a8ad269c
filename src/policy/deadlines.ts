import { anchorDay, lengthFor } from './anchors';
import { isOutside, type OutsideCalendar, workingDaysBetween } from './calendar';
import type { Clock, ClockKind } from './clock';
import { type ComplaintState, currentStage, sameClock, type StageState } from './complaint';
import { type PolicyDocument, stageIndex, stageOf } from './document';
import type { Anchor, Limit, Period } from './document/limit';
import { type LocalDate, laterOf } from './local-date';
import { type Reckoning, reckon } from './reckon';
import { referralClocks } from './referrals';
import { type Rules, todayOf } from './rules';
import { sentenceFor } from './sentence';

/** A clock that could not be given: its date lies outside the calendar and the policy allows no projection. */
export interface UnknowableClock {
  readonly stage: string;
  readonly kind: ClockKind;
  readonly outside: OutsideCalendar;
}

export interface Clocks {
  readonly clocks: readonly Clock[];
  readonly unknowable: readonly UnknowableClock[];
}

/** One clock to be worked out: which limit, at which stage entry, and the facts that end it. */
interface Question {
  readonly kind: ClockKind;
  readonly n: number;
  readonly stage: StageState;
  readonly limit: Limit | null;
  readonly clause: string;
  readonly metOn: LocalDate | null;
  readonly stoppedOn: LocalDate | null;
  readonly extensions: StageState['extensions'];
}

/** Every clock of the complaint, in the order its stages were entered. Nothing is accumulated: all is f(acts, policy, calendar). */
export function clocksOf(state: ComplaintState, rules: Rules): Clocks {
  const clocks: Clock[] = [];
  const unknowable: UnknowableClock[] = [];
  state.stages.forEach((stage, n) => {
    for (const question of questionsAt(state, stage, n, rules.policy)) {
      const answer = answerTo(question, state, rules);
      clocks.push(answer.clock);
      if (answer.outside)
        unknowable.push({ stage: stage.stage, kind: question.kind, outside: answer.outside });
    }
  });
  return { clocks: [...clocks, ...referralClocks(state, rules)], unknowable };
}

function questionsAt(
  state: ComplaintState,
  stage: StageState,
  n: number,
  policy: PolicyDocument,
): Question[] {
  const wording = stageOf(policy, stage.stage);
  const at = `/stages/${stageIndex(policy, stage.stage)}`;
  const respondedOn = stage.response ? (stage.response.writtenOn ?? stage.response.sentOn) : null;
  const left = leftOn(state, stage);
  const own = { n, stage, extensions: [] };
  const found: Question[] = [
    {
      ...own,
      kind: 'acknowledge',
      limit: wording.acknowledge,
      clause: `${at}/acknowledge`,
      // A full answer sent straight away also tells the resident that the complaint arrived (SET-13: "to resolve it, or confirm").
      metOn: stage.acknowledged?.on ?? respondedOn,
      stoppedOn: left,
    },
  ];
  if (wording.contact) {
    const ended = respondedOn ?? left;
    found.push({
      ...own,
      kind: 'contact',
      limit: wording.contact,
      clause: `${at}/contact`,
      metOn: stage.contacted?.on ?? null,
      stoppedOn: ended,
    });
  }
  found.push({
    ...own,
    kind: 'respond',
    limit: wording.respond,
    clause: `${at}/respond`,
    metOn: respondedOn,
    stoppedOn: left,
    extensions: stage.extensions,
  });
  const previous =
    stage.gate === 'none'
      ? undefined
      : state.stages.slice(0, n).findLast((earlier) => earlier.gate !== 'refused');
  const gate = previous ? stageOf(policy, previous.stage).escalation?.decision : undefined;
  if (gate && previous) {
    const clause = `/stages/${stageIndex(policy, previous.stage)}/escalation/decision/within`;
    found.push({
      ...own,
      kind: 'decide-escalation',
      limit: gate.within,
      clause,
      metOn: stage.gateDecidedOn,
      stoppedOn: left,
    });
  }
  if (stage.response && wording.escalation) {
    const clause = `${at}/escalation/within`;
    const used = stage.escalation?.on ?? null;
    found.push({
      ...own,
      kind: 'escalate',
      limit: wording.escalation.within,
      clause,
      metOn: used,
      stoppedOn: state.withdrawnOn,
    });
  }
  return found;
}

/** The day a stage ended without its own clocks being met: refused at the gate, passed over, or the whole complaint ended. */
function leftOn(state: ComplaintState, stage: StageState): LocalDate | null {
  if (stage.gate === 'refused') return stage.gateDecidedOn;
  if (stage.escalation) return stage.escalation.on;
  if (stage !== currentStage(state)) return null;
  return state.withdrawnOn ?? state.refusal?.on ?? state.closedOn;
}

interface Answer {
  readonly clock: Clock;
  readonly outside: OutsideCalendar | null;
}

function answerTo(question: Question, state: ComplaintState, rules: Rules): Answer {
  const { limit, stage } = question;
  const length = limit && lengthFor(limit, state);
  if (!limit || !length) return { clock: describe(question, blank(question, rules), rules), outside: null };

  const period = { ...limit, ...length };
  const anchor = anchorDay(period, state, stage, rules);
  const projectedFrom = anchor ? null : latestAnchor(period.from, state, question, rules);
  const from = anchor?.on ?? projectedFrom;
  const reckoned = from === null ? null : endOf(period, limit.orIfLater, from, state, stage, rules);
  const outside = reckoned && isOutside(reckoned) ? reckoned : null;
  const reckoning = reckoned && !isOutside(reckoned) ? reckoned : null;

  const originalDueOn = reckoning?.dueOn ?? null;
  const lastExtension = question.extensions.at(-1);
  const clock: Clock = {
    ...blank(question, rules),
    dueOn: lastExtension ? lastExtension.toDueOn : originalDueOn,
    originalDueOn,
    anchor: { act: anchor?.act ?? firstOf(period.from), on: anchor?.on ?? null },
    limit: { ...length, force: limit.force },
    excluded: [...(reckoning?.excluded ?? [])],
    projected: anchor === null && reckoning !== null,
    provisional: reckoning?.provisional ?? false,
    dueOnIfAcknowledgedOnTime: onTimeDate(period, anchor, state, question, rules),
    readings: readingsFor(question, period, state, rules),
  };
  const promised = state.promised.find((promise) => sameClock(promise, clock));
  const promisedDueOn = promised && promised.dueOn !== clock.dueOn ? promised.dueOn : null;
  const measured = { ...clock, promisedDueOn, ...measure(clock, question, rules) };
  return { clock: describe(question, measured, rules), outside: anchor ? outside : null };
}

const firstOf = (from: Period['from']): Anchor => (typeof from === 'string' ? from : (from[0] ?? 'received'));

/** The end of a limit, with its second period where there is one: the later of the two (SPSO: "whichever is later"). */
function endOf(
  period: Period,
  orIfLater: Period | null,
  from: LocalDate,
  state: ComplaintState,
  stage: StageState,
  rules: Rules,
): Reckoning | OutsideCalendar {
  const counting = { calendar: rules.calendar, rules: rules.policy.calendar };
  const first = reckon(period, from, counting);
  const second = orIfLater && anchorDay(orIfLater, state, stage, rules);
  if (isOutside(first) || !orIfLater || !second) return first;
  const other = reckon(orIfLater, second.on, counting);
  return isOutside(other) || other.dueOn > first.dueOn ? other : first;
}

/** The latest day an act still to come can fall on if it is in time: the due date of the clock that asks for it. */
function latestAnchor(
  from: Period['from'],
  state: ComplaintState,
  question: Question,
  rules: Rules,
): LocalDate | null {
  const asks: Partial<Record<Anchor, ClockKind>> = {
    acknowledged: 'acknowledge',
    contacted: 'contact',
    accepted: 'decide-escalation',
  };
  const kind = asks[firstOf(from)];
  if (!kind || kind === question.kind) return null;
  return dueOnOf(kind, state, question, rules);
}

function dueOnOf(
  kind: ClockKind,
  state: ComplaintState,
  { stage, n }: Question,
  rules: Rules,
): LocalDate | null {
  const asked = questionsAt(state, stage, n, rules.policy).find((candidate) => candidate.kind === kind);
  return asked ? answerTo(asked, state, rules).clock.dueOn : null;
}

/** Where a late acknowledgement moved the date, what it would have been: the Code does not say which counts (domain.md §1.0). */
function onTimeDate(
  period: Period,
  anchor: { act: Anchor; on: LocalDate } | null,
  state: ComplaintState,
  question: Question,
  rules: Rules,
): LocalDate | null {
  if (anchor?.act !== 'acknowledged') return null;
  const asked = dueOnOf('acknowledge', state, question, rules);
  if (!asked || anchor.on <= asked) return null;
  const reckoned = reckon(period, asked, { calendar: rules.calendar, rules: rules.policy.calendar });
  return isOutside(reckoned) ? null : reckoned.dueOn;
}

function readingsFor(
  question: Question,
  period: Period,
  state: ComplaintState,
  rules: Rules,
): Clock['readings'] {
  const key = `${question.stage.stage}.${question.kind}`;
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
        dueOn: limit ? dueUnder({ ...period, ...limit }, state, question.stage, rules) : null,
      })),
    }));
}

function dueUnder(period: Period, state: ComplaintState, stage: StageState, rules: Rules): LocalDate | null {
  const anchor = anchorDay(period, state, stage, rules);
  if (!anchor) return null;
  const reckoned = reckon(period, anchor.on, { calendar: rules.calendar, rules: rules.policy.calendar });
  return isOutside(reckoned) ? null : reckoned.dueOn;
}

function blank(
  { kind, n, stage, limit, clause, metOn, stoppedOn, extensions }: Question,
  rules: Rules,
): Clock {
  return {
    kind,
    stage: stage.stage,
    n,
    dueOn: null,
    originalDueOn: null,
    anchor: null,
    limit: null,
    rule: { clause, ids: [...(limit?.rules ?? silenceOn(rules.policy, stage.stage, kind))] },
    policyVersion: rules.policy.version,
    calendarVersion: rules.calendar.version,
    excluded: [],
    extensions: extensions.map((extension) => ({
      on: extension.on,
      from: extension.fromDueOn,
      to: extension.toDueOn,
      afterDueDate: extension.afterDueDate,
      overCap: extension.overCap,
    })),
    pauses: [],
    status: 'not-applicable',
    projected: false,
    provisional: false,
    metOn,
    stoppedOn: metOn ? null : stoppedOn,
    workingDaysTaken: null,
    workingDaysLeft: null,
    dueOnIfAcknowledgedOnTime: null,
    policyEarliestOn: null,
    schemeEarliestOn: null,
    promisedDueOn: null,
    readings: [],
    sentence: '',
  };
}

/** The rules that say the procedure is silent here, so that "no date" has its source too (HEX-23, ARC-23). */
function silenceOn(policy: PolicyDocument, stage: string, kind: ClockKind): readonly string[] {
  const about = policy.silences.find((silence) => silence.about === `${stage}-${kind}`);
  return about?.rules ?? stageOf(policy, stage).rules;
}

function measure(
  clock: Clock,
  question: Question,
  rules: Rules,
): Pick<Clock, 'status' | 'workingDaysTaken' | 'workingDaysLeft'> {
  const today = todayOf(rules);
  const { metOn, stoppedOn, dueOn } = clock;
  const anchorOn = clock.anchor?.on ?? null;
  return {
    status: statusOf(clock, question, today),
    workingDaysTaken: anchorOn && metOn ? workingDays(anchorOn, laterOf(anchorOn, metOn), rules) : null,
    workingDaysLeft: metOn || stoppedOn || !dueOn || clock.projected ? null : workingDaysLeft(today, dueOn, rules),
  };
}

function statusOf(clock: Clock, question: Question, today: LocalDate): Clock['status'] {
  const { metOn, stoppedOn, dueOn, originalDueOn, projected } = clock;
  // An extension given after the date had passed does not cure the breach (domain.md §1.0, 3).
  const breached = question.extensions.some((extension) => extension.afterDueDate);
  if (metOn) {
    if (!originalDueOn || metOn <= originalDueOn) return 'met';
    return !breached && (dueOn === null || metOn <= dueOn) ? 'met-within-extension' : 'missed';
  }
  const last = stoppedOn ?? today;
  const late = !projected && dueOn !== null && last > dueOn;
  if (late || (breached && !projected)) return 'missed';
  return stoppedOn ? 'not-applicable' : 'running';
}

function workingDays(from: LocalDate, to: LocalDate, rules: Rules): number | null {
  const days = workingDaysBetween(rules.calendar, from, to, rules.policy.calendar.counting);
  return isOutside(days) ? null : days;
}

/** Whole working days from today to the due date; overdue days are negative. Today itself is never counted. */
function workingDaysLeft(today: LocalDate, dueOn: LocalDate, rules: Rules): number | null {
  const [from, to, sign] = today <= dueOn ? [today, dueOn, 1] : [dueOn, today, -1];
  const days = workingDaysBetween(rules.calendar, from, to, 'day-after');
  return isOutside(days) ? null : days * sign || 0;
}

function describe(question: Question, clock: Clock, rules: Rules): Clock {
  return { ...clock, sentence: sentenceFor(clock, stageOf(rules.policy, question.stage.stage).name) };
}
