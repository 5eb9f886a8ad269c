import { shipped } from '../../../../src/policy/procedures';
import { startTestApp, type TestApp } from '../../../support/app';
import { type Desk, openDesk } from '../../../support/landlord-desk';
import { expectWholeRecord } from '../../../support/whole-record';

let service: TestApp;
let desk: Desk;
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'spso');
});
beforeEach(() => desk.log({ receivedOn: '2024-09-02' }));
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

const on = (occurredOn: string, rest: object = {}) => ({ occurredOn, ...rest });
const BODIES = {
  skips: { reason: 'needs-investigation', notice: 'We go to stage 2 at once.' },
  settlements: { terms: 'The wall is painted by the end of October.' },
  reopenings: { reason: 'new-evidence', explanation: 'A letter had been misfiled.', decidedBy: 'o.one' },
} as const;

test('SPSO stage 2: a stage is left out with notice, and the answer shows why and what follows', async () => {
  await desk.act('skips', on('2024-09-03', BODIES.skips));
  expect([desk.complaint.status, desk.complaint.stage, desk.due('acknowledge', 'stage-2')]).toEqual([
    'open',
    'stage-2',
    '2024-09-05',
  ]);
  expect(desk.complaint.stages[0]?.skipped).toEqual({
    on: '2024-09-03',
    to: 'stage-2',
    reason: 'needs-investigation',
  });
  expect(await desk.refusal('skips', BODIES.skips)).toEqual([422, 'no_skip_in_policy', []]);
});

test('SPSO outcomes: a settlement is the outcome resolved, and can be opened again', async () => {
  await desk.act('settlements', on('2024-09-04', BODIES.settlements));
  expect([desk.complaint.status, desk.complaint.outcome, desk.complaint.stages[0]?.settledOn]).toEqual([
    'settled',
    'resolved',
    '2024-09-04',
  ]);
  const listed = await desk.caller.get('/v1/complaints?status=settled');
  expect(listed.body.items.map(({ id }: { id: string }) => id)).toEqual([desk.complaint.id]);
  expect(await desk.refusal('settlements', BODIES.settlements)).toEqual([409, 'not_at_this_point', []]);
  await desk.act('reopenings', on('2024-10-01', { ...BODIES.reopenings, reason: 'settlement-not-kept' }));
  expect(desk.complaint.stages.map(({ reopening }) => reopening)).toEqual([
    null,
    { on: '2024-10-01', reason: 'settlement-not-kept' },
  ]);
  expect(await desk.events).toEqual(['logged', 'settled', 'reopened']);
});

test('a withdrawn complaint that is still gone into stays withdrawn when it is answered', async () => {
  await desk.act('withdrawals', on('2024-09-03', { investigationContinues: true }));
  await desk.act('outcomes', on('2024-09-20', { outcome: 'upheld' }));
  expect([
    desk.complaint.status,
    desk.complaint.investigationContinues,
    desk.complaint.outcome,
    desk.complaint.nextDue,
  ]).toEqual(['withdrawn', true, 'upheld', null]);
});

test('closed on silence only where the policy says so, and the answer shows from which day', async () => {
  await desk.act('outcomes', on('2024-09-06', { outcome: 'upheld' }));
  expect(desk.complaint.silence).toBeNull();
  const closing = on('2024-10-15', { reason: 'silence', lastHeardOn: '2024-09-02' });
  expect(await desk.refusal('closures', closing)).toEqual([422, 'closure_not_in_policy', []]);
  const silence = { amount: 20, unit: 'working-days', from: 'response-sent' };
  const quiet = await openDesk(service, {
    ...shipped('hhs'),
    closure: { when: 'on-silence', silence, rules: ['INV-9'] },
  });
  await quiet.log({ receivedOn: '2024-09-02' });
  await quiet.act('settlements', on('2024-09-16', BODIES.settlements));
  expect(quiet.complaint.silence).toMatchObject({
    since: '2024-09-16',
    closableFrom: '2024-10-15',
    rule: { clause: '/closure', ids: ['INV-9'] },
  });
  expect(await quiet.refusal('closures', { ...closing, occurredOn: '2024-10-14' })).toEqual([
    422,
    'silence_not_over',
    ['INV-9'],
  ]);
  await quiet.act('closures', closing);
  expect([quiet.complaint.status, quiet.complaint.silence]).toEqual(['closed', null]);
});

describe.each(Object.entries(BODIES))('%s', (act, body) => {
  test('without its words it is a bad request; without a key or the right it is not taken', async () => {
    expect((await desk.caller.post(desk.path(act), {})).status).toBe(400);
    expect((await service.as().post(desk.path(act), body)).status).toBe(401);
    const reader = service.as(await service.key(desk.landlordId, ['reader']));
    expect((await reader.post(desk.path(act), body)).status).toBe(403);
  });

  test('of a complaint that is absent or another landlord’s there is nothing to be found', async () => {
    const absent = '/v1/complaints/01920000-0000-7000-8000-00000000dead';
    const other = await openDesk(service, 'spso');
    for (const answer of [
      await desk.caller.post(`${absent}/${act}`, body),
      await other.caller.post(desk.path(act), body),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
    }
  });
});
