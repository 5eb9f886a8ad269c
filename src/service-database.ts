import type { DatabaseConfig } from './config';
import { type Database, openDatabase } from './db/client';
import { startEmbedded } from './db/embedded';
import { migrate } from './db/migrate';

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
}

/** The database the configuration names, running and migrated, in the same way for the service and for the commands. */
export async function openServiceDatabase(options: ServiceDatabaseOptions): Promise<ServiceDatabase> {
  const { config, poolSize, whenInUse, log } = options;
  const server =
    config.mode === 'embedded'
      ? await startEmbedded({ dataDir: config.dataDir, log, whenInUse })
      : { url: config.url, stop: async () => undefined };
  const database = openDatabase({
    url: server.url,
    poolSize,
    onConnectionLost: (error) => log(`A database connection was lost: ${error.message}`),
  });
  const close = async () => {
    await database.close();
    await server.stop();
  };
  try {
    await migrate(database);
  } catch (error) {
    await close();
    throw error;
  }
  return { database, close };
}
