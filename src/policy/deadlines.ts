import type { OutsideCalendar } from './calendar';
import type { Clock, ClockKind } from './clock';
import { questionsAt } from './clock-questions';
import { type ComplaintState, currentStage } from './complaint';
import { answerTo } from './due-date';
import { referralClocks } from './referrals';
import { remedyClocks } from './remedy-clocks';
import { type Rules, todayOf } from './rules';
import { updateClocks } from './update-clocks';

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

/** Every clock of the complaint, in the order its stages were entered. Nothing is accumulated: all is f(acts, policy, calendar). */
export function clocksOf(state: ComplaintState, rules: Rules): Clocks {
  const clocks: Clock[] = [];
  const unknowable: UnknowableClock[] = [];
  const today = todayOf(rules);
  state.stages.forEach((stage, n) => {
    for (const question of questionsAt(state, stage, n, rules.policy)) {
      const answer = answerTo(question, state, rules, today);
      clocks.push(answer.clock);
      if (answer.outside)
        unknowable.push({ stage: stage.stage, kind: question.kind, outside: answer.outside });
    }
  });
  const others = [
    ...updateClocks(state, rules, today),
    ...remedyClocks(state, rules, today),
    ...referralClocks(state, rules),
  ];
  return { clocks: [...clocks, ...others], unknowable };
}

/** The clock of this kind at the stage the complaint stands at, if that stage has one; the others are not worked out. */
export function currentClock(kind: ClockKind, state: ComplaintState, rules: Rules): Clock | undefined {
  const questions = questionsAt(state, currentStage(state), state.current, rules.policy);
  const asked = questions.find((question) => question.kind === kind);
  return asked && answerTo(asked, state, rules, todayOf(rules)).clock;
}
