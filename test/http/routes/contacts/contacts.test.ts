import { versionIn } from '../../../support/entity-tag';
import { startTestApp, type TestApp } from '../../../support/app';
import { type Desk, openDesk, openEmptyDesk } from '../../../support/landlord-desk';
import { countRows, expectWholeRecord } from '../../../support/whole-record';

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

const GIVEN = {
  receivedOn: '2024-09-02',
  channel: 'phone',
  person: { name: 'Mrs Nakamura', phone: '0161 496 0000' },
  summary: 'The bin store was left unlocked again',
  agreed: true,
  choiceOffered: true,
};
const record = (body: object = {}) => desk.post('/v1/contacts', { ...GIVEN, ...body });
const convert = (id: string, body: object = {}) =>
  desk.post(`/v1/contacts/${id}/complaint`, { receivedOn: '2024-09-09', channel: 'email', ...body });

test('a contact is recorded as what the policy calls its first attempt, and starts no clock (WES-11)', async () => {
  const { status, headers, body } = await record();
  expect([status, headers.location]).toEqual([201, `/v1/contacts/${body.id}`]);
  expect(body).toEqual({
    id: expect.any(String),
    version: 1,
    ...GIVEN,
    kind: 'pre-stage',
    status: 'open',
    choice: 'offered',
    dissatisfied: true,
    choices: [],
    redirections: [],
    completion: null,
    conversion: null,
    holds: [],
    departures: [],
    erasedOn: null,
    handledBy: null,
    policyVersion: '1',
    complaintId: null,
    refusedComplaintId: null,
    advice: [],
    createdAt: '2026-03-02T10:00:00.000Z',
  });
  expect((await desk.caller.get(`/v1/contacts/${body.id}`)).body).toEqual(body);
  expect((await desk.caller.get('/v1/complaints')).body.items).toEqual([]);
  expect((await desk.caller.get('/v1/clocks')).body.items).toEqual([]);
});

test('without the agreement the policy asks for it is no first attempt, and feedback needs none (WES-11, WES-12)', async () => {
  const { status, body } = await record({ agreed: false });
  expect([status, body.code, body.rule.ids, body.allowed]).toEqual([
    422,
    'agreement_missing',
    ['WES-11'],
    { agreed: true },
  ]);
  expect((await record({ agreed: false, kind: 'feedback' })).status).toBe(201);
});

test('a policy without such a step asks what kind of contact it is', async () => {
  desk = await openDesk(service, 'code-2024');
  const { status, body } = await record();
  expect([status, body.code, body.errors]).toEqual([
    422,
    'no_pre_stage_in_policy',
    [{ in: 'body', pointer: '/kind', detail: 'is missing' }],
  ]);
  expect((await record({ kind: 'service-request' })).status).toBe(201);
  const unknown = await record({ kind: 'moan' });
  expect([unknown.status, unknown.body.code, unknown.body.errors[0].pointer]).toEqual([
    422,
    'unknown_kind',
    '/kind',
  ]);
  expect(unknown.body.allowed.kind).toContain('other');
});

test('a contact of a day to come, or of a day without a policy, is refused', async () => {
  const future = await record({ receivedOn: '2026-03-03' });
  expect([future.status, future.body.code]).toEqual([422, 'in_the_future']);
  desk = await openEmptyDesk(service);
  const early = await record();
  expect([early.status, early.body.code]).toEqual([422, 'no_policy_in_force']);
});

test('a contact becomes a complaint with its own words and person, once, and stays open to read', async () => {
  const { body: contact } = await record();
  const made = await convert(contact.id);
  expect([made.status, versionIn(made.headers.etag), made.headers.location]).toEqual([
    201,
    '"1"',
    `/v1/complaints/${made.body.id}`,
  ]);
  expect(made.body).toMatchObject({
    contactId: contact.id,
    complainant: GIVEN.person,
    summary: GIVEN.summary,
    receivedOn: '2024-09-09',
  });
  expect((await desk.caller.get(`/v1/contacts/${contact.id}`)).body.complaintId).toBe(made.body.id);
  const again = await convert(contact.id);
  expect([again.status, again.body.code, again.body.facts]).toEqual([
    409,
    'already_a_complaint',
    { complaintId: made.body.id },
  ]);
});

test('of ten conversions at once one passes, and only one complaint is there afterwards', async () => {
  const { body: contact } = await record();
  const all = await Promise.all(Array.from({ length: 10 }, () => convert(contact.id)));
  expect(all.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(9).fill(409)]);
  expect((await desk.caller.get('/v1/complaints?count=true')).body.count).toBe(1);
  expect((await desk.caller.get('/v1/contacts?count=true&limit=1')).body.count).toBe(1);
});

test('what the conversion gives goes before what the contact has', async () => {
  const { body: contact } = await record();
  const given = { complainant: { name: 'Mr Nakamura' }, summary: 'The bin store, for the third time' };
  expect((await convert(contact.id, given)).body).toMatchObject(given);
});

test('a contact that says more than a summary holds keeps every word of it in the description', async () => {
  const long = `${'a'.repeat(499)}\u{1f5d1} and so on, for ever and ever`;
  const { body: contact } = await record({ summary: long });
  const { status, body } = await convert(contact.id);
  expect([status, body.summary, body.description]).toEqual([201, 'a'.repeat(499), long]);
});

test('a nameless contact cannot become a complaint without a name', async () => {
  const { body: contact } = await record({ person: undefined });
  const { status, body } = await convert(contact.id);
  expect([status, body.code, body.errors]).toEqual([
    422,
    'contradictory_request',
    [{ in: 'body', pointer: '/complainant', detail: 'is missing here and in the contact' }],
  ]);
  expect((await convert(contact.id, { complainant: { name: 'Mrs Nakamura' } })).status).toBe(201);
});

test('a conversion that is refused leaves the contact as it was', async () => {
  const { body: contact } = await record();
  const before = await countRows(service.owner);
  const refusals = [
    await convert(contact.id, { receivedOn: '2026-03-03' }),
    await convert(contact.id, { channel: 'pigeon' }),
    await convert(contact.id, { receivedOn: '2024-09-01' }),
    await convert(contact.id, { receivedOn: undefined }),
  ];
  expect(refusals.map(({ status, body }) => [status, body.code])).toEqual([
    [422, 'in_the_future'],
    [422, 'unknown_channel'],
    [422, 'before_the_act_it_follows'],
    [422, 'received_day_missing'],
  ]);
  expect(await countRows(service.owner)).toEqual(before);
  expect((await desk.caller.get(`/v1/contacts/${contact.id}`)).body.complaintId).toBeNull();
});

test('contacts are listed the latest received first, by kind and page by page', async () => {
  const days = ['2024-09-02', '2024-09-05', '2024-09-03', '2024-09-05'];
  for (const receivedOn of days)
    await record({ receivedOn, kind: receivedOn === '2024-09-03' ? 'feedback' : undefined });
  const seen: string[] = [];
  let path: string | null = '/v1/contacts?limit=3';
  while (path) {
    const {
      headers,
      body,
    }: { headers: Record<string, string>; body: { items: { id: string; receivedOn: string }[] } } =
      await desk.caller.get(path);
    seen.push(...body.items.map(({ receivedOn }) => receivedOn));
    path = /^<(.+)>; rel="next"$/.exec(headers.link ?? '')?.[1] ?? null;
  }
  expect(seen).toEqual(['2024-09-05', '2024-09-05', '2024-09-03', '2024-09-02']);
  const { body } = await desk.caller.get('/v1/contacts?kind=feedback');
  expect(body.items.map(({ receivedOn }: { receivedOn: string }) => receivedOn)).toEqual(['2024-09-03']);
});

test("another landlord's contact is as absent as one that never was", async () => {
  const { body: contact } = await record();
  const stranger = await openDesk(service, 'westfield');
  const none = '01920000-0000-7000-8000-00000000dead';
  for (const id of [contact.id, none]) {
    const read = await stranger.caller.get(`/v1/contacts/${id}`);
    const made = await stranger.caller.post(`/v1/contacts/${id}/complaint`, {
      receivedOn: '2024-09-09',
      channel: 'email',
    });
    for (const { status, body } of [read, made]) {
      expect([status, body.code, body.detail]).toEqual([
        404,
        'not_found',
        'Nothing with this id or reference is visible to this key.',
      ]);
    }
  }
  expect((await stranger.caller.get('/v1/contacts')).body.items).toEqual([]);
});

test('an id that is none and a cursor that was made up are refused', async () => {
  for (const path of [
    '/v1/contacts/nonsense',
    '/v1/contacts?cursor=abc',
    '/v1/contacts?kind=A%20B',
    `/v1/contacts/${'a'.repeat(300)}`,
  ]) {
    expect([path, (await desk.caller.get(path)).status]).toEqual([path, 400]);
  }
});
