import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, openDesk } from '../../support/landlord-desk';
import { expectWholeRecord } from '../../support/whole-record';

let service: TestApp;
let desk: Desk;
let admin: Desk;
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'westfield');
  admin = desk;
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

const entries = async (query = '') => {
  const { status, body } = await admin.caller.get(`/v1/access-log${query}`);
  expect({ status, problem: body.code }).toEqual({ status: 200, problem: undefined });
  return body.items as {
    operation: string;
    subject: string | null;
    status: number;
    name: string;
    address: string;
  }[];
};

test('a read, a change, a list and a refused attempt are each on record: who, what, from where', async () => {
  await desk.log({ receivedOn: '2026-02-27' });
  const { id, reference } = desk.complaint;
  const reader = service.as(await service.key(desk.landlordId, ['reader'], { name: 'night reader' }));
  await reader.get(`/v1/complaints/${reference}`);
  await reader.get('/v1/complaints');
  await reader.post(`/v1/complaints/${id}/notes`, { note: 'x' });
  const seen = (await entries()).slice(0, 4).reverse();
  expect(seen.map(({ name, operation, subject, status }) => [name, operation, subject, status])).toEqual([
    [expect.any(String), 'logComplaint', id, 201],
    ['night reader', 'readComplaint', reference, 200],
    ['night reader', 'listComplaints', null, 200],
    ['night reader', 'addNote', id, 403],
  ]);
  expect(new Set(seen.map(({ address }) => address))).toEqual(new Set(['127.0.0.1']));
});

test('a complaint is found under its id, however that was written, and its reference alike', async () => {
  await desk.log({ receivedOn: '2026-02-27' });
  const { id, reference } = desk.complaint;
  await desk.caller.get(`/v1/complaints/${id}`);
  await desk.caller.get(`/v1/complaints/${reference}/events`);
  await desk.caller.get(`/v1/complaints/${id.toUpperCase()}/clocks`);
  for (const name of [id, reference, id.toUpperCase()]) {
    const found = await entries(`?subject=${name}`);
    expect(found.map(({ operation }) => operation)).toEqual([
      'readClocks',
      'readComplaintEvents',
      'readComplaint',
      'logComplaint',
    ]);
  }
});

test('what was made is found under its id, sent twice as well, and a contact under that of its complaint', async () => {
  const contact = { receivedOn: '2026-02-26', channel: 'phone', kind: 'compliment', summary: 'Thank you' };
  const record = () => desk.post('/v1/contacts', contact).set('Idempotency-Key', 'made-once');
  const { id } = (await record()).body;
  await record();
  const body = { receivedOn: '2026-02-27', channel: 'phone', complainant: { name: 'A. Tenant' } };
  const complaint = (await desk.post(`/v1/contacts/${id}/complaint`, body)).body;
  const found = async (subject: string) =>
    (await entries(`?subject=${subject}`)).map(({ operation, status }) => [operation, status]);
  expect(await found(id)).toEqual([
    ['makeContactAComplaint', 201],
    ['recordContact', 201],
    ['recordContact', 201],
  ]);
  expect(await found(complaint.reference)).toEqual([['makeContactAComplaint', 201]]);
});

describe('a list', () => {
  const since = async (requests: () => Promise<void>) => {
    const before = (await entries('?limit=1'))[0];
    await requests();
    const seen = (await entries('?limit=50')).map(({ operation, subject, status }) => [
      operation,
      subject,
      status,
    ]);
    expect(before?.operation).toBeDefined();
    return seen
      .slice(
        0,
        seen.findIndex(([operation]) => operation === 'readAccessLog'),
      )
      .reverse();
  };

  test('of contacts is on record with each contact it showed, since it tells their names and words', async () => {
    const ids: string[] = [];
    for (const summary of ['The tap drips', 'The lift again']) {
      const { body } = await desk.post('/v1/contacts', {
        receivedOn: '2026-02-20',
        channel: 'phone',
        kind: 'service-request',
        person: { name: 'Mrs Nakamura' },
        summary,
      });
      ids.push(body.id);
    }
    const seen = await since(async () => {
      await desk.caller.get('/v1/contacts?order=oldest&limit=1&kind=service-request');
    });
    expect(seen).toEqual([
      ['listContacts', null, 200],
      ['listContacts', ids[0], 200],
    ]);
    const of = async (id = '') => (await entries(`?subject=${id}`)).map(({ operation }) => operation);
    expect(await of(ids[0])).toEqual(['listContacts', 'recordContact']);
    expect(await of(ids[1])).toEqual(['recordContact']);
  });

  test('of complaints is on record with each that was found by a name, a word or an id of another system', async () => {
    await desk.log({
      receivedOn: '2026-02-27',
      summary: 'A wasps’ nest',
      externalReferences: [{ system: 'crm', id: 'case-77' }],
    });
    const { id } = desk.complaint;
    const seen = await since(async () => {
      await desk.caller.get('/v1/complaints?text=nest');
      await desk.caller.get('/v1/complaints?externalSystem=crm&externalId=case-77');
      await desk.caller.get('/v1/complaints?status=open');
      await desk.caller.get('/v1/complaints?text=nothing+of+the+kind');
      await desk.caller.get('/v1/clocks');
    });
    expect(seen).toEqual([
      ['listComplaints', null, 200],
      ['listComplaints', id, 200],
      ['listComplaints', null, 200],
      ['listComplaints', id, 200],
      ['listComplaints', null, 200],
      ['listComplaints', null, 200],
      ['listDueClocks', null, 200],
    ]);
    expect((await entries(`?subject=${desk.complaint.reference}`)).map(({ operation }) => operation)).toEqual(
      ['listComplaints', 'listComplaints', 'logComplaint'],
    );
  });
});

test('reading the log is itself on record, and pages through without a gap', async () => {
  await entries();
  const all = await entries('?limit=200');
  expect(all.map(({ operation }) => operation)).toContain('readAccessLog');
  const { body: first } = await admin.caller.get('/v1/access-log?limit=2');
  const { body: second } = await admin.caller.get(`/v1/access-log?limit=2&cursor=${first.next}`);
  const ids = [...first.items, ...second.items].map(({ id }) => id);
  expect(new Set(ids).size).toBe(4);
  expect(ids).toEqual([...ids].sort().reverse());
});

test('what a landlord or the platform does to its keys and particulars is on record, and dates and rehearsals looked at', async () => {
  const { body: made } = await desk.caller.post('/v1/api-keys', { name: 'intruder', roles: ['reader'] });
  const { body: next } = await desk.caller.post(`/v1/api-keys/${made.id}/rotations`, {});
  await desk.caller.delete(`/v1/api-keys/${made.id}`);
  await desk.caller.get('/v1/clocks');
  await desk.caller.get('/v1/rehearsals');
  await desk.caller.get('/v1/policies');
  const platform = service.as(await service.platformKey());
  const { landlordId } = desk;
  const above = { name: 'from above', roles: ['complaints-officer'], landlordId };
  const { body: theirs } = await platform.post('/v1/api-keys', above);
  await platform.get(`/v1/api-keys?landlordId=${landlordId}`);
  await platform.get(`/v1/landlords/${landlordId}`);
  await platform.post('/v1/api-keys', { name: 'x', roles: ['platform-admin'], landlordId });
  const seen = (await entries('?limit=11')).reverse();
  expect(seen.map(({ operation, subject, status }) => [operation, subject, status])).toEqual([
    ['createApiKey', made.id, 201],
    ['rotateApiKey', made.id, 201],
    ['rotateApiKey', next.id, 201],
    ['revokeApiKey', made.id, 204],
    ['listDueClocks', null, 200],
    ['listRehearsals', null, 200],
    ['listPolicies', null, 200],
    ['createApiKey', theirs.id, 201],
    ['listApiKeys', null, 200],
    ['readLandlord', landlordId, 200],
    ['createApiKey', null, 422],
  ]);
});

test('an event tells which key recorded it, by the id in the access log, though two are called the same', async () => {
  const twins = [1, 2].map(() => service.key(desk.landlordId, ['complaints-officer'], { name: 'twin' }));
  await desk.log({ receivedOn: '2026-02-27' });
  const { id } = desk.complaint;
  for (const key of twins) await service.as(await key).post(`/v1/complaints/${id}/notes`, { note: 'x' });
  const { body: log } = await admin.caller.get(`/v1/access-log?subject=${id}`);
  const { body: record } = await desk.caller.get(`/v1/complaints/${id}/events`);
  const actors = record.items.map(({ actor }: { actor: string }) => actor);
  const expected = log.items
    .map(({ name, principal }: { name: string; principal: string }) => `key:${name}#${principal}`)
    .reverse();
  expect(actors).toEqual(expected);
  expect(new Set(actors).size).toBe(3);
});

test('the platform cannot ask for the keys of a landlord that is not there', async () => {
  const platform = service.as(await service.platformKey());
  const absent = '0b6f7e34-9f0e-4a52-8d3f-1c2f0e7a9b11';
  expect((await platform.get(`/v1/api-keys?landlordId=${absent}`)).status).toBe(404);
});

test('what names nobody is not on record', async () => {
  const before = (await entries('?limit=200')).length;
  await desk.caller.get('/v1/procedures');
  await desk.caller.get('/v1/working-days?from=2024-09-02&days=5&division=england-and-wales');
  const after = await entries('?limit=200');
  expect(after.length).toBe(before + 1);
});

test('it is the landlord’s administrator who may ask, and sees its own alone', async () => {
  const officer = service.as(await service.key(desk.landlordId, ['complaints-officer']));
  expect((await officer.get('/v1/access-log')).status).toBe(403);
  expect((await service.as().get('/v1/access-log')).status).toBe(401);
  expect((await desk.caller.get('/v1/access-log?subject=')).status).toBe(400);
  const other = await openDesk(service, 'hexagon');
  const { body } = await other.caller.get('/v1/access-log');
  expect(body.items.map(({ operation }: { operation: string }) => operation)).toEqual(['publishPolicy']);
});

test('what the service has noted when it stops is written', async () => {
  const own = await startTestApp();
  const there = await openDesk(own, 'westfield');
  await there.log({ receivedOn: '2026-02-27' });
  await own.app.close();
  const rows = await own.owner.query<{ operation: string }>({ text: 'select operation from access_log' });
  expect(rows).toEqual([{ operation: 'publishPolicy' }, { operation: 'logComplaint' }]);
  await own.stop();
});

test('an attempt with an id that cannot be stored is on record too, and holds up none that comes after it', async () => {
  await desk.caller.get('/v1/complaints/a%00b');
  // The hundred characters that are kept end in the middle of a pair.
  await desk.caller.get(`/v1/complaints/${'a'.repeat(99)}${encodeURIComponent('\u{1f3e0}')}`);
  await desk.caller.get('/v1/complaints/C-2026-000001');
  expect((await entries('?limit=3')).map(({ subject }) => subject)).toEqual([
    'C-2026-000001',
    `${'a'.repeat(99)}\ufffd`,
    'a\ufffdb',
  ]);
});
