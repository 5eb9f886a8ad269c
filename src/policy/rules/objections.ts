import { isRejection, type Rejection } from './rejection';

/**
 * All that stands against an act, one refusal after another, and what the act comes to. A chain that ends at the first
 * refusal hides the others, and an act that happened against one rule may have broken a second.
 */
export type Objections<T> = Generator<Rejection | null, T, void>;

/** The answer of a guard or a decision: a value, the one refusal against it, or all of them in turn. */
export type Answer<T> = T | Rejection | Objections<T | Rejection>;

/** Says of a refusal whether the act goes on all the same. */
export type Passes = (refusal: Rejection) => boolean;

export const NONE_PASSES: Passes = () => false;

const isTold = <T>(answer: Answer<T>): answer is Objections<T | Rejection> =>
  typeof answer === 'object' && answer !== null && Symbol.iterator in answer && 'next' in answer;

/** The result of a decision, or the first refusal that is not passed over. */
export function heard<T>(answer: Answer<T>, passes: Passes): T | Rejection {
  if (!isTold(answer)) return answer;
  let step = answer.next();
  while (!step.done) {
    if (step.value && !passes(step.value)) return step.value;
    step = answer.next();
  }
  return step.value;
}

/** The refusal of a guard that is not passed over, or null. A guard of one check gives it as it is. */
export function standing(answer: Answer<null>, passes: Passes): Rejection | null {
  if (answer === null) return null;
  if (isRejection(answer)) return passes(answer) ? null : answer;
  return heard(answer, passes);
}
