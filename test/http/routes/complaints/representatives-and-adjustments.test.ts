import type { Role } from '../../../../src/policy/rules/roles';
import { versionIn } from '../../../support/entity-tag';
import { startTestApp, type TestApp } from '../../../support/app';
import { type Desk, openDesk } from '../../../support/landlord-desk';
import { expectWholeRecord } from '../../../support/whole-record';
import { complaintParties } from '../../../support/stored-rows';
import { everyWriterEnded } from '../../../support/wait-until';

let service: TestApp;
let desk: Desk;
const on = (occurredOn: string, rest: object = {}) => ({ occurredOn, ...rest });
const get = async (role: Role, path: string, landlord = desk.landlordId) =>
  service.as(await service.key(landlord, [role])).get(path);
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'hhs');
});
beforeEach(() => desk.log({ receivedOn: '2024-09-02' }));
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

test('HHS-06: a representative is named, permitted, told, changed and replaced', async () => {
  const grey = { name: 'Councillor Grey', type: 'councillor' };
  await desk.act('representatives', on('2024-09-03', grey));
  expect(desk.complaint.representative).toEqual({ ...grey, permission: 'none' });
  const update = on('2024-09-05', { recipient: 'representative', message: 'The surveyor has been.' });
  expect(await desk.refusal('updates', update)).toEqual([422, 'authority_needed', ['HHS-06']]);
  await desk.act('authorities', on('2024-09-04', { form: 'written', evidence: 'A signed form of today.' }));
  expect(desk.complaint.authorities).toMatchObject([
    { n: 1, form: 'written', evidence: true, inForce: true },
  ]);
  expect(desk.complaint.representative?.permission).toBe('written');
  await desk.act('updates', update);
  await desk.act('representatives/1/changes', on('2024-09-05', { ...grey, phone: '020 7946 0000' }));
  expect(desk.complaint.representative).toMatchObject({ phone: '020 7946 0000' });
  await desk.act('authorities/1/revocations', on('2024-09-06', { reason: 'She rang us.' }));
  expect(await desk.refusal('updates', { ...update, occurredOn: '2024-09-06' })).toEqual([
    422,
    'authority_needed',
    ['HHS-06'],
  ]);
  await desk.act('representatives/1/endings', on('2024-09-09'));
  expect(desk.complaint.representative).toBeNull();
  await desk.act('representatives', on('2024-09-09', { name: 'Ms Solicitor', permission: 'verbal' }));
  expect(desk.complaint.representative?.name).toBe('Ms Solicitor');
  expect((await desk.refusal('representatives', { name: 'Nobody Else' })).slice(0, 2)).toEqual([
    409,
    'representative_named',
  ]);
  const parties = await complaintParties(service.database, desk.landlordId, desk.complaint.id);
  expect(parties.map(({ role, n }) => [role, n])).toEqual([
    ['complainant', 0],
    ['representative', 0],
    ['representative', 1],
  ]);
});

test('WES-09: a group keeps its members among the people of the complaint', async () => {
  const group = {
    name: 'Beech Court residents',
    size: 2,
    members: [{ name: 'Mr Ash' }, { name: 'Ms Birch' }],
  };
  await desk.log({ receivedOn: '2024-09-02', group });
  expect(desk.complaint.group).toEqual(group);
});

describe('Code 5.10: adjustments', () => {
  const large = { kind: 'adjustment', text: 'Letters in large print', purpose: 'So she can read them' };
  const sight = {
    kind: 'vulnerability',
    text: 'Registered as sight impaired',
    purpose: 'To plan visits well',
  };
  const path = () => desk.path('adjustments');
  beforeEach(async () => {
    await desk.act('adjustments', on('2024-09-04', { ...large, reviewOn: '2026-03-09' }));
    await desk.act('adjustments', on('2024-09-04', { ...sight, reviewOn: '2026-06-01' }));
  });

  test('an ordinary answer says how many are in force and when the next is reviewed, and no more', async () => {
    expect(desk.complaint.adjustments).toEqual({ inForce: 2, nextReviewOn: '2026-03-09' });
    await everyWriterEnded(service.owner);
    for (const at of [desk.path(''), desk.path('events'), desk.path('clocks'), '/v1/events?limit=200']) {
      const { status, text } = await desk.caller.get(at.replace(/\/$/, ''));
      expect([status, /large print|read them|sight impaired|plan visits/.test(text)]).toEqual([200, false]);
    }
  });

  test('the officer reads all of them, the handler the adjustments, and nobody else anything', async () => {
    const all = await get('complaints-officer', path());
    expect([all.status, versionIn(all.headers.etag), all.body.withheld]).toEqual([200, '"3"', 0]);
    expect(all.body.items).toMatchObject([
      { n: 1, inForce: true, reviews: [{ n: 1, dueOn: '2026-03-09', doneOn: null }], ...large },
      { n: 2, ...sight },
    ]);
    const some = await get('handler', path());
    expect([some.body.items.length, some.body.withheld, /sight/.test(some.text)]).toEqual([1, 1, false]);
    for (const role of ['reader', 'landlord-admin', 'scrutiny'] as const)
      expect((await get(role, path())).status).toBe(403);
    expect((await service.as().get(path())).status).toBe(401);
    const stranger = await service.landlord();
    const others = await get('complaints-officer', path(), stranger);
    const absent = await get('complaints-officer', '/v1/complaints/C-2024-999999/adjustments', stranger);
    expect([others.status, others.body.code]).toEqual([404, absent.body.code]);
  });

  test('the review is on the worklist, is met by a review, and its note is kept as closely', async () => {
    const due = async () =>
      (await desk.caller.get('/v1/clocks?kind=review-adjustment&limit=200')).body.items
        .filter(({ complaintId }: { complaintId: string }) => complaintId === desk.complaint.id)
        .map(({ dueOn }: { dueOn: string }) => dueOn);
    expect(await due()).toEqual(['2026-03-09', '2026-06-01']);
    await desk.act('adjustments/2/reviews', { reviewOn: '2026-09-01', note: 'Her sight has worsened' });
    expect(await due()).toEqual(['2026-03-09', '2026-09-01']);
    const { body } = await get('complaints-officer', path());
    expect(body.items[1].notes).toEqual([{ sequence: 4, text: 'Her sight has worsened' }]);
    expect((await get('handler', path())).text).not.toMatch(/worsened/);
    await desk.act('adjustments/1/endings');
    expect(desk.complaint.adjustments).toEqual({ inForce: 1, nextReviewOn: '2026-09-01' });
  });

  test('a purpose and a date of review are asked for, and a stale act writes nothing', async () => {
    const { purpose: _, ...aimless } = large;
    const bad = await desk.refused('adjustments', aimless);
    expect([bad.status, bad.errors?.map(({ pointer }) => pointer).sort()]).toEqual([
      400,
      ['/purpose', '/reviewOn'],
    ]);
    const body = { ...large, reviewOn: '2026-04-01' };
    const stale = await desk.caller.post(path(), body).set('If-Match', '"1"');
    expect([stale.status, stale.body.code]).toEqual([412, 'stale_version']);
    expect((await get('complaints-officer', path())).body.items).toHaveLength(2);
  });
});

test('Code 5.14, 5.15: a restriction is shown, and its equality consideration to the officer alone', async () => {
  const given = { kind: 'writing-only', reason: 'Abuse on the phone', evidence: 'The call log' };
  expect(await desk.refusal('restrictions', on('2024-09-05', given))).toEqual([
    422,
    'restriction_disproportionate',
    ['Code 5.14', 'Code 5.15'],
  ]);
  const considered = { equalityConsideration: 'Her anxiety was weighed', reviewOn: '2026-03-30' };
  await desk.act('restrictions', on('2024-09-05', { ...given, ...considered }));
  expect(desk.complaint.restrictions).toMatchObject([
    { n: 1, kind: 'writing-only', nextReviewOn: '2026-03-30', inForce: true },
  ]);
  const again = {
    reason: 'Still abusive',
    equalityConsideration: 'Nothing new told',
    reviewOn: '2026-05-01',
  };
  await desk.act('restrictions/1/reviews', again);
  const events = await desk.caller.get(desk.path('events'));
  expect([/The call log/.test(events.text), /anxiety|Nothing new/.test(events.text)]).toEqual([true, false]);
  const { body } = await get('complaints-officer', desk.path('restrictions'));
  expect(body.items[0].notes.map(({ text }: { text: string }) => text)).toEqual([
    'Her anxiety was weighed',
    'Nothing new told',
  ]);
  expect((await get('handler', desk.path('restrictions'))).status).toBe(403);
  await desk.act('restrictions/1/endings', { reason: 'Calm since' });
  expect(desk.complaint.restrictions).toMatchObject([{ inForce: false, nextReviewOn: null }]);
});

test('Code 3.6: who came with the resident is shown with the complaint, and goes with its people', async () => {
  const visit = {
    method: 'home-visit',
    companions: [{ as: 'friend', name: 'C. Neighbour' }, { as: 'interpreter' }],
  };
  desk.confidences.add('C. Neighbour');
  await desk.act('contacts', on('2024-09-04', visit));
  expect(desk.complaint.companions).toEqual([
    { n: 1, as: 'friend', name: 'C. Neighbour', stage: 'stage-1', on: '2024-09-04' },
    { n: 2, as: 'interpreter', name: null, stage: 'stage-1', on: '2024-09-04' },
  ]);
  const parties = await complaintParties(service.database, desk.landlordId, desk.complaint.id);
  expect(parties).toContainEqual({ role: 'companion', n: 0, data: { as: 'friend', name: 'C. Neighbour' } });
  await desk.act('withdrawals', on('2024-09-05'));
  const admin = service.as(await service.key(desk.landlordId, ['landlord-admin']));
  const erased = await admin.post(`/v1/complaints/${desk.complaint.id}/erasures`, {
    basis: 'resident-request',
  });
  expect(erased.status).toBe(201);
  expect(erased.body.companions).toMatchObject([{ as: 'friend', name: null }, { as: 'interpreter' }]);
});
