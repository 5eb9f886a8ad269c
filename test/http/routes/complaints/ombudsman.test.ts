import { startTestApp, type TestApp } from '../../../support/app';
import { type Desk, openDesk } from '../../../support/landlord-desk';
import { expectWholeRecord } from '../../../support/whole-record';

let service: TestApp;
let desk: Desk;
const on = (occurredOn: string, rest: object = {}) => ({ occurredOn, ...rest });
const explanations = {
  'what-went-wrong': 'The repair was cancelled.',
  'how-put-right': 'It is booked.',
  'prevent-recurrence': 'A person checks.',
};
const upheld = { outcome: 'upheld', method: 'letter', explanations };
const determination = {
  reference: '202400224',
  findings: [
    { about: 'damp-and-mould', finding: 'severe-maladministration' },
    { about: 'complaint-handling', finding: 'no-maladministration' },
  ],
};
const order = { type: 'repair', what: 'Treat the damp.', dueOn: '2025-06-30' };

beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'arches');
});
beforeEach(async () => {
  await desk.log({ receivedOn: '2024-09-02' });
  await desk.act('assignments', on('2024-09-04', { person: 'l.bryce', role: 'head-of-service' }));
  await desk.act('outcomes', on('2024-09-18', upheld));
  await desk.act('escalations', on('2024-10-07'));
  await desk.act('assignments', on('2024-10-08', { person: 'd.ferrier', role: 'director' }));
  await desk.act('outcomes', on('2024-11-04', upheld));
  await desk.act('referrals', on('2025-01-10', { to: 'housing-ombudsman', purpose: 'investigation' }));
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

test('ARC-22: evidence is asked for, stands in the worklist, and is sent under its own number', async () => {
  await desk.act('evidence-requests', on('2025-02-03', { dueOn: '2025-02-17', what: 'The repair log.' }));
  const path = '/v1/clocks?due=overdue&kind=evidence';
  expect((await desk.caller.get(path)).body.items).toMatchObject([{ kind: 'evidence', dueOn: '2025-02-17' }]);
  expect(desk.offered).toContain('evidence-requests/1/submissions');
  expect((await desk.refusal('evidence-requests/2/submissions', {})).slice(0, 2)).toEqual([
    409,
    'evidence_not_awaited',
  ]);
  await desk.act('evidence-requests/1/submissions', on('2025-02-14', { note: 'Sent.' }));
  expect(desk.complaint.ombudsman.evidenceRequests).toMatchObject([{ n: 1, submittedOn: '2025-02-14' }]);
  expect((await desk.caller.get(path)).body.items).toEqual([]);
});

test('a determination is shown with its findings and the one word for them', async () => {
  await desk.act('determinations', on('2025-06-02', { ...determination, summary: 'Damp for two winters.' }));
  expect(desk.complaint.referrals).toMatchObject([{ n: 1, to: 'housing-ombudsman' }]);
  expect(desk.complaint.ombudsman.determinations).toEqual([
    {
      stage: 'stage-2',
      referral: 1,
      reference: '202400224',
      notifiedOn: '2025-06-02',
      onReview: false,
      findings: determination.findings.map((finding) => ({ ...finding, issue: null })),
      overall: 'partial-maladministration',
    },
  ]);
  expect((await desk.refusal('determinations', on('2025-07-01', determination))).slice(0, 2)).toEqual([
    409,
    'already_determined',
  ]);
  const unknown = { ...determination, findings: [{ about: 'damp', finding: 'guilty' }], onReview: true };
  expect((await desk.refusal('determinations', unknown)).slice(0, 2)).toEqual([422, 'no_such_finding']);
  const { status, errors } = await desk.refused('determinations', { ...determination, reference: '<b>' });
  expect([status, errors?.[0]?.pointer]).toEqual([400, '/reference']);
});

test('an order is due after the closing too, keeps the complaint from closing as done, and is complied with', async () => {
  await desk.act('determinations', on('2025-06-02', determination));
  await desk.act('orders', on('2025-06-02', order));
  await desk.act('orders', on('2025-06-02', { type: 'training', what: 'Train.', binding: false }));
  expect(await desk.refusal('closures', on('2025-06-10', { reason: 'actions-complete' }))).toEqual([
    422,
    'reason_not_true',
    ['ARC-22', 'Code 4.1', 'Code 9.7'],
  ]);
  await desk.act('closures', on('2025-06-10', { reason: 'procedure-exhausted' }));
  expect(desk.complaint.nextDue).toEqual({
    kind: 'order',
    stage: 'stage-2',
    dueOn: '2025-06-30',
    judgedOn: '2025-06-30',
  });
  expect((await desk.refusal('orders', { type: 'apology', what: 'Sorry.' })).slice(0, 2)).toEqual([
    422,
    'order_without_date',
  ]);
  await desk.act('orders/1/completions', on('2025-06-27', { note: 'Done and photographed.' }));
  expect(desk.complaint.ombudsman.orders).toMatchObject([
    { n: 1, binding: true, completedOn: '2025-06-27' },
    { n: 2, binding: false, dueOn: null, completedOn: null },
  ]);
  expect(desk.complaint.nextDue).toBeNull();
});

test('a case that the ombudsman took before the answer is on record, marked, and ends no date of the landlord’s', async () => {
  await desk.log({ receivedOn: '2025-03-03' });
  expect(desk.offered).toEqual(
    expect.arrayContaining(['referrals', 'evidence-requests', 'determinations', 'orders']),
  );
  await desk.act('evidence-requests', on('2025-03-10', { dueOn: '2025-03-24', what: 'The repair log.' }));
  await desk.act('referrals', on('2025-03-11', { to: 'designated-person', purpose: 'help', who: 'other' }));
  expect(desk.complaint.referrals).toEqual([
    {
      n: 1,
      on: '2025-03-10',
      to: 'housing-ombudsman',
      purpose: 'investigation',
      via: null,
      who: null,
      ground: null,
      policyEarliestOn: null,
      schemeEarliestOn: null,
      beforePolicyWait: false,
      beforeExhaustion: true,
      notInPolicy: false,
      known: 'from-the-ombudsman',
    },
    expect.objectContaining({ n: 2, who: 'other', notInPolicy: true, known: 'recorded' }),
  ]);
  expect(desk.complaint.advice.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['referral_not_recorded', 'referred_before_exhaustion', 'referral_not_in_policy']),
  );
  await desk.act('orders', on('2025-03-12', { ...order, dueOn: '2025-04-30' }));
  expect(desk.complaint.ombudsman.orders).toMatchObject([{ referral: 1, beforeDetermination: true }]);
  expect(desk.complaint.advice.map(({ code }) => code)).toContain('determination_not_recorded');
  expect((await desk.events).filter((type) => type === 'referred')).toHaveLength(2);
  const named = await desk.refused('determinations', { ...determination, referral: 2 });
  expect([named.status, named.code, named.allowed]).toEqual([
    409,
    'referral_for_another_purpose',
    { referral: [1] },
  ]);
});

test('who acted is one of a list, and a finding of the ombudsman’s own is taken in its words', async () => {
  const vicar = await desk.refused('referrals', { to: 'designated-person', purpose: 'help', who: 'vicar' });
  expect([vicar.status, vicar.errors?.[0]?.pointer]).toEqual([400, '/who']);
  const other = { about: 'damp', finding: 'other' };
  const bare = await desk.refused(
    'determinations',
    on('2025-06-02', { ...determination, findings: [other] }),
  );
  expect([bare.status, bare.errors?.[0]?.pointer]).toEqual([400, '/findings/0/inWords']);
  const inWords = 'Settled by the landlord in time.';
  await desk.act('determinations', on('2025-06-02', { ...determination, findings: [{ ...other, inWords }] }));
  expect(desk.complaint.ombudsman.determinations).toMatchObject([{ overall: 'other' }]);
});
