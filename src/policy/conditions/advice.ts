import type { RuleReference } from '../rules/rejection';

/** Something a person should look at: it refuses nothing. */
export interface Advice {
  readonly code: string;
  readonly sentence: string;
  readonly rule: RuleReference;
}
