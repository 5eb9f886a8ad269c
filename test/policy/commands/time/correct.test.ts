import { walkOf } from '../../support/walk';

const WHY = { why: 'The letter is stamped.' };
const westfield = () => walkOf('westfield', '2024-09-30T09:00:00Z');
const DEFINITION = { issues: [{ text: 'Damp' }], outcomesSought: 'A repair' };

test('a corrected day of receipt moves every date that rests on it and keeps the old day (lessons, 34)', () => {
  const walk = westfield().log({ receivedOn: '2024-09-02' });
  expect(walk.due('acknowledge', 'stage-1')).toBe('2024-09-09');
  walk.act('corrections', { receivedOn: '2024-08-30', ...WHY });
  expect(walk.due('acknowledge', 'stage-1')).toBe('2024-09-06');
  expect(walk.state).toMatchObject({
    received: { on: '2024-08-30', at: null },
    loggedOn: '2024-08-30',
    policyVersion: '1',
  });
  expect(walk.state).toEqual(walk.replayed);
  const { data, promised } = walk.events.at(-1)!;
  expect(data).toMatchObject({
    formerlyOn: '2024-09-02',
    formerlyLoggedOn: '2024-09-02',
    receivedOn: '2024-08-30',
    moved: [
      { stage: 'stage-1', kind: 'acknowledge', n: 0, from: '2024-09-09', to: '2024-09-06' },
      { stage: 'stage-1', kind: 'respond', n: 0 },
    ],
  });
  expect(promised).toContainEqual({ stage: 'stage-1', kind: 'acknowledge', n: 0, dueOn: '2024-09-06' });
});

test('an act that was thought late is judged by the right day', () => {
  const walk = westfield()
    .log({ receivedOn: '2024-09-02' })
    .act('acknowledgements', { occurredOn: '2024-09-11', definition: DEFINITION });
  expect(walk.clock('acknowledge', 'stage-1').status).toBe('missed');
  walk.act('corrections', { receivedOn: '2024-09-04', ...WHY });
  expect(walk.clock('acknowledge', 'stage-1')).toMatchObject({ status: 'met', dueOn: '2024-09-11' });
});

test('a complaint that was logged on a day of its own keeps that day', () => {
  const walk = westfield().log({ receivedOn: '2024-09-02', loggedOn: '2024-09-05' });
  walk.act('corrections', { receivedOn: '2024-09-04', ...WHY });
  expect(walk.state.loggedOn).toBe('2024-09-05');
  expect(walk.refused('corrections', { receivedOn: '2024-09-06', ...WHY }).code).toBe(
    'before_the_act_it_follows',
  );
});

test.each([
  [{ receivedOn: '2024-09-05' }, 'after_an_act_that_followed', { latest: '2024-09-04' }],
  [{ receivedOn: '2024-09-02' }, 'nothing_to_correct', undefined],
  [{ receivedOn: '2024-10-02' }, 'in_the_future', { latest: '2024-09-30' }],
  [{}, 'received_day_missing', { oneOf: ['receivedOn', 'receivedAt'] }],
  [{ receivedOn: '2024-03-01' }, 'incident_after_receipt', { latest: '2024-03-01' }],
  [{ receivedOn: '2024-09-01', receivedAt: '2024-09-02T09:00:00Z' }, 'dates_disagree', { on: '2024-09-02' }],
])('%j is refused: %s', (body, code, allowed) => {
  const walk = westfield()
    .log({ receivedOn: '2024-09-02', incident: { occurredOn: '2024-03-04' } })
    .act('assignments', { occurredOn: '2024-09-04', person: 't.hughes', role: 'property-services-officer' });
  const refusal = walk.refused('corrections', { ...body, ...WHY });
  expect([refusal.code, refusal.allowed]).toEqual([code, allowed]);
});

test('a correction that is itself corrected leaves both in the record', () => {
  const walk = westfield()
    .log({ receivedOn: '2024-09-02' })
    .act('corrections', { receivedOn: '2024-08-30', ...WHY })
    .act('corrections', { receivedOn: '2024-09-03', ...WHY });
  expect(walk.due('acknowledge', 'stage-1')).toBe('2024-09-10');
  expect(walk.events.map(({ type }) => type)).toEqual(['logged', 'received-corrected', 'received-corrected']);
  expect(walk.state).toEqual(walk.replayed);
});
