import { type Walk, walkOf } from '../../support/walk';

const acknowledgedOn = (receivedOn: string, occurredOn: string): Walk =>
  walkOf('westfield').log({ receivedOn }).act('acknowledgements', { occurredOn });

const answered = (communicatedOn: string): Walk =>
  acknowledgedOn('2024-09-02', '2024-09-04').act('outcomes', {
    outcome: 'not-upheld',
    occurredOn: communicatedOn,
  });

const atStage2 = (): Walk =>
  answered('2024-09-16')
    .act('escalations', { occurredOn: '2024-10-14' })
    .act('acknowledgements', { occurredOn: '2024-10-16' });

describe('Westfield, the dates of stage 1', () => {
  test('WES-18: acknowledged within 5 working days of receipt, as something that should be', () => {
    const clock = acknowledgedOn('2024-09-02', '2024-09-04').clock('acknowledge', 'stage-1');
    expect(clock).toMatchObject({
      dueOn: '2024-09-09',
      limit: { amount: 5, unit: 'working-days', force: 'should' },
      rule: { clause: '/stages/0/acknowledge', ids: ['WES-18'] },
      anchor: { act: 'received', on: '2024-09-02' },
      status: 'met',
      workingDaysTaken: 2,
    });
  });

  test.each([
    ['2024-09-02', '2024-09-04', '2024-09-18', '2024-09-16'],
    ['2024-12-19', '2024-12-23', '2025-01-09', '2025-01-07'],
  ])(
    'WES-19: received %s, acknowledged %s: due %s, or %s counted from receipt',
    (received, acknowledged, due, other) => {
      const walk = acknowledgedOn(received, acknowledged);
      expect(walk.due('respond', 'stage-1')).toBe(due);
      expect(walk.alternatives('respond', 'stage-1', 'stage-1-response-start')).toEqual([other]);
      expect(walk.clock('respond', 'stage-1').rule.ids).toEqual(['WES-19']);
    },
  );

  test('WES-19: before the acknowledgement the response has only a latest date, marked so', () => {
    const walk = walkOf('westfield', '2024-09-03T09:00:00Z').log({ receivedOn: '2024-09-02' });
    const clock = walk.clock('respond', 'stage-1');
    expect(clock).toMatchObject({
      dueOn: '2024-09-23',
      projected: true,
      anchor: { act: 'acknowledged', on: null },
      status: 'running',
      workingDaysLeft: null,
    });
    expect(clock.sentence).toBe(
      'The response at Stage 1 is due by Monday 23 September 2024 at the latest: the 10 working days run from the day the complaint was acknowledged, which has not happened yet.',
    );
    const passed = walk.at('2024-09-24T09:00:00Z').clock('respond', 'stage-1');
    expect(passed).toMatchObject({ status: 'missed', judgedOn: '2024-09-23', workingDaysLeft: -1 });
    expect(passed.sentence).toBe(
      'The response at Stage 1 should have been given by Monday 23 September 2024: had the complaint been acknowledged in time, 10 working days from Monday 9 September. It has not been acknowledged.',
    );
  });

  test('WES-18: a second acknowledgement is refused with the day of the first', () => {
    const walk = acknowledgedOn('2024-09-02', '2024-09-04');
    expect(walk.refused('acknowledgements', { occurredOn: '2024-09-05' })).toMatchObject({
      code: 'already_acknowledged',
      kind: 'state',
      facts: { stage: 'stage-1', acknowledgedOn: '2024-09-04' },
    });
  });

  test('WES-18: an acknowledgement before the complaint, or in the future, is refused', () => {
    const walk = walkOf('westfield', '2024-09-06T09:00:00Z').log({ receivedOn: '2024-09-02' });
    expect(walk.refused('acknowledgements', { occurredOn: '2024-09-01' })).toMatchObject({
      code: 'before_the_act_it_follows',
      allowed: { earliest: '2024-09-02' },
    });
    expect(walk.refused('acknowledgements', { occurredOn: '2024-09-07' })).toMatchObject({
      code: 'in_the_future',
      allowed: { latest: '2024-09-06' },
    });
    expect(
      walk.refused('acknowledgements', { occurredAt: '2024-09-03T23:30:00Z', occurredOn: '2024-09-03' }),
    ).toMatchObject({
      code: 'dates_disagree',
      allowed: { on: '2024-09-04' },
    });
  });

  test('WES-18, WES-19: acknowledged late, the date as if in time is shown beside the one that counts', () => {
    const walk = acknowledgedOn('2024-09-02', '2024-09-11');
    expect(walk.clock('acknowledge', 'stage-1').status).toBe('missed');
    expect(walk.clock('respond', 'stage-1')).toMatchObject({
      dueOn: '2024-09-25',
      dueOnIfAcknowledgedOnTime: '2024-09-23',
    });
    expect(
      acknowledgedOn('2024-09-02', '2024-09-09').clock('respond', 'stage-1').dueOnIfAcknowledgedOnTime,
    ).toBeNull();
  });
});

describe('Westfield, an extension', () => {
  const extension = {
    newDueOn: '2024-12-20',
    reason: 'Surveyor away',
    agreed: true,
    occurredOn: '2024-09-17',
  };

  test('WES-20: reasons and an agreed revised timescale are demanded, and no cap is set', () => {
    const walk = acknowledgedOn('2024-09-02', '2024-09-04');
    expect(walk.refused('extensions', { occurredOn: '2024-09-17' })).toMatchObject({
      code: 'extension_incomplete',
      rule: { clause: '/stages/0/extension', ids: ['WES-20'] },
      facts: { missing: ['reason', 'agreement', 'new-date'] },
      errors: [{ pointer: '/reason' }, { pointer: '/agreed' }, { pointer: '/newDueOn' }],
    });
    walk.act('extensions', extension);
    expect(walk.clock('respond', 'stage-1')).toMatchObject({
      dueOn: '2024-12-20',
      originalDueOn: '2024-09-18',
      extensions: [
        { on: '2024-09-17', from: '2024-09-18', to: '2024-12-20', afterDueDate: false, overCap: false },
      ],
    });
    expect(walk.clock('respond', 'stage-1').sentence).toBe(
      'The response at Stage 1 was due by Friday 20 December 2024, extended from Wednesday 18 September 2024. It has not been given.',
    );
    walk.act('outcomes', { outcome: 'upheld', occurredOn: '2024-12-20' });
    expect(walk.clock('respond', 'stage-1').status).toBe('met-within-extension');
  });

  test('WES-20: an extension given after the date is recorded and cures nothing', () => {
    const walk = acknowledgedOn('2024-09-02', '2024-09-04').act('extensions', {
      ...extension,
      occurredOn: '2024-09-19',
    });
    expect(walk.clock('respond', 'stage-1')).toMatchObject({ status: 'missed', dueOn: '2024-12-20' });
    walk.act('outcomes', { outcome: 'upheld', occurredOn: '2024-10-01' });
    expect(walk.clock('respond', 'stage-1').status).toBe('missed');
  });

  test('WES-20: before the acknowledgement there is no date to extend, and none is offered', () => {
    const walk = walkOf('westfield').log({ receivedOn: '2024-09-02' });
    expect(walk.refused('extensions', extension)).toMatchObject({ code: 'no_date_to_extend' });
    expect(walk.offered).not.toContain('extensions');
  });

  test('WES-20: the new date is later than the old, and within what the calendar knows', () => {
    const walk = acknowledgedOn('2024-09-02', '2024-09-04');
    expect(walk.refused('extensions', { ...extension, newDueOn: '2024-09-18' })).toMatchObject({
      code: 'not_an_extension',
    });
    expect(walk.refused('extensions', { ...extension, newDueOn: '2199-12-31' })).toMatchObject({
      code: 'outside_calendar',
      errors: [{ pointer: '/newDueOn' }],
    });
  });

  test('WES-25: stage 2 is extended on the same terms', () => {
    const walk = atStage2();
    expect(
      walk.refused('extensions', { ...extension, agreed: false, occurredOn: '2024-11-01' }),
    ).toMatchObject({
      code: 'extension_incomplete',
      rule: { clause: '/stages/1/extension', ids: ['WES-25'] },
      facts: { missing: ['agreement'] },
    });
    expect(walk.act('extensions', { ...extension, occurredOn: '2024-11-01' }).due('respond', 'stage-2')).toBe(
      '2024-12-20',
    );
  });
});

describe('Westfield, the way to stage 2', () => {
  test.each([
    ['2024-09-16', '2024-10-14', '2024-10-24'],
    ['2024-12-09', '2025-01-06', '2025-01-21'],
  ])('WES-21: communicated %s: escalate by %s, or %s in working days', (communicated, until, working) => {
    const walk = answered(communicated);
    expect(walk.due('escalate', 'stage-1')).toBe(until);
    expect(walk.alternatives('escalate', 'stage-1', 'twenty-eight-days')).toEqual([working, until]);
  });

  test('WES-21: the last day is in time; on the next it waits for a decision, unless discretion is recorded', () => {
    expect(answered('2024-09-16').act('escalations', { occurredOn: '2024-10-14' }).state.status).toBe('open');
    const waits = answered('2024-09-16').act('escalations', { occurredOn: '2024-10-15' });
    expect(waits.state.status).toBe('escalation-requested');
    expect(waits.advice).toContainEqual({
      code: 'late_request',
      sentence:
        'Stage 2 was asked for on Tuesday 15 October 2024, after the time for it was over. It waits for a decision to take it all the same, or to refuse it.',
      rule: { clause: '/stages/0/escalation/within', ids: ['WES-21'] },
    });
    const walk = answered('2024-09-16');
    walk.act('escalations', {
      occurredOn: '2024-10-15',
      lateDiscretion: { decidedBy: 'o.one', reason: 'The post was on strike.' },
    });
    expect(walk.state.stages[0]?.escalation?.late).toEqual({ decidedBy: 'o.one', applied: true });
  });

  test('WES-21: a stage that is not answered yet cannot be left, and a request cannot precede the response', () => {
    expect(acknowledgedOn('2024-09-02', '2024-09-04').refused('escalations')).toMatchObject({
      code: 'not_answered_yet',
    });
    expect(answered('2024-09-16').refused('escalations', { occurredOn: '2024-09-13' })).toMatchObject({
      code: 'before_the_act_it_follows',
    });
  });

  test('WES-23, WES-24: stage 2 is acknowledged in 5 and answered in 20 working days', () => {
    const walk = atStage2();
    expect(walk.clock('acknowledge', 'stage-2')).toMatchObject({
      dueOn: '2024-10-21',
      limit: { force: 'must' },
    });
    expect(walk.clock('respond', 'stage-2')).toMatchObject({
      dueOn: '2024-11-13',
      limit: { force: 'should' },
    });
    expect(walk.alternatives('respond', 'stage-2', 'stage-2-response-start')).toEqual(['2024-11-11']);
  });

  test('WES-16, WES-22: who may handle which stage', () => {
    const walk = acknowledgedOn('2024-09-02', '2024-09-04');
    expect(walk.refused('assignments', { person: 'x', role: 'operations-manager' })).toMatchObject({
      code: 'role_may_not_handle',
      rule: { ids: ['WES-16'] },
    });
    walk.act('assignments', { person: 'h.one', role: 'housing-services-officer' });
    expect(
      atStage2().refused('assignments', { person: 'h.one', role: 'housing-services-officer' }),
    ).toMatchObject({
      rule: { clause: '/stages/1/handler/roles', ids: ['WES-22'] },
    });
  });

  test('WES-33: the same person may handle both stages, since the page does not forbid it', () => {
    const walk = acknowledgedOn('2024-09-02', '2024-09-04')
      .act('assignments', { person: 'x.one', role: 'property-services-officer' })
      .act('outcomes', { outcome: 'not-upheld', occurredOn: '2024-09-16' })
      .act('escalations', { occurredOn: '2024-10-14' })
      .act('assignments', { person: 'x.one', role: 'operations-manager' });
    expect(walk.state.stages[1]?.assignments[0]?.person).toBe('x.one');
  });
});

describe('Westfield, what is not taken', () => {
  const refusal = {
    reason: 'out-of-time',
    evidence: 'More than a year ago.',
    decidedBy: 'o.one',
    ombudsmanRightTold: true,
  };
  const about = (occurredOn: string): Walk =>
    walkOf('westfield').log({
      receivedOn: '2024-09-02',
      incident: { occurredOn, becameAwareOn: '2024-08-01' },
    });

  test('WES-13: 12 months to the day is in time; awareness is not asked about', () => {
    expect(about('2023-09-02').refused('refusals', refusal)).toMatchObject({
      code: 'not_out_of_time',
      rule: { ids: ['WES-13'] },
    });
    expect(about('2023-09-01').act('refusals', refusal).state.status).toBe('refused');
  });

  test('WES-13: months are clamped: from 29 February 2024 the last day is 28 February 2025', () => {
    const on = (receivedOn: string) =>
      walkOf('westfield')
        .log({ receivedOn, incident: { occurredOn: '2024-02-29' } })
        .advice.map(({ code }) => code);
    expect(on('2025-02-28')).toEqual(['nobody_assigned']);
    expect(on('2025-03-01')).toEqual(['out_of_time', 'nobody_assigned']);
  });

  test.each([
    ['WES-04', 'appeal-right-available', 'appeal'],
    ['WES-05', 'court-action-being-taken', null],
    ['WES-06', 'anti-social-behaviour-report', 'anti-social-behaviour'],
    ['WES-12', 'feedback-needing-no-response', 'feedback'],
    ['WES-14', 'not-our-service', null],
  ])('%s: refused as %s, the matter goes to %s', (_rule, reason, redirectedTo) => {
    const exception = 'She has not appealed.';
    expect(
      about('2024-08-01').act('refusals', { ...refusal, reason, exception }).state.refusal,
    ).toMatchObject({
      reason,
      redirectedTo,
    });
  });

  test('WES-05: court action begun after stage 1 ends the complaint at any stage, and no other exclusion does', () => {
    const court = { ...refusal, reason: 'court-action-being-taken', occurredOn: '2024-10-21' };
    const walk = atStage2().act('refusals', court);
    expect([walk.state.status, walk.state.refusal?.stage]).toEqual(['refused', 'stage-2']);
    expect(walk.clock('respond', 'stage-2')).toMatchObject({
      status: 'not-applicable',
      stoppedOn: '2024-10-21',
    });
    expect(atStage2().refused('refusals', { ...court, reason: 'not-our-service' })).toMatchObject({
      code: 'already_taken',
      allowed: { reason: ['court-action-being-taken'] },
    });
    const reopened = about('2024-08-01')
      .act('refusals', { ...refusal, reason: 'not-our-service', occurredOn: '2024-09-03' })
      .act('reopenings', {
        reason: 'ombudsman-directed',
        explanation: 'Told to take it.',
        decidedBy: 'o.one',
        occurredOn: '2024-10-01',
      });
    expect(reopened.refused('refusals', { ...court, reason: 'not-our-service' }).code).toBe(
      'complaint_reopened',
    );
    expect(reopened.act('refusals', court).state.status).toBe('refused');
  });

  test('WES-04: whether the appeal has been used has to be considered, since then the complaint comes back', () => {
    const appeal = { ...refusal, reason: 'appeal-right-available' };
    expect(about('2024-08-01').refused('refusals', appeal)).toMatchObject({
      code: 'refusal_incomplete',
      errors: [
        {
          pointer: '/exception',
          detail: 'is missing: say why this does not hold: The right of appeal has been used.',
        },
      ],
    });
  });

  test('WES-14: a refusal without telling of the ombudsman is incomplete', () => {
    expect(
      about('2024-08-01').refused('refusals', {
        ...refusal,
        reason: 'not-our-service',
        ombudsmanRightTold: false,
      }),
    ).toMatchObject({
      code: 'refusal_incomplete',
      rule: { clause: '/intake/exclusions/3', ids: ['WES-14', 'Code 2.4'] },
      errors: [{ pointer: '/ombudsmanRightTold', detail: 'must be true' }],
    });
  });

  test('WES-08: an advocate without evidence of permission is taken in, and what is missing is said', () => {
    const walk = walkOf('westfield').log({
      receivedOn: '2024-09-02',
      incident: { occurredOn: '2024-08-01' },
      representative: { name: 'B. Friend', type: 'advocate', permission: 'written' },
    });
    expect(walk.advice).toEqual([
      {
        code: 'permission_needed',
        sentence:
          'Evidence of the permission is needed from the resident before taking the complaint from the representative and discussing any details with the representative.',
        rule: { clause: '/intake/representative', ids: ['WES-08', 'WES-10'] },
      },
      {
        code: 'nobody_assigned',
        sentence:
          'Stage 1 is for the housing services officer or property services officer, and nobody has it yet.',
        rule: { clause: '/stages/0/handler', ids: ['WES-16'] },
      },
    ]);
  });
});

describe('Westfield, after stage 2', () => {
  const exhausted = (): Walk =>
    atStage2().act('outcomes', { outcome: 'not-upheld', occurredOn: '2024-11-12' });
  const investigation = { to: 'housing-ombudsman', purpose: 'investigation' };

  test('WES-26: a designated person is a councillor, an MP or a tenant panel, and optional', () => {
    const walk = exhausted();
    const help = { to: 'designated-person', purpose: 'help' };
    for (const who of ['tenant-panel', 'other']) walk.act('referrals', { ...help, who });
    expect(walk.state.referrals.map(({ who, notInPolicy }) => [who, notInPolicy])).toEqual([
      ['tenant-panel', false],
      ['other', true],
    ]);
  });

  test('WES-27, WES-28: the ombudsman for advice at any point, for investigation once exhausted, with no wait', () => {
    const walk = acknowledgedOn('2024-09-02', '2024-09-04').act('referrals', {
      to: 'housing-ombudsman',
      purpose: 'advice',
    });
    walk.act('referrals', { ...investigation, occurredOn: '2024-09-05' });
    expect(walk.state.referrals).toMatchObject([{ beforeExhaustion: false }, { beforeExhaustion: true }]);
    expect(walk.advice.find(({ code }) => code === 'referred_before_exhaustion')).toEqual({
      code: 'referred_before_exhaustion',
      sentence:
        'The case went to the Housing Ombudsman by Thursday 5 September 2024, before the last response of the procedure. The landlord’s own dates go on all the same.',
      rule: { clause: '/referrals/2', ids: ['WES-28'] },
    });
    expect(exhausted().clock('refer', 'stage-2')).toMatchObject({
      dueOn: '2024-11-12',
      policyEarliestOn: '2024-11-12',
      schemeEarliestOn: '2024-11-12',
      sentence:
        'The case can be taken to the Housing Ombudsman for investigation from Tuesday 12 November 2024.',
    });
  });

  test('WES-31: the county court is recorded, and any other court or ground is not among the ways', () => {
    const walk = acknowledgedOn('2024-09-02', '2024-09-04');
    const claim = { to: 'county-court', purpose: 'claim' };
    for (const ground of [undefined, 'gender-discrimination', 'disrepair'])
      walk.act('referrals', { ...claim, ground });
    walk.act('referrals', { ...claim, to: 'high-court' });
    expect(walk.state.referrals.map(({ to, ground, notInPolicy }) => [to, ground, notInPolicy])).toEqual([
      ['county-court', null, false],
      ['county-court', 'gender-discrimination', false],
      ['county-court', 'disrepair', true],
      ['high-court', null, true],
    ]);
  });

  test('WES-28: a refused complaint can be taken to the ombudsman too, and to no further stage', () => {
    const walk = walkOf('westfield').log({ receivedOn: '2024-09-02' }).act('refusals', {
      reason: 'not-our-service',
      evidence: 'The road is the council’s.',
      decidedBy: 'o.one',
      ombudsmanRightTold: true,
      occurredOn: '2024-09-04',
    });
    expect(walk.clock('refer', 'stage-1')).toMatchObject({
      policyEarliestOn: '2024-09-04',
      schemeEarliestOn: '2024-09-04',
    });
    walk.act('referrals', investigation).act('closures', { reason: 'refused' });
    expect(walk.refused('escalations')).toMatchObject({ code: 'no_stage_after_refusal' });
    expect(walk.offered).toEqual([
      'learnings',
      'notes',
      'particulars',
      'links',
      'corrections',
      'reopenings',
      'referrals',
      'evidence-requests',
      'determinations',
      'orders',
      'holds',
    ]);
  });

  test('withdrawn, every clock stops on that day and nothing is open but the record, what others do and a way back', () => {
    const walk = acknowledgedOn('2024-09-02', '2024-09-04').act('withdrawals', { occurredOn: '2024-09-10' });
    expect(walk.clock('respond', 'stage-1')).toMatchObject({
      status: 'not-applicable',
      stoppedOn: '2024-09-10',
      sentence:
        'The response at Stage 1 stopped being awaited on Tuesday 10 September 2024, when the complaint was withdrawn.',
    });
    expect(walk.offered).toEqual([
      'learnings',
      'notes',
      'particulars',
      'links',
      'corrections',
      'reopenings',
      'referrals',
      'evidence-requests',
      'determinations',
      'orders',
      'holds',
      'erasures',
    ]);
    expect(walk.refused('closures', { reason: 'resident-satisfied' })).toMatchObject({
      code: 'not_at_this_point',
    });
  });

  test('closed on the resident’s word, a complaint comes back while its window is open', () => {
    const walk = answered('2024-09-16').act('closures', {
      reason: 'resident-satisfied',
      occurredOn: '2024-09-20',
    });
    walk.act('escalations', { occurredOn: '2024-10-01' });
    expect(walk.state).toMatchObject({ status: 'open', closedOn: null, current: 1 });
    expect(walk.state).toEqual(walk.replayed);
  });
});
