import { insertLoggedComplaint } from '../../../src/db/complaints/write';
import { eventFeed, type FeedRow } from '../../../src/db/complaints/events';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { everyWriterEnded } from '../../support/wait-until';
import { complaint, event, HEXAGON, landlordWithPolicy, uuid, WESTFIELD } from '../row-builders';

let scratch: TestDatabase;
beforeEach(async () => {
  scratch = await createTestDatabase();
  await landlordWithPolicy(scratch.database, HEXAGON);
  await landlordWithPolicy(scratch.database, WESTFIELD);
});
afterEach(() => scratch.drop());

describe('the record', () => {
  beforeEach(async () => {
    await insertLoggedComplaint(scratch.database, HEXAGON, complaint(1));
  });

  test.each([
    ['UPDATE', 'update complaint_events set actor = $$nobody$$'],
    ['DELETE', 'delete from complaint_events'],
    ['TRUNCATE', 'truncate complaint_events'],
  ])('refuses %s of its events and says why', async (operation, text) => {
    await expect(scratch.owner.query({ text })).rejects.toThrow(
      `${operation} on complaint_events is refused: events are append-only, a correction is a further event`,
    );
    await everyWriterEnded(scratch.owner);
    expect(await eventFeed(scratch.database, HEXAGON, null, 10)).toHaveLength(1);
  });

  test('cannot lose a complaint that has events', async () => {
    await expect(scratch.owner.query({ text: 'delete from complaints' })).rejects.toThrow(
      'complaint_events_complaint_fk',
    );
  });

  test('refuses even a truncation that would cascade to it', async () => {
    await expect(scratch.owner.query({ text: 'truncate landlords cascade' })).rejects.toThrow('is refused');
  });
});

describe('the event feed', () => {
  const place = (row: FeedRow) => ({ epoch: row.epoch, xact: row.xact, position: row.position });

  test('gives a landlord its own events in the order of their commits, page by page, each once', async () => {
    await insertLoggedComplaint(
      scratch.database,
      HEXAGON,
      complaint(1, { events: [event(11), event(12, { type: 'acknowledged' })] }),
    );
    await insertLoggedComplaint(scratch.database, WESTFIELD, complaint(2));
    await insertLoggedComplaint(scratch.database, HEXAGON, complaint(3, { events: [event(31)] }));

    await everyWriterEnded(scratch.owner);
    const first = await eventFeed(scratch.database, HEXAGON, null, 2);
    expect(first.map(({ id, subject, reference }) => [id, subject, reference])).toEqual([
      [uuid(11), uuid(1), 'C-2024-000001'],
      [uuid(12), uuid(1), 'C-2024-000001'],
    ]);
    const second = await eventFeed(scratch.database, HEXAGON, place(first[1]!), 2);
    expect(second.map(({ id }) => id)).toEqual([uuid(31)]);
    expect(await eventFeed(scratch.database, HEXAGON, place(second[0]!), 2)).toEqual([]);
  });

  test('holds back a later event while an earlier one is not committed yet, so that a reader misses neither', async () => {
    const slow = await scratch.database.pool.connect();
    try {
      await slow.query('begin');
      await slow.query(`select set_config('redress.landlord', '${HEXAGON}', true)`);
      // An id is given to a transaction with its first write; the counter row of another year blocks nobody.
      await slow.query('insert into complaint_counters (landlord_id, year, last) values ($1, 1999, 0)', [
        HEXAGON,
      ]);
      await insertLoggedComplaint(scratch.database, HEXAGON, complaint(1, { events: [event(11)] }));
      expect(await eventFeed(scratch.database, HEXAGON, null, 10)).toEqual([]);
      await slow.query(
        `insert into complaint_events (landlord_id, complaint_id, sequence, id, type, data, promised, actor,
           occurred_on, recorded_at)
         values ($1, $2, 2, $3, 'assigned', '{"stage": "stage-1", "person": "staff-7"}', '[]', 'key:slow', '2024-09-02', '2024-09-02T10:00:00Z')`,
        [HEXAGON, uuid(1), uuid(99)],
      );
      await slow.query('commit');
    } finally {
      slow.release();
    }
    await everyWriterEnded(scratch.owner);
    const feed = await eventFeed(scratch.database, HEXAGON, null, 10);
    expect(feed.map(({ id }) => id)).toEqual([uuid(99), uuid(11)]);
  });
});
