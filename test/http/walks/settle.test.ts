import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, openDesk } from '../../support/landlord-desk';
import { expectWholeRecord } from '../../support/whole-record';

let service: TestApp;
let desk: Desk;
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'settle');
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

const on = (occurredOn: string, rest: Record<string, unknown> = {}) => ({ occurredOn, ...rest });

test('an online complaint of March 2021 goes to the review and the ombudsman (SET-13 to SET-27)', async () => {
  await desk.log({ receivedOn: '2021-03-29', channel: 'online' });
  expect(desk.due('acknowledge', 'stage-1')).toBe('2021-04-06');
  expect(desk.clock('respond', 'stage-1')).toMatchObject({ dueOn: null, limit: { force: 'aim' } });
  expect(await desk.refusal('extensions', on('2021-03-30', { newDueOn: '2021-05-01' }))).toEqual([
    422,
    'no_date_to_extend',
    ['SET-15'],
  ]);
  await desk.act('assignments', on('2021-03-29', { person: 'p.nowak', role: 'service-manager' }));
  const { dueOn, readings } = desk.clock('respond', 'stage-1');
  expect(dueOn).toBe('2021-04-12');
  expect(readings.find(({ code }) => code === 'two-weeks')?.alternatives[0]?.dueOn).toBe('2021-04-14');
  await desk.act('acknowledgements', on('2021-04-06', { method: 'email' }));
  expect(desk.clock('acknowledge', 'stage-1').status).toBe('met');
  await desk.act('extensions', on('2021-04-09', { newDueOn: '2021-04-20' }));
  await desk.act('outcomes', on('2021-04-19', { outcome: 'not-upheld', method: 'letter' }));
  expect(desk.clock('respond', 'stage-1').status).toBe('met-within-extension');
  expect(desk.clock('escalate', 'stage-1')).toMatchObject({ dueOn: null, limit: null });

  await desk.act('escalations', on('2021-05-04', { grounds: ['unfair'] }));
  expect(desk.complaint.advice.map(({ code }) => code)).toContain('ground_not_named');
  expect([desk.complaint.status, desk.complaint.stage]).toEqual(['escalation-requested', 'review']);
  expect(desk.complaint.stages.at(-1)?.gate).toBe('waiting');
  expect(desk.due('contact', 'review')).toBe('2021-05-10');

  const no = { accepted: false, refusal: 'no-ground', decidedBy: 'k.ahmed', ombudsmanRightTold: true };
  const reason = 'Each point she raised was answered in the response.';
  expect((await desk.refused('escalation-decisions', on('2021-05-05', { ...no, reason }))).code).toBe(
    'reasons_not_gathered',
  );
  expect((await desk.refused('outcomes', on('2021-05-05', { outcome: 'upheld' }))).code).toBe(
    'not_at_this_point',
  );
  await desk.act(
    'contacts',
    on('2021-05-07', { method: 'phone', reasons: 'Nobody looked at the bedroom wall.' }),
  );
  expect(desk.clock('contact', 'review').status).toBe('met');
  expect((await desk.refused('escalation-decisions', on('2021-05-07', no))).facts).toEqual({
    missing: ['reason'],
  });
  expect(
    (await desk.refused('escalation-decisions', on('2021-05-07', { accepted: true, decidedBy: 'k' }))).code,
  ).toBe('ground_missing');
  const yes = { accepted: true, ground: 'not-addressed', decidedBy: 'k.ahmed' };
  await desk.act('escalation-decisions', on('2021-05-07', yes));
  expect([desk.complaint.status, desk.complaint.stages.at(-1)?.gate]).toEqual(['open', 'accepted']);

  await desk.act('contacts', on('2021-05-10', { method: 'phone', confirmedDueOn: '2021-05-28' }));
  expect(desk.due('respond', 'review')).toBe('2021-05-28');
  const moved = { method: 'phone', confirmedDueOn: '2021-06-04' };
  expect(await desk.refusal('contacts', on('2021-05-20', moved))).toEqual([
    422,
    'date_already_confirmed',
    ['SET-22'],
  ]);
  await desk.act('outcomes', on('2021-05-28', { outcome: 'not-upheld', method: 'letter' }));
  expect(desk.clock('respond', 'review').status).toBe('met');

  const refer = { to: 'housing-ombudsman', purpose: 'investigation' };
  expect(
    desk.complaint.clocks
      .filter(({ kind }) => kind === 'refer')
      .map((c) => [c.policyEarliestOn, c.schemeEarliestOn]),
  ).toEqual([
    ['2021-05-28', '2021-05-28'],
    ['2021-07-23', '2021-07-23'],
  ]);
  await desk.act('referrals', on('2021-06-01', { ...refer, via: 'designated-person', who: 'mp' }));
  await desk.act('referrals', on('2021-06-02', refer));
  expect(desk.complaint.referrals.map((r) => [r.via, r.policyEarliestOn, r.beforePolicyWait])).toEqual([
    ['designated-person', '2021-05-28', false],
    [null, '2021-07-23', true],
  ]);
});

test('a refused review ends the procedure: the last response was at stage 1, and a new ground still opens it (SET-18, SET-27)', async () => {
  await desk.log({ receivedOn: '2021-03-01', channel: 'phone' });
  expect(desk.clock('acknowledge', 'stage-1')).toMatchObject({ dueOn: null, limit: null });
  await desk.act('assignments', on('2021-03-02', { person: 'p.nowak', role: 'service-manager' }));
  await desk.act('outcomes', on('2021-03-29', { outcome: 'not-upheld', method: 'email' }));
  await desk.act('escalations', on('2021-04-06', { reason: 'I am simply not happy with it.' }));
  await desk.act(
    'escalation-decisions',
    on('2021-04-08', {
      accepted: false,
      refusal: 'no-ground',
      reason: 'Each point was answered.',
      decidedBy: 'k.ahmed',
      ombudsmanRightTold: true,
    }),
  );
  expect([desk.complaint.status, desk.complaint.stage]).toEqual(['responded', 'stage-1']);
  const earliest = desk.complaint.clocks.filter(({ kind }) => kind === 'refer').map((clock) => clock.dueOn);
  expect(earliest).toEqual(['2021-04-08', '2021-05-24']);

  await desk.act('escalations', on('2021-04-12', { grounds: ['not-addressed'] }));
  expect([desk.complaint.status, desk.complaint.stage]).toEqual(['open', 'review']);
  expect(desk.complaint.clocks.filter(({ kind }) => kind === 'refer')).toEqual([]);
});

test('a paper form just before Christmas has four working days to the last of December (SET-13)', async () => {
  await desk.log({ receivedOn: '2020-12-23', channel: 'letter' });
  expect(desk.due('acknowledge', 'stage-1')).toBe('2020-12-31');
});

test('exactly six months before it was reported is out of time, unless a good reason was considered (SET-11)', async () => {
  const refusal = {
    reason: 'out-of-time',
    evidence: 'It happened six months before it was reported.',
    decidedBy: 'm.silva',
    ombudsmanRightTold: true,
  };
  const incident = { occurredOn: '2024-03-03', reportedOn: '2024-09-02' };
  await desk.log({ receivedOn: '2024-09-02', channel: 'online', incident });
  expect(await desk.refusal('refusals', on('2024-09-03', refusal))).toEqual([
    422,
    'not_out_of_time',
    ['SET-11'],
  ]);
  await desk.log({
    receivedOn: '2024-09-02',
    channel: 'online',
    incident: { ...incident, occurredOn: '2024-03-02' },
  });
  expect(await desk.refusal('refusals', on('2024-09-03', refusal))).toEqual([
    422,
    'discretion_not_considered',
    ['SET-11'],
  ]);
  const discretion = { decidedBy: 'm.silva', applied: false, reasons: 'No reason was offered when asked.' };
  await desk.act('refusals', on('2024-09-03', { ...refusal, discretion }));
  expect(desk.complaint.status).toBe('refused');
});
