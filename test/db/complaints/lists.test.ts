import {
  type ComplaintCursor,
  type ComplaintFilters,
  type ComplaintSort,
  countComplaints,
  listComplaints,
  nextComplaintCursor,
} from '../../../src/db/complaints/lists';
import { NOBODY } from '../../../src/db/complaints/rows';
import { appendToComplaint, insertLoggedComplaint } from '../../../src/db/complaints/write';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import {
  at,
  change,
  complaint,
  event,
  HEXAGON,
  landlordWithPolicy,
  on,
  uuid,
  WESTFIELD,
} from '../row-builders';

let scratch: TestDatabase;
beforeAll(async () => {
  scratch = await createTestDatabase();
  await landlordWithPolicy(scratch.database, HEXAGON);
  await landlordWithPolicy(scratch.database, WESTFIELD);
  const log = (n: number, overrides: Parameters<typeof complaint>[1]) =>
    insertLoggedComplaint(scratch.database, HEXAGON, complaint(n, overrides));

  await log(1, {
    receivedOn: on('2024-09-02'),
    nextDueOn: on('2024-09-09'),
    handler: 'staff-1',
    channel: 'email',
    categories: ['repairs'],
    tenure: 'social-rent',
    loggedAt: at('2024-09-02T10:00:00.000Z'),
    events: [event(1001, { texts: { summary: 'Damp in the back bedroom, 100% humidity' } })],
    parties: [{ role: 'complainant', n: 0, data: { name: 'Ada Okafor', address: { line1: '7 Mill Lane' } } }],
    externalReferences: [{ system: 'crm', id: 'A-1' }],
  });
  await log(2, {
    receivedOn: on('2024-09-03'),
    nextDueOn: on('2024-09-09'),
    handler: 'staff-2',
    channel: 'phone',
    categories: ['repairs', 'staff-conduct'],
    loggedAt: at('2024-09-03T10:00:00.000Z'),
    events: [event(2001, { texts: { summary: 'Rude on the phone_line' } })],
    parties: [{ role: 'complainant', n: 0, data: { name: 'Bo Ng' } }],
    externalReferences: [{ system: 'hms', id: 'A-1' }],
  });
  await log(3, {
    receivedOn: on('2024-09-03'),
    nextDueOn: null,
    status: 'closed',
    outcome: 'upheld',
    loggedAt: at('2024-09-03T10:00:00.000Z'),
  });
  await log(4, {
    receivedOn: on('2024-09-05'),
    // Extended after its day: it stays overdue by the day before the extension.
    nextDueOn: on('2024-09-30'),
    nextJudgedOn: on('2024-09-06'),
    stage: 'stage-2',
    loggedAt: at('2024-09-05T10:00:00.000Z'),
  });
  await log(5, {
    receivedOn: on('2024-09-05'),
    nextDueOn: null,
    status: 'withdrawn',
    loggedAt: at('2024-09-05T10:00:00.001Z'),
  });
  await insertLoggedComplaint(
    scratch.database,
    WESTFIELD,
    complaint(6, { externalReferences: [{ system: 'crm', id: 'A-1' }] }),
  );
});
afterAll(() => scratch.drop());

async function numbers(filters: ComplaintFilters): Promise<number[]> {
  const rows = await listComplaints(scratch.database, HEXAGON, filters, {
    sort: 'dueOn',
    order: 'latest',
    after: null,
    limit: 50,
  });
  expect(await countComplaints(scratch.database, HEXAGON, filters)).toBe(rows.length);
  return rows.map(({ id }) => Number(id.slice(-12)));
}

test.each<[string, ComplaintFilters, number[]]>([
  ['nothing asked', {}, [4, 1, 2, 3, 5]],
  ['status', { status: ['closed'] }, [3]],
  ['one of several statuses', { status: ['closed', 'withdrawn'] }, [3, 5]],
  ['stage', { stage: ['stage-2'] }, [4]],
  ['outcome', { outcome: 'upheld' }, [3]],
  ['category, one of several', { category: 'repairs' }, [1, 2]],
  ['channel', { channel: ['phone'] }, [2]],
  ['handler', { handler: 'staff-1' }, [1]],
  ['nobody', { handler: NOBODY }, [4, 3, 5]],
  ['tenure', { tenure: 'social-rent' }, [1]],
  [
    'received from and to, both days included',
    { receivedFrom: on('2024-09-03'), receivedTo: on('2024-09-05') },
    [4, 2, 3, 5],
  ],
  ['received to', { receivedTo: on('2024-09-02') }, [1]],
  ['due before a day, that day not included', { dueBefore: on('2024-09-09') }, [4]],
  ['overdue on the day it is due', { overdueOn: on('2024-09-06') }, []],
  ['overdue the day after', { overdueOn: on('2024-09-07') }, [4]],
  ['changed since a moment, that moment included', { updatedSince: at('2024-09-05T10:00:00.001Z') }, [5]],
  ['an external reference', { externalSystem: 'crm', externalId: 'A-1' }, [1]],
  ['an id of any system', { externalId: 'A-1' }, [1, 2]],
  ['a system', { externalSystem: 'hms' }, [2]],
  ['system and id of two different references', { externalSystem: 'hms', externalId: 'A-2' }, []],
  ['words of the resident, whatever the case', { text: 'BACK bedroom' }, [1]],
  ['a name', { text: 'okaf' }, [1]],
  ['a particular within a particular', { text: 'mill lane' }, [1]],
  ['the name of a field, which is no particular', { text: 'line1' }, []],
  ['a reference', { text: 'c-2024-000004' }, [4]],
  ['a percent sign, meant as itself', { text: '%' }, [1]],
  ['an underscore, meant as itself', { text: '_' }, [2]],
  ['a backslash, meant as itself', { text: '\\' }, []],
  ['a quotation mark', { text: "'; drop table complaints; --" }, []],
  ['two at once', { category: 'repairs', handler: 'staff-2' }, [2]],
])('filters by %s', async (_, filters, expected) => {
  expect(await numbers(filters)).toEqual(expected);
});

async function inPages(sort: ComplaintSort, order: 'latest' | 'oldest', limit: number): Promise<number[]> {
  const found: number[] = [];
  let after: ComplaintCursor | null = null;
  for (let page = 0; page < 10; page += 1) {
    const rows = await listComplaints(scratch.database, HEXAGON, {}, { sort, order, after, limit });
    found.push(...rows.map(({ id }) => Number(id.slice(-12))));
    const last = rows.at(-1);
    if (!last || rows.length < limit) return found;
    after = nextComplaintCursor(sort, last);
  }
  throw new Error('The list does not end');
}

describe.each([1, 2, 3, 4, 5, 50])('in pages of %i', (limit) => {
  test.each<[ComplaintSort, 'latest' | 'oldest', string, number[]]>([
    ['dueOn', 'latest', 'earliest first, then by id, those without a date last', [4, 1, 2, 3, 5]],
    ['dueOn', 'oldest', 'earliest first all the same', [4, 1, 2, 3, 5]],
    ['receivedOn', 'latest', 'latest first, then by id', [5, 4, 3, 2, 1]],
    ['receivedOn', 'oldest', 'oldest first, then by id', [1, 2, 3, 4, 5]],
    ['updatedAt', 'latest', 'latest first to the millisecond, then by id', [5, 4, 3, 2, 1]],
    ['updatedAt', 'oldest', 'oldest first to the millisecond, then by id', [1, 2, 3, 4, 5]],
  ])('a list by %s, %s first, goes %s, each once', async (sort, order, _, expected) => {
    expect(await inPages(sort, order, limit)).toEqual(expected);
  });
});

test('refuses a cursor of another order, which would skip complaints unseen', async () => {
  const after = { sort: 'dueOn', dueOn: null, id: uuid(1) } as const;
  const list = listComplaints(
    scratch.database,
    HEXAGON,
    {},
    { sort: 'updatedAt', order: 'latest', after, limit: 5 },
  );
  await expect(list).rejects.toThrow('A dueOn cursor in a updatedAt list');
});

test('reads from the indexes, not from the whole table', async () => {
  await insertLoggedComplaint(scratch.database, WESTFIELD, complaint(7));
  await appendToComplaint(scratch.database, WESTFIELD, { id: uuid(7), version: 1, change: change(7) });
  const explain = async (where: string, order: string) => {
    const client = await scratch.database.pool.connect();
    try {
      await client.query('set enable_seqscan = off; set enable_sort = off; set enable_bitmapscan = off');
      const { rows } = await client.query(
        `explain select id from complaints where landlord_id = $1 ${where} order by ${order} limit 50`,
        [HEXAGON],
      );
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    } finally {
      client.release(true);
    }
  };
  expect(
    await explain(`and (next_judged_on, id) > ('2024-09-09', '${uuid(1)}')`, 'next_judged_on, id'),
  ).toMatch(/complaints_by_due.*Index Cond: .*ROW\(next_judged_on, id\) > ROW/s);
  expect(await explain('and next_judged_on is null', 'next_judged_on, id')).toMatch(
    /complaints_by_due.*Index Cond: .*next_judged_on IS NULL/s,
  );
  expect(
    await explain(`and (received_on, id) < ('2024-09-09', '${uuid(1)}')`, 'received_on desc, id desc'),
  ).toMatch(/Backward using complaints_by_received.*Index Cond: .*ROW\(received_on, id\) < ROW/s);
});
