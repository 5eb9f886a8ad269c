import { shipped } from '../../../../src/policy/procedures';
import { startTestApp, type TestApp } from '../../../support/app';
import { type Desk, openDesk, publish } from '../../../support/landlord-desk';
import { expectWholeRecord } from '../../../support/whole-record';
import { MaintenanceMetrics } from '../../../../src/process/maintenance-metrics';
import { MaintenanceRound } from '../../../../src/process/maintenance';
import { CHANGE_KINDS } from '../../../../src/policy/rehearsal/change';
import type { Instant } from '../../../../src/policy/dates/local-date';
import july from '../../../policy/calendar/feeds/2025-07-06.json';

let service: TestApp;
let desk: Desk;
beforeAll(async () => {
  service = await startTestApp();
});
beforeEach(async () => {
  desk = await openDesk(service, 'westfield');
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

type Body = Record<string, unknown>;
const DEFINITION = { issues: [{ text: 'Damp in the hall' }], outcomesSought: 'A dry hall' };
const NONE = '01920000-0000-7000-8000-00000000dead';

async function rehearse(change: Body, why?: string) {
  const { status, body, headers } = await desk.caller.post('/v1/rehearsals', { change, ...(why && { why }) });
  expect({ status, ...(status === 201 ? {} : body) }).toEqual({ status: 201 });
  expect(headers.location).toBe(`/v1/rehearsals/${body.id}`);
  return body;
}

const apply = (id: string) => desk.caller.post(`/v1/rehearsals/${id}/application`);

async function applied(change: Body, why?: string) {
  const { id } = await rehearse(change, why);
  const { status, body } = await apply(id);
  expect({ status, ...(status === 201 ? {} : body) }).toEqual({ status: 201 });
  return body;
}

/** The complaint as it now stands. */
async function read(id = desk.complaint.id) {
  const { body } = await desk.caller.get(`/v1/complaints/${id}`);
  desk.complaint = body;
  return body;
}

async function lastEvent() {
  const { body } = await desk.caller.get(`/v1/complaints/${desk.complaint.id}/events`);
  return body.items.at(-1);
}

const WITHDRAWN = { kind: 'holiday-withdrawn', on: '2022-09-19' };
const PROCLAIMED = { kind: 'holiday-added', on: '2022-09-19', title: 'State Funeral of Queen Elizabeth II' };

describe('the funeral holiday of September 2022 (lessons, 2 and 3)', () => {
  beforeEach(async () => {
    await applied(WITHDRAWN);
    await desk.log({ receivedOn: '2022-09-02' });
    await desk.act('acknowledgements', { occurredOn: '2022-09-05', method: 'email', definition: DEFINITION });
  });

  test('it is seen first: 19 September becomes 20 September, and the letter of the 5th had said the 19th', async () => {
    expect(desk.due('respond', 'stage-1')).toBe('2022-09-19');
    const { complaint } = desk;
    const rehearsal = await rehearse(PROCLAIMED);
    expect(rehearsal).toMatchObject({
      change: PROCLAIMED,
      fromEdition: 1,
      counts: { complaints: 1, movedComplaints: 1, movedClocks: 1, told: 1, refused: 0 },
      appliedAt: null,
    });
    expect(rehearsal.moves).toEqual([
      {
        complaintId: complaint.id,
        reference: complaint.reference,
        refusal: null,
        correction: null,
        moves: [
          expect.objectContaining({
            kind: 'respond',
            from: '2022-09-19',
            to: '2022-09-20',
            judgedFrom: '2022-09-19',
            judgedTo: '2022-09-20',
            told: true,
            promisedOn: '2022-09-05',
            sentence: expect.stringMatching(/19 September 2022 to .*20 September 2022/),
          }),
        ],
      },
    ]);
    expect(await read()).toEqual(complaint);
  });

  test('applied, it does that and no more, with an event on the complaint', async () => {
    const met = desk.clock('acknowledge', 'stage-1');
    await applied(PROCLAIMED, 'Proclaimed on 9 September.');
    await read();
    expect(desk.due('respond', 'stage-1')).toBe('2022-09-20');
    expect(desk.clock('acknowledge', 'stage-1')).toEqual(met);
    expect(await lastEvent()).toMatchObject({
      type: 'calendar-changed',
      data: {
        fromEdition: 1,
        toEdition: 2,
        moved: [{ kind: 'respond', from: '2022-09-19', to: '2022-09-20' }],
      },
      promised: [{ stage: 'stage-1', kind: 'respond', n: 0, dueOn: '2022-09-20' }],
      texts: { why: 'Proclaimed on 9 September.' },
    });
    const { body } = await desk.caller.get('/v1/clocks?kind=respond');
    expect(body.items.map(({ dueOn }: { dueOn: string }) => dueOn)).toEqual(['2022-09-20']);
    await desk.act('outcomes', { occurredOn: '2022-09-20', outcome: 'upheld', method: 'letter' });
    expect(desk.clock('respond', 'stage-1').status).toBe('met');
    expect((await desk.caller.get('/v1/closures')).body).toMatchObject({
      edition: 2,
      holidays: [{ division: 'england-and-wales', added: [{ on: '2022-09-19' }], withdrawn: [] }],
    });
  });

  test('what was answered before is judged as it was, however many changes follow', async () => {
    await desk.act('outcomes', { occurredOn: '2022-09-20', outcome: 'upheld', method: 'letter' });
    const late = desk.clock('respond', 'stage-1');
    expect(late.status).toBe('missed');
    await applied(PROCLAIMED);
    await applied({ kind: 'closure', closures: [{ on: '2022-09-07', why: 'Flood' }] });
    await read();
    expect(desk.clock('respond', 'stage-1')).toEqual(late);
  });
});

test('twice is refused, and so is what is not as it was shown; nothing is written then', async () => {
  await desk.log({ receivedOn: '2026-02-27' });
  const change = { kind: 'closure', closures: [{ on: '2026-03-04', why: 'Office move' }] };
  const [first, second, third] = [await rehearse(change), await rehearse(change), await rehearse(change)];
  const other = await desk.log({ receivedOn: '2026-02-27' });
  const stale = await apply(first.id);
  expect([stale.status, stale.body.code, stale.body.facts]).toEqual([
    409,
    'world_moved_on',
    { complaints: [other.reference], edition: null },
  ]);
  expect((await read()).version).toBe(1);

  const fourth = await rehearse(change);
  expect((await apply(fourth.id)).status).toBe(201);
  const again = await apply(fourth.id);
  expect([again.status, again.body.code]).toEqual([409, 'already_applied']);
  const days = await apply(second.id);
  expect([days.status, days.body.facts.edition]).toEqual([409, 1]);

  const fifth = await rehearse({ kind: 'closure', withdrawn: ['2026-03-04'] });
  await desk.act('notes', { note: 'A call came in' });
  const acted = await apply(fifth.id);
  expect([acted.status, acted.body.facts.complaints]).toEqual([409, [other.reference]]);
  const { body } = await desk.caller.get(`/v1/rehearsals/${third.id}`);
  expect(body).toMatchObject({ appliedAt: null, appliedBy: null });
});

test('two applications at once make the change once', async () => {
  await desk.log({ receivedOn: '2026-02-27' });
  const { id } = await rehearse({ kind: 'closure', closures: [{ on: '2026-03-04', why: 'Office move' }] });
  const answers = await Promise.all([apply(id), apply(id)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect((await desk.events).filter((type) => type === 'calendar-changed')).toHaveLength(1);
});

test('closures entered for new complaints come to the open ones by a rehearsal of the days in force', async () => {
  const open = await desk.log({ receivedOn: '2026-03-02' });
  const closures = [{ on: '2026-03-06', why: 'Office move' }];
  expect((await desk.caller.put('/v1/closures', { closures })).body.keepAnEarlierEdition).toBe(1);
  const { counts } = await rehearse({ kind: 'calendar-in-force' });
  expect(counts).toMatchObject({ complaints: 1, movedComplaints: 1 });
  await applied({ kind: 'calendar-in-force' });
  expect((await read(open.id)).calendarEdition).toBe(1);
  expect(desk.due('acknowledge', 'stage-1')).toBe('2026-03-10');
  expect((await desk.caller.put('/v1/closures', { closures })).body.keepAnEarlierEdition).toBe(0);
  expect((await rehearse({ kind: 'calendar-in-force' })).counts.complaints).toBe(0);
});

test('a dataset is previewed with what it adds, amends and does not name, and no day is lost (lessons, 1 and 8)', async () => {
  const [england] = [july['england-and-wales']];
  const events = [...england.events, { title: 'Extra', date: '2026-03-05', notes: '', bunting: true }];
  await desk.log({ receivedOn: '2026-03-02' });
  const rehearsal = await rehearse({
    kind: 'calendar-dataset',
    feed: { 'england-and-wales': { ...england, events } },
  });
  expect(rehearsal.dataset.added).toEqual([
    { division: 'england-and-wales', on: '2026-03-05', title: 'Extra', notes: '' },
  ]);
  expect([rehearsal.dataset.amended, rehearsal.change]).toEqual([[], { kind: 'calendar-dataset' }]);
  expect(rehearsal.dataset.absentUpstream).toHaveLength(65);
  expect((await apply(rehearsal.id)).status).toBe(201);
  await read();
  expect(desk.due('acknowledge', 'stage-1')).toBe('2026-03-10');
  expect(desk.clock('acknowledge', 'stage-1').excluded).toContainEqual({
    on: '2026-03-05',
    why: 'Extra (bank holiday)',
  });
});

describe('another version of the procedure', () => {
  const version = (name: string, effectiveFrom: string, respond: number) => {
    const document = shipped('westfield')!;
    const stages = document.stages.map((stage) => ({
      ...stage,
      respond: stage.respond && { ...stage.respond, amount: respond },
    }));
    return { ...document, version: name, effectiveFrom, stages };
  };

  test('open complaints come under it, one event each, and go back the same way (lessons, 35)', async () => {
    await publish(desk, version('2', '2026-03-01', 20));
    const moved = await desk.log({ receivedOn: '2026-02-27' });
    await desk.act('acknowledgements', { occurredOn: '2026-03-02', method: 'email', definition: DEFINITION });
    const { clocks } = desk.complaint;
    const rehearsal = await rehearse({ kind: 'policy-version', version: '2', from: '1' });
    expect(rehearsal.moves[0].moves).toMatchObject([
      { kind: 'respond', from: '2026-03-16', to: '2026-03-30', promisedOn: '2026-03-02' },
    ]);
    expect((await apply(rehearsal.id)).status).toBe(201);
    expect(await read(moved.id)).toMatchObject({ policyVersion: '2', calendarEdition: 0 });
    expect(desk.clock('acknowledge', 'stage-1')).toEqual(clocks.find(({ kind }) => kind === 'acknowledge'));
    expect(desk.clock('respond', 'stage-1')).toMatchObject({ policyVersion: '2', dueOn: '2026-03-30' });
    expect(await lastEvent()).toMatchObject({
      type: 'policy-changed',
      data: { fromVersion: '1', toVersion: '2' },
    });
    await applied({ kind: 'policy-version', version: '1' });
    expect((await read(moved.id)).clocks).toEqual(clocks);
  });

  test('a complaint that cannot follow is named with the reason, and the others move', async () => {
    await publish(desk, version('2', '2026-03-01', 20));
    const [first = version('1', '2026-03-02', 10).stages[0]!] = version('3', '2026-03-02', 15).stages;
    await publish(desk, {
      ...version('3', '2026-03-02', 15),
      stages: [{ ...first, escalation: null }],
      readings: [],
      silences: [],
    });
    await desk.log({ receivedOn: '2024-09-02' });
    await desk.act('acknowledgements', { occurredOn: '2024-09-04', method: 'email', definition: DEFINITION });
    await desk.act('assignments', {
      occurredOn: '2024-09-04',
      person: 't.hughes',
      role: 'property-services-officer',
    });
    await desk.act('outcomes', { occurredOn: '2024-09-16', outcome: 'upheld', method: 'letter' });
    await desk.act('escalations', { occurredOn: '2024-09-20' });
    const stuck = desk.complaint;
    const free = await desk.log({ receivedOn: '2026-02-27' });
    const rehearsal = await rehearse({ kind: 'policy-version', version: '3' });
    expect(rehearsal.counts).toMatchObject({ complaints: 2, refused: 1 });
    expect(rehearsal.moves).toMatchObject([
      {
        reference: stuck.reference,
        moves: [],
        refusal: { code: 'stage_missing', facts: { stage: 'stage-2' } },
      },
      { reference: free.reference, refusal: null },
    ]);
    expect((await apply(rehearsal.id)).status).toBe(201);
    expect((await read(stuck.id)).policyVersion).toBe('1');
    expect((await read(free.id)).policyVersion).toBe('3');
  });

  test('a version that is not in force yet can be seen, and applied from its day on', async () => {
    await publish(desk, version('2', '2026-04-01', 20));
    await desk.log({ receivedOn: '2026-02-27' });
    const { id, counts } = await rehearse({ kind: 'policy-version', version: '2' });
    expect(counts.movedComplaints).toBe(1);
    const { status, body } = await apply(id);
    expect([status, body.code, body.allowed]).toEqual([422, 'not_in_force_yet', { from: '2026-04-01' }]);
  });
});

test('a corrected day of receipt is shown first and then does what the act does (lessons, 34)', async () => {
  await desk.log({ receivedOn: '2026-02-24' });
  const change = {
    kind: 'received-date',
    complaint: desk.complaint.reference,
    receivedOn: '2026-02-20',
    why: 'The postmark says so.',
  };
  const rehearsal = await rehearse(change);
  expect(rehearsal.counts).toMatchObject({ complaints: 1, becomeOverdue: 1 });
  expect(rehearsal.moves[0].moves[0]).toMatchObject({
    kind: 'acknowledge',
    from: '2026-03-03',
    to: '2026-02-27',
    becomesOverdue: true,
  });
  expect((await apply(rehearsal.id)).status).toBe(201);
  expect(await read()).toMatchObject({ receivedOn: '2026-02-20', loggedOn: '2026-02-20' });
  expect(await lastEvent()).toMatchObject({
    type: 'corrected',
    data: {
      changes: [
        { sequence: 1, why: 'named', now: { data: { receivedOn: '2026-02-20', loggedOn: '2026-02-20' } } },
      ],
    },
    texts: { why: 'The postmark says so.' },
  });
});

test('the complaints that move come in pages', async () => {
  for (let n = 0; n < 3; n += 1) await desk.log({ receivedOn: '2026-02-27' });
  const { id } = await rehearse({ kind: 'closure', closures: [{ on: '2026-03-04', why: 'Office move' }] });
  const seen: string[] = [];
  let path: string | null = `/v1/rehearsals/${id}/moves?limit=2`;
  while (path) {
    const { body }: { body: { items: { reference: string }[]; next: string | null } } =
      await desk.caller.get(path);
    seen.push(...body.items.map(({ reference }) => reference));
    path = body.next && `/v1/rehearsals/${id}/moves?limit=2&cursor=${body.next}`;
  }
  expect(seen).toEqual(['C-2026-000001', 'C-2026-000002', 'C-2026-000003']);

  const other = await rehearse({ kind: 'closure', closures: [{ on: '2026-03-05', why: 'Office move' }] });
  const { body: first } = await desk.caller.get(`/v1/rehearsals/${id}/moves?limit=2`);
  const mistaken = await desk.caller.get(`/v1/rehearsals/${other.id}/moves?limit=2&cursor=${first.next}`);
  expect([mistaken.status, mistaken.body.errors[0].pointer]).toEqual([400, '/cursor']);
});

test('closed complaints stay as they are, but for one that the resident can still take further', async () => {
  await desk.log({ receivedOn: '2024-09-02' });
  await desk.act('withdrawals', { occurredOn: '2024-09-03' });
  const { counts } = await rehearse({
    kind: 'closure',
    closures: [{ on: '2026-03-04', why: 'Office move' }],
  });
  expect(counts.complaints).toBe(0);
});

test.each([
  [{}, 400, 'invalid_request'],
  [{ kind: 'closure', closures: [{ on: '2026-02-30', why: 'x' }] }, 400, 'invalid_request'],
  [{ kind: 'calendar-dataset', feed: {} }, 400, 'invalid_request'],
  [{ kind: 'closure', withdrawn: ['2026-03-04'] }, 422, 'no_such_closure'],
  [{ kind: 'holiday-added', on: '2026-04-03', title: 'Good Friday' }, 422, 'already_a_holiday'],
  [{ kind: 'holiday-withdrawn', on: '2026-04-02' }, 422, 'not_a_holiday'],
  [{ kind: 'policy-version', version: 'none' }, 422, 'unknown_version'],
  [{ kind: 'received-date', complaint: NONE, receivedOn: '2026-02-20', why: 'x' }, 404, 'not_found'],
])('%j is refused and nothing is kept', async (change, status, code) => {
  const answer = await desk.caller.post('/v1/rehearsals', { change });
  expect([answer.status, answer.body.code]).toEqual([status, code]);
});

test('one complaint that cannot be corrected so refuses the rehearsal as it would the act', async () => {
  await desk.log({ receivedOn: '2026-02-24' });
  const change = { kind: 'received-date', complaint: desk.complaint.id, receivedOn: '2026-03-03', why: 'x' };
  const { status, body } = await desk.caller.post('/v1/rehearsals', { change });
  expect([status, body.code]).toEqual([422, 'in_the_future']);
});

const ROUTES: [method: 'get' | 'post', path: string, statuses: number[]][] = [
  ['post', '/v1/rehearsals', [403, 400, 400, 403, 403, 403]],
  ['get', `/v1/rehearsals/${NONE}`, [403, 404, 404, 404, 404, 403]],
  ['get', `/v1/rehearsals/${NONE}/moves`, [403, 404, 404, 404, 404, 403]],
  ['post', `/v1/rehearsals/${NONE}/application`, [403, 404, 404, 403, 403, 403]],
];
test.each(ROUTES)('%s %s lets in the roles it names and no others', async (method, path, statuses) => {
  const answered: number[] = [];
  for (const role of [
    'platform-admin',
    'landlord-admin',
    'complaints-officer',
    'handler',
    'reader',
    'scrutiny',
  ] as const) {
    const key =
      role === 'platform-admin' ? await service.platformKey() : await service.key(desk.landlordId, [role]);
    answered.push((await service.as(key)[method](path)).status);
  }
  expect(answered).toEqual(statuses);
  expect((await service.as()[method](path)).status).toBe(401);
});

test("another landlord's rehearsal is not there", async () => {
  const other = await openDesk(service, 'westfield');
  const { id } = await rehearse({ kind: 'calendar-in-force' });
  for (const path of [`/v1/rehearsals/${id}`, `/v1/rehearsals/${id}/moves`])
    expect((await other.caller.get(path)).status).toBe(404);
  expect((await other.caller.post(`/v1/rehearsals/${id}/application`)).status).toBe(404);
  const change = { kind: 'received-date', complaint: 'C-2026-000001', receivedOn: '2026-02-20', why: 'x' };
  await desk.log({ receivedOn: '2026-02-24' });
  expect((await other.caller.post('/v1/rehearsals', { change })).status).toBe(404);
});

describe('the list of rehearsals', () => {
  const ids = async (query = '') =>
    (await desk.caller.get(`/v1/rehearsals${query}`)).body.items.map(({ id }: { id: string }) => id);

  test('shows them page by page, the latest first, by kind and by whether they were applied', async () => {
    const closure = await rehearse({ kind: 'closure', closures: [{ on: '2026-03-04', why: 'Office move' }] });
    const proclaimed = await rehearse(WITHDRAWN, 'As it was before.');
    const third = await applied({ kind: 'closure', closures: [{ on: '2026-03-05', why: 'Flood' }] });
    expect(await ids()).toEqual([third.id, proclaimed.id, closure.id]);
    expect(await ids('?applied=true')).toEqual([third.id]);
    expect(await ids('?applied=false&kind=closure')).toEqual([closure.id]);
    const { body, headers } = await desk.caller.get('/v1/rehearsals?limit=2&count=true');
    expect([body.items.length, body.count]).toEqual([2, 3]);
    expect(body.items[1]).toMatchObject({ change: WITHDRAWN, why: 'As it was before.', appliedAt: null });
    const next = await desk.caller.get(/^<(.+)>/.exec(headers.link ?? '')?.[1] ?? '');
    expect([next.body.items[0].id, next.body.next]).toEqual([closure.id, null]);
  });

  test('shows a landlord its own and no other’s, and scrutiny none', async () => {
    const { id } = await rehearse({ kind: 'calendar-in-force' });
    const other = await openDesk(service, 'hhs');
    expect((await other.caller.get('/v1/rehearsals')).body.items).toEqual([]);
    expect(await ids()).toEqual([id]);
    const scrutiny = service.as(await service.key(desk.landlordId, ['scrutiny']));
    expect((await scrutiny.get('/v1/rehearsals')).status).toBe(403);
    expect((await desk.caller.get('/v1/rehearsals?kind=closures')).status).toBe(400);
    const policy = await desk.caller.post('/v1/rehearsals', { change: { kind: 'policy', version: '2' } });
    expect([policy.status, policy.body.errors]).toEqual([
      400,
      [
        {
          in: 'body',
          pointer: '/change/kind',
          detail: `must be one of ${CHANGE_KINDS.join(', ')}`,
          allowed: CHANGE_KINDS,
        },
      ],
    ]);
    expect((await desk.caller.get('/v1/rehearsals?cursor=AAAA')).status).toBe(400);
  });

  test('forgets after thirty days what was never applied, and keeps what was', async () => {
    await desk.log({ receivedOn: '2026-02-27' });
    const change = { kind: 'closure', closures: [{ on: '2026-03-04', why: 'Office move' }] };
    const never = await rehearse(change);
    const done = await applied(change);
    const tend = (at: string) =>
      new MaintenanceRound({
        database: service.database,
        now: () => at as Instant,
        metrics: new MaintenanceMetrics(),
        onFailure: (error) => {
          throw error;
        },
      }).run();
    await tend('2026-04-01T09:59:59.000Z');
    expect(await ids()).toEqual([done.id, never.id]);
    await tend('2026-04-01T10:00:01.000Z');
    expect(await ids()).toEqual([done.id]);
    expect((await desk.caller.get(`/v1/rehearsals/${never.id}/moves`)).status).toBe(404);
    expect((await desk.caller.get(`/v1/rehearsals/${done.id}/moves`)).body.items).toHaveLength(1);
  });
});
