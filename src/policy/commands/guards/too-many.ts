import { type Rejection, refusedAsInput } from '../../rules/rejection';

/** Bounds what one complaint can hold: its state is read and written whole with every act. */
export function tooMany(what: string, known: number, most: number): Rejection | null {
  if (known < most) return null;
  return refusedAsInput({
    code: `too_many_${what.replaceAll(' ', '_')}`,
    detail: `The complaint has ${known} ${what}, and ${most} are the most it can have.`,
    facts: { known },
    allowed: { most },
  });
}
