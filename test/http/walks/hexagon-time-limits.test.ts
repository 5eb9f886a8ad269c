import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, openDesk } from '../../support/landlord-desk';
import { expectWholeRecord } from '../../support/whole-record';

let service: TestApp;
let desk: Desk;
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'hexagon');
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

const on = (occurredOn: string, rest: Record<string, unknown> = {}) => ({ occurredOn, ...rest });

test('over Christmas the 15 working days and the 30 days end where the calendar says (HEX-18, HEX-19, HEX-21)', async () => {
  await desk.log({ receivedOn: '2012-12-10', stage: 'stage-1' });
  expect(desk.due('respond', 'stage-1')).toBe('2013-01-03');
  expect(desk.clock('respond', 'stage-1').excluded).toContainEqual({
    on: '2012-12-25',
    why: 'Christmas Day (bank holiday)',
  });
  await desk.act('assignments', on('2012-12-11', { person: 'r.adeyemi', role: 'service-manager' }));
  await desk.act('outcomes', on('2013-01-03', { outcome: 'partially-upheld', method: 'email' }));
  // The thirtieth day is a Saturday.
  expect(desk.due('escalate', 'stage-1')).toBe('2013-02-04');
  await desk.act('escalations', on('2013-02-02'));
  expect(desk.due('respond', 'stage-2')).toBe('2013-02-22');
});

test('the other readings of the 30 days come with their own dates (HEX-19)', async () => {
  await desk.log({ receivedOn: '2024-12-09', stage: 'stage-1' });
  await desk.act('assignments', on('2024-12-10', { person: 'r.adeyemi', role: 'service-manager' }));
  await desk.act(
    'outcomes',
    on('2025-01-06', { outcome: 'upheld', method: 'letter', receivedOn: '2025-01-08' }),
  );
  const { dueOn, readings } = desk.clock('escalate', 'stage-1');
  expect(dueOn).toBe('2025-02-07');
  expect(
    readings.find(({ code }) => code === 'thirty-days')?.alternatives.map((other) => other.dueOn),
  ).toEqual(['2025-02-19', '2025-02-07']);
});

test('a request a day late waits for a decision, or comes with a recorded use of discretion (HEX-19)', async () => {
  const answered = async () => {
    await desk.log({ receivedOn: '2024-09-02', stage: 'stage-1' });
    await desk.act('assignments', on('2024-09-03', { person: 'r.adeyemi', role: 'service-manager' }));
    await desk.act('outcomes', on('2024-09-20', { outcome: 'upheld', method: 'email' }));
  };
  await answered();
  const waits = await desk.act('escalations', on('2024-10-22'));
  expect([waits.status, waits.advice.map(({ code }) => code)]).toEqual([
    'escalation-requested',
    expect.arrayContaining(['late_request']),
  ]);
  const decision = { accepted: false, reason: 'It came too late.', decidedBy: 'm.silva' };
  expect((await desk.refused('escalation-decisions', on('2024-10-23', decision))).code).toBe(
    'refusal_incomplete',
  );
  await desk.act('escalation-decisions', on('2024-10-23', { ...decision, ombudsmanRightTold: true }));
  expect([desk.complaint.status, desk.complaint.stage]).toEqual(['responded', 'stage-1']);

  await answered();
  const lateDiscretion = { decidedBy: 'm.silva', reason: 'She was in hospital that week.' };
  expect((await desk.refused('escalations', on('2024-10-21', { lateDiscretion }))).code).toBe('not_late');
  await desk.act('escalations', on('2024-10-22', { lateDiscretion }));
  const { body } = await desk.caller.get(`/v1/complaints/${desk.complaint.id}/events`);
  expect(body.items.at(-1).data.late).toEqual({ decidedBy: 'm.silva', applied: true });
  expect(body.items.at(-1).texts).toEqual({ 'late-discretion': 'She was in hospital that week.' });
});

test('a matter over a year old is refused only if it was not reported at the time (HEX-10)', async () => {
  const refusal = {
    reason: 'out-of-time',
    evidence: 'The fence blew down in the spring of the year before.',
    decidedBy: 'm.silva',
    ombudsmanRightTold: true,
  };
  await desk.log({ receivedOn: '2024-09-02', stage: 'stage-1', incident: { occurredOn: '2023-09-02' } });
  expect(await desk.refusal('refusals', on('2024-09-03', refusal))).toEqual([
    422,
    'not_out_of_time',
    ['HEX-10'],
  ]);
  await desk.log({
    receivedOn: '2024-09-02',
    stage: 'stage-1',
    incident: { occurredOn: '2022-05-01', reportedOn: '2022-05-03' },
  });
  expect(await desk.refusal('refusals', on('2024-09-03', refusal))).toEqual([
    422,
    'not_out_of_time',
    ['HEX-10'],
  ]);
  await desk.log({ receivedOn: '2024-09-02', stage: 'stage-1', incident: { occurredOn: '2023-09-01' } });
  expect(desk.complaint.advice.map(({ code }) => code)).toContain('cannot_tell');
  expect(await desk.refusal('refusals', on('2024-09-03', refusal))).toEqual([
    422,
    'dates_unknown',
    ['HEX-10'],
  ]);
  await desk.log({
    receivedOn: '2024-09-02',
    stage: 'stage-1',
    incident: { occurredOn: '2023-09-01', reportedOn: '2024-09-02' },
  });
  expect(desk.complaint.advice.map(({ code }) => code)).toContain('out_of_time');
  expect(await desk.refusal('refusals', on('2024-09-03', { ...refusal, ombudsmanRightTold: false }))).toEqual(
    [422, 'refusal_incomplete', ['Code 2.4']],
  );
  await desk.act('refusals', on('2024-09-03', refusal));
  expect(desk.complaint.refusal).toEqual({
    on: '2024-09-03',
    reason: 'out-of-time',
    decidedBy: 'm.silva',
    ombudsmanRightTold: true,
    redirectedTo: null,
    filedOn: null,
    exceptionConsidered: null,
    discretionConsidered: false,
  });
  expect(desk.complaint.advice.map(({ code }) => code)).toContain('late_refusal_not_considered');
  expect(desk.offered).toEqual([
    'learnings',
    'notes',
    'particulars',
    'links',
    'corrections',
    'closures',
    'reopenings',
    'referrals',
    'evidence-requests',
    'determinations',
    'orders',
    'holds',
    'erasures',
  ]);
  expect((await desk.refused('acknowledgements', on('2024-09-04'))).code).toBe('not_at_this_point');
});
