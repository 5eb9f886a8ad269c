import { shipped } from '../../../src/policy/procedures/index';
import { type Body, procedure, Walk, walkOf } from '../support/walk';
import { withPausesAndPriorities } from '../support/with-pauses-and-priorities';

/**
 * Duties judged by honest dates, in literals checked against the published bank holidays. `text` is the date counted
 * from the act itself, `judged` the date by which it counts as kept: a late start never moves it, and a late extension
 * never cures it.
 */

const ANSWER: Body = {
  outcome: 'upheld',
  decidedBy: 'p.one',
  explanations: Object.fromEntries(
    (shipped('code-2024')?.stages[0]?.response?.mustContain ?? []).map((key) => [key, 'As the letter says.']),
  ),
};

const code = (now?: string): Walk => walkOf('code-2024', now);
const answered = (walk: Walk, occurredOn: string): Walk => {
  const isDefined = walk.state.stages[walk.state.current]?.definition;
  const findings = isDefined ? [{ issue: 1, outcome: 'upheld', reasons: 'Seen on the visit.' }] : [];
  walk.act('assignments', { person: 'p.one', occurredOn });
  return walk.act('outcomes', { ...ANSWER, findings, occurredOn });
};
const acknowledged = (walk: Walk, occurredOn: string): Walk =>
  walk.act('acknowledgements', {
    occurredOn,
    definition: { issues: [{ text: 'Damp' }], outcomesSought: 'Dry' },
  });

const respond = (walk: Walk, stage = 'stage-1') => walk.clock('respond', stage);

describe('the Code of 2024: acknowledge in 5, respond in 10 from the acknowledgement', () => {
  test.each([
    // received, acknowledged, answered, text, judged, status, late start
    [1, '2025-05-01', '2025-05-06', '2025-05-19', '2025-05-20', '2025-05-20', 'met', false],
    [2, '2025-05-01', '2025-05-06', '2025-05-21', '2025-05-20', '2025-05-20', 'missed', false],
    [3, '2025-05-01', null, '2025-06-20', null, '2025-05-23', 'missed', false],
    [4, '2025-05-01', '2025-06-20', '2025-06-20', '2025-07-04', '2025-05-23', 'missed', true],
    [5, '2025-05-01', '2025-05-14', '2025-05-22', '2025-05-29', '2025-05-23', 'met', false],
    [6, '2025-05-01', '2025-05-14', '2025-05-27', '2025-05-29', '2025-05-23', 'missed', true],
    [7, '2025-05-01', null, null, null, '2025-05-23', 'missed', false],
    [8, '2025-04-10', '2025-04-15', '2025-05-01', '2025-05-01', '2025-05-01', 'met', false],
    [9, '2025-12-16', '2025-12-19', '2026-01-07', '2026-01-07', '2026-01-07', 'met', false],
    [10, '2025-12-20', '2025-12-24', null, '2026-01-12', '2026-01-12', 'missed', false],
    [11, '2026-04-27', '2026-05-01', null, '2026-05-18', '2026-05-18', 'missed', false],
    [16, '2026-03-02', '2026-03-12', '2026-03-24', '2026-03-26', '2026-03-23', 'missed', true],
  ])(
    'example %i: received %s, acknowledged %s, answered %s: by the text %s, judged by %s, %s',
    (...[, receivedOn, acknowledgedOn, answeredOn, textDueOn, judgedOn, status, lateStart]) => {
      const walk = code().log({ receivedOn });
      if (acknowledgedOn) acknowledged(walk, acknowledgedOn);
      if (answeredOn) answered(walk, answeredOn);
      expect(respond(walk)).toMatchObject({ textDueOn, judgedOn, status, lateStart });
    },
  );

  test('example 7: both are overdue from the day after, and not before', () => {
    const walk = code('2025-05-09T12:00:00Z').log({ receivedOn: '2025-05-01' });
    expect(walk.clock('acknowledge', 'stage-1').status).toBe('running');
    expect(walk.at('2025-05-10T12:00:00Z').clock('acknowledge', 'stage-1').status).toBe('missed');
    expect(walk.at('2025-05-23T12:00:00Z').clock('respond', 'stage-1').status).toBe('running');
    expect(walk.at('2025-05-24T12:00:00Z').clock('respond', 'stage-1').status).toBe('missed');
  });

  test('example 12: an extension given in time is the date it is judged by', () => {
    const walk = acknowledged(code().log({ receivedOn: '2025-06-02' }), '2025-06-04');
    walk.act('extensions', extension('2025-06-12', '2025-06-30'));
    expect(respond(answered(walk, '2025-06-30'))).toMatchObject({
      judgedOn: '2025-06-30',
      textDueOn: '2025-06-30',
      status: 'met-within-extension',
    });
  });

  test('example 17: late by the count that leaves no late start out, in time by the other', () => {
    const walk = acknowledged(code().log({ receivedOn: '2026-03-02' }), '2026-03-12');
    walk.act('extensions', extension('2026-03-25', '2026-04-13'));
    expect(respond(answered(walk, '2026-04-13'))).toMatchObject({
      dueOn: '2026-04-13',
      judgedOn: '2026-03-23',
      textDueOn: '2026-04-13',
      status: 'missed',
      lateStart: true,
      sentence:
        'The response at Stage 1 was given on Monday 13 April 2026, by the day it was extended to (Monday 13 April), but after Monday 23 March, by when it was due had the acknowledgement come in time.',
    });
  });

  test('example 21: an extension to a day that nobody works is what was promised, and late the day after', () => {
    const walk = acknowledged(code().log({ receivedOn: '2025-04-01' }), '2025-04-03');
    expect(respond(walk)).toMatchObject({ judgedOn: '2025-04-17' });
    walk.act('extensions', extension('2025-04-10', '2025-04-18'));
    expect(respond(answered(walk, '2025-04-22'))).toMatchObject({ judgedOn: '2025-04-18', status: 'missed' });
  });

  test('examples 32 and 33: a stage left unanswered after its date is outstanding, and the next one runs from the request', () => {
    const walk = acknowledged(code().log({ receivedOn: '2025-08-01' }), '2025-08-01');
    answered(walk, '2025-08-04').act('escalations', { occurredOn: '2025-08-04' });
    acknowledged(walk, '2025-08-06');
    expect(respond(walk, 'stage-2')).toMatchObject({ judgedOn: '2025-09-04', textDueOn: '2025-09-04' });
  });
});

const extension = (occurredOn: string, newDueOn: string): Body => ({
  occurredOn,
  newDueOn,
  reason: 'The surveyor is ill.',
  goodReason: 'The surveyor is ill.',
  agreed: true,
  noticeGiven: true,
  ombudsmanContactGiven: true,
});

describe('Westfield: an extension after the date', () => {
  const extended = (to: string): Walk =>
    walkOf('westfield')
      .log({ receivedOn: '2025-03-24' })
      .act('acknowledgements', { occurredOn: '2025-03-25' })
      .act('extensions', extension('2025-04-20', to));

  test('example 19: cures nothing, and the sentence says why', () => {
    const walk = extended('2025-04-22');
    walk.act('assignments', { person: 'p.one', role: 'housing-services-officer', occurredOn: '2025-04-22' });
    walk.act('outcomes', { outcome: 'upheld', occurredOn: '2025-04-22' });
    expect(respond(walk)).toMatchObject({
      dueOn: '2025-04-22',
      judgedOn: '2025-04-08',
      textDueOn: '2025-04-08',
      status: 'missed',
      lateStart: false,
      sentence:
        'The response at Stage 1 was given on Tuesday 22 April 2025, late: it was due by Tuesday 8 April 2025. The extension to 22 April was given on 20 April, after that date.',
    });
  });

  test('example 20: leaves the complaint overdue', () => {
    expect(respond(extended('2025-06-30'))).toMatchObject({
      dueOn: '2025-06-30',
      judgedOn: '2025-04-08',
      status: 'missed',
      sentence:
        'The response at Stage 1 was due by Tuesday 8 April 2025 and has not been given. The landlord has since said 30 June 2025.',
    });
  });
});

describe('HHS: logged within 5, answered within 10 of the logging', () => {
  test.each([
    [22, '2025-03-03', '2025-03-03', '2025-03-17', '2025-03-17'],
    [23, '2025-03-03', '2025-06-03', '2025-06-17', '2025-03-24'],
  ])('example %i: received %s, logged %s: by the text %s, judged by %s', (...facts) => {
    const [, receivedOn, loggedOn, textDueOn, judgedOn] = facts;
    const walk = walkOf('hhs').log({ receivedOn, loggedOn });
    expect(respond(walk)).toMatchObject({ textDueOn, judgedOn });
    const late = loggedOn > '2025-03-10';
    expect(walk.clock('log', 'stage-1')).toMatchObject({
      judgedOn: '2025-03-10',
      metOn: loggedOn,
      status: late ? 'missed' : 'met',
    });
  });

  test('example 25: an extension without a date leaves none to judge by, and says how the resident hears', () => {
    const walk = walkOf('hhs', '2025-10-06T12:00:00Z').log({ receivedOn: '2025-10-06' });
    const plan = { every: { amount: 1, unit: 'weeks' }, method: 'phone', agreed: true };
    walk.at('2025-11-06T12:00:00Z');
    walk.act('extensions', { occurredOn: '2025-10-14', reason: 'A survey.', updatePlan: plan });
    expect(respond(walk)).toMatchObject({
      dueOn: null,
      judgedOn: null,
      textDueOn: null,
      status: 'undated',
      waitsSince: '2025-10-06',
      sentence:
        'The response at Stage 1 (Complaint Review) was extended on 14 October 2025 without a new date. The resident is to hear every week by phone.',
    });
  });

  test('example 26: given after the date it leaves the date missed', () => {
    const walk = walkOf('hhs', '2025-10-06T12:00:00Z').log({ receivedOn: '2025-10-06' });
    const plan = { every: { amount: 1, unit: 'weeks' }, method: 'phone', agreed: true };
    walk.at('2025-11-06T12:00:00Z');
    walk.act('extensions', { occurredOn: '2025-10-22', reason: 'A survey.', updatePlan: plan });
    expect(respond(walk)).toMatchObject({ dueOn: null, judgedOn: '2025-10-20', status: 'missed' });
  });
});

describe('settle: aimed for within two weeks of passing it on', () => {
  test('example 27: a missed aim says that it was one', () => {
    const walk = walkOf('settle').log({ receivedOn: '2025-04-14', channel: 'online' });
    walk.act('assignments', { person: 'm.one', role: 'service-manager', occurredOn: '2025-04-14' });
    walk.act('outcomes', { outcome: 'upheld', occurredOn: '2025-04-30' });
    expect(respond(walk)).toMatchObject({
      judgedOn: '2025-04-28',
      status: 'missed',
      limit: { force: 'aim' },
      sentence:
        'The response at Complaint was given on Wednesday 30 April 2025, after the day aimed for, Monday 28 April 2025.',
    });
  });

  test('example 29: passed to nobody it has no date, and is waited for since it came', () => {
    const walk = walkOf('settle').log({ receivedOn: '2025-01-08', channel: 'phone' });
    expect(respond(walk)).toMatchObject({
      judgedOn: null,
      status: 'undated',
      waitsSince: '2025-01-08',
      sentence:
        'The response at Complaint has no date yet: it is 2 weeks from the day the complaint is passed to its handler, which has not happened since it came on Wednesday 8 January 2025.',
    });
  });

  test('an answer in time stands for the acknowledgement, as its page says', () => {
    const walk = walkOf('settle').log({ receivedOn: '2025-04-14', channel: 'online' });
    walk.act('assignments', { person: 'm.one', role: 'service-manager', occurredOn: '2025-04-14' });
    walk.act('outcomes', { outcome: 'upheld', occurredOn: '2025-04-16' });
    expect(walk.clock('acknowledge', 'stage-1')).toMatchObject({
      status: 'met',
      metOn: '2025-04-16',
      sentence:
        'The response of Wednesday 16 April 2025 stood for the acknowledgement, in time: it was due by Tuesday 22 April 2025.',
    });
  });
});

test('example 38: the days of a pause are given back to the date it is judged by', () => {
  const stage = {
    key: 'one',
    name: 'One',
    acknowledge: { amount: 10, unit: 'working-days', from: 'received' },
    respond: { amount: 10, unit: 'working-days', from: 'acknowledged' },
    pause: { reasons: [{ code: 'away' }] },
  };
  const walk = new Walk(procedure({ stages: [stage] })).log({ receivedOn: '2025-08-12' });
  walk.act('acknowledgements', { occurredOn: '2025-08-12' });
  walk.act('pauses', { occurredOn: '2025-08-15', reason: 'away' });
  expect(walk.clock('respond', 'one')).toMatchObject({ status: 'paused', dueOn: null, judgedOn: null });
  walk.act('resumptions', { occurredOn: '2025-08-27' });
  expect(walk.clock('respond', 'one')).toMatchObject({ dueOn: '2025-09-04', judgedOn: '2025-09-04' });
});

test('a second extension counts only while the date it extends still stands', () => {
  const walk = acknowledged(code().log({ receivedOn: '2025-06-02' }), '2025-06-04');
  walk.act('extensions', extension('2025-06-12', '2025-06-25'));
  expect(respond(walk)).toMatchObject({ judgedOn: '2025-06-25' });
});

test('a second letter of acknowledgement keeps the day of the first, and both promises are on record', () => {
  const walk = acknowledged(code('2025-06-20T12:00:00Z').log({ receivedOn: '2025-06-02' }), '2025-06-04');
  walk.act('acknowledgements', {
    occurredOn: '2025-06-06',
    contains: ['definition'],
    promisedOn: '2025-06-25',
    revises: true,
  });
  expect(walk.state.stages[0]?.acknowledged?.on).toBe('2025-06-04');
  expect(respond(walk)).toMatchObject({
    dueOn: '2025-06-18',
    judgedOn: '2025-06-18',
    promisedDueOn: '2025-06-25',
  });
  expect(walk.events.flatMap(({ promised }) => promised).filter(({ kind }) => kind === 'respond')).toEqual([
    { stage: 'stage-1', kind: 'respond', n: 0, dueOn: '2025-06-18' },
    { stage: 'stage-1', kind: 'respond', n: 0, dueOn: '2025-06-25' },
  ]);
  expect(walk.state).toEqual(walk.replayed);
});

test('a letter revises none that was not sent', () => {
  const walk = code('2025-06-20T12:00:00Z').log({ receivedOn: '2025-06-02' });
  expect(walk.refused('acknowledgements', { occurredOn: '2025-06-06', revises: true })).toMatchObject({
    code: 'nothing_to_revise',
    kind: 'input',
  });
});

describe('a priority given after the date', () => {
  const urgentFirst = (): Walk => {
    const walk = new Walk(withPausesAndPriorities(), '2025-05-20T12:00:00Z');
    return walk
      .log({ receivedOn: '2025-05-01', priority: 'urgent' })
      .act('acknowledgements', { occurredOn: '2025-05-06' });
  };
  const complex = { priority: 'complex', why: 'The flat above leaks too.' };

  test('moves what is worked to and never the date it is judged by', () => {
    const walk = urgentFirst().act('priorities', { ...complex, occurredOn: '2025-05-12' });
    expect(respond(walk)).toMatchObject({
      dueOn: '2025-05-20',
      judgedOn: '2025-05-09',
      textDueOn: '2025-05-09',
      status: 'missed',
      lateStart: false,
      sentence:
        'The response at Stage 1 was due by Friday 9 May 2025 and has not been given. It was given another priority on 12 May, after that date.',
    });
    walk.act('assignments', { person: 'p.one', role: 'housing-services-officer', occurredOn: '2025-05-13' });
    walk.act('outcomes', { outcome: 'upheld', occurredOn: '2025-05-19' });
    expect(respond(walk)).toMatchObject({
      status: 'missed',
      lateStart: false,
      sentence:
        'The response at Stage 1 was given on Monday 19 May 2025, late: it was due by Friday 9 May 2025. It was given another priority on 12 May, after that date.',
    });
    expect(walk.state).toEqual(walk.replayed);
  });

  test('given by the date it moves both', () => {
    const walk = urgentFirst().act('priorities', { ...complex, occurredOn: '2025-05-09' });
    expect(respond(walk)).toMatchObject({ dueOn: '2025-05-20', judgedOn: '2025-05-20', status: 'running' });
  });

  test('brings the date forward whenever it is given', () => {
    const walk = new Walk(withPausesAndPriorities(), '2025-05-30T12:00:00Z').log({
      receivedOn: '2025-05-01',
    });
    walk.act('acknowledgements', { occurredOn: '2025-05-06' });
    walk.act('priorities', { priority: 'urgent', why: 'A newborn child.', occurredOn: '2025-05-28' });
    expect(respond(walk)).toMatchObject({ dueOn: '2025-05-09', judgedOn: '2025-05-09', status: 'missed' });
  });
});

describe('a time that ends with the later of two', () => {
  const working = (amount: number, from: string) => ({ amount, unit: 'working-days', from });
  const stage = (more: Body) => ({
    key: 'one',
    name: 'One',
    respond: { ...working(10, 'received'), orIfLater: working(20, 'contacted') },
    ...more,
  });

  test('is judged by the later from the start, and a late act makes nothing look in time again', () => {
    const policy = procedure({ stages: [stage({ contact: working(5, 'received') })] });
    const walk = new Walk(policy, '2026-03-20T12:00:00Z').log({ receivedOn: '2026-03-02' });
    const judged = { judgedOn: '2026-04-08', status: 'running' };
    expect(walk.clock('respond', 'one')).toMatchObject(judged);
    walk.act('contacts', { occurredOn: '2026-03-19' });
    expect(walk.clock('respond', 'one')).toMatchObject(judged);
  });

  test('has no date to judge it by while nothing says by when the act of the other is due', () => {
    const policy = procedure({ stages: [stage({})] });
    const walk = new Walk(policy, '2026-03-20T12:00:00Z').log({ receivedOn: '2026-03-02' });
    expect(walk.clock('respond', 'one')).toMatchObject({ judgedOn: null, status: 'undated' });
    walk.act('contacts', { occurredOn: '2026-03-19' });
    expect(walk.clock('respond', 'one')).toMatchObject({ judgedOn: '2026-04-20', status: 'running' });
  });
});

test('paused after a late start it says what was left until the date it is judged by', () => {
  const stage = {
    key: 'one',
    name: 'One',
    acknowledge: { amount: 5, unit: 'working-days', from: 'received' },
    respond: { amount: 10, unit: 'working-days', from: 'acknowledged' },
    pause: { reasons: [{ code: 'away' }] },
  };
  const walk = new Walk(procedure({ stages: [stage] })).log({ receivedOn: '2026-03-02' });
  walk.act('acknowledgements', { occurredOn: '2026-03-12' });
  walk.act('pauses', { occurredOn: '2026-03-13', reason: 'away' });
  expect(walk.clock('respond', 'one')).toMatchObject({ status: 'paused', workingDaysLeft: 6 });
});

test('a stage without any limit that was left unanswered is counted as left', () => {
  const stages = [
    { key: 'one', name: 'One', escalation: { to: 'two', afterResponse: false } },
    { key: 'two', name: 'Two' },
  ];
  const walk = new Walk(procedure({ stages })).log({ receivedOn: '2026-03-02' });
  walk.act('escalations', { occurredOn: '2026-10-02' });
  expect(walk.clock('respond', 'one')).toMatchObject({ leftUnanswered: true, waitsSince: null });
});
