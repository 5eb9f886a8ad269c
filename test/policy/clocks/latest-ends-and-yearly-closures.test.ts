import { type Body, procedure, Walk } from '../support/walk';

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

describe('days closed in every year (offices that shut between Christmas and New Year)', () => {
  const closed = (from: string, to: string, more: Body = {}) => ({
    calendar: {
      division: 'england-and-wales',
      counting: 'day-after',
      yearlyClosures: [{ from, to, why: 'Christmas closure' }],
      ...more,
    },
  });
  const due = (receivedOn: string, calendar: Body) =>
    new Walk(oneStage({ respond: days(10, 'received') }, calendar))
      .log({ receivedOn })
      .clock('respond', 'one');

  test.each([
    // Bank holidays 25 and 26 December and 1 January: closed on Monday 29, Tuesday 30 and Wednesday 31.
    ['2025-12-19', '2026-01-12'],
    // Substitute days on 27 and 28 December 2021 and 3 January 2022: closed on 29, 30 and 31.
    ['2021-12-17', '2022-01-10'],
    ['2026-11-02', '2026-11-16'],
  ])('received %s, ten working days end on %s', (receivedOn, dueOn) => {
    expect(due(receivedOn, closed('12-27', '12-31')).dueOn).toBe(dueOn);
  });

  test('over New Year, where the last day is before the first', () => {
    // 24 December, 29 to 31 December and 2 January are left out beside the bank holidays.
    expect(due('2025-12-19', closed('12-24', '01-02')).dueOn).toBe('2026-01-14');
  });

  test('a letter names each day with the landlord’s reason, and a bank holiday among them with its own', () => {
    const { excluded, sentence } = due('2025-12-23', closed('12-24', '12-31'));
    expect(excluded.filter(({ why }) => why === 'Christmas closure').map(({ on }) => on)).toEqual([
      '2025-12-24',
      '2025-12-29',
      '2025-12-30',
      '2025-12-31',
    ]);
    expect(sentence).toContain('Friday 26 December 2025 (Boxing Day, bank holiday)');
    expect(sentence).toContain('Monday 29 December 2025 (Christmas closure)');
  });

  test('a year in which such a day is worked names it, and a date with a reason of its own keeps that', () => {
    const clock = due(
      '2025-12-19',
      closed('12-27', '12-31', {
        extraWorkingDays: [{ on: '2025-12-30', why: 'Open for complaints' }],
        closures: [{ on: '2025-12-31', why: 'Stocktaking' }],
      }),
    );
    expect(clock.dueOn).toBe('2026-01-09');
    expect(clock.excluded).toContainEqual({ on: '2025-12-31', why: 'Stocktaking' });
  });

  test('29 February is closed in the years that have one, and a day that never is is no day', () => {
    const leap = closed('02-29', '02-29');
    expect(due('2024-02-20', leap).dueOn).toBe('2024-03-06');
    expect(due('2023-02-20', leap).dueOn).toBe('2023-03-06');
    expect(() => due('2024-02-20', closed('02-28', '02-30'))).toThrow('must be a day that there is');
    expect(() => due('2024-02-20', closed('2024-12-27', '12-31'))).toThrow('a day of every year, MM-DD');
  });

  test.each([
    ['12-31', '12-27', 363],
    ['01-01', '12-31', 366],
  ])('from %s to %s is the wrong way round or no closure at all, and makes no calendar', (from, to, days) => {
    expect(() => due('2025-12-19', closed(from, to))).toThrow(
      `The yearly closure from ${from} to ${to} closes ${days} days of a year. At most 183 are allowed`,
    );
  });

  test('a calendar without any keeps the version it had, and one with them has another', () => {
    const versionOf = (calendar: Body) => due('2025-12-19', calendar).calendarVersion;
    const plain = versionOf({});
    expect(plain).toBe('england-and-wales.gov-uk-2012-2028.a5d635693d961cae');
    expect(versionOf(closed('12-27', '12-31'))).not.toBe(plain);
  });
});

test('an interval agreed in months is counted in months (Code 5.9)', () => {
  const walk = new Walk(oneStage({ respond: days(20, 'received'), extension: {} })).log({
    receivedOn: '2026-01-05',
  });
  const updatePlan = { every: { amount: 1, unit: 'months' }, method: 'phone', agreed: true };
  walk.act('extensions', {
    occurredOn: '2026-01-31',
    newDueOn: '2026-04-30',
    reason: 'A survey.',
    updatePlan,
  });
  expect(walk.at('2026-02-28T12:00:00Z').clock('update', 'one')).toMatchObject({
    dueOn: '2026-02-28',
    sentence:
      'The next update to the resident at Stage 1 is due by Saturday 28 February 2026, which is 1 month after the extension was given on Saturday 31 January 2026.',
  });
});
