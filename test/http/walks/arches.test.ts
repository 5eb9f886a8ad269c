import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, openDesk } from '../../support/landlord-desk';
import { expectWholeRecord } from '../../support/whole-record';

let service: TestApp;
let desk: Desk;
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'arches');
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

const on = (occurredOn: string, rest: Record<string, unknown> = {}) => ({ occurredOn, ...rest });
const explanations = {
  'what-went-wrong': 'The repair was cancelled twice.',
  'how-put-right': 'The work is booked for Friday.',
  'prevent-recurrence': 'Cancelled orders are checked by a person now.',
};

test('a complaint goes through both stages without a single date, to the ombudsman after 8 weeks (ARC-08 to ARC-23)', async () => {
  await desk.log({ receivedOn: '2024-09-02', channel: 'web-chat' });
  expect(desk.complaint.clocks.map(({ kind, dueOn, limit }) => [kind, dueOn, limit])).toEqual([
    ['acknowledge', null, null],
    ['respond', null, null],
  ]);
  expect(desk.complaint.nextDue).toBeNull();
  expect(desk.offered).not.toContain('extensions');
  expect(await desk.refusal('extensions', { newDueOn: '2026-04-01' })).toEqual([
    422,
    'no_extension_in_policy',
    [],
  ]);
  expect((await desk.refused('refusals', { reason: 'x', evidence: 'None', decidedBy: 'm.silva' })).code).toBe(
    'nothing_excluded',
  );
  await desk.act('assignments', on('2024-09-04', { person: 'l.bryce', role: 'head-of-service' }));

  const without = await desk.refused('outcomes', on('2024-09-18', { outcome: 'upheld' }));
  expect([without.status, without.code, without.rule, without.errors?.map(({ pointer }) => pointer)]).toEqual(
    [
      422,
      'explanation_missing',
      { clause: '/outcomes/0/mustExplain', ids: ['ARC-11', 'ARC-12'] },
      ['/explanations/what-went-wrong', '/explanations/how-put-right', '/explanations/prevent-recurrence'],
    ],
  );
  const resolved = await desk.refused('outcomes', on('2024-09-18', { outcome: 'resolved' }));
  expect([resolved.code, resolved.allowed]).toEqual([
    'unknown_outcome',
    { outcome: ['upheld', 'partially-upheld', 'not-upheld'] },
  ]);
  const half = { outcome: 'not-upheld', assertions: ['acted-per-policy'] };
  expect(await desk.refusal('outcomes', on('2024-09-18', half))).toEqual([
    422,
    'assertion_missing',
    ['ARC-11', 'ARC-14'],
  ]);
  await desk.act('outcomes', on('2024-09-18', { outcome: 'upheld', method: 'letter', explanations }));
  // Even an upheld outcome can be appealed, at any time (ARC-10).
  expect(desk.due('escalate', 'stage-1')).toBeNull();
  await desk.act('escalations', on('2024-10-21'));
  expect(await desk.refusal('assignments', { person: 'l.bryce', role: 'head-of-service' })).toEqual([
    422,
    'role_may_not_handle',
    ['ARC-09'],
  ]);
  await desk.act('assignments', on('2024-10-22', { person: 'd.ross', role: 'director' }));
  const { 'what-went-wrong': _, ...partly } = explanations;
  await desk.act(
    'outcomes',
    on('2024-10-28', {
      outcome: 'partially-upheld',
      method: 'letter',
      explanations: partly,
      receivedOn: '2024-10-31',
    }),
  );
  // A bank holiday, and the resident's earliest date all the same (ARC-21).
  expect(desk.clock('refer', 'stage-2')).toMatchObject({
    dueOn: '2024-12-26',
    policyEarliestOn: '2024-12-26',
    schemeEarliestOn: '2024-10-28',
    rule: { ids: expect.arrayContaining(['ARC-21']) },
  });
  await desk.act('referrals', on('2024-11-04', { to: 'housing-ombudsman', purpose: 'investigation' }));
  expect(desk.complaint.referrals[0]).toMatchObject({
    policyEarliestOn: '2024-12-26',
    beforePolicyWait: true,
  });
});

test('received on Christmas Eve, the 8 weeks end on 18 February (ARC-21)', async () => {
  await desk.log({ receivedOn: '2024-11-01' });
  const assertions = ['acted-per-policy', 'no-evidence-of-wrongdoing'];
  await desk.act('outcomes', on('2024-11-20', { outcome: 'not-upheld', method: 'letter', assertions }));
  await desk.act('escalations', on('2024-12-02'));
  await desk.act(
    'outcomes',
    on('2024-12-20', { outcome: 'not-upheld', method: 'letter', assertions, receivedOn: '2024-12-24' }),
  );
  expect(desk.due('refer', 'stage-2')).toBe('2025-02-18');
});
