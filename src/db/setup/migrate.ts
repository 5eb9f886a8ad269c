import { setTimeout as pause } from 'node:timers/promises';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import type { Database } from '../connection/client';
import { errorCode } from '../connection/errors';
import { beginEpoch, keepFeedInOrder, makeFeedFunctions } from './feed-epoch';
import { isolateLandlords, SERVICE_ROLE } from './isolation';
import { type Difference, differenceFrom, JOURNAL, MIGRATIONS, mayMigrate } from './migrations-applied';
import { STANDBY, whyUnusable } from './why-unusable';

/** The database cannot serve this release, for a reason its reader can act on: the message is the whole report. */
export class DatabaseUnusable extends Error {
  override readonly name = 'DatabaseUnusable';
}

const OLDEST_SERVER = 15;
/** Any number will do, as long as nothing else that uses this database takes the same advisory lock. */
const MIGRATION_LOCK = 7_265_647_265;
/**
 * What waits for a lock on a table holds up everybody who comes after it, readers too: an ALTER behind one long query
 * would stop the service. So it gives way, and tries again when the query may be over.
 */
const LOCK_PATIENCE_MS = 2_000;
const PAUSE_MS = 1_000;
const TRIES = 30;

/** The major version of the server, if this release can run on it. */
export async function checkServer(database: Database): Promise<number> {
  const { number, name, encoding, isStandby } = await describeServer(database);
  const version = Math.floor(number / 10_000);
  if (version < OLDEST_SERVER) {
    throw new DatabaseUnusable(
      `The database runs on PostgreSQL ${name}; PostgreSQL ${OLDEST_SERVER} or newer is needed.`,
    );
  }
  if (encoding !== 'UTF8') {
    throw new DatabaseUnusable(
      `The database is encoded in ${encoding}; create it with encoding UTF8, so that it can hold any name.`,
    );
  }
  if (isStandby) throw new DatabaseUnusable(STANDBY);
  return version;
}

interface Server {
  readonly number: number;
  readonly name: string;
  readonly encoding: string;
  readonly isStandby: boolean;
}

async function describeServer(database: Database): Promise<Server> {
  const text = `
    select current_setting('server_version_num')::int as number,
           current_setting('server_version') as name,
           current_setting('server_encoding') as encoding,
           pg_is_in_recovery() as "isStandby"`;
  try {
    const { rows } = await database.pool.query<Server>(text);
    const [server] = rows;
    if (!server) throw new Error('it answered with no row');
    return server;
  } catch (error) {
    throw new DatabaseUnusable(whyUnusable(error), { cause: error });
  }
}

export interface MigrateOptions {
  /** Lets the role of the service log in with it. */
  readonly servicePassword?: string;
  /** The database was restored to an earlier moment in a way the server itself does not tell. */
  readonly afterRestore?: boolean;
  /** Those of this release, unless told. */
  readonly migrationsFolder?: string;
}

/**
 * Brings the schema up to this release and keeps the landlords in it apart. Needs the owner's rights. Of several
 * processes that start at once, one migrates and the rest wait.
 */
export async function migrate(
  database: Database,
  { servicePassword, afterRestore = false, migrationsFolder = MIGRATIONS }: MigrateOptions = {},
): Promise<void> {
  await checkServer(database);
  if (!(await mayMigrate(database.pool)))
    throw new DatabaseUnusable(
      'The role of this database address does not own the tables and cannot bring them up to this release. Give the address of their owner in REDRESS_MIGRATION_URL.',
    );
  const client = await database.pool.connect();
  try {
    // Waiting for another process's migration, and the migration itself, may take longer than any query should.
    await client.query('set statement_timeout = 0');
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    refuseNewer(await differenceFrom(client, migrationsFolder));
    await client.query(`set lock_timeout = ${LOCK_PATIENCE_MS}`);
    await givingWay(async () => {
      await applyMigrations(drizzle(client), { migrationsFolder, ...JOURNAL });
      await makeFeedFunctions(client);
      await isolateLandlords(client, servicePassword ?? null).catch(explainMissingRights);
    });
    await givingWay(() => (afterRestore ? beginEpoch(client) : keepFeedInOrder(client)));
    await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
  } finally {
    // Discarded, not handed back: what was set on it, and the lock after a failure, end with the connection.
    client.release(true);
  }
}

const LOCK_NOT_AVAILABLE = '55P03';

async function givingWay(work: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isLockTimeout(error)) throw error;
      if (tries === TRIES) {
        throw new DatabaseUnusable(
          `The database cannot be migrated while others keep its tables locked: ${TRIES} tries in ${(TRIES * (LOCK_PATIENCE_MS + PAUSE_MS)) / 1000} seconds failed. See pg_stat_activity for who holds them.`,
          { cause: error },
        );
      }
      await pause(PAUSE_MS);
    }
  }
}

/** Drizzle wraps what PostgreSQL said. */
const isLockTimeout = (error: unknown): boolean =>
  errorCode(error) === LOCK_NOT_AVAILABLE ||
  (error instanceof Error && errorCode(error.cause) === LOCK_NOT_AVAILABLE);

const INSUFFICIENT_PRIVILEGE = '42501';

function explainMissingRights(error: unknown): never {
  if (errorCode(error) !== INSUFFICIENT_PRIVILEGE) throw error;
  throw new DatabaseUnusable(
    `The role of this database address may not create the role the service works as. Let an administrator run: create role ${SERVICE_ROLE}; grant ${SERVICE_ROLE} to that role with admin option.`,
    { cause: error },
  );
}

/** An older release would write rows that the newer schema's own release cannot read. */
export function refuseNewer({ unknown }: Difference): void {
  if (unknown === 0) return;
  throw new DatabaseUnusable(
    `The database has ${unknown} migration(s) that this release does not know: a newer release has used it. ` +
      'Start that release or a later one.',
  );
}
