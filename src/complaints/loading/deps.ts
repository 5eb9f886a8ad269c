import type { Database } from '../../db/connection/client';
import type { Instant } from '../../policy/dates/local-date';
import type { Rulebook } from './rulebook';

/** What it takes to act on a complaint or a contact. */
export interface ComplaintDeps {
  readonly database: Database;
  readonly rulebook: Rulebook;
  readonly now: () => Instant;
}
