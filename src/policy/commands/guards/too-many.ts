import type { RefusalCodeOf } from '../../refusals/index';
import { type Rejection, refusedAsInput } from '../../rules/rejection';

export type TooMany = Extract<RefusalCodeOf<'input'>, `too_many_${string}`>;

/** The things of which there would be too many, in words: `evidence requests`. */
export const thingsOf = (code: TooMany): string => code.slice('too_many_'.length).replaceAll('_', ' ');

/** Bounds what one complaint can hold: its state is read and written whole with every act. */
export function tooMany(code: TooMany, known: number, most: number): Rejection | null {
  if (known < most) return null;
  return refusedAsInput({
    code,
    detail: `The complaint has ${known} ${thingsOf(code)}, and ${most} are the most it can have.`,
    facts: { known },
    allowed: { most },
  });
}
