/**
 * `state`: the complaint is not at a point where this can happen; `policy`: the landlord's procedure does not allow it
 * or demands more; `input`: the facts given contradict each other or the calendar.
 */
export type RefusalKind = 'state' | 'policy' | 'input';

/** A reason for which the policy refuses. A code has one entry, and so one kind wherever it is raised. */
export interface RefusalEntry {
  readonly kind: RefusalKind;
  /** The refusal in a sentence, the same each time. */
  readonly title: string;
  /** The next step of the caller, in plain words. */
  readonly cure: string;
}
