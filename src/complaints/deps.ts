import type { Database } from '../db/client';
import type { Instant } from '../policy/local-date';
import type { Rulebook } from './rulebook';

/** What it takes to act on a complaint or a contact. */
export interface ComplaintDeps {
  readonly database: Database;
  readonly rulebook: Rulebook;
  readonly now: () => Instant;
}
