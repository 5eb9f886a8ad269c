/**
 * `state`: nothing is here that this can be done to now; `input`: the facts given contradict each other, the record or
 * the calendar; `fixed`: there is no such word or rule, or the law of keeping data forbids it; `policy`: the landlord's
 * procedure does not allow it or demands more. Only the last can be recorded all the same, as a departure.
 */
export type RefusalKind = 'state' | 'policy' | 'input' | 'fixed';

interface Worded {
  /** The refusal in a sentence, the same each time. */
  readonly title: string;
  /** The next step of the caller, in plain words. */
  readonly cure: string;
}

/** A refusal that can be recorded as a departure, since it may have happened all the same. */
export interface RecordableEntry extends Worded {
  readonly kind: 'policy';
  /**
   * The acts that stay on record and whose effect on dates is withheld when they depart by this. Elsewhere the act has
   * its effect: a departure never gives the landlord time, and it can meet a date.
   */
  readonly withholds: readonly string[];
  /** True where the act lacks something that has to come with it: it is done, and counted as incomplete. */
  readonly content?: true;
}

/** A reason for which the policy refuses. A code has one entry, and so one kind wherever it is raised. */
export type RefusalEntry = RecordableEntry | (Worded & { readonly kind: Exclude<RefusalKind, 'policy'> });
