import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../src/db/connection/client';
import { type EmbeddedDatabase, startEmbedded } from '../../src/db/embedded/server';
import { SERVICE_ROLE } from '../../src/db/setup/isolation';
import { migrate } from '../../src/db/setup/migrate';
import { type Served, serve } from '../support/app';
import { removeDataDirectory } from '../support/databases/data-directory';
import { LEAST } from '../support/landlord-desk';
import { type Answer, landlordAt, type RemoteLandlord, send } from '../support/landlord-over-http';
import { until } from '../support/wait-until';
import { expectStoredEqualsReplay } from '../support/whole-record';

/** A PostgreSQL of the test's own, which goes away and comes back where it was while requests keep coming. */

const WORKERS = 12;

let directory: string;
let server: EmbeddedDatabase;
let database: Database;
let service: Served;
let landlord: RemoteLandlord;
const start = (port?: number) =>
  startEmbedded({
    dataDir: directory,
    log: () => undefined,
    settings: { fsync: 'off' },
    ...(port && { port }),
  });

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'redress-away-'));
  chmodSync(directory, 0o755);
  server = await start();
  const owner = openDatabase({ url: server.url, poolSize: 1 });
  await migrate(owner);
  await owner.close();
  database = openDatabase({ url: server.url, poolSize: 4, role: SERVICE_ROLE });
  service = await serve(database);
  landlord = await landlordAt(service.url, server.url);
});
afterAll(async () => {
  await service.stop();
  await landlord.database.close();
  await database.close();
  await server.stop();
  removeDataDirectory(directory);
  rmSync(directory, { recursive: true, force: true });
});

const logged = () =>
  send(landlord, 'POST', '/v1/complaints', { body: { ...LEAST, receivedOn: '2026-03-02' } });
const listed = () => send(landlord, 'GET', '/v1/complaints?limit=5');

/** Logs and lists complaints without a rest until told to stop. */
function underLoad(): { answers: Answer[]; stop(): Promise<void> } {
  const answers: Answer[] = [];
  let going = true;
  const worker = async (n: number): Promise<void> => {
    while (going) answers.push(await (n % 3 === 0 ? listed() : logged()));
  };
  const working = Promise.all(Array.from({ length: WORKERS }, (_, n) => worker(n)));
  return {
    answers,
    async stop() {
      going = false;
      await working;
    },
  };
}

const countOf = (answers: readonly Answer[], status: number) =>
  answers.filter((answer) => answer.status === status).length;

test('while PostgreSQL is away every request is answered 503 with the time to try again, and afterwards as before', async () => {
  const load = underLoad();
  await until('some is done', () => countOf(load.answers, 201) > 50);
  const port = Number(new URL(server.url).port);
  await server.stop();
  const down = load.answers.length;
  await until('some is refused', () => load.answers.length > down + 50);
  server = await start(port);
  const back = countOf(load.answers, 201);
  await until('some is done again', () => countOf(load.answers, 201) > back + 50);
  await load.stop();

  const refused = load.answers.filter(({ status }) => status >= 300);
  expect(refused.length).toBeGreaterThan(50);
  for (const { status, headers, text } of refused) {
    const { code, detail } = JSON.parse(text);
    expect([status, code, headers.get('retry-after'), headers.get('content-type')]).toEqual([
      503,
      'unavailable',
      '5',
      expect.stringMatching(/^application\/problem\+json/),
    ]);
    expect(detail).toMatch(/^The database (cannot be reached|is stopping or starting)\.$/);
  }
});

test('the pool is whole again: more requests than it has connections are all answered', async () => {
  const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => (n % 2 ? logged() : listed())));
  expect(answers.filter(({ status }) => status >= 300)).toEqual([]);
  expect(database.pool.waitingCount).toBe(0);
  expect(database.pool.totalCount).toBeLessThanOrEqual(4);
});

test('changes are heard of again: a key that is revoked elsewhere fails at once', async () => {
  const heard = `select pid from pg_stat_activity where application_name = 'redress-changes'`;
  const owner = openDatabase({ url: server.url, poolSize: 1 });
  await until('the service listens', async () => (await owner.pool.query(heard)).rows.length > 0);
  expect((await listed()).status).toBe(200);
  await owner.pool.query('update api_keys set revoked_at = now() where landlord_id = $1', [
    landlord.landlordId,
  ]);
  await until('the key fails', async () => (await listed()).status === 401);
  await owner.pool.query('update api_keys set revoked_at = null where landlord_id = $1', [
    landlord.landlordId,
  ]);
  await until('the key works', async () => (await listed()).status === 200);
  await owner.close();
});

test('when PostgreSQL breaks down without a word, what was answered is there and each record is whole', async () => {
  const load = underLoad();
  await until('some is done', () => countOf(load.answers, 201) > 30);
  const [row] = (await landlord.database.pool.query<{ pid: number }>('select pg_backend_pid() as pid')).rows;
  // A backend that is killed takes the whole server through crash recovery.
  process.kill(row?.pid ?? 0, 'SIGKILL');
  const before = countOf(load.answers, 201);
  await until('some is done again', () => countOf(load.answers, 201) > before + 30);
  await load.stop();
  expect(load.answers.filter(({ status }) => ![200, 201, 503].includes(status))).toEqual([]);

  const rows = await landlord.database.of(landlord.landlordId).query<{ id: string }>({
    text: 'select id from complaints where landlord_id = $1',
    values: [landlord.landlordId],
  });
  const stored = new Set(rows.map(({ id }) => id));
  const told = load.answers.filter(({ status }) => status === 201).map(({ text }) => JSON.parse(text).id);
  expect(told.filter((id) => !stored.has(id))).toEqual([]);
  await expectStoredEqualsReplay(landlord.database, landlord.landlordId);
});
