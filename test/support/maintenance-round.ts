import type { Database } from '../../src/db/connection/client';
import type { Instant } from '../../src/policy/dates/local-date';
import { Round } from '../../src/process/maintenance';
import { Rounds } from '../../src/process/maintenance-metrics';

/** One round of maintenance, as a process that starts at this moment does it. Fails with the first trouble of a landlord. */
export async function oneRound(database: Database, at: Instant): Promise<void> {
  const troubles: unknown[] = [];
  const onFailure = (error: unknown) => troubles.push(error);
  await new Round({ database, now: () => at, rounds: new Rounds(), onFailure }).run();
  if (troubles.length > 0) throw troubles[0];
}
