import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, openDesk } from '../../support/landlord-desk';
import { expectWholeRecord } from '../../support/whole-record';

let service: TestApp;
let desk: Desk;
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'westfield');
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

const on = (occurredOn: string, rest: Record<string, unknown> = {}) => ({ occurredOn, ...rest });
const definition = {
  issues: [{ text: 'The boiler was left broken for three weeks' }],
  outcomesSought: 'A working boiler and an apology',
};

test('a complaint goes from receipt over both stages to the ombudsman (WES-18 to WES-28)', async () => {
  await desk.log({ receivedOn: '2024-09-02', channel: 'sms' });
  expect(desk.due('acknowledge', 'stage-1')).toBe('2024-09-09');
  // Not acknowledged yet: the latest the answer can be due if the acknowledgement is in time.
  expect(desk.clock('respond', 'stage-1')).toMatchObject({ dueOn: '2024-09-23', projected: true });
  expect(desk.complaint.nextDue).toEqual({
    kind: 'acknowledge',
    stage: 'stage-1',
    dueOn: '2024-09-09',
    judgedOn: '2024-09-09',
  });

  const more = { newDueOn: '2024-10-01', reason: 'The part is on order', agreed: true };
  expect(await desk.refusal('extensions', on('2024-09-03', more))).toEqual([
    422,
    'no_date_to_extend',
    ['WES-19'],
  ]);
  expect((await desk.refused('acknowledgements', on('2024-09-01'))).code).toBe('before_the_act_it_follows');

  await desk.act('acknowledgements', on('2024-09-04', { method: 'email', definition }));
  const respond = desk.clock('respond', 'stage-1');
  expect(respond).toMatchObject({ dueOn: '2024-09-18', projected: false, rule: { ids: ['WES-19'] } });
  expect(respond.readings.map((r) => [r.code, r.alternatives[0]?.dueOn])).toContainEqual([
    'stage-1-response-start',
    '2024-09-16',
  ]);
  expect(await desk.refusal('acknowledgements', on('2024-09-04'))).toEqual([409, 'already_acknowledged', []]);
  await desk.act('assignments', on('2024-09-04', { person: 't.hughes', role: 'property-services-officer' }));

  expect((await desk.refused('extensions', on('2024-09-10', { newDueOn: '2024-10-01' }))).facts).toEqual({
    missing: ['reason', 'agreement'],
  });
  expect((await desk.refused('extensions', on('2024-09-10', { ...more, newDueOn: '2024-09-18' }))).code).toBe(
    'not_an_extension',
  );
  await desk.act('extensions', on('2024-09-10', more));
  expect(desk.clock('respond', 'stage-1')).toMatchObject({
    dueOn: '2024-10-01',
    originalDueOn: '2024-09-18',
  });

  await desk.act('outcomes', on('2024-09-16', { outcome: 'upheld', method: 'email' }));
  expect(desk.clock('respond', 'stage-1')).toMatchObject({
    status: 'met',
    metOn: '2024-09-16',
    workingDaysTaken: 8,
  });
  expect(desk.due('escalate', 'stage-1')).toBe('2024-10-14');

  expect(await desk.refusal('closures', on('2024-10-01', { reason: 'window-passed' }))).toEqual([
    422,
    'window_open',
    ['WES-21'],
  ]);
  await desk.act('escalations', on('2024-10-14'));
  expect([desk.due('acknowledge', 'stage-2'), desk.due('respond', 'stage-2')]).toEqual([
    '2024-10-21',
    '2024-11-18',
  ]);
  await desk.act('acknowledgements', on('2024-10-16', { method: 'letter' }));
  expect(desk.due('respond', 'stage-2')).toBe('2024-11-13');
  await desk.act('assignments', on('2024-10-16', { person: 'o.marsh', role: 'operations-manager' }));

  const investigation = { to: 'housing-ombudsman', purpose: 'investigation' };
  await desk.act('referrals', on('2024-10-17', investigation));
  await desk.act('referrals', on('2024-10-17', { to: 'housing-ombudsman', purpose: 'advice' }));
  await desk.act('outcomes', on('2024-11-13', { outcome: 'not-upheld', method: 'letter' }));
  expect(desk.clock('respond', 'stage-2').status).toBe('met');
  expect(await desk.refusal('escalations', on('2024-11-20'))).toEqual([409, 'final_stage', []]);
  expect(await desk.refusal('extensions', on('2024-11-20', more))).toEqual([409, 'not_at_this_point', []]);

  const person = { to: 'designated-person', purpose: 'help' };
  await desk.act('referrals', on('2024-11-15', { ...person, who: 'other' }));
  await desk.act('referrals', on('2024-11-15', { ...person, who: 'tenant-panel' }));
  await desk.act('referrals', on('2024-11-15', investigation));
  expect(
    desk.complaint.referrals.map((r) => [
      r.to,
      r.purpose,
      r.policyEarliestOn,
      r.schemeEarliestOn,
      r.beforeExhaustion,
      r.notInPolicy,
    ]),
  ).toEqual([
    ['housing-ombudsman', 'investigation', null, null, true, false],
    ['housing-ombudsman', 'advice', null, null, false, false],
    ['designated-person', 'help', '2024-11-13', '2024-11-13', false, true],
    ['designated-person', 'help', '2024-11-13', '2024-11-13', false, false],
    ['housing-ombudsman', 'investigation', '2024-11-13', '2024-11-13', false, false],
  ]);
  expect(desk.clock('refer', 'stage-2')).toMatchObject({ status: 'met', metOn: '2024-11-15' });
  await desk.act('referrals', on('2024-11-15', { to: 'lgsco', purpose: 'advice' }));
  expect(desk.complaint.referrals.at(-1)).toMatchObject({ to: 'lgsco', notInPolicy: true });
});

test('over Christmas the answer is due in January (WES-19) and the window ends after the bank holiday (WES-21)', async () => {
  await desk.log({ receivedOn: '2024-12-19' });
  await desk.act('acknowledgements', on('2024-12-23', { method: 'email' }));
  const { dueOn, readings } = desk.clock('respond', 'stage-1');
  expect(dueOn).toBe('2025-01-09');
  expect(readings.find(({ code }) => code === 'stage-1-response-start')?.alternatives[0]?.dueOn).toBe(
    '2025-01-07',
  );

  await desk.log({ receivedOn: '2024-11-25' });
  await desk.act('acknowledgements', on('2024-11-26'));
  await desk.act('outcomes', on('2024-12-09', { outcome: 'upheld', method: 'email' }));
  const window = desk.clock('escalate', 'stage-1');
  expect(window.dueOn).toBe('2025-01-06');
  expect(window.readings.find(({ code }) => code === 'twenty-eight-days')?.alternatives[0]?.dueOn).toBe(
    '2025-01-21',
  );
});

test('an answer without an acknowledgement is on record, and the acknowledgement stays missed (WES-18, WES-19)', async () => {
  await desk.log({ receivedOn: '2024-09-02' });
  await desk.act('outcomes', on('2024-09-20', { outcome: 'upheld', method: 'email' }));
  expect(desk.clock('respond', 'stage-1')).toMatchObject({
    status: 'met',
    judgedOn: '2024-09-23',
    textDueOn: null,
  });
  expect(desk.clock('acknowledge', 'stage-1')).toMatchObject({
    status: 'missed',
    judgedOn: '2024-09-09',
    metOn: null,
    stoppedOn: '2024-09-20',
    sentence:
      'No acknowledgement was given before the response of Friday 20 September 2024; it should have been given by Monday 9 September 2024.',
  });
});

test('an answer given early after a late acknowledgement shows what the date would have been (WES-18, WES-19)', async () => {
  await desk.log({ receivedOn: '2024-09-02' });
  await desk.act('acknowledgements', on('2024-09-12'));
  expect(desk.clock('acknowledge', 'stage-1').status).toBe('missed');
  expect(desk.clock('respond', 'stage-1')).toMatchObject({
    dueOn: '2024-09-26',
    dueOnIfAcknowledgedOnTime: '2024-09-23',
  });
});

test('exclusions are refused with their evidence and say where the matter goes (WES-04 to WES-06)', async () => {
  await desk.log({ receivedOn: '2024-09-02' });
  const refusal = {
    reason: 'appeal-right-available',
    evidence: 'It is about a refused application, and the appeal has not been used.',
    decidedBy: 'm.silva',
    ombudsmanRightTold: true,
  };
  const unknown = await desk.refused('refusals', on('2024-09-03', { ...refusal, reason: 'policy-decision' }));
  expect([unknown.code, unknown.allowed]).toEqual([
    'not_an_exclusion',
    {
      reason: [
        'appeal-right-available',
        'court-action-being-taken',
        'anti-social-behaviour-report',
        'not-our-service',
        'feedback-needing-no-response',
      ],
    },
  ]);
  expect(await desk.refusal('refusals', on('2024-09-03', refusal))).toEqual([
    422,
    'refusal_incomplete',
    ['WES-04', 'Code 2.4'],
  ]);
  const exception = 'The right of appeal runs until 30 September and has not been used.';
  await desk.act('refusals', on('2024-09-03', { ...refusal, exception }));
  expect(desk.complaint.refusal).toMatchObject({ redirectedTo: 'appeal', exceptionConsidered: true });
  expect((await desk.refused('escalations', on('2024-09-10'))).code).toBe('not_at_this_point');
  expect((await desk.refused('closures', on('2024-09-10', { reason: 'resident-satisfied' }))).code).toBe(
    'reason_not_true',
  );
  await desk.act('closures', on('2024-09-10', { reason: 'refused' }));
});

test('a withdrawal stops every clock that day and the complaint closes', async () => {
  await desk.log({ receivedOn: '2024-09-02' });
  await desk.act('withdrawals', on('2024-09-05', { reason: 'The repair was done after all.' }));
  expect(desk.clock('acknowledge', 'stage-1')).toMatchObject({
    status: 'not-applicable',
    stoppedOn: '2024-09-05',
  });
  expect([desk.complaint.status, desk.complaint.nextDue]).toEqual(['withdrawn', null]);
  expect((await desk.refused('withdrawals', on('2024-09-06'))).code).toBe('not_at_this_point');
});

test('a complaint cannot be closed on a window that is still open (WES-21)', async () => {
  await desk.log({ receivedOn: '2024-09-02' });
  await desk.act('acknowledgements', on('2024-09-03'));
  await desk.act('outcomes', on('2024-09-16', { outcome: 'upheld', method: 'email' }));
  expect(await desk.refusal('closures', on('2024-10-14', { reason: 'window-passed' }))).toEqual([
    422,
    'window_open',
    ['WES-21'],
  ]);
  expect((await desk.refused('closures', on('2024-10-14', { reason: 'procedure-exhausted' }))).code).toBe(
    'reason_not_true',
  );
  await desk.act('closures', on('2024-10-15', { reason: 'window-passed' }));
  expect(desk.complaint.closedOn).toBe('2024-10-15');
});
