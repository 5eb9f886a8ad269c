import { buildCalendar, type Calendar } from '../../src/policy/calendar/calendar';
import { holidays } from '../../src/policy/calendar/bank-holidays/index';
import { explainedAll } from '../../src/policy/clocks/dated-clock';
import { clocksOf, datedClocks } from '../../src/policy/clocks/deadlines';
import { decide } from '../../src/policy/decide';
import { endOfDay, localDateSchema } from '../../src/policy/dates/local-date';
import { shipped } from '../../src/policy/procedures/index';
import { isRejection } from '../../src/policy/rules/rejection';
import { commandOf, plannedComplaintSchema, type Timeline, timelineOf } from '../../src/policy/timeline';
import { walkOf } from './support/walk';

type Body = Record<string, unknown>;

function foresee(
  procedure: string,
  complaint: Body,
  acts: readonly [string, Body][],
  asAt = '2026-11-21',
): Timeline {
  const policy = shipped(procedure)!;
  // The division's holidays alone make a calendar without a fault.
  const calendar = buildCalendar({ dataset: holidays(policy.calendar.division) }) as Calendar;
  const steps = acts.map(([act, body]) => {
    const command = commandOf(act)!;
    return { command, body: command.body.parse(body) };
  });
  const now = endOfDay(localDateSchema.parse(asAt), 'Europe/London');
  const planned = plannedComplaintSchema.parse({ channel: 'email', ...complaint });
  return timelineOf(planned, steps, { policy, calendar, now, zone: 'Europe/London' });
}

const due = ({ clocks }: Timeline) => clocks.map(({ kind, stage, dueOn }) => `${stage} ${kind} ${dueOn}`);

describe('what would come of a complaint', () => {
  test('Code 6.2, 6.3: with no act at all it is the dates of its receipt, the second the latest it can be', () => {
    const timeline = foresee('code-2024', { receivedOn: '2024-12-20' }, []);
    expect(timeline).toMatchObject({ status: 'open', stage: 'stage-1', refused: null });
    expect(timeline.events).toEqual([{ type: 'logged', on: '2024-12-20' }]);
    expect(due(timeline)).toEqual(['stage-1 acknowledge 2024-12-31', 'stage-1 respond 2025-01-15']);
    expect(timeline.clocks.map(({ projected }) => projected)).toEqual([false, true]);
  });

  test('it is what the same acts come to on a real complaint', () => {
    const acts: [string, Body][] = [
      ['assignments', { person: 'h.one', occurredOn: '2022-06-06' }],
      ['outcomes', { outcome: 'not-upheld', occurredOn: '2022-06-10' }],
      ['escalations', { occurredOn: '2022-06-20' }],
      ['assignments', { person: 'h.two', occurredOn: '2022-06-21' }],
    ];
    const walk = walkOf('nipso', '2026-11-21T23:59:59Z').log({ receivedOn: '2022-06-06' });
    for (const [act, body] of acts) walk.act(act, body);
    const timeline = foresee('nipso', { receivedOn: '2022-06-06' }, acts);
    expect(timeline.clocks).toEqual(walk.clocks);
    expect(timeline.events).toEqual(walk.events.map(({ type, on }) => ({ type, on })));
    expect(timeline).toMatchObject({ status: 'open', stage: 'stage-2', refused: null });
  });

  test('an act comes to the same whether the clocks before it are given or worked out', () => {
    const walk = walkOf('westfield', '2024-06-28T09:00:00Z').log({ receivedOn: '2024-06-03' });
    const acts: [string, Body][] = [
      ['acknowledgements', { contains: ['definition'], occurredOn: '2024-06-05' }],
      ['assignments', { person: 'h.one', role: 'property-services-officer', occurredOn: '2024-06-05' }],
      ['outcomes', { outcome: 'upheld', method: 'letter', occurredOn: '2024-06-14' }],
    ];
    for (const [act, body] of acts) {
      const command = commandOf(act)!;
      const parsed = command.body.parse(body);
      const known = datedClocks(walk.state, walk.rules);
      const [worked, given] = [undefined, known].map((clocks) => {
        const decided = decide(command, { state: walk.state, clocks }, parsed, walk.rules);
        if (isRejection(decided)) throw new Error(decided.detail);
        return { ...decided, clocks: explainedAll(decided.clocks, decided.state) };
      });
      expect(given).toEqual(worked);
      walk.act(act, body);
      expect(given?.clocks).toEqual(clocksOf(walk.state, walk.rules));
    }
  });

  test('Code 6.10: it stops at the first act that would be refused, with the clocks up to it', () => {
    const timeline = foresee('code-2024', { receivedOn: '2024-09-02' }, [
      ['acknowledgements', { contains: ['definition'], occurredOn: '2024-09-04' }],
      ['escalations', { occurredOn: '2024-09-10' }],
      ['withdrawals', { by: 'resident', occurredOn: '2024-09-11' }],
    ]);
    expect(timeline).toMatchObject({
      status: 'open',
      refused: {
        index: 1,
        act: 'escalations',
        rejection: {
          code: 'not_answered_yet',
          rule: { clause: '/stages/0/escalation' },
          policyVersion: '2024',
        },
      },
    });
    expect(timeline.events.map(({ type }) => type)).toEqual(['logged', 'acknowledged']);
    expect(due(timeline)).toEqual(['stage-1 acknowledge 2024-09-09', 'stage-1 respond 2024-09-18']);
  });

  test('a complaint that would itself be refused has no clocks, and says why', () => {
    expect(foresee('code-2024', { receivedOn: '2024-09-02', stage: 'stage-2' }, [])).toMatchObject({
      status: null,
      stage: null,
      clocks: [],
      events: [],
      refused: { index: null, act: 'complaints', rejection: { code: 'not_an_entry_stage' } },
    });
  });

  test('what is still to come on the day asked about is refused, and taken at the end of it', () => {
    const complaint = { receivedAt: '2030-07-01T22:30:00+01:00' };
    expect(foresee('arches', complaint, [], '2030-06-30').refused?.rejection.code).toBe('in_the_future');
    expect(foresee('arches', complaint, [], '2030-07-01').refused).toBeNull();
  });
});

test.each([
  ['2024-03-30', '2024-03-30T23:59:59.999+00:00'],
  ['2024-03-31', '2024-03-31T23:59:59.999+01:00'],
  ['2024-10-27', '2024-10-27T23:59:59.999+00:00'],
])('the end of %s in London is %s', (day, end) => {
  expect(endOfDay(localDateSchema.parse(day), 'Europe/London')).toBe(end);
});
