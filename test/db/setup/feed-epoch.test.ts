import { insertLoggedComplaint } from '../../../src/db/complaints/write';
import { openDatabase } from '../../../src/db/connection/client';
import { eventFeed, type FeedPosition } from '../../../src/db/complaints/events';
import { migrate } from '../../../src/db/setup/migrate';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { everyWriterEnded } from '../../support/wait-until';
import { complaint, HEXAGON, landlordWithPolicy, uuid } from '../row-builders';

let scratch: TestDatabase;
beforeEach(async () => {
  scratch = await createTestDatabase();
  await landlordWithPolicy(scratch.database, HEXAGON);
  for (const n of [1, 2, 3]) await insertLoggedComplaint(scratch.database, HEXAGON, complaint(n));
  await everyWriterEnded(scratch.owner);
});
afterEach(() => scratch.drop());

async function start(afterRestore = false): Promise<void> {
  const owner = openDatabase({ url: scratch.url, poolSize: 1 });
  await migrate(owner, { afterRestore }).finally(() => owner.close());
}

/** As on a server that has not done as much: its transaction ids are far below those of the rows it was given. */
async function asOnAYoungerServer(): Promise<void> {
  await scratch.owner.query({
    text: `
      alter table complaint_events disable trigger complaint_events_append_only;
      update complaint_events set xact = (xact::text::bigint + 1000000000000)::text::xid8;
      alter table complaint_events enable trigger complaint_events_append_only;`,
  });
}

const epochs = () =>
  scratch.owner.query({
    text: 'select epoch, server is not null as known, feed_epoch() as present from event_feed.epochs order by epoch',
  });

async function follow(after: FeedPosition | null): Promise<{ ids: string[]; position: FeedPosition | null }> {
  await everyWriterEnded(scratch.owner);
  const ids: string[] = [];
  let position = after;
  for (;;) {
    const rows = await eventFeed(scratch.database, HEXAGON, position, 2);
    const last = rows.at(-1);
    if (!last) return { ids, position };
    ids.push(...rows.map(({ id }) => id));
    position = { epoch: last.epoch, xact: last.xact, position: last.position };
  }
}

test('a start on the same server stays in its epoch', async () => {
  await start();
  await start();
  expect(await epochs()).toEqual([{ epoch: 1, known: true, present: 1 }]);
});

test('without a new epoch a restored database would keep back what it has: the fault this guards against', async () => {
  await asOnAYoungerServer();
  expect(await eventFeed(scratch.database, HEXAGON, null, 10)).toEqual([]);
});

test('restored on another server, readers go on where they were: nothing is missed and nothing comes twice', async () => {
  const halfway = await eventFeed(scratch.database, HEXAGON, null, 1);
  expect(halfway.map(({ id }) => id)).toEqual([uuid(1000)]);
  await asOnAYoungerServer();
  await scratch.owner.query({ text: `update event_feed.epochs set server = 'another/1'` });
  await start();
  expect(await epochs()).toEqual([
    { epoch: 1, known: true, present: 2 },
    { epoch: 2, known: true, present: 2 },
  ]);
  await insertLoggedComplaint(scratch.database, HEXAGON, complaint(4));

  const whole = await follow(null);
  expect(whole.ids).toEqual([1000, 2000, 3000, 4000].map(uuid));
  const [first] = await eventFeed(scratch.database, HEXAGON, null, 1);
  expect((await follow({ epoch: 1, xact: first!.xact, position: first!.position })).ids).toEqual(
    [2000, 3000, 4000].map(uuid),
  );
  expect(await follow(whole.position)).toEqual({ ids: [], position: whole.position });
});

test('set back behind what a reader has seen, it still sees everything that happens from then on', async () => {
  // Read in the life that was lost: a later transaction than any this server will have for a long time.
  const lost: FeedPosition = { epoch: 1, xact: '999999999999', position: 999 };
  await insertLoggedComplaint(scratch.database, HEXAGON, complaint(4));
  expect((await follow(lost)).ids).toEqual([]);
  await start(true);
  await insertLoggedComplaint(scratch.database, HEXAGON, complaint(5));
  expect((await follow(lost)).ids).toEqual([uuid(5000)]);
});

test('a new epoch waits for the writers of the last, so that none of their events turns up behind it', async () => {
  const writing = await scratch.database.pool.connect();
  await writing.query('begin');
  await writing.query(`select set_config('redress.landlord', '${HEXAGON}', true)`);
  await writing.query(
    `insert into complaint_events (landlord_id, complaint_id, sequence, id, type, data, promised, actor,
       occurred_on, recorded_at)
     values ($1, $2, 2, $3, 'assigned', '{"stage": "stage-1", "person": "staff-7"}', '[]', 'key:slow', '2024-09-02', '2024-09-02T10:00:00Z')`,
    [HEXAGON, uuid(1), uuid(99)],
  );
  let begun = false;
  const started = start(true).then(() => {
    begun = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(begun).toBe(false);
  await writing.query('commit');
  writing.release();
  await started;
  await insertLoggedComplaint(scratch.database, HEXAGON, complaint(4));
  expect((await follow(null)).ids).toEqual([1000, 2000, 3000, 99, 4000].map(uuid));
});
