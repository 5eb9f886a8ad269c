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

test('a complaint of 2012 goes from the initial stage to the Board and the ombudsman (HEX-15 to HEX-24)', async () => {
  await desk.log({ receivedOn: '2012-08-30', channel: 'in-person' });
  expect([desk.complaint.stage, desk.complaint.nextDue]).toEqual(['initial', null]);
  expect([desk.due('acknowledge', 'initial'), desk.due('respond', 'initial')]).toEqual([null, null]);

  await desk.act('escalations', on('2012-09-03'));
  expect([desk.complaint.stage, desk.due('respond', 'stage-1')]).toEqual(['stage-1', '2012-09-24']);
  expect(desk.complaint.nextDue).toEqual({
    kind: 'respond',
    stage: 'stage-1',
    dueOn: '2012-09-24',
    judgedOn: '2012-09-24',
  });

  expect(await desk.refusal('extensions', on('2012-09-20', { newDueOn: '2012-10-01', reason: 'x' }))).toEqual(
    [422, 'no_extension_in_policy', []],
  );
  expect(await desk.refusal('escalations', on('2012-09-10'))).toEqual([422, 'not_answered_yet', ['HEX-19']]);
  expect(await desk.refusal('hearings', on('2012-09-10', { arrangedFor: '2012-10-01' }))).toEqual([
    409,
    'no_hearing_at_this_stage',
    [],
  ]);
  expect(await desk.refusal('outcomes', on('2012-09-24', { outcome: 'upheld' }))).toEqual([
    422,
    'no_handler',
    ['HEX-17'],
  ]);
  expect(await desk.refusal('assignments', { person: 'r.adeyemi', role: 'caretaker' })).toEqual([
    422,
    'role_may_not_handle',
    ['HEX-17'],
  ]);
  await desk.act('assignments', on('2012-09-04', { person: 'r.adeyemi', role: 'service-manager' }));
  await desk.act('outcomes', on('2012-09-24', { outcome: 'not-upheld', method: 'email' }));
  expect([desk.clock('respond', 'stage-1').status, desk.complaint.status]).toEqual(['met', 'responded']);
  expect(desk.due('escalate', 'stage-1')).toBe('2012-10-24');

  await desk.act('escalations', on('2012-10-24', { reason: 'It does not deal with the wall.' }));
  expect([desk.complaint.stage, desk.due('respond', 'stage-2')]).toEqual(['stage-2', '2012-11-14']);
  expect(desk.clock('escalate', 'stage-1')).toMatchObject({ status: 'met', metOn: '2012-10-24' });

  expect(await desk.refusal('assignments', on('2012-10-25', { person: 'r.adeyemi' }))).toEqual([
    422,
    'reviewer_not_more_senior',
    ['HEX-20'],
  ]);
  expect(await desk.refusal('assignments', on('2012-10-25', { person: 'b.lindqvist' }))).toEqual([
    422,
    'reviewer_not_more_senior',
    ['HEX-20'],
  ]);
  await desk.act('assignments', on('2012-10-25', { person: 'b.lindqvist', seniorTo: ['r.adeyemi'] }));
  await desk.act('outcomes', on('2012-11-15', { outcome: 'not-upheld', method: 'letter' }));
  expect(desk.clock('respond', 'stage-2')).toMatchObject({ status: 'missed', dueOn: '2012-11-14' });

  await desk.act('referrals', on('2012-11-20', { to: 'housing-ombudsman', purpose: 'investigation' }));
  expect(desk.complaint.referrals).toMatchObject([{ beforeExhaustion: true }]);
  await desk.act('escalations', on('2012-12-10'));
  const { dueOn, limit, rule, sentence } = desk.clock('respond', 'stage-3');
  expect([dueOn, limit, rule.ids]).toEqual([null, null, ['HEX-23']]);
  expect(sentence).not.toMatch(/\d{4}/);
  expect(desk.complaint.nextDue).toBeNull();

  expect(await desk.refusal('outcomes', on('2013-02-20', { outcome: 'upheld' }))).toEqual([
    422,
    'hearing_not_held',
    ['HEX-15', 'HEX-23'],
  ]);
  expect((await desk.refused('hearings', on('2012-12-17'))).code).toBe('arranged_or_held');
  await desk.act('hearings', on('2012-12-17', { arrangedFor: '2013-02-18' }));
  await desk.act('hearings', on('2013-02-18', { panel: [{ person: 'c.obi', role: 'board-member' }] }));
  await desk.act('outcomes', on('2013-02-20', { outcome: 'upheld', method: 'letter' }));
  expect(desk.complaint.stages.at(-1)?.hearing).toEqual({
    arrangedFor: '2013-02-18',
    heldOn: '2013-02-18',
    panel: ['c.obi'],
    attended: null,
  });
  expect(await desk.refusal('escalations', on('2013-03-01'))).toEqual([409, 'final_stage', []]);

  expect(desk.clock('refer', 'stage-3')).toMatchObject({
    policyEarliestOn: '2013-02-20',
    schemeEarliestOn: '2013-04-17',
    rule: { ids: ['HEX-24'] },
  });
  await desk.act('referrals', on('2013-03-04', { to: 'housing-ombudsman', purpose: 'investigation' }));
  expect(desk.complaint.referrals).toEqual([
    expect.objectContaining({ n: 1, on: '2012-11-20', policyEarliestOn: null, beforeExhaustion: true }),
    {
      n: 2,
      on: '2013-03-04',
      to: 'housing-ombudsman',
      purpose: 'investigation',
      via: null,
      who: null,
      policyEarliestOn: '2013-02-20',
      schemeEarliestOn: '2013-04-17',
      beforePolicyWait: false,
      ground: null,
      beforeExhaustion: false,
      notInPolicy: false,
      known: 'recorded',
    },
  ]);
  await desk.act('closures', on('2013-04-01', { reason: 'procedure-exhausted' }));
  expect(await desk.events).toEqual([
    'logged',
    'escalated',
    'assigned',
    'responded',
    'escalated',
    'assigned',
    'responded',
    'referred',
    'escalated',
    'hearing-arranged',
    'hearing-held',
    'responded',
    'referred',
    'closed',
  ]);
});
