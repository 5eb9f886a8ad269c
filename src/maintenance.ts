import { PLATFORM } from './db/api-keys';
import { sealChain } from './db/chain';
import type { Database } from './db/client';
import { removeExpiredAnswers } from './db/idempotency';
import { listLandlords } from './db/landlords';
import type { Instant } from './policy/local-date';

const PAGE = 200;
const EVERY_MS = 60 * 60 * 1000;
/** By then whatever was being recorded has been committed or undone: no statement may take a tenth of that. */
const SETTLED_AFTER_MINUTES = 10;

/** What time alone makes due. Several processes may do it at once: what one has done, the others find done. */
export async function maintain(database: Database, now: Instant): Promise<void> {
  await removeExpiredAnswers(database, PLATFORM, now);
  for await (const landlordId of everyLandlord(database)) {
    await removeExpiredAnswers(database, landlordId, now);
    await sealChain(database, landlordId, minutesBefore(now, SETTLED_AFTER_MINUTES), now);
  }
}

const minutesBefore = (now: Instant, minutes: number): Instant =>
  // ISO 8601 in UTC is what an Instant is.
  new Date(Date.parse(now) - minutes * 60_000).toISOString() as Instant;

export async function* everyLandlord(database: Database): AsyncGenerator<string> {
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
