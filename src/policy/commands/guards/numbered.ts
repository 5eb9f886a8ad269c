import { z } from 'zod';
import type { RefusalCodeOf } from '../../refusals/index';
import { type Rejection, refusedByState } from '../../rules/rejection';

/** The number in the path of an act on one of several. */
export const numberSchema = z.int().min(1).max(1000);

export type NoSuch = Extract<RefusalCodeOf<'state'>, `no_such_${string}`>;
export type NoneOpen = Extract<RefusalCodeOf<'state'>, `no_open_${string}`>;

/** Refuses a number that none of those the act is for has, and says which do. */
export function noSuch(
  code: NoSuch,
  n: number,
  open: readonly number[],
  facts: Readonly<Record<string, unknown>> = {},
): Rejection {
  const what = code.slice('no_such_'.length);
  const which = open.length > 0 ? `those open are ${open.join(', ')}` : 'none is open';
  return refusedByState({
    code,
    detail: `There is no open ${what} ${n}; ${which}.`,
    facts: { n, ...facts },
    allowed: { n: open },
    errors: [
      { pointer: '/n', detail: open.length > 0 ? `must be one of ${open.join(', ')}` : 'is not open' },
    ],
  });
}

/** Refuses an act on one of several while there is none. */
export const noneOpen = (code: NoneOpen, act: string): Rejection =>
  refusedByState({
    code,
    detail: `The complaint has no open ${code.slice('no_open_'.length)}.`,
    facts: {},
    allowed: { act },
  });
