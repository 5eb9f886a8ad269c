import { procedure, Walk } from '../support/walk';

/** Limits worded by landlords nobody has heard of: documents only, no code. */

const days = (amount: number, from: string, more: Record<string, unknown> = {}) => ({
  amount,
  unit: 'working-days',
  from,
  ...more,
});

const oneStage = (stage: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  procedure({ stages: [{ key: 'complaint', name: 'Complaint', ...stage }], ...more });

const calendar = (more: Record<string, unknown>) => ({
  calendar: { division: 'england-and-wales', counting: 'day-after', ...more },
});

describe('limits that depend on how the complaint came and how urgent it is', () => {
  const policy = oneStage(
    {
      acknowledge: days(5, 'received', {
        variants: [
          { when: { priorities: ['urgent'] }, amount: 1, unit: 'working-days' },
          { when: { channels: ['letter'] }, amount: 2, unit: 'weeks' },
        ],
      }),
      respond: days(10, 'received', { when: { channels: ['email', 'letter'] } }),
    },
    { intake: { priorities: ['urgent', 'ordinary'] } },
  );
  const logged = (body: Record<string, unknown>): Walk =>
    new Walk(policy).log({ receivedOn: '2024-09-02', ...body });

  test.each([
    [{ channel: 'email' }, '2024-09-09'],
    [{ channel: 'email', priority: 'ordinary' }, '2024-09-09'],
    [{ channel: 'email', priority: 'urgent' }, '2024-09-03'],
    [{ channel: 'letter' }, '2024-09-16'],
    [{ channel: 'letter', priority: 'urgent' }, '2024-09-03'],
  ])('%j: acknowledge by %s, the first variant that applies', (body, due) => {
    expect(logged(body).due('acknowledge', 'complaint')).toBe(due);
  });

  test('the variant’s own length stands in the explanation', () => {
    expect(logged({ channel: 'letter' }).clock('acknowledge', 'complaint').limit).toEqual({
      amount: 2,
      unit: 'weeks',
      force: 'must',
    });
  });

  test('a limit for other channels is no limit, and not a far date', () => {
    expect(logged({ channel: 'phone' }).clock('respond', 'complaint')).toMatchObject({
      dueOn: null,
      limit: null,
    });
    expect(logged({ channel: 'email' }).due('respond', 'complaint')).toBe('2024-09-16');
  });

  test('a priority the procedure does not name is refused with those it does', () => {
    expect(new Walk(policy).refusedLog({ receivedOn: '2024-09-02', priority: 'vip' })).toMatchObject({
      code: 'unknown_priority',
      allowed: { priority: ['urgent', 'ordinary'] },
      errors: [{ pointer: '/priority' }],
    });
    expect(new Walk(oneStage({})).refusedLog({ receivedOn: '2024-09-02', priority: 'vip' }).detail).toBe(
      'This policy has no priorities; leave it out.',
    );
  });
});

describe('weeks, months and years with their roll rules', () => {
  const due = (limit: Record<string, unknown>, receivedOn: string): string | null =>
    new Walk(oneStage({ respond: { from: 'received', ...limit } }))
      .log({ receivedOn })
      .due('respond', 'complaint');

  test.each([
    ['T21', { amount: 1, unit: 'months' }, '2024-01-31', '2024-02-29'],
    ['T21', { amount: 1, unit: 'months' }, '2025-01-31', '2025-02-28'],
    ['T21', { amount: 6, unit: 'months' }, '2024-08-31', '2025-02-28'],
    ['T21', { amount: 12, unit: 'months' }, '2024-02-29', '2025-02-28'],
    ['T21', { amount: 2, unit: 'months' }, '2024-12-31', '2025-02-28'],
    ['years clamp too', { amount: 1, unit: 'years' }, '2024-02-29', '2025-02-28'],
    ['weeks are calendar weeks', { amount: 8, unit: 'weeks' }, '2024-10-31', '2024-12-26'],
    [
      'to the next working day',
      { amount: 8, unit: 'weeks', roll: 'next-working-day' },
      '2024-10-31',
      '2024-12-27',
    ],
    [
      'to the one before',
      { amount: 8, unit: 'weeks', roll: 'previous-working-day' },
      '2024-10-31',
      '2024-12-24',
    ],
    [
      'a working day stays',
      { amount: 1, unit: 'weeks', roll: 'next-working-day' },
      '2024-09-02',
      '2024-09-09',
    ],
    [
      'calendar days',
      { amount: 20, unit: 'calendar-days', roll: 'next-working-day' },
      '2014-10-05',
      '2014-10-27',
    ],
    [
      'an exclusive boundary',
      { amount: 6, unit: 'months', boundary: 'exclusive' },
      '2024-01-15',
      '2024-07-14',
    ],
    [
      'exclusive, then rolled',
      { amount: 1, unit: 'weeks', boundary: 'exclusive', roll: 'next-working-day' },
      '2024-09-02',
      '2024-09-09',
    ],
    [
      'nothing is a limit too: the same day',
      { amount: 0, unit: 'calendar-days' },
      '2024-09-02',
      '2024-09-02',
    ],
  ])('%s: %j from %s is %s', (_what, limit, receivedOn, expected) => {
    expect(due(limit, receivedOn)).toBe(expected);
  });

  test('days passed over by the roll are listed with their reasons', () => {
    const walk = new Walk(
      oneStage({ respond: { from: 'received', amount: 8, unit: 'weeks', roll: 'next-working-day' } }),
    );
    expect(walk.log({ receivedOn: '2024-10-30' }).clock('respond', 'complaint')).toMatchObject({
      dueOn: '2024-12-27',
      excluded: [
        { on: '2024-12-25', why: 'Christmas Day (bank holiday)' },
        { on: '2024-12-26', why: 'Boxing Day (bank holiday)' },
      ],
    });
  });
});

describe('three ways of counting, one complaint', () => {
  const due = (counting: string, receivedOn: string): (string | null)[] => {
    const policy = oneStage(
      { acknowledge: days(5, 'received'), respond: days(10, 'acknowledged') },
      calendar({ counting }),
    );
    const walk = new Walk(policy).log({ receivedOn });
    const acknowledge = walk.due('acknowledge', 'complaint');
    walk.act('acknowledgements', { occurredOn: acknowledge });
    return [acknowledge, walk.due('respond', 'complaint')];
  };

  test.each([
    ['day-after', '2025-03-07', ['2025-03-14', '2025-03-28']],
    ['roll-then-day-after', '2025-03-07', ['2025-03-14', '2025-03-28']],
    ['inclusive', '2025-03-07', ['2025-03-13', '2025-03-26']],
    ['day-after', '2025-03-08', ['2025-03-14', '2025-03-28']],
    ['roll-then-day-after', '2025-03-08', ['2025-03-17', '2025-03-31']],
    ['inclusive', '2025-03-08', ['2025-03-14', '2025-03-27']],
    ['day-after', '2025-04-18', ['2025-04-28', '2025-05-13']],
    ['roll-then-day-after', '2025-04-18', ['2025-04-29', '2025-05-14']],
    ['inclusive', '2025-04-18', ['2025-04-28', '2025-05-12']],
  ])('%s from %s: acknowledge and respond by %j', (counting, receivedOn, expected) => {
    expect(due(counting, receivedOn)).toEqual(expected);
  });

  test('an extension runs from the day after the due date under every one of them', () => {
    for (const counting of ['day-after', 'roll-then-day-after', 'inclusive']) {
      const policy = oneStage(
        { respond: days(10, 'received'), extension: { each: { amount: 5, unit: 'working-days' } } },
        calendar({ counting }),
      );
      const walk = new Walk(policy).log({ receivedOn: '2024-09-02' });
      const before = walk.due('respond', 'complaint');
      const cap = { 'day-after': '2024-09-23', 'roll-then-day-after': '2024-09-23', inclusive: '2024-09-20' }[
        counting
      ];
      expect(walk.refused('extensions', { newDueOn: '2024-12-02', occurredOn: before })).toMatchObject({
        allowed: { latest: cap },
      });
    }
  });

  test('the working days taken are counted as the limit is: answered on the last day of ten is ten', () => {
    for (const counting of ['day-after', 'roll-then-day-after', 'inclusive']) {
      const walk = new Walk(oneStage({ respond: days(10, 'received') }, calendar({ counting }))).log({
        receivedOn: '2025-04-18',
      });
      walk.act('outcomes', { outcome: 'upheld', occurredOn: walk.due('respond', 'complaint') });
      expect(walk.clock('respond', 'complaint')).toMatchObject({ status: 'met', workingDaysTaken: 10 });
    }
  });
});

describe('T20: an office that shuts its day at five', () => {
  const policy = oneStage({ acknowledge: days(5, 'received') }, calendar({ cutOff: '17:00' }));
  const due = (receivedAt: string): string | null =>
    new Walk(policy).log({ receivedAt }).due('acknowledge', 'complaint');

  test.each([
    ['2024-09-02T15:59:59Z', '2024-09-09'],
    ['2024-09-02T16:00:00Z', '2024-09-10'],
    ['2024-09-02T17:00:00+01:00', '2024-09-10'],
    ['2024-12-02T16:59:59Z', '2024-12-09'],
    ['2024-12-02T17:00:00Z', '2024-12-10'],
    ['2024-09-06T18:30:00Z', '2024-09-16'],
    ['2024-08-23T16:00:00Z', '2024-09-03'],
  ])('received %s: acknowledge by %s; exactly at five is after five', (receivedAt, expected) => {
    expect(due(receivedAt)).toBe(expected);
  });

  test('the explanation counts from the day it is treated as received, and the received day itself stays', () => {
    const walk = new Walk(policy).log({ receivedAt: '2024-09-06T18:30:00Z' });
    expect(walk.state.received.on).toBe('2024-09-06');
    expect(walk.clock('acknowledge', 'complaint').anchor).toEqual({ act: 'received', on: '2024-09-09' });
  });

  test('a received day without a time is taken as it stands', () => {
    expect(new Walk(policy).log({ receivedOn: '2024-09-02' }).due('acknowledge', 'complaint')).toBe(
      '2024-09-09',
    );
  });
});

describe('an office closed from Christmas to the New Year (domain.md §5.4)', () => {
  const closures = ['2025-12-29', '2025-12-30', '2025-12-31', '2026-01-02'].map((on) => ({
    on,
    why: 'Office closed',
  }));
  const due = (amount: number, receivedOn: string, closed: boolean): string | null =>
    new Walk(oneStage({ respond: days(amount, 'received') }, calendar(closed ? { closures } : {})))
      .log({ receivedOn })
      .due('respond', 'complaint');

  test.each([
    ['2025-12-18', '2025-12-29', '2026-01-05', '2026-01-06', '2026-01-12'],
    ['2025-12-19', '2025-12-30', '2026-01-06', '2026-01-07', '2026-01-13'],
    ['2025-12-22', '2025-12-31', '2026-01-07', '2026-01-08', '2026-01-14'],
    ['2025-12-24', '2026-01-05', '2026-01-09', '2026-01-12', '2026-01-16'],
  ])('received %s: 5 days %s or %s, 10 days %s or %s', (receivedOn, five, fiveClosed, ten, tenClosed) => {
    expect([
      due(5, receivedOn, false),
      due(5, receivedOn, true),
      due(10, receivedOn, false),
      due(10, receivedOn, true),
    ]).toEqual([five, fiveClosed, ten, tenClosed]);
  });

  test('a closure is listed and told as the landlord words it', () => {
    const clock = new Walk(oneStage({ respond: days(5, 'received') }, calendar({ closures })))
      .log({ receivedOn: '2025-12-24' })
      .clock('respond', 'complaint');
    expect(clock.excluded).toContainEqual({ on: '2026-01-02', why: 'Office closed' });
    expect(clock.sentence).toContain('Friday 2 January 2026 (Office closed)');
  });

  test('an extra working day counts', () => {
    const extraWorkingDays = [{ on: '2024-09-07', why: 'Open Saturday' }];
    const walk = new Walk(oneStage({ respond: days(5, 'received') }, calendar({ extraWorkingDays })));
    expect(walk.log({ receivedOn: '2024-09-02' }).due('respond', 'complaint')).toBe('2024-09-07');
  });
});

describe('T10: past the published bank holidays', () => {
  const policy = (beyondCoverage: string, stage: Record<string, unknown>) =>
    oneStage(stage, calendar({ beyondCoverage }));
  const at = '2028-12-20T09:00:00Z';

  test('18 December 2028 plus 20 working days is refused, or given as provisional where the policy takes that', () => {
    const stage = { respond: days(20, 'received') };
    expect(new Walk(policy('refuse', stage), at).refusedLog({ receivedOn: '2028-12-18' })).toMatchObject({
      code: 'outside_calendar',
      facts: { stage: 'complaint', kind: 'respond' },
    });
    expect(
      new Walk(policy('provisional', stage), at)
        .log({ receivedOn: '2028-12-18' })
        .clock('respond', 'complaint'),
    ).toMatchObject({
      dueOn: '2029-01-17',
      provisional: true,
      sentence: expect.stringContaining(
        'This date is provisional: bank holidays are not published that far.',
      ),
    });
  });

  test('months that end beyond and roll are provisional too, and refused where they cannot be rolled', () => {
    const stage = { respond: { amount: 1, unit: 'months', from: 'received', roll: 'next-working-day' } };
    expect(
      new Walk(policy('provisional', stage), at)
        .log({ receivedOn: '2028-12-20' })
        .clock('respond', 'complaint'),
    ).toMatchObject({
      dueOn: '2029-01-22',
      provisional: true,
    });
    expect(new Walk(policy('refuse', stage), at).refusedLog({ receivedOn: '2028-12-20' })).toMatchObject({
      code: 'outside_calendar',
    });
  });

  test('a date promised by hand ends with the calendar, or a year later where dates may be provisional', () => {
    const stage = { respond: days(5, 'received'), extension: {} };
    const newDueOn = (beyond: string, on: string) =>
      new Walk(policy(beyond, stage), at)
        .log({ receivedOn: '2028-12-01' })
        .try('extensions', { newDueOn: on });
    expect(newDueOn('refuse', '2029-01-02')).toMatchObject({
      code: 'outside_calendar',
      allowed: { latest: '2028-12-31' },
    });
    expect(newDueOn('provisional', '2029-12-31')).not.toHaveProperty('rejected');
    expect(newDueOn('provisional', '2030-01-01')).toMatchObject({
      code: 'outside_calendar',
      allowed: { latest: '2029-12-31' },
    });
  });
});
