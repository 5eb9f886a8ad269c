import { type Body, procedure, Walk } from '../../support/walk';

const days = (amount: number, from: string) => ({
  amount,
  unit: 'working-days',
  from,
  variants: [{ when: { priorities: ['urgent'] }, amount: amount / 5, unit: 'working-days' }],
});
const stage = (key: string, next: Body) => ({
  key,
  name: key,
  acknowledge: days(5, 'requested'),
  respond: days(20, 'requested'),
  extension: {},
  ...next,
});
const policy = procedure({
  intake: { priorities: ['urgent', 'ordinary'] },
  stages: [stage('one', { escalation: { to: 'two' } }), stage('two', {})],
});
const WHY = { why: 'There is a newborn child in the home.' };
const logged = (body: Body = {}) =>
  new Walk(policy, '2024-09-30T09:00:00Z').log({ receivedOn: '2024-09-02', ...body });

test('a priority given after logging moves the dates of the stage, and the record keeps the old ones (Code 6.1)', () => {
  const walk = logged();
  expect([walk.due('acknowledge', 'one'), walk.due('respond', 'one')]).toEqual(['2024-09-09', '2024-09-30']);
  walk.act('priorities', { priority: 'urgent', occurredOn: '2024-09-02', ...WHY });
  expect([walk.due('acknowledge', 'one'), walk.due('respond', 'one')]).toEqual(['2024-09-03', '2024-09-06']);
  expect(walk.events.at(-1)).toMatchObject({
    type: 'priority-changed',
    on: '2024-09-02',
    data: {
      stage: 'one',
      formerly: null,
      priority: 'urgent',
      moved: [
        { stage: 'one', kind: 'acknowledge', n: 0, from: '2024-09-09', to: '2024-09-03' },
        { stage: 'one', kind: 'respond', n: 0, from: '2024-09-30', to: '2024-09-06' },
      ],
    },
    promised: [
      { stage: 'one', kind: 'acknowledge', n: 0, dueOn: '2024-09-03' },
      { stage: 'one', kind: 'respond', n: 0, dueOn: '2024-09-06' },
    ],
  });
  expect(JSON.stringify(walk.events)).not.toContain('newborn');
  expect(walk.state).toEqual(walk.replayed);
});

test('one given by mistake is put right, and taken back where there is none', () => {
  const walk = logged({ priority: 'urgent' });
  expect(walk.due('respond', 'one')).toBe('2024-09-06');
  walk.act('priorities', { priority: 'ordinary', ...WHY });
  expect(walk.due('respond', 'one')).toBe('2024-09-30');
  walk.act('priorities', { priority: null, ...WHY });
  expect(walk.state.stages[0]?.priority).toBeNull();
  expect(walk.events.slice(1).map(({ data }) => data)).toMatchObject([
    { formerly: 'urgent', priority: 'ordinary' },
    { formerly: 'ordinary', priority: null, moved: [] },
  ]);
  expect(walk.state).toEqual(walk.replayed);
});

test('the next stage begins with the priority it came with, and a change there leaves the answered stage as it was judged', () => {
  const walk = logged()
    .act('outcomes', { occurredOn: '2024-09-20', outcome: 'upheld', decidedBy: 'h.one' })
    .act('escalations', { occurredOn: '2024-09-23' })
    .act('priorities', { priority: 'urgent', ...WHY });
  expect(walk.clock('respond', 'one')).toMatchObject({ dueOn: '2024-09-30', status: 'met' });
  expect(walk.due('respond', 'two')).toBe('2024-09-27');
  expect(walk.state.stages.map(({ priority }) => priority)).toEqual([null, 'urgent']);
  const urgent = logged({ priority: 'urgent' })
    .act('outcomes', { occurredOn: '2024-09-05', outcome: 'upheld', decidedBy: 'h.one' })
    .act('escalations', { occurredOn: '2024-09-23' });
  expect(urgent.due('respond', 'two')).toBe('2024-09-27');
});

test('a stage that is opened again keeps its priority', () => {
  const walk = logged({ priority: 'urgent' })
    .act('outcomes', { occurredOn: '2024-09-05', outcome: 'upheld', decidedBy: 'h.one' })
    .act('escalations', { occurredOn: '2024-09-06' })
    .act('outcomes', { occurredOn: '2024-09-10', outcome: 'upheld', decidedBy: 'h.two' })
    .act('reopenings', { reason: 'new-evidence', explanation: 'A report was found.', decidedBy: 'h.three' });
  expect(walk.due('respond', 'two')).toBe('2024-10-04');
});

test('the day an extension gave stays, and what was due before it is known', () => {
  const walk = logged()
    .act('extensions', { occurredOn: '2024-09-16', newDueOn: '2024-10-11', reason: 'Two trades.' })
    .act('priorities', { priority: 'urgent', ...WHY });
  expect(walk.clock('respond', 'one')).toMatchObject({ dueOn: '2024-10-11', originalDueOn: '2024-09-06' });
});

test.each([
  [{ priority: 'vip' }, 'unknown_priority', { priority: ['urgent', 'ordinary'] }, '/priority'],
  [{ priority: 'urgent' }, 'priority_unchanged', undefined, '/priority'],
  [
    { priority: 'ordinary', occurredOn: '2024-08-30' },
    'before_the_act_it_follows',
    { earliest: '2024-09-02' },
    '/occurredOn',
  ],
  [
    { priority: 'ordinary', occurredOn: '2024-10-01' },
    'in_the_future',
    { latest: '2024-09-30' },
    '/occurredOn',
  ],
])('%j is refused: %s', (body, code, allowed, pointer) => {
  const refusal = logged({ priority: 'urgent' }).refused('priorities', { ...body, ...WHY });
  expect([refusal.code, refusal.allowed, refusal.errors?.[0]?.pointer]).toEqual([code, allowed, pointer]);
});

test('it is offered until the stage is answered, and never where the policy has no priorities', () => {
  const walk = logged();
  expect(walk.offered).toContain('priorities');
  walk.act('outcomes', { occurredOn: '2024-09-20', outcome: 'upheld', decidedBy: 'h.one' });
  expect(walk.offered).not.toContain('priorities');
  expect(walk.refused('priorities', { priority: 'urgent', ...WHY }).code).toBe('not_at_this_point');
  const none = new Walk(procedure({ stages: [{ key: 'one', name: 'One' }] })).log({
    receivedOn: '2024-09-02',
  });
  expect(none.offered).not.toContain('priorities');
  expect(none.refused('priorities', { priority: 'urgent', ...WHY })).toMatchObject({
    code: 'no_priorities_in_policy',
    rule: { clause: '/intake/priorities' },
  });
});
