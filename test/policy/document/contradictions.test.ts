import { policyDocumentSchema } from '../../../src/policy/document/document';

/** What a document says against itself is found when it is published, with a pointer to each fault. */

type Body = Record<string, unknown>;

const days = (amount: number, from: unknown, more: Body = {}) => ({
  amount,
  unit: 'working-days',
  from,
  ...more,
});

function faultsOf({ stages, ...rest }: { stages: Body[] } & Body): [path: string, message: string][] {
  const read = policyDocumentSchema.safeParse({
    name: 'mill-lane',
    title: 'Mill Lane Homes',
    version: '1',
    effectiveFrom: '2024-04-01',
    regime: 'none',
    calendar: { division: 'england-and-wales', counting: 'day-after' },
    intake: {},
    stages: stages.map((stage) => ({ name: String(stage.key), ...stage })),
    ...rest,
  });
  return read.error?.issues.map(({ path, message }) => [path.join('/'), message]) ?? [];
}

test.each<[why: string, document: { stages: Body[] } & Body, path: string, message: RegExp]>([
  [
    'a stage that no complaint could come to',
    { stages: [{ key: 'one', escalation: { to: 'two' } }, { key: 'two' }, { key: 'panel' }] },
    'stages/2/key',
    /^nothing leads to panel: name it as `to` in the escalation of an earlier stage/,
  ],
  [
    'two stages of one name, which letters could not tell apart',
    {
      stages: [
        { key: 'one', name: 'Stage 1', escalation: { to: 'two' } },
        { key: 'two', name: 'Stage 1' },
      ],
    },
    'stages/1/name',
    /^Stage 1 stands twice$/,
  ],
  [
    'two limits that wait for each other',
    { stages: [{ key: 'one', acknowledge: days(5, 'contacted'), contact: days(5, 'acknowledged') }] },
    'stages/0/acknowledge/from',
    /waits for a limit that waits for this one/,
  ],
  [
    'a limit that waits for a gate which waits for it',
    {
      stages: [
        {
          key: 'one',
          escalation: { to: 'two', decision: { needed: 'always', within: days(5, 'acknowledged') } },
        },
        { key: 'two', acknowledge: days(5, 'accepted') },
      ],
    },
    'stages/1/acknowledge/from',
    /waits for a limit/,
  ],
  [
    'the same, where an earlier stage leads there without a gate',
    {
      stages: [
        { key: 'one', escalation: { to: 'three' } },
        {
          key: 'two',
          entry: true,
          escalation: { to: 'three', decision: { needed: 'always', within: days(5, 'acknowledged') } },
        },
        { key: 'three', acknowledge: days(5, 'accepted') },
      ],
    },
    'stages/2/acknowledge/from',
    /waits for a limit/,
  ],
  [
    'a limit that counts from what it asks for',
    { stages: [{ key: 'one', acknowledge: days(5, 'acknowledged') }] },
    'stages/0/acknowledge/from',
    /acknowledged cannot be there before/,
  ],
  [
    'a response that counts from itself',
    { stages: [{ key: 'one', respond: days(5, ['received', 'response-sent']) }] },
    'stages/0/respond/from',
    /response-sent cannot be there before/,
  ],
  [
    'a response that counts from a hearing no stage holds',
    { stages: [{ key: 'one', respond: days(5, 'hearing-held') }] },
    'stages/0/respond/from',
    /one is no hearing/,
  ],
  [
    'a window of a stage that does not exist',
    {
      stages: [
        { key: 'one', escalation: { to: 'two', within: days(20, 'response-sent', { ofStage: 'nope' }) } },
        { key: 'two' },
      ],
    },
    'stages/0/escalation/within/ofStage',
    /no stage is called nope; the stages here are one, two/,
  ],
  [
    'a second period of a stage that does not exist',
    {
      stages: [
        {
          key: 'one',
          respond: days(5, 'received', { orIfLater: { ...days(2, 'received'), ofStage: 'nope' } }),
        },
      ],
    },
    'stages/0/respond/orIfLater/ofStage',
    /no stage is called nope/,
  ],
  [
    'a limit that counts from a later stage',
    {
      stages: [
        { key: 'one', respond: days(5, 'acknowledged', { ofStage: 'two' }), escalation: { to: 'two' } },
        { key: 'two' },
      ],
    },
    'stages/0/respond/ofStage',
    /later stage/,
  ],
  [
    'a wait before a referral that names no stage of the document',
    {
      stages: [{ key: 'one' }],
      referrals: [
        {
          to: 'housing-ombudsman',
          purpose: 'investigation',
          after: 'exhausted',
          wait: { amount: 8, unit: 'weeks', from: 'response-sent', ofStage: 'nope' },
        },
      ],
    },
    'referrals/0/wait/ofStage',
    /no stage is called nope/,
  ],
  [
    'a time limit that counts from the complaint itself',
    {
      stages: [{ key: 'one' }],
      intake: { timeLimit: { within: { amount: 1, unit: 'years', from: 'received' } } },
    },
    'intake/timeLimit/within/from',
    /received cannot be there/,
  ],
  [
    'a variant for a priority the document does not have',
    {
      stages: [
        {
          key: 'one',
          respond: days(10, 'received', {
            variants: [{ when: { priorities: ['urgent'] }, amount: 3, unit: 'working-days' }],
          }),
        },
      ],
    },
    'stages/0/respond/variants/0/when',
    /can never hold: the document has no urgent/,
  ],
  [
    'an earlier end that names a stage which is not there',
    {
      stages: [
        {
          key: 'one',
          respond: days(5, 'received', { orIfEarlier: { ...days(2, 'received'), ofStage: 'nope' } }),
        },
      ],
    },
    'stages/0/respond/orIfEarlier/ofStage',
    /no stage is called nope/,
  ],
  [
    'a way of counting for days that are not working days',
    {
      stages: [
        {
          key: 'one',
          respond: { amount: 28, unit: 'calendar-days', from: 'received', counting: 'inclusive' },
        },
      ],
    },
    'stages/0/respond/counting',
    /counts for nothing: it is not in working days/,
  ],
  [
    'a later and an earlier end together',
    {
      stages: [
        {
          key: 'one',
          respond: days(5, 'received', {
            orIfLater: days(2, 'received'),
            orIfEarlier: days(9, 'received'),
          }),
        },
      ],
    },
    'stages/0/respond/orIfEarlier',
    /beside orIfLater/,
  ],
  [
    'a time to allocate that waits for the allocation',
    { stages: [{ key: 'one', assign: days(2, 'passed') }] },
    'stages/0/assign/from',
    /passed cannot be there before this limit has ended/,
  ],
  [
    'an acknowledgement that waits for the handler who waits for it',
    { stages: [{ key: 'one', acknowledge: days(2, 'passed'), assign: days(1, 'acknowledged') }] },
    'stages/0/acknowledge/from',
    /waits for a limit that waits for this one/,
  ],
  [
    'a condition for a channel nobody has',
    { stages: [{ key: 'one', acknowledge: days(5, 'received', { when: { channels: ['telegraph'] } }) }] },
    'stages/0/acknowledge/when',
    /no telegraph/,
  ],
  [
    'a condition that says nothing',
    { stages: [{ key: 'one', acknowledge: days(5, 'received', { when: {} }) }] },
    'stages/0/acknowledge/when',
    /would always hold/,
  ],
  [
    'a ground that stands twice',
    {
      stages: [
        { key: 'one', escalation: { to: 'two', grounds: [{ code: 'a' }, { code: 'a' }] } },
        { key: 'two' },
      ],
    },
    'stages/0/escalation/grounds/1/code',
    /a stands twice/,
  ],
  [
    'an outcome that counts as upheld and that no answer can have',
    {
      stages: [{ key: 'one' }],
      compensation: { allOf: [{ code: 'complaint-upheld' }], countsAsUpheld: ['upheld', 'well-founded'] },
    },
    'compensation/countsAsUpheld/1',
    /no outcome is called well-founded; the outcomes are upheld, partially-upheld, not-upheld/,
  ],
  [
    'a reading of a clock that does not exist',
    {
      stages: [{ key: 'one' }],
      readings: [{ code: 'r', question: 'q', chosen: 'c', appliesTo: ['one.nonsense'] }],
    },
    'readings/0/appliesTo/0',
    /no clock is called nonsense/,
  ],
  ...[
    { limit: { amount: 175, unit: 'years' } },
    { limit: { amount: 40 }, respond: { amount: 2, unit: 'years', from: 'received' } },
    { limit: { unit: 'years' }, respond: days(60, 'received') },
  ].map(({ limit, respond = days(10, 'received') }): [string, { stages: Body[] } & Body, string, RegExp] => [
    `another reading of ${JSON.stringify(respond)} under which no date could be given: ${JSON.stringify(limit)}`,
    {
      stages: [{ key: 'one', respond }],
      readings: [
        {
          code: 'r',
          question: 'q',
          chosen: 'c',
          appliesTo: ['one.acknowledge', 'one.respond'],
          alternatives: [{ reading: 'a' }, { reading: 'b', limit }],
        },
      ],
    },
    'readings/0/alternatives/1/limit/amount',
    /is too long: at most .*30 years/,
  ]),
  [
    'a hearing limit at a stage that is none',
    { stages: [{ key: 'one', hear: days(20, 'requested') }] },
    'stages/0/hear',
    /is not a hearing/,
  ],
  [
    'a decision that could refuse nothing',
    {
      stages: [
        { key: 'one', escalation: { to: 'two', decision: { needed: 'if-excluded' } } },
        { key: 'two' },
      ],
    },
    'stages/0/escalation/decision/needed',
    /^can refuse nothing: no exclusion and no refusal is named$/,
  ],
  [
    'a date for a decision that nobody waits for',
    {
      intake: { exclusions: [{ code: 'considered' }] },
      stages: [
        {
          key: 'one',
          escalation: { to: 'two', decision: { needed: 'if-excluded', within: days(3, 'requested') } },
        },
        { key: 'two' },
      ],
    },
    'stages/0/escalation/decision/within',
    /^waits for nobody: the request moves the complaint on at once$/,
  ],
])('%s is refused', (_why, document, path, message) => {
  expect(faultsOf(document)).toContainEqual([path, expect.stringMatching(message)]);
});

test('a sound document of every kind of reference is taken', () => {
  expect(
    faultsOf({
      intake: { priorities: ['urgent'], channels: [{ channel: 'telegraph' }] },
      stages: [
        {
          key: 'one',
          acknowledge: days(5, 'received', { when: { channels: ['telegraph'], priorities: ['urgent'] } }),
          contact: days(5, 'acknowledged'),
          respond: days(10, ['acknowledged', 'contacted']),
          escalation: {
            to: 'two',
            within: days(20, 'response-received'),
            decision: { needed: 'always', within: days(3, 'requested') },
          },
        },
        {
          key: 'two',
          kind: 'hearing',
          hear: days(20, 'accepted'),
          respond: days(5, 'hearing-held', { orIfLater: days(30, 'response-sent', { ofStage: 'one' }) }),
        },
      ],
    }),
  ).toEqual([]);
});
