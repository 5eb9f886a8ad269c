import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { errorCode, errorMessage } from '../connection/errors';
import { accountFor, serverAccount } from './account';
import { findBinaries } from './binaries';
import {
  closeHome,
  createHome,
  findHome,
  makeDataDirectory,
  SYSTEM_DIRECTORY,
  servicePassword,
} from './home';
import { type Occupancy, occupy } from './occupancy';
import { connectionUrl, ensureRunning, type Installation, stopPostmaster } from './postmaster';
import { EmbeddedUnusable } from './unusable';

export interface EmbeddedOptions {
  readonly dataDir: string;
  readonly log: (line: string) => void;
  /** A service refuses a directory that another one uses; a short administrative command shares it. */
  readonly whenInUse?: 'refuse' | 'share';
  /** A command that only reads finds nothing where there is nothing yet, and makes nothing there. */
  readonly mustExist?: boolean;
  /** Server settings beside our own: the tests trade durability for speed. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Where to listen; a free port unless told. */
  readonly port?: number;
}

export interface EmbeddedDatabase {
  /** The address with the owner's rights. */
  readonly url: string;
  /** What the role of the service logs in with, once a migration has let it. */
  readonly servicePassword: string;
  readonly firstStart: boolean;
  /** Where the files are: in the data directory, or where its cluster.json points. */
  readonly directory: string;
  stop(): Promise<void>;
}

const DATABASE = 'redress';

/** A PostgreSQL server of our own on a loopback port, its files in the data directory. Whoever occupies it stops it. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { log } = options;
  const { installation, firstStart } = prepareOrExplain(options);
  const port = await ensureRunning(installation, options.port ?? null);
  const url = connectionUrl(installation.home, port, DATABASE);
  const lockUrl = connectionUrl(installation.home, port, 'postgres');
  await ensureDatabase(lockUrl);

  let occupancy: Occupancy | null = null;
  const patienceMs = options.whenInUse === 'share' ? 0 : 3_000;
  let stopping = false;
  let recovery: Promise<void> = Promise.resolve();
  const take = async () => {
    occupancy = await occupy(lockUrl, patienceMs, () => {
      if (!stopping) recovery = recover();
    });
    return occupancy !== null;
  };
  // The server came down under us (out of memory, a crash): bring it back on the port the pool knows.
  const recover = async () => {
    log('The embedded database went away; starting it again.');
    while (!stopping) {
      try {
        await ensureRunning(installation, port);
        if (await take()) return log('The embedded database is back.');
        log('Another process has taken over the embedded database.');
      } catch (error) {
        log(`The embedded database is not back yet: ${errorMessage(error)}`);
      }
      await pause(1_000);
    }
  };

  if (!(await take()) && options.whenInUse !== 'share') {
    throw new EmbeddedUnusable(
      `Another Redress is using ${resolve(options.dataDir)}. Stop it first, or give this one its own directory with REDRESS_DATA_DIR.`,
    );
  }
  return {
    url,
    servicePassword: servicePassword(installation.home),
    firstStart,
    directory: installation.home.directory,
    async stop() {
      stopping = true;
      await recovery;
      if (occupancy === null) return;
      // The lock outlives the server: nobody else may adopt one that is about to stop.
      stopPostmaster(installation);
      await occupancy.release();
    },
  };
}

/** A directory that may not be written, is full or is no directory is its owner's to mend, and no bug. */
function prepareOrExplain(options: EmbeddedOptions): ReturnType<typeof prepare> {
  try {
    return prepare(options);
  } catch (error) {
    if (error instanceof EmbeddedUnusable || errorCode(error) === undefined) throw error;
    throw new EmbeddedUnusable(
      `REDRESS_DATA_DIR ${resolve(options.dataDir)} cannot be used: ${errorMessage(error)}.`,
      { cause: error },
    );
  }
}

function prepare({ dataDir, log, settings, mustExist = false }: EmbeddedOptions): {
  installation: Installation;
  firstStart: boolean;
} {
  if (mustExist && findHome(dataDir) === null)
    throw new EmbeddedUnusable(
      `There is no Redress data in ${resolve(dataDir)}. REDRESS_DATA_DIR names the directory that the service uses.`,
    );
  const lent = serverAccount();
  makeDataDirectory(dataDir, lent);
  const directory = realpathSync(dataDir);
  const copies = lent === null ? directory : SYSTEM_DIRECTORY;
  const found = findHome(directory);
  const account = found === null ? lent : accountFor(found.cluster, lent);
  const binaries = findBinaries(account, copies, log);
  const home = found ?? createHome(directory, account, binaries, log);
  closeHome(home, account);
  return {
    installation: { home, binaries, account, settings: settings ?? {}, log },
    firstStart: found === null,
  };
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`create database ${DATABASE}`);
  } catch (error) {
    // 42P04: it exists; 23505: another starter is creating it in this very moment.
    if (!['42P04', '23505'].includes(errorCode(error) ?? '')) throw error;
  } finally {
    await client.end();
  }
}
