import { shipped } from '../../../../src/policy/procedures';
import { startTestApp, type TestApp } from '../../../support/app';
import { type Desk, openDesk } from '../../../support/landlord-desk';
import { expectWholeRecord } from '../../../support/whole-record';

let service: TestApp;
let desk: Desk;
const on = (occurredOn: string, rest: object = {}) => ({ occurredOn, ...rest });
beforeAll(async () => {
  service = await startTestApp();
  const hhs = shipped('hhs');
  if (!hhs) throw new Error('No procedure hhs');
  const pause = { reasons: [{ code: 'awaiting-resident' }], rules: ['INV-1'] };
  desk = await openDesk(service, { ...hhs, stages: hhs.stages.map((stage) => ({ ...stage, pause })) });
});
beforeEach(async () => {
  await desk.log({ receivedOn: '2024-09-02' });
  await desk.act('acknowledgements', on('2024-09-04'));
  await desk.act('contacts', on('2024-09-04', { definition: { issues: [{ text: 'Damp in the hall' }] } }));
  await desk.act('assignments', on('2024-09-05', { person: 's.kaur', role: 'case-manager' }));
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

test('a pause takes the date away and a resumption brings it back with the days given back', async () => {
  await desk.act(
    'pauses',
    on('2024-09-06', { reason: 'awaiting-resident', note: 'Waiting for photographs.' }),
  );
  expect(desk.clock('respond', 'stage-1')).toMatchObject({
    status: 'paused',
    dueOn: null,
    workingDaysLeft: 6,
  });
  expect([desk.complaint.stages[0]?.pausedOn, desk.complaint.nextDue]).toEqual(['2024-09-06', null]);
  const worklist = await desk.caller.get('/v1/clocks?due=overdue&kind=respond');
  expect(worklist.body.items).toEqual([]);
  expect(
    (await desk.refusal('pauses', on('2024-09-07', { reason: 'awaiting-resident' }))).slice(0, 2),
  ).toEqual([409, 'paused']);
  await desk.act('resumptions', on('2024-09-11'));
  expect(desk.clock('respond', 'stage-1').pauses).toEqual([
    {
      reason: 'awaiting-resident',
      from: '2024-09-06',
      to: '2024-09-11',
      credited: ['2024-09-09', '2024-09-10'],
    },
  ]);
  expect(desk.due('respond', 'stage-1')).toBe('2024-09-18');
  expect(await desk.refusal('pauses', on('2024-09-12', { reason: 'no-staff' }))).toEqual([
    422,
    'no_reason_to_pause',
    ['INV-1'],
  ]);
});

test('HHS-17: updates follow the plan agreed with an extension', async () => {
  const updatePlan = { every: { amount: 5, unit: 'working-days' }, method: 'phone', agreed: true };
  await desk.act('extensions', on('2024-09-13', { reason: 'Parts are late.', updatePlan }));
  expect(desk.due('update', 'stage-1')).toBe('2024-09-20');
  await desk.act('updates', on('2024-09-18', { message: 'The parts are in.' }));
  expect([desk.due('update', 'stage-1'), desk.complaint.stages[0]?.updatedOn]).toEqual([
    '2024-09-25',
    '2024-09-18',
  ]);
});

test('Code 6.8: a further issue joins the definition or needs a complaint of its own', async () => {
  const text = 'The hallway has damp too';
  await desk.act('issues', on('2024-09-10', { text, related: true }));
  expect(desk.complaint.stages[0]?.definition?.issues).toHaveLength(2);
  expect(await desk.refusal('issues', on('2024-09-10', { text, related: false }))).toEqual([
    422,
    'new_complaint_needed',
    ['Code 6.8'],
  ]);
});

test('Code 7.3: a remedy is offered, followed through under its own number, and keeps the complaint from closing as done', async () => {
  const remedy = { type: 'action', what: 'Treat the damp', dueOn: '2024-10-14' };
  await desk.act('remedies', on('2024-09-06', remedy));
  expect(desk.offered).toContain('remedies/1/completions');
  await desk.act('outcomes', on('2024-09-13', { outcome: 'upheld', method: 'letter' }));
  await desk.act('deliveries', on('2024-09-16', { evidence: 'Signed for by the resident.' }));
  expect(desk.complaint.stages[0]).toMatchObject({
    responseReceivedOn: '2024-09-16',
    deliveryRecorded: true,
  });
  const open = await desk.refused('closures', on('2024-09-30', { reason: 'actions-complete' }));
  expect([open.status, open.code, open.facts]).toEqual([422, 'reason_not_true', { open: [1] }]);
  expect((await desk.refusal('remedies/2/completions', on('2024-10-01'))).slice(0, 2)).toEqual([
    409,
    'no_such_remedy',
  ]);
  const [unknown] = (await desk.refused('remedies/2/completions', on('2024-10-01'))).errors ?? [];
  expect([unknown?.in, unknown?.pointer]).toEqual(['path', '/n']);
  const unnumbered = await desk.refused('remedies/one/completions', on('2024-10-01'));
  expect([unnumbered.status, unnumbered.errors]).toMatchObject([400, [{ in: 'path', pointer: '/n' }]]);
  await desk.act('remedies/1/completions', on('2024-10-11', { note: 'Photographs were sent.' }));
  expect(desk.complaint.remedies).toMatchObject([{ n: 1, completedOn: '2024-10-11' }]);
  expect(desk.offered).not.toContain('remedies/1/completions');
  await desk.act('closures', on('2024-10-14', { reason: 'actions-complete' }));
});

test('a letter that arrived after the next stage was asked for is recorded at its own stage', async () => {
  await desk.act('outcomes', on('2024-09-13', { outcome: 'not-upheld', method: 'letter' }));
  await desk.act('escalations', on('2024-09-16'));
  await desk.act('deliveries', on('2024-09-18', { stage: 'stage-1', method: 'by-hand' }));
  expect(desk.complaint.stages).toMatchObject([
    { stage: 'stage-1', responseReceivedOn: '2024-09-18', deliveryRecorded: true },
    { stage: 'stage-2', deliveryRecorded: false },
  ]);
  expect((await desk.refusal('deliveries', on('2024-09-19'))).slice(0, 2)).toEqual([
    409,
    'already_delivered',
  ]);
});

test('HHS-30: a financial remedy meets the conditions of compensation, unless the ombudsman ordered it', async () => {
  const pay = { type: 'financial', what: 'Refund the heater', dueOn: '2024-10-14' };
  expect(await desk.refusal('remedies', on('2024-09-12', pay))).toEqual([
    422,
    'complaint_not_upheld',
    ['HHS-30'],
  ]);
  await desk.act('orders', on('2024-09-12', { type: 'compensation', what: 'Pay £200', dueOn: '2024-10-14' }));
  const stranger = await desk.refused('remedies', on('2024-09-12', { ...pay, order: 2 }));
  expect([stranger.status, stranger.code, stranger.allowed]).toEqual([409, 'no_such_order', { order: [1] }]);
  await desk.act('remedies', on('2024-09-12', { ...pay, order: 1 }));
  await desk.act('compensation', on('2024-09-12', { pence: 20000, for: 'distress', order: 1 }));
  expect(desk.complaint.remedies).toMatchObject([{ type: 'financial', order: 1, stated: [] }]);
  expect(desk.complaint.compensation).toMatchObject([{ pence: 20000, order: 1 }]);
});

test('HHS-30: compensation with its preconditions; learning and notes with their words apart', async () => {
  const stated = ['exceptional-circumstances', 'complaint-upheld', 'specific-expenses-or-items'];
  const award = { pence: 12550, for: 'specific-expense', reasons: 'The hire of a dehumidifier.' };
  expect(await desk.refusal('compensation', { ...award, stated })).toEqual([
    422,
    'complaint_not_upheld',
    ['HHS-30'],
  ]);
  await desk.act('outcomes', on('2024-09-13', { outcome: 'upheld', method: 'letter' }));
  expect(await desk.refusal('compensation', on('2024-09-17', award))).toEqual([
    422,
    'preconditions_not_met',
    ['HHS-30'],
  ]);
  await desk.act('compensation', on('2024-09-17', { ...award, stated }));
  await desk.act('learnings', on('2024-09-17', { theme: 'appointments', learning: 'Call before going.' }));
  await desk.act('notes', on('2024-09-17', { note: 'Read by the whole team.' }));
  expect(desk.complaint.compensation).toEqual([
    {
      n: 1,
      on: '2024-09-17',
      stage: 'stage-1',
      pence: 12550,
      for: 'specific-expense',
      stated,
      order: null,
      replaces: null,
      replacedBy: null,
    },
  ]);
  await desk.act('learnings/1/publications', on('2024-09-18', { to: 'website', where: 'You said, we did' }));
  expect(desk.complaint.learnings).toEqual([
    {
      n: 1,
      on: '2024-09-17',
      stage: 'stage-1',
      theme: 'appointments',
      publications: [{ on: '2024-09-18', to: 'website' }],
    },
  ]);
  const unknown = await desk.refused('learnings/7/publications', { to: 'website' });
  expect([unknown.status, unknown.code]).toEqual([409, 'no_such_learning']);
});

test('an award takes the place of another: both are shown, and the figures count the one that stands', async () => {
  const overview = async () =>
    (await desk.caller.get('/v1/reports/overview?from=2024-09-01&to=2024-09-30')).body.compensation;
  await desk.act('outcomes', on('2024-09-10', { outcome: 'upheld', method: 'letter' }));
  const stated = shipped('hhs')?.compensation?.allOf.map(({ code }) => code) ?? [];
  const before = await overview();
  await desk.act('compensation', on('2024-09-11', { pence: 10000, for: 'delay', stated }));
  await desk.act('compensation', on('2024-09-12', { pence: 15000, for: 'delay', stated, replaces: 1 }));
  expect(desk.complaint.compensation).toMatchObject([
    { n: 1, pence: 10000, replaces: null, replacedBy: 2 },
    { n: 2, pence: 15000, replaces: 1, replacedBy: null },
  ]);
  expect(await overview()).toEqual({ awards: before.awards + 1, pence: before.pence + 15000 });
  const again = on('2024-09-13', { pence: 20000, for: 'delay', stated, replaces: 1 });
  expect((await desk.refusal('compensation', again)).slice(0, 2)).toEqual([409, 'award_already_replaced']);
});
