import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbedded } from '../../../src/db/embedded/server';
import { builtService } from '../../support/built-service';
import { query } from '../../support/clone';
import { clusterHome, isAlive } from '../../support/databases/data-directory';
import { postmasterPid, serversFolder } from '../../support/databases/embedded-servers';
import { until } from '../../support/wait-until';

const service = builtService();
const folder = serversFolder();

/** A start in a process of its own, as the service makes it, which can be killed. */
async function startElsewhere(dataDir: string): Promise<{ url: string; kill(): Promise<void> }> {
  const script = join(folder.path, 'holder.cjs');
  writeFileSync(
    script,
    `const { startEmbedded } = require(${JSON.stringify(join(service.dist, 'db/embedded/server.js'))});
     startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, log: console.error, settings: { fsync: 'off' } })
       .then(({ url }) => { console.log(url); setInterval(() => {}, 1000); })
       .catch((error) => { console.error(error.message); process.exit(1); });`,
  );
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'pipe'] });
  folder.afterwards(() => child.kill('SIGKILL'));
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

describe('an embedded PostgreSQL that is killed or shared', () => {
  test('after kill -9 of the service the next start adopts the server that is still alive', async () => {
    const dataDir = join(folder.path, 'data');
    const killed = await startElsewhere(dataDir);
    await query(killed.url, 'create table kept as select 1 as one');
    const pid = postmasterPid(clusterHome(dataDir));
    await killed.kill();
    expect(isAlive(pid)).toBe(true);

    const next = await startEmbedded(folder.options(dataDir));
    expect(next.url).toBe(killed.url);
    expect(postmasterPid(next.directory)).toBe(pid);
    expect(await query(next.url, 'select one from kept')).toEqual([{ one: 1 }]);
    await next.stop();
    // An orphan that has ended keeps its number until the system's first process has taken note.
    await until('it is gone', () => !isAlive(pid));
  });

  test('after kill -9 of service and server the next start recovers, whoever has the old process number now', async () => {
    const dataDir = join(folder.path, 'data');
    const killed = await startElsewhere(dataDir);
    await query(killed.url, 'create table kept as select 1 as one');
    const file = join(clusterHome(dataDir), 'cluster', 'postmaster.pid');
    const pid = postmasterPid(clusterHome(dataDir));
    await killed.kill();
    process.kill(pid, 'SIGKILL');
    await until('it is gone', () => !isAlive(pid));
    const left = readFileSync(file, 'utf8');
    writeFileSync(file, left.replace(String(pid), String(process.pid)));

    const next = await startEmbedded(folder.options(dataDir));
    expect(next.firstStart).toBe(false);
    expect(await query(next.url, 'select one from kept')).toEqual([{ one: 1 }]);
    await next.stop();
  });

  test('a second service on the same data directory is refused, a command may share it, and neither stops it', async () => {
    const dataDir = join(folder.path, 'data');
    const first = await startEmbedded(folder.options(dataDir));
    await expect(startEmbedded(folder.options(dataDir))).rejects.toThrow(
      `Another Redress is using ${dataDir}. Stop it first, or give this one its own directory with REDRESS_DATA_DIR.`,
    );
    const sharing = await startEmbedded({ ...folder.options(dataDir), whenInUse: 'share' });
    await sharing.stop();
    expect(await query(first.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await first.stop();
  });

  test('two first starts at once make one cluster, and one of them gets it', async () => {
    const dataDir = join(folder.path, 'data');
    const outcomes = await Promise.allSettled([startElsewhere(dataDir), startElsewhere(dataDir)]);
    const started = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await query(started[0]!.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await started[0]!.kill();
    const next = await startEmbedded(folder.options(dataDir));
    await next.stop();
  });

  test('a server that dies under the service comes back on the same port', async () => {
    const running = await startEmbedded(folder.options(join(folder.path, 'data')));
    process.kill(postmasterPid(running.directory), 'SIGKILL');
    await until('it is back', () => folder.lines.includes('The embedded database is back.'));
    expect(await query(running.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await running.stop();
  });
});
