import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from '../connection/errors';
import { EmbeddedUnusable } from './unusable';

/** The unprivileged account PostgreSQL runs under when the service itself is root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root, so root lends the server to an account that every system has. */
export function serverAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const wanted of ['postgres', 'nobody']) {
    const [, , uid, gid] = accounts.find((line) => line.startsWith(`${wanted}:`))?.split(':') ?? [];
    if (Number(uid) > 0) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new EmbeddedUnusable(
    'PostgreSQL does not run as root, and neither of the accounts "postgres" and "nobody" is in /etc/passwd. ' +
      'Start Redress as an ordinary user, or set DATABASE_URL to a PostgreSQL server of your own.',
  );
}

/**
 * Files that exist decide who runs the server: PostgreSQL insists on owning its directory, and a directory
 * that was made by an ordinary user may later be started by root.
 */
export function accountFor(clusterDir: string, account: Account | null): Account | null {
  const owner = statSync(clusterDir);
  if (account !== null) return { uid: owner.uid, gid: owner.gid };
  if (process.getuid !== undefined && owner.uid !== process.getuid()) {
    throw new EmbeddedUnusable(
      `The database in ${clusterDir} belongs to another account (user number ${owner.uid}). ` +
        'Start Redress as that user or as root, or choose another REDRESS_DATA_DIR.',
    );
  }
  return null;
}

/**
 * Nobody else has any business in there, whatever the umask. Under root the account passes through to what is its own, and
 * sees no name on the way; what is secret has its own mode as well.
 */
export function makeClosed(directory: string, account: Account | null): void {
  makeAll(directory);
  chmodSync(directory, account === null ? 0o700 : 0o711);
}

/**
 * Level by level, and not with `recursive`: below a directory that answers ENOENT to every mkdir, such as /proc, Node
 * would make the parent and try again for ever.
 */
function makeAll(directory: string): void {
  if (existsSync(directory)) return;
  const parent = dirname(directory);
  if (parent !== directory) makeAll(parent);
  try {
    mkdirSync(directory);
  } catch (error) {
    // Another start may have made it in this very moment.
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}

/** Asks the operating system instead of computing permission bits: access lists and mounts count too. */
export function canEnter(account: Account, directory: string): boolean {
  const probe = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', directory], {
    ...account,
    cwd: '/',
    stdio: 'ignore',
  });
  if (probe.error) {
    throw new EmbeddedUnusable(
      `Redress runs as root but may not start a program as user number ${account.uid} (${probe.error.message}). ` +
        'Start Redress as an ordinary user, or set DATABASE_URL to a PostgreSQL server of your own.',
    );
  }
  return probe.status === 0;
}
