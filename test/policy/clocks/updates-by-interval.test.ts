import { isRejection } from '../../../src/policy/rules/rejection';
import { movedRules, moveTo } from '../../../src/policy/rehearsal/move';
import { type Body, procedure, Walk } from '../support/walk';

/** How often the resident was to hear, and heard: each interval that passed in silence is a date of its own. */

const STAGE = {
  key: 'one',
  name: 'Stage 1',
  respond: { amount: 200, unit: 'working-days', from: 'received' },
  extension: {},
};

const plan = (amount: number, unit: string, more: Body = {}): Body => ({
  every: { amount, unit },
  method: 'phone',
  agreed: true,
  ...more,
});

/** A plan agreed on this day, and the days on which the resident was told. */
function heard(agreedOn: string, told: readonly string[], updatePlan: Body = plan(1, 'weeks')): Walk {
  const walk = new Walk(procedure({ stages: [STAGE] })).log({ receivedOn: agreedOn });
  walk.act('extensions', { occurredOn: agreedOn, newDueOn: '2026-10-30', updatePlan });
  for (const occurredOn of told) walk.act('updates', { occurredOn, method: 'phone' });
  return walk;
}

const rows = (walk: Walk) =>
  walk.clocks
    .filter(({ kind }) => kind === 'update')
    .map(({ dueOn, metOn, stoppedOn, status }) => [dueOn, metOn, stoppedOn, status]);

test('example 30: told in time, told late, twice not at all, and answered before the last', () => {
  const walk = heard('2025-06-02', ['2025-06-09', '2025-06-18']);
  walk.act('outcomes', { outcome: 'upheld', occurredOn: '2025-07-04' });
  expect(rows(walk)).toEqual([
    ['2025-06-09', '2025-06-09', null, 'met'],
    ['2025-06-16', '2025-06-18', null, 'missed'],
    ['2025-06-25', null, '2025-07-04', 'missed'],
    ['2025-07-02', null, '2025-07-04', 'missed'],
    ['2025-07-09', null, '2025-07-04', 'not-applicable'],
  ]);
  const sentences = walk.clocks.filter(({ kind }) => kind === 'update').map(({ sentence }) => sentence);
  expect(sentences[1]).toBe(
    'An update to the resident at Stage 1 was given on Wednesday 18 June 2025, late: it was due by Monday 16 June 2025.',
  );
  expect(sentences[3]).toBe(
    'An update to the resident at Stage 1 was due by Wednesday 2 July 2025 and was not given before the response of Friday 4 July 2025.',
  );
});

test('example 31: told once in seventeen weeks, so that sixteen were never given', () => {
  const found = rows(heard('2024-05-20', ['2024-09-20']));
  expect(found).toHaveLength(18);
  expect(found.slice(0, 16).map(([dueOn, metOn, , status]) => [dueOn, metOn, status])).toEqual(
    [
      '2024-05-27',
      '2024-06-03',
      '2024-06-10',
      '2024-06-17',
      '2024-06-24',
      '2024-07-01',
      '2024-07-08',
      '2024-07-15',
      '2024-07-22',
      '2024-07-29',
      '2024-08-05',
      '2024-08-12',
      '2024-08-19',
      '2024-08-26',
      '2024-09-02',
      '2024-09-09',
    ].map((dueOn) => [dueOn, null, 'missed']),
  );
  expect(found[16]).toEqual(['2024-09-16', '2024-09-20', null, 'missed']);
  expect(found[17]).toEqual(['2024-09-27', null, null, 'missed']);
});

test('while nothing is told one day stands alone, however many have passed', () => {
  expect(rows(heard('2025-06-02', []))).toEqual([['2025-06-09', null, null, 'missed']]);
});

test('told before it is due it is in time, and the next counts from then', () => {
  const walk = heard('2025-06-02', ['2025-06-05']).at('2025-06-06T12:00:00Z');
  expect(rows(walk)).toEqual([
    ['2025-06-09', '2025-06-05', null, 'met'],
    ['2025-06-12', null, null, 'running'],
  ]);
});

test('told on a later due day it is in time for that one; the one before was never given', () => {
  expect(rows(heard('2025-06-02', ['2025-06-16'])).slice(0, 2)).toEqual([
    ['2025-06-09', null, '2025-06-16', 'missed'],
    ['2025-06-16', '2025-06-16', null, 'met'],
  ]);
});

test('a second extension tells the resident, and leaves the plan as it is unless it brings another', () => {
  const more = (updatePlan?: Body): Walk =>
    heard('2025-06-02', []).act('extensions', {
      occurredOn: '2025-06-11',
      newDueOn: '2026-10-31',
      ...(updatePlan && { updatePlan }),
    });
  expect(rows(more()).map(([dueOn, metOn]) => [dueOn, metOn])).toEqual([
    ['2025-06-09', '2025-06-11'],
    ['2025-06-18', null],
  ]);
  expect(rows(more(plan(2, 'weeks'))).map(([dueOn]) => dueOn)).toEqual(['2025-06-09', '2025-06-25']);
  expect(rows(more(plan(2, 'weeks', { agreed: false }))).map(([dueOn]) => dueOn)).toEqual([
    '2025-06-09',
    '2025-06-18',
  ]);
});

test('told otherwise than agreed it counts, with an advice', () => {
  const walk = heard('2025-06-02', []);
  walk.act('updates', { occurredOn: '2025-06-09', method: 'email' });
  expect(rows(walk)[0]).toEqual(['2025-06-09', '2025-06-09', null, 'met']);
  expect(walk.advice.find(({ code }) => code === 'not_as_agreed')?.sentence).toBe(
    'The update of Monday 9 June 2025 was given by email; phone was agreed with the resident.',
  );
});

test('a daily plan that nobody kept for years stops at a year of days', () => {
  const walk = heard('2023-01-02', ['2026-01-05'], plan(1, 'calendar-days'));
  expect(rows(walk).length).toBeLessThanOrEqual(367);
});

test('under other rules what has ended stays as it was, and the running one counts by the new interval', () => {
  const every = (amount: number, version: string) =>
    procedure({
      version,
      stages: [{ ...STAGE, update: { amount, unit: 'working-days', from: 'received' } }],
    });
  const walk = new Walk(every(5, '1'), '2026-04-01T12:00:00Z').log({ receivedOn: '2026-03-02' });
  walk.act('updates', { occurredOn: '2026-03-30' });
  const before = rows(walk);
  expect(before.map(([dueOn]) => dueOn)).toEqual([
    '2026-03-09',
    '2026-03-16',
    '2026-03-23',
    '2026-03-30',
    '2026-04-08',
  ]);
  const updatesUnder = (policy: ReturnType<typeof every>) => {
    const rules = movedRules(walk.rules, { policy, calendar: walk.rules.calendar }, 0);
    const moved = moveTo(walk.state, walk.rules, rules);
    if (isRejection(moved)) throw new Error(moved.detail);
    return moved.clocks
      .filter(({ kind }) => kind === 'update')
      .map(({ dueOn, metOn, stoppedOn, status }) => [dueOn, metOn, stoppedOn, status])
      .sort();
  };
  const ended = before.slice(0, 4);
  expect(updatesUnder(every(10, '2'))).toEqual([...ended, ['2026-04-15', null, null, 'running']]);
  // A shorter interval brings no more days into a time that is judged by the longer one.
  expect(updatesUnder(every(3, '3'))).toEqual([...ended, ['2026-04-02', null, null, 'running']]);
});
