import { versionIn } from '../../../support/entity-tag';
import { startTestApp, type TestApp } from '../../../support/app';
import { type Desk, LEAST, openDesk } from '../../../support/landlord-desk';
import { everythingStored, expectWholeRecord, faultsOf } from '../../../support/whole-record';

let service: TestApp;
let desk: Desk;
const NONE = '01920000-0000-7000-8000-00000000dead';
const on = (occurredOn: string, rest: object = {}) => ({ occurredOn, ...rest });
const OLD = { name: 'Ada Okafor', email: 'old@example.org', phone: '020 7946 0001', address: '4 Mill Lane' };

beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'westfield');
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

const log = (rest: object = {}) =>
  desk.log({ receivedOn: '2024-09-02', complainant: OLD, property: { address: '4 Mill Lane' }, ...rest });
const moved = on('2024-09-20', {
  why: 'changed',
  from: '2024-09-15',
  complainant: { email: 'new@example.org', address: '9 High Street', phone: null },
  tenure: 'leasehold',
  note: 'She wrote from her new home.',
});

test('what changed is shown as it is, and what it was stays to tell where a letter went', async () => {
  await log();
  const body = await desk.act('particulars', moved);
  expect(body.complainant).toEqual({
    name: 'Ada Okafor',
    email: 'new@example.org',
    address: '9 High Street',
  });
  expect(body).toMatchObject({
    property: { address: '4 Mill Lane' },
    tenure: 'leasehold',
    atReceipt: { tenure: null, kind: null },
    formerParticulars: [
      { role: 'complainant', n: 0, event: 1, data: { ...OLD, property: { address: '4 Mill Lane' } } },
    ],
  });
  expect((await desk.caller.get(`/v1/complaints/${body.id}`)).body).toEqual(body);
  const again = await desk.act(
    'particulars',
    on('2024-09-21', { why: 'changed', complainant: { phone: '1' } }),
  );
  expect(again.formerParticulars.map(({ event }: { event: number | null }) => event)).toEqual([1, 2]);
  const { items } = (await desk.caller.get(`/v1/complaints/${body.id}/events`)).body;
  expect(items[1]).toMatchObject({
    type: 'particulars-changed',
    data: {
      why: 'changed',
      from: '2024-09-15',
      fields: ['complainant/email', 'complainant/phone', 'complainant/address', 'tenure'],
      facts: { tenure: 'leasehold' },
    },
    texts: { note: 'She wrote from her new home.' },
  });
  expect((await desk.caller.get('/v1/complaints?tenure=leasehold')).body.items).toHaveLength(1);
});

test('a mistake leaves nothing of what was wrong, in no kept answer either, and the digest proves no more', async () => {
  const wrong = 'wrong@example.org';
  const logged = await desk.caller
    .post('/v1/complaints', { ...LEAST, receivedOn: '2024-09-02', complainant: { name: 'A', email: wrong } })
    .set('Idempotency-Key', 'logged-with-a-mistake');
  desk.complaint = logged.body;
  expect(await everythingStored(service.owner)).toContain(wrong);
  const body = await desk.act('particulars', { why: 'mistake', complainant: { email: 'right@example.org' } });
  expect([body.complainant?.email, body.formerParticulars]).toEqual(['right@example.org', []]);
  expect(await everythingStored(service.owner)).not.toContain(wrong);
  const kept = await desk.act('particulars', {
    why: 'mistake',
    keepFormer: true,
    complainant: { email: 'truly@example.org' },
  });
  expect(kept.formerParticulars).toMatchObject([{ event: 2, data: { email: 'right@example.org' } }]);
});

test('former particulars that were altered, added or taken away are found', async () => {
  const { id } = await log();
  await desk.act('particulars', moved);
  const faults = async (text: string) => {
    await service.owner.query({ text, values: [id] });
    return (await faultsOf(service.database, desk.landlordId)).map(({ fault, sequence }) => [
      fault,
      sequence,
    ]);
  };
  const [row] = await service.owner.query<{ data: object; salt: string; landlord_id: string }>({
    text: 'select * from former_parties where complaint_id = $1',
    values: [id],
  });
  expect(
    await faults(`update former_parties set data = data || '{"name": "B"}' where complaint_id = $1`),
  ).toEqual([['party-altered', 1]]);
  expect(await faults('delete from former_parties where complaint_id = $1')).toEqual([['party-missing', 1]]);
  await service.owner.query({
    text: `insert into former_parties (landlord_id, complaint_id, role, n, sequence, data, salt)
      values ($1, $2, 'complainant', 0, 1, $3, $4), ($1, $2, 'complainant', 0, 7, $3, $4)`,
    values: [row!.landlord_id, id, JSON.stringify(row!.data), row!.salt],
  });
  expect(await faults('select $1::uuid')).toEqual([['party-added', 7]]);
  expect(await faults('delete from former_parties where complaint_id = $1 and sequence = 7')).toEqual([]);
});

test('subject access finds a person by what they were recorded as before, and shows all of it', async () => {
  const { id } = await log({ complainant: { ...OLD, email: 'once@example.org' } });
  await desk.act('particulars', moved);
  const { body } = await desk.caller.post('/v1/subject-access', { email: 'once@example.org' });
  expect(body.complaints.map(({ complaint }: { complaint: { id: string } }) => complaint.id)).toEqual([id]);
  expect(body.complaints[0].as).toMatchObject([
    { role: 'complainant', n: 0, former: false, data: { email: 'new@example.org' } },
    { role: 'complainant', n: 0, former: true, data: { email: 'once@example.org' } },
  ]);
});

test('an erasure takes every version', async () => {
  await log({ complainant: { ...OLD, email: 'gone@example.org' } });
  await desk.act('particulars', { ...moved, complainant: { email: 'gone-too@example.org' } });
  await desk.act('withdrawals', on('2024-09-21'));
  const erased = await desk.act('erasures', { basis: 'resident-request' });
  expect([erased.complainant, erased.formerParticulars, erased.tenure]).toEqual([null, [], 'leasehold']);
  const left = await everythingStored(service.owner);
  for (const text of ['gone@example.org', 'gone-too@example.org']) expect(left).not.toContain(text);
  expect((await desk.refused('particulars', moved)).code).toBe('erased');
});

test('groups and references of other systems change with it, and a removed group is no more', async () => {
  await log({
    group: { name: 'The close', size: 3, members: [{ name: 'Bo' }, { name: 'Cy' }] },
    externalReferences: [{ system: 'crm', id: '1' }],
  });
  const body = await desk.act('particulars', {
    why: 'mistake',
    group: { size: 2, remove: [2], add: [{ name: 'Di' }] },
    externalReferences: { add: [{ system: 'hms', id: '2' }], remove: [{ system: 'crm', id: '1' }] },
  });
  expect(body.group).toEqual({ name: 'The close', size: 2, members: [{ name: 'Bo' }, { name: 'Di' }] });
  expect(body.externalReferences).toEqual([{ system: 'hms', id: '2' }]);
  expect((await desk.caller.get(`/v1/complaints/by-reference/hms/2`)).body.id).toBe(body.id);
  expect((await desk.act('particulars', { why: 'changed', group: null })).group).toBeNull();
  expect((await desk.caller.get(`/v1/complaints/${body.id}`)).body.group).toBeNull();
});

test('a death is recorded with the complainant, whose complaint it stays', async () => {
  await log();
  const body = await desk.act(
    'particulars',
    on('2024-09-20', { why: 'changed', complainant: { diedOn: '2024-09-18' } }),
  );
  expect(body.complainant).toEqual({ ...OLD, diedOn: '2024-09-18' });
  expect(body.advice.map(({ code }) => code)).toContain('complainant_died');
  await desk.act('representatives', on('2024-09-21', { name: 'E. Xecutor', type: 'executor' }));
  const law = await desk.act(
    'authorities',
    on('2024-09-21', { form: 'by-law', evidence: 'Grant of probate.' }),
  );
  expect(law.representative?.permission).toBe('by-law');
  expect(law.advice.map(({ code }) => code)).not.toContain('complainant_died');
});

test('a particular that is no such thing is refused with what would do, and nothing is stored', async () => {
  const { id } = await log();
  const at = (body: object) => desk.caller.post(`/v1/complaints/${id}/particulars`, body);
  const pigeon = await at({ why: 'mistake', channel: 'pigeon', complainant: { phone: '2' } });
  expect([pigeon.status, pigeon.body.code, pigeon.body.allowed.channel]).toEqual([
    422,
    'unknown_channel',
    expect.arrayContaining(['email', 'letter']),
  ]);
  for (const [body, pointer] of [
    [{ why: 'because' }, '/why'],
    [{ why: 'mistake', complainant: { kind: 'landlord' } }, '/complainant/kind'],
    [{ why: 'mistake', tenure: 'Not a slug' }, '/tenure'],
    [{ why: 'mistake', shoeSize: 9 }, '/shoeSize'],
  ] as const) {
    const { status, body: answer } = await at(body);
    expect([status, answer.errors[0].pointer]).toEqual([400, pointer]);
  }
  const noMember = await at({ why: 'mistake', externalReferences: { remove: [{ system: 'crm', id: '9' }] } });
  expect([noMember.status, noMember.body.code]).toEqual([409, 'no_such_reference']);
  expect((await desk.caller.get(`/v1/complaints/${id}`)).body).toMatchObject({
    version: 1,
    complainant: OLD,
  });
});

test('is the staff’s, of one’s own landlord, and goes by the version that was read', async () => {
  const { id } = await log();
  const path = `/v1/complaints/${id}/particulars`;
  const handler = service.as(await service.key(desk.landlordId, ['handler']));
  const reader = service.as(await service.key(desk.landlordId, ['reader']));
  const elsewhere = await openDesk(service, 'hhs');
  expect((await service.as().post(path, moved)).status).toBe(401);
  expect((await reader.post(path, moved)).status).toBe(403);
  expect((await elsewhere.caller.post(path, moved)).status).toBe(404);
  expect((await handler.post(`/v1/complaints/${NONE}/particulars`, moved)).status).toBe(404);
  expect((await handler.post(path, moved).set('If-Match', '"7"')).status).toBe(412);
  const done = await handler.post(path, moved).set('If-Match', '"1"');
  expect([done.status, versionIn(done.headers.etag)]).toEqual([201, '"2"']);
});
