import type { Database } from '../../src/db/connection/client';
import { Rounds } from '../../src/process/maintenance-metrics';
import { Round } from '../../src/process/maintenance';
import type { Instant } from '../../src/policy/dates/local-date';

/** One round of maintenance, as a process that starts at this moment does it. Fails with the first trouble of a landlord. */
export async function oneRound(database: Database, at: Instant): Promise<void> {
  const troubles: unknown[] = [];
  const onFailure = (error: unknown) => troubles.push(error);
  await new Round({ database, now: () => at, rounds: new Rounds(), onFailure }).run();
  if (troubles.length > 0) throw troubles[0];
}
