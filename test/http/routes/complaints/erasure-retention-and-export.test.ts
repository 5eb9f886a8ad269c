import { shipped } from '../../../../src/policy/procedures';
import { startTestApp, TEST_NOW, type TestApp } from '../../../support/app';
import { type Desk, openDesk } from '../../../support/landlord-desk';
import { everythingStored, expectWholeRecord, faultsOf } from '../../../support/whole-record';

let service: TestApp;
let desk: Desk;
let admin: Desk;
const on = (occurredOn: string, rest: object = {}) => ({ occurredOn, ...rest });
beforeAll(async () => {
  service = await startTestApp();
  const hhs = shipped('hhs');
  if (!hhs) throw new Error('No procedure hhs');
  desk = await openDesk(service, { ...hhs, retention: { years: 1, from: 'closed' } });
  admin = desk;
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

const NAME = 'Mrs Beatrix Nakamura-Hollis';
const WORDS = [
  'Black mould behind the wardrobe',
  'My son has asthma',
  'Rang her, very upset',
  'Sorry for the wait',
  'He is hard of hearing',
  'So that nobody rings him',
  'HMS-PERSON-4711',
];

async function closedComplaint(email: string): Promise<string> {
  await desk.log({
    receivedOn: '2024-09-02',
    complainant: { name: NAME, email, phone: '020 7946 0018', address: '4 Mill Lane' },
    property: { address: 'Flat 4, Mill Lane' },
    summary: WORDS[0],
    description: WORDS[1],
    externalReferences: [{ system: 'hms', id: WORDS[6] }],
  });
  await desk.act('acknowledgements', on('2024-09-04'));
  await desk.act(
    'contacts',
    on('2024-09-04', { notes: WORDS[2], definition: { issues: [{ text: 'Mould' }] } }),
  );
  const need = { kind: 'vulnerability', text: WORDS[4], purpose: WORDS[5], reviewOn: '2024-12-02' };
  await desk.act('adjustments', on('2024-09-04', need));
  await desk.act('assignments', on('2024-09-05', { person: 's.kaur', role: 'case-manager' }));
  await desk.act('outcomes', on('2024-09-16', { outcome: 'upheld', method: 'letter' }));
  await desk.act('closures', on('2024-10-18', { reason: 'resident-satisfied', note: WORDS[3] }));
  return desk.complaint.id;
}

test('an anonymised complaint leaves its people and words nowhere, and its dates and figures stand', async () => {
  const id = await closedComplaint('b.nakamura@example.org');
  const before = (await desk.caller.get(`/v1/complaints/${id}`)).body;
  const events = (await desk.caller.get(`/v1/complaints/${id}/events`)).body.items;
  const held = await everythingStored(service.owner);
  for (const text of [NAME, ...WORDS]) expect(held).toContain(text);
  // Where the record cannot be changed any more, there is nothing that leads back to the person.
  expect(JSON.stringify(events.map(({ data }: { data: object }) => data))).not.toContain(WORDS[6]);
  expect(before.externalReferences).toEqual([{ system: 'hms', id: WORDS[6] }]);

  const { status, body } = await admin.caller
    .post(`/v1/complaints/${id}/erasures`, { basis: 'retention' })
    .set('Idempotency-Key', 'erase-1');
  expect({ status, code: body.code }).toEqual({ status: 201, code: undefined });
  expect(body).toMatchObject({
    complainant: null,
    property: null,
    summary: null,
    description: null,
    externalReferences: [],
    erasedOn: '2026-03-02',
    actions: [],
    status: 'closed',
    outcome: 'upheld',
    receivedOn: '2024-09-02',
  });
  const left = await everythingStored(service.owner);
  for (const text of [NAME, 'b.nakamura', '7946', 'Mill Lane', ...WORDS]) expect(left).not.toContain(text);

  const after = (await desk.caller.get(`/v1/complaints/${id}`)).body;
  expect(after.clocks).toEqual(before.clocks);
  const kept = (await desk.caller.get(`/v1/complaints/${id}/events`)).body.items;
  expect(kept.slice(0, -1)).toEqual(events.map((event: object) => ({ ...event, texts: {} })));
  expect(kept.at(-1)).toMatchObject({ type: 'erased', data: { basis: 'retention' } });
  expect(await faultsOf(service.database, desk.landlordId)).toEqual([]);
});

test('what a correction of it was rehearsed for goes with it, and cannot be applied any more', async () => {
  const id = await closedComplaint('rehearsed@example.org');
  const { reference } = desk.complaint;
  const rehearse = async (complaint: string) => {
    const change = {
      kind: 'received-date',
      complaint,
      receivedOn: '2024-09-01',
      why: 'Her neighbour Ms Ito says so',
    };
    const { status, body } = await desk.caller.post('/v1/rehearsals', { change, why: 'Ms Ito rang' });
    expect(status).toBe(201);
    return body.id;
  };
  const rehearsed = [await rehearse(id.toUpperCase()), await rehearse(reference)];
  await admin.caller.post(`/v1/complaints/${id}/erasures`, { basis: 'retention' });
  expect(await everythingStored(service.owner)).not.toContain('Ito');
  for (const one of rehearsed) {
    const { body } = await desk.caller.get(`/v1/rehearsals/${one}`);
    expect([body.why, body.change]).toEqual([null, expect.not.objectContaining({ why: expect.anything() })]);
    const { status, body: refused } = await desk.caller.post(`/v1/rehearsals/${one}/application`);
    expect([status, refused.code]).toEqual([409, 'world_moved_on']);
  }
});

test('a run shows first what it would do, then does exactly that, and holds back what must be kept', async () => {
  const free = await closedComplaint('one@example.org');
  const held = await closedComplaint('two@example.org');
  await desk.act('holds', on('2024-11-01', { reason: 'court-claim', reviewOn: '2026-12-01' }));
  await desk.log({ receivedOn: '2026-02-27' });

  const shown = (await admin.caller.post('/v1/retention-runs', {})).body;
  expect(shown).toMatchObject({ dryRun: true, more: false, on: '2026-03-02' });
  expect(shown.due.map(({ id }: { id: string }) => id)).toEqual([free]);
  expect(shown.heldBack).toMatchObject([{ id: held, heldBy: ['hold'], keepUntil: '2025-10-18' }]);
  expect((await desk.caller.get(`/v1/complaints/${free}`)).body.complainant).not.toBeNull();

  const done = (await admin.caller.post('/v1/retention-runs', { dryRun: false })).body;
  expect(done.due).toEqual(shown.due);
  expect((await desk.caller.get(`/v1/complaints/${free}`)).body.erasedOn).toBe('2026-03-02');
  expect((await desk.caller.get(`/v1/complaints/${held}`)).body.erasedOn).toBeNull();
  expect((await admin.caller.post('/v1/retention-runs', { dryRun: false })).body.due).toEqual([]);
});

test('a person is told all that is kept about them, found by particulars and not by a name alone', async () => {
  const id = await closedComplaint('Sole.Person@example.org');
  const ask = (body: object) => desk.caller.post('/v1/subject-access', body);
  const { status, body } = await ask({ email: 'sole.person@EXAMPLE.org ' });
  expect(status).toBe(200);
  expect(body.complaints.map(({ complaint }: { complaint: { id: string } }) => complaint.id)).toEqual([id]);
  expect(JSON.stringify(body.complaints[0].events)).toContain(WORDS[2]);
  // Told to the one it is about, and to nobody else: not even in the record beside it.
  expect(body.complaints[0].restricted).toMatchObject([{ kind: 'vulnerability', text: WORDS[4] }]);
  expect(JSON.stringify(body.complaints[0].events)).not.toContain(WORDS[4]);
  const administrator = service.as(await service.key(desk.landlordId, ['landlord-admin']));
  const withheld = await administrator.post('/v1/subject-access', { email: 'sole.person@example.org' });
  expect([withheld.status, withheld.body.complaints[0].restricted]).toEqual([200, null]);
  expect(body.complaints[0].as).toMatchObject([{ role: 'complainant', data: { name: NAME } }]);
  expect(
    (await ask({ phone: '+(020) 79460018', email: 'sole.person@example.org' })).body.complaints,
  ).toHaveLength(1);
  expect((await ask({ email: 'sole.person@example.org', name: 'Somebody else' })).body.complaints).toEqual(
    [],
  );
  const nameOnly = await ask({ name: NAME });
  expect([nameOnly.status, nameOnly.body.errors[0].detail]).toEqual([
    400,
    expect.stringContaining('a name alone'),
  ]);
  const elsewhere = await openDesk(service, 'westfield');
  expect(
    (await elsewhere.caller.post('/v1/subject-access', { email: 'sole.person@example.org' })).body.complaints,
  ).toEqual([]);
});

test('the export holds contacts whole, goes on where a page ends, and finds each member of a group', async () => {
  const email = 'paged@example.org';
  const ids = [await closedComplaint(email), await closedComplaint(email)];
  const contact = {
    channel: 'phone',
    kind: 'feedback',
    receivedOn: '2024-09-01',
    agreed: true,
    choiceOffered: true,
  };
  const given = { ...contact, person: { name: NAME, email }, summary: 'The gate squeaks' };
  const { body: made } = await desk.post('/v1/contacts', given);
  const offered = { offeredOn: '2024-09-02', how: 'phone', answer: 'no' };
  expect((await desk.post(`/v1/contacts/${made.id}/choices`, offered)).status).toBe(201);

  const whole = (await desk.caller.post('/v1/subject-access', { email })).body;
  expect(whole).toMatchObject({
    contacts: [{ contact: { id: made.id, summary: 'The gate squeaks' } }],
    next: null,
  });
  expect(whole.contacts[0].events).toMatchObject([{ type: 'received' }, { type: 'choice-offered' }]);

  const seen: string[] = [];
  let path: string | null = '/v1/subject-access?limit=1';
  while (path !== null) {
    const { status, body } = await desk.caller.post(path, { email });
    expect(status).toBe(200);
    for (const { complaint } of body.complaints) seen.push(complaint.id);
    for (const { contact: one } of body.contacts) seen.push(one.id);
    path = body.next === null ? null : `/v1/subject-access?limit=1&cursor=${body.next}`;
  }
  expect(seen).toEqual([...ids, made.id]);

  const members = [{ name: 'Mr Ade Balogun', phone: '020 7946 0555' }];
  const { id } = await desk.log({ receivedOn: '2026-02-27', group: { name: 'Mill Lane', size: 3, members } });
  const { body } = await desk.caller.post('/v1/subject-access', {
    name: 'mr ade balogun',
    phone: '02079460555',
  });
  expect(body.complaints.map(({ complaint }: { complaint: { id: string } }) => complaint.id)).toEqual([id]);
});

test('an export is kept nowhere, and the access log says whose data left', async () => {
  const email = 'leaves.once@example.org';
  const id = await closedComplaint(email);
  const ask = () => desk.post('/v1/subject-access', { email }).set('Idempotency-Key', 'export-1');
  const [first, second] = [await ask(), await ask()];
  expect([first.status, second.status, second.headers['idempotency-replayed']]).toEqual([
    200,
    200,
    undefined,
  ]);
  const kept = await service.owner.query({
    text: `select body from idempotency_keys where key = 'export-1'`,
  });
  expect(kept).toEqual([]);
  const { body } = await admin.caller.get(`/v1/access-log?subject=${id}`);
  const exports = body.items.filter(({ operation }: { operation: string }) => operation === 'exportPerson');
  expect(exports).toMatchObject([
    { subject: id, status: 200 },
    { subject: id, status: 200 },
  ]);
});

test('who may: the administrator anonymises, the administrator and the officer export', async () => {
  const as = async (role: 'complaints-officer' | 'handler' | 'reader' | 'landlord-admin') =>
    service.as(await service.key(desk.landlordId, [role]));
  const statuses = async (path: string, body: object) => {
    const answers = [];
    for (const role of ['landlord-admin', 'complaints-officer', 'handler', 'reader'] as const) {
      answers.push((await (await as(role)).post(path, body)).status);
    }
    return answers;
  };
  expect(await statuses('/v1/retention-runs', {})).toEqual([200, 403, 403, 403]);
  expect(await statuses('/v1/subject-access', { reference: 'T-1' })).toEqual([200, 200, 403, 403]);
  expect((await service.as().post('/v1/retention-runs', {})).status).toBe(401);
  expect((await desk.caller.post('/v1/retention-runs', { limit: 0 })).status).toBe(400);
});

test('answers kept today are emptied, be it of an act or of a rehearsal alone, and those of others stay', async () => {
  service.setNow('2025-01-06T10:00:00.000Z');
  const acted = await closedComplaint('acted@example.org');
  const rehearsed = await closedComplaint('rehearsed.alone@example.org');
  const other = await closedComplaint('other@example.org');
  service.setNow(TEST_NOW);
  const send = async (path: string, key: string, body: Record<string, unknown>) =>
    expect((await desk.post(path, body).set('Idempotency-Key', key)).status).toBe(201);
  await send(`/v1/complaints/${acted}/notes`, 'kept-act', { note: 'Rang Mr Okafor' });
  await send(`/v1/complaints/${other}/notes`, 'kept-other', { note: 'Rang her' });
  const why = 'Her neighbour Mr Okafor says so';
  const changeOf = (complaint: string) => ({
    change: { kind: 'received-date', complaint, receivedOn: '2024-09-01', why },
  });
  await send('/v1/rehearsals', 'kept-rehearsal', changeOf(rehearsed));
  // Its answer names the complaint as the caller wrote it, and no other way.
  const { id } = (await desk.caller.post('/v1/rehearsals', changeOf(acted.toUpperCase()))).body;
  await send(`/v1/rehearsals/${id}/application`, 'kept-application', {});
  const emptied = async () => {
    const text = `select key, body is null as emptied from idempotency_keys where key like 'kept-%' order by key`;
    const rows = await service.owner.query<{ key: string; emptied: boolean }>({ text });
    return rows.filter((row) => row.emptied).map(({ key }) => key);
  };
  expect(await emptied()).toEqual([]);
  for (const one of [acted, rehearsed])
    await admin.caller.post(`/v1/complaints/${one}/erasures`, { basis: 'retention' });
  expect(await emptied()).toEqual(['kept-act', 'kept-application', 'kept-rehearsal']);
  expect(await everythingStored(service.owner)).not.toContain('Okafor');
});
