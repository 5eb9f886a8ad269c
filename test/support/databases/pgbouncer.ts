import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { serverAccount } from '../../../src/db/embedded/account';
import { freePort } from '../../../src/db/embedded/free-port';
import { until } from '../wait-until';

/** Debian keeps it where an ordinary user's path does not lead. */
const program = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin']
  .map((folder) => join(folder, 'pgbouncer'))
  .find((path) => existsSync(path));

/** Its version as a number, 1.25 being 125; null where this machine has none. */
export const PGBOUNCER: number | null = program ? versionOf(program) : null;

function versionOf(path: string): number {
  const [, major, minor] =
    /(\d+)\.(\d+)/.exec(spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout) ?? [];
  return Number(major) * 100 + Number(minor);
}

const running = new Set<() => void>();
afterEach(() => {
  for (const stop of running) stop();
  running.clear();
});

export type PoolerSettings = Readonly<Partial<Record<string, string | number>>>;

/** Without a pgbouncer it is not declared, rather than skipped: `.ci/long` installs one. */
export function testWithPooler(name: string, work: () => Promise<void>): void {
  if (PGBOUNCER !== null) test(name, work);
}

export interface Pooler {
  /** The address given, by way of the pooler. */
  through(address: string): string;
}

/** A pgbouncer in front of the server of these addresses, which knows their passwords; stopped after the test. */
export async function pgbouncer(addresses: readonly string[], settings: PoolerSettings): Promise<Pooler> {
  const [first] = addresses.map((address) => new URL(address));
  if (!program || !first) throw new Error('There is no pgbouncer, or nothing for it to stand in front of');
  const directory = mkdtempSync(join(tmpdir(), 'redress-pgbouncer-'));
  const write = (name: string, lines: readonly string[]): string => {
    const path = join(directory, name);
    writeFileSync(path, `${lines.join('\n')}\n`);
    return path;
  };
  const users = addresses
    .map((address) => new URL(address))
    .map(({ username, password }) => `"${username}" "${decodeURIComponent(password)}"`);
  const port = await freePort();
  const all = {
    listen_addr: '127.0.0.1',
    listen_port: port,
    unix_socket_dir: '',
    auth_type: 'scram-sha-256',
    auth_file: write('users', users),
    ...settings,
  };
  const config = write('pgbouncer.ini', [
    '[databases]',
    `* = host=${first.hostname} port=${first.port}`,
    '[pgbouncer]',
    ...Object.entries(all).map(([name, value]) => `${name} = ${value}`),
  ]);
  // It refuses to be root, as PostgreSQL does.
  const account = serverAccount();
  if (account) chownSync(directory, account.uid, account.gid);
  chmodSync(directory, 0o755);
  const child = spawn(program, [config], { ...account, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
  running.add(() => {
    // It keeps nothing, and its releases differ in how long they wait after the gentler signals.
    child.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  });
  let written = '';
  child.stderr.on('data', (chunk) => {
    written += String(chunk);
  });
  await until('pgbouncer runs', () => {
    if (child.exitCode !== null) throw new Error(`pgbouncer ended:\n${written}`);
    return written.includes('process up');
  });
  return {
    through(address) {
      const url = new URL(address);
      url.hostname = '127.0.0.1';
      url.port = String(port);
      return url.href;
    },
  };
}
