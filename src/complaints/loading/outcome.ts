import { isRejection, type Rejection } from '../../policy/rules/rejection';

export interface Done<T> {
  readonly kind: 'done';
  readonly value: T;
}

export interface Absent {
  readonly kind: 'absent';
}

/** Somebody else has changed it since it was read. */
export interface Stale {
  readonly kind: 'stale';
  readonly version: number;
}

/** The version at which it was refused is left out where nothing was there yet. */
export interface Refused {
  readonly kind: 'refused';
  readonly rejection: Rejection;
  readonly version?: number;
}

/**
 * How an act on what is there came out. An act that can end in fewer ways says so, and its operation then lists fewer
 * codes; one that can end in yet another way adds that.
 */
export type Outcome<T> = Done<T> | Absent | Stale | Refused;

export const ABSENT: Absent = { kind: 'absent' };
export const done = <T>(value: T): Done<T> => ({ kind: 'done', value });
export const stale = (version: number): Stale => ({ kind: 'stale', version });
export const refused = (rejection: Rejection): Refused => ({ kind: 'refused', rejection });

/** An outcome of two kinds: done or refused. */
export const doneOrRefused = <T>(result: T | Rejection): Done<T> | Refused =>
  isRejection(result) ? refused(result) : done(result);

/** Null is what is not there. */
export const outcomeOf = <T>(result: T | Rejection | null): Done<T> | Absent | Refused =>
  result === null ? ABSENT : doneOrRefused(result);
