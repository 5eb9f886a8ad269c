import type { DatabaseConfig } from './config';
import { type Database, openDatabase } from './db/client';
import { startEmbedded } from './db/embedded';
import { SERVICE_ROLE } from './db/isolation';
import { assertUsable, migrate } from './db/migrate';
import type { Watch } from './db/watch';

export interface ServiceDatabase {
  readonly database: Database;
  /** Closes the pool, then stops the embedded server if this process is the one that runs it. */
  close(): Promise<void>;
}

export interface ServiceDatabaseOptions {
  readonly config: DatabaseConfig;
  readonly poolSize: number;
  readonly whenInUse: 'refuse' | 'share';
  readonly log: (line: string) => void;
  readonly afterRestore?: boolean;
  readonly watch?: Watch;
  readonly statementTimeoutMs?: null;
}

/** Where the owner's work is done and where the service's is, and what the service logs in with on a server of ours. */
interface Server {
  readonly ownerUrl: string;
  readonly serviceUrl: string;
  readonly servicePassword?: string;
  stop(): Promise<void>;
}

/**
 * The database the configuration names, running and migrated, in the same way for the service and for the commands.
 * The owner migrates and leaves; what remains open works as a role that owns nothing.
 */
export async function openServiceDatabase(options: ServiceDatabaseOptions): Promise<ServiceDatabase> {
  const { poolSize, log, watch, statementTimeoutMs } = options;
  const server = await serverOf(options);
  const database = openDatabase({
    url: server.serviceUrl,
    poolSize,
    role: SERVICE_ROLE,
    onConnectionLost: (error) => log(`A database connection was lost: ${error.message}`),
    ...(watch && { watch }),
    ...(statementTimeoutMs === null && { statementTimeoutMs }),
  });
  const close = async () => {
    await database.close();
    await server.stop();
  };
  try {
    await migrateAsOwner(server, options.afterRestore ?? false);
    await assertUsable(database);
  } catch (error) {
    await close();
    throw error;
  }
  return { database, close };
}

async function serverOf({ config, log, whenInUse }: ServiceDatabaseOptions): Promise<Server> {
  if (config.mode === 'external') {
    return { ownerUrl: config.migrationUrl, serviceUrl: config.url, stop: async () => undefined };
  }
  const { url, servicePassword, stop } = await startEmbedded({ dataDir: config.dataDir, log, whenInUse });
  const service = new URL(url);
  service.username = SERVICE_ROLE;
  service.password = servicePassword;
  return { ownerUrl: url, serviceUrl: service.href, servicePassword, stop };
}

async function migrateAsOwner({ ownerUrl, servicePassword }: Server, afterRestore: boolean): Promise<void> {
  const owner = openDatabase({ url: ownerUrl, poolSize: 1, statementTimeoutMs: null });
  try {
    await migrate(owner, { afterRestore, ...(servicePassword !== undefined && { servicePassword }) });
  } finally {
    await owner.close();
  }
}
