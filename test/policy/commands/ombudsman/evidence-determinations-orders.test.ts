import { eventOf } from '../../../../src/policy/events/stored-event';
import { keptComplainantSchema } from '../../../../src/policy/events/parties';
import { findingsUnder, overallFinding } from '../../../../src/policy/conditions/ombudsman-findings';
import { date } from '../../support/calendar-builders';
import { procedure, Walk, walkOf } from '../../support/walk';

const on = (occurredOn: string, rest: object = {}) => ({ occurredOn, ...rest });
const putRight = {
  'what-went-wrong': 'The repair was cancelled.',
  'how-put-right': 'It is booked.',
  'prevent-recurrence': 'A person checks.',
};
const upheld = { outcome: 'upheld', method: 'letter', explanations: putRight };
const investigation = { to: 'housing-ombudsman', purpose: 'investigation' };
const finding = (word: string, rest: object = {}) => ({ about: 'damp', finding: word, ...rest });
const found = (...words: string[]) => ({
  reference: '202400224',
  findings: words.map((word) => finding(word)),
});
const apology = { type: 'apology', what: 'Apologise in writing.', dueOn: '2025-06-30' };

const exhausted = () =>
  walkOf('arches')
    .log({ receivedOn: '2024-09-02' })
    .act('definitions', on('2024-09-03', { issues: [{ text: 'Damp' }, { text: 'The calls' }] }))
    .act('assignments', on('2024-09-04', { person: 'l.bryce', role: 'head-of-service' }))
    .act('outcomes', on('2024-09-18', upheld))
    .act('escalations', on('2024-10-07'))
    .act('assignments', on('2024-10-08', { person: 'd.ferrier', role: 'director' }))
    .act('outcomes', on('2024-11-04', upheld));
const referred = () => exhausted().act('referrals', on('2025-01-10', investigation));
const determined = () => referred().act('determinations', on('2025-06-02', found('maladministration')));

describe('ARC-22: what the ombudsman asks for in any enquiry or case', () => {
  test('has the date the ombudsman set, is the landlord’s to keep, and cites the promise and the Code', () => {
    const walk = referred().at('2025-02-20T09:00:00Z');
    walk.act('evidence-requests', on('2025-02-03', { dueOn: '2025-02-17', what: 'The repair log.' }));
    expect(walk.clock('evidence', 'stage-2')).toMatchObject({
      n: 1,
      dueOn: '2025-02-17',
      anchor: { act: 'ombudsman-set', on: '2025-02-17' },
      rule: { clause: '/commitments/6', ids: ['ARC-22', 'Code 4.1', 'Code 9.7'] },
      status: 'missed',
      workingDaysLeft: -3,
      sentence:
        'The answer to the ombudsman’s request for evidence (1) was due by Monday 17 February 2025, the date the ombudsman set. It has not been given.',
    });
    walk.act('evidence-requests/{n}/submissions', on('2025-02-18', { n: 1 }));
    expect(walk.clock('evidence', 'stage-2')).toMatchObject({
      metOn: '2025-02-18',
      status: 'missed',
      workingDaysTaken: 11,
      sentence:
        'The answer to the ombudsman’s request for evidence (1) was given on Tuesday 18 February 2025, late: it was due by Monday 17 February 2025.',
    });
    expect(JSON.stringify(walk.events)).not.toContain('repair log');
  });

  test('can come while the ombudsman only advises, before the procedure is exhausted', () => {
    const walk = walkOf('arches').log({ receivedOn: '2024-09-02' });
    const ask = on('2024-09-12', { dueOn: '2024-09-20' });
    walk.act('referrals', on('2024-09-10', { to: 'housing-ombudsman', purpose: 'advice' }));
    expect(walk.act('evidence-requests', ask).due('evidence', 'stage-1')).toBe('2024-09-20');
    expect(walk.state.ombudsman.evidenceRequests).toMatchObject([{ referral: 1 }]);
    expect(walk.state.referrals).toHaveLength(1);
  });

  test('is not asked for before the referral, nor wanted before it was asked for, nor sent before that', () => {
    const walk = referred();
    const early = { code: 'before_the_act_it_follows' };
    expect(walk.refused('evidence-requests', on('2025-01-09', { dueOn: '2025-02-17' }))).toMatchObject(early);
    expect(walk.refused('evidence-requests', on('2025-02-03', { dueOn: '2025-02-02' }))).toMatchObject({
      ...early,
      errors: [{ pointer: '/dueOn' }],
    });
    expect(walk.refused('evidence-requests', { dueOn: '2199-12-31' }).code).toBe('outside_calendar');
    expect(walk.refused('evidence-requests/{n}/submissions', { n: 1 }).code).toBe('no_evidence_awaited');
    walk.act('evidence-requests', on('2025-02-03', { dueOn: '2025-02-17' }));
    expect(walk.refused('evidence-requests/{n}/submissions', on('2025-02-02', { n: 1 }))).toMatchObject(
      early,
    );
    expect(walk.refused('evidence-requests/{n}/submissions', { n: 2 })).toMatchObject({
      code: 'evidence_not_awaited',
      allowed: { n: [1] },
    });
  });

  test('is waited for no more once the case is determined', () => {
    const walk = referred()
      .act('evidence-requests', on('2025-02-03', { dueOn: '2025-07-01' }))
      .act('determinations', on('2025-06-02', found('withdrawn')));
    expect(walk.clock('evidence', 'stage-2')).toMatchObject({
      stoppedOn: '2025-06-02',
      status: 'not-applicable',
    });
    expect(walk.offered).not.toContain('evidence-requests/{n}/submissions');
  });
});

describe('a determination', () => {
  test('is given on a referral for investigation, issue by issue, in the words of the regime', () => {
    const walk = referred();
    const findings = [
      finding('service-failure', { issue: 1 }),
      finding('no-maladministration', { issue: 2 }),
    ];
    walk.act('determinations', on('2025-06-02', { reference: '202400224', findings }));
    expect(walk.state.ombudsman.determinations).toEqual([
      {
        stage: 'stage-2',
        referral: 1,
        reference: '202400224',
        notifiedOn: '2025-06-02',
        onReview: false,
        findings,
      },
    ]);
    expect(walk.refused('determinations', { ...found('upheld'), onReview: true })).toMatchObject({
      kind: 'fixed',
      code: 'no_such_finding',
      errors: [{ pointer: '/findings/0/finding' }],
    });
  });

  test('names issues of the definition, each once', () => {
    // The definition the findings answer is the last that was set out, here at the first stage.
    const about = (...issues: number[]) => ({
      reference: '1',
      findings: issues.map((issue) => finding('redress', { issue })),
    });
    expect(referred().refused('determinations', about(1, 3))).toMatchObject({
      code: 'unknown_issue',
      allowed: { issues: [1, 2] },
      errors: [{ pointer: '/findings/1/issue' }],
    });
    expect(referred().refused('determinations', about(2, 2)).code).toBe('issue_found_on_twice');
  });

  test('is given once on a referral, then on review; the last stands', () => {
    const again = on('2025-07-01', found('service-failure'));
    expect(referred().refused('determinations', { ...again, onReview: true })).toMatchObject({
      code: 'not_determined',
      allowed: { onReview: false },
    });
    const walk = determined();
    expect(walk.refused('determinations', again)).toMatchObject({
      code: 'already_determined',
      allowed: { onReview: true },
    });
    const before = on('2025-06-01', { ...found('service-failure'), onReview: true });
    expect(walk.refused('determinations', before).code).toBe('before_the_act_it_follows');
    walk.act('determinations', { ...again, onReview: true });
    expect(walk.state.ombudsman.determinations.map(({ notifiedOn }) => notifiedOn)).toEqual([
      '2025-06-02',
      '2025-07-01',
    ]);
  });

  test('is of the referral it names, and a designated person’s or a court’s is none', () => {
    const walk = walkOf('westfield')
      .log({ receivedOn: '2024-09-02' })
      .act('referrals', on('2024-09-10', { to: 'county-court', purpose: 'claim' }));
    expect(walk.refused('determinations', { ...found('redress'), referral: 1 })).toMatchObject({
      code: 'referral_for_another_purpose',
      detail: 'Referral 1 did not go to an ombudsman for investigation, and no other did.',
      allowed: { referral: null },
      errors: [{ pointer: '/referral', detail: 'must be left out' }],
    });
    walk.act('determinations', on('2024-10-01', found('redress')));
    expect(walk.state.ombudsman.determinations).toMatchObject([{ referral: 2 }]);
    expect(referred().refused('determinations', { ...found('redress'), referral: 2 })).toMatchObject({
      code: 'referral_for_another_purpose',
      allowed: { referral: [1] },
      errors: [{ pointer: '/referral' }],
    });
    expect(referred().refused('determinations', on('2025-01-09', found('redress'))).code).toBe(
      'before_the_act_it_follows',
    );
  });

  test.each<[given: string[], overall: string | null]>([
    [['maladministration'], 'maladministration'],
    [['redress', 'redress'], 'redress'],
    [['maladministration', 'no-maladministration'], 'partial-maladministration'],
    [['severe-maladministration', 'redress'], 'partial-maladministration'],
    [['service-failure', 'severe-maladministration'], 'severe-maladministration'],
    [['service-failure', 'outside-jurisdiction'], 'service-failure'],
    [['outside-jurisdiction', 'withdrawn'], null],
    [['no-maladministration', 'redress'], null],
    [['other'], 'other'],
    [['other', 'maladministration'], null],
  ])('under the Housing Ombudsman %j is in one word %s', (given, overall) => {
    expect(overallFinding(given, 'housing-ombudsman')).toBe(overall);
  });

  test('under the other ombudsmen a mixture with something upheld is partially upheld', () => {
    expect(overallFinding(['upheld', 'not-upheld'], 'spso')).toBe('partially-upheld');
    expect(overallFinding(['not-upheld', 'resolved'], 'spso')).toBeNull();
    expect(findingsUnder('lgsco')).toContain('not-upheld');
    expect(findingsUnder('housing-ombudsman')).toHaveLength(9);
  });
});

describe('an order of the ombudsman', () => {
  test('Code 9.7: has a clock of its own that outlives closing and withdrawal, until it is complied with', () => {
    const walk = determined()
      .act('orders', on('2025-06-02', apology))
      .act('closures', on('2025-06-10', { reason: 'procedure-exhausted' }))
      .at('2025-07-01T09:00:00Z');
    expect(walk.clock('order', 'stage-2')).toMatchObject({
      n: 1,
      dueOn: '2025-06-30',
      stoppedOn: null,
      status: 'missed',
      sentence:
        'Order 1 of the ombudsman was due by Monday 30 June 2025, the date the ombudsman set. It has not been complied with.',
    });
    walk.at('2025-07-02T09:00:00Z').act('orders/{n}/completions', on('2025-06-27', { n: 1 }));
    expect(walk.clock('order', 'stage-2')).toMatchObject({
      metOn: '2025-06-27',
      status: 'met',
      workingDaysTaken: 19,
      sentence:
        'Order 1 of the ombudsman was complied with on Friday 27 June 2025, in time: it was due by Monday 30 June 2025.',
    });
    const withdrawn = determined()
      .act('orders', on('2025-06-02', apology))
      .act('withdrawals', on('2025-06-03'));
    expect(withdrawn.clock('order', 'stage-2')).toMatchObject({ stoppedOn: null, status: 'missed' });
    expect(withdrawn.offered).toContain('orders/{n}/completions');
  });

  test('Code 6.6: keeps a complaint from closing as done; a recommendation does not', () => {
    const walk = determined()
      .act('orders', on('2025-06-02', { ...apology, binding: false, dueOn: undefined }))
      .act('orders', on('2025-06-02', apology));
    const done = on('2025-06-20', { reason: 'actions-complete' });
    expect(walk.refused('closures', done)).toMatchObject({
      kind: 'input',
      code: 'reason_not_true',
      detail: 'Not all that the ombudsman ordered is done: order 2 is still to be complied with.',
      facts: { open: [2] },
      allowed: { act: 'orders/{n}/completions', n: [2] },
    });
    walk.act('orders/{n}/completions', on('2025-06-19', { n: 2 })).act('closures', done);
    expect(walk.state.status).toBe('closed');
  });

  test('that is a recommendation has no clock, with a date or without, and may still be followed', () => {
    const walk = determined()
      .act('orders', on('2025-06-02', { ...apology, type: 'training', binding: false }))
      .act('orders', on('2025-06-02', { ...apology, binding: false, dueOn: undefined }));
    expect(walk.clocks.filter(({ kind }) => kind === 'order')).toEqual([]);
    walk.act('orders/{n}/completions', on('2025-06-20', { n: 1 }));
    expect(walk.state.ombudsman.orders).toMatchObject([
      { type: 'training', completedOn: '2025-06-20' },
      { completedOn: null },
    ]);
    expect(walk.refused('orders/{n}/completions', { n: 1 })).toMatchObject({
      code: 'order_already_completed',
      allowed: { n: [2] },
    });
    expect(walk.refused('orders/{n}/completions', { n: 3 }).code).toBe('no_such_order');
    walk.act('orders/{n}/completions', { n: 2 });
    expect(walk.refused('orders/{n}/completions', { n: 2 }).code).toBe('no_open_order');
  });

  test('follows a determination, and one that is on record before it is marked; about the handling it needs none', () => {
    const order = on('2025-03-03', apology);
    const walk = referred()
      .act('orders', order)
      .act('orders', { ...order, source: 'complaint-handling-failure' });
    expect(walk.due('order', 'stage-2')).toBe('2025-06-30');
    expect(walk.state.ombudsman.orders).toMatchObject([
      { beforeDetermination: true },
      { beforeDetermination: false },
    ]);
    expect(walk.advice).toContainEqual({
      code: 'determination_not_recorded',
      sentence:
        'Order 1 of Monday 3 March 2025 rests on a determination that is not on record. Record what was determined.',
      rule: { clause: '/commitments/6', ids: ['ARC-22', 'Code 4.1', 'Code 9.7'] },
    });
    walk.act('determinations', on('2025-06-02', found('maladministration')));
    expect(walk.advice.map(({ code }) => code)).not.toContain('determination_not_recorded');
    const early = determined()
      .act('orders', on('2025-06-01', apology))
      .act('orders', on('2025-06-02', apology));
    expect(early.state.ombudsman.orders.map(({ beforeDetermination }) => beforeDetermination)).toEqual([
      true,
      false,
    ]);
  });

  test('has a date, not before it was made and within the calendar', () => {
    const made = (dueOn?: string) => determined().refused('orders', on('2025-06-02', { ...apology, dueOn }));
    expect(made()).toMatchObject({
      kind: 'input',
      code: 'order_without_date',
      errors: [{ pointer: '/dueOn' }],
    });
    expect(made('2025-06-01')).toMatchObject({
      code: 'before_the_act_it_follows',
      errors: [{ pointer: '/dueOn' }],
    });
    expect(made('2199-12-31').code).toBe('outside_calendar');
    const walk = determined().act('orders', on('2025-06-02', apology));
    expect(walk.refused('orders/{n}/completions', on('2025-06-01', { n: 1 })).code).toBe(
      'before_the_act_it_follows',
    );
  });

  test('under another regime cites what the document says of the way there', () => {
    const policy = procedure({
      regime: 'spso',
      referrals: [{ to: 'spso', purpose: 'investigation', after: 'any-time', rules: ['INV-1'] }],
      stages: [{ key: 'one', name: 'One' }],
    });
    const walk = new Walk(policy)
      .log({ receivedOn: '2024-09-02' })
      .act('referrals', on('2024-09-10', { to: 'spso', purpose: 'investigation' }))
      .act('determinations', on('2024-10-01', found('upheld')))
      .act('orders', on('2024-10-01', { ...apology, dueOn: '2024-11-01' }));
    expect(walk.clock('order', 'one').rule).toEqual({ clause: '/referrals', ids: ['INV-1'] });
    expect(walk.state).toEqual(walk.replayed);
  });
});

describe('a case that nobody recorded as referred', () => {
  const fresh = () => walkOf('arches').log({ receivedOn: '2024-09-02' });
  const shown = {
    stage: 'stage-1',
    n: 1,
    to: 'housing-ombudsman',
    via: null,
    who: null,
    ground: null,
    on: '2024-09-12',
    at: null,
    policyEarliestOn: null,
    schemeEarliestOn: null,
    beforePolicyWait: false,
    notInPolicy: false,
    known: 'from-the-ombudsman',
  };

  test.each<[act: string, body: object, purpose: string, beforeExhaustion: boolean]>([
    ['evidence-requests', { dueOn: '2024-09-20' }, 'investigation', true],
    ['determinations', found('redress'), 'investigation', true],
    ['orders', { ...apology, dueOn: '2024-10-01' }, 'investigation', true],
    ['orders', { ...apology, dueOn: '2024-10-01', source: 'complaint-handling-failure' }, 'advice', false],
  ])('%s %j show the referral, for %s', (act, body, purpose, beforeExhaustion) => {
    const walk = fresh().act(act, on('2024-09-12', body));
    expect(walk.state.referrals).toEqual([{ ...shown, purpose, beforeExhaustion }]);
    expect(walk.state).toEqual(walk.replayed);
    walk.act(act, on('2024-09-13', { ...body, ...(act === 'determinations' && { onReview: true }) }));
    expect(walk.state.referrals).toHaveLength(1);
  });

  test('is advised on until it is determined, and the landlord’s own dates go on', () => {
    const walk = fresh()
      .at('2024-09-13T09:00:00Z')
      .act('evidence-requests', on('2024-09-12', { dueOn: '2024-09-20' }));
    expect(walk.advice.filter(({ code }) => code.startsWith('refer'))).toEqual([
      {
        code: 'referral_not_recorded',
        sentence:
          'The case was with the Housing Ombudsman by Thursday 12 September 2024, as what came on that day shows. When it was taken there is not on record.',
        rule: { clause: '/referrals/1', ids: ['ARC-20', 'ARC-21'] },
      },
      {
        code: 'referred_before_exhaustion',
        sentence:
          'The case went to the Housing Ombudsman by Thursday 12 September 2024, before the last response of the procedure. The landlord’s own dates go on all the same.',
        rule: { clause: '/referrals/1', ids: ['ARC-20', 'ARC-21'] },
      },
    ]);
    expect(walk.clock('respond', 'stage-1').stoppedOn).toBeNull();
    walk.act('determinations', on('2024-09-13', found('redress')));
    expect(walk.advice.filter(({ code }) => code.startsWith('refer'))).toEqual([]);
  });

  test('does not end the date from which the case can be taken there', () => {
    const early = walkOf('westfield')
      .log({ receivedOn: '2024-09-02' })
      .act('evidence-requests', on('2024-09-03', { dueOn: '2024-09-20' }))
      .act('refusals', {
        ...on('2024-09-04', { reason: 'not-our-service', evidence: 'The road.', decidedBy: 'o.one' }),
        ombudsmanRightTold: true,
      });
    expect(early.clock('refer', 'stage-1')).toMatchObject({ status: 'running', metOn: null });
    early.act('referrals', on('2024-09-05', investigation));
    expect(early.clock('refer', 'stage-1')).toMatchObject({ status: 'met', metOn: '2024-09-05' });
  });

  test('cannot have been there before the complaint, nor before the day of the referral that is on record', () => {
    const ask = (occurredOn: string) => on(occurredOn, { dueOn: '2025-02-17' });
    const early = { code: 'before_the_act_it_follows' };
    expect(fresh().refused('evidence-requests', ask('2024-09-01'))).toMatchObject(early);
    expect(referred().refused('evidence-requests', ask('2025-01-09'))).toMatchObject({
      ...early,
      allowed: { earliest: '2025-01-10' },
    });
    // The cure: the referral that came before. What is asked then belongs to the one of its day.
    const walk = referred()
      .act('referrals', on('2025-01-08', investigation))
      .act('evidence-requests', ask('2025-01-09'));
    expect(walk.state.ombudsman.evidenceRequests).toMatchObject([{ referral: 2 }]);
  });

  test('under no regime went to the ombudsman that the document names, else to one without a name', () => {
    const stages = [{ key: 'one', name: 'One' }];
    const went = (referrals: object[]) =>
      new Walk(procedure({ referrals, stages }))
        .log({ receivedOn: '2024-09-02' })
        .act('determinations', on('2024-10-01', found('upheld'))).state.referrals[0];
    expect(went([{ to: 'tenant-ombudsman', purpose: 'investigation', after: 'any-time' }])).toMatchObject({
      to: 'tenant-ombudsman',
      notInPolicy: false,
      beforeExhaustion: false,
    });
    expect(went([])).toMatchObject({ to: 'ombudsman', notInPolicy: true, beforeExhaustion: true });
  });
});

test('an order of a determination belongs to the case that was determined, whatever was asked for after it', () => {
  const walk = determined()
    .act('referrals', on('2025-06-10', { to: 'housing-ombudsman', purpose: 'advice' }))
    .act('referrals', on('2025-06-11', investigation))
    .act('orders', on('2025-06-12', apology));
  expect(walk.state.ombudsman.orders).toMatchObject([{ referral: 1, beforeDetermination: false }]);
});

test('an order after a case found outside the jurisdiction is taken, and odd enough to ask about', () => {
  const walk = referred()
    .act('determinations', on('2025-06-02', found('outside-jurisdiction')))
    .act('orders', on('2025-06-03', apology));
  expect(walk.state.ombudsman.orders).toMatchObject([{ n: 1, beforeDetermination: false }]);
  expect(walk.advice).toContainEqual({
    code: 'order_outside_jurisdiction',
    sentence:
      'Order 1 of Tuesday 3 June 2025 belongs to a case that the ombudsman found outside its jurisdiction. Ask the ombudsman whether it binds.',
    rule: { clause: '/commitments/6', ids: ['ARC-22', 'Code 4.1', 'Code 9.7'] },
  });
  const partly = referred()
    .act('determinations', on('2025-06-02', found('outside-jurisdiction', 'maladministration')))
    .act('orders', on('2025-06-03', apology));
  expect(partly.advice.map(({ code }) => code)).not.toContain('order_outside_jurisdiction');
});

test('a finding that the regime has no word for is taken in the ombudsman’s own words, which stand apart', () => {
  const other = { about: 'damp', finding: 'other', inWords: 'Reasonable redress offered late.' };
  const decided = referred().try('determinations', on('2025-06-02', { reference: '1', findings: [other] }));
  expect(decided).toMatchObject({
    events: [
      {
        event: { data: { findings: [{ about: 'damp', finding: 'other', issue: null }] } },
        texts: { 'finding-1': 'Reasonable redress offered late.' },
      },
    ],
  });
  expect(JSON.stringify(decided)).not.toContain('"inWords"');
});

test('what an earlier release took as any word is still read, and its referrals carry no mark', () => {
  const data = {
    stage: 'stage-1',
    to: 'designated-person',
    purpose: 'help',
    via: null,
    who: 'vicar',
    policyEarliestOn: null,
    schemeEarliestOn: null,
    beforePolicyWait: false,
  };
  const stored = { type: 'referred', data, promised: [], occurredOn: date('2024-09-12'), occurredAt: null };
  expect(eventOf(stored)?.data).toEqual({
    ...data,
    n: null,
    ground: null,
    beforeExhaustion: false,
    notInPolicy: false,
    known: 'recorded',
  });
  const person = { name: 'A. Tenant', kind: 'market-renter' };
  expect(keptComplainantSchema.parse(person)).toEqual(person);
});

test('an answer can be revised while the ombudsman looks into it, and not once it was determined', () => {
  const second = on('2025-07-01', { ...upheld, revises: true });
  expect(determined().refused('outcomes', second)).toMatchObject({
    code: 'already_determined',
    kind: 'state',
    facts: { stage: 'stage-2', notifiedOn: '2025-06-02' },
  });
  const walk = referred().act('outcomes', second);
  expect(walk.state.stages.at(-1)?.formerResponses).toHaveLength(1);
});
