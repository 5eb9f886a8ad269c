import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../src/db/connection/client';
import { migrate } from '../src/db/setup/migrate';
import { systemNow } from '../src/process/system-clock';
import { buildService } from '../test/support/built-service';
import type { LoadJob, LoadResult } from './load';
import { type Bench, type Ground, type Measured, Measurement, type ServicePath } from './measure';
import { countInHand } from './numbering';
import { type BaselineRun, findPgbench } from './pgbench';
import { populate, settleLandlords } from './population';
import { memoryLine, scaleLines, table } from './report';
import { type BenchDatabase, openBenchDatabase } from './server';
import { type Service, startService } from './service';
import { LANDLORDS, type Settings, settingsFrom } from './settings';
import { statementsOf } from './statements';
import { rulesAt } from './templates';
import { startWorker } from './worker';

const PATHS: readonly ServicePath[] = ['read', 'worklist', 'log', 'act'];
const say = (line: string) => console.log(line);

async function main(): Promise<void> {
  const settings = settingsFrom(process.env);
  const built = buildService(mkdtempSync(join(tmpdir(), 'redress-bench-')));
  const database = await openBenchDatabase(settings.databaseUrl);
  const workers = {
    load: startWorker<LoadJob, LoadResult>('load.ts'),
    echo: startWorker<unknown, number>('echo.ts'),
    driver: startWorker<BaselineRun, number>('driver.ts'),
  };
  let service: Service | null = null;
  const start = async () => {
    service = await startService(built, database.url, settings.profileDir);
    return service;
  };
  try {
    await Promise.race([bench(settings, database, workers, start), interrupted()]);
  } finally {
    // Whatever happened, nothing is left behind: no process, no database, no files.
    await stopped(service);
    for (const worker of Object.values(workers)) worker.stop();
    await database.drop();
    rmSync(built.directory, { recursive: true, force: true });
  }
}

async function bench(
  settings: Settings,
  database: BenchDatabase,
  workers: Pick<Bench, 'load' | 'echo' | 'driver'>,
  start: () => Promise<Service>,
): Promise<void> {
  const { complaints } = settings;
  const pgbench = findPgbench();
  const bareName = pgbench === null ? 'bare driver' : 'pgbench';
  say(`${cpus().length} cores, Node ${process.versions.node}, ${database.description}, against ${bareName}`);
  const rules = rulesAt(systemNow());
  const session = openDatabase({ url: database.url });
  await migrate(session);
  const keys = await settleLandlords(session, rules);
  await session.close();
  const seed = (from: number, to: number) =>
    timed(`${to} complaints of ${LANDLORDS} landlords seeded`, () => populate(database.url, rules, from, to));
  await seed(0, complaints);
  const statements = await statementsOf(rules);
  const service = await start();
  const ready = {
    ...workers,
    settings,
    rules,
    service,
    databaseUrl: database.url,
    keys,
    pgbench,
    statements,
  };

  const measure = async (ground: Ground) => {
    const measurement = new Measurement(ready, ground);
    const measured: Measured[] = [];
    for (const path of PATHS) {
      if (settings.paths?.includes(path) ?? true) measured.push(await measurement.run(path));
    }
    say(`\n${ground.complaints} complaints, medians of ${settings.rounds} rounds of ${settings.seconds} s`);
    say(table(measured, bareName));
    say(memoryLine((await service.figures()).memory));
    return measured;
  };
  const first = await measure({ complaints, used: 0 });
  if (!settings.scale) return;
  await seed(complaints, complaints * 10);
  const second = await measure({ complaints: complaints * 10, used: countInHand(complaints) });
  say(scaleLines(first, second));
}

function interrupted(): Promise<never> {
  return new Promise((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => reject(new Error(`${signal} received: the bench is called off.`)));
    }
  });
}

const stopped = async (service: Service | null): Promise<void> => service?.stop();

async function timed(what: string, work: () => Promise<void>): Promise<void> {
  const began = performance.now();
  await work();
  say(`${what} in ${((performance.now() - began) / 1000).toFixed(0)} s`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
