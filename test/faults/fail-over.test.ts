import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealChain } from '../../src/db/integrity/chain';
import { TEST_NOW } from '../support/app';
import { builtService } from '../support/built-service';
import { query } from '../support/clone';
import { type Wire, wireTo } from '../support/databases/cuttable-wire';
import { LEAST } from '../support/landlord-desk';
import { type Answer, landlordAt, type RemoteLandlord, send } from '../support/landlord-over-http';
import { type RunningService, startService } from '../support/running-service';
import { type ServerPair, serverPair } from '../support/databases/server-pair';
import { until } from '../support/wait-until';
import { expectStoredEqualsReplay, faultsOf } from '../support/whole-record';

/** A primary dies while the service runs on, its standby is promoted, and the address they share moves to it. */

// At once and not in a hook: on a busy machine the compiler may take longer than a hook may.
const built = builtService();
let cwd: string;
let pair: ServerPair;
let wire: Wire;
let service: RunningService;
let landlord: RemoteLandlord;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'redress fail-over '));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const undo: (() => unknown)[] = [];
async function standUp(commits: 'synchronous' | 'asynchronous'): Promise<void> {
  pair = await serverPair(commits);
  undo.push(() => pair.remove());
  wire = await wireTo(pair.primary.url);
  undo.push(() => wire.stop());
  service = await startService(built, cwd, { DATABASE_URL: wire.url, HOST: '127.0.0.1' });
  undo.push(() => service.end('SIGTERM'));
  landlord = await landlordAt(service.url, wire.url);
  undo.push(() => landlord.database.close());
}
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

const log = () => send(landlord, 'POST', '/v1/complaints', { body: { ...LEAST, receivedOn: '2026-03-02' } });
const idOf = ({ text }: Answer): string => JSON.parse(text).id;

/** Reads the feed as another system does: on from where it was, and again after a refusal. */
function reader() {
  const ids: string[] = [];
  let next: string | null = null;
  return {
    ids,
    async read(): Promise<number> {
      const after: string = next === null ? '' : `&after=${encodeURIComponent(next)}`;
      const { status, text } = await send(landlord, 'GET', `/v1/events?limit=200${after}`);
      if (status !== 200) return status;
      const page: { items: { id: string }[]; next: string } = JSON.parse(text);
      ids.push(...page.items.map(({ id }) => id));
      next = page.next;
      return status;
    },
  };
}

const epochs = async (): Promise<unknown> =>
  query(wire.url, 'select epoch, feed_epoch() as present from event_feed.epochs order by epoch');

test('callers get 503 and never 500 until it is over; what was confirmed is there, whole, and comes once in the feed', async () => {
  await standUp('synchronous');
  const { landlordId, database } = landlord;
  const feed = reader();
  const answers: Answer[] = [];
  const read: number[] = [];
  let going = true;
  const writer = async () => {
    while (going) answers.push(await log());
  };
  const follower = async () => {
    while (going) read.push(await feed.read());
  };
  const working = Promise.all([...Array.from({ length: 8 }, writer), follower()]);
  const withStatus = (status: number) => answers.filter((answer) => answer.status === status);
  const more = async (what: string, status: number) => {
    const before = withStatus(status).length;
    await until(what, () => withStatus(status).length > before + 30);
  };

  await more('some are confirmed', 201);
  await sealChain(database, landlordId, TEST_NOW);
  pair.primary.kill();
  await more('some are refused, for nobody is there', 503);
  wire.moveTo(pair.standby.url);
  await until('one is refused, for a standby takes none', () =>
    withStatus(503).some(({ text }) => text.includes('The database takes no writes at present')),
  );
  expect((await send(landlord, 'GET', '/health/ready')).status).toBe(503);
  pair.promote();
  await more('some are confirmed again', 201);
  going = false;
  await working;

  expect(answers.filter(({ status }) => status !== 201 && status !== 503)).toEqual([]);
  expect(read.filter((status) => status !== 200 && status !== 503)).toEqual([]);
  const stored = await database.of(landlordId).query<{ id: string; complaint: string }>({
    text: 'select id, complaint_id as complaint from complaint_events where landlord_id = $1',
    values: [landlordId],
  });
  const complaints = new Set(stored.map(({ complaint }) => complaint));
  expect(withStatus(201).filter((answer) => !complaints.has(idOf(answer)))).toEqual([]);
  await sealChain(database, landlordId, TEST_NOW);
  await expectStoredEqualsReplay(database, landlordId);
  expect(await faultsOf(database, landlordId)).toEqual([]);

  expect(await epochs()).toEqual([
    { epoch: 1, present: 2 },
    { epoch: 2, present: 2 },
  ]);
  await until('the feed has told all', async () => {
    await feed.read();
    return feed.ids.length >= stored.length;
  });
  expect([...feed.ids].sort()).toEqual(stored.map(({ id }) => id).sort());
});

test('where the standby had not all of it, a reader of what was lost still hears of everything from then on', async () => {
  await standUp('asynchronous');
  const feed = reader();
  expect((await log()).status).toBe(201);
  pair.standby.stop();
  // Transactions that only the dead primary knows of: their ids are given out anew after it.
  for (let n = 0; n < 40; n += 1) expect((await log()).status).toBe(201);
  await until(
    'the reader has all of them',
    async () => (await feed.read()) === 200 && feed.ids.length === 41,
  );
  pair.primary.kill();
  pair.standby.start();
  pair.promote();
  wire.moveTo(pair.standby.url);

  await until('it works again', async () => (await log()).status === 201);
  const next = idOf(await log());
  expect(await epochs()).toEqual([
    { epoch: 1, present: 2 },
    { epoch: 2, present: 2 },
  ]);
  await until(
    'the reader hears of two complaints',
    async () => (await feed.read()) === 200 && feed.ids.length > 42,
  );
  const { rows } = await landlord.database.pool.query('select 1');
  expect(rows).toHaveLength(1);
  const [event] = await landlord.database.of(landlord.landlordId).query<{ id: string }>({
    text: 'select id from complaint_events where landlord_id = $1 and complaint_id = $2',
    values: [landlord.landlordId, next],
  });
  expect(feed.ids).toContain(event?.id);
});
