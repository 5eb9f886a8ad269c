import type { ClockKind } from '../document/clock-kinds';
import type { Clock } from './clock';
import { questionsAt } from './clock-terms';
import { type ComplaintState, currentStage, sameClock } from '../complaint/state';
import { type DatedClock, explainedAll } from './dated-clock';
import { stageIndex } from '../document/document';
import { answerTo } from './due-date';
import { ombudsmanClocks } from './ombudsman';
import { referralClocks } from './referrals';
import { remedyClocks } from './remedies';
import { reviewClocks } from './reviews';
import { type Pin, type Rules, rulesUnder, todayOf } from '../rules/rules';
import { updateClocks } from './updates';

/** Every clock of the complaint, explained, in the order its stages were entered. */
export const clocksOf = (state: ComplaintState, rules: Rules): readonly Clock[] =>
  explainedAll(datedClocks(state, rules), state);

/**
 * Every clock of the complaint, in the order its stages were entered. Nothing is accumulated: all is f(acts, policy,
 * calendar). A clock that had ended when the complaint was moved to other rules is still worked out by the ones before.
 */
export function datedClocks(
  state: ComplaintState,
  rules: Rules,
  known: ClocksByPin = NONE_KNOWN,
): readonly DatedClock[] {
  const present = clocksUnder(state, rules);
  if (state.clocksUnderEarlierRules.length === 0) return present;
  const kept = clocksByEarlierRules(state, rules, known);
  const keptOrNow = present.map((now) => kept.find((known) => sameClock(known, now)) ?? now);
  const all = [...keptOrNow, ...kept.filter((clock) => !keptOrNow.includes(clock))];
  const ranByEarlier = (key: ClockKey) =>
    state.clocksUnderEarlierRules.some((known) => sameClock(known, key));
  // What ended by the rules before is no date that those of the present cannot give.
  return all.map((clock) => (clock.outside && ranByEarlier(clock) ? { ...clock, outside: null } : clock));
}

type ClockKey = Pick<Clock, 'stage' | 'kind' | 'n'>;

/** What was worked out of a complaint already, by `nameOfPin`: whoever moves it has just had its clocks before the move. */
export type ClocksByPin = ReadonlyMap<string, readonly DatedClock[]>;
const NONE_KNOWN: ClocksByPin = new Map();
export const nameOfPin = ({ calendarEdition, policyVersion }: Pin): string =>
  `${calendarEdition}/${policyVersion}`;

function clocksByEarlierRules(state: ComplaintState, rules: Rules, already: ClocksByPin): DatedClock[] {
  const before = new Map(already);
  return state.clocksUnderEarlierRules.flatMap((key) => {
    const pin = nameOfPin(key);
    const known = before.get(pin);
    if (known) return known.filter((clock) => sameClock(clock, key));
    const earlier = rulesUnder(key, rules);
    const clocks = clocksUnder(asKnownTo(earlier, state), earlier);
    before.set(pin, clocks);
    return clocks.filter((clock) => sameClock(clock, key));
  });
}

/** The complaint as far as an earlier version can follow it: what it was moved to may have stages that version has not. */
function asKnownTo({ policy }: Rules, state: ComplaintState): ComplaintState {
  const unknown = state.stages.findIndex(({ stage }) => stageIndex(policy, stage) === -1);
  if (unknown === -1) return state;
  const stages = state.stages.slice(0, unknown);
  const isKnown = ({ stage }: { readonly stage: string }) => stageIndex(policy, stage) !== -1;
  const remedies = state.redress.remedies.filter(isKnown);
  const evidenceRequests = state.ombudsman.evidenceRequests.filter(isKnown);
  const orders = state.ombudsman.orders.filter(isKnown);
  const current = Math.min(state.current, stages.length - 1);
  const redress = { ...state.redress, remedies };
  const ombudsman = { ...state.ombudsman, evidenceRequests, orders };
  const { adjustments, restrictions } = state.people;
  const people = {
    ...state.people,
    adjustments: { ...adjustments, items: adjustments.items.filter(isKnown) },
    restrictions: { ...restrictions, items: restrictions.items.filter(isKnown) },
  };
  return { ...state, stages, current, redress, ombudsman, people };
}

function clocksUnder(state: ComplaintState, rules: Rules): readonly DatedClock[] {
  const today = todayOf(rules);
  return [
    ...state.stages.flatMap((stage, n) =>
      questionsAt(state, stage, n, rules.policy).map((question) => answerTo(question, state, rules, today)),
    ),
    ...updateClocks(state, rules, today),
    ...remedyClocks(state, rules, today),
    ...ombudsmanClocks(state, rules, today),
    ...reviewClocks(state, rules, today),
    ...referralClocks(state, rules),
  ];
}

/** The clock of this kind at the stage the complaint stands at, if that stage has one; the others are not worked out. */
export function currentClock(kind: ClockKind, state: ComplaintState, rules: Rules): DatedClock | undefined {
  const stage = currentStage(state);
  const key = { stage: stage.stage, kind, n: state.current };
  const earlier = state.clocksUnderEarlierRules.find((known) => sameClock(known, key));
  const under = earlier ? rulesUnder(earlier, rules) : rules;
  const questions = questionsAt(state, stage, state.current, under.policy);
  const asked = questions.find((question) => question.kind === kind);
  return asked && answerTo(asked, state, under, todayOf(rules));
}
