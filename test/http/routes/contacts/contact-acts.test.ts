import { openDatabase } from '../../../../src/db/connection/client';
import { versionIn } from '../../../support/entity-tag';
import { startTestApp, type TestApp } from '../../../support/app';
import { type Desk, openDesk } from '../../../support/landlord-desk';
import { expectWholeRecord } from '../../../support/whole-record';
import { backendsWaiting } from '../../../support/wait-until';

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

const REQUEST = {
  receivedOn: '2024-09-02',
  channel: 'phone',
  kind: 'service-request',
  person: { name: 'Mrs Nakamura', phone: '0161 496 0000' },
  summary: 'The tap in the kitchen drips',
};
async function record(body: object = {}): Promise<string> {
  const { status, body: contact } = await desk.post('/v1/contacts', { ...REQUEST, ...body });
  expect([status, contact.errors]).toEqual([201, undefined]);
  return contact.id;
}
const act = (id: string, name: string, body: Record<string, unknown>) =>
  desk.post(`/v1/contacts/${id}/${name}`, body);
const read = async (id: string) => (await desk.caller.get(`/v1/contacts/${id}`)).body;
async function listed(query: string): Promise<string[]> {
  const { body } = await desk.caller.get(`/v1/contacts?${query}`);
  return body.items.map(({ id }: { id: string }) => id);
}

test('a service request goes on beside the complaint made of it, each linked to the other (Code 1.5)', async () => {
  const id = await record();
  const made = await act(id, 'complaint', { receivedOn: '2024-09-09', channel: 'phone', reason: 'too-slow' });
  expect([made.status, made.body.contactId]).toEqual([201, id]);
  expect(await read(id)).toMatchObject({
    status: 'open',
    complaintId: made.body.id,
    conversion: { on: '2024-09-09', complaintId: made.body.id, reason: 'too-slow', rules: [] },
    advice: [{ code: 'work_goes_on', rule: { ids: ['Code 1.5'] } }],
  });
  expect(await listed(`complaint=${made.body.id}`)).toEqual([id]);
  expect(await listed(`complaint=${made.body.reference}`)).toEqual([id]);
  expect(await listed('complaint=C-2024-999999')).toEqual([]);
  const done = await act(id, 'completions', {
    occurredOn: '2024-09-12',
    result: 'put-right',
    note: 'A new washer is fitted',
  });
  expect([done.status, versionIn(done.headers.etag), done.body.status, done.body.completion]).toEqual([
    201,
    '"3"',
    'closed',
    { on: '2024-09-12', result: 'put-right' },
  ]);
  const { body: complaint } = await desk.caller.get(`/v1/complaints/${made.body.id}`);
  expect(complaint.status).toBe('open');
  const again = await act(id, 'completions', { result: 'put-right' });
  expect([again.status, again.body.code, again.body.title]).toEqual([
    409,
    'contact_not_open',
    'The contact has no work to end',
  ]);
});

test('dissatisfaction nobody offered a choice on is listed until it is offered (Code 1.3)', async () => {
  const dissatisfied = await record({ kind: 'feedback', dissatisfied: true });
  const offered = await record({
    kind: 'dissatisfaction',
    choice: { offeredOn: '2024-09-03', how: 'email', answer: 'no' },
  });
  await record({ kind: 'compliment' });
  expect(await listed('choice=not-offered')).toEqual([dissatisfied]);
  expect(await listed('choice=no')).toEqual([offered]);
  const answer = await act(dissatisfied, 'choices', {
    offeredOn: '2024-09-04',
    how: 'phone',
    answer: 'complain',
  });
  expect([answer.status, answer.body.choice, answer.body.choices]).toEqual([
    201,
    'complain',
    [{ offeredOn: '2024-09-04', how: 'phone', answer: 'complain' }],
  ]);
  expect(await listed('choice=not-offered')).toEqual([]);
  expect(await listed('choice=complain')).toEqual([dissatisfied]);
  await act(dissatisfied, 'complaint', { receivedOn: '2024-09-04', channel: 'phone' });
  expect(await listed('choice=complained')).toEqual([dissatisfied]);
});

test('a matter is sent where the policy sends it, and its words stay out of the event (WES-04)', async () => {
  const id = await record({ kind: 'appeal' });
  const sent = await act(id, 'redirections', {
    occurredOn: '2024-09-03',
    exclusion: 'appeal-right-available',
    reason: 'The letting can be appealed against',
    toldOn: '2024-09-03',
  });
  expect(sent.body.errors).toBeUndefined();
  const redirection = {
    to: 'appeal',
    exclusion: 'appeal-right-available',
    rule: { clause: expect.stringMatching(/^\/intake\/exclusions\/\d$/), ids: ['WES-04'] },
    toldOn: '2024-09-03',
    filedOn: null,
  };
  expect([sent.status, sent.body.redirections]).toEqual([201, [{ on: '2024-09-03', ...redirection }]]);
  const { status, body } = await desk.caller.get(`/v1/contacts/${id}/events`);
  expect([status, body.items]).toEqual([
    200,
    [
      expect.objectContaining({ sequence: 1, type: 'received', occurredOn: '2024-09-02' }),
      {
        sequence: 2,
        type: 'redirected',
        occurredOn: '2024-09-03',
        data: redirection,
        actor: expect.stringMatching(/^key:/),
        recordedAt: '2026-03-02T10:00:00.000Z',
        texts: { reason: 'The letting can be appealed against' },
      },
    ],
  ]);
  const wrong = await act(id, 'redirections', {
    exclusion: 'appeal-right-available',
    to: 'tenancy',
    reason: 'Just so',
  });
  expect([wrong.status, wrong.body.code, wrong.body.rule.ids, wrong.body.allowed]).toEqual([
    422,
    'goes_elsewhere',
    ['WES-04'],
    { to: 'appeal' },
  ]);
});

test('a contact made from a refused complaint says so and takes the kind the refusal named (WES-04)', async () => {
  const complaint = await desk.log({ receivedOn: '2024-09-02' });
  const before = await desk.post('/v1/contacts', { ...REQUEST, refusedComplaint: complaint.id });
  expect([before.status, before.body.code]).toEqual([409, 'complaint_not_refused']);
  await desk.act('refusals', {
    occurredOn: '2024-09-03',
    reason: 'appeal-right-available',
    evidence: 'The letting can be appealed against until 30 September',
    exception: 'It has not been appealed against yet.',
    decidedBy: 'm.silva',
    ombudsmanRightTold: true,
  });
  const id = await record({ kind: undefined, receivedOn: '2024-09-03', refusedComplaint: complaint.id });
  expect(await read(id)).toMatchObject({ kind: 'appeal', status: 'open', refusedComplaintId: complaint.id });
  expect(await listed(`complaint=${complaint.id}`)).toEqual([id]);
  const none = '01920000-0000-7000-8000-00000000dead';
  const unknown = await desk.post('/v1/contacts', { ...REQUEST, refusedComplaint: none });
  expect([unknown.status, unknown.body.code]).toEqual([422, 'unknown_complaint']);
  const stranger = await openDesk(service, 'westfield');
  const foreign = await stranger.post('/v1/contacts', { ...REQUEST, refusedComplaint: complaint.id });
  expect([foreign.status, foreign.body.code]).toEqual([422, 'unknown_complaint']);
});

test('open requests are listed by age and by the days they came in (Code 1.4)', async () => {
  const ids = [];
  for (const receivedOn of ['2024-09-04', '2024-09-02', '2024-09-03']) ids.push(await record({ receivedOn }));
  const [third, first, second] = ids;
  await act(second!, 'completions', { occurredOn: '2024-09-05', result: 'put-right' });
  expect(await listed('status=open&order=oldest')).toEqual([first, third]);
  expect(await listed('status=closed&kind=service-request')).toEqual([second]);
  expect(await listed('receivedFrom=2024-09-03&receivedTo=2024-09-03')).toEqual([second]);
  const page = await desk.caller.get('/v1/contacts?order=oldest&limit=1&count=true');
  expect([page.body.items[0].id, page.body.count]).toEqual([first, 3]);
  const next = /^<(.+)>/.exec(page.headers.link ?? '')?.[1] ?? '';
  expect((await desk.caller.get(next)).body.items[0].id).toBe(second);
});

test('a change names the version it read: another is refused, and the tag of the present one answers 304', async () => {
  const id = await record();
  const first = await desk.caller.get(`/v1/contacts/${id}`);
  expect(versionIn(first.headers.etag)).toBe('"1"');
  expect(
    (await desk.caller.get(`/v1/contacts/${id}`).set('If-None-Match', first.headers.etag ?? '')).status,
  ).toBe(304);
  const offer = { offeredOn: '2024-09-04', how: 'phone', answer: 'not-now' };
  const good = await act(id, 'choices', offer).set('If-Match', '"1"');
  expect([good.status, versionIn(good.headers.etag)]).toEqual([201, '"2"']);
  const complaint = { receivedOn: '2024-09-09', channel: 'phone' };
  for (const stale of [
    await act(id, 'choices', offer).set('If-Match', '"1"'),
    await act(id, 'redirections', { to: 'repairs', reason: 'A repair' }).set('If-Match', '"1"'),
    await act(id, 'completions', { result: 'put-right' }).set('If-Match', '"1"'),
    await act(id, 'complaint', complaint).set('If-Match', '"1"'),
  ]) {
    expect([stale.status, stale.body.code, stale.body.detail]).toEqual([
      412,
      'stale_version',
      'The present version is "2".',
    ]);
  }
  expect((await act(id, 'complaint', complaint).set('If-Match', '"2"')).status).toBe(201);
});

test('whoever loses a race is told the version the contact has come to', async () => {
  const id = await record();
  const blocker = openDatabase({ url: service.databaseUrl, poolSize: 1 });
  const locking = await blocker.pool.connect();
  await locking.query('begin');
  await locking.query('update contacts set version = version + 3 where id = $1', [id]);
  const offer = { offeredOn: '2024-09-04', how: 'phone', answer: 'not-now' };
  const answered = act(id, 'choices', offer)
    .set('If-Match', '"1"')
    .then((answer) => answer);
  await backendsWaiting(service.owner, 1);
  await locking.query('commit');
  const { status, body } = await answered;
  // Back to what its events add up to.
  await locking.query('update contacts set version = 1 where id = $1', [id]);
  locking.release();
  await blocker.close();
  expect([status, body.detail]).toEqual([412, 'The present version is "4".']);
});

test('of two changes at once without a condition both are recorded', async () => {
  const id = await record();
  const both = await Promise.all([
    act(id, 'completions', { occurredOn: '2024-09-05', result: 'put-right' }),
    act(id, 'redirections', { occurredOn: '2024-09-05', to: 'repairs', reason: 'A repair' }),
  ]);
  expect(both.map(({ status }) => status)).toEqual([201, 201]);
  expect((await read(id)).version).toBe(3);
});

test('a first attempt becomes a complaint for a reason of the policy or at the resident’s wish (WES-11, Code 1.3)', async () => {
  const attempt = { kind: undefined, agreed: true };
  const convert = async (reason?: string) =>
    act(await record(attempt), 'complaint', { receivedOn: '2024-09-09', channel: 'phone', reason });
  const own = await convert('manager-was-rude');
  expect(own.status).toBe(201);
  const contact = await read(own.body.contactId);
  expect(contact).toMatchObject({ conversion: { reason: 'manager-was-rude', rules: ['Code 1.3'] } });
  expect(contact.advice.map(({ code }: { code: string }) => code)).toContain('reason_not_listed');
  expect((await convert('not-satisfied-afterwards')).status).toBe(201);
  expect((await convert('resident-wishes')).status).toBe(201);
  expect((await convert()).status).toBe(201);
});

test("another landlord's contact is as absent to an act as one that never was", async () => {
  const id = await record();
  const stranger = await openDesk(service, 'westfield');
  const bodies = {
    choices: { how: 'phone', answer: 'no' },
    redirections: { to: 'repairs', reason: 'A repair' },
    completions: { result: 'put-right' },
  };
  for (const contact of [id, '01920000-0000-7000-8000-00000000dead']) {
    for (const [name, body] of Object.entries(bodies)) {
      const { status, body: answer } = await stranger.caller.post(`/v1/contacts/${contact}/${name}`, body);
      expect([name, status, answer.code]).toEqual([name, 404, 'not_found']);
    }
    expect((await stranger.caller.get(`/v1/contacts/${contact}/events`)).status).toBe(404);
  }
  expect((await read(id)).version).toBe(1);
});

test('what has the wrong form is refused, with the field named', async () => {
  const id = await record();
  const wrong: [string, Record<string, unknown>, string][] = [
    ['choices', { how: 'phone', answer: 'perhaps' }, '/answer'],
    ['redirections', { to: 'repairs' }, '/reason'],
    ['completions', { result: 'done' }, '/result'],
    ['complaint', { receivedOn: '2024-09-09', channel: 'phone', reason: 'A B' }, '/reason'],
  ];
  for (const [name, body, pointer] of wrong) {
    const { status, body: answer } = await act(id, name, body);
    expect([name, status, answer.errors[0].pointer]).toEqual([name, 400, pointer]);
  }
  for (const query of ['status=done', 'choice=maybe', 'order=age', 'receivedFrom=yesterday', 'complaint='])
    expect([query, (await desk.caller.get(`/v1/contacts?${query}`)).status]).toEqual([query, 400]);
});
