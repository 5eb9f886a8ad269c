import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uuidv7 } from 'uuidv7';
import { insertPolicy } from '../src/db/landlords/policies';
import { openDatabase } from '../src/db/connection/client';
import { migrate } from '../src/db/setup/migrate';
import { LANDLORD_ROLES } from '../src/http/auth/roles';
import { createLandlord, issueKey, issuePlatformKey } from '../src/process/provisioning';
import { systemNow } from '../src/process/system-clock';
import { type OpenApi, operationsOf } from '../test/fuzz/operations';
import { sendRaw } from '../test/fuzz/send';
import { buildService } from '../test/support/built-service';
import { hostileParts, type HostilePart, TOO_MUCH } from '../test/fuzz/hostile-parts';
import { heavyButRight } from './heavy-requests';
import { openBenchDatabase } from './server';
import { type Service, startService } from './service';
import { procedure, ZONE } from './templates';

/** The most that one request below 1 MB may cost, and that a refusal may weigh. */
const MOST_REFUSED_MS = 250;
const MOST_ACCEPTED_MS = 500;
const HEAVIEST = 64 * 1024;
/** As much as a body can hold and still reach the schema of its operation. */
const SCALE = { values: 19_900, letters: 900_000 };
const ROUNDS = 5;
const SHOWN = 12;

interface Cost {
  readonly name: string;
  readonly status: number;
  readonly ms: number;
  readonly bytes: number;
}

const say = (line: string) => console.log(line);

/** Every part of every operation, spoilt in turn, and the heaviest requests that are right: what does each cost? */
async function main(): Promise<void> {
  const built = buildService(mkdtempSync(join(tmpdir(), 'redress-bench-')));
  const server = await openBenchDatabase(process.env.DATABASE_URL ?? null);
  const database = openDatabase({ url: server.url });
  const agent = new Agent({ keepAlive: true });
  let service: Service | null = null;
  try {
    await migrate(database);
    const key = await landlordKey(database);
    const platform = await issuePlatformKey(database, 'bench', 'bench', systemNow());
    service = await startService(built, server.url, null);
    const document: OpenApi = JSON.parse(readFileSync(join(__dirname, '../openapi/openapi.json'), 'utf8'));
    const operations = operationsOf(document);
    const costs: Cost[] = [];
    const only = process.env.BENCH_ONLY === undefined ? null : new RegExp(process.env.BENCH_ONLY);
    for (const operation of operations) {
      const of = operation.path === '/v1/landlords' ? platform : key;
      if (!(only?.test(`${operation.method} ${operation.path}`) ?? true)) continue;
      const spoilt = hostileParts(document, operation, of, SCALE);
      const name = `${operation.method} ${operation.path}`;
      for (const part of spoilt)
        costs.push(await costOf(service, agent, { ...part, name: `${name}: ${part.name}` }));
    }
    for (const part of [...tooMuch(key), ...heavyButRight(key)])
      costs.push(await costOf(service, agent, part));
    report(costs);
  } finally {
    agent.destroy();
    await service?.stop();
    await database.close();
    await server.drop();
    rmSync(built.directory, { recursive: true, force: true });
  }
}

async function landlordKey(database: ReturnType<typeof openDatabase>): Promise<string> {
  const now = systemNow();
  const document = procedure();
  const { version, effectiveFrom, effectiveTo, calendar } = document;
  const details = {
    name: 'Landlord',
    division: calendar.division,
    zone: ZONE,
    homes: [],
    ombudsmanContact: null,
  };
  const landlordId = await createLandlord(database, details, now, uuidv7());
  const policy = { version, effectiveFrom, effectiveTo, document, publishedAt: now, publishedBy: 'bench' };
  await insertPolicy(database, landlordId, policy);
  return issueKey(
    database,
    landlordId,
    { name: 'bench', roles: LANDLORD_ROLES, expiresAt: null, by: 'bench' },
    now,
  );
}

/** Bodies that are too much for any operation: to one that takes them, to one that does not, and to none. */
const tooMuch = (key: string): HostilePart[] =>
  ['/v1/complaints', '/v1/timelines', '/v1/nothing', '/nothing'].flatMap((path) =>
    Object.entries(TOO_MUCH).map(([name, body]) => ({
      name: `POST ${path}: ${name}`,
      method: 'POST',
      path,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body,
    })),
  );

/**
 * By the processor time of the whole process, which is more than its loop is held. What seems dear is asked for again
 * and stands with the middle of its costs: the first time it may have met code that is not warm yet.
 */
async function costOf(service: Service, agent: Agent, part: HostilePart): Promise<Cost> {
  const first = await costOnce(service, agent, part);
  if (first.ms < MOST_REFUSED_MS / 2) return first;
  const rounds = [first];
  while (rounds.length < ROUNDS) rounds.push(await costOnce(service, agent, part));
  rounds.sort((a, b) => a.ms - b.ms);
  return rounds[Math.floor(ROUNDS / 2)] ?? first;
}

/** Asking for the figures has its price too, a few milliseconds, which is left in. */
async function costOnce(service: Service, agent: Agent, { name, body, ...part }: HostilePart): Promise<Cost> {
  const sent = { ...part, body: body === null ? null : Buffer.from(body) };
  const before = await service.figures();
  const answer = await sendRaw(agent, service.url, sent);
  const after = await service.figures();
  const ms = (after.processor - before.processor) * 1000;
  return { name, status: answer?.status ?? 0, ms, bytes: Buffer.byteLength(answer?.text ?? '') };
}

function report(costs: readonly Cost[]): void {
  const refused = costs.filter(({ status }) => status >= 400 || status === 0);
  const accepted = costs.filter(({ status }) => status > 0 && status < 400);
  const dearest = (some: readonly Cost[]) => [...some].sort((a, b) => b.ms - a.ms).slice(0, SHOWN);
  const line = ({ name, status, ms, bytes }: Cost) =>
    `${ms.toFixed(0).padStart(6)} ms ${String(bytes).padStart(9)} B ${status} ${name}`;
  say(`${refused.length} kinds refused; the dearest:`);
  for (const cost of dearest(refused)) say(line(cost));
  say(`${accepted.length} kinds taken; the dearest:`);
  for (const cost of dearest(accepted)) say(line(cost));
  const heaviest = Math.max(...refused.map(({ bytes }) => bytes));
  say(`the heaviest refusal weighs ${heaviest} bytes`);
  const amiss = [
    ...refused.filter(({ ms, bytes, status }) => ms > MOST_REFUSED_MS || bytes > HEAVIEST || status >= 500),
    ...accepted.filter(({ ms }) => ms > MOST_ACCEPTED_MS),
  ];
  if (amiss.length === 0) return;
  process.exitCode = 1;
  say('Beyond what they may cost or weigh:');
  for (const cost of amiss) say(line(cost));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
