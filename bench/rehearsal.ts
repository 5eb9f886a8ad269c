import { applyRehearsal } from '../src/complaints/rehearsal/apply';
import { type Counts, rehearse } from '../src/complaints/rehearsal/rehearse';
import { Rulebook } from '../src/complaints/loading/rulebook';
import { openDatabase } from '../src/db/connection/client';
import { migrate } from '../src/db/setup/migrate';
import { addDays, localDateIn } from '../src/policy/dates/local-date';
import { systemNow } from '../src/process/system-clock';
import { landlordId } from './numbering';
import { populate, settleLandlords } from './population';
import { openBenchDatabase } from './server';
import { LANDLORDS } from './settings';
import { rulesAt, ZONE } from './templates';

const say = (line: string) => console.log(line);
/** A hundred thousand open clocks: eleven for every ten complaints. */
const COMPLAINTS = Number(process.env.BENCH_COMPLAINTS ?? 91_000);

/** A closure in the midst of the running time of all complaints, for every landlord: seen, then done. */
async function main(): Promise<void> {
  const server = await openBenchDatabase(process.env.DATABASE_URL ?? null);
  const database = openDatabase({ url: server.url });
  try {
    const rules = rulesAt(systemNow());
    await migrate(database);
    await settleLandlords(database, rules);
    const populating = await timed(() => populate(server.url, rules, 0, COMPLAINTS));
    say(`${COMPLAINTS} complaints made ready in ${populating}`);
    const deps = { database, rulebook: new Rulebook(database, systemNow), now: systemNow };
    deps.rulebook.landlordTerms.startListening();
    const on = addDays(localDateIn(rules.now, ZONE), 2);
    const change = { kind: 'closure' as const, closures: [{ on, why: 'Office move' }], withdrawn: [] };
    const held: string[] = [];
    let clocks = 0;
    let moved = 0;
    const seconds = await timed(async () => {
      for (let n = 0; n < LANDLORDS; n += 1) {
        const by = { landlordId: landlordId(n), actor: 'bench' };
        const rehearsed = await rehearse(deps, by, { change, why: null });
        if (rehearsed.kind !== 'done') throw new Error('The bench’s own change was refused');
        const row = rehearsed.value;
        // As `rehearse` has just counted them.
        const counts = row.counts as Counts;
        clocks += counts.clocks;
        moved += counts.movedClocks;
        held.push(row.id);
      }
    });
    say(`${clocks} open clocks of ${COMPLAINTS} complaints rehearsed in ${seconds}; ${moved} move`);
    const applying = await timed(async () => {
      for (const [n, id] of held.entries()) {
        const { kind } = await applyRehearsal(deps, { landlordId: landlordId(n), actor: 'bench', id });
        if (kind !== 'done') throw new Error(`The application came to ${kind}`);
      }
    });
    say(`applied in ${applying}`);
  } finally {
    await database.close();
    await server.drop();
  }
}

/** Seconds by the clock, and of this process alone: on a busy machine the second says more. */
async function timed(work: () => Promise<void>): Promise<string> {
  const began = performance.now();
  const used = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(used);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const spent = user + system;
  const each = (spent / COMPLAINTS).toFixed(0);
  return `${seconds} s (${(spent / 1e6).toFixed(1)} s of processor time here, ${each} microseconds a complaint)`;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
