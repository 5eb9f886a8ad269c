import { cpus } from 'node:os';
import { openDatabase } from '../src/db/client';
import { migrate } from '../src/db/migrate';
import { systemNow } from '../src/system-clock';
import { buildService } from '../test/support/built-service';
import type { LoadJob, LoadResult } from './load';
import { type Ground, type Measured, Measurement, type ServicePath } from './measure';
import { countInHand } from './numbering';
import { type BaselineRun, findPgbench } from './pgbench';
import { populate, settleLandlords } from './population';
import { memoryLine, scaleLines, table } from './report';
import { openBenchDatabase } from './server';
import { startService } from './service';
import { LANDLORDS, settingsFrom } from './settings';
import { statementsOf } from './statements';
import { rulesAt } from './templates';
import { startWorker } from './worker';

const PATHS: readonly ServicePath[] = ['read', 'worklist', 'log', 'act'];
const say = (line: string) => console.log(line);

async function main(): Promise<void> {
  const settings = settingsFrom(process.env);
  const paths = PATHS.filter((path) => settings.paths?.includes(path) ?? true);
  const pgbench = findPgbench();
  const bareName = pgbench === null ? 'bare driver' : 'pgbench';
  const rules = rulesAt(systemNow());
  const built = buildService();
  const database = await openBenchDatabase(settings.databaseUrl);
  const load = startWorker<LoadJob, LoadResult>('load.ts');
  const echo = startWorker<unknown, number>('echo.ts');
  const driver = startWorker<BaselineRun, number>('driver.ts');
  try {
    say(
      `${cpus().length} cores, Node ${process.versions.node}, ${database.description}, against ${bareName}`,
    );
    const session = openDatabase({ url: database.url });
    await migrate(session);
    const keys = await settleLandlords(session, rules);
    await session.close();
    await timed(`${settings.complaints} complaints of ${LANDLORDS} landlords seeded`, () =>
      populate(database.url, rules, 0, settings.complaints),
    );
    const service = await startService(built, database.url, settings.profileDir);
    const statements = await statementsOf(rules);
    const bench = {
      settings,
      rules,
      service,
      databaseUrl: database.url,
      keys,
      load,
      echo,
      driver,
      pgbench,
      statements,
    };
    const measureAll = async (ground: Ground) => {
      const measurement = new Measurement(bench, ground);
      const measured: Measured[] = [];
      for (const path of paths) measured.push(await measurement.run(path));
      say(`\n${ground.complaints} complaints, medians of ${settings.rounds} rounds of ${settings.seconds} s`);
      say(table(measured, bareName));
      return measured;
    };
    const first = await measureAll({ complaints: settings.complaints, used: 0 });
    say(memoryLine((await service.figures()).memory));
    if (settings.scale) {
      const more = settings.complaints * 10;
      await timed(`\n${more} complaints seeded`, () =>
        populate(database.url, rules, settings.complaints, more),
      );
      const second = await measureAll({ complaints: more, used: countInHand(settings.complaints) });
      say(scaleLines(first, second));
      say(memoryLine((await service.figures()).memory));
    }
    await service.stop();
  } finally {
    for (const worker of [load, echo, driver]) worker.stop();
    await database.drop();
    built.remove();
  }
}

async function timed(what: string, work: () => Promise<void>): Promise<void> {
  const began = performance.now();
  await work();
  say(`${what} in ${((performance.now() - began) / 1000).toFixed(0)} s`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
