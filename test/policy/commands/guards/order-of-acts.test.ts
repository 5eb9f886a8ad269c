import { type Body, procedure, Walk } from '../../support/walk';

/** Acts are entered after the fact, in any order; what follows another act cannot be dated before it. */

const days = (amount: number, from: string) => ({ amount, unit: 'working-days', from });
const decision = { decidedBy: 'o.one' };
const investigation = { to: 'ombudsman', purpose: 'investigation' };
const refusal = {
  reason: 'policy-decision',
  evidence: 'It is.',
  decidedBy: 'o.one',
  ombudsmanRightTold: true,
};
const upheld = { outcome: 'upheld', method: 'letter' };

const policy = procedure({
  deemedReceipt: 'second-working-day',
  intake: { exclusions: [{ code: 'policy-decision', text: 'A decision on policy' }] },
  referrals: [{ ...investigation, after: 'exhausted' }],
  stages: [
    {
      key: 'first',
      name: 'First stage',
      acknowledge: days(5, 'received'),
      respond: days(10, 'acknowledged'),
      extension: {},
      pause: { reasons: [{ code: 'awaiting-resident' }] },
      escalation: { to: 'board', decision: { needed: 'always', refusals: [{ code: 'answered' }] } },
    },
    { key: 'board', name: 'The Board', kind: 'hearing' },
  ],
});

type Step = readonly [act: string, occurredOn: string, body?: Body];

const RECEIVED = '2024-09-02';
const acknowledged: Step[] = [['acknowledgements', '2024-09-04']];
const extended: Step[] = [...acknowledged, ['extensions', '2024-09-10', { newDueOn: '2024-09-25' }]];
const paused: Step[] = [...extended, ['pauses', '2024-09-11', { reason: 'awaiting-resident' }]];
const resumed: Step[] = [...paused, ['resumptions', '2024-09-16']];
const answered: Step[] = [...extended, ['outcomes', '2024-09-17', { ...upheld, sentOn: '2024-09-19' }]];
const asked: Step[] = [...answered, ['escalations', '2024-09-24']];
const turnedDown: Step[] = [
  ...asked,
  [
    'escalation-decisions',
    '2024-09-30',
    { ...decision, accepted: false, refusal: 'answered', reason: 'It was.', ombudsmanRightTold: true },
  ],
];
const atBoard: Step[] = [...asked, ['escalation-decisions', '2024-09-30', { ...decision, accepted: true }]];
const heard: Step[] = [...atBoard, ['hearings', '2024-10-15', { panel: [{ person: 'b.one' }] }]];
const exhausted: Step[] = [...heard, ['outcomes', '2024-10-21', upheld]];

function walked(steps: readonly Step[]): Walk {
  const walk = new Walk(policy).log({ receivedOn: RECEIVED });
  for (const [act, occurredOn, body] of steps) walk.act(act, { occurredOn, ...body });
  return walk;
}

describe('an act dated before the act it follows is refused, and on the same day it is taken', () => {
  const satisfied = { reason: 'resident-satisfied' };
  const further = { newDueOn: '2024-10-02' };

  test.each<[what: string, before: readonly Step[], act: string, body: Body, earliest: string]>([
    ['an answer before the acknowledgement', acknowledged, 'outcomes', upheld, '2024-09-04'],
    ['an answer before the last extension', extended, 'outcomes', upheld, '2024-09-10'],
    ['an answer before the time went on', resumed, 'outcomes', upheld, '2024-09-16'],
    ['an answer before the hearing', heard, 'outcomes', upheld, '2024-10-15'],
    ['a withdrawal before receipt', [], 'withdrawals', {}, '2024-09-02'],
    ['a withdrawal before the acknowledgement', acknowledged, 'withdrawals', {}, '2024-09-04'],
    ['a withdrawal before the last extension', extended, 'withdrawals', {}, '2024-09-10'],
    ['a withdrawal before the pause', paused, 'withdrawals', {}, '2024-09-11'],
    ['a withdrawal before the response was sent', answered, 'withdrawals', {}, '2024-09-19'],
    ['a withdrawal before the request it ends', asked, 'withdrawals', {}, '2024-09-24'],
    ['a withdrawal before the request was taken', atBoard, 'withdrawals', {}, '2024-09-30'],
    ['a withdrawal before the request was turned down', turnedDown, 'withdrawals', {}, '2024-09-30'],
    ['a withdrawal before the hearing', heard, 'withdrawals', {}, '2024-10-15'],
    ['a refusal before the acknowledgement', acknowledged, 'refusals', refusal, '2024-09-04'],
    ['a refusal before the last extension', extended, 'refusals', refusal, '2024-09-10'],
    ['a closure before the response was sent', answered, 'closures', satisfied, '2024-09-19'],
    ['a closure before the request was turned down', turnedDown, 'closures', satisfied, '2024-09-30'],
    ['an extension before the acknowledgement', acknowledged, 'extensions', further, '2024-09-04'],
    ['an extension before the last one', extended, 'extensions', further, '2024-09-10'],
    ['a request before the response was sent', answered, 'escalations', {}, '2024-09-19'],
    [
      'a hearing before it was asked for',
      atBoard,
      'hearings',
      { panel: [{ person: 'b.one' }] },
      '2024-09-24',
    ],
  ])('%s', (_what, before, act, body, earliest) => {
    const walk = walked(before);
    const dayBefore = `${earliest.slice(0, 8)}${String(Number(earliest.slice(8)) - 1).padStart(2, '0')}`;
    expect(walk.refused(act, { ...body, occurredOn: dayBefore })).toMatchObject({
      kind: 'input',
      code: 'before_the_act_it_follows',
      allowed: { earliest },
      errors: [{ pointer: '/occurredOn' }],
    });
    expect(walk.try(act, { ...body, occurredOn: earliest })).not.toHaveProperty('rejected');
  });

  test('a complaint refused at the door is closed not before the refusal', () => {
    const walk = walked([...acknowledged, ['refusals', '2024-09-06', refusal]]);
    const closed = { reason: 'refused' };
    expect(walk.refused('closures', { ...closed, occurredOn: '2024-09-05' })).toMatchObject({
      code: 'before_the_act_it_follows',
      allowed: { earliest: '2024-09-06' },
    });
    expect(walk.try('closures', { ...closed, occurredOn: '2024-09-06' })).not.toHaveProperty('rejected');
  });

  test.each([
    ['the last response', exhausted, '2024-10-20', '2024-10-21'],
    ['the refusal of the next stage', turnedDown, '2024-09-29', '2024-09-30'],
    [
      'the refusal of the complaint',
      [...acknowledged, ['refusals', '2024-09-06', refusal]] as const,
      '2024-09-05',
      '2024-09-06',
    ],
  ])(
    'a resident may go to the ombudsman before %s, which is on record as early',
    (_what, before, early, then) => {
      const walk = walked(before);
      const marks = [early, then].map((occurredOn) => {
        walk.act('referrals', { ...investigation, occurredOn });
        return walk.state.referrals.at(-1)?.beforeExhaustion;
      });
      expect(marks).toEqual([true, false]);
    },
  );

  test('of two steps on one day the moment decides, where it is known', () => {
    const walk = walked([]).act('acknowledgements', { occurredAt: '2024-09-04T15:00:00Z' });
    expect(walk.refused('withdrawals', { occurredAt: '2024-09-04T14:59:00Z' })).toMatchObject({
      code: 'before_the_act_it_follows',
      allowed: { earliest: '2024-09-04T15:00:00.000Z' },
    });
    walk.act('extensions', { occurredOn: '2024-09-04', newDueOn: '2024-09-25' });
    expect(walk.refused('withdrawals', { occurredAt: '2024-09-04T14:59:00Z' }).detail).toBe(
      'This cannot have happened before the complaint was acknowledged, on Wednesday 4 September 2024.',
    );
  });

  test('contacts, assignments and definitions are free within the stage', () => {
    const walk = walked(extended)
      .act('contacts', { occurredOn: RECEIVED })
      .act('assignments', { person: 'm.one', occurredOn: RECEIVED })
      .act('definitions', { issues: [{ text: 'Damp' }], occurredOn: RECEIVED });
    expect(walk.state.stages[0]).toMatchObject({
      contacted: { on: RECEIVED },
      assignments: [{ on: RECEIVED }],
    });
  });
});

describe('a date the time to respond counts from, but no act began', () => {
  test('a complaint that came on a Saturday counts from Monday, and may be extended on the Sunday', () => {
    const document = procedure({
      calendar: { division: 'england-and-wales', counting: 'day-after', cutOff: '17:00' },
      stages: [{ key: 'one', name: 'One', respond: days(10, 'received'), extension: {} }],
    });
    const walk = new Walk(document).log({ receivedOn: '2024-09-07' });
    expect(walk.clock('respond', 'one').anchor).toMatchObject({ on: '2024-09-09' });
    walk.act('extensions', { occurredOn: '2024-09-08', newDueOn: '2024-09-30' });
    expect(walk.due('respond', 'one')).toBe('2024-09-30');
  });

  test('a date confirmed for the case lies ahead, and may be moved or paused before it comes', () => {
    const document = procedure({
      stages: [
        {
          key: 'one',
          name: 'One',
          respond: { amount: 0, unit: 'calendar-days', from: 'confirmed' },
          extension: {},
          pause: { reasons: [{ code: 'awaiting-resident' }] },
        },
      ],
    });
    const walk = () =>
      new Walk(document)
        .log({ receivedOn: '2024-09-02' })
        .act('contacts', { occurredOn: '2024-09-04', confirmedDueOn: '2024-09-27' });
    expect(
      walk().act('extensions', { occurredOn: '2024-09-10', newDueOn: '2024-10-04' }).due('respond', 'one'),
    ).toBe('2024-10-04');
    expect(
      walk().try('pauses', { occurredOn: '2024-09-10', reason: 'awaiting-resident' }),
    ).not.toHaveProperty('rejected');
  });
});

describe('a hearing', () => {
  test('is arranged for the day of the arranging or a later one', () => {
    const walk = walked(atBoard);
    expect(walk.refused('hearings', { occurredOn: '2024-10-07', arrangedFor: '2024-10-06' })).toMatchObject({
      code: 'before_the_act_it_follows',
      allowed: { earliest: '2024-10-07' },
      errors: [{ pointer: '/arrangedFor' }],
    });
    walk.act('hearings', { occurredOn: '2024-10-07', arrangedFor: '2024-10-07' });
    expect(walk.state.stages[1]?.hearing.arrangedFor).toBe('2024-10-07');
  });

  test('is not arranged for a day past the calendar: no placeholder stands for an unknown date', () => {
    expect(walked(atBoard).refused('hearings', { arrangedFor: '2199-12-31' })).toMatchObject({
      code: 'outside_calendar',
      allowed: { latest: '2028-12-31' },
      errors: [{ pointer: '/arrangedFor' }],
    });
  });

  test('is held once, and then neither held nor arranged again', () => {
    const walk = walked(heard);
    for (const body of [{ panel: [{ person: 'b.two' }] }, { arrangedFor: '2026-12-01' }]) {
      expect(walk.refused('hearings', body)).toMatchObject({
        kind: 'state',
        code: 'hearing_already_held',
        facts: { stage: 'board', heldOn: '2024-10-15' },
        allowed: { act: 'outcomes' },
      });
    }
    expect(walk.offered).not.toContain('hearings');
  });
});

describe('a letter whose deemed receipt lies past the calendar', () => {
  const walk = () =>
    new Walk(policy, '2028-12-31T09:00:00Z')
      .log({ receivedOn: '2028-11-01' })
      .act('acknowledgements', { occurredOn: '2028-11-02' });

  test('is not taken as received on the day it was sent', () => {
    expect(walk().refused('outcomes', { ...upheld, occurredOn: '2028-12-29' })).toMatchObject({
      code: 'outside_calendar',
      rule: { clause: '/deemedReceipt' },
      errors: [{ pointer: '/receivedOn' }],
    });
  });

  test('is taken with the day it was received', () => {
    const answer = { ...upheld, occurredOn: '2028-12-29', receivedOn: '2028-12-31' };
    expect(walk().act('outcomes', answer).state.stages[0]?.response).toMatchObject({
      sentOn: '2028-12-29',
      receivedOn: '2028-12-31',
    });
  });
});

test('a category given twice is kept once', () => {
  const categories = ['damp', 'repairs', 'damp'];
  expect(new Walk(policy).log({ receivedOn: RECEIVED, categories }).state.categories).toEqual([
    'damp',
    'repairs',
  ]);
});
