import { type Walk, walkOf } from '../../support/walk';

const on = (occurredOn: string, rest: object = {}) => ({ occurredOn, ...rest });
const adjustment = { kind: 'adjustment', text: 'Large print.', purpose: 'Readable letters.' };
const restriction = { kind: 'writing-only', reason: 'Abuse.', evidence: 'The log.' };
const logged = (): Walk => walkOf('code-2024', '2024-09-20T11:00:00Z').log({ receivedOn: '2024-09-02' });
const adjusted = () =>
  logged().act('adjustments', on('2024-09-05', { ...adjustment, reviewOn: '2024-10-01' }));
const reviewsOf = (walk: Walk, kind: string) =>
  walk.clocks
    .filter((clock) => clock.kind === kind)
    .map(({ n, dueOn, metOn, stoppedOn, status }) => [n, dueOn, metOn ?? stoppedOn, status]);

test('Code 5.10: the event says that an adjustment was recorded and when it is reviewed, and no more', () => {
  const decided = logged().try('adjustments', on('2024-09-05', { ...adjustment, reviewOn: '2024-10-01' }));
  expect(decided).toMatchObject({
    events: [
      {
        event: { data: { stage: 'stage-1', n: 1, reviewOn: '2024-10-01' } },
        texts: {},
        restricted: { subject: 'adjustment', n: 1, ...adjustment },
      },
    ],
  });
  expect(JSON.stringify([adjusted().state, adjusted().events])).not.toMatch(/Large|Readable/);
});

test('Code 5.10: each date of review is a clock of its own, met by the review or by the end', () => {
  const walk = adjusted();
  const { sentence, rule } = walk.clock('review-adjustment', 'stage-1');
  expect([sentence, rule.ids]).toEqual([
    'Adjustment review 1 at Stage 1 is due by Tuesday 1 October 2024, the date set for it.',
    ['Code 5.10'],
  ]);
  walk.act('adjustments/{n}/reviews', on('2024-09-18', { n: 1, reviewOn: '2024-09-19' }));
  walk.act('adjustments/{n}/endings', on('2024-09-20', { n: 1 }));
  expect(reviewsOf(walk, 'review-adjustment')).toEqual([
    [1, '2024-10-01', '2024-09-18', 'met'],
    [2, '2024-09-19', '2024-09-20', 'missed'],
  ]);
  expect(walk.refused('adjustments/{n}/endings', { n: 1 }).code).toBe('no_open_adjustment');
});

test('Code 5.10: reviews stop with the complaint, lie ahead within the calendar, and follow what they review', () => {
  const walk = adjusted();
  const record = (reviewOn: string) =>
    walk.refused('adjustments', on('2024-09-06', { ...adjustment, reviewOn })).code;
  expect([record('2024-09-05'), record('2199-12-31')]).toEqual([
    'before_the_act_it_follows',
    'outside_calendar',
  ]);
  const review = on('2024-09-04', { n: 1, reviewOn: '2024-10-10' });
  expect(walk.refused('adjustments/{n}/reviews', review).code).toBe('before_the_act_it_follows');
  expect(walk.refused('adjustments/{n}/reviews', { ...review, n: 7 })).toMatchObject({
    code: 'no_such_adjustment',
    allowed: { n: [1] },
  });
  walk.act('withdrawals', on('2024-09-12'));
  expect(reviewsOf(walk, 'review-adjustment')).toEqual([[1, '2024-10-01', '2024-09-12', 'not-applicable']]);
  expect(walk.refused('adjustments', { ...adjustment, reviewOn: '2024-10-01' }).code).toBe(
    'not_at_this_point',
  );
});

test('Code 5.15: a restriction without an equality consideration and a date of review is refused', () => {
  expect(logged().refused('restrictions', on('2024-09-05', restriction))).toMatchObject({
    kind: 'policy',
    code: 'restriction_disproportionate',
    rule: { clause: '/stages/0', ids: ['Code 5.14', 'Code 5.15'] },
    errors: [{ pointer: '/equalityConsideration' }, { pointer: '/reviewOn' }],
  });
});

test('Code 5.14: a restriction moves no other clock, takes no act away, and is reviewed anew or lifted', () => {
  const full = { ...restriction, equalityConsideration: 'She can write.', reviewOn: '2024-09-30' };
  const before = logged();
  const walk = logged().act('restrictions', on('2024-09-05', { ...full, endsOn: '2024-10-31' }));
  expect(walk.clocks.filter(({ kind }) => kind !== 'review-restriction')).toEqual(before.clocks);
  expect(walk.offered).toEqual(expect.arrayContaining(before.offered));
  const again = on('2024-09-18', {
    n: 1,
    reason: 'Still.',
    equalityConsideration: 'None.',
    reviewOn: '2024-11-01',
  });
  expect(walk.refused('restrictions/{n}/reviews', again)).toMatchObject({
    code: 'review_after_end',
    allowed: { latest: '2024-10-31' },
  });
  walk.act('restrictions/{n}/reviews', { ...again, endsOn: '2024-11-29' });
  expect(walk.state.people.restrictions.items).toMatchObject([{ endsOn: '2024-11-29', endedOn: null }]);
  walk.act('restrictions/{n}/endings', on('2024-09-20', { n: 1 }));
  expect(reviewsOf(walk, 'review-restriction')).toEqual([
    [1, '2024-09-30', '2024-09-18', 'met'],
    [2, '2024-11-01', '2024-09-20', 'met'],
  ]);
});
