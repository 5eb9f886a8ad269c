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

/**
 * A refusal is a value. `state`: the complaint is not at a point where this can happen; `policy`: the landlord's
 * procedure does not allow it or demands more; `input`: the facts given contradict each other or the calendar.
 */
export interface Rejection {
  readonly rejected: true;
  readonly kind: 'state' | 'policy' | 'input';
  /** Stable snake_case code an integrator may program against. */
  readonly code: string;
  /** One sentence that states the facts. */
  readonly detail: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly rule?: RuleReference;
  readonly policyVersion?: string;
  /** What would be accepted instead. */
  readonly allowed?: unknown;
  readonly errors?: readonly FieldFault[];
}

type Refusal = Omit<Rejection, 'rejected' | 'kind' | 'facts'> & { readonly facts?: Rejection['facts'] };

// Field by field, and so of one shape: offering the acts of a complaint makes two dozen refusals, and rest and spread
// were half of what that cost.
const refuse = (
  kind: Rejection['kind'],
  { code, detail, facts = {}, rule, policyVersion, allowed, errors }: Refusal,
): Rejection => ({ rejected: true, kind, code, detail, facts, rule, policyVersion, allowed, errors });

export const refusedByState = (refusal: Refusal): Rejection => refuse('state', refusal);
export const refusedByPolicy = (refusal: Refusal): Rejection => refuse('policy', refusal);
export const refusedAsInput = (refusal: Refusal): Rejection => refuse('input', refusal);

export function isRejection(value: unknown): value is Rejection {
  return typeof value === 'object' && value !== null && 'rejected' in value && value.rejected === true;
}
