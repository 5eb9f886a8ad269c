import { type Body, procedure, Walk } from '../support/walk';
import { BESIDE_THE_PROCEDURE, FROM_OUTSIDE } from '../support/always-offered';

/** Stages, gates and panels of landlords nobody has heard of: documents only, no code. */

const days = (amount: number, from: string, more: Body = {}) => ({
  amount,
  unit: 'working-days',
  from,
  ...more,
});

const stage = (key: string, more: Body = {}): Body => ({ key, name: key, ...more });

const answered = (walk: Walk, on: string): Walk =>
  walk.act('outcomes', { outcome: 'not-upheld', occurredOn: on });

describe('three stages, each asked for within 20 working days', () => {
  const within = days(20, 'response-sent');
  const policy = procedure({
    stages: [
      stage('first', { respond: days(10, 'received'), escalation: { to: 'second', within } }),
      stage('second', { respond: days(10, 'requested'), escalation: { to: 'third', within, late: 'never' } }),
      stage('third', {
        respond: { amount: 1, unit: 'months', from: 'requested', roll: 'previous-working-day' },
      }),
    ],
  });

  test('walked to the end on the last day of each limit', () => {
    const walk = new Walk(policy).log({ receivedOn: '2024-09-02' });
    expect(walk.due('respond', 'first')).toBe('2024-09-16');
    answered(walk, '2024-09-16');
    expect(walk.due('escalate', 'first')).toBe('2024-10-14');
    walk.act('escalations', { occurredOn: '2024-10-14' });
    expect(walk.due('respond', 'second')).toBe('2024-10-28');
    answered(walk, '2024-10-28');
    expect(walk.due('escalate', 'second')).toBe('2024-11-25');
    walk.act('escalations', { occurredOn: '2024-11-25' });
    expect(walk.due('respond', 'third')).toBe('2024-12-24');
    expect(answered(walk, '2024-12-24').offered).toEqual([
      'updates',
      'deliveries',
      'withdrawals',
      ...BESIDE_THE_PROCEDURE,
      'closures',
      'reopenings',
      ...FROM_OUTSIDE,
      'holds',
    ]);
    expect(walk.state).toEqual(walk.replayed);
  });

  test('where the policy leaves no discretion, none is taken', () => {
    const walk = answered(new Walk(policy).log({ receivedOn: '2024-09-02' }), '2024-09-16').act(
      'escalations',
      { occurredOn: '2024-10-14' },
    );
    const late = { occurredOn: '2024-11-26', lateDiscretion: { decidedBy: 'o.one', reason: 'Away' } };
    expect(answered(walk, '2024-10-28').refused('escalations', late)).toMatchObject({
      code: 'escalation_too_late',
      allowed: { until: '2024-11-25' },
      errors: [{ pointer: '/occurredOn' }],
    });
  });

  test('a stage may be skipped where the document says so', () => {
    const skipping = procedure({
      stages: [
        stage('first', { escalation: { to: 'third' } }),
        stage('second', { entry: true }),
        stage('third', { respond: days(5, 'requested') }),
      ],
    });
    const walk = answered(new Walk(skipping).log({ receivedOn: '2024-09-02' }), '2024-09-03').act(
      'escalations',
      { occurredOn: '2024-09-04' },
    );
    expect(walk.state.stages.map((entered) => entered.stage)).toEqual(['first', 'third']);
    expect(walk.due('respond', 'third')).toBe('2024-09-11');
  });

  test('entered at the second stage, its days count from receipt and its clock is its own', () => {
    const entering = procedure({
      stages: [
        stage('first', { respond: days(5, 'received'), escalation: { to: 'second' } }),
        stage('second', {
          entry: true,
          acknowledge: days(3, 'requested'),
          respond: days(20, 'acknowledged'),
        }),
      ],
    });
    const walk = new Walk(entering).log({ receivedOn: '2024-09-02', stage: 'second' });
    expect(walk.clocks.map(({ kind, dueOn, projected }) => [kind, dueOn, projected])).toEqual([
      ['acknowledge', '2024-09-05', false],
      ['respond', '2024-10-03', true],
    ]);
  });
});

describe('a gate before the next stage, with its own clock', () => {
  const policy = procedure({
    stages: [
      stage('one', {
        escalation: {
          to: 'two',
          decision: {
            needed: 'always',
            within: days(5, 'requested', { rules: ['GATE-1'] }),
            decidedBy: ['head-of-complaints'],
            refusals: [{ code: 'already-answered' }],
          },
        },
      }),
      stage('two', { respond: days(20, 'accepted') }),
    ],
  });
  const waiting = (): Walk =>
    answered(new Walk(policy).log({ receivedOn: '2024-09-02' }), '2024-09-09').act('escalations', {
      occurredOn: '2024-09-16',
    });
  const decision = { decidedBy: 'h.one', role: 'head-of-complaints' };

  test('the decision is due in 5 days, and the response is projected from its last day', () => {
    const walk = waiting();
    expect(walk.clock('decide-escalation', 'two')).toMatchObject({
      dueOn: '2024-09-23',
      rule: { ids: ['GATE-1'] },
      status: 'missed',
    });
    expect(walk.clock('respond', 'two')).toMatchObject({ dueOn: '2024-10-21', projected: true });
    walk.act('escalation-decisions', { ...decision, accepted: true, occurredOn: '2024-09-18' });
    expect(walk.clock('decide-escalation', 'two')).toMatchObject({
      status: 'met',
      sentence:
        'The decision whether to take the complaint further at two was made on Wednesday 18 September 2024, in time: it was due by Monday 23 September 2024.',
    });
    expect(walk.clock('respond', 'two')).toMatchObject({
      dueOn: '2024-10-16',
      projected: false,
      anchor: { act: 'accepted' },
    });
  });

  test('only the rank named may decide, and only for the reasons named', () => {
    expect(waiting().refused('escalation-decisions', { decidedBy: 'x', accepted: true })).toMatchObject({
      code: 'role_may_not_decide',
      allowed: { role: ['head-of-complaints'] },
    });
    const refusal = {
      ...decision,
      accepted: false,
      refusal: 'nuisance',
      reason: 'It is.',
      ombudsmanRightTold: true,
    };
    expect(waiting().refused('escalation-decisions', refusal)).toMatchObject({
      code: 'not_a_refusal_reason',
      errors: [{ pointer: '/refusal' }],
    });
    expect(
      waiting().refused('escalation-decisions', { ...decision, accepted: true, ground: 'new-evidence' }),
    ).toMatchObject({
      code: 'unknown_ground',
    });
  });

  test('refused, the complaint stands where it stood; asked again and accepted, it moves on', () => {
    const refusal = {
      ...decision,
      accepted: false,
      refusal: 'already-answered',
      reason: 'It was.',
      ombudsmanRightTold: true,
    };
    const walk = waiting().act('escalation-decisions', { ...refusal, occurredOn: '2024-09-20' });
    expect(walk.state).toMatchObject({ status: 'responded', current: 0 });
    walk
      .act('escalations', { occurredOn: '2024-10-01' })
      .act('escalation-decisions', { ...decision, accepted: true, occurredOn: '2024-10-02' });
    expect(walk.state).toMatchObject({ status: 'open', current: 2 });
    expect(
      walk.clocks.filter(({ kind }) => kind === 'decide-escalation').map(({ n, status }) => [n, status]),
    ).toEqual([
      [1, 'met'],
      [2, 'met'],
    ]);
    expect(walk.state).toEqual(walk.replayed);
  });

  test('withdrawn at the gate, everything stops', () => {
    const walk = waiting().act('withdrawals', { occurredOn: '2024-09-17' });
    expect(walk.clock('decide-escalation', 'two')).toMatchObject({
      stoppedOn: '2024-09-17',
      status: 'not-applicable',
    });
  });
});

describe('moving on because the response is overdue', () => {
  const policy = procedure({
    stages: [
      stage('one', {
        acknowledge: days(5, 'received'),
        respond: days(10, 'acknowledged'),
        escalation: { to: 'two', whenOverdue: true },
      }),
      stage('two', { respond: days(20, 'requested') }),
    ],
  });
  const acknowledged = (): Walk =>
    new Walk(policy, '2024-09-16T09:00:00Z')
      .log({ receivedOn: '2024-09-02' })
      .act('acknowledgements', { occurredOn: '2024-09-02' });

  test('on the due date it is not overdue; a day later the request is taken and the missed date stays', () => {
    const walk = acknowledged();
    expect(walk.refused('escalations')).toMatchObject({
      code: 'not_answered_yet',
      allowed: { act: 'outcomes' },
    });
    expect(walk.offered).not.toContain('escalations');
    walk.at('2024-09-17T09:00:00Z');
    expect(walk.offered).toContain('escalations');
    walk.act('escalations');
    expect(walk.state.stages[0]?.escalation?.becauseOverdue).toBe(true);
    expect(walk.clock('respond', 'one')).toMatchObject({
      status: 'missed',
      dueOn: '2024-09-16',
      stoppedOn: '2024-09-17',
    });
    expect(walk.due('respond', 'two')).toBe('2024-10-15');
  });

  test('a request dated back to before the response was overdue is not taken', () => {
    const walk = acknowledged().at('2024-09-20T09:00:00Z');
    expect(walk.refused('escalations', { occurredOn: '2024-09-16' })).toMatchObject({
      code: 'not_answered_yet',
      errors: [{ pointer: '/occurredOn' }],
    });
    expect(walk.act('escalations', { occurredOn: '2024-09-17' }).state.current).toBe(1);
  });

  test('a landlord that never acknowledges does not keep the resident waiting for ever', () => {
    const walk = new Walk(policy, '2024-09-23T09:00:00Z').log({ receivedOn: '2024-09-02' });
    expect(walk.offered).not.toContain('escalations');
    expect(walk.at('2024-09-24T09:00:00Z').offered).toContain('escalations');
  });
});

describe('who may decide', () => {
  const policy = procedure({
    stages: [
      stage('one', { escalation: { to: 'two' } }),
      stage('two', {
        kind: 'hearing',
        handler: {
          roles: ['board-member', 'tenant-panel-member'],
          panel: { minimumMembers: 3, rules: ['PANEL-2'] },
          independence: [
            { test: 'not-previously-involved', rules: ['PANEL-3'] },
            { test: 'not-subject-of-complaint', rules: ['PANEL-4'] },
          ],
        },
        hear: days(20, 'requested', { rules: ['PANEL-5'] }),
        respond: days(5, 'hearing-held'),
      }),
    ],
  });
  const atHearing = (): Walk =>
    new Walk(policy)
      .log({ receivedOn: '2024-09-02' })
      .act('assignments', { person: 'm.one', occurredOn: '2024-09-02' })
      .act('outcomes', { outcome: 'not-upheld', occurredOn: '2024-09-09' })
      .act('escalations', { occurredOn: '2024-09-16' });
  const member = (person: string, more: Body = {}) => ({
    person,
    role: 'board-member',
    subjectOfComplaint: false,
    ...more,
  });

  test('PANEL-2: two are too few, three will do, and the response counts from the hearing', () => {
    const walk = atHearing();
    expect(walk.refused('hearings', { panel: [member('a'), member('b')] })).toMatchObject({
      code: 'panel_too_small',
      rule: { clause: '/stages/1/handler/panel', ids: ['PANEL-2'] },
      allowed: { minimumMembers: 3 },
    });
    // At the latest: from the last day on which the hearing has to be held (PANEL-5).
    expect(walk.clock('respond', 'two')).toMatchObject({
      dueOn: '2024-10-21',
      projected: true,
      status: 'missed',
      anchor: { act: 'hearing-held', on: null },
    });
    walk.act('hearings', {
      panel: [member('a'), member('b'), member('c', { role: 'tenant-panel-member' })],
      occurredOn: '2024-10-07',
    });
    expect(walk.due('respond', 'two')).toBe('2024-10-14');
    walk.act('outcomes', { outcome: 'upheld', decidedBy: 'a', occurredOn: '2024-10-14' });
    expect(walk.clock('respond', 'two').status).toBe('met');
  });

  test('PANEL-5: a hearing that has to be held within twenty working days has a clock of its own', () => {
    const walk = atHearing();
    expect(walk.clock('hearing', 'two')).toMatchObject({
      dueOn: '2024-10-14',
      rule: { clause: '/stages/1/hear', ids: ['PANEL-5'] },
      sentence: expect.stringContaining('The hearing at'),
    });
    walk.act('hearings', { panel: [member('a'), member('b'), member('c')], occurredOn: '2024-10-15' });
    expect(walk.clock('hearing', 'two')).toMatchObject({ metOn: '2024-10-15', status: 'missed' });
  });

  test('PANEL-3, PANEL-4: each member is tested by person, and says what has to be said', () => {
    const walk = atHearing();
    expect(walk.refused('hearings', { panel: [member('a'), member('m.one'), member('c')] })).toMatchObject({
      code: 'reviewer_not_independent',
      rule: { ids: ['PANEL-3'] },
      errors: [{ pointer: '/panel/1' }],
    });
    expect(walk.refused('hearings', { panel: [member('a'), member('b'), { person: 'c' }] })).toMatchObject({
      code: 'independence_not_declared',
      rule: { ids: ['PANEL-4'] },
      errors: [{ pointer: '/panel/2' }],
    });
  });

  test('PANEL-2: the same person twice does not make a panel of three', () => {
    expect(atHearing().refused('hearings', { panel: [member('a'), member('b'), member('a')] })).toMatchObject(
      {
        code: 'same_person_twice',
        errors: [{ pointer: '/panel/2/person' }],
      },
    );
  });
});

describe('an extension that is capped', () => {
  const capped = (extension: Body): Walk =>
    new Walk(procedure({ stages: [stage('one', { respond: days(10, 'received'), extension })] })).log({
      receivedOn: '2024-09-02',
    });

  test('a cap asks for a new date even where the document does not list it: no date would be no cap', () => {
    const walk = capped({ each: { amount: 2, unit: 'weeks' }, requires: ['reason'] });
    expect(walk.refused('extensions', { reason: 'Staff', occurredOn: '2024-09-10' })).toMatchObject({
      code: 'extension_incomplete',
      facts: { missing: ['new-date'] },
    });
    expect(
      walk
        .act('extensions', { reason: 'Staff', newDueOn: '2024-09-30', occurredOn: '2024-09-10' })
        .due('respond', 'one'),
    ).toBe('2024-09-30');
  });

  test('as often as the document says, and not once more', () => {
    const walk = capped({ count: 1 }).act('extensions', { newDueOn: '2024-09-20', occurredOn: '2024-09-10' });
    expect(walk.refused('extensions', { newDueOn: '2024-09-30', occurredOn: '2024-09-11' })).toMatchObject({
      code: 'extensions_used_up',
      allowed: { count: 1 },
    });
    expect(walk.offered).not.toContain('extensions');
  });

  test('each counts from the date before it, all together from the first', () => {
    const walk = capped({
      each: { amount: 5, unit: 'working-days' },
      total: { amount: 8, unit: 'working-days' },
    });
    walk.act('extensions', { newDueOn: '2024-09-23', occurredOn: '2024-09-10' });
    expect(walk.refused('extensions', { newDueOn: '2024-09-27', occurredOn: '2024-09-11' })).toMatchObject({
      code: 'extension_too_long',
      facts: { of: 'total' },
      allowed: { latest: '2024-09-26' },
    });
    expect(walk.refused('extensions', { newDueOn: '2024-10-01', occurredOn: '2024-09-11' })).toMatchObject({
      facts: { of: 'each' },
    });
  });
});

describe('a resident who must say why', () => {
  test('a request without the reasons the policy wants is taken, and they are asked for; a ground will do', () => {
    const policy = procedure({
      stages: [
        stage('one', { escalation: { to: 'two', reason: 'required', grounds: [{ code: 'new-facts' }] } }),
        stage('two'),
      ],
    });
    const walk = answered(new Walk(policy).log({ receivedOn: '2024-09-02' }), '2024-09-09');
    const named = answered(new Walk(policy).log({ receivedOn: '2024-09-02' }), '2024-09-09');
    const adviceOf = (asked: Walk) => asked.advice.map(({ code }) => code);
    expect(adviceOf(walk.act('escalations'))).toContain('reason_not_given');
    expect(walk.state.current).toBe(1);
    expect(adviceOf(named.act('escalations', { grounds: ['new-facts'] }))).not.toContain('reason_not_given');
  });
});

describe('when a posted answer is received', () => {
  const until = (deemedReceipt: string | null, body: Body): string | null => {
    const policy = procedure({
      deemedReceipt,
      stages: [
        stage('one', {
          escalation: { to: 'two', within: { amount: 28, unit: 'calendar-days', from: 'response-received' } },
        }),
        stage('two'),
      ],
    });
    return new Walk(policy)
      .log({ receivedOn: '2024-08-01' })
      .act('outcomes', { outcome: 'upheld', occurredOn: '2024-09-06', ...body })
      .due('escalate', 'one');
  };

  test.each([
    [null, { method: 'letter' }, '2024-10-04'],
    ['same-day', { method: 'letter' }, '2024-10-04'],
    ['first-class-second-day', { method: 'letter' }, '2024-10-07'],
    ['second-working-day', { method: 'letter' }, '2024-10-08'],
    ['fourth-working-day', { method: 'letter' }, '2024-10-10'],
    ['fourth-working-day', { method: 'email' }, '2024-10-04'],
    ['fourth-working-day', { method: 'letter', receivedOn: '2024-09-09' }, '2024-10-07'],
    ['second-working-day', { method: 'letter', sentOn: '2024-09-09' }, '2024-10-09'],
  ])('deemed %s, sent on a Friday with %j: escalate until %s', (rule, body, expected) => {
    expect(until(rule, body)).toBe(expected);
  });
});

describe('an absolute bar above any discretion', () => {
  const policy = procedure({
    stages: [stage('one')],
    intake: {
      timeLimit: {
        within: { amount: 6, unit: 'months', from: ['occurred', 'aware'] },
        discretion: 'must-consider',
        bar: { amount: 3, unit: 'years', from: 'occurred' },
      },
    },
  });
  const advice = (receivedOn: string) =>
    new Walk(policy)
      .log({ receivedOn, incident: { occurredOn: '2021-09-02', becameAwareOn: '2021-12-01' } })
      .advice.map(({ code, sentence }) => [code, sentence.endsWith('has to be considered.')]);

  test('in time, late, and barred', () => {
    expect(advice('2022-06-01')).toEqual([]);
    expect(advice('2022-06-02')).toEqual([['out_of_time', true]]);
    expect(advice('2024-09-02')).toEqual([['out_of_time', true]]);
    expect(advice('2024-09-03')).toEqual([['barred', false]]);
  });

  test('a late complaint is refused after discretion was considered, a barred one without', () => {
    const refused = (receivedOn: string) =>
      new Walk(policy)
        .log({ receivedOn, incident: { occurredOn: '2021-09-02', becameAwareOn: '2021-12-01' } })
        .try('refusals', {
          reason: 'out-of-time',
          evidence: 'Old.',
          decidedBy: 'o.one',
          ombudsmanRightTold: true,
        });
    expect(refused('2024-09-02')).toMatchObject({ code: 'discretion_not_considered' });
    expect(refused('2024-09-03')).not.toHaveProperty('rejected');
  });
});
