import { procedure, Walk } from '../support/walk';

/** The sentence of a clock, fit for a letter: whoever counts as it says must come to the same day. */

const days = (amount: number, from: string, more: Record<string, unknown> = {}) => ({
  amount,
  unit: 'working-days',
  from,
  ...more,
});

function told(limit: Record<string, unknown>, received: Record<string, string>, calendar = {}): string {
  const policy = procedure({
    stages: [{ key: 'complaint', name: 'Complaint', respond: limit }],
    calendar: { division: 'england-and-wales', counting: 'day-after', ...calendar },
  });
  const walk = new Walk(policy).log(received).at(received.receivedAt ?? `${received.receivedOn}T23:00:00Z`);
  const { sentence } = walk.clock('respond', 'complaint');
  expect(sentence).toMatch(/^The response at Complaint is due by .*\.$/);
  return sentence.slice('The response at Complaint is due by '.length, -1);
}

describe('working days, by each convention', () => {
  test.each([
    [
      'day-after',
      '2025-03-07',
      'Friday 14 March 2025, which is 5 working days after the complaint was received on Friday 7 March 2025, leaving out 2 weekend days',
    ],
    [
      'day-after',
      '2025-03-08',
      'Friday 14 March 2025, which is 5 working days after the complaint was received on Saturday 8 March 2025, leaving out 1 weekend day',
    ],
    [
      'roll-then-day-after',
      '2025-03-07',
      'Friday 14 March 2025, which is 5 working days after the complaint was received on Friday 7 March 2025, leaving out 2 weekend days',
    ],
    [
      'roll-then-day-after',
      '2025-03-08',
      'Monday 17 March 2025, which is 5 working days after the complaint was received on Saturday 8 March 2025 and so counted as received on Monday 10 March 2025, leaving out 2 weekend days',
    ],
    [
      'inclusive',
      '2025-03-10',
      'Friday 14 March 2025, which is the 5th working day since the complaint was received, counting Monday 10 March 2025 as the first',
    ],
    [
      'inclusive',
      '2025-03-08',
      'Friday 14 March 2025, which is the 5th working day since the complaint was received on Saturday 8 March 2025, counting Monday 10 March 2025 as the first',
    ],
  ])('%s, received on %s: %s', (counting, receivedOn, expected) => {
    expect(told(days(5, 'received'), { receivedOn }, { counting })).toBe(expected);
  });

  test.each([
    [1, '1st'],
    [2, '2nd'],
    [3, '3rd'],
    [11, '11th'],
    [12, '12th'],
    [21, '21st'],
  ])('%i working days counted inclusively end on the %s', (amount, nth) => {
    const sentence = told(days(amount, 'received'), { receivedOn: '2025-03-10' }, { counting: 'inclusive' });
    expect(sentence).toContain(`which is the ${nth} working day since`);
  });

  test('a bank holiday left out stands in one pair of brackets', () => {
    expect(told(days(5, 'received'), { receivedOn: '2025-04-16' })).toBe(
      'Friday 25 April 2025, which is 5 working days after the complaint was received on Wednesday 16 April 2025, leaving out 2 weekend days, Friday 18 April 2025 (Good Friday, bank holiday) and Monday 21 April 2025 (Easter Monday, bank holiday)',
    );
  });

  test('no days at all is the day itself', () => {
    const limit = { amount: 0, unit: 'calendar-days', from: 'received' };
    expect(told(limit, { receivedOn: '2025-03-10' })).toBe(
      'Monday 10 March 2025, the day on which the complaint was received',
    );
  });
});

describe('an office that shuts its day at five', () => {
  const cutOff = '17:00';

  test('the evening’s post is named with its own day', () => {
    expect(told(days(5, 'received'), { receivedAt: '2025-03-07T18:00:00Z' }, { cutOff })).toBe(
      'Monday 17 March 2025, which is 5 working days after the complaint was received on Friday 7 March 2025 at 17:00 or later and so counted as received on Monday 10 March 2025, leaving out 2 weekend days',
    );
  });

  test('so is Saturday’s, which no cut-off moved', () => {
    expect(told(days(5, 'received'), { receivedAt: '2025-03-08T10:00:00Z' }, { cutOff })).toBe(
      'Monday 17 March 2025, which is 5 working days after the complaint was received on Saturday 8 March 2025 and so counted as received on Monday 10 March 2025, leaving out 2 weekend days',
    );
  });

  test('and under inclusive counting the day it counts as is the first', () => {
    const calendar = { cutOff, counting: 'inclusive' };
    expect(told(days(5, 'received'), { receivedAt: '2025-03-07T18:00:00Z' }, calendar)).toBe(
      'Friday 14 March 2025, which is the 5th working day since the complaint was received on Friday 7 March 2025 at 17:00 or later, counting Monday 10 March 2025 as the first',
    );
  });
});

describe('a last day that is not in time any more', () => {
  test.each([
    [
      { amount: 1, unit: 'months' },
      '2025-03-10',
      'Wednesday 9 April 2025, which is the last day before 1 month has passed since the complaint was received on Monday 10 March 2025',
    ],
    [
      { amount: 6, unit: 'months' },
      '2024-01-15',
      'Sunday 14 July 2024, which is the last day before 6 months have passed since the complaint was received on Monday 15 January 2024',
    ],
    [
      { amount: 5, unit: 'working-days' },
      '2025-03-03',
      'Friday 7 March 2025, which is the last working day before 5 working days have passed since the complaint was received on Monday 3 March 2025, leaving out 2 weekend days',
    ],
  ])('%j from %s: %s', (length, receivedOn, expected) => {
    expect(told({ ...length, from: 'received', boundary: 'exclusive' }, { receivedOn })).toBe(expected);
  });
});

describe('a last day that is moved to a working day', () => {
  test.each([
    [
      { amount: 30, unit: 'calendar-days', roll: 'next-working-day' },
      '2024-12-27',
      'Monday 27 January 2025: 30 days after the complaint was received on Friday 27 December 2024 is Sunday 26 January 2025, so it moves to Monday 27 January 2025, the next working day',
    ],
    [
      { amount: 8, unit: 'weeks', roll: 'next-working-day' },
      '2024-10-30',
      'Friday 27 December 2024: 8 weeks after the complaint was received on Wednesday 30 October 2024 is Wednesday 25 December 2024 (Christmas Day, bank holiday), so it moves to Friday 27 December 2024, the next working day',
    ],
    [
      { amount: 8, unit: 'weeks', roll: 'previous-working-day' },
      '2024-10-31',
      'Tuesday 24 December 2024: 8 weeks after the complaint was received on Thursday 31 October 2024 is Thursday 26 December 2024, so it moves to Tuesday 24 December 2024, the working day before',
    ],
    [
      { amount: 1, unit: 'weeks', boundary: 'exclusive', roll: 'next-working-day' },
      '2024-09-02',
      'Monday 9 September 2024: the last day before 1 week has passed since the complaint was received on Monday 2 September 2024 is Sunday 8 September 2024, so it moves to Monday 9 September 2024, the next working day',
    ],
    [
      { amount: 1, unit: 'weeks', roll: 'next-working-day' },
      '2024-09-02',
      'Monday 9 September 2024, which is 1 week after the complaint was received on Monday 2 September 2024',
    ],
  ])('%j from %s: %s', (limit, receivedOn, expected) => {
    expect(told({ ...limit, from: 'received' }, { receivedOn })).toBe(expected);
  });
});

test('one month still to begin runs, and does not run on in the plural', () => {
  const respond = { amount: 1, unit: 'months', from: 'acknowledged' };
  const stages = [{ key: 'complaint', name: 'Complaint', acknowledge: days(5, 'received'), respond }];
  const walk = new Walk(procedure({ stages })).log({ receivedOn: '2024-09-02' }).at('2024-09-02T12:00:00Z');
  expect(walk.clock('respond', 'complaint').sentence).toBe(
    'The response at Complaint is due by Wednesday 9 October 2024 at the latest: the 1 month runs from the day the complaint was acknowledged, which has not happened yet.',
  );
});

describe('what a stage counts from, in the words of the complaint (HEX-17, SPSO stage 2)', () => {
  const stages = [
    {
      key: 'quick',
      name: 'Quick fix',
      skip: { reasons: [{ code: 'serious' }] },
      escalation: { to: 'appeal', afterResponse: false },
    },
    {
      key: 'appeal',
      name: 'Appeal',
      entry: true,
      respond: days(5, 'requested'),
      update: days(2, 'requested'),
    },
  ];
  const since = (walk: Walk, kind: 'respond' | 'update' = 'respond') =>
    walk
      .at('2025-03-10T12:00:00Z')
      .clock(kind, 'appeal')
      .sentence.replace(/^.*? days after /, '');

  test('the stage, where the resident asked for it', () => {
    const walk = new Walk(procedure({ stages })).log({ receivedOn: '2025-03-03' });
    walk.act('escalations', { occurredOn: '2025-03-04' });
    expect(since(walk)).toBe('this stage was asked for on Tuesday 4 March 2025, leaving out 2 weekend days.');
  });

  test('the complaint, where it began there: nobody asked for the stage', () => {
    const walk = new Walk(procedure({ stages })).log({ receivedOn: '2025-03-03', stage: 'appeal' });
    expect(since(walk)).toBe(
      'the complaint was received on Monday 3 March 2025, leaving out 2 weekend days.',
    );
  });

  test('the notice, where the landlord left out the stage before', () => {
    const walk = new Walk(procedure({ stages })).log({ receivedOn: '2025-03-03' });
    walk.act('skips', {
      occurredOn: '2025-03-05',
      reason: 'serious',
      notice: 'It is dealt with as an appeal.',
    });
    expect(since(walk)).toBe(
      'the complaint was moved on to this stage on Wednesday 5 March 2025, leaving out 2 weekend days.',
    );
  });

  test('the reopening, where the stage began anew', () => {
    const walk = new Walk(procedure({ stages })).log({ receivedOn: '2025-03-03', stage: 'appeal' });
    walk.act('outcomes', { occurredOn: '2025-03-06', outcome: 'upheld' });
    walk.act('closures', { occurredOn: '2025-03-07', reason: 'resident-satisfied' });
    walk.act('reopenings', {
      occurredOn: '2025-03-10',
      reason: 'new-evidence',
      explanation: 'Photographs.',
      decidedBy: 'm.silva',
    });
    expect(since(walk)).toBe(
      'the complaint was opened again on Monday 10 March 2025, leaving out 2 weekend days.',
    );
  });

  test('an update too names the evening’s post with its own day', () => {
    const calendar = { division: 'england-and-wales', counting: 'day-after', cutOff: '17:00' };
    const walk = new Walk(procedure({ stages, calendar }));
    walk.log({ receivedAt: '2025-03-07T18:00:00Z', stage: 'appeal' });
    expect(since(walk, 'update')).toBe(
      'the complaint was received on Friday 7 March 2025 at 17:00 or later and so counted as received on Monday 10 March 2025.',
    );
  });

  test('another stage, by its name, where the time counts from that', () => {
    const fromQuick = days(10, 'requested', { ofStage: 'quick' });
    const fromAppeal = days(5, 'requested', { ofStage: 'appeal' });
    const later = [
      { key: 'quick', name: 'Quick fix', escalation: { to: 'appeal', afterResponse: false } },
      {
        key: 'appeal',
        name: 'Appeal',
        acknowledge: fromQuick,
        escalation: { to: 'panel', afterResponse: false },
      },
      { key: 'panel', name: 'Panel', respond: fromAppeal },
    ];
    const walk = new Walk(procedure({ stages: later })).log({ receivedOn: '2025-03-03' });
    walk.act('escalations', { occurredOn: '2025-03-04' });
    expect(walk.clock('acknowledge', 'appeal').sentence).toContain(
      ' after the complaint was received on Monday 3 March 2025,',
    );
    walk.act('escalations', { occurredOn: '2025-03-05' });
    expect(walk.clock('respond', 'panel').sentence).toContain(
      ' after Appeal was asked for on Tuesday 4 March 2025,',
    );
  });

  test('the complaint, where it began at a stage that others have to be let in to', () => {
    const gated = [
      {
        key: 'one',
        name: 'One',
        escalation: { to: 'panel', decision: { needed: 'always', within: days(5, 'requested') } },
      },
      { key: 'panel', name: 'Panel', entry: true, respond: days(5, 'accepted') },
    ];
    const walk = new Walk(procedure({ stages: gated })).log({ receivedOn: '2025-03-03', stage: 'panel' });
    expect(walk.clock('respond', 'panel').sentence).toContain(
      ' after the complaint was received on Monday 3 March 2025,',
    );
  });
});
