import { procedure, Walk, walkOf } from '../support/walk';

/** Example 40: six months from the event or from awareness, or two months from the answer, whichever is latest. */
const months = (amount: number, from: string | string[]) => ({ amount, unit: 'months', from });
const WITHIN = { ...months(6, ['occurred', 'aware']), orIfLater: months(2, 'response-sent') };
const stages = [
  { key: 'one', name: 'Stage 1', escalation: { to: 'two', within: WITHIN, late: 'with-discretion' } },
  { key: 'two', name: 'Stage 2', respond: { amount: 20, unit: 'working-days', from: 'requested' } },
];

const answered = (incident: Record<string, string>): Walk =>
  new Walk(procedure({ stages }))
    .log({ receivedOn: '2025-06-02', incident })
    .act('outcomes', { outcome: 'not-upheld', occurredOn: '2025-06-13' });

const FROM_THE_EVENT = { occurredOn: '2025-03-10' };

test('while awareness is not on record the known end is the earliest it can be, and is never missed', () => {
  expect(answered(FROM_THE_EVENT).clock('escalate', 'one')).toMatchObject({
    dueOn: '2025-09-10',
    judgedOn: null,
    needs: ['aware'],
    status: 'running',
    sentence:
      'A request to take the complaint further at Stage 1 can be made until at least Wednesday 10 September 2025; later if the resident became aware after 10 March 2025.',
  });
});

test('a request after it is taken, waits for its decision, and asks for the date', () => {
  const walk = answered(FROM_THE_EVENT).act('escalations', { occurredOn: '2025-09-15' });
  expect(walk.state.status).toBe('escalation-requested');
  expect(walk.advice.find(({ code }) => code === 'dates_unknown')?.sentence).toBe(
    'Stage 2 was asked for on Monday 15 September 2025. Whether that was in time cannot be told without the day on which the resident became aware of it.',
  );
  walk.act('escalation-decisions', { accepted: true, decidedBy: 'm.silva', occurredOn: '2025-09-16' });
  expect(walk.state.status).toBe('open');
});

test('a request by that day moves on at once, as where every date is known', () => {
  expect(answered(FROM_THE_EVENT).act('escalations', { occurredOn: '2025-09-10' }).state.status).toBe('open');
});

test('with the date of awareness the window has its end, and a request after it is late', () => {
  const walk = answered({ ...FROM_THE_EVENT, becameAwareOn: '2025-04-20' });
  expect(walk.clock('escalate', 'one')).toMatchObject({ dueOn: '2025-10-20', needs: [], status: 'missed' });
  walk.act('escalations', { occurredOn: '2025-10-21' });
  expect(walk.state.stages[0]?.escalation).toMatchObject({
    afterWindow: true,
    needsDecision: true,
    datesNeeded: [],
  });
});

test('without any date of the matter the two months from the answer are the earliest end, and nobody is too late', () => {
  const walk = answered({});
  expect(walk.clock('escalate', 'one')).toMatchObject({
    dueOn: '2025-08-13',
    needs: ['occurred', 'aware'],
    status: 'running',
  });
  expect(walk.act('escalations', { occurredOn: '2025-11-03' }).state.status).toBe('escalation-requested');
});

test('no window has passed while it may still end later', () => {
  const walk = answered(FROM_THE_EVENT);
  expect(walk.refused('closures', { occurredOn: '2025-10-01', reason: 'window-passed' })).toMatchObject({
    code: 'window_open',
    facts: { until: '2025-09-10', needs: ['aware'] },
  });
});

test('WES-31: the six months to a claim at the County Court are a date of the resident’s from the day of the event', () => {
  const claim = (incident: Record<string, string>) =>
    walkOf('westfield', '2025-04-01T12:00:00Z')
      .log({ receivedOn: '2025-03-24', incident })
      .clocks.filter(({ kind }) => kind === 'refer');
  expect(claim({})).toEqual([]);
  expect(claim(FROM_THE_EVENT)).toMatchObject([
    {
      dueOn: '2025-09-10',
      policyLatestOn: '2025-09-10',
      status: 'running',
      rule: { ids: ['WES-31'] },
      sentence:
        "A claim can be made at the county court until Wednesday 10 September 2025 by the landlord's own text; the court decides on a later one.",
    },
  ]);
});
