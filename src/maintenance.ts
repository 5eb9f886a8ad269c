import { PLATFORM } from './db/api-keys';
import { sealChain } from './db/chain';
import type { Database } from './db/client';
import { type Figures, NO_FIGURES, readFigures, sumOf } from './db/figures';
import { removeExpiredAnswers } from './db/idempotency';
import { type LandlordRow, listLandlords } from './db/landlords';
import type { Rounds } from './http/rounds';
import { type Instant, localDateIn } from './policy/local-date';

const PAGE = 200;
const EVERY_MS = 60 * 60 * 1000;
/** By then whatever was being recorded has been committed or undone: no statement may take a tenth of that. */
const SETTLED_AFTER_MINUTES = 10;

/**
 * What time alone makes due, and the figures of all landlords as they then are. Several processes may do it at once:
 * what one has done, the others find done.
 */
export async function maintain(database: Database, now: Instant): Promise<Figures> {
  await removeExpiredAnswers(database, PLATFORM, now);
  let figures = sumOf(NO_FIGURES, await figuresOf(database, { id: PLATFORM, zone: 'UTC' }, now));
  for await (const landlord of everyLandlord(database)) {
    await removeExpiredAnswers(database, landlord.id, now);
    await sealChain(database, landlord.id, minutesBefore(now, SETTLED_AFTER_MINUTES), now);
    figures = sumOf(figures, await figuresOf(database, landlord, now));
  }
  return figures;
}

const figuresOf = (database: Database, { id, zone }: Pick<LandlordRow, 'id' | 'zone'>, now: Instant) =>
  readFigures(database, id, { today: localDateIn(now, zone), now });

const minutesBefore = (now: Instant, minutes: number): Instant =>
  // ISO 8601 in UTC is what an Instant is.
  new Date(Date.parse(now) - minutes * 60_000).toISOString() as Instant;

export async function* everyLandlord(database: Database): AsyncGenerator<LandlordRow> {
  let afterId: string | null = null;
  do {
    const page = await listLandlords(database, { afterId, limit: PAGE });
    yield* page;
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
  rounds: Rounds,
  onFailure: (error: unknown) => void,
): Maintenance {
  let round = Promise.resolve();
  const next = () => {
    round = round
      .then(async () => {
        const figures = await maintain(database, now());
        rounds.succeeded(now(), figures);
      })
      .catch((error: unknown) => {
        rounds.failed();
        onFailure(error);
      });
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
