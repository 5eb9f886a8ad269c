import { appendAccess, listAccess } from '../../../src/db/access/access-log';
import { AccessQueue } from '../../../src/db/access/access-log-queue';
import { openDatabase } from '../../../src/db/connection/client';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { accessEntry, HEXAGON, landlordWithPolicy, WESTFIELD } from '../row-builders';

/** What happens to entries of the access log on the way to their table. */

let base: TestDatabase;
beforeAll(async () => {
  base = await createTestDatabase();
  await landlordWithPolicy(base.database, HEXAGON);
  await landlordWithPolicy(base.database, WESTFIELD);
});
beforeEach(async () => {
  await base.owner.query({
    text: `alter table access_log disable trigger user; delete from access_log;
      alter table access_log enable trigger user`,
  });
});
afterAll(() => base.drop());

const EVERYTHING = { subjects: null, principal: null, from: null, to: null, afterId: null, limit: 10_000 };
const writtenOf = async (landlordId: string) =>
  (await listAccess(base.database, landlordId, EVERYTHING)).map(({ id }) => Number(id.slice(-12))).reverse();
const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);

const silent = () => undefined;

test('entries whose first writing was done, though nobody heard so, are written no second time and hold up none', async () => {
  await appendAccess(base.database, HEXAGON, [accessEntry(1), accessEntry(2)]);
  await appendAccess(base.database, HEXAGON, [accessEntry(1), accessEntry(2), accessEntry(3)]);
  expect(await writtenOf(HEXAGON)).toEqual([1, 2, 3]);
});

test('thousands are written in pieces, those of each landlord in the order they came', async () => {
  const queue = new AccessQueue(base.database, silent);
  for (const n of upTo(1201)) queue.add(HEXAGON, accessEntry(n));
  queue.add(WESTFIELD, accessEntry(1));
  await queue.flush();
  expect(await writtenOf(HEXAGON)).toEqual(upTo(1201));
  expect(await writtenOf(WESTFIELD)).toEqual([1]);
  expect([queue.waiting, queue.lost]).toEqual([0, 0]);
});

test('while the database is away entries wait, each one no further try: only a flush is', async () => {
  const away = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none' });
  const troubles: string[] = [];
  const queue = new AccessQueue(away, (message) => troubles.push(message));
  for (const n of upTo(499)) queue.add(HEXAGON, accessEntry(n));
  await queue.flush();
  for (const n of upTo(3000)) queue.add(HEXAGON, accessEntry(1000 + n));
  await Promise.all([queue.flush(), queue.flush(), queue.flush(), queue.flush()]);
  expect(troubles).toEqual(Array(3).fill('the access log waits'));
  expect([queue.waiting, queue.lost]).toEqual([3499, 0]);
  await away.close();
});

test('past the most that may wait, the oldest of whoever has most are given up, and it is said how many', async () => {
  const away = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none' });
  const troubles: string[] = [];
  const queue = new AccessQueue(away, (message) => troubles.push(message), 100);
  queue.add(WESTFIELD, accessEntry(1));
  for (const n of upTo(120)) queue.add(HEXAGON, accessEntry(n));
  await queue.flush();
  expect([queue.waiting, queue.lost, troubles]).toEqual([100, 21, ['21 entries of the access log are lost']]);
  await away.close();
});

test('one landlord whose entries cannot be written holds up no other', async () => {
  const troubles: string[] = [];
  const queue = new AccessQueue(base.database, (message) => troubles.push(message));
  queue.add(HEXAGON, { ...accessEntry(1), name: 'not \0 storable' });
  queue.add(WESTFIELD, accessEntry(1));
  await queue.flush();
  await queue.flush();
  expect(await writtenOf(WESTFIELD)).toEqual([1]);
  expect([queue.waiting, await writtenOf(HEXAGON)]).toEqual([1, []]);
});

test('what is noted while others are being written is written after them', async () => {
  const queue = new AccessQueue(base.database, silent);
  queue.add(HEXAGON, accessEntry(1));
  const first = queue.flush();
  queue.add(HEXAGON, accessEntry(2));
  await Promise.all([first, queue.flush()]);
  expect(await writtenOf(HEXAGON)).toEqual([1, 2]);
});
