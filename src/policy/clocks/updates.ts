import { anchorDay, arrivalBehind, entryOf } from './anchors';
import { periodFor } from './counting/period-for';
import { isOutside, type OutsideCalendar } from '../calendar/calendar';
import type { Clock, ClockAnchor } from './clock';
import { leftBy } from './clock-terms';
import { measure, statusOfSet } from './status';
import type { ComplaintState, StageState } from '../complaint/state';
import { type HowCounted, PLAIN } from './count-in-words';
import { type ClockDates, type DatedClock, clockWithoutExplanation } from './dated-clock';
import { type PolicyDocument, stageIndex, stageOf } from '../document/document';
import { elsewhereOf } from './explanation';
import type { Length, Limit, Period } from '../document/limit';
import { type LocalDate, laterOf } from '../dates/local-date';
import { type Reckoning, reckon } from './counting/reckon';
import type { Rules } from '../rules/rules';
import { sentenceFor } from './sentence';

/** When the resident was last told, and how soon they hear again. */
interface Interval {
  readonly since: { readonly act: ClockAnchor; readonly on: LocalDate };
  readonly every: Length & Pick<Period, 'roll' | 'counting'>;
  readonly force: Limit['force'];
  readonly rule: Clock['rule'];
  /** Told in the sentence where it counts from something that arrived. */
  readonly from: Pick<HowCounted, 'arrival' | 'entry' | 'elsewhere'>;
}

/**
 * The day by which the resident has to hear again, at each stage whose last plan for updates was agreed (Code 5.9,
 * HHS-17), and at each whose procedure says how often, from the act it names on.
 */
export function updateClocks(state: ComplaintState, rules: Rules, today: LocalDate): DatedClock[] {
  return state.stages.flatMap((stage, n): DatedClock[] => {
    const interval = agreedAt(stage, rules) ?? statedAt(stage, state, rules);
    if (!interval) return [];
    const { since, every, force } = interval;
    const end = reckon({ ...every, boundary: 'inclusive' }, since.on, rules);
    const dueOn = isOutside(end) ? null : end.dueOn;
    const stoppedOn = stage.response?.on ?? leftBy(state, stage)?.on ?? null;
    const run = {
      dueOn,
      judgedOn: dueOn,
      textDueOn: dueOn,
      originalDueOn: dueOn,
      projected: false,
      lateStart: false,
      metOn: null,
      stoppedOn,
      leftUnanswered: false,
      waitsSince: dueOn || stoppedOn ? null : since.on,
    };
    const dates: ClockDates = {
      kind: 'update',
      stage: stage.stage,
      n,
      ...run,
      anchor: since,
      limit: { amount: every.amount, unit: every.unit, force },
      status: statusOfSet('update', run, today),
    };
    const explained = () => explanationOf(interval, dates, { end, rules, today });
    return [{ ...dates, outside: null, explained }];
  });
}

function explanationOf(
  { every, rule, from }: Interval,
  dates: ClockDates,
  { end, rules, today }: { end: Reckoning | OutsideCalendar; rules: Rules; today: LocalDate },
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
    counting: every.counting ?? rules.policy.calendar.counting,
    boundary: 'inclusive' as const,
    unrolledOn: reckoning?.unrolledOn ?? null,
    startOn: reckoning?.startOn ?? null,
    ...from,
  };
  return { ...clock, sentence: sentenceFor(clock, stageOf(rules.policy, dates.stage).name, how) };
}

const NOTHING_ARRIVED = { arrival: null, entry: null, elsewhere: null } as const;

function agreedAt(stage: StageState, { policy }: Rules): Interval | null {
  const extension = stage.extensions.findLast(({ updatePlan }) => updatePlan !== null);
  if (!extension?.updatePlan?.agreed) return null;
  return {
    since: lastTold(stage, { act: 'extended', on: extension.on }),
    every: { ...extension.updatePlan.every, roll: 'none', counting: null },
    force: 'must',
    rule: ruleOf(stage, policy),
    from: NOTHING_ARRIVED,
  };
}

/** An extension tells the resident how it stands, so that the interval begins anew from it. */
function statedAt(stage: StageState, state: ComplaintState, rules: Rules): Interval | null {
  const entered = { state, stage, rules };
  const limit = stageOf(rules.policy, stage.stage).update;
  const period = limit && periodFor(limit, state, stage);
  const first = limit && anchorDay(limit, entered);
  if (!limit || !period || !first) return null;
  const extended = stage.extensions.at(-1);
  const begun = extended && extended.on >= first.on ? ({ act: 'extended', on: extended.on } as const) : first;
  const since = lastTold(stage, begun);
  return {
    since,
    every: period,
    force: limit.force,
    rule: { clause: `/stages/${stageIndex(rules.policy, stage.stage)}/update`, ids: [...limit.rules] },
    from:
      since === first
        ? {
            arrival: arrivalBehind(first, limit, entered),
            entry: entryOf(limit, entered),
            elsewhere: elsewhereOf(limit, stage, rules.policy),
          }
        : NOTHING_ARRIVED,
  };
}

function lastTold({ updates }: StageState, since: Interval['since']): Interval['since'] {
  const on = updates.map((update) => update.on).reduce(laterOf, since.on);
  return updates.some((update) => update.on === on) ? { act: 'updated', on } : since;
}

/** The clause that asked for the plan; under the Housing Ombudsman’s Code the duty to agree intervals is the Code’s own. */
function ruleOf({ stage }: StageState, policy: PolicyDocument): Clock['rule'] {
  const clause = `/stages/${stageIndex(policy, stage)}/extension`;
  const own = stageOf(policy, stage).extension?.rules ?? [];
  return { clause, ids: [...own, ...(policy.regime === 'housing-ombudsman' ? ['Code 5.9'] : [])] };
}
