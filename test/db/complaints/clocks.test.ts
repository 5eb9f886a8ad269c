import {
  countWorklist,
  type WorklistQuery,
  type WorklistRow,
  worklist,
} from '../../../src/db/complaints/clocks';
import { NOBODY } from '../../../src/db/complaints/rows';
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
        // Extended after its day, so that it is overdue by the day before the extension.
        clock({ stage: 'stage-2', kind: 'respond', dueOn: on('2024-09-20'), judgedOn: on('2024-09-06') }),
        clock({ stage: 'stage-2', kind: 'contact', dueOn: on('2024-09-05'), stoppedOn: on('2024-09-04') }),
        clock({ stage: 'stage-2', kind: 'assign', dueOn: on('2024-09-09'), projected: true }),
        clock({ stage: 'stage-3', kind: 'acknowledge', dueOn: null, originalDueOn: null }),
        clock({
          stage: 'stage-3',
          kind: 'respond',
          dueOn: null,
          originalDueOn: null,
          waitsSince: on('2024-09-03'),
        }),
      ],
    }),
  );
  await insertLoggedComplaint(
    scratch.database,
    HEXAGON,
    complaint(4, {
      clocks: [
        clock({ kind: 'respond', dueOn: null, waitsSince: on('2024-09-02'), handler: 'staff-1' }),
        clock({ kind: 'update', dueOn: null, waitsSince: on('2024-09-03'), force: null }),
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
const brief = ({ judgedOn, waitsSince, complaintId, stage, kind }: WorklistRow) =>
  `${judgedOn ?? waitsSince} ${Number(complaintId.slice(-12))} ${stage} ${kind}`;
const list = async (overrides: Partial<WorklistQuery>) =>
  (await worklist(scratch.database, HEXAGON, query(overrides))).map(brief);

const ALL = [
  '2024-09-05 2 stage-1 respond',
  '2024-09-06 1 stage-1 acknowledge',
  '2024-09-06 2 stage-2 respond',
  '2024-09-09 2 stage-1 acknowledge',
  '2024-09-13 1 stage-1 respond',
];

const UNDATED = [
  '2024-09-02 4 stage-1 respond',
  '2024-09-03 2 stage-3 respond',
  '2024-09-03 4 stage-1 update',
];

test('lists what runs, by the date it is judged by, and nothing that is met, stopped, projected to today or later, without a date or the resident’s', async () => {
  expect(await list({})).toEqual(ALL);
});

test.each<[string, Partial<WorklistQuery>, string[]]>([
  ['of nobody', { handler: NOBODY }, ALL.slice(0, 4)],
  ['without a date, the longest wait first', { due: 'undated' }, UNDATED],
  ['without a date, of a handler', { due: 'undated', handler: 'staff-1' }, UNDATED.slice(0, 1)],
  ['without a date, of nobody', { due: 'undated', handler: NOBODY }, UNDATED.slice(1)],
  ['without a date, of a kind', { due: 'undated', kinds: ['update'] }, UNDATED.slice(2)],
  ['without a date, of a stage', { due: 'undated', stages: ['stage-3'] }, UNDATED.slice(1, 2)],
  ['overdue: due on an earlier day than today', { due: 'overdue' }, ALL.slice(0, 3)],
  ['today', { due: 'today' }, ALL.slice(3, 4)],
  ['this week, today included', { due: 'week' }, ALL.slice(3, 5)],
  ['of a kind', { kinds: ['respond'] }, [ALL[0]!, ALL[2]!, ALL[4]!]],
  ['of a handler', { handler: 'staff-1' }, [ALL[4]!]],
  ['of a stage', { stages: ['stage-2'] }, [ALL[2]!]],
  [
    'of one of two kinds and stages',
    { kinds: ['respond', 'update'], stages: ['stage-2', 'stage-3'] },
    [ALL[2]!],
  ],
  [
    'of a kind that is the resident’s own date',
    { kinds: ['escalate', 'refer'] },
    ['2024-09-05 1 stage-1 escalate'],
  ],
])('lists what is %s, and counts it', async (_, filter, expected) => {
  expect(await list(filter)).toEqual(expected);
  expect(await countWorklist(scratch.database, HEXAGON, query(filter))).toBe(expected.length);
});

test.each([
  [1, null, ALL],
  [2, null, ALL],
  [3, null, ALL],
  [5, null, ALL],
  [1, 'undated', UNDATED],
  [2, 'undated', UNDATED],
] as const)('goes on where the last page of %i ended, due %s', async (limit, due, all) => {
  const found: string[] = [];
  let after: WorklistQuery['after'] = null;
  for (;;) {
    const rows: WorklistRow[] = await worklist(scratch.database, HEXAGON, query({ due, after, limit }));
    found.push(...rows.map(brief));
    const last = rows.at(-1);
    if (!last) break;
    after = { ...last, dueOn: last.judgedOn ?? last.waitsSince! };
  }
  expect(found).toEqual(all);
});

test('names the complaint of each clock', async () => {
  const [first] = await worklist(scratch.database, HEXAGON, query({ kinds: ['acknowledge'], limit: 1 }));
  expect(first).toEqual({
    complaintId: uuid(1),
    reference: 'C-2024-000001',
    caseId: null,
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
    withheld: null,
    force: 'must',
    handler: null,
  });
});

const RUNS = 'met_on is null and stopped_on is null and judged_on is not null';
test.each([
  ['clocks_worklist', 'judged_on', `${RUNS} and not (kind in ($$escalate$$, $$refer$$))`],
  ['clocks_of_residents', 'judged_on', `${RUNS} and (kind in ($$escalate$$, $$refer$$))`],
  ['clocks_undated', 'waits_since', 'waits_since is not null'],
])('reads %s in its order', async (index, by, which) => {
  const client = await scratch.database.pool.connect();
  try {
    await client.query('set enable_seqscan = off; set enable_sort = off; set enable_bitmapscan = off');
    const { rows } = await client.query(`
      explain select complaint_id from clocks
      where landlord_id = '${HEXAGON}' and ${which} and ${by} between '-infinity' and '2024-09-08'
        and (${by}, complaint_id, stage, kind, n) > ('-infinity', '${uuid(0)}', '', '', -1)
      order by ${by}, complaint_id, stage, kind, n limit 50`);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain(`using ${index} on clocks`);
    expect(plan).not.toContain('Sort');
  } finally {
    client.release(true);
  }
});
