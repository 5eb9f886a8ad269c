import type { Database } from '../../src/db/connection/client';
import type { Instant } from '../../src/policy/dates/local-date';
import { MaintenanceRound } from '../../src/process/maintenance';
import { MaintenanceMetrics } from '../../src/process/maintenance-metrics';

/** One round of maintenance, as a process that starts at this moment does it. Fails with the first trouble of a landlord. */
export async function oneRound(database: Database, at: Instant): Promise<void> {
  const troubles: unknown[] = [];
  const onFailure = (error: unknown) => troubles.push(error);
  await new MaintenanceRound({ database, now: () => at, metrics: new MaintenanceMetrics(), onFailure }).run();
  if (troubles.length > 0) throw troubles[0];
}
