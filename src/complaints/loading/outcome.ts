import { isRejection, type Rejection } from '../../policy/rules/rejection';

/** How an act came out. An act that can end in yet another way adds that to the union. */
export type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'absent' }
  /** Somebody else has changed it since it was read. */
  | { readonly kind: 'stale'; readonly version: number }
  /** The version at which it was refused is left out where nothing was there yet. */
  | { readonly kind: 'refused'; readonly rejection: Rejection; readonly version?: number };

export const ABSENT = { kind: 'absent' } as const;
export const done = <T>(value: T): Outcome<T> => ({ kind: 'done', value });
export const stale = (version: number): Outcome<never> => ({ kind: 'stale', version });
export const refused = (rejection: Rejection): Outcome<never> => ({ kind: 'refused', rejection });

/** Null is what is not there. */
export function outcomeOf<T>(result: T | Rejection | null): Outcome<T> {
  if (result === null) return ABSENT;
  return isRejection(result) ? refused(result) : done(result);
}
