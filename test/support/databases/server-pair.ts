import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverAccount } from '../../../src/db/embedded/account';
import { findBinaries } from '../../../src/db/embedded/binaries';
import { freePort } from '../../../src/db/embedded/free-port';
import { query } from '../clone';
import { until } from '../wait-until';

export interface Member {
  readonly url: string;
  start(): void;
  /** As a machine dies: nothing is finished, and nothing is said to the other. */
  kill(): void;
  /** In order, as for an upgrade of its machine. */
  stop(): void;
}

/** A primary that streams to a standby, of the PostgreSQL that comes with the service. */
export interface ServerPair {
  readonly primary: Member;
  readonly standby: Member;
  /** Makes the standby the primary. */
  promote(): void;
  remove(): void;
}

const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'fsync=off',
  'max_connections=60',
];
/** With this a commit is told once the standby has it too. */
const SYNCHRONOUS = 'synchronous_standby_names=*';

export async function serverPair(commits: 'synchronous' | 'asynchronous'): Promise<ServerPair> {
  const account = serverAccount();
  const directory = mkdtempSync(join(tmpdir(), 'redress-pair-'));
  chmodSync(directory, 0o755);
  const { initdb, pgCtl } = findBinaries(account, directory, () => undefined);
  const place = (name: string): string => join(directory, name);
  const run = (program: string, ...args: string[]) =>
    execFileSync(program, args, {
      ...account,
      cwd: '/',
      env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' },
      stdio: 'ignore',
    });
  if (account) chownSync(directory, account.uid, account.gid);

  const member = async (
    name: string,
    settings: readonly string[],
  ): Promise<Member & { readonly port: number }> => {
    const port = await freePort();
    const options = [`port=${port}`, ...SETTINGS, ...settings].map((setting) => `-c '${setting}'`).join(' ');
    return {
      port,
      url: `postgres://redress@127.0.0.1:${port}/postgres`,
      start: () => run(pgCtl, 'start', '-D', place(name), '-w', '-o', options, '-l', place(`${name}.log`)),
      kill: () => run(pgCtl, 'stop', '-D', place(name), '-m', 'immediate', '-w'),
      stop: () => run(pgCtl, 'stop', '-D', place(name), '-m', 'fast', '-w'),
    };
  };
  const primary = await member('primary', commits === 'synchronous' ? [SYNCHRONOUS] : []);
  const standby = await member('standby', [
    `primary_conninfo=host=127.0.0.1 port=${primary.port} user=redress`,
    'wal_retrieve_retry_interval=100ms',
  ]);
  run(initdb, '-D', place('primary'), '-U', 'redress', '-A', 'trust', '-E', 'UTF8', '--no-sync');
  // Once, so that what the standby begins with was written for standbys; initdb writes for none.
  primary.start();
  primary.stop();
  // By programs, since what they make belongs to the server's account.
  run('/bin/cp', '-Rp', place('primary'), place('standby'));
  run('touch', join(place('standby'), 'standby.signal'));
  primary.start();
  standby.start();
  const streaming = `select from pg_stat_replication where state = 'streaming'`;
  await until('the standby follows', async () => (await query(primary.url, streaming)).length === 1);
  return {
    primary,
    standby,
    promote: () => run(pgCtl, 'promote', '-D', place('standby'), '-w'),
    remove() {
      for (const { kill } of [primary, standby]) {
        try {
          kill();
        } catch {
          // It was killed before.
        }
      }
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
