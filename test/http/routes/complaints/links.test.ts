import { startTestApp, type TestApp } from '../../../support/app';
import { type Desk, openDesk } from '../../../support/landlord-desk';
import { expectWholeRecord } from '../../../support/whole-record';

let service: TestApp;
let desk: Desk;
const NONE = '01920000-0000-7000-8000-00000000dead';
const on = (occurredOn: string, rest: object = {}) => ({ occurredOn, ...rest });
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'westfield');
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

const read = async (id: string) => (await desk.caller.get(`/v1/complaints/${id}`)).body;
const link = (id: string, to: string, as = 'same-matter', note?: string) =>
  desk.caller.post(`/v1/complaints/${id}/links`, on('2024-09-06', { to, as, note }));

test('a link stands on both from their own ends, and each keeps its dates and its answer', async () => {
  const one = await desk.log({ receivedOn: '2024-09-02' });
  const two = await desk.log({ receivedOn: '2024-09-05' });
  const { status, body } = await link(two.id, one.reference, 'follows', 'The damp came back.');
  expect([status, body.links]).toEqual([
    201,
    [{ complaintId: one.id, reference: one.reference, as: 'follows', on: '2024-09-06' }],
  ]);
  const other = await read(one.id);
  expect(other.links).toEqual([
    { complaintId: two.id, reference: two.reference, as: 'followed-by', on: '2024-09-06' },
  ]);
  expect([other.version, other.clocks, other.status]).toEqual([2, one.clocks, 'open']);
  expect([body.clocks, body.nextDue]).toEqual([two.clocks, two.nextDue]);
  const { items } = (await desk.caller.get(`/v1/complaints/${one.id}/events`)).body;
  expect(items.at(-1)).toMatchObject({ type: 'linked', data: { as: 'followed-by' }, texts: {} });
  // Neither again nor the other way round: one of the two came first.
  expect((await link(two.id, one.id, 'follows')).body.code).toBe('already_linked');
  expect((await link(one.id, two.id, 'follows')).body.code).toBe('already_linked');
  expect((await link(one.id, two.id)).status).toBe(201);
});

test('of two that are linked to each other at once the link is there once', async () => {
  const one = await desk.log({ receivedOn: '2024-09-02' });
  const two = await desk.log({ receivedOn: '2024-09-02' });
  const answers = await Promise.all([link(one.id, two.id), link(two.id, one.id)]);
  expect(answers.map(({ status, body }) => [status, body.code ?? null]).sort()).toEqual([
    [201, null],
    [409, 'already_linked'],
  ]);
  expect([(await read(one.id)).links.length, (await read(two.id)).links.length]).toEqual([1, 1]);
});

test('one that is not there, or another landlord’s, answers alike; nothing is written', async () => {
  const one = await desk.log({ receivedOn: '2024-09-02' });
  const elsewhere = await openDesk(service, 'hhs');
  const foreign = await elsewhere.log({ receivedOn: '2024-09-02' });
  const refusals = [];
  for (const to of [NONE, foreign.id]) {
    const { status, body } = await link(one.id, to);
    refusals.push({ status, code: body.code, detail: body.detail.replace(to, 'X') });
  }
  expect(refusals[0]).toEqual({
    status: 422,
    code: 'unknown_complaint',
    detail: 'There is no complaint X to link this one to.',
  });
  expect(refusals[1]).toEqual(refusals[0]);
  expect((await link(one.id, one.reference)).body.code).toBe('linked_to_itself');
  expect((await link(one.id, one.id, 'sibling')).status).toBe(400);
  expect((await read(one.id)).version).toBe(1);
});

test('is the staff’s, and goes by the version that was read', async () => {
  const one = await desk.log({ receivedOn: '2024-09-02' });
  const two = await desk.log({ receivedOn: '2024-09-02' });
  const path = `/v1/complaints/${one.id}/links`;
  const body = on('2024-09-06', { to: two.id, as: 'replaces' });
  const reader = service.as(await service.key(desk.landlordId, ['reader']));
  const elsewhere = await openDesk(service, 'hhs');
  expect((await service.as().post(path, body)).status).toBe(401);
  expect((await reader.post(path, body)).status).toBe(403);
  expect((await elsewhere.caller.post(path, body)).status).toBe(404);
  expect((await link(NONE, one.id)).status).toBe(404);
  expect((await desk.caller.post(path, body).set('If-Match', '"7"')).status).toBe(412);
  expect((await desk.caller.post(path, body).set('If-Match', '"1"')).status).toBe(201);
});

test('two people’s complaints about one matter are not merged, and each is answered', async () => {
  const one = await desk.log({ receivedOn: '2024-09-02' });
  const two = await desk.log({ receivedOn: '2024-09-05' });
  const merger = { into: one.id, reason: 'Both are about the damp.' };
  const { status, body } = await desk.caller.post(`/v1/complaints/${two.id}/mergers`, merger);
  expect([status, body.code, body.allowed]).toEqual([422, 'another_persons_complaint', { act: 'links' }]);
  expect((await read(two.id)).status).toBe('open');
});
