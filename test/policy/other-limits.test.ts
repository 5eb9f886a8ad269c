import { type Body, procedure, Walk } from './support/walk';

/** Limits as other landlords publish them: documents only, no code. */

const days = (amount: number, from: string, more: Body = {}) => ({
  amount,
  unit: 'working-days',
  from,
  ...more,
});

const oneStage = (stage: Body, more: Body = {}) =>
  procedure({ stages: [{ key: 'one', name: 'Stage 1', ...stage }], ...more });

const acknowledged = (stage: Body, receivedOn: string, occurredOn: string): Walk =>
  new Walk(oneStage(stage)).log({ receivedOn }).act('acknowledgements', { occurredOn });

describe('days of one limit that are counted otherwise (domain.md §5.1)', () => {
  const stage = {
    acknowledge: days(5, 'received'),
    respond: days(10, 'acknowledged', { counting: 'inclusive' }),
  };

  test.each([
    ['2025-03-07', '2025-03-14', '2025-03-14', '2025-03-27'],
    ['2025-04-14', '2025-04-23', '2025-04-22', '2025-05-06'],
    ['2024-12-23', '2025-01-02', '2024-12-27', '2025-01-10'],
  ])(
    'received %s: acknowledge by %s; acknowledged %s, the letter’s day is the first of ten and %s the last',
    (received, acknowledge, on, respond) => {
      const walk = acknowledged(stage, received, on);
      expect(walk.due('acknowledge', 'one')).toBe(acknowledge);
      expect(walk.due('respond', 'one')).toBe(respond);
    },
  );

  test('the sentence and the days taken count as the date does', () => {
    const walk = acknowledged(stage, '2025-03-07', '2025-03-14');
    expect(walk.clock('respond', 'one').sentence).toContain(
      'the 10th working day since the complaint was acknowledged, counting Friday 14 March 2025 as the first',
    );
    walk.act('outcomes', { outcome: 'upheld', occurredOn: '2025-03-27' });
    expect(walk.clock('respond', 'one')).toMatchObject({ status: 'met', workingDaysTaken: 10 });
    expect(walk.clock('acknowledge', 'one').workingDaysTaken).toBe(5);
  });

  test('another reading may count otherwise too, and gives its own date', () => {
    const readings = [
      {
        code: 'first-day',
        question: 'Which day is the first?',
        chosen: 'The day after.',
        alternatives: [{ reading: 'The day itself.', limit: { counting: 'inclusive' } }],
        appliesTo: ['one.respond'],
      },
    ];
    const policy = oneStage({ respond: days(10, 'received') }, { readings });
    const walk = new Walk(policy).log({ receivedOn: '2025-03-07' });
    expect(walk.due('respond', 'one')).toBe('2025-03-21');
    expect(walk.alternatives('respond', 'one', 'first-day')).toEqual(['2025-03-20']);
  });
});

describe('ten working days from the acknowledgement, and in any case fifteen from receipt', () => {
  const stage = {
    acknowledge: days(5, 'received'),
    respond: days(10, 'acknowledged', { orIfEarlier: days(15, 'received') }),
  };

  test.each([
    ['acknowledged at once, the ten days end first', '2024-09-03', '2024-09-17', 'acknowledged'],
    ['acknowledged on the last day, both end together', '2024-09-09', '2024-09-23', 'acknowledged'],
    ['acknowledged late, nothing is gained by it', '2024-09-16', '2024-09-23', 'received'],
  ])('%s', (_, on, dueOn, act) => {
    expect(acknowledged(stage, '2024-09-02', on).clock('respond', 'one')).toMatchObject({
      dueOn,
      anchor: { act },
      projected: false,
    });
  });

  test('before the acknowledgement the latest it can be is shown as such', () => {
    const walk = new Walk(oneStage(stage)).log({ receivedOn: '2024-09-02' });
    expect(walk.clock('respond', 'one')).toMatchObject({ dueOn: '2024-09-23', projected: true });
  });

  test('where nothing says by when to acknowledge, the fixed end stands from the beginning', () => {
    const { respond } = stage;
    const walk = new Walk(oneStage({ respond })).log({ receivedOn: '2024-09-02' });
    expect(walk.clock('respond', 'one')).toMatchObject({ dueOn: '2024-09-23', projected: false });
  });

  test('an earlier end within the published bank holidays needs no later one', () => {
    const respond = days(600, 'received', { orIfEarlier: days(5, 'received') });
    const walk = new Walk(oneStage({ respond })).log({ receivedOn: '2026-11-02' });
    expect(walk.due('respond', 'one')).toBe('2026-11-09');
  });
});

describe('other times for some complaints', () => {
  const variant = (when: Body, amount: number) => ({ when, amount, unit: 'working-days' });
  const respond = days(10, 'received', {
    variants: [
      variant({ representatives: ['mp', 'councillor'] }, 5),
      variant({ categories: ['major-works'], tenures: ['leasehold'] }, 20),
    ],
  });
  const representative = { name: 'An MP', type: 'mp', permission: 'written' };

  test.each<[string, Body, string]>([
    ['of no particular kind', {}, '2024-09-16'],
    ['brought by an MP', { representative }, '2024-09-09'],
    ['brought by a friend', { representative: { ...representative, type: 'friend' } }, '2024-09-16'],
    [
      'about major works, by a leaseholder',
      { categories: ['repairs', 'major-works'], tenure: 'leasehold' },
      '2024-09-30',
    ],
    ['about major works, by a tenant', { categories: ['major-works'], tenure: 'secure' }, '2024-09-16'],
    ['by a leaseholder about something else', { categories: ['repairs'], tenure: 'leasehold' }, '2024-09-16'],
  ])('a complaint %s', (_, body, due) => {
    const walk = new Walk(oneStage({ respond })).log({ receivedOn: '2024-09-02', ...body });
    expect(walk.due('respond', 'one')).toBe(due);
  });

  test('an MP who takes the matter up later changes no date that was given', () => {
    const walk = new Walk(oneStage({ respond })).log({ receivedOn: '2024-09-02' });
    walk.act('representatives', { name: 'An MP', type: 'mp', occurredOn: '2024-09-04' });
    expect(walk.due('respond', 'one')).toBe('2024-09-16');
  });
});
