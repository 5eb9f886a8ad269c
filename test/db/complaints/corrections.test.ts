import type { QueryConfig } from 'pg';
import { countCorrections, listCorrections } from '../../../src/db/complaints/corrections';
import type { Session } from '../../../src/db/connection/client';
import { insertLoggedComplaint } from '../../../src/db/complaints/write';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { at, complaint, event, HEXAGON, landlordWithPolicy, on, uuid } from '../row-builders';

let scratch: TestDatabase;
beforeAll(async () => {
  scratch = await createTestDatabase();
  await landlordWithPolicy(scratch.database, HEXAGON);
  await insertLoggedComplaint(
    scratch.database,
    HEXAGON,
    complaint(1, {
      events: [event(1000), corrected(1001, { days: ['2024-09-02'] }), corrected(1002, null)],
    }),
  );
});
afterAll(() => scratch.drop());

const corrected = (n: number, days: object | null) =>
  event(n, {
    type: 'corrected',
    data: { handlers: [], ...(days && { touched: { ...days, acts: [], dates: [] } }) },
    recordedAt: at('2025-05-12T10:00:00.000Z'),
    texts: { why: 'Typed wrongly' },
  });

const PERIOD = { from: on('2024-09-01'), to: on('2024-09-30'), since: at('2024-09-30T22:59:59.999Z') };
const NOTHING = { from: on('2024-10-01'), to: on('2024-10-31'), since: at('2024-10-31T23:59:59.999Z') };

test('one that was recorded without its days is in every period, since nobody can tell otherwise', async () => {
  const list = async (query: typeof PERIOD) =>
    (await listCorrections(scratch.database, HEXAGON, query, { after: null, limit: 10 })).map(
      ({ sequence, touched, why }) => [sequence, touched !== null, why],
    );
  expect(await list(PERIOD)).toEqual([
    [3, false, 'Typed wrongly'],
    [2, true, 'Typed wrongly'],
  ]);
  expect(await list(NOTHING)).toEqual([[3, false, 'Typed wrongly']]);
  expect(await countCorrections(scratch.database, HEXAGON, PERIOD)).toBe(2);
  expect(await countCorrections(scratch.database, HEXAGON, NOTHING)).toBe(1);
});

test('a page is read from the index of corrections alone, in its order, as the service sees it', async () => {
  const client = await scratch.database.pool.connect();
  try {
    await client.query(`select set_config('redress.landlord', '${HEXAGON}', false)`);
    await client.query('set enable_seqscan = off; set enable_bitmapscan = off');
    let sent: QueryConfig | null = null;
    const query = (asked: QueryConfig) => {
      sent = asked;
      return Promise.resolve([]);
    };
    // Takes the statement down instead of sending it.
    const session = { of: () => ({ query }) } as unknown as Session;
    const after = { recordedAt: at('2025-05-12T10:00:00.000Z'), complaintId: uuid(1), sequence: 3 };
    await listCorrections(session, HEXAGON, PERIOD, { after, limit: 10 });
    const { text, values } = sent as unknown as Required<QueryConfig<unknown[]>>;
    const { rows } = await client.query({ text: `explain ${text}`, values });
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('Index Scan Backward using complaint_events_corrected_by_time');
    expect(plan).toContain('ROW(recorded_at, complaint_id, sequence) <');
    // Only the page itself is put in order again, once its complaints have been read.
    expect(plan.slice(plan.indexOf('Limit'))).not.toContain('Sort');
  } finally {
    client.release(true);
  }
});
