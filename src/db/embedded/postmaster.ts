import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { errorCode } from '../connection/errors';
import type { Account } from './account';
import type { Binaries } from './binaries';
import { freePort, LOCAL } from './free-port';
import { type Home, processExists } from './home';
import { EmbeddedUnusable } from './unusable';

export interface Installation {
  readonly home: Home;
  readonly binaries: Binaries;
  readonly account: Account | null;
  readonly settings: Readonly<Record<string, string>>;
  readonly log: (line: string) => void;
}

interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

const PATIENCE_MS = 5 * 60_000;
const STARTS_AT_MOST = 5;
const LOG_KEPT_BYTES = 10 * 1024 * 1024;

/** Small enough for a laptop beside other work; nothing here trades away durability. */
const SETTINGS = {
  listen_addresses: LOCAL,
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '64MB',
  io_method: 'sync',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

export function connectionUrl(home: Home, port: number, database: string): string {
  return `postgres://redress:${readFileSync(home.passwordFile, 'utf8').trim()}@${LOCAL}:${port}/${database}`;
}

/**
 * Answers with the port of a server that accepts our password: the one that runs already (a killed service
 * leaves its server alive), else one started here. Two starters may race; PostgreSQL's own lock file lets one
 * of them win and the other adopts it.
 */
export async function ensureRunning(installation: Installation, fixedPort: number | null): Promise<number> {
  const deadline = Date.now() + PATIENCE_MS;
  let started: ChildProcess | null = null;
  let starts = 0;
  while (Date.now() < deadline) {
    const running = runningPostmaster(installation.home);
    if (running !== null) {
      if (await accepts(installation.home, running.port)) return running.port;
    } else if (started === null || started.exitCode !== null || started.signalCode !== null) {
      if (starts >= STARTS_AT_MOST) throw failedStart(installation.home);
      starts += 1;
      started = await startPostmaster(installation, fixedPort ?? (await freePort()));
    }
    await pause(40);
  }
  throw failedStart(installation.home);
}

export function isRunning(home: Home): boolean {
  return runningPostmaster(home) !== null;
}

/** Fast shutdown: sessions are ended, everything committed is on disk, and the call returns when it is over. */
export function stopPostmaster({ home, binaries, account }: Installation): void {
  if (!isRunning(home)) return;
  const run = spawnSync(binaries.pgCtl, ['stop', '-D', home.cluster, '-m', 'fast', '-w', '-t', '60', '-s'], {
    ...account,
    cwd: home.directory,
    env: { LC_ALL: 'C' },
    encoding: 'utf8',
  });
  if ((run.error || run.status !== 0) && isRunning(home)) {
    throw new Error(`The embedded database did not stop: ${run.error?.message ?? run.stderr.trim()}`);
  }
}

function runningPostmaster(home: Home): Postmaster | null {
  const file = join(home.cluster, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  // Written line by line while the server starts: what is not there yet will be at the next look.
  if (!(pid > 0) || !(port > 0)) return pid > 0 && processExists(pid) ? { pid, port: 0 } : null;
  if (!processExists(pid)) return null;
  if (isSomethingElse(pid, home)) {
    // After a restart of a container the number may belong to any program, and PostgreSQL would refuse to start.
    rmSync(file, { force: true });
    return null;
  }
  return { pid, port };
}

/** A postmaster works in its own data directory; only Linux lets us look. */
function isSomethingElse(pid: number, home: Home): boolean {
  if (process.platform !== 'linux') return false;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) !== realpathSync(home.cluster);
  } catch (error) {
    // A process that has ended but is not yet reaped has no directory; one we may not look at counts as ours.
    return errorCode(error) === 'ENOENT';
  }
}

async function accepts(home: Home, port: number): Promise<boolean> {
  if (port === 0) return false;
  const client = new Client({
    connectionString: connectionUrl(home, port, 'postgres'),
    connectionTimeoutMillis: 5_000,
  });
  // A connection that breaks after its first error must not end the process; the failure is reported by connect().
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch (error) {
    if (errorCode(error) === '28P01') {
      throw new EmbeddedUnusable(
        `The database server of ${home.cluster} does not accept the password in ${home.passwordFile}.`,
      );
    }
    // Starting, recovering or stopping: the caller looks again.
    return false;
  }
}

/** Detached, so that Ctrl-C in the terminal reaches the service alone and its last writes still find a server. */
async function startPostmaster(
  { home, binaries, account, settings }: Installation,
  port: number,
): Promise<ChildProcess> {
  if (existsSync(home.serverLog) && statSync(home.serverLog).size > LOG_KEPT_BYTES) {
    renameSync(home.serverLog, `${home.serverLog}.1`);
  }
  const log = openSync(home.serverLog, 'a', 0o600);
  const options = Object.entries({ ...SETTINGS, ...settings, port: String(port) }).flatMap(
    ([name, value]) => ['-c', `${name}=${value}`],
  );
  const child = spawn(binaries.postgres, ['-D', home.cluster, ...options], {
    ...account,
    cwd: home.directory,
    env: { LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', log, log],
    detached: true,
    windowsHide: true,
  });
  closeSync(log);
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error) =>
      reject(new EmbeddedUnusable(`PostgreSQL could not be started: ${error.message}`)),
    );
  });
  child.unref();
  return child;
}

function failedStart(home: Home): EmbeddedUnusable {
  const said = existsSync(home.serverLog)
    ? readFileSync(home.serverLog, 'utf8').trimEnd().split('\n').slice(-5).join('\n')
    : '';
  return new EmbeddedUnusable(
    `The embedded database in ${home.cluster} did not start. The end of ${home.serverLog}:\n${said}`,
  );
}
