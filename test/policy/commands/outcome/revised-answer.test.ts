import { policyDocumentSchema } from '../../../../src/policy/document/document';
import { shipped } from '../../../../src/policy/procedures/index';
import { recordedWalkOf } from '../../support/recorded';
import { type Body, Walk, walkOf } from '../../support/walk';

/** A landlord that answered sends a second letter which changes the first: both are kept, and the later outcome stands. */

const ANSWER: Body = {
  outcome: 'not-upheld',
  decidedBy: 'p.one',
  explanations: Object.fromEntries(
    (shipped('code-2024')?.stages[0]?.response?.mustContain ?? []).map((key) => [key, 'As the letter says.']),
  ),
  findings: [{ issue: 1, outcome: 'not-upheld', reasons: 'Seen on the visit.' }],
};
const SECOND: Body = {
  ...ANSWER,
  outcome: 'upheld',
  findings: [{ issue: 1, outcome: 'upheld', reasons: 'The survey shows it.' }],
  revises: true,
};

/** Received on 1 May 2025, acknowledged on 6 May and so due by 20 May. */
const acknowledged = (now = '2025-07-01T12:00:00Z'): Walk =>
  walkOf('code-2024', now)
    .log({ receivedOn: '2025-05-01' })
    .act('acknowledgements', {
      occurredOn: '2025-05-06',
      definition: { issues: [{ text: 'Damp' }], outcomesSought: 'Dry' },
    })
    .act('assignments', { person: 'p.one', occurredOn: '2025-05-06' });
const answered = (occurredOn = '2025-05-19', now?: string): Walk =>
  acknowledged(now).act('outcomes', { ...ANSWER, occurredOn });
const respond = (walk: Walk) => walk.clock('respond', 'stage-1');

test('given an answer in time, when it is revised after the date, then it stays in time and the later outcome stands', () => {
  const walk = answered().act('outcomes', { ...SECOND, occurredOn: '2025-06-10' });
  expect(respond(walk)).toMatchObject({ judgedOn: '2025-05-20', metOn: '2025-05-19', status: 'met' });
  const [stage] = walk.state.stages;
  expect(stage?.response).toMatchObject({ on: '2025-06-10', outcome: 'upheld', revises: true });
  expect(stage?.formerResponses).toMatchObject([{ on: '2025-05-19', outcome: 'not-upheld', revises: false }]);
  expect(walk.state.status).toBe('responded');
  expect(walk.state).toEqual(walk.replayed);
});

test('given a late answer, when it is revised, then it stays late by the day of the first', () => {
  const walk = answered('2025-05-22').act('outcomes', { ...SECOND, occurredOn: '2025-06-10' });
  expect(respond(walk)).toMatchObject({ judgedOn: '2025-05-20', metOn: '2025-05-22', status: 'missed' });
});

test('given an answer, when a second letter follows without saying so, then it is refused and told how', () => {
  expect(answered().refused('outcomes', { ...ANSWER, occurredOn: '2025-06-10' })).toMatchObject({
    code: 'already_answered',
    kind: 'state',
    facts: { stage: 'stage-1', answeredOn: '2025-05-19' },
    allowed: { acts: ['corrections'], or: { revises: true } },
  });
});

test('given no answer, when one is revised, then there is none to revise', () => {
  expect(acknowledged().refused('outcomes', { ...SECOND, occurredOn: '2025-05-19' })).toMatchObject({
    code: 'no_answer_to_revise',
    kind: 'state',
    facts: { stage: 'stage-1' },
  });
});

test('given the next stage, when the answer before it is revised, then the stage that it stands at has none', () => {
  const walk = answered().act('escalations', { occurredOn: '2025-06-02', reason: 'Not what happened.' });
  expect(walk.refused('outcomes', { ...SECOND, occurredOn: '2025-06-10' })).toMatchObject({
    code: 'no_answer_to_revise',
    facts: { stage: 'stage-2' },
  });
});

test('given an answer, when it is revised, then the second is held to all that the first was', () => {
  const { explanations: _, ...unexplained } = SECOND;
  const walk = answered();
  expect(walk.refused('outcomes', { ...unexplained, occurredOn: '2025-06-10' })).toMatchObject({
    code: 'explanation_missing',
    kind: 'policy',
  });
  expect(walk.refused('outcomes', { ...SECOND, findings: [], occurredOn: '2025-06-10' })).toMatchObject({
    code: 'finding_missing',
  });
  expect(walk.refused('outcomes', { ...SECOND, occurredOn: '2025-05-16' })).toMatchObject({
    code: 'before_the_act_it_follows',
  });
});

test('given a closed complaint, when its answer is revised, then it stays closed with the later outcome', () => {
  const walk = answered()
    .act('closures', { reason: 'resident-satisfied', occurredOn: '2025-05-23' })
    .act('outcomes', { ...SECOND, occurredOn: '2025-06-10' });
  expect(walk.state).toMatchObject({ status: 'closed', closedOn: '2025-05-23' });
  expect(walk.state.stages[0]?.response?.outcome).toBe('upheld');
  expect(walk.state).toEqual(walk.replayed);
});

test('given a withdrawn complaint, when its answer is revised, then it is not at that point', () => {
  const walk = answered().act('withdrawals', { by: 'resident', occurredOn: '2025-05-23' });
  expect(walk.refused('outcomes', { ...SECOND, occurredOn: '2025-06-10' })).toMatchObject({
    code: 'not_at_this_point',
  });
});

test('given a second letter, then whoever decided either of them is involved', () => {
  const walk = answered()
    .act('outcomes', { ...SECOND, decidedBy: 'p.two', occurredOn: '2025-06-10' })
    .act('escalations', { occurredOn: '2025-06-12', reason: 'Still not all.' });
  for (const person of ['p.one', 'p.two'])
    expect(walk.refused('assignments', { person, occurredOn: '2025-06-12' })).toMatchObject({
      code: 'reviewer_not_independent',
    });
});

describe('the resident’s time runs from the later letter (28 days of Westfield, from receipt)', () => {
  const westfield = (): Walk => {
    const walk = walkOf('westfield', '2025-06-01T12:00:00Z')
      .log({ receivedOn: '2025-03-03' })
      .act('acknowledgements', {
        occurredOn: '2025-03-04',
        definition: { issues: [{ text: 'Damp' }], outcomesSought: 'Dry' },
      });
    return walk;
  };
  test('and the clock to escalate says from when', () => {
    const explanations = Object.fromEntries(
      [
        ...(shipped('westfield')?.stages.flatMap(({ response }) => response?.mustContain ?? []) ?? []),
        ...(shipped('westfield')?.outcomes?.flatMap(({ mustExplain }) => mustExplain) ?? []),
      ].map((key) => [key, 'As the letter says.']),
    );
    const letter = {
      outcome: 'upheld',
      explanations,
      assertions: shipped('westfield')?.outcomes?.flatMap(({ mustAssert }) => mustAssert) ?? [],
      findings: [{ issue: 1, outcome: 'upheld', reasons: 'Seen.' }],
    };
    const walk = westfield();
    walk.act('outcomes', {
      ...letter,
      occurredOn: '2025-03-10',
      receivedOn: '2025-03-21',
    });
    const before = walk.clock('escalate', 'stage-1')?.dueOn;
    walk.act('outcomes', {
      ...letter,
      revises: true,
      occurredOn: '2025-03-12',
      receivedOn: '2025-03-13',
    });
    // The first letter arrived after the second, and nothing takes that time away.
    expect([before, walk.clock('escalate', 'stage-1')?.dueOn]).toEqual(['2025-04-22', '2025-04-22']);
    walk.act('deliveries', { occurredOn: '2025-03-28' });
    expect(walk.clock('escalate', 'stage-1')?.dueOn).toBe('2025-04-25');
    expect(walk.state).toEqual(walk.replayed);
  });
});

describe('both letters can be put right', () => {
  const twice = () => {
    const walk = recordedWalkOf('code-2024').log({ receivedOn: '2025-05-01' });
    walk.act('acknowledgements', {
      occurredOn: '2025-05-06',
      definition: { issues: [{ text: 'Damp' }], outcomesSought: 'Dry' },
    });
    walk.act('assignments', { person: 'p.one', occurredOn: '2025-05-06' });
    walk.act('outcomes', { ...ANSWER, occurredOn: '2025-05-19' });
    return walk.act('outcomes', { ...SECOND, occurredOn: '2025-06-10' });
  };
  const [FIRST_EVENT, SECOND_EVENT] = [5, 6];

  test('given the second struck, then the first stands', () => {
    const walk = twice();
    walk.correct({ event: SECOND_EVENT, strike: true });
    expect(walk.state.stages[0]).toMatchObject({
      response: { on: '2025-05-19', outcome: 'not-upheld' },
      formerResponses: [],
    });
    expect(walk.state).toEqual(walk.replayed);
  });

  test('given the first struck, then the second does not fit until it revises none', () => {
    const walk = twice();
    expect(walk.tryToCorrect({ changes: [{ event: FIRST_EVENT, strike: true }] })).toMatchObject({
      misfits: [{ event: SECOND_EVENT, code: 'no_answer_to_revise', recordable: false }],
    });
    walk.correct({ event: FIRST_EVENT, strike: true }, { event: SECOND_EVENT, with: { revises: false } });
    expect(respond(walk)).toMatchObject({ metOn: '2025-06-10', status: 'missed' });
    expect(walk.state).toEqual(walk.replayed);
  });

  test('given either changed, then the other stays', () => {
    const walk = twice();
    walk.correct({ event: FIRST_EVENT, with: { occurredOn: '2025-05-21' } });
    walk.correct({ event: SECOND_EVENT, with: { outcome: 'partially-upheld' } });
    expect(respond(walk)).toMatchObject({ metOn: '2025-05-21', status: 'missed' });
    expect(walk.state.stages[0]?.response).toMatchObject({ on: '2025-06-10', outcome: 'partially-upheld' });
    expect(walk.state).toEqual(walk.replayed);
  });
});

describe('the way to the ombudsman', () => {
  /** A complaint at the last stage of the Northern Irish procedure, which gives six months from the decision. */
  const atLastStage = (): Walk =>
    walkOf('nipso', '2025-12-01T12:00:00Z').log({ receivedOn: '2025-05-01', stage: 'stage-2' });
  test('opens with the first letter, and what ends it counts from the later', () => {
    const walk = atLastStage();
    const refer = () => walk.clocks.find(({ kind }) => kind === 'refer');
    const letter = (body: Body) => {
      const refusal = walk.try('outcomes', body);
      return 'kind' in refusal ? walk.depart('outcomes', body) : walk.take(refusal);
    };
    letter({ outcome: 'not-upheld', occurredOn: '2025-06-02' });
    const before = refer();
    letter({ outcome: 'upheld', occurredOn: '2025-08-04', revises: true });
    expect(refer()?.dueOn).toBe(before?.dueOn);
    expect([before?.policyLatestOn, refer()?.policyLatestOn]).toEqual(['2025-12-02', '2026-02-04']);
    expect(walk.state).toEqual(walk.replayed);
  });
});

test('given two letters of two people, when a reviewer has to be more senior, then than both', () => {
  const document = structuredClone(shipped('code-2024'));
  if (!document) throw new Error('It comes with the service');
  const stages = document.stages.map((stage, index) =>
    index === 1
      ? { ...stage, handler: { ...stage.handler, independence: [{ test: 'more-senior-than-previous' }] } }
      : stage,
  );
  const policy = policyDocumentSchema.parse(JSON.parse(JSON.stringify({ ...document, stages })));
  const walk = new Walk(policy, '2025-07-01T12:00:00Z')
    .log({ receivedOn: '2025-05-01' })
    .act('acknowledgements', {
      occurredOn: '2025-05-06',
      definition: { issues: [{ text: 'Damp' }], outcomesSought: 'Dry' },
    })
    .act('assignments', { person: 'p.one', occurredOn: '2025-05-06' })
    .act('outcomes', { ...ANSWER, occurredOn: '2025-05-19' })
    .act('outcomes', {
      ...SECOND,
      decidedBy: 'p.two',
      occurredOn: '2025-05-21',
    })
    .act('escalations', { occurredOn: '2025-05-22' });
  const senior = (...seniorTo: string[]) => ({ person: 'p.three', seniorTo, occurredOn: '2025-05-23' });
  expect(walk.refused('assignments', senior('p.two'))).toMatchObject({
    code: 'reviewer_not_more_senior',
    allowed: { seniorTo: ['p.one', 'p.two'] },
    detail: 'p.three has to be more senior than p.one, who handled the stage before.',
  });
  expect(walk.takes('assignments', senior('p.one', 'p.two'))).toBe(true);
});
