import type { RefusalCode, RefusalCodeOf } from '../refusals/index';
import type { RefusalKind } from '../refusals/refusal';

/** Where in the policy a refusal or a date comes from: the place in the document, and the source's own rule ids. */
export interface RuleReference {
  /** JSON Pointer into the policy document, e.g. `/stages/0/respond`. */
  readonly clause: string;
  /** Ids such as `WES-19` or `Code 6.3`, as the document cites them. */
  readonly ids: readonly string[];
}

/** One field of a request that cannot be taken, and why. */
export interface FieldFault {
  /** JSON Pointer into the request body. */
  readonly pointer: string;
  readonly detail: string;
}

/** A rule that an act does not keep, and by which it can be recorded as a departure. */
export interface Departing extends RuleReference {
  readonly code: RefusalCodeOf<'policy'>;
}

/** A refusal is a value. */
export interface Rejection {
  readonly rejected: true;
  readonly kind: RefusalKind;
  /** Stable snake_case code an integrator may program against. */
  readonly code: RefusalCode;
  /** One sentence that states the facts. */
  readonly detail: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly rule?: RuleReference;
  readonly policyVersion?: string;
  /** What would be accepted instead. */
  readonly allowed?: unknown;
  readonly errors?: readonly FieldFault[];
  /** Every rule that the act does not keep, where it can be recorded as a departure from them. */
  readonly departures?: readonly Departing[];
}

/** The facts of a refusal of one kind, from the place that refuses. */
export type Refusal<K extends RefusalKind> = Omit<
  Rejection,
  'rejected' | 'kind' | 'code' | 'facts' | 'departures'
> & {
  readonly code: RefusalCodeOf<K>;
  readonly facts?: Rejection['facts'];
};

// Field by field, and so of one shape: offering the acts of a complaint makes two dozen refusals, and rest and spread
// were half of what that cost.
const refuse = (
  kind: RefusalKind,
  { code, detail, facts = {}, rule, policyVersion, allowed, errors }: Refusal<RefusalKind>,
): Rejection => ({ rejected: true, kind, code, detail, facts, rule, policyVersion, allowed, errors });

export const refusedByState = (refusal: Refusal<'state'>): Rejection => refuse('state', refusal);
export const refusedByPolicy = (refusal: Refusal<'policy'>): Rejection => refuse('policy', refusal);
export const refusedAsInput = (refusal: Refusal<'input'>): Rejection => refuse('input', refusal);

export const refusedAsFixed = (refusal: Refusal<'fixed'>): Rejection => refuse('fixed', refusal);

export function isRejection(value: unknown): value is Rejection {
  return typeof value === 'object' && value !== null && 'rejected' in value && value.rejected === true;
}
