import type { ClockKind } from '../document/clock-kinds';
import type { Clock } from './clock';
import { type ComplaintState, currentStage, sameClock } from '../complaint/state';
import { type DatedClock, explainedAll } from './dated-clock';
import { stageIndex } from '../document/document';
import { dateClock } from './due-date';
import { ombudsmanDates } from './ombudsman';
import { referralClocks } from './referrals';
import { remedyDates } from './remedies';
import { resolveStage } from './resolved-stage';
import { reviewDates } from './reviews';
import { setDateClock } from './set-date-clock';
import { type Pin, type Rules, rulesUnder, samePin, todayOf } from '../rules/rules';
import { sameTelling, updateClocks } from './updates';

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
  known: ClocksUnderPin | null = null,
): readonly DatedClock[] {
  // Struck as a whole, the complaint owes nothing to anybody.
  if (state.voided) return [];
  const present = clocksUnder(state, rules);
  if (state.clocksUnderEarlierRules.length === 0) return present;
  const kept = clocksByEarlierRules(state, rules, known);
  const keptOrNow = present
    .filter((now) => !isReplaced(now, kept))
    .map((now) => kept.find((known) => sameClock(known, now)) ?? now);
  const all = [...keptOrNow, ...kept.filter((clock) => !keptOrNow.includes(clock))];
  const isEarlier = (clock: DatedClock) =>
    state.clocksUnderEarlierRules.some((ended) => sameClock(ended, clock));
  // A clock that ended under the rules before is no date that those of the present cannot give.
  return all.map((clock) => (clock.outside && isEarlier(clock) ? { ...clock, outside: null } : clock));
}

/** An update of a time in which the resident was to hear as often as the rules before said: it is judged by those. */
const isReplaced = (now: DatedClock, kept: readonly DatedClock[]): boolean =>
  now.kind === 'update' &&
  !kept.some((known) => sameClock(known, now)) &&
  kept.some(({ kind, stage, n }) => kind === 'update' && stage === now.stage && sameTelling(n, now.n));

/** The clocks of a complaint as they were worked out under one pin. */
export interface ClocksUnderPin {
  readonly pin: Pin;
  readonly clocks: readonly DatedClock[];
}

/** The clocks that had ended when the complaint was moved. Those that the caller has just worked out are given. */
function clocksByEarlierRules(
  state: ComplaintState,
  rules: Rules,
  given: ClocksUnderPin | null,
): DatedClock[] {
  const found = given ? [given] : [];
  return state.clocksUnderEarlierRules.flatMap((ended) => {
    let under = found.find(({ pin }) => samePin(pin, ended));
    if (!under) {
      const earlier = rulesUnder(ended, rules);
      under = { pin: ended, clocks: clocksUnder(asKnownTo(earlier, state), earlier) };
      found.push(under);
    }
    return under.clocks.filter((clock) => sameClock(clock, ended));
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
  const { policy } = rules;
  const today = todayOf(rules);
  const ofStages = state.stages.flatMap((_, n) => {
    const stage = resolveStage(state, n, rules);
    return stage.terms.map((terms) => dateClock(terms, stage, today));
  });
  const setDates = [
    ...remedyDates(state, policy),
    ...ombudsmanDates(state, policy),
    ...reviewDates(state, policy),
  ];
  return [
    ...ofStages,
    ...updateClocks(state, rules, today),
    ...setDates.map((date) => setDateClock(date, rules, today)),
    ...referralClocks(state, rules),
  ];
}

/** The clock of this kind at the stage the complaint stands at, if that stage has one. */
export function currentClock(kind: ClockKind, state: ComplaintState, rules: Rules): DatedClock | undefined {
  const key = { stage: currentStage(state).stage, kind, n: state.current };
  const ended = state.clocksUnderEarlierRules.find((known) => sameClock(known, key));
  const under = ended ? rulesUnder(ended, rules) : rules;
  const stage = resolveStage(state, state.current, under);
  const terms = stage.terms.find((clock) => clock.kind === kind);
  return terms && dateClock(terms, stage, todayOf(rules));
}
