import { versionIn } from '../../support/entity-tag';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, openEmptyDesk, publish } from '../../support/landlord-desk';
import { countRows, expectWholeRecord } from '../../support/whole-record';

let service: TestApp;
let desk: Desk;
beforeAll(async () => {
  service = await startTestApp();
  desk = await openEmptyDesk(service);
  await publish(desk, LARKFIELD);
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

const on = (occurredOn: string, rest: Record<string, unknown> = {}) => ({ occurredOn, ...rest });

/** A landlord that is nobody's: three days to acknowledge, fifteen to answer, twenty to ask for the next stage. */
const LARKFIELD = {
  name: 'larkfield',
  title: 'Larkfield Homes: complaints',
  version: 'spring-2024',
  effectiveFrom: '2024-01-01',
  regime: 'housing-ombudsman',
  calendar: {
    division: 'england-and-wales',
    counting: 'day-after',
    cutOff: '17:00',
    closures: [{ on: '2024-09-09', why: 'Staff training day' }],
  },
  intake: {
    channels: [{ channel: 'letterbox' }],
    exclusions: [{ code: 'insurance-claim', rules: ['LARK-2'] }],
  },
  stages: [
    {
      key: 'stage-1',
      name: 'First look',
      acknowledge: { amount: 3, unit: 'working-days', from: 'received', rules: ['LARK-3'] },
      respond: { amount: 15, unit: 'working-days', from: 'acknowledged', rules: ['LARK-4'] },
      extension: {
        count: 1,
        each: { amount: 5, unit: 'working-days' },
        requires: ['reason'],
        rules: ['LARK-5'],
      },
      escalation: {
        to: 'stage-2',
        within: { amount: 20, unit: 'working-days', from: 'response-sent', rules: ['LARK-6'] },
        late: 'never',
        rules: ['LARK-6'],
      },
    },
    {
      key: 'stage-2',
      name: 'Second look',
      handler: { independence: [{ test: 'not-subject-of-complaint', rules: ['LARK-7'] }] },
      respond: { amount: 1, unit: 'months', from: 'requested', roll: 'next-working-day', rules: ['LARK-8'] },
    },
  ],
  outcomes: [{ code: 'agreed', mustExplain: ['next-step'] }, { code: 'not-agreed' }],
  referrals: [{ to: 'housing-ombudsman', purpose: 'investigation', after: 'exhausted' }],
};

test("a procedure that is the landlord's own is published and a complaint runs through it", async () => {
  await desk.log({ receivedOn: '2024-08-23', channel: 'letterbox' });
  expect(desk.complaint.policyVersion).toBe('spring-2024');
  // The Monday is the summer bank holiday.
  expect(desk.due('acknowledge', 'stage-1')).toBe('2024-08-29');
  await desk.act('acknowledgements', on('2024-08-28'));
  const respond = desk.clock('respond', 'stage-1');
  expect([respond.dueOn, respond.rule]).toEqual([
    '2024-09-19',
    { clause: '/stages/0/respond', ids: ['LARK-4'] },
  ]);
  expect(respond.excluded).toContainEqual({ on: '2024-09-09', why: 'Staff training day' });

  const more = { newDueOn: '2024-09-26', reason: 'The part is on order' };
  expect(
    (await desk.refused('extensions', on('2024-09-10', { ...more, newDueOn: '2024-09-27' }))).allowed,
  ).toEqual({
    latest: '2024-09-26',
  });
  await desk.act('extensions', on('2024-09-10', more));
  expect(await desk.refusal('extensions', on('2024-09-11', { ...more, newDueOn: '2024-09-30' }))).toEqual([
    422,
    'extensions_used_up',
    ['LARK-5'],
  ]);
  expect((await desk.refused('outcomes', on('2024-09-10', { outcome: 'upheld' }))).allowed).toEqual({
    outcome: ['agreed', 'not-agreed'],
  });
  const explanations = { 'next-step': 'We will come on Friday.' };
  await desk.act('outcomes', on('2024-09-10', { outcome: 'agreed', method: 'email', explanations }));
  expect(desk.due('escalate', 'stage-1')).toBe('2024-10-08');

  const lateDiscretion = { decidedBy: 'm.silva', reason: 'She was away that week.' };
  const late = await desk.refused('escalations', on('2024-10-09', { lateDiscretion }));
  expect([late.code, late.rule?.ids, late.allowed]).toEqual([
    'escalation_too_late',
    ['LARK-6'],
    { until: '2024-10-08' },
  ]);
  await desk.act('escalations', on('2024-10-08'));
  // A month after the request is Friday 8 November.
  expect(desk.due('respond', 'stage-2')).toBe('2024-11-08');
  expect(desk.clock('acknowledge', 'stage-2').limit).toBeNull();
  expect(
    await desk.refusal('assignments', on('2024-10-09', { person: 'v.hart', subjectOfComplaint: true })),
  ).toEqual([422, 'reviewer_not_independent', ['LARK-7']]);
  await desk.act('assignments', on('2024-10-09', { person: 'v.hart', subjectOfComplaint: false }));
  await desk.act('outcomes', on('2024-11-08', { outcome: 'not-agreed', method: 'email' }));
  await desk.act('referrals', on('2024-11-08', { to: 'housing-ombudsman', purpose: 'investigation' }));
});

test.each([
  ['2024-09-02T16:59:59+01:00', '2024-09-05'],
  ['2024-09-02T17:00:00+01:00', '2024-09-06'],
  // Friday evening counts as Monday, and that Monday is a staff training day: Tuesday.
  ['2024-09-06T16:30:00Z', '2024-09-13'],
])(
  'what arrives at %s is to be acknowledged by %s: the landlord shuts its day at five',
  async (receivedAt, dueOn) => {
    await desk.log({ receivedAt });
    expect(desk.due('acknowledge', 'stage-1')).toBe(dueOn);
  },
);

test('a complaint keeps the version that was in force when it was received, whatever is published later', async () => {
  await desk.log({ receivedOn: '2024-09-30' });
  const before = desk.complaint.id;
  const [first, second] = LARKFIELD.stages;
  await publish(desk, {
    ...LARKFIELD,
    version: 'autumn-2024',
    effectiveFrom: '2024-10-01',
    stages: [{ ...first, respond: { amount: 10, unit: 'working-days', from: 'acknowledged' } }, second],
  });
  await desk.act('acknowledgements', on('2024-10-01'));
  expect([desk.complaint.policyVersion, desk.due('respond', 'stage-1')]).toEqual([
    'spring-2024',
    '2024-10-22',
  ]);
  await desk.log({ receivedOn: '2024-10-01' });
  await desk.act('acknowledgements', on('2024-10-01'));
  expect([desk.complaint.policyVersion, desk.due('respond', 'stage-1')]).toEqual([
    'autumn-2024',
    '2024-10-15',
  ]);
  // A complaint entered late still belongs to the version of its day.
  await desk.log({ receivedOn: '2024-09-30' });
  expect(desk.complaint.policyVersion).toBe('spring-2024');
  const { body } = await desk.caller.get(`/v1/complaints/${before}/clocks`);
  expect(new Set(body.items.map(({ policyVersion }: { policyVersion: string }) => policyVersion))).toEqual(
    new Set(['spring-2024']),
  );
});

test('a published version never changes: the same again is harmless, anything else is refused', async () => {
  const again = await desk.caller.put('/v1/policies/spring-2024', LARKFIELD);
  expect([again.status, versionIn(again.headers.etag)]).toEqual([200, '"spring-2024"']);
  const other = await desk.caller.put('/v1/policies/spring-2024', { ...LARKFIELD, title: 'Something else' });
  expect([other.status, other.body.code]).toEqual([409, 'version_taken']);
  const sameDay = await desk.caller.put('/v1/policies/x', { ...LARKFIELD, version: 'x' });
  expect([sameDay.status, sameDay.body.code]).toEqual([409, 'effective_from_taken']);
  await expect(service.owner.query({ text: `update policies set document = '{}'` })).rejects.toThrow(
    'a published policy is immutable',
  );
});

test('a document that contradicts itself is refused with the place and what is allowed, and nothing is stored', async () => {
  const before = await countRows(service.owner);
  const faulty: [change: object, pointer: string][] = [
    [{ stages: [{ ...LARKFIELD.stages[0], escalation: { to: 'stage-9' } }] }, '/stages/0/escalation/to'],
    [{ stages: [LARKFIELD.stages[1], LARKFIELD.stages[1]] }, '/stages/1/key'],
    [{ effectiveTo: '2023-01-01' }, '/effectiveTo'],
    [{ calendar: { ...LARKFIELD.calendar, cutOff: '25:00' } }, '/calendar/cutOff'],
    [{ stages: [] }, '/stages'],
    [{ regime: 'ofsted' }, '/regime'],
    [{ deadline: 5 }, '/deadline'],
  ];
  for (const [change, pointer] of faulty) {
    const { status, body } = await desk.caller.put('/v1/policies/y', {
      ...LARKFIELD,
      version: 'y',
      ...change,
    });
    expect([status, body.errors.map((fault: { pointer: string }) => fault.pointer)]).toEqual([
      400,
      [pointer],
    ]);
  }
  const idle = { ...LARKFIELD, version: 'y', calendar: { ...LARKFIELD.calendar, weekdays: [] } };
  const { status, body } = await desk.caller.put('/v1/policies/y', idle);
  expect([status, body.errors[0].pointer]).toEqual([422, '/calendar']);
  expect((await desk.caller.get('/v1/policies/y')).status).toBe(404);
  expect(await countRows(service.owner)).toEqual(before);
});
