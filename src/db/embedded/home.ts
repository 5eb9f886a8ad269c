import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { errorCode } from '../connection/errors';
import { type Account, canEnter, makeClosed } from './account';
import type { Binaries } from './binaries';
import { EmbeddedUnusable } from './unusable';

/** Where a cluster lives: its directory, the passwords of its owner and of the service, the server's own log. */
export interface Home {
  readonly directory: string;
  readonly cluster: string;
  readonly passwordFile: string;
  readonly servicePasswordFile: string;
  readonly serverLog: string;
}

/** Reachable by every account and not in the way of anybody: where root keeps what the server must reach. */
export const SYSTEM_DIRECTORY = '/var/lib/redress';
const POINTER = 'cluster.json';
const pointerSchema = z.object({ directory: z.string() });

function homeAt(directory: string): Home {
  return {
    directory,
    cluster: join(directory, 'cluster'),
    passwordFile: join(directory, 'password'),
    servicePasswordFile: join(directory, 'service-password'),
    serverLog: join(directory, 'server.log'),
  };
}

export function makeDataDirectory(dataDir: string, account: Account | null): void {
  if (existsSync(dataDir)) return;
  makeClosed(dataDir, account);
}

/** The directory of a cluster is ours alone: one of an earlier release, which left it open to be read, is closed. */
export function closeHome({ directory }: Home, account: Account | null): void {
  if (statSync(directory).uid === process.getuid?.()) makeClosed(directory, account);
}

export function findHome(dataDir: string): Home | null {
  const pointer = join(dataDir, POINTER);
  if (existsSync(pointer)) {
    const { directory } = pointerSchema.parse(JSON.parse(readFileSync(pointer, 'utf8')));
    if (existsSync(directory)) return homeAt(directory);
    throw new EmbeddedUnusable(
      `${pointer} says that the database is in ${directory}, which does not exist. ` +
        'Restore that directory; or, to begin with an empty database, delete the file.',
    );
  }
  const inside = join(dataDir, 'postgres');
  return existsSync(inside) ? homeAt(inside) : null;
}

/** A home appears whole or not at all: it is made under another name, and the first of two starters wins. */
export function createHome(
  dataDir: string,
  account: Account | null,
  binaries: Binaries,
  log: (line: string) => void,
): Home {
  removeAbandoned(dataDir);
  if (account === null || canEnter(account, dataDir)) {
    const made = initialise(join(dataDir, `postgres.new-${process.pid}`), account, binaries);
    return published(made, dataDir, () => renameSync(made.directory, join(dataDir, 'postgres')));
  }
  makeClosed(SYSTEM_DIRECTORY, account);
  const made = initialise(join(SYSTEM_DIRECTORY, randomBytes(8).toString('hex')), account, binaries);
  const pointer = join(dataDir, `${POINTER}.new-${process.pid}`);
  writeFileSync(pointer, `${JSON.stringify({ directory: made.directory }, null, 2)}\n`, { flush: true });
  const home = published(made, dataDir, () => linkSync(pointer, join(dataDir, POINTER)));
  rmSync(pointer);
  log(
    `The database server runs under an account that cannot reach ${dataDir}: its files are in ${home.directory} (see ${POINTER}).`,
  );
  return home;
}

function published(made: Home, dataDir: string, publish: () => void): Home {
  try {
    publish();
  } catch (error) {
    rmSync(made.directory, { recursive: true, force: true });
    if (findHome(dataDir) === null) throw error;
  }
  const home = findHome(dataDir);
  if (home === null) throw new Error(`No cluster in ${dataDir} although one was just put there`);
  return home;
}

function initialise(directory: string, account: Account | null, binaries: Binaries): Home {
  const home = homeAt(directory);
  makeClosed(directory, account);
  mkdirSync(home.cluster);
  chmodSync(home.cluster, 0o700);
  writeFileSync(home.passwordFile, newPassword(), { mode: 0o600, flush: true });
  if (account !== null) {
    chownSync(home.cluster, account.uid, account.gid);
    // initdb reads the password as that account; it goes back to root below.
    chownSync(home.passwordFile, account.uid, account.gid);
  }
  const options = [
    '--username=redress',
    `--pwfile=${home.passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--no-instructions',
  ];
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const run = spawnSync(binaries.initdb, [...options, ...locale, '-D', home.cluster], {
    ...account,
    cwd: directory,
    env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' },
    encoding: 'utf8',
  });
  if (run.error || run.status !== 0) {
    rmSync(directory, { recursive: true, force: true });
    throw new EmbeddedUnusable(
      `PostgreSQL could not create a database in ${home.cluster}: ${run.error?.message ?? run.stderr.trim()}`,
    );
  }
  if (account !== null) chownSync(home.passwordFile, 0, 0);
  return home;
}

const newPassword = (): string => randomBytes(24).toString('base64url');

/** The password of the role the service works as; made where there is none yet, as in a home of an earlier release. */
export function servicePassword({ servicePasswordFile: file }: Home): string {
  try {
    writeFileSync(file, newPassword(), { mode: 0o600, flush: true, flag: 'wx' });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}

/** What a start that was killed half-way left behind, once the process it names has gone. */
function removeAbandoned(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    const maker = /^(?:postgres|cluster\.json)\.new-(\d+)$/.exec(name)?.[1];
    if (maker !== undefined && (Number(maker) === process.pid || !processExists(Number(maker)))) {
      rmSync(join(dataDir, name), { recursive: true, force: true });
    }
  }
}

export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}
