import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, openDesk } from '../../support/landlord-desk';
import { expectWholeRecord } from '../../support/whole-record';

let service: TestApp;
let desk: Desk;
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'code-2024');
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

const on = (occurredOn: string, rest: Record<string, unknown> = {}) => ({ occurredOn, ...rest });
const definition = {
  issues: [{ text: 'Damp in the bedroom' }, { text: 'Nobody rang back', responsible: 'unclear' }],
  outcomesSought: 'Repair and an apology',
};
const parts = {
  stage: 'This is stage 1.',
  'complaint-definition': 'You told us of damp and of calls not returned.',
  decision: 'We uphold your complaint.',
  reasons: 'The repair was cancelled twice.',
  remedy: 'The work is booked.',
  'outstanding-actions': 'The surveyor reports on Friday.',
};
const findings = [
  { issue: 1, outcome: 'upheld', reasons: 'The orders show it.' },
  { issue: 2, outcome: 'not-upheld' },
];

test('a complaint goes from receipt to the ombudsman under the Code (Code 6.2 to 6.20)', async () => {
  await desk.log({ receivedOn: '2024-06-08' });
  expect([desk.due('acknowledge', 'stage-1'), desk.due('respond', 'stage-1')]).toEqual([
    '2024-06-14',
    '2024-06-28',
  ]);
  const bare = await desk.refused('acknowledgements', on('2024-06-10', { method: 'email' }));
  expect([bare.status, bare.code, bare.errors?.map(({ pointer }) => pointer)]).toEqual([
    422,
    'acknowledgement_incomplete',
    ['/definition'],
  ]);
  await desk.act('acknowledgements', on('2024-06-10', { method: 'email', definition }));
  expect(desk.due('respond', 'stage-1')).toBe('2024-06-24');
  expect(desk.complaint.stages[0]?.definition).toEqual({
    issues: [
      { n: 1, responsible: 'yes' },
      { n: 2, responsible: 'unclear' },
    ],
    outcomesSought: true,
  });
  await desk.act('assignments', on('2024-06-10', { person: 'j.okafor' }));

  const more = { newDueOn: '2024-07-08', reason: 'The surveyor is ill.', ombudsmanContactGiven: true };
  expect(
    (await desk.refused('extensions', on('2024-06-20', { ...more, ombudsmanContactGiven: false }))).facts,
  ).toEqual({
    missing: ['ombudsman-contact'],
  });
  expect((await desk.refused('extensions', on('2024-06-25', more))).code).toBe('extension_after_due_date');
  const long = await desk.refused('extensions', on('2024-06-20', { ...more, newDueOn: '2024-07-09' }));
  expect([long.code, long.allowed]).toEqual([
    'extension_needs_good_reason',
    { latest: '2024-07-08', or: 'goodReason' },
  ]);
  await desk.act('extensions', on('2024-06-20', more));
  expect(desk.due('respond', 'stage-1')).toBe('2024-07-08');

  const answer = { outcome: 'partially-upheld', method: 'letter' };
  expect((await desk.refused('outcomes', on('2024-07-05', { ...answer, findings }))).code).toBe(
    'explanation_missing',
  );
  const explanations = { ...parts, 'how-to-escalate': 'Ask us within the year.' };
  const one = { ...answer, explanations, findings: findings.slice(0, 1) };
  expect((await desk.refused('outcomes', on('2024-07-05', one))).facts).toEqual({ missing: [2] });
  const third = [...findings, { issue: 3, outcome: 'upheld' }];
  expect((await desk.refused('outcomes', on('2024-07-05', { ...one, findings: third }))).code).toBe(
    'unknown_issue',
  );
  await desk.act('outcomes', on('2024-07-05', { ...one, findings }));
  expect(desk.clock('respond', 'stage-1').status).toBe('met-within-extension');

  await desk.act('escalations', on('2024-07-12'));
  expect([desk.due('acknowledge', 'stage-2'), desk.due('respond', 'stage-2')]).toEqual([
    '2024-07-19',
    '2024-08-16',
  ]);
  expect((await desk.refused('assignments', on('2024-07-15', { person: 'j.okafor' }))).code).toBe(
    'reviewer_not_independent',
  );
  await desk.act('assignments', on('2024-07-15', { person: 'h.lund' }));
  await desk.act('acknowledgements', on('2024-07-19', { method: 'email', definition }));
  expect(desk.due('respond', 'stage-2')).toBe('2024-08-16');
  const again = { newDueOn: '2024-09-17', reason: 'The expert is away.', ombudsmanContactGiven: true };
  expect((await desk.refused('extensions', on('2024-08-01', again))).allowed).toEqual({
    latest: '2024-09-16',
    or: 'goodReason',
  });
  await desk.act(
    'extensions',
    on('2024-08-01', { ...again, goodReason: 'Only one expert can test for it.' }),
  );
  expect(desk.clock('respond', 'stage-2').extensions).toEqual([
    { on: '2024-08-01', from: '2024-08-16', to: '2024-09-17', afterDueDate: false, overCap: true },
  ]);
  const last = { ...parts, 'how-to-reach-ombudsman': 'Write to PO Box 1484.' };
  await desk.act('outcomes', on('2024-09-17', { ...answer, explanations: last, findings }));
  expect(desk.clock('refer', 'stage-2')).toMatchObject({
    dueOn: '2024-09-17',
    schemeEarliestOn: '2024-09-17',
  });
  await desk.act('referrals', on('2024-09-18', { to: 'housing-ombudsman', purpose: 'investigation' }));
});

/** domain.md §5.6: received, acknowledge by, answer if acknowledged on the last day. */
test.each([
  ['2024-04-01', '2024-04-08', '2024-04-22'],
  ['2024-05-03', '2024-05-13', '2024-05-28'],
  ['2024-05-24', '2024-06-03', '2024-06-17'],
  ['2024-08-23', '2024-09-02', '2024-09-16'],
  ['2024-12-20', '2024-12-31', '2025-01-15'],
  ['2024-12-24', '2025-01-03', '2025-01-17'],
  ['2025-04-17', '2025-04-28', '2025-05-13'],
])(
  'received on %s it is acknowledged by %s and answered by %s (Code 6.2, 6.3)',
  async (receivedOn, acknowledgeBy, respondBy) => {
    await desk.log({ receivedOn });
    expect([desk.due('acknowledge', 'stage-1'), desk.due('respond', 'stage-1')]).toEqual([
      acknowledgeBy,
      respondBy,
    ]);
    await desk.act('acknowledgements', { occurredOn: acknowledgeBy, definition });
    expect(desk.due('respond', 'stage-1')).toBe(respondBy);
  },
);

test('taking a late complaint has to be considered, and a court claim has its day (Code 2.2, 2.3)', async () => {
  await desk.log({
    receivedOn: '2024-09-02',
    incident: { occurredOn: '2022-01-10', becameAwareOn: '2022-02-01' },
  });
  const claim = {
    reason: 'legal-proceedings',
    evidence: 'The particulars of claim name this damp.',
    decidedBy: 'm.silva',
    ombudsmanRightTold: true,
  };
  expect((await desk.refused('refusals', on('2024-09-03', claim))).facts).toEqual({ missing: ['filedOn'] });
  const late = await desk.refused('refusals', on('2024-09-03', { ...claim, reason: 'out-of-time' }));
  expect([late.code, late.rule?.ids]).toEqual([
    'discretion_not_considered',
    expect.arrayContaining(['Code 2.3']),
  ]);
  await desk.act('refusals', on('2024-09-03', { ...claim, filedOn: '2024-08-01' }));
});
