import { type Body, procedure, Walk, walkOf } from '../../support/walk';

/** Independence of whoever decides on a request, and the request that moves on at once and can still be refused. */

const on = (occurredOn: string, body: Body = {}): Body => ({ occurredOn, ...body });
const told = { reason: 'The claim was issued on 1 October.', ombudsmanRightTold: true };

const answered = (walk: Walk): Walk =>
  walk
    .log({ receivedOn: '2024-09-02', incident: { occurredOn: '2024-08-01' } })
    .act('assignments', on('2024-09-02', { person: 'm.silva', role: 'manager' }));

describe('independence of whoever decides', () => {
  const gated = (independence: Body[], reason = 'not-required') =>
    procedure({
      stages: [
        {
          key: 'one',
          name: 'One',
          escalation: {
            to: 'two',
            reason,
            decision: {
              needed: 'always',
              independence,
              refusals: [{ code: 'no-ground' }],
              rules: ['GATE-0'],
            },
          },
        },
        { key: 'two', name: 'Two' },
      ],
    });
  const asked = (...independence: Body[]): Walk =>
    answered(new Walk(gated(independence)))
      .act('outcomes', on('2024-09-09', { outcome: 'not-upheld' }))
      .act('escalations', on('2024-09-16'));

  test('GATE-1: whoever answered the stage before does not decide, whether it is accepted or refused', () => {
    const walk = asked({ test: 'not-previously-involved', rules: ['GATE-1'] });
    for (const body of [{ accepted: true }, { accepted: false, refusal: 'no-ground', ...told }]) {
      expect(
        walk.refused('escalation-decisions', {
          ...body,
          decidedBy: 'M.SILVA',
        }),
      ).toMatchObject({
        kind: 'policy',
        code: 'reviewer_not_independent',
        rule: { clause: '/stages/0/escalation/decision/independence/0', ids: ['GATE-1'] },
        errors: [{ pointer: '/decidedBy' }],
      });
    }
    walk.act('escalation-decisions', on('2024-09-18', { accepted: true, decidedBy: 'n.ahmed' }));
    expect(walk.state.status).toBe('open');
  });

  test('GATE-2: rank and what is declared are asked for in their own fields, and stand with the decision', () => {
    const walk = asked(
      { test: 'more-senior-than-previous', rules: ['GATE-2'] },
      { test: 'not-responsible-for-service', rules: ['GATE-3'] },
    );
    const decision = on('2024-09-18', { accepted: true, decidedBy: 'n.ahmed' });
    expect(walk.refused('escalation-decisions', decision).errors).toMatchObject([{ pointer: '/seniorTo' }]);
    const senior = { ...decision, seniorTo: ['m.silva'] };
    expect(walk.refused('escalation-decisions', senior)).toMatchObject({
      code: 'independence_not_declared',
      errors: [{ pointer: '/responsibleForService' }],
    });
    walk.act('escalation-decisions', { ...senior, responsibleForService: false });
    expect(walk.events.at(-1)?.data).toMatchObject({ seniorTo: ['m.silva'], responsibleForService: false });
  });

  test('GATE-1: a stage that the decision is tested against needs its handler on record', () => {
    const walk = new Walk(gated([{ test: 'not-previously-involved' }])).log({ receivedOn: '2024-09-02' });
    expect(walk.refused('outcomes', on('2024-09-09', { outcome: 'upheld' })).code).toBe('no_handler');
  });

  test('Code 6.13: where the document is silent, an advice names it once an earlier handler has decided', () => {
    const settle = walkOf('settle')
      .log({ receivedOn: '2024-09-02' })
      .act('assignments', on('2024-09-02', { person: 'm.silva', role: 'service-manager' }))
      .act('outcomes', on('2024-09-09', { outcome: 'not-upheld' }))
      .act('escalations', on('2024-09-16', { reason: 'Not answered.' }))
      .act('escalation-decisions', {
        ...on('2024-09-18', { accepted: false, refusal: 'no-ground', decidedBy: 'm.silva' }),
        ...told,
      });
    expect(settle.advice).toContainEqual({
      code: 'request_decided_by_earlier_handler',
      sentence:
        'm.silva dealt with Complaint and decided on the request to take it further; the Complaint Handling Code has somebody else look at it.',
      rule: { clause: '/stages/0/escalation/decision', ids: ['SET-18', 'SET-19', 'Code 6.13'] },
    });
  });
});

describe('Code 5.11: a request moves on at once, and an exclusion can still refuse it', () => {
  const atStage2 = (): Walk =>
    answered(walkOf('code-2024'))
      .act('acknowledgements', on('2024-09-03', { definition: { issues: [{ text: 'Damp' }] } }))
      .act('outcomes', {
        ...on('2024-09-16', { outcome: 'not-upheld', method: 'letter' }),
        explanations: Object.fromEntries(
          [
            'stage',
            'complaint-definition',
            'decision',
            'reasons',
            'remedy',
            'outstanding-actions',
            'how-to-escalate',
          ].map((key) => [key, 'Told.']),
        ),
        findings: [{ issue: 1, outcome: 'not-upheld' }],
      })
      .act('escalations', on('2024-10-01'));
  const refusal = on('2024-10-03', {
    accepted: false,
    refusal: 'legal-proceedings',
    filedOn: '2024-10-01',
    decidedBy: 'n.ahmed',
    ...told,
  });

  test('the request alone begins the stage, its dates run, and no date waits for a decision', () => {
    const walk = atStage2();
    expect(walk.state.status).toBe('open');
    expect(walk.offered).toContain('escalation-decisions');
    expect(
      walk.clocks.filter(({ stage }) => stage === 'stage-2').map(({ kind, dueOn }) => [kind, dueOn]),
    ).toEqual([
      ['acknowledge', '2024-10-08'],
      ['respond', '2024-11-05'],
    ]);
  });

  test('refused on an exclusion it falls back to the answer, its clocks stop, and the ombudsman is open', () => {
    const walk = atStage2().act('escalation-decisions', refusal);
    expect([walk.state.status, walk.state.current]).toEqual(['responded', 0]);
    expect(walk.state.stages[1]).toMatchObject({ gate: 'refused', gateDecidedOn: '2024-10-03' });
    const second = walk.clocks.filter(({ stage }) => stage === 'stage-2');
    expect(second.map(({ kind, status, stoppedOn }) => [kind, status, stoppedOn])).toEqual([
      ['acknowledge', 'not-applicable', '2024-10-03'],
      ['respond', 'not-applicable', '2024-10-03'],
    ]);
    walk.act('referrals', on('2024-10-04', { to: 'housing-ombudsman', purpose: 'investigation' }));
    expect(walk.replayed).toEqual(walk.state);
  });

  test('only on an exclusion, with what the exclusion asks for, and not by whoever answered stage 1', () => {
    const walk = atStage2();
    expect(walk.refused('escalation-decisions', { ...refusal, refusal: 'no-ground' })).toMatchObject({
      code: 'not_a_refusal_reason',
      allowed: { refusal: ['legal-proceedings', 'already-considered'] },
      errors: [{ pointer: '/refusal' }],
    });
    const { filedOn: _, ...undated } = refusal;
    expect(walk.refused('escalation-decisions', undated).errors).toMatchObject([{ pointer: '/filedOn' }]);
    expect(walk.refused('escalation-decisions', { ...refusal, filedOn: '2027-01-04' }).code).toBe(
      'in_the_future',
    );
    expect(walk.refused('escalation-decisions', { ...refusal, decidedBy: 'm.silva' })).toMatchObject({
      code: 'reviewer_not_independent',
      rule: { ids: ['Code 6.13'] },
    });
  });

  test('there is nothing to accept, and nothing to refuse once the stage is answered or was never asked for', () => {
    expect(
      atStage2().refused('escalation-decisions', on('2024-10-03', { accepted: true, decidedBy: 'n.ahmed' })),
    ).toMatchObject({ code: 'not_at_this_point', allowed: { accepted: false } });
    const first = answered(walkOf('code-2024'));
    expect(first.offered).not.toContain('escalation-decisions');
    expect(first.refused('escalation-decisions', refusal).code).toBe('not_at_this_point');
    const reopened = atStage2()
      .act('withdrawals', on('2024-10-07'))
      .act(
        'reopenings',
        on('2024-10-08', { reason: 'new-evidence', explanation: 'Not meant.', decidedBy: 'o.one' }),
      );
    expect(reopened.offered).not.toContain('escalation-decisions');
  });

  test('an exclusion with an exception has it considered here too', () => {
    const policy = procedure({
      intake: { exclusions: [{ code: 'appeal', unless: 'The appeal has been used.' }] },
      stages: [
        { key: 'one', name: 'One', escalation: { to: 'two', decision: { needed: 'if-excluded' } } },
        { key: 'two', name: 'Two' },
      ],
    });
    const walk = answered(new Walk(policy))
      .act('outcomes', on('2024-09-09', { outcome: 'not-upheld' }))
      .act('escalations', on('2024-09-16'));
    const body = on('2024-09-18', { accepted: false, refusal: 'appeal', decidedBy: 'n.ahmed', ...told });
    expect(walk.refused('escalation-decisions', body).errors).toMatchObject([{ pointer: '/exception' }]);
    walk.act('escalation-decisions', { ...body, exception: 'No appeal was made.' });
    expect(walk.events.at(-1)?.data).toMatchObject({ exceptionConsidered: true });
  });
});

describe('who asked for the next stage', () => {
  const stage1 = () =>
    walkOf('westfield')
      .log({ receivedOn: '2024-09-02', incident: { occurredOn: '2024-08-01' } })
      .act('acknowledgements', on('2024-09-04'))
      .act('outcomes', on('2024-09-16', { outcome: 'not-upheld' }));

  test('WES-21: the landlord may go on of its own accord, and the window of the resident does not bind it', () => {
    const late = on('2024-11-15', { requestedBy: 'landlord' });
    expect(stage1().act('escalations', on('2024-11-15')).state.status).toBe('escalation-requested');
    const walk = stage1().act('escalations', late);
    expect(walk.state.stages[0]?.escalation).toMatchObject({
      by: 'landlord',
      late: null,
      afterWindow: false,
    });
  });

  test('a representative needs the permission under either name of the field, and the resident is meant by silence', () => {
    for (const who of [{ requestedBy: 'representative' }, { by: 'representative' }])
      expect(stage1().refused('escalations', on('2024-09-20', who)).code).toBe('no_representative');
    expect(stage1().act('escalations', on('2024-09-20')).state.stages[0]?.escalation?.by).toBe('resident');
  });
});
