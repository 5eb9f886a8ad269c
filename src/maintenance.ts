import { PLATFORM } from './db/api-keys';
import type { Database } from './db/client';
import { removeExpiredAnswers } from './db/idempotency';
import { listLandlords } from './db/landlords';
import type { Instant } from './policy/local-date';

const PAGE = 200;
const EVERY_MS = 60 * 60 * 1000;

/** What time alone makes due. Several processes may do it at once: each only removes what nobody can ask for any more. */
export async function maintain(database: Database, now: Instant): Promise<void> {
  await removeExpiredAnswers(database, PLATFORM, now);
  for await (const landlordId of everyLandlord(database)) {
    await removeExpiredAnswers(database, landlordId, now);
  }
}

async function* everyLandlord(database: Database): AsyncGenerator<string> {
  let afterId: string | null = null;
  do {
    const page = await listLandlords(database, { afterId, limit: PAGE });
    for (const { id } of page) yield id;
    afterId = page.length === PAGE ? (page.at(-1)?.id ?? null) : null;
  } while (afterId !== null);
}

export interface Maintenance {
  /** Settles once a round that is under way has ended. */
  stop(): Promise<void>;
}

/** A round now and one every hour. A round that fails is told of, and the next makes good for it. */
export function startMaintenance(
  database: Database,
  now: () => Instant,
  onFailure: (error: unknown) => void,
): Maintenance {
  let round = Promise.resolve();
  const next = () => {
    round = round.then(() => maintain(database, now())).catch(onFailure);
  };
  next();
  const timer = setInterval(next, EVERY_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await round;
    },
  };
}
