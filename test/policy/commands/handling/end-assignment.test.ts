import { type Body, procedure, Walk } from '../../support/walk';

const on = (occurredOn: string, body: Body = {}): Body => ({ occurredOn, ...body });
const REASON = { reason: 'A neighbour of the resident.' };
const policy = procedure({
  stages: [
    {
      key: 'one',
      name: 'One',
      handler: { roles: [], independence: [{ test: 'not-subject-of-complaint' }] },
      escalation: { to: 'two' },
    },
    {
      key: 'two',
      name: 'Two',
      handler: { roles: [], independence: [{ test: 'not-previously-involved' }] },
    },
  ],
});
const given = (person: string, day: string) =>
  on(day, { person, subjectOfComplaint: false, responsibleForService: false });
const inHand = () =>
  new Walk(policy, '2024-10-01T09:00:00Z')
    .log({ receivedOn: '2024-09-02' })
    .act('assignments', given('a.one', '2024-09-03'));
const answered = () =>
  inHand()
    .act('outcomes', on('2024-09-10', { outcome: 'upheld', decidedBy: 'a.one' }))
    .act('escalations', on('2024-09-12'))
    .act('assignments', given('b.two', '2024-09-13'));

const handlers = ({ state }: Walk) =>
  state.stages.map(({ assignments }) => assignments.map(({ person, endedOn }) => [person, endedOn]));

test('whoever is taken off is so at every stage they have, and the record keeps that they had it (Code 5.8)', () => {
  const walk = answered().act('assignment-endings', on('2024-09-20', { person: 'A.One', ...REASON }));
  expect(walk.events.at(-1)).toMatchObject({
    type: 'assignment-ended',
    on: '2024-09-20',
    data: { stage: 'one', person: 'a.one' },
  });
  expect(handlers(walk)).toEqual([[['a.one', '2024-09-20']], [['b.two', null]]]);
  expect(JSON.stringify(walk.events)).not.toContain('neighbour');
  expect(walk.state).toEqual(walk.replayed);
});

test('a stage without its handler cannot be answered until it is given to another', () => {
  const walk = inHand().act('assignment-endings', on('2024-09-04', { person: 'a.one', ...REASON }));
  expect(walk.refused('outcomes', { outcome: 'upheld' }).code).toBe('no_handler');
  walk.act('assignments', given('c.three', '2024-09-05'));
  expect(walk.refused('outcomes', { outcome: 'upheld', decidedBy: 'a.one' })).toMatchObject({
    code: 'independence_not_declared',
    errors: [{ pointer: '/decidedBy' }],
  });
  walk.act('outcomes', on('2024-09-10', { outcome: 'upheld' }));
  expect(walk.state.stages[0]?.response?.decidedBy).toBe('c.three');
});

test('a decision counts for the day it was made, whoever has the stage when it is recorded (Code 5.8)', () => {
  const left = () =>
    inHand().act('assignment-endings', on('2024-09-05', { person: 'a.one', reason: 'Left the landlord.' }));
  const decided = left();
  expect(decided.offered).toContain('outcomes');
  decided.act('outcomes', on('2024-09-04', { outcome: 'upheld' }));
  expect(decided.state.stages[0]?.response?.decidedBy).toBe('a.one');
  expect(decided.state).toEqual(decided.replayed);
  const named = left().act('assignments', given('c.three', '2024-09-06'));
  expect(
    named.refused('outcomes', on('2024-09-04', { outcome: 'upheld', decidedBy: 'c.three' })),
  ).toMatchObject({
    code: 'independence_not_declared',
    errors: [{ pointer: '/decidedBy' }],
  });
  named.act('outcomes', on('2024-09-04', { outcome: 'upheld', decidedBy: 'A.One' }));
  expect(named.state.stages[0]?.response?.decidedBy).toBe('A.One');
  const passedOn = inHand().act('assignments', given('c.three', '2024-09-05'));
  passedOn.act('outcomes', on('2024-09-04', { outcome: 'upheld' }));
  expect(passedOn.state.stages[0]?.response?.decidedBy).toBe('a.one');
});

test('on the day they are taken off and on a day before anybody had it nobody decides', () => {
  const walk = inHand().act('assignment-endings', on('2024-09-05', { person: 'a.one', ...REASON }));
  for (const day of ['2024-09-02', '2024-09-05']) {
    expect(walk.refused('outcomes', on(day, { outcome: 'upheld' }))).toMatchObject({
      code: 'no_handler',
      detail: expect.stringMatching(/ had no handler on .* 2024, .* with the day they were given it\.$/),
      allowed: { act: 'assignments' },
    });
  }
  // Since the acknowledgement nobody has had it, so no answer can have been decided.
  walk.act('acknowledgements', on('2024-09-05', { contains: ['definition'] }));
  expect(walk.offered).not.toContain('outcomes');
  expect(walk.refused('outcomes', on('2024-09-04', { outcome: 'upheld' })).code).toBe('no_handler');
});

test('one who had it before is taken off for good, and may be given it again', () => {
  const walk = inHand()
    .act('assignments', given('c.three', '2024-09-04'))
    .act('assignments', given('a.one', '2024-09-05'))
    .act('assignment-endings', on('2024-09-06', { person: 'a.one', ...REASON }));
  expect(handlers(walk)).toEqual([
    [
      ['a.one', '2024-09-06'],
      ['c.three', null],
      ['a.one', '2024-09-06'],
    ],
  ]);
  expect(walk.offered).not.toContain('assignment-endings');
  walk.act('assignments', given('a.one', '2024-09-07'));
  expect(walk.offered).toContain('assignment-endings');
});

test('who was taken off was involved all the same, and does not review what they had', () => {
  const walk = inHand()
    .act('assignment-endings', on('2024-09-04', { person: 'a.one', ...REASON }))
    .act('assignments', given('c.three', '2024-09-04'))
    .act('outcomes', on('2024-09-10', { outcome: 'upheld' }))
    .act('escalations', on('2024-09-12'));
  expect(walk.refused('assignments', given('a.one', '2024-09-13')).code).toBe('reviewer_not_independent');
});

test('it can come to light when all is over, not before they had it, and not of one who has it no longer', () => {
  const walk = answered()
    .act('outcomes', on('2024-09-20', { outcome: 'upheld' }))
    .act('closures', on('2024-09-25', { reason: 'resident-satisfied' }));
  expect(walk.refused('assignment-endings', on('2024-09-02', { person: 'a.one', ...REASON }))).toMatchObject({
    code: 'before_the_act_it_follows',
    allowed: { earliest: '2024-09-03' },
  });
  expect(walk.refused('assignment-endings', { person: 'd.four', ...REASON })).toMatchObject({
    code: 'not_assigned',
    errors: [{ pointer: '/person' }],
    allowed: { person: ['a.one', 'b.two'] },
  });
  walk.act('assignment-endings', { person: 'a.one', ...REASON });
  expect(walk.refused('assignment-endings', { person: 'a.one', ...REASON }).code).toBe('not_assigned');
  walk.act('assignment-endings', { person: 'b.two', ...REASON });
  expect(walk.refused('assignment-endings', { person: 'b.two', ...REASON }).code).toBe('nobody_assigned');
});

test('the day it was passed on counts for the dates as before', () => {
  const passing = procedure({
    stages: [{ key: 'one', name: 'One', respond: { amount: 10, unit: 'working-days', from: 'passed' } }],
  });
  const walk = new Walk(passing)
    .log({ receivedOn: '2024-09-02' })
    .act('assignments', given('a.one', '2024-09-03'));
  const due = walk.due('respond', 'one');
  walk.act('assignment-endings', on('2024-09-09', { person: 'a.one', ...REASON }));
  expect([due, walk.due('respond', 'one')]).toEqual(['2024-09-17', '2024-09-17']);
});
