import { anchorDay, arrivalBehind, entryOf } from './anchors';
import { periodFor } from './counting/period-for';
import { isOutside, type OutsideCalendar } from '../calendar/calendar';
import type { Clock, ClockAnchor } from './clock';
import { leftBy, type Stopped } from './clock-terms';
import { measure, statusOfSet } from './status';
import { firstAnswer } from '../complaint/answers';
import type { ComplaintState, StageState } from '../complaint/state';
import { type HowCounted, PLAIN } from './count-in-words';
import { type ClockDates, type DatedClock, clockWithoutExplanation } from './dated-clock';
import { type PolicyDocument, stageIndex, stageOf } from '../document/document';
import type { UpdatePlan } from '../events/parts';
import { elsewhereOf } from './explanation';
import type { Length, Limit, Period } from '../document/limit';
import type { LocalDate } from '../dates/local-date';
import { type Reckoning, reckon } from './counting/reckon';
import type { Rules } from '../rules/rules';
import { sentenceFor } from './sentence';

/** How soon the resident hears again, each time. */
interface Interval {
  readonly every: Length & Pick<Period, 'roll' | 'counting'>;
  readonly force: Limit['force'];
  readonly rule: Clock['rule'];
}

/** The last time the resident was told, or the act from which the first time counts. */
interface Since {
  readonly act: ClockAnchor;
  readonly on: LocalDate;
  /** Which telling it was, from 1; 0 for the act from which the first time counts. */
  readonly telling: number;
  /** Told in the sentence where it counts from something that arrived. */
  readonly from: Pick<HowCounted, 'arrival' | 'entry' | 'elsewhere'>;
}

/** A day by which the resident has to hear. */
interface DueUpdate {
  readonly stage: StageState;
  readonly interval: Interval;
  readonly since: Since;
  /** How many intervals after that time. */
  readonly nth: number;
  readonly end: Reckoning | OutsideCalendar;
  readonly metOn: LocalDate | null;
  readonly stopped: Stopped | null;
}

/**
 * The days by which the resident has to hear, at each stage whose last plan for updates was agreed (Code 5.9, HHS-17),
 * and at each whose procedure says how often, from the act it names on. Each interval counts: a day on which nobody was
 * told stays missed, whatever was told later. Of those to come the first alone is there, until the next is told.
 */
export function updateClocks(state: ComplaintState, rules: Rules, today: LocalDate): DatedClock[] {
  return state.stages.flatMap((stage, entry) =>
    dueUpdates(stage, state, rules).map((update) => clockOf(update, numberOf(entry, update), rules, today)),
  );
}

/**
 * The number of an update: the entry of the stage, the telling it counts from, and how many intervals after that. It
 * holds nothing of the rules, so that under others none is taken for another.
 */
const numberOf = (entry: number, { since, nth }: DueUpdate): number =>
  entry * PER_STAGE + since.telling * PER_TELLING + nth;

const PER_TELLING = 1000;
const PER_STAGE = 1_000_000;

/** True where two updates count from the same telling, by their numbers. */
export const sameTelling = (a: number, b: number): boolean =>
  Math.floor(a / PER_TELLING) === Math.floor(b / PER_TELLING);

/** The resident hears by an update, and by an extension, which tells them how it stands. */
interface Telling {
  readonly on: LocalDate;
  readonly act: ClockAnchor;
  /** null: it brings no plan, so that the one before goes on. */
  readonly plan: UpdatePlan | null;
}

const tellingsOf = ({ extensions, updates }: StageState): Telling[] =>
  [
    ...extensions.map(({ on, updatePlan }): Telling => ({ on, act: 'extended', plan: updatePlan })),
    ...updates.map(({ on }): Telling => ({ on, act: 'updated', plan: null })),
  ].sort((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1));

function dueUpdates(stage: StageState, state: ComplaintState, rules: Rules): DueUpdate[] {
  const wording = stageOf(rules.policy, stage.stage).update;
  if (!wording && !stage.extensions.some(({ updatePlan }) => updatePlan !== null)) return [];
  const stated = wording && statedAt(wording, stage, state, rules);
  const answer = firstAnswer(stage);
  const ended: Stopped | null = answer ? { on: answer.on, by: 'answer' } : leftBy(state, stage);
  const found: DueUpdate[] = [];
  let interval = stated?.interval ?? null;
  let since = stated?.since ?? null;
  for (const [index, { on, act, plan }] of tellingsOf(stage).entries()) {
    if (ended && on > ended.on) break;
    if (interval && since && on > since.on)
      found.push(...dueBetween({ stage, interval, since }, { told: true, on, by: 'update' }, rules));
    // A plan that the resident did not agree to takes nothing away from what they agreed to before.
    if (plan?.agreed) interval = agreedAs(plan, stage, rules.policy);
    if (plan?.agreed || (since && on >= since.on))
      since = { act, on, telling: index + 1, from: NOTHING_ARRIVED };
  }
  if (!interval || !since) return found;
  const next = { stage, interval, since };
  return ended
    ? [...found, ...dueBetween(next, { told: false, ...ended }, rules)]
    : [...found, { ...next, nth: 1, end: endOf(next, 1, rules), metOn: null, stopped: null }];
}

/** The act that ended an interval: the resident was told, or there was nothing more to wait for. */
type Until = Stopped & { readonly told: boolean };

/** A year of daily updates that were never given. More would say nothing new. */
const MOST = 366;

/**
 * The due days of a time in which nobody told the resident. Who tells them on or before the first is in time for that.
 * Later it is late for the last that has passed, and those before were never given.
 */
function dueBetween(
  from: Pick<DueUpdate, 'stage' | 'interval' | 'since'>,
  until: Until,
  rules: Rules,
): DueUpdate[] {
  const due: DueUpdate[] = [];
  for (let nth = 1; nth <= MOST; nth += 1) {
    const end = endOf(from, nth, rules);
    const stopped = { on: until.on, by: until.by };
    due.push({ ...from, nth, end, metOn: null, stopped });
    if (isOutside(end) || end.dueOn >= until.on || from.interval.every.amount === 0) break;
  }
  if (!until.told) return due;
  const last = due.at(-1);
  const isAhead = last && due.length > 1 && !isOutside(last.end) && last.end.dueOn > until.on;
  const met = isAhead ? due.length - 2 : due.length - 1;
  return due
    .slice(0, met + 1)
    .map((update, index) => (index === met ? { ...update, metOn: until.on, stopped: null } : update));
}

const endOf = (
  { interval: { every }, since }: Pick<DueUpdate, 'interval' | 'since'>,
  nth: number,
  rules: Rules,
): Reckoning | OutsideCalendar =>
  reckon({ ...every, amount: every.amount * nth, boundary: 'inclusive' }, since.on, rules);

function clockOf(update: DueUpdate, n: number, rules: Rules, today: LocalDate): DatedClock {
  const { stage, interval, since, nth, end, metOn, stopped } = update;
  const { every, force } = interval;
  const dueOn = isOutside(end) ? null : end.dueOn;
  const stoppedOn = stopped?.on ?? null;
  const run = {
    dueOn,
    judgedOn: dueOn,
    textDueOn: dueOn,
    needs: [],
    originalDueOn: dueOn,
    projected: false,
    lateStart: false,
    metOn,
    stoppedOn,
    leftUnanswered: false,
    waitsSince: dueOn || metOn || stoppedOn ? null : since.on,
    withheld: [],
  };
  const dates: ClockDates = {
    kind: 'update',
    stage: stage.stage,
    n,
    ...run,
    anchor: { act: since.act, on: since.on },
    limit: { amount: every.amount * nth, unit: every.unit, force },
    status: statusOfSet('update', run, today),
  };
  return { ...dates, outside: null, explained: () => explanationOf(update, dates, rules, today) };
}

function explanationOf(
  { interval: { every, rule }, since, end, stopped }: DueUpdate,
  dates: ClockDates,
  rules: Rules,
  today: LocalDate,
): Clock {
  const reckoning = isOutside(end) ? null : end;
  const clock: Clock = {
    ...clockWithoutExplanation(dates, rule, rules),
    excluded: [...(reckoning?.excluded() ?? [])],
    provisional: reckoning?.provisional ?? false,
    ...measure(dates, rules.policy.calendar.counting, rules, today),
  };
  const how = {
    ...PLAIN,
    course: { ...PLAIN.course, stopped },
    counting: every.counting ?? rules.policy.calendar.counting,
    unrolledOn: reckoning?.unrolledOn ?? null,
    startOn: reckoning?.startOn ?? null,
    ...since.from,
  };
  return { ...clock, sentence: sentenceFor(clock, stageOf(rules.policy, dates.stage).name, how) };
}

const NOTHING_ARRIVED = { arrival: null, entry: null, elsewhere: null } as const;

const agreedAs = ({ every }: UpdatePlan, stage: StageState, policy: PolicyDocument): Interval => ({
  every: { ...every, roll: 'none', counting: null },
  force: 'must',
  rule: ruleOf(stage, policy),
});

/** The interval that the procedure states, once the act has happened from which it counts. */
function statedAt(
  limit: Limit,
  stage: StageState,
  state: ComplaintState,
  rules: Rules,
): { readonly interval: Interval; readonly since: Since } | null {
  const entered = { state, stage, rules };
  const every = periodFor(limit, state, stage);
  const first = anchorDay(limit, entered);
  if (!every || !first) return null;
  const clause = `/stages/${stageIndex(rules.policy, stage.stage)}/update`;
  const from = {
    arrival: arrivalBehind(first, limit, entered),
    entry: entryOf(limit, entered),
    elsewhere: elsewhereOf(limit, stage, rules.policy),
  };
  return {
    interval: { every, force: limit.force, rule: { clause, ids: [...limit.rules] } },
    since: { act: first.act, on: first.on, telling: 0, from },
  };
}

/** The clause that asked for the plan; under the Housing Ombudsman’s Code the duty to agree intervals is the Code’s own. */
function ruleOf({ stage }: StageState, policy: PolicyDocument): Clock['rule'] {
  const clause = `/stages/${stageIndex(policy, stage)}/extension`;
  const own = stageOf(policy, stage).extension?.rules ?? [];
  return { clause, ids: [...own, ...(policy.regime === 'housing-ombudsman' ? ['Code 5.9'] : [])] };
}
