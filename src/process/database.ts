import type { DatabaseConfig } from './config';
import { type Database, openDatabase } from '../db/connection/client';
import { startEmbedded } from '../db/embedded/server';
import { SERVICE_ROLE } from '../db/setup/isolation';
import { checkServer, DatabaseUnusable, migrate } from '../db/setup/migrate';
import { mayMigrate } from '../db/setup/migrations-applied';
import { assertOwnSessions } from '../db/setup/own-sessions';
import { assertCurrent, assertUsable, exemptionOf } from '../db/setup/startup-checks';
import type { PoolOptions } from '../db/connection/pool';
import type { Timing } from '../db/connection/timing';

export interface ServiceDatabase {
  readonly database: Database;
  /** Closes the pool, then stops the embedded server if this process is the one that runs it. */
  close(): Promise<void>;
}

export interface ServiceDatabaseOptions {
  readonly config: DatabaseConfig;
  readonly poolSize: number;
  readonly whenInUse: 'refuse' | 'share';
  /** Whether the schema is brought up to this release: in any case, by whoever may, or by nobody. */
  readonly migrating: 'always' | 'if-owner' | 'never';
  readonly log: (line: string) => void;
  readonly afterRestore?: boolean;
  readonly timed?: Timing;
  readonly onConnect?: PoolOptions['onConnect'];
  readonly statementTimeoutMs?: null;
}

/** Where the owner's work is done and where the service's is, and what the service logs in with. */
interface Server {
  /** Null where the address of the service is all that is known, be it the owner's or not. */
  readonly ownerUrl: string | null;
  readonly serviceUrl: string;
  readonly servicePassword: string | null;
  stop(): Promise<void>;
}

/**
 * The database the configuration names, running and at this release, in the same way for the service and for the
 * commands. The owner migrates and leaves; what remains open works as a role that owns nothing.
 */
export async function openServiceDatabase(options: ServiceDatabaseOptions): Promise<ServiceDatabase> {
  const { poolSize, log, timed, onConnect, statementTimeoutMs } = options;
  const server = await serverOf(options);
  const database = openDatabase({
    url: server.serviceUrl,
    poolSize,
    role: SERVICE_ROLE,
    onConnectionLost: (error) => log(`A database connection was lost: ${error.message}`),
    ...(timed && { timed }),
    ...(onConnect && { onConnect }),
    ...(statementTimeoutMs === null && { statementTimeoutMs }),
  });
  const close = async () => {
    await database.close();
    await server.stop();
  };
  try {
    const seenTo = await seenToByOwner(server, options);
    // Of a server of our own nobody stands in front.
    if (options.config.mode === 'external')
      await assertOwnSessions({ url: server.serviceUrl, role: SERVICE_ROLE });
    await assertUsable(database);
    if (!seenTo) await assertCurrent(database);
  } catch (error) {
    await close();
    throw error;
  }
  return { database, close };
}

async function serverOf({ config, log, whenInUse, migrating }: ServiceDatabaseOptions): Promise<Server> {
  if (config.mode === 'external') {
    const { url, migrationUrl } = config;
    return {
      ownerUrl: migrationUrl,
      serviceUrl: url,
      servicePassword: migrationUrl === null ? null : passwordOf(url),
      stop: async () => undefined,
    };
  }
  const { url, servicePassword, stop } = await startEmbedded({
    dataDir: config.dataDir,
    log,
    whenInUse,
    mustExist: migrating === 'never',
  });
  const service = new URL(url);
  service.username = SERVICE_ROLE;
  service.password = servicePassword;
  return { ownerUrl: url, serviceUrl: service.href, servicePassword, stop };
}

/** An address that logs in as the role of the service itself says with which password it is to be let in. */
function passwordOf(url: string): string | null {
  const { username, password } = new URL(url);
  return username === SERVICE_ROLE && password !== '' ? decodeURIComponent(password) : null;
}

/** Whether the owner has seen to it that the schema is the one of this release. */
async function seenToByOwner(
  { ownerUrl, serviceUrl, servicePassword }: Server,
  { config, migrating, afterRestore = false }: ServiceDatabaseOptions,
): Promise<boolean> {
  // Of a server of our own the owner is at hand, and before the first start there is no role of the service to ask as.
  if (migrating === 'never' && config.mode === 'external') return false;
  const url = ownerUrl ?? serviceUrl;
  // Before anything is locked or set there.
  if (config.mode === 'external') await assertOwnSessions({ url, role: null });
  const owner = openDatabase({ url, poolSize: 1, statementTimeoutMs: null });
  try {
    if (migrating === 'never') {
      await assertCurrent(owner);
      return true;
    }
    await checkServer(owner);
    if (migrating === 'if-owner' && ownerUrl === null && !(await mayMigrate(owner.pool))) return false;
    await migrate(owner, { afterRestore, ...(servicePassword !== null && { servicePassword }) });
    return true;
  } finally {
    await owner.close();
  }
}

/**
 * The service works as a role that owns nothing, and whoever could run statements of their own in it would go back to
 * the one it logged in with. Where the owner has an address of its own that is a mistake, else it is worth a line.
 */
export async function judgeLogin(
  config: DatabaseConfig,
  database: Database,
  log: (line: string) => void,
): Promise<void> {
  if (config.mode === 'embedded') return;
  const exempt = await exemptionOf(database, 'session_user');
  if (exempt === null) return;
  const whose = `DATABASE_URL logs in as ${exempt.as}, which can act as ${exempt.through}`;
  if (config.migrationUrl !== null)
    throw new DatabaseUnusable(
      `${whose}: give it a role that was granted ${SERVICE_ROLE} and nothing else. REDRESS_MIGRATION_URL is there to keep the owner away from the service.`,
    );
  log(
    `${whose}, and so can whoever gets the service to run a statement of theirs. docs/operations.md shows how to give the service a role of its own.`,
  );
}
