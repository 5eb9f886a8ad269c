import { datedClocks } from '../../../src/policy/clocks/deadlines';
import { beyondTheCode } from '../../../src/policy/conditions/beyond-the-code';
import { type Body, procedure, Walk, walkOf } from '../support/walk';

/** Conduct that the procedure lets pass and a provision of the Complaint Handling Code does not. */

const on = (occurredOn: string, body: Body = {}): Body => ({ occurredOn, ...body });
const found = ({ state, rules }: Walk) =>
  beyondTheCode(state, datedClocks(state, rules), rules).map(
    ({ on: day, stage, code, provision }) => `${day} ${stage} ${provision} ${code}`,
  );

/** Working days are those of England and Wales; the times are longer than the Code's. */
const own = (respond: Body | null, rest: Body = {}) => {
  const stage = (key: string) => ({
    key,
    name: key,
    acknowledge: { amount: 5, unit: 'working-days', from: 'requested' },
    ...(respond && { respond }),
    ...(key === 'one' && { escalation: { to: 'two' } }),
    ...rest,
  });
  return new Walk(procedure({ regime: 'housing-ombudsman', stages: [stage('one'), stage('two')] }));
};
const days = (amount: number, rest: Body = {}) => ({
  amount,
  unit: 'working-days',
  from: 'acknowledged',
  ...rest,
});
/** Received on Thursday 1 May 2025 and acknowledged on Tuesday 6 May: the Code's ten days end on Tuesday 20 May. */
const acknowledged = (walk: Walk, day = '2025-05-06') =>
  walk
    .log({ receivedOn: '2025-05-01', incident: { occurredOn: '2025-04-01' } })
    .act('assignments', on('2025-05-01', { person: 'a.one' }))
    .act('acknowledgements', on(day));
const answered = (walk: Walk, day: string) => walk.act('outcomes', on(day, { outcome: 'upheld' }));
const DEFINITION = { issues: [{ text: 'Damp' }], outcomesSought: 'A dry wall' };
const LATE = 'answered_after_the_codes_time';

test.each<[string, Body | null, string, string[]]>([
  ['on the last day of the Code', days(15), '2025-05-20', []],
  [
    'on the day after it, in the time of the procedure',
    days(15),
    '2025-05-21',
    [`2025-05-21 one 6.3 ${LATE}`],
  ],
  ['after both, which is late by the procedure itself', days(15), '2025-05-29', []],
  ['where the procedure sets no time', null, '2025-05-21', [`2025-05-21 one 6.3 ${LATE}`]],
  [
    'after an aim alone, which is no date that is kept or missed',
    days(10, { force: 'aim' }),
    '2025-05-21',
    [`2025-05-21 one 6.3 ${LATE}`],
  ],
])('Code 6.3: an answer %s', (_, respond, day, expected) => {
  expect(found(answered(acknowledged(own(respond)), day))).toEqual(expected);
});

test('Code 6.2, 6.3: a late acknowledgement does not move the time of the Code either', () => {
  // Due by Friday 9 May, so that ten working days from it end on Friday 23 May.
  expect(found(answered(acknowledged(own(days(15)), '2025-05-14'), '2025-05-23'))).toEqual([]);
  expect(found(answered(acknowledged(own(days(15)), '2025-05-14'), '2025-05-27'))).toEqual([
    `2025-05-27 one 6.3 ${LATE}`,
  ]);
});

test('Code 6.4: an extension in the time of the Code counts, and one given after it does not', () => {
  const extension = { each: { amount: 20, unit: 'working-days' } };
  const extended = (day: string) =>
    acknowledged(own(days(15), { extension })).act(
      'extensions',
      on(day, { newDueOn: '2025-06-03', reason: 'The surveyor is ill.', decidedBy: 'a.one' }),
    );
  expect(found(answered(extended('2025-05-20'), '2025-06-03'))).toEqual([]);
  expect(found(answered(extended('2025-05-21'), '2025-06-03'))).toEqual([`2025-06-03 one 6.3 ${LATE}`]);
});

test('Code 6.14: at the second stage it is twenty working days', () => {
  const escalated = answered(acknowledged(own(days(25))), '2025-05-20')
    .act('escalations', on('2025-06-02'))
    .act('assignments', on('2025-06-02', { person: 'b.two' }))
    .act('acknowledgements', on('2025-06-02'));
  expect(found(answered(escalated, '2025-07-01'))).toEqual([`2025-07-01 two 6.14 ${LATE}`]);
  expect(escalated.advice.map(({ code, rule }) => [code, rule.ids, rule.clause])).toEqual([
    [LATE, ['Code 6.14'], '/stages/1/respond'],
  ]);
  expect(escalated.advice[0]?.sentence).toBe(
    'The response at two was given on Tuesday 1 July 2025. By the Complaint Handling Code it was due by Monday 30 June 2025: 20 working days from the acknowledgement, or from the day that was due.',
  );
});

test('what came before the Code was binding, or under another regime, is judged by no time of it', () => {
  const early = own(days(15))
    .log({ receivedOn: '2024-03-28', incident: { occurredOn: '2024-03-01' } })
    .act('assignments', on('2024-03-28', { person: 'a.one' }))
    .act('acknowledgements', on('2024-03-28'));
  expect(found(answered(early, '2024-04-18'))).toEqual([]);
  const { policy } = own(days(15)).rules;
  const elsewhere = new Walk({ ...policy, regime: 'spso' });
  expect(found(answered(acknowledged(elsewhere), '2025-05-21'))).toEqual([]);
});

describe('Code 5.8, 6.13: whoever has a stage', () => {
  const reviewedBy = (person: string, rest: Body = {}) =>
    answered(acknowledged(own(days(10))), '2025-05-20')
      .act('escalations', on('2025-06-02'))
      .act('assignments', on('2025-06-03', { person, ...rest }));

  test('and dealt with the stage before counts from the day it was given to them', () => {
    expect(found(reviewedBy('A.One'))).toEqual(['2025-06-03 two 6.13 handled_an_earlier_stage']);
    expect(found(reviewedBy('b.two'))).toEqual([]);
  });

  test('counts no more once somebody else has it, and stays where they answered it', () => {
    const replaced = reviewedBy('a.one').act('assignments', on('2025-06-04', { person: 'b.two' }));
    expect(found(replaced)).toEqual([]);
    replaced.act('acknowledgements', on('2025-06-04'));
    replaced.act('outcomes', on('2025-06-10', { outcome: 'upheld', decidedBy: 'b.two' }));
    expect(found(replaced)).toEqual([]);
  });

  test('and is complained about stands under both provisions', () => {
    expect(found(reviewedBy('b.two', { subjectOfComplaint: true }))).toEqual([
      '2025-06-03 two 5.8 handled_by_the_person_complained_about',
      '2025-06-03 two 6.13 handled_by_the_person_complained_about',
    ]);
  });

  test('against a test of the procedure itself is a departure, and not counted twice', () => {
    const walk = walkOf('code-2024')
      .log({ receivedOn: '2025-05-01', incident: { occurredOn: '2025-04-01' } })
      .act('assignments', on('2025-05-01', { person: 'a.one' }))
      .act('acknowledgements', on('2025-05-06', { definition: DEFINITION }))
      .depart('outcomes', on('2025-05-20', { outcome: 'upheld', explanations: {} }))
      .act('escalations', on('2025-06-02'))
      .depart('assignments', on('2025-06-03', { person: 'a.one' }));
    expect(walk.state.departures.at(-1)).toMatchObject({
      stage: 'stage-2',
      code: 'reviewer_not_independent',
    });
    expect(found(walk)).toEqual([]);
  });
});

test('a stage that is over keeps what was found there', () => {
  const walk = answered(acknowledged(own(null)), '2025-05-21').act('escalations', on('2025-06-02'));
  expect(found(walk)).toEqual([`2025-05-21 one 6.3 ${LATE}`]);
  expect(walk.advice).toEqual([]);
});
