import { type WorklistQuery, type WorklistRow, worklist } from '../../../src/db/complaints/clocks';
import { insertLoggedComplaint } from '../../../src/db/complaints/write';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { clock, complaint, HEXAGON, landlordWithPolicy, on, uuid, WESTFIELD } from '../row-builders';

let scratch: TestDatabase;
beforeAll(async () => {
  scratch = await createTestDatabase();
  await landlordWithPolicy(scratch.database, HEXAGON);
  await landlordWithPolicy(scratch.database, WESTFIELD);
  await insertLoggedComplaint(
    scratch.database,
    HEXAGON,
    complaint(1, {
      clocks: [
        clock({ dueOn: on('2024-09-06') }),
        clock({ kind: 'respond', dueOn: on('2024-09-13'), handler: 'staff-1' }),
        clock({ kind: 'contact', dueOn: on('2024-09-05'), metOn: on('2024-09-04') }),
        clock({ kind: 'escalate', dueOn: on('2024-09-05') }),
      ],
    }),
  );
  await insertLoggedComplaint(
    scratch.database,
    HEXAGON,
    complaint(2, {
      clocks: [
        clock({ dueOn: on('2024-09-09') }),
        clock({ kind: 'respond', dueOn: on('2024-09-05'), projected: true }),
        clock({ stage: 'stage-2', kind: 'respond', dueOn: on('2024-09-06') }),
        clock({ stage: 'stage-2', kind: 'contact', dueOn: on('2024-09-05'), stoppedOn: on('2024-09-04') }),
        clock({ stage: 'stage-3', kind: 'respond', dueOn: null, originalDueOn: null }),
      ],
    }),
  );
  await insertLoggedComplaint(
    scratch.database,
    WESTFIELD,
    complaint(3, { clocks: [clock({ dueOn: on('2024-09-06') })] }),
  );
});
afterAll(() => scratch.drop());

/** Monday 9 September 2024. */
const query = (overrides: Partial<WorklistQuery>): WorklistQuery => ({
  due: null,
  today: on('2024-09-09'),
  weekEnd: on('2024-09-15'),
  kinds: null,
  handler: null,
  stages: null,
  after: null,
  limit: 50,
  ...overrides,
});
const brief = ({ dueOn, complaintId, stage, kind }: WorklistRow) =>
  `${dueOn} ${Number(complaintId.slice(-12))} ${stage} ${kind}`;
const list = async (overrides: Partial<WorklistQuery>) =>
  (await worklist(scratch.database, HEXAGON, query(overrides))).map(brief);

const ALL = [
  '2024-09-06 1 stage-1 acknowledge',
  '2024-09-06 2 stage-2 respond',
  '2024-09-09 2 stage-1 acknowledge',
  '2024-09-13 1 stage-1 respond',
];

test('lists what runs, by due date, and nothing that is met, stopped, projected, without a date or the resident’s', async () => {
  expect(await list({})).toEqual(ALL);
});

test.each<[string, Partial<WorklistQuery>, string[]]>([
  ['overdue: due on an earlier day than today', { due: 'overdue' }, ALL.slice(0, 2)],
  ['today', { due: 'today' }, ALL.slice(2, 3)],
  ['this week, today included', { due: 'week' }, ALL.slice(2, 4)],
  ['of a kind', { kinds: ['respond'] }, [ALL[1]!, ALL[3]!]],
  ['of a handler', { handler: 'staff-1' }, [ALL[3]!]],
  ['of a stage', { stages: ['stage-2'] }, [ALL[1]!]],
  [
    'of one of two kinds and stages',
    { kinds: ['respond', 'update'], stages: ['stage-2', 'stage-3'] },
    [ALL[1]!],
  ],
  [
    'of a kind that is the resident’s own date',
    { kinds: ['escalate', 'refer'] },
    ['2024-09-05 1 stage-1 escalate'],
  ],
])('lists what is %s', async (_, filter, expected) => {
  expect(await list(filter)).toEqual(expected);
});

test.each([1, 2, 3, 4])('goes on where the last page of %i ended', async (limit) => {
  const found: string[] = [];
  let after: WorklistQuery['after'] = null;
  for (;;) {
    const rows: WorklistRow[] = await worklist(scratch.database, HEXAGON, query({ after, limit }));
    found.push(...rows.map(brief));
    const last = rows.at(-1);
    if (!last) break;
    after = { ...last, dueOn: last.judgedOn! };
  }
  expect(found).toEqual(ALL);
});

test('names the complaint of each clock', async () => {
  const [first] = await worklist(scratch.database, HEXAGON, query({ limit: 1 }));
  expect(first).toEqual({
    complaintId: uuid(1),
    reference: 'C-2024-000001',
    status: 'open',
    receivedOn: '2024-09-02',
    policyVersion: '2024',
    calendarEdition: 0,
    stage: 'stage-1',
    kind: 'acknowledge',
    n: 0,
    dueOn: '2024-09-06',
    judgedOn: '2024-09-06',
    originalDueOn: '2024-09-09',
    waitsSince: null,
    force: 'must',
    handler: null,
  });
});

test.each([
  ['clocks_worklist', 'not (kind in ($$escalate$$, $$refer$$))'],
  ['clocks_of_residents', '(kind in ($$escalate$$, $$refer$$))'],
])('reads %s in its order', async (index, whose) => {
  const client = await scratch.database.pool.connect();
  try {
    await client.query('set enable_seqscan = off; set enable_sort = off; set enable_bitmapscan = off');
    const { rows } = await client.query(`
      explain select complaint_id from clocks
      where landlord_id = '${HEXAGON}' and met_on is null and stopped_on is null and due_on is not null
        and not projected and ${whose} and due_on between '-infinity' and '2024-09-08'
        and (due_on, complaint_id, stage, kind, n) > ('-infinity', '${uuid(0)}', '', '', -1)
      order by due_on, complaint_id, stage, kind, n limit 50`);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain(`using ${index} on clocks`);
    expect(plan).not.toContain('Sort');
  } finally {
    client.release(true);
  }
});
