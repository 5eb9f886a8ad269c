import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverAccount } from '../../../src/db/embedded/account';

const DEBIAN = '/usr/lib/postgresql';
const NEEDED = ['initdb', 'pg_ctl', 'pg_dump', 'pg_restore'];

/**
 * Where this machine has a PostgreSQL with its own client programs, which the embedded one comes without: a pg_dump
 * reads no server newer than itself. Null where there is none.
 */
export function installedPostgres(root = DEBIAN): string | null {
  const directories = existsSync(root) ? readdirSync(root).map((name) => join(root, name, 'bin')) : [];
  return directories.find((bin) => NEEDED.every((name) => existsSync(join(bin, name)))) ?? null;
}

export interface Cluster {
  urlOf(database: string): string;
  stop(): void;
}

/** A new server of that PostgreSQL, whose transaction ids begin where every new server's do. */
export function startCluster(bin: string, port: number): Cluster {
  const directory = mkdtempSync(join(tmpdir(), 'redress-cluster-'));
  const account = serverAccount();
  if (account) chownSync(directory, account.uid, account.gid);
  chmodSync(directory, 0o700);
  const data = join(directory, 'data');
  const run = (program: string, ...args: string[]) =>
    execFileSync(join(bin, program), args, { ...account, cwd: '/', stdio: 'ignore' });
  run('initdb', '-D', data, '-U', 'redress', '-A', 'trust', '-E', 'UTF8', '--no-sync');
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off`;
  run('pg_ctl', 'start', '-D', data, '-w', '-o', options, '-l', join(directory, 'log'));
  return {
    urlOf: (database) => `postgres://redress@127.0.0.1:${port}/${database}`,
    stop() {
      run('pg_ctl', 'stop', '-D', data, '-m', 'immediate', '-w');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
