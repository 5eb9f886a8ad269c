import { shipped } from '../../../../src/policy/procedures';
import { startTestApp, TEST_NOW, type TestApp } from '../../../support/app';
import { type Desk, openDesk } from '../../../support/landlord-desk';
import { expectStoredEqualsReplay } from '../../../support/whole-record';

let service: TestApp;
let desk: Desk;
beforeAll(async () => {
  service = await startTestApp();
});
beforeEach(async () => {
  service.setNow(TEST_NOW);
  desk = await openDesk(service, withPriorities());
  await desk.log({ receivedOn: '2026-02-27' });
});
afterAll(() => service.stop());

function withPriorities() {
  const document = shipped('westfield')!;
  const variants = [{ when: { priorities: ['urgent'] }, amount: 3, unit: 'working-days' }];
  const stages = document.stages.map((stage) => ({
    ...stage,
    acknowledge: stage.acknowledge && { ...stage.acknowledge, variants },
  }));
  return { ...document, intake: { ...document.intake, priorities: ['urgent'] }, stages };
}

const URGENT = { priority: 'urgent', why: 'There is a newborn child in the home.' };

test('a complaint is given a priority: the answer, the worklist and the record have the new date', async () => {
  expect([desk.complaint.priority, desk.due('acknowledge', 'stage-1')]).toEqual([null, '2026-03-06']);
  expect(desk.offered).toContain('priorities');
  await desk.act('priorities', URGENT);
  expect([desk.complaint.priority, desk.due('acknowledge', 'stage-1')]).toEqual(['urgent', '2026-03-04']);
  const { body: worklist } = await desk.caller.get('/v1/clocks');
  expect(worklist.items[0]).toMatchObject({ kind: 'acknowledge', dueOn: '2026-03-04' });
  const { body: record } = await desk.caller.get(desk.path('events'));
  expect(record.items.at(-1)).toMatchObject({
    type: 'priority-changed',
    data: { formerly: null, priority: 'urgent' },
    texts: { why: URGENT.why },
  });
  expect(record.items.at(-1).data.moved[0]).toMatchObject({ from: '2026-03-06', to: '2026-03-04' });
  await expectStoredEqualsReplay(service.database, desk.landlordId);
});

test('what is no priority, what says no why, and what is behind the times is refused', async () => {
  expect(await desk.refusal('priorities', { ...URGENT, priority: 'vip' })).toEqual([
    422,
    'unknown_priority',
    [],
  ]);
  expect(await desk.refusal('priorities', { priority: 'urgent' })).toEqual([400, 'invalid_request', []]);
  const stale = await desk.caller.post(desk.path('priorities'), URGENT).set('If-Match', '"7"');
  expect([stale.status, stale.body.code]).toEqual([412, 'stale_version']);
  const stranger = await openDesk(service, 'westfield');
  expect((await stranger.caller.post(desk.path('priorities'), URGENT)).status).toBe(404);
});
