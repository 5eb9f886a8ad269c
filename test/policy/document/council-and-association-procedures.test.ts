import { type Body, procedure, Walk } from '../support/walk';

/**
 * Procedures such as other landlords publish, encoded without a line of code. The dates beside them were worked out by
 * hand and by a second program.
 */

const days = (amount: number, from: string, more: Body = {}) => ({
  amount,
  unit: 'working-days',
  from,
  ...more,
});
const stage = (key: string, more: Body): Body => ({ key, name: `Stage ${key}`, ...more });

/** Stage, clock and date of all that the complaint has by now. */
const board = ({ clocks }: Walk): string[] =>
  clocks.map(({ stage: key, kind, dueOn, projected }) => `${key} ${kind} ${dueOn}${projected ? ' ?' : ''}`);

const answered = (walk: Walk, on: string): Walk =>
  walk.act('outcomes', { outcome: 'not-upheld', occurredOn: on });

test('a city council: receipt in a day, a call in five, ten days from the letter’s own, closed after 28 of silence', () => {
  const first = {
    acknowledge: days(1, 'received'),
    contact: days(5, 'received'),
    respond: days(10, 'contacted', { counting: 'inclusive' }),
    escalation: { to: '2', within: { amount: 28, unit: 'calendar-days', from: 'response-sent' } },
  };
  const second = { contact: days(5, 'requested'), respond: days(20, 'contacted', { counting: 'inclusive' }) };
  const silence = { amount: 28, unit: 'calendar-days', from: 'response-sent' };
  const policy = procedure({
    stages: [stage('1', first), stage('2', second)],
    closure: { when: 'on-silence', silence },
  });
  const walk = new Walk(policy).log({ receivedOn: '2025-04-15' });
  expect(board(walk)).toEqual(['1 acknowledge 2025-04-16', '1 contact 2025-04-24', '1 respond 2025-05-08 ?']);
  walk.act('acknowledgements', { occurredOn: '2025-04-16' }).act('contacts', { occurredOn: '2025-04-17' });
  expect(walk.due('respond', '1')).toBe('2025-05-02');
  answered(walk, '2025-05-01');
  expect(walk.due('escalate', '1')).toBe('2025-05-29');
  expect(
    walk.refused('closures', { reason: 'silence', occurredOn: '2025-05-29', lastHeardOn: '2025-04-17' })
      .allowed,
  ).toMatchObject({
    from: '2025-05-30',
  });
  walk.act('escalations', { occurredOn: '2025-05-29' });
  expect(board(walk).slice(-3)).toEqual([
    '2 acknowledge null',
    '2 contact 2025-06-05',
    '2 respond 2025-07-02 ?',
  ]);
});

test('a Northern Irish association: three stages, the way open once an answer is overdue, the last by the chairman', () => {
  const extension = { requires: ['reason', 'new-date'] };
  const policy = procedure({
    calendar: { division: 'northern-ireland', counting: 'day-after' },
    stages: [
      stage('1', { formal: false, escalation: { to: '2', afterResponse: false } }),
      stage('2', {
        entry: true,
        acknowledge: days(5, 'requested'),
        respond: days(15, 'requested'),
        extension,
        escalation: { to: '3', whenOverdue: true },
      }),
      stage('3', { acknowledge: days(5, 'requested'), respond: days(15, 'requested', { force: 'should' }) }),
    ],
  });
  const walk = new Walk(policy).log({ receivedOn: '2024-07-01', stage: '2' });
  expect(board(walk)).toEqual(['2 acknowledge 2024-07-08', '2 respond 2024-07-23']);
  walk.act('extensions', { occurredOn: '2024-07-22', newDueOn: '2024-07-31', reason: 'A survey.' });
  expect(walk.refused('escalations', { occurredOn: '2024-07-31' }).code).toBe('not_answered_yet');
  walk.act('escalations', { occurredOn: '2024-08-01' });
  expect(board(walk).slice(-2)).toEqual(['3 acknowledge 2024-08-08', '3 respond 2024-08-22']);
});

test('an association that tries for five days first: the attempt is an informal stage with a time of its own', () => {
  const early = {
    formal: false,
    respond: days(5, 'received'),
    escalation: { to: '1', afterResponse: false, whenOverdue: true },
  };
  const first = { assign: days(2, 'requested'), contact: days(2, 'passed'), respond: days(10, 'logged') };
  const policy = procedure({ stages: [stage('early', early), stage('1', first)] });
  const walk = new Walk(policy).log({ receivedOn: '2024-12-19' });
  expect(board(walk)).toEqual(['early acknowledge null', 'early respond 2024-12-30']);
  walk.act('escalations', { occurredOn: '2024-12-31', loggedOn: '2025-01-02' });
  expect(board(walk).slice(2)).toEqual([
    '1 acknowledge null',
    '1 contact 2025-01-07 ?',
    '1 assign 2025-01-03',
    '1 respond 2025-01-16',
  ]);
});

test('a co-operative open from Monday to Thursday, shut at Christmas: never later than fifteen days from receipt', () => {
  const closures = ['2024-12-24', '2024-12-30', '2024-12-31', '2025-01-02'].map((on) => ({
    on,
    why: 'Shut',
  }));
  const respond = days(10, 'acknowledged', { orIfEarlier: days(15, 'received') });
  const within = { amount: 6, unit: 'weeks', from: 'response-sent', roll: 'next-working-day' };
  const policy = procedure({
    calendar: { division: 'england-and-wales', counting: 'day-after', weekdays: [1, 2, 3, 4], closures },
    stages: [
      stage('1', { acknowledge: days(1, 'received'), respond, escalation: { to: '2', within } }),
      stage('2', { respond: { amount: 28, unit: 'calendar-days', from: 'requested' } }),
    ],
  });
  const walk = new Walk(policy).log({ receivedOn: '2024-12-19' });
  expect(board(walk)).toEqual(['1 acknowledge 2024-12-23', '1 respond 2025-01-21 ?']);
  walk.act('acknowledgements', { occurredOn: '2025-01-16' });
  expect(walk.clock('respond', '1')).toMatchObject({ dueOn: '2025-01-28', anchor: { act: 'received' } });
  answered(walk, '2025-01-28');
  expect(walk.due('escalate', '1')).toBe('2025-03-11');
  expect(walk.act('escalations', { occurredOn: '2025-03-11' }).due('respond', '2')).toBe('2025-04-08');
});

test('a council: ten working days, twenty for what is very complex, and a request that can be turned away', () => {
  const variants = [{ when: { priorities: ['very-complex'] }, amount: 20, unit: 'working-days' }];
  const decision = {
    needed: 'always',
    within: days(5, 'requested'),
    refusals: [{ code: 'fully-considered' }],
  };
  const policy = procedure({
    intake: { priorities: ['very-complex'] },
    stages: [
      stage('1', { respond: days(10, 'received', { variants }), escalation: { to: '2', decision } }),
      stage('2', { respond: days(20, 'accepted') }),
    ],
  });
  const walk = new Walk(policy).log({ receivedOn: '2024-03-28', priority: 'very-complex' });
  expect(walk.due('respond', '1')).toBe('2024-04-29');
  answered(walk, '2024-04-29').act('escalations', { occurredOn: '2024-05-03' });
  expect(board(walk).slice(-2)).toEqual(['2 respond 2024-06-11 ?', '2 decide-escalation 2024-05-13']);
  const refusal = {
    accepted: false,
    refusal: 'fully-considered',
    reason: 'Nothing new.',
    decidedBy: 'o.one',
  };
  walk.act('escalation-decisions', { ...refusal, ombudsmanRightTold: true, occurredOn: '2024-05-10' });
  expect(walk.state.status).toBe('responded');
});
