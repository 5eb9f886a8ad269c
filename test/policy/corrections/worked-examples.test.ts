import { replay } from '../../../src/policy/complaint/evolve';
import { shipped } from '../../../src/policy/procedures/index';
import { type RecordedWalk, recordedWalkOf } from '../support/recorded';
import { type Body, OTHER } from '../support/walk';

/** Rows of the table of dates in which a mistake is put right, in literals checked against the published bank holidays. */

const POLICY = shipped('code-2024');
const EXPLAINED = POLICY?.stages[0]?.response?.mustContain ?? [];
const ANSWER: Body = {
  outcome: 'upheld',
  decidedBy: 'p.one',
  explanations: Object.fromEntries(EXPLAINED.map((key) => [key, 'As the letter says.'])),
};
const DEFINITION = { issues: [{ text: 'Damp' }], outcomesSought: 'Dry' };

const acknowledged = (walk: RecordedWalk, occurredOn: string): RecordedWalk =>
  walk.act('acknowledgements', { occurredOn, definition: DEFINITION });
const answered = (walk: RecordedWalk, occurredOn: string): RecordedWalk =>
  walk.act('assignments', { person: 'p.one', occurredOn }).act('outcomes', {
    ...ANSWER,
    occurredOn,
    findings: [{ issue: 1, outcome: 'upheld', reasons: 'Seen on the visit.' }],
  });
const respond = (walk: RecordedWalk) => walk.clock('respond', 'stage-1');
const acknowledge = (walk: RecordedWalk) => walk.clock('acknowledge', 'stage-1');
/** The number of the first event of this kind. */
const eventOf = (walk: RecordedWalk, type: string): number =>
  walk.events.findIndex((event) => event.type === type) + 1;
const received = (receivedOn: string): RecordedWalk => recordedWalkOf('code-2024').log({ receivedOn });
const strike = (event: number) => ({ event, strike: true });

afterEach(() => expect.hasAssertions());

test('example 14: an extension that was never sent is struck: late by 8, and what was promised still shows', () => {
  const walk = acknowledged(received('2025-06-02'), '2025-06-04').act('extensions', {
    occurredOn: '2025-06-12',
    newDueOn: '2025-06-30',
    reason: 'The surveyor is ill.',
    goodReason: 'The surveyor is ill.',
    agreed: true,
    noticeGiven: true,
    ombudsmanContactGiven: true,
  });
  answered(walk, '2025-06-30');
  expect(respond(walk)).toMatchObject({ status: 'met-within-extension', judgedOn: '2025-06-30' });
  walk.correct(strike(eventOf(walk, 'extended')));
  expect(respond(walk)).toMatchObject({
    textDueOn: '2025-06-18',
    judgedOn: '2025-06-18',
    status: 'missed',
    metOn: '2025-06-30',
    extensions: [],
    promisedDueOn: '2025-06-30',
  });
  expect(walk.state).toEqual(walk.replayed);
});

test('example 34: a refusal struck after two months gives back no day that ran', () => {
  const walk = received('2025-03-03').act('refusals', {
    occurredOn: '2025-03-05',
    reason: POLICY?.intake.exclusions[0]?.code,
    evidence: 'As told.',
    exception: 'It was considered.',
    filedOn: '2025-02-03',
    decidedBy: 'o.one',
    ombudsmanRightTold: true,
  });
  expect(walk.state.status).toBe('refused');
  walk.correct(strike(2));
  expect(walk.state).toMatchObject({ status: 'open', refusal: null });
  answered(acknowledged(walk, '2025-05-13'), '2025-05-27');
  expect(acknowledge(walk)).toMatchObject({ judgedOn: '2025-03-10', status: 'missed', metOn: '2025-05-13' });
  expect(respond(walk)).toMatchObject({
    textDueOn: '2025-05-28',
    judgedOn: '2025-03-24',
    status: 'missed',
    lateStart: true,
  });
  expect(walk.state).toEqual(walk.replayed);
});

test.each([
  ['withdrawals', {}],
  ['mergers', { into: OTHER.reference, sameComplainant: true, reason: 'One matter.' }],
  ['settlements', { terms: 'It is painted.' }],
])('example 35: %s of 8 September struck on the 9th: no day is lost and none is gained', (act, body) => {
  const walk = acknowledged(received('2025-09-01'), '2025-09-03').act(act, {
    ...body,
    occurredOn: '2025-09-08',
  });
  walk.at('2025-09-09T09:00:00Z').correct(strike(4));
  expect(walk.state).toMatchObject({ status: 'open', closedOn: null, withdrawnOn: null });
  expect(respond(walk)).toMatchObject({
    textDueOn: '2025-09-17',
    judgedOn: '2025-09-17',
    status: 'running',
    stoppedOn: null,
  });
  expect(walk.state).toEqual(walk.replayed);
});

test('example 36: merged into a neighbour’s by mistake, both dates run from the complaint’s own receipt', () => {
  const walk = received('2025-05-08').act('mergers', {
    occurredOn: '2025-05-09',
    into: OTHER.reference,
    sameComplainant: true,
    reason: 'One matter.',
  });
  walk.at('2025-06-02T09:00:00Z');
  const { partsFrom } = walk.correct(strike(2));
  expect(partsFrom).toEqual([OTHER.complaintId]);
  expect(walk.state.mergers.into).toBeNull();
  expect(acknowledge(walk)).toMatchObject({ judgedOn: '2025-05-15', status: 'missed', metOn: null });
  expect(respond(walk)).toMatchObject({
    textDueOn: null,
    judgedOn: '2025-05-30',
    status: 'missed',
    metOn: null,
  });
});

test('example 37: received on the 1st and typed the 8th: judged from the 1st', () => {
  const walk = acknowledged(received('2025-09-08'), '2025-09-10');
  const { moves, follows } = walk.correct({ event: 1, with: { receivedOn: '2025-09-01' } });
  expect(walk.state).toMatchObject({ received: { on: '2025-09-01' }, loggedOn: '2025-09-01' });
  expect(acknowledge(walk)).toMatchObject({ judgedOn: '2025-09-08', status: 'missed', metOn: '2025-09-10' });
  expect(respond(walk)).toMatchObject({ textDueOn: '2025-09-24', judgedOn: '2025-09-22' });
  expect(moves.map((move) => [move.kind, move.judgedFrom, move.judgedTo])).toContainEqual([
    'acknowledge',
    '2025-09-15',
    '2025-09-08',
  ]);
  expect(follows).toEqual([]);
});

test('the first event is corrected by the short form as well', () => {
  const long = received('2025-09-08');
  const short = received('2025-09-08');
  long.correct({ event: 1, with: { receivedOn: '2025-09-01' } });
  const corrected = short.tryToCorrect({ receivedOn: '2025-09-01' });
  expect(corrected).toMatchObject({ state: { ...long.state } });
});

test('an answer that follows an acknowledgement moved has its dates worked out anew', () => {
  const walk = answered(acknowledged(received('2025-05-01'), '2025-05-16'), '2025-05-27');
  expect(acknowledge(walk).status).toBe('missed');
  walk.correct({ event: 2, with: { occurredOn: '2025-05-06' } });
  expect(acknowledge(walk)).toMatchObject({ status: 'met', metOn: '2025-05-06' });
  expect(respond(walk)).toMatchObject({ textDueOn: '2025-05-20', judgedOn: '2025-05-20', status: 'missed' });
  expect(walk.state).toEqual(replay(walk.events));
});

test('an acknowledgement that had been forgotten is put in at its place', () => {
  const walk = answered(acknowledged(received('2025-05-01'), '2025-05-16'), '2025-05-19');
  walk.correct(
    { before: 2, act: 'contacts', body: { occurredOn: '2025-05-02', method: 'phone' } },
    { before: 2, act: 'updates', body: { occurredOn: '2025-05-03' } },
  );
  expect(walk.state.stages[0]).toMatchObject({
    contacted: { on: '2025-05-02' },
    updates: [{ on: '2025-05-03' }],
  });
  walk.correct({ event: walk.events.length, inserted: 1, strike: true });
  expect(walk.state.stages[0]).toMatchObject({ contacted: null, updates: [{ on: '2025-05-03' }] });
  expect(walk.state).toEqual(walk.replayed);
});

test('a departure that was none without a struck act is one again when the act comes back', () => {
  const { findings: _, ...withoutFindings } = { ...ANSWER, findings: [] };
  const walk = acknowledged(received('2025-06-02'), '2025-06-04')
    .act('assignments', { person: 'p.one', occurredOn: '2025-06-04' })
    .act('outcomes', {
      ...withoutFindings,
      occurredOn: '2025-06-10',
      departures: [{ code: 'finding_missing', decidedBy: 'o.one', why: 'The letter has none.' }],
    });
  const codes = () => walk.state.departures.map(({ code, decidedBy }) => [code, decidedBy]);
  expect(codes()).toEqual([['finding_missing', 'o.one']]);
  walk.correct(strike(eventOf(walk, 'acknowledged')));
  // Without a definition there is no issue that could lack its finding.
  expect(codes()).toEqual([]);
  walk.correct({ event: eventOf(walk, 'acknowledged'), strike: false });
  expect(codes()).toEqual([['finding_missing', 'o.one']]);
  expect(walk.state).toEqual(replay(walk.events));
});
