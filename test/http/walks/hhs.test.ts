import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, openDesk } from '../../support/landlord-desk';
import { expectWholeRecord } from '../../support/whole-record';

let service: TestApp;
let desk: Desk;
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'hhs');
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

const on = (occurredOn: string, rest: Record<string, unknown> = {}) => ({ occurredOn, ...rest });
const definition = { issues: [{ text: 'Two missed appointments' }], outcomesSought: 'A new appointment' };

test('a complaint goes from the log date over the appeal to the designated person (HHS-11 to HHS-25)', async () => {
  await desk.log({ receivedOn: '2024-09-02', channel: 'twitter' });
  expect([
    desk.due('acknowledge', 'stage-1'),
    desk.due('contact', 'stage-1'),
    desk.due('respond', 'stage-1'),
  ]).toEqual(['2024-09-09', '2024-09-09', '2024-09-16']);
  await desk.act('acknowledgements', on('2024-09-04', { method: 'email' }));
  // The acknowledgement moves nothing here: the answer counts from logging (HHS-16).
  expect(desk.due('respond', 'stage-1')).toBe('2024-09-16');
  await desk.act('contacts', on('2024-09-09', { method: 'phone', definition }));
  expect(desk.clock('contact', 'stage-1').status).toBe('met');
  await desk.act('assignments', on('2024-09-05', { person: 's.kaur', role: 'case-manager' }));

  const plan = { every: { amount: 5, unit: 'working-days' }, method: 'phone', agreed: false };
  expect(await desk.refusal('extensions', on('2024-09-12', { reason: 'x', updatePlan: plan }))).toEqual([
    422,
    'extension_incomplete',
    ['HHS-17'],
  ]);
  await desk.act(
    'extensions',
    on('2024-09-12', { reason: 'The surveyor is away.', updatePlan: { ...plan, agreed: true } }),
  );
  // Agreement is on the updates and not on a date, so none is given (HHS-17).
  expect(desk.clock('respond', 'stage-1')).toMatchObject({ dueOn: null, originalDueOn: '2024-09-16' });

  expect(await desk.refusal('outcomes', on('2024-09-27', { outcome: 'upheld', method: 'phone' }))).toEqual([
    422,
    'not_in_writing',
    expect.arrayContaining(['HHS-15']),
  ]);
  await desk.act(
    'outcomes',
    on('2024-09-27', { outcome: 'upheld', method: 'phone', writtenOn: '2024-09-30' }),
  );
  expect(desk.clock('respond', 'stage-1')).toMatchObject({
    metOn: '2024-09-30',
    status: 'met-within-extension',
  });

  await desk.act('escalations', on('2024-10-07'));
  expect([desk.due('acknowledge', 'stage-2'), desk.due('respond', 'stage-2')]).toEqual([
    '2024-10-14',
    '2024-11-04',
  ]);
  const reviewer = { role: 'operational-leadership-team', responsibleForService: false };
  expect(await desk.refusal('assignments', on('2024-10-08', { person: 's.kaur', ...reviewer }))).toEqual([
    422,
    'reviewer_not_independent',
    ['HHS-20'],
  ]);
  expect(
    await desk.refusal(
      'assignments',
      on('2024-10-08', { person: 'a.cole', ...reviewer, responsibleForService: true }),
    ),
  ).toEqual([422, 'reviewer_not_independent', ['HHS-20']]);
  expect(
    await desk.refusal(
      'assignments',
      on('2024-10-08', { person: 'a.cole', role: 'operational-leadership-team' }),
    ),
  ).toEqual([422, 'independence_not_declared', ['HHS-20']]);
  await desk.act('assignments', on('2024-10-08', { person: 'a.cole', ...reviewer }));
  await desk.act('acknowledgements', on('2024-10-08', { method: 'letter' }));

  const more = { newDueOn: '2024-11-19', agreed: true, noticeGiven: true };
  const long = await desk.refused('extensions', on('2024-10-30', more));
  expect([long.status, long.code, long.rule?.ids, long.allowed]).toEqual([
    422,
    'extension_too_long',
    ['HHS-23'],
    { latest: '2024-11-18' },
  ]);
  await desk.act('extensions', on('2024-10-30', { ...more, newDueOn: '2024-11-18' }));
  // The ten days are used up, so no further extension is even on offer.
  const another = await desk.refused('extensions', on('2024-10-31', more));
  expect([another.code, another.rule?.ids, another.allowed]).toEqual([
    'extensions_used_up',
    ['HHS-23'],
    { latest: '2024-11-18' },
  ]);
  expect(
    (await desk.refused('outcomes', on('2024-11-18', { outcome: 'upheld', decidedBy: 's.kaur' }))).code,
  ).toBe('reviewer_not_independent');
  await desk.act('outcomes', on('2024-11-18', { outcome: 'not-upheld', method: 'letter' }));
  expect(desk.clock('respond', 'stage-2').status).toBe('met-within-extension');
  await desk.act('referrals', on('2024-11-20', { to: 'designated-person', purpose: 'help', who: 'mp' }));
  await desk.act('referrals', on('2024-11-20', { to: 'housing-ombudsman', purpose: 'investigation' }));
  await desk.act('closures', on('2024-12-02', { reason: 'procedure-exhausted' }));
});

test('logged on receipt or on the last day, the answer is due on different days (HHS-13, HHS-16)', async () => {
  await desk.log({ receivedOn: '2024-12-18' });
  expect([desk.due('acknowledge', 'stage-1'), desk.due('respond', 'stage-1')]).toEqual([
    '2024-12-27',
    '2025-01-06',
  ]);
  await desk.log({ receivedOn: '2024-12-18', loggedOn: '2024-12-27' });
  expect([desk.due('acknowledge', 'stage-1'), desk.due('respond', 'stage-1')]).toEqual([
    '2024-12-27',
    '2025-01-13',
  ]);
});

test('an appeal in December has its dates in January, with at most ten working days more (HHS-21 to HHS-23)', async () => {
  await desk.log({ receivedOn: '2024-11-01' });
  await desk.act('assignments', on('2024-11-04', { person: 's.kaur', role: 'case-manager' }));
  await desk.act('outcomes', on('2024-11-14', { outcome: 'not-upheld', method: 'letter' }));
  await desk.act('escalations', on('2024-12-06'));
  expect([desk.due('acknowledge', 'stage-2'), desk.due('respond', 'stage-2')]).toEqual([
    '2024-12-13',
    '2025-01-08',
  ]);
  const more = { agreed: true, noticeGiven: true };
  expect(
    (await desk.refused('extensions', on('2024-12-20', { ...more, newDueOn: '2025-01-23' }))).allowed,
  ).toEqual({
    latest: '2025-01-22',
  });
  await desk.act('extensions', on('2024-12-20', { ...more, newDueOn: '2025-01-22' }));
  expect(desk.due('respond', 'stage-2')).toBe('2025-01-22');
});

test('without written permission a representative is heard, and the details wait (HHS-06)', async () => {
  await desk.log({
    receivedOn: '2024-09-02',
    representative: { name: 'Councillor Grey', permission: 'verbal' },
  });
  expect(desk.complaint.advice).toContainEqual({
    code: 'permission_needed',
    sentence:
      'Written permission is needed from the resident before discussing any details with the representative.',
    rule: { clause: '/intake/representative', ids: ['HHS-06'] },
  });
});
