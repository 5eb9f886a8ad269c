import type { Database } from '../../src/db/client';
import { Rounds } from '../../src/http/rounds';
import { Round } from '../../src/maintenance';
import type { Instant } from '../../src/policy/local-date';

/** One round of maintenance, as a process that starts at this moment does it. Fails with the first trouble of a landlord. */
export async function oneRound(database: Database, at: Instant): Promise<void> {
  const troubles: unknown[] = [];
  const onFailure = (error: unknown) => troubles.push(error);
  await new Round({ database, now: () => at, rounds: new Rounds(), onFailure }).run();
  if (troubles.length > 0) throw troubles[0];
}
