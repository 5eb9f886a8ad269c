import { type Database, inTransaction } from '../../db/connection/client';
import type { Append } from '../../db/complaints/rows';
import { appendToComplaint } from '../../db/complaints/write';
import type { Instant } from '../../policy/dates/local-date';
import type { Acting } from './attempt';

/** The person who acts, and when it is recorded. */
export interface Recorded extends Acting {
  readonly updatedAt: Instant;
}

/** Undoes the writes before one that came too late. */
class TooLate extends Error {}

/** A write beside those to complaints; false where somebody else came first. */
export type WriteBeside = (database: Database) => Promise<boolean>;

/** Writes all of them or none. In the order of their ids, so that two mergers at once cannot wait for each other. */
export async function appendAll(
  database: Database,
  landlordId: string,
  appends: readonly [Append, ...Append[]],
  beside: readonly WriteBeside[] = [],
): Promise<boolean> {
  const append = (one: Append) => appendToComplaint(database, landlordId, one);
  // A statement is a transaction of its own; only more of them need one around them.
  if (appends.length + beside.length === 1) return append(appends[0]);
  const inOrder = [...appends].sort((a, b) => (a.id < b.id ? -1 : 1));
  try {
    return await inTransaction(database, async (session) => {
      for (const one of inOrder) if (!(await append(one))) throw new TooLate();
      for (const write of beside) if (!(await write(session))) throw new TooLate();
      return true;
    });
  } catch (error) {
    if (error instanceof TooLate) return false;
    throw error;
  }
}
