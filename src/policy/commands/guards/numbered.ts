import { z } from 'zod';
import { type Rejection, refusedByState } from '../../rules/rejection';

/** The number in the path of an act on one of several. */
export const numberSchema = z.int().min(1).max(1000);

/** Refuses a number that none of those the act is for has, and says which do. */
export function noSuch(
  what: string,
  n: number,
  open: readonly number[],
  facts: Readonly<Record<string, unknown>> = {},
): Rejection {
  const which = open.length > 0 ? `those open are ${open.join(', ')}` : 'none is open';
  return refusedByState({
    code: `no_such_${what}`,
    detail: `There is no open ${what} ${n}; ${which}.`,
    facts: { n, ...facts },
    allowed: { n: open },
    errors: [
      { pointer: '/n', detail: open.length > 0 ? `must be one of ${open.join(', ')}` : 'is not open' },
    ],
  });
}

/** Refuses an act on one of several while there is none. */
export const noneOpen = (what: string, act: string): Rejection =>
  refusedByState({
    code: `no_open_${what}`,
    detail: `The complaint has no open ${what}.`,
    facts: {},
    allowed: { act },
  });
