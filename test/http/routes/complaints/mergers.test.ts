import { versionIn } from '../../../support/entity-tag';
import { startTestApp, type TestApp } from '../../../support/app';
import { type Desk, openDesk } from '../../../support/landlord-desk';
import { expectWholeRecord } from '../../../support/whole-record';

let service: TestApp;
let desk: Desk;
const on = (occurredOn: string, rest: object = {}) => ({ occurredOn, ...rest });
const reason = 'Both are about the damp in the bedroom.';
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'westfield');
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

const read = async (id: string) => (await desk.caller.get(`/v1/complaints/${id}`)).body;

/** An older complaint and a newer one about the same matter, the newer at the desk. */
async function twoOfOne() {
  const older = await desk.log({ receivedOn: '2024-09-02' });
  const newer = await desk.log({ receivedOn: '2024-09-05' });
  return { older, newer };
}
const merge = (id: string, into: string) =>
  desk.caller.post(`/v1/complaints/${id}/mergers`, on('2024-09-06', { into, sameComplainant: true, reason }));

test('a merger closes the one, tells the other, and each names the other from then on', async () => {
  const { older, newer } = await twoOfOne();
  const { status, body, headers } = await merge(newer.reference, older.reference);
  expect([status, versionIn(headers.etag)]).toEqual([201, '"2"']);
  expect(body).toMatchObject({
    status: 'closed',
    closedOn: '2024-09-06',
    mergedInto: { complaintId: older.id, reference: older.reference, on: '2024-09-06' },
    mergedFrom: [],
    nextDue: null,
  });
  expect(body.actions.map(({ act }: { act: string }) => act)).toEqual([
    'learnings',
    'notes',
    'corrections',
    'holds',
  ]);
  const other = await read(older.id);
  expect(other).toMatchObject({
    status: 'open',
    version: 2,
    mergedInto: null,
    mergedFrom: [{ complaintId: newer.id, reference: newer.reference, on: '2024-09-06' }],
  });
  const last = async (id: string) => (await desk.caller.get(`/v1/complaints/${id}/events`)).body.items.at(-1);
  expect(await last(newer.id)).toMatchObject({
    type: 'closed',
    data: { reason: 'merged-into', into: { reference: older.reference } },
    texts: { reason },
  });
  expect(await last(older.id)).toMatchObject({
    type: 'merged-from',
    data: { complaintId: newer.id, reference: newer.reference },
  });
  const due = (await desk.caller.get('/v1/clocks')).body.items as { complaintId: string }[];
  expect(due.some(({ complaintId }) => complaintId === newer.id)).toBe(false);
  expect(due.some(({ complaintId }) => complaintId === older.id)).toBe(true);
});

test('a merged complaint is always read whole: what can be done with it is the business of another', async () => {
  const { older, newer } = await twoOfOne();
  const again = (id: string, etag = '') => desk.caller.get(`/v1/complaints/${id}`).set('If-None-Match', etag);
  const { headers } = await merge(newer.reference, older.reference);
  expect((await again(newer.id, headers.etag)).status).toBe(200);
  const { headers: into } = await desk.caller.get(`/v1/complaints/${older.id}`);
  expect((await again(older.id, into.etag)).status).toBe(304);
});

test('one that is not there, or another landlord’s, answers alike; nothing is written', async () => {
  const { newer } = await twoOfOne();
  const elsewhere = await openDesk(service, 'hhs');
  const foreign = await elsewhere.log({ receivedOn: '2024-09-02' });
  const refusals = [];
  for (const into of ['01920000-0000-7000-8000-00000000dead', foreign.id]) {
    const { status, body } = await merge(newer.id, into);
    refusals.push({ status, code: body.code, errors: body.errors, detail: body.detail.replace(into, 'X') });
  }
  expect(refusals[0]).toMatchObject({ status: 422, code: 'unknown_complaint' });
  expect(refusals[1]).toEqual(refusals[0]);
  expect((await merge(newer.id, newer.reference)).body.code).toBe('merged_into_itself');
  expect((await read(newer.id)).version).toBe(1);
  expect(
    (await desk.caller.post(`/v1/complaints/${newer.id}/mergers`, { sameComplainant: true, reason })).status,
  ).toBe(400);
  expect((await merge('C-2024-999999', newer.id)).status).toBe(404);
});

test('is the complaints officer’s, and goes by the version that was read', async () => {
  const { older, newer } = await twoOfOne();
  const path = `/v1/complaints/${newer.id}/mergers`;
  const body = on('2024-09-06', { into: older.id, sameComplainant: true, reason });
  const handler = service.as(await service.key(desk.landlordId, ['handler']));
  expect((await handler.post(path, body)).status).toBe(403);
  expect((await service.as().post(path, body)).status).toBe(401);
  expect((await desk.caller.post(path, body).set('If-Match', '"7"')).status).toBe(412);
  expect((await desk.caller.post(path, body).set('If-Match', '"1"')).status).toBe(201);
  expect((await merge(newer.id, older.id)).body.code).toBe('merged');
});

test('of two that are merged into each other at once, one goes on', async () => {
  const one = await desk.log({ receivedOn: '2024-09-02' });
  const two = await desk.log({ receivedOn: '2024-09-02' });
  const answers = await Promise.all([merge(one.id, two.id), merge(two.id, one.id)]);
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  const statuses = [await read(one.id), await read(two.id)].map(({ status }) => status);
  expect(statuses.sort()).toEqual(['closed', 'open']);
});

test('its people and words are kept until those of the other go', async () => {
  const { older, newer } = await twoOfOne();
  await merge(newer.id, older.id);
  const erase = (id: string) =>
    desk.caller.post(`/v1/complaints/${id}/erasures`, { basis: 'resident-request' });
  const held = await erase(newer.id);
  expect([held.status, held.body.code, held.body.facts]).toEqual([
    409,
    'has_to_be_kept',
    { heldBy: ['merged'] },
  ]);
  desk.complaint = await read(older.id);
  await desk.act('withdrawals', on('2024-09-09'));
  expect((await read(newer.id)).actions.map(({ act }: { act: string }) => act)).not.toContain('erasures');
  expect((await erase(older.id)).status).toBe(201);
  expect((await read(newer.id)).actions.map(({ act }: { act: string }) => act)).toContain('erasures');
  expect((await erase(newer.id)).body).toMatchObject({ complainant: null, summary: null });
});

test('the complaint that goes on is not struck as a whole before the merger is', async () => {
  const { older, newer } = await twoOfOne();
  await merge(newer.id, older.id);
  const strike = (id: string, change: object) =>
    desk.caller.post(`/v1/complaints/${id}/corrections`, { why: 'It was entered twice.', changes: [change] });
  const whole = { event: 1, strike: true, as: 'duplicate' };
  const refused = await strike(older.id, whole);
  expect([refused.status, refused.body.code, refused.body.facts]).toEqual([
    409,
    'others_merged_into_it',
    { mergedFrom: [newer.reference] },
  ]);
  expect((await read(older.id)).version).toBe(2);
  expect((await strike(newer.id, { event: 2, strike: true })).status).toBe(201);
  expect((await strike(older.id, whole)).body.status).toBe('void');
});
