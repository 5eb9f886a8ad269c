import fc from 'fast-check';
import { dayReceived } from '../../../src/policy/clocks/anchors';
import { addDays, localDateIn } from '../../../src/policy/dates/local-date';
import { calendarOf, date, moment } from '../support/calendar-builders';
import { procedure, Walk } from '../support/walk';

/** What limits count from, worded by landlords nobody has heard of. */

const days = (amount: number, from: string | string[], more: Record<string, unknown> = {}) => ({
  amount,
  unit: 'working-days',
  from,
  ...more,
});

const oneStage = (stage: Record<string, unknown>, calendar: Record<string, unknown> = {}) =>
  procedure({
    stages: [{ key: 'complaint', name: 'Complaint', ...stage }],
    calendar: { division: 'england-and-wales', counting: 'day-after', ...calendar },
  });

describe('an office that shuts its day at five, and at weekends', () => {
  const policy = oneStage({ acknowledge: days(5, 'received') }, { cutOff: '17:00' });

  test.each([
    ['2025-03-07T16:00:00Z', '2025-03-07', '2025-03-14'],
    ['2025-03-07T18:00:00Z', '2025-03-10', '2025-03-17'],
    ['2025-03-08T10:00:00Z', '2025-03-10', '2025-03-17'],
    ['2025-03-09T23:00:00Z', '2025-03-10', '2025-03-17'],
    ['2025-03-10T09:00:00Z', '2025-03-10', '2025-03-17'],
    ['2025-04-18T09:00:00Z', '2025-04-22', '2025-04-29'],
  ])('received %s it counts as received on %s and is acknowledged by %s', (receivedAt, on, due) => {
    const clock = new Walk(policy).log({ receivedAt }).clock('acknowledge', 'complaint');
    expect(clock).toMatchObject({ anchor: { act: 'received', on }, dueOn: due });
  });

  test('a day without a time moves off a weekend too', () => {
    expect(new Walk(policy).log({ receivedOn: '2025-03-08' }).due('acknowledge', 'complaint')).toBe(
      '2025-03-17',
    );
  });

  test('what arrives later never counts as received earlier', () => {
    const zone = 'Europe/London';
    const reader = { policy, zone, calendar: calendarOf('england-and-wales') };
    const start = Date.parse('2024-01-01T00:00:00Z');
    const received = (minute: number) => {
      const at = moment(new Date(start + minute * 60_000).toISOString());
      return dayReceived({ on: localDateIn(at, zone), at }, reader);
    };
    const minutes = fc.nat({ max: 4 * 365 * 24 * 60 });
    fc.assert(
      fc.property(minutes, fc.nat({ max: 6 * 24 * 60 }), (minute, more) => {
        expect(received(minute + more) >= received(minute)).toBe(true);
      }),
      { seed: 20240902 },
    );
  });
});

describe('acts recorded in another order than they happened', () => {
  test('a time that counts from passing the complaint on counts from the first time it was', () => {
    const walk = new Walk(oneStage({ respond: days(10, 'passed') }))
      .log({ receivedOn: '2024-09-02' })
      .act('assignments', { person: 'p.two', occurredOn: '2024-09-09' })
      .act('assignments', { person: 'p.one', occurredOn: '2024-09-04' });
    expect(walk.clock('respond', 'complaint')).toMatchObject({
      anchor: { act: 'passed', on: '2024-09-04' },
      dueOn: '2024-09-18',
    });
  });

  test('a time that counts from the first contact counts from the earlier one', () => {
    const walk = new Walk(oneStage({ contact: days(5, 'received'), respond: days(10, 'contacted') }))
      .log({ receivedOn: '2024-09-02' })
      .act('contacts', { occurredOn: '2024-09-06' })
      .act('contacts', { occurredOn: '2024-09-03' });
    expect(walk.clock('respond', 'complaint')).toMatchObject({
      anchor: { act: 'contacted', on: '2024-09-03' },
      dueOn: '2024-09-17',
    });
    expect(walk.clock('contact', 'complaint').metOn).toBe('2024-09-03');
    expect(walk.state).toEqual(walk.replayed);
  });

  test('of two contacts on one day the earlier moment counts', () => {
    const walk = new Walk(oneStage({}))
      .log({ receivedOn: '2024-09-02' })
      .act('contacts', { occurredAt: '2024-09-03T15:00:00Z' })
      .act('contacts', { occurredAt: '2024-09-03T09:00:00Z' });
    expect(walk.state.stages[0]?.contacted?.at).toBe('2024-09-03T09:00:00.000Z');
  });
});

describe('a limit that counts from the later of two acts', () => {
  const acts = ['received', 'acknowledged'];
  const policy = oneStage({ acknowledge: days(5, 'received'), respond: days(10, acts) });

  test('has no firm date while the landlord owes one of them: it is the latest it can be in time', () => {
    const walk = new Walk(policy).log({ receivedOn: '2024-09-02' });
    expect(walk.at('2024-09-23T12:00:00Z').clock('respond', 'complaint')).toMatchObject({
      dueOn: '2024-09-23',
      judgedOn: '2024-09-23',
      textDueOn: null,
      status: 'running',
      projected: true,
      anchor: { act: 'acknowledged', on: null },
      sentence:
        'The response at Complaint is due by Monday 23 September 2024 at the latest: the 10 working days run from the day the complaint was acknowledged, which has not happened yet.',
    });
    expect(walk.at('2024-09-24T12:00:00Z').clock('respond', 'complaint')).toMatchObject({
      status: 'missed',
      sentence:
        'The response at Complaint should have been given by Monday 23 September 2024: had the complaint been acknowledged in time, 10 working days from Monday 9 September. It has not been acknowledged.',
    });
    walk.act('acknowledgements', { occurredOn: '2024-09-04' });
    expect(walk.clock('respond', 'complaint')).toMatchObject({
      dueOn: '2024-09-18',
      projected: false,
      anchor: { act: 'acknowledged', on: '2024-09-04' },
    });
  });

  test('an answer without the acknowledgement is judged as if that had come in time', () => {
    const walk = new Walk(policy).log({ receivedOn: '2024-09-02' });
    walk.act('outcomes', { outcome: 'upheld', occurredOn: '2024-09-24' });
    expect(walk.clock('respond', 'complaint')).toMatchObject({
      status: 'missed',
      judgedOn: '2024-09-23',
      textDueOn: null,
      lateStart: false,
      sentence:
        'The response at Complaint was given on Tuesday 24 September 2024, late: it was due by Monday 23 September 2024, had the complaint been acknowledged in time.',
    });
    expect(walk.clock('acknowledge', 'complaint')).toMatchObject({
      status: 'missed',
      metOn: null,
      stoppedOn: '2024-09-24',
      sentence:
        'No acknowledgement was given before the response of Tuesday 24 September 2024; it was due by Monday 9 September 2024.',
    });
  });

  test('has no date at all where nothing says by when the other act is due', () => {
    const passed = oneStage({ respond: days(10, ['received', 'passed']) });
    const walk = new Walk(passed).log({ receivedOn: '2024-09-02' });
    expect(walk.clock('respond', 'complaint')).toMatchObject({
      dueOn: null,
      judgedOn: null,
      status: 'undated',
      waitsSince: '2024-09-02',
      projected: false,
      anchor: { act: 'passed', on: null },
      sentence:
        'The response at Complaint has no date yet: it is 10 working days from the day the complaint is passed to its handler, which has not happened since it came on Monday 2 September 2024.',
    });
    walk.act('assignments', { person: 'p.one', occurredOn: '2024-09-05' });
    expect(walk.due('respond', 'complaint')).toBe('2024-09-19');
  });

  test('counts from what is known of the incident: its other day may never be', () => {
    const incident = oneStage({ respond: days(10, ['occurred', 'aware', 'received']) });
    const walk = new Walk(incident).log({ receivedOn: '2024-09-02', incident: { occurredOn: '2024-08-01' } });
    expect(walk.clock('respond', 'complaint')).toMatchObject({ dueOn: '2024-09-16', projected: false });
  });
});

test('a limit from an act at an earlier stage is not projected from the acknowledgement of its own', () => {
  const policy = procedure({
    stages: [
      { key: 'first', name: 'First', escalation: { to: 'second' } },
      {
        key: 'second',
        name: 'Second',
        acknowledge: days(5, 'requested'),
        respond: days(20, 'acknowledged', { ofStage: 'first' }),
      },
    ],
  });
  const walk = new Walk(policy)
    .log({ receivedOn: '2024-09-02' })
    .act('outcomes', { outcome: 'upheld', occurredOn: '2024-09-09' })
    .act('escalations', { occurredOn: '2024-09-10' });
  expect(walk.clock('respond', 'second')).toMatchObject({ dueOn: null, projected: false });
});

describe('the end of a period that is no working day', () => {
  const due = (limit: Record<string, unknown>, receivedOn: string) =>
    new Walk(oneStage({ respond: { from: 'received', ...limit } }, { beyondCoverage: 'provisional' }))
      .at(`${addDays(date(receivedOn), 1)}T09:00:00Z`)
      .log({ receivedOn })
      .clock('respond', 'complaint');

  test.each([
    [5, '2025-03-03', '2025-03-07'],
    [5, '2025-03-04', '2025-03-10'],
    [1, '2025-04-17', '2025-04-17'],
    [10, '2024-12-17', '2025-01-02'],
  ])('%i working days, the last day excluded, from %s end on a working day, %s', (amount, from, expected) => {
    expect(due({ amount, unit: 'working-days', boundary: 'exclusive' }, from).dueOn).toBe(expected);
  });

  test.each([
    ['2028-12-20', 17, '2029-01-05'],
    ['2028-12-20', 12, '2029-01-01'],
  ])(
    'past the published bank holidays %s and %i days go back to %s, provisionally',
    (from, amount, expected) => {
      const limit = { amount, unit: 'calendar-days', roll: 'previous-working-day' };
      expect(due(limit, from)).toMatchObject({ dueOn: expected, provisional: true });
    },
  );
});

describe('the earliest day of a referral, where the request for a further stage is refused', () => {
  const policy = procedure({
    regime: 'housing-ombudsman',
    stages: [
      {
        key: 'first',
        name: 'First',
        escalation: { to: 'second', decision: { needed: 'always', within: days(5, 'requested') } },
      },
      { key: 'second', name: 'Second' },
    ],
    referrals: [
      {
        to: 'housing-ombudsman',
        purpose: 'investigation',
        after: 'exhausted',
        wait: { amount: 4, unit: 'weeks', from: 'response-dated' },
      },
    ],
  });
  const refusedOn = (on: string) =>
    new Walk(policy)
      .log({ receivedOn: '2024-09-02' })
      .act('outcomes', { outcome: 'upheld', occurredOn: '2024-09-09' })
      .act('escalations', { occurredOn: '2024-09-16' })
      .act('escalation-decisions', {
        accepted: false,
        reason: 'Answered.',
        decidedBy: 'p.one',
        ombudsmanRightTold: true,
        occurredOn: on,
      })
      .clock('refer', 'first');

  test('is the end of the wait, if the refusal came before it', () => {
    expect(refusedOn('2024-09-20')).toMatchObject({
      policyEarliestOn: '2024-10-07',
      schemeEarliestOn: '2024-09-20',
      anchor: { act: 'response-dated', on: '2024-09-09' },
    });
  });

  test('is the day of the refusal, if the wait was over by then', () => {
    expect(refusedOn('2024-11-01')).toMatchObject({
      policyEarliestOn: '2024-11-01',
      schemeEarliestOn: '2024-11-01',
      anchor: null,
    });
  });
});
