import { act as actOn } from '../../../../src/complaints/act';
import { Rulebook } from '../../../../src/complaints/loading/rulebook';
import { openDatabase } from '../../../../src/db/connection/client';
import { erase } from '../../../../src/policy/commands/record/erase';
import type { EventOf } from '../../../../src/policy/events/events';
import type { RecordedEvent } from '../../../../src/policy/events/recorded-event';
import { heard, NONE_PASSES } from '../../../../src/policy/rules/objections';
import { isRejection } from '../../../../src/policy/rules/rejection';
import { shipped } from '../../../../src/policy/procedures';
import { versionIn } from '../../../support/entity-tag';
import { startTestApp, TEST_NOW, type TestApp } from '../../../support/app';
import { type Desk, openDesk } from '../../../support/landlord-desk';
import { everythingStored, expectWholeRecord, faultsOf } from '../../../support/whole-record';
import { backendsWaiting, everyWriterEnded } from '../../../support/wait-until';

let service: TestApp;
let desk: Desk;
const westfield = shipped('westfield');
beforeAll(async () => {
  service = await startTestApp();
});
beforeEach(async () => {
  mark += 1;
  if (!westfield) throw new Error('No procedure westfield');
  desk = await openDesk(service, { ...westfield, retention: { years: 1, from: 'closed' } });
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

/** Of each test its own, so that none finds what another left. */
let mark = 0;
const WORDS = () =>
  ['The tap drips', 'She is away on Tuesdays', 'Rang her twice', 'Her son claims'].map(
    (text) => `${text}, ${mark}.`,
  );
const PERSON = () => ({
  name: `Mrs Nakamura-Hollis the ${mark}.`,
  email: `b.nakamura.${mark}@example.org`,
  phone: `0161 496 00${10 + mark}`,
  reference: `HMS-PERSON-${mark}-4711`,
});
const PERSONAL = () => [...Object.values(PERSON()), ...WORDS()];

type Body = Record<string, unknown>;
const act = (id: string, name: string, body: Body) => desk.post(`/v1/contacts/${id}/${name}`, body);
const read = async (id: string) => (await desk.caller.get(`/v1/contacts/${id}`)).body;
const history = async (id: string) => (await desk.caller.get(`/v1/contacts/${id}/events`)).body.items;
const hold = { reason: 'court-claim', reviewOn: '2026-12-01' };
const ASKED = { basis: 'resident-request' };
const run = async (body: Body = {}) => (await desk.caller.post('/v1/retention-runs', body)).body;
const idsOf = (entries: { id: string }[]) => entries.map(({ id }) => id);

let requests = 0;
async function record(body: Body = {}): Promise<string> {
  requests += 1;
  const { status, body: contact } = await desk
    .post('/v1/contacts', {
      receivedOn: '2024-09-02',
      channel: 'phone',
      kind: 'service-request',
      person: PERSON(),
      summary: WORDS()[0],
      ...body,
    })
    .set('Idempotency-Key', `contact-${requests}`);
  expect([status, contact.errors]).toEqual([201, undefined]);
  return contact.id;
}

/** A request that was dealt with, and has words in every place that has room for some. */
async function doneRequest(body: Body = {}): Promise<string> {
  const id = await record(body);
  const acts: [string, Body][] = [
    ['redirections', { occurredOn: '2024-09-03', to: 'repairs', reason: WORDS()[1] }],
    ['completions', { occurredOn: '2024-09-12', result: 'put-right', note: WORDS()[2] }],
    ['holds', { occurredOn: '2024-09-16', ...hold, note: WORDS()[3] }],
    ['holds/1/releases', { occurredOn: '2024-09-20' }],
  ];
  for (const [name, given] of acts) expect([name, (await act(id, name, given)).status]).toEqual([name, 201]);
  return id;
}

async function closedComplaint(contact: string): Promise<string> {
  const made = await act(contact, 'complaint', { receivedOn: '2024-09-23', channel: 'phone' });
  expect(made.status).toBe(201);
  desk.complaint = made.body;
  await desk.act('withdrawals', { occurredOn: '2024-10-01', reason: 'resident-asked' });
  return made.body.id;
}

test('an anonymised contact leaves its person and words nowhere, and its events and days stand', async () => {
  const id = await doneRequest();
  const [before, events, held] = [await read(id), await history(id), await everythingStored(service.owner)];
  for (const text of PERSONAL()) expect(held).toContain(text);

  const { status, body, headers } = await act(id, 'erasures', ASKED);
  expect([status, versionIn(headers.etag)]).toEqual([201, '"6"']);
  expect(before.advice).not.toEqual([]);
  const without = { person: null, summary: null, advice: [] };
  expect(body).toEqual({ ...before, ...without, version: 6, erasedOn: '2026-03-02' });
  expect(await read(id)).toEqual(body);
  const left = await everythingStored(service.owner);
  for (const text of PERSONAL()) expect(left).not.toContain(text);
  const kept = await history(id);
  expect(kept.slice(0, -1)).toEqual(events.map((event: object) => ({ ...event, texts: {} })));
  expect(kept.at(-1)).toMatchObject({
    type: 'erased',
    occurredOn: '2026-03-02',
    data: { basis: 'resident-request', complaintId: null },
    texts: {},
  });
  expect(await faultsOf(service.database, desk.landlordId)).toEqual([]);
  await everyWriterEnded(service.owner);
  const feed = (await desk.caller.get('/v1/events')).body.items;
  expect(feed.at(-1)).toMatchObject({ type: 'redress.contact.erased.v1', subject: id });
  const entries = (await desk.caller.get(`/v1/access-log?subject=${id}`)).body.items;
  expect(entries.map(({ operation }: { operation: string }) => operation)).toContain('eraseContact');
});

test('after that every act on it is refused, and it becomes no complaint', async () => {
  const id = await doneRequest();
  await act(id, 'erasures', ASKED);
  const bodies: [string, Body][] = [
    ['choices', { how: 'phone', answer: 'no' }],
    ['redirections', { to: 'repairs', reason: 'A repair' }],
    ['completions', { result: 'put-right' }],
    ['holds', hold],
    ['holds/1/releases', {}],
    ['erasures', ASKED],
    [
      'complaint',
      { receivedOn: '2026-02-27', channel: 'phone', complainant: { name: 'Mrs Nakamura' }, summary: 'x' },
    ],
  ];
  for (const [name, body] of bodies) {
    const { status, body: problem } = await act(id, name, body);
    expect([name, status, problem.code]).toEqual([name, 409, 'erased']);
  }
  expect((await read(id)).version).toBe(6);
});

test('what is missing of any other contact is told by name all the same', async () => {
  const [gone, whole] = [await doneRequest(), await doneRequest({ summary: 'A gate squeaks' })];
  await act(gone, 'erasures', ASKED);
  await service.owner.query({ text: `delete from contact_texts where contact_id = '${whole}'` });
  expect(await faultsOf(service.database, desk.landlordId)).toEqual(
    [2, 3, 4].map((sequence) => ({ fault: 'text-missing', of: whole, sequence, difference: null })),
  );
  // The rest of the test's record is not whole, on purpose.
  desk = await openDesk(service, 'westfield');
});

test('of one that its complaint left behind, missing words are told as well', async () => {
  const [held, open] = [await doneRequest(), await record()];
  await act(held, 'holds', { occurredOn: '2024-09-21', ...hold });
  for (const id of [held, open]) {
    await closedComplaint(id);
    await desk.act('erasures', ASKED);
  }
  await service.owner.query({
    text: `update contacts set person = null, summary = null, salt = null where id in ('${held}', '${open}')`,
  });
  expect(await faultsOf(service.database, desk.landlordId)).toEqual(
    [held, open].map((id) => ({ fault: 'text-missing', of: id, sequence: 1, difference: null })),
  );
  // The rest of the test's record is not whole, on purpose.
  desk = await openDesk(service, 'westfield');
});

/** As the erasure of a complaint was recorded before those of its contacts were on record themselves. */
async function erasedAsBefore(): Promise<void> {
  const { database } = service;
  const now = () => TEST_NOW;
  const asBefore: typeof erase = {
    ...erase,
    decide(...given) {
      const decided = heard(erase.decide(...given), NONE_PASSES);
      return isRejection(decided) ? decided : decided.map(withoutContacts);
    },
  };
  const deps = { database, rulebook: new Rulebook(database, now), now };
  const attempt = { landlordId: desk.landlordId, actor: 'test', id: desk.complaint.id, matches: null };
  expect(await actOn(deps, asBefore, { basis: 'resident-request' }, attempt)).toMatchObject({ kind: 'done' });
}
function withoutContacts(recorded: RecordedEvent): RecordedEvent {
  const { contactsRecorded: _, ...data } = recorded.event.data as EventOf<'erased'>['data'];
  return { ...recorded, event: { ...recorded.event, data } as EventOf<'erased'> };
}
const emptied = async (id: string) => {
  await service.owner.query({ text: `delete from contact_texts where contact_id = '${id}'` });
  await service.owner.query({
    text: `update contacts set person = null, summary = null, salt = null where id = '${id}'`,
  });
};

test('what its owner takes, salt and all, from a contact that an erasure left is told as missing', async () => {
  const id = await record();
  await closedComplaint(id);
  await act(id, 'completions', { occurredOn: '2026-02-27', result: 'put-right', note: 'Rang her' });
  await desk.act('erasures', ASKED);
  expect((await read(id)).erasedOn).toBeNull();
  await emptied(id);
  expect((await faultsOf(service.database, desk.landlordId)).map(({ fault, of }) => [fault, of])).toEqual([
    ['text-missing', id],
    ['text-missing', id],
  ]);
  // The rest of the test's record is not whole, on purpose.
  desk = await openDesk(service, 'westfield');
});

test('what an earlier release took away with its complaint, without an event of its own, is not told as missing', async () => {
  const id = await record();
  await closedComplaint(id);
  await act(id, 'completions', { occurredOn: '2026-02-27', result: 'put-right', note: 'Rang her' });
  await erasedAsBefore();
  expect((await read(id)).erasedOn).toBeNull();
  await service.owner.query({ text: `delete from contact_texts where contact_id = '${id}'` });
  expect(await faultsOf(service.database, desk.landlordId)).not.toEqual([]);
  await service.owner.query({
    text: `update contacts set person = null, summary = null, salt = null where id = '${id}'`,
  });
  expect(await faultsOf(service.database, desk.landlordId)).toEqual([]);
});

test('whoever asks too early, for what is open or on hold, or without its being true is refused (Code 2.2)', async () => {
  const refusal = async (id: string, body: Body = ASKED) => {
    const { status, body: problem } = await act(id, 'erasures', body);
    return [status, problem.code, problem.facts?.heldBy, problem.allowed?.earliest];
  };
  const open = await record();
  expect(await refusal(open)).toEqual([409, 'has_to_be_kept', ['open'], undefined]);
  const late = await record({ receivedOn: '2025-03-03' });
  await act(late, 'completions', { occurredOn: '2025-03-03', result: 'put-right' });
  expect(await refusal(late)).toEqual([409, 'complaint_window_open', undefined, '2026-03-03']);
  const held = await doneRequest();
  await act(held, 'holds', { occurredOn: '2025-01-06', ...hold });
  expect(await refusal(held)).toEqual([409, 'has_to_be_kept', ['hold'], undefined]);
  const praise = await record({ kind: 'compliment', receivedOn: '2026-02-27' });
  expect(await refusal(praise, { basis: 'retention' })).toEqual([
    422,
    'retention_runs',
    undefined,
    '2027-02-27',
  ]);
  expect(await refusal(praise, { basis: 'just-so' })).toEqual([400, 'invalid_request', undefined, undefined]);
  expect((await act(praise, 'erasures', ASKED)).status).toBe(201);
});

test('who may: the administrator anonymises, the officer holds; without a key nobody, and elsewhere it is absent', async () => {
  const id = await doneRequest();
  const statuses = async (path: string, body: Body) => {
    const answers = [];
    for (const role of ['landlord-admin', 'complaints-officer', 'handler', 'reader'] as const) {
      const key = await service.key(desk.landlordId, [role]);
      answers.push((await service.as(key).post(`/v1/contacts/${id}/${path}`, body)).status);
    }
    return [...answers, (await service.as().post(`/v1/contacts/${id}/${path}`, body)).status];
  };
  expect(await statuses('holds', hold)).toEqual([403, 201, 403, 403, 401]);
  const absent = await act(id, 'holds/9/releases', {});
  expect([absent.status, absent.body.errors]).toEqual([
    409,
    [{ in: 'path', pointer: '/n', detail: 'must be one of 2' }],
  ]);
  expect(await statuses('holds/2/releases', {})).toEqual([403, 201, 403, 403, 401]);
  const stranger = await openDesk(service, 'westfield');
  for (const contact of [id, '01920000-0000-7000-8000-00000000dead']) {
    for (const [path, body] of Object.entries({ holds: hold, 'holds/1/releases': {}, erasures: ASKED })) {
      const { status, body: problem } = await stranger.caller.post(`/v1/contacts/${contact}/${path}`, body);
      expect([path, status, problem.code]).toEqual([path, 404, 'not_found']);
    }
  }
  expect(await statuses('erasures', ASKED)).toEqual([201, 403, 403, 403, 401]);
  expect((await desk.caller.post(`/v1/contacts/${id}/holds/nine/releases`, {})).status).toBe(400);
});

test('an erasure of another version than the one that was read is refused, and sent twice it is done once', async () => {
  const id = await doneRequest();
  const stale = await act(id, 'erasures', ASKED).set('If-Match', '"4"');
  expect([stale.status, stale.body.detail]).toEqual([412, 'The present version is "5".']);
  const once = () => act(id, 'erasures', ASKED).set('If-Match', '"5"').set('Idempotency-Key', 'gone');
  const [first, second] = [await once(), await once()];
  expect([first.status, second.status, second.headers['idempotency-replayed']]).toEqual([201, 201, 'true']);
  expect(second.body).toEqual(first.body);
});

test('a creation sent again after the erasure brings nobody back', async () => {
  const create = () =>
    desk
      .post('/v1/contacts', {
        receivedOn: '2026-02-27',
        channel: 'phone',
        kind: 'compliment',
        person: PERSON(),
        summary: WORDS()[0],
      })
      .set('Idempotency-Key', `praise-${mark}`);
  const { id } = (await create()).body;
  expect((await act(id, 'erasures', ASKED)).status).toBe(201);
  const again = await create();
  expect([again.status, again.body.code]).toEqual([409, 'answer_not_repeated']);
  expect((await desk.caller.get('/v1/contacts')).body.items).toHaveLength(1);
  const left = await everythingStored(service.owner);
  for (const text of PERSONAL()) expect(left).not.toContain(text);
});

test('an answer kept today of a contact made long ago is emptied with its erasure', async () => {
  service.setNow('2025-01-06T10:00:00.000Z');
  const id = await record();
  // Kept for a day, and long gone when the contact is erased.
  await service.owner.query({ text: 'delete from idempotency_keys' });
  service.setNow(TEST_NOW);
  const done = { occurredOn: '2024-09-12', result: 'put-right', note: WORDS()[2] };
  const { status, body } = await act(id, 'completions', done).set('Idempotency-Key', `done-${mark}`);
  expect([status, body.summary]).toEqual([201, WORDS()[0]]);
  expect((await act(id, 'erasures', ASKED)).status).toBe(201);
  const left = await everythingStored(service.owner);
  for (const text of PERSONAL()) expect(left).not.toContain(text);
});

test('the erasure of a complaint takes along the contact it came from, and says so in its record', async () => {
  const id = await doneRequest();
  const complaint = await closedComplaint(id);
  const alone = await act(id, 'erasures', ASKED);
  expect([alone.status, alone.body.facts]).toEqual([409, { heldBy: ['complaint'] }]);
  await desk.act('erasures', ASKED);
  expect(await read(id)).toMatchObject({
    person: null,
    summary: null,
    erasedOn: '2026-03-02',
    complaintId: complaint,
    version: 7,
  });
  expect((await history(id)).at(-1).data).toEqual({ basis: 'resident-request', complaintId: complaint });
  const left = await everythingStored(service.owner);
  for (const text of PERSONAL()) expect(left).not.toContain(text);
});

test('a contact on hold and one still worked on stay when their complaint goes, and go by their own time (Code 1.5)', async () => {
  const held = await doneRequest();
  await act(held, 'holds', { occurredOn: '2024-09-21', ...hold });
  await closedComplaint(held);
  await desk.act('erasures', ASKED);
  const open = await record();
  await closedComplaint(open);
  await desk.act('erasures', ASKED);
  for (const id of [held, open])
    expect(await read(id)).toMatchObject({ person: PERSON(), summary: WORDS()[0], erasedOn: null });

  await act(held, 'holds/2/releases', { occurredOn: '2026-02-27' });
  expect(idsOf((await run({ dryRun: false })).contacts.due)).toEqual([held]);
  expect((await history(held)).at(-1).data).toEqual({ basis: 'retention', complaintId: null });
  expect((await act(open, 'completions', { occurredOn: '2026-02-27', result: 'put-right' })).status).toBe(
    201,
  );
  expect((await run({ dryRun: false })).contacts.looked).toBe(1);
  expect((await read(open)).erasedOn).toBeNull();
});

test('what was done for a resident after the complaint stays as long as that can be complained of (Code 2.2)', async () => {
  const id = await record();
  await closedComplaint(id);
  await act(id, 'completions', { occurredOn: '2026-02-27', result: 'not-put-right' });
  await desk.act('erasures', ASKED);
  expect(await read(id)).toMatchObject({ person: PERSON(), summary: WORDS()[0], erasedOn: null });
  const early = await act(id, 'erasures', ASKED);
  expect([early.status, early.body.code]).toEqual([409, 'complaint_window_open']);
});

test('a contact made from a refused complaint stays when that goes and the complaint it became is kept', async () => {
  const refused = await desk.log({ receivedOn: '2024-09-02' });
  await desk.act('refusals', {
    occurredOn: '2024-09-03',
    reason: 'appeal-right-available',
    evidence: 'The letting can be appealed against until 30 September',
    exception: 'It has not been appealed against yet.',
    decidedBy: 'm.silva',
    ombudsmanRightTold: true,
  });
  const id = await doneRequest({ refusedComplaint: refused.id });
  const complaint = await closedComplaint(id);
  const asked = async (path: string) => (await desk.post(`/v1/complaints/${path}/erasures`, ASKED)).status;
  expect(await asked(refused.id)).toBe(201);
  expect(await read(id)).toMatchObject({ person: PERSON(), erasedOn: null });
  expect(await asked(complaint)).toBe(201);
  expect(await read(id)).toMatchObject({ person: null, erasedOn: '2026-03-02' });
});

test('a complaint and its contact go together or not at all, and whoever acts meanwhile comes first', async () => {
  const id = await doneRequest();
  await closedComplaint(id);
  const blocker = openDatabase({ url: service.databaseUrl, poolSize: 1 });
  const locking = await blocker.pool.connect();
  await locking.query('begin');
  await locking.query('select 1 from contacts where id = $1 for update', [id]);
  const offered = act(id, 'holds', { occurredOn: '2026-02-27', ...hold }).then((answer) => answer);
  await backendsWaiting(service.owner, 1);
  const erased = desk.caller.post(desk.path('erasures'), ASKED).then((answer) => answer);
  await backendsWaiting(service.owner, 2);
  await locking.query('commit');
  locking.release();
  await blocker.close();
  expect([(await offered).status, (await erased).status]).toEqual([201, 201]);
  // The hold was there when the erasure looked again, so it left the contact.
  expect((await read(id)).person).toEqual(PERSON());
  expect((await desk.caller.get(desk.path('events'))).body.items.at(-1).type).toBe('erased');
});

test('a run shows first which contacts would go, then does exactly that, so many at a time', async () => {
  const [request, other] = [await doneRequest(), await doneRequest()];
  const praise = await record({ kind: 'compliment' });
  const held = await doneRequest();
  await act(held, 'holds', { occurredOn: '2025-01-06', ...hold });
  await record();
  await record({ kind: 'feedback', receivedOn: '2025-03-03' });
  await closedComplaint(await doneRequest());
  await desk.act('holds', { occurredOn: '2025-01-06', ...hold });

  const shown = await run();
  expect(shown.contacts).toEqual({
    looked: 4,
    due: [
      { id: request, endedOn: '2024-09-12', keepUntil: '2025-09-12', heldBy: [] },
      { id: other, endedOn: '2024-09-12', keepUntil: '2025-09-12', heldBy: [] },
      { id: praise, endedOn: '2024-09-02', keepUntil: '2025-09-02', heldBy: [] },
    ],
    heldBack: [{ id: held, endedOn: '2024-09-12', keepUntil: '2025-09-12', heldBy: ['hold'] }],
    more: false,
  });
  expect((await read(request)).erasedOn).toBeNull();

  const first = await run({ dryRun: false, limit: 2 });
  expect([idsOf(first.contacts.due), first.contacts.more]).toEqual([[request, other], true]);
  const second = await run({ dryRun: false, limit: 2 });
  expect([idsOf(second.contacts.due), second.contacts.more]).toEqual([[praise], false]);
  expect((await history(praise)).at(-1)).toMatchObject({ type: 'erased', data: { basis: 'retention' } });
  expect((await run({ dryRun: false })).contacts).toMatchObject({ looked: 1, due: [] });
  expect((await read(held)).person).toEqual(PERSON());
});

test('a document without a time for complaints has none for contacts, and a run looks at none', async () => {
  desk = await openDesk(service, 'westfield');
  expect(westfield?.retention ?? null).toBeNull();
  await doneRequest();
  expect((await run()).contacts).toEqual({ looked: 0, due: [], heldBack: [], more: false });
});

test('what is kept about a person shows what is on hold of it', async () => {
  const id = await doneRequest();
  await act(id, 'holds', { occurredOn: '2025-01-06', ...hold, note: 'Her solicitor wrote' });
  const { body } = await desk.caller.post('/v1/subject-access', { email: PERSON().email });
  const [found] = body.contacts;
  expect(found.contact).toMatchObject({
    id,
    erasedOn: null,
    holds: [
      { n: 1, releasedOn: '2024-09-20' },
      { n: 2, reason: 'court-claim', placedOn: '2025-01-06', reviewOn: '2026-12-01', releasedOn: null },
    ],
  });
  expect(found.events.at(-1)).toMatchObject({
    type: 'hold-placed',
    texts: { note: 'Her solicitor wrote' },
  });
});

test('a contact that an earlier release emptied with its complaint is no fault, and a run records that it went', async () => {
  const id = await record();
  await closedComplaint(id);
  await act(id, 'completions', { occurredOn: '2026-02-27', result: 'not-put-right' });
  await erasedAsBefore();
  await emptied(id);
  expect(await faultsOf(service.database, desk.landlordId)).toEqual([]);
  // Its own time over, a run records that it went.
  service.setNow('2033-03-03T10:00:00.000Z');
  expect(idsOf((await run({ dryRun: false })).contacts.due)).toEqual([id]);
  expect((await read(id)).erasedOn).toBe('2033-03-03');
  expect(await faultsOf(service.database, desk.landlordId)).toEqual([]);
  service.setNow(TEST_NOW);
});

test('a contact stored by a release that knew neither holds nor erasures is read, held and erased', async () => {
  const id = await record({ kind: 'feedback' });
  const [row] = await service.owner.query<{ facts: object }>({
    text: `select facts from contacts where id = '${id}'`,
  });
  // Such a release reads no fact that it does not know, so it finds none in what was never held.
  expect(Object.keys(row?.facts ?? {})).not.toEqual(expect.arrayContaining(['holds']));
  expect(Object.keys(row?.facts ?? {})).not.toEqual(expect.arrayContaining(['erasedOn']));
  expect(await read(id)).toMatchObject({ holds: [], erasedOn: null });
  expect((await act(id, 'holds', { occurredOn: '2025-01-06', ...hold })).status).toBe(201);
  expect((await act(id, 'holds/1/releases', { occurredOn: '2025-01-07' })).status).toBe(201);
  expect((await act(id, 'erasures', { basis: 'retention' })).body.erasedOn).toBe('2026-03-02');
});
