import { procedure, Walk } from '../support/walk';

const PAUSE = { reasons: [{ code: 'awaiting-resident', rules: ['INV-7'] }], rules: ['INV-6'] };
const stage = (respond: object, rest: object = {}) => ({
  key: 'stage-1',
  name: 'Stage 1',
  respond: { from: 'received', ...respond },
  pause: PAUSE,
  ...rest,
});
const walk = (respond: object, rest: object = {}) =>
  new Walk(procedure({ stages: [stage(respond, rest)] })).log({ receivedOn: '2024-12-18' });
const TEN = { amount: 10, unit: 'working-days' };
const due = (given: Walk) => given.due('respond', 'stage-1');
const on = (occurredOn: string, rest: object = {}) => ({ occurredOn, ...rest });
const because = (occurredOn: string) => on(occurredOn, { reason: 'awaiting-resident' });

test('lesson 24: a pause over a weekend gives back no working day', () => {
  const given = walk(TEN);
  expect(due(given)).toBe('2025-01-06');
  given.act('pauses', because('2024-12-20')).act('resumptions', on('2024-12-23'));
  expect(due(given)).toBe('2025-01-06');
  expect(given.clock('respond', 'stage-1').pauses).toEqual([
    { reason: 'awaiting-resident', from: '2024-12-20', to: '2024-12-23', credited: [] },
  ]);
});

test('lessons 25 and 26: from Christmas Eve to 2 January the bank holidays inside give back nothing, and each day given back is listed', () => {
  const given = walk(TEN).act('pauses', because('2024-12-24')).act('resumptions', on('2025-01-02'));
  const { dueOn, originalDueOn, pauses, sentence } = given.clock('respond', 'stage-1');
  expect([dueOn, originalDueOn]).toEqual(['2025-01-09', '2025-01-09']);
  expect(pauses[0]?.credited).toEqual(['2024-12-27', '2024-12-30', '2024-12-31']);
  expect(sentence).toContain('with 3 working days given back for the time it was paused');
});

test('lessons 28 and 29: a paused clock has no date and is never overdue, and says what is left', () => {
  const given = walk(TEN).act('pauses', because('2024-12-24'));
  const { status, dueOn, workingDaysLeft, sentence } = given.clock('respond', 'stage-1');
  expect([status, dueOn, workingDaysLeft]).toEqual(['paused', null, 6]);
  expect(sentence).toBe(
    'The response at Stage 1 is paused since Tuesday 24 December 2024, with 6 working days left; it will have its date when the time goes on.',
  );
  given.act('resumptions', on('2024-12-24'));
  expect([due(given), given.clock('respond', 'stage-1').status]).toEqual(['2025-01-06', 'missed']);
});

test('a pause counts in the unit of the limit: whole days of a limit in days, weeks or months', () => {
  for (const [limit, before, after] of [
    [{ amount: 14, unit: 'calendar-days' }, '2025-01-01', '2025-01-09'],
    [{ amount: 2, unit: 'weeks' }, '2025-01-01', '2025-01-09'],
    [{ amount: 1, unit: 'months' }, '2025-01-18', '2025-01-26'],
    [{ amount: 1, unit: 'months', roll: 'next-working-day' }, '2025-01-20', '2025-01-27'],
  ] as const) {
    const given = walk(limit);
    expect(due(given)).toBe(before);
    given.act('pauses', because('2024-12-24')).act('resumptions', on('2025-01-02'));
    expect(due(given)).toBe(after);
  }
});

test('lesson 27: nothing is accumulated: pauses before and after an extension each count once', () => {
  const given = walk(TEN, { extension: { requires: [] } });
  given.act('pauses', because('2024-12-24')).act('resumptions', on('2025-01-02'));
  given.act('extensions', on('2025-01-06', { newDueOn: '2025-01-20' }));
  expect(due(given)).toBe('2025-01-20');
  given.act('pauses', because('2025-01-13')).act('resumptions', on('2025-01-16'));
  expect(due(given)).toBe('2025-01-22');
  expect(given.clock('respond', 'stage-1').originalDueOn).toBe('2025-01-09');
  expect(given.state).toEqual(given.replayed);
});

test('a response ends a pause, and is in time by the days the pause gave back', () => {
  const given = walk(TEN).act('pauses', because('2024-12-24'));
  given.act('outcomes', on('2025-01-09', { outcome: 'upheld' }));
  const { status, metOn, pauses } = given.clock('respond', 'stage-1');
  expect([status, metOn, pauses[0]?.to]).toEqual(['met', '2025-01-09', '2025-01-09']);
});

test('lesson 33: pauses neither overlap, nor precede receipt, nor lie in the future, nor go unnamed', () => {
  const given = walk(TEN);
  expect(given.refused('pauses', because('2024-12-17')).code).toBe('before_the_act_it_follows');
  expect(given.refused('pauses', because('2026-12-01')).code).toBe('in_the_future');
  expect(given.refused('pauses', because('2025-01-07')).code).toBe('date_passed');
  expect(given.refused('pauses', on('2024-12-20', { reason: 'holiday' }))).toMatchObject({
    code: 'no_reason_to_pause',
    rule: { clause: '/stages/0/pause', ids: ['INV-6'] },
    allowed: { reason: ['awaiting-resident'] },
  });
  expect(given.refused('resumptions').code).toBe('not_paused');
  given.act('pauses', because('2024-12-20'));
  expect(given.refused('pauses', because('2024-12-21')).code).toBe('paused');
  expect(given.refused('resumptions', on('2024-12-19')).code).toBe('before_the_act_it_follows');
  given.act('resumptions', on('2024-12-23'));
  expect(given.refused('pauses', because('2024-12-20')).code).toBe('before_the_act_it_follows');
});

test('a procedure that says nothing of pauses has none', () => {
  const given = walk(TEN, { pause: null });
  expect(given.refused('pauses', because('2024-12-20'))).toMatchObject({
    code: 'no_pause_in_policy',
    kind: 'policy',
  });
  expect(given.offered).not.toContain('pauses');
});

test('a paused time cannot be extended before it goes on', () => {
  const given = walk(TEN, { extension: { requires: [] } }).act('pauses', because('2024-12-20'));
  expect(given.refused('extensions', on('2024-12-20', { newDueOn: '2025-02-03' }))).toMatchObject({
    code: 'paused',
    allowed: { act: 'resumptions' },
  });
});
