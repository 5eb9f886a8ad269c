import { type Walk, walkOf } from '../../support/walk';
import { BESIDE_THE_PROCEDURE, FROM_OUTSIDE } from '../../support/always-offered';

const passed = (receivedOn: string, passedOn = receivedOn): Walk =>
  walkOf('settle')
    .log({ receivedOn, channel: 'online' })
    .act('assignments', { person: 'm.one', role: 'service-manager', occurredOn: passedOn });

const answered = (on: string): Walk => passed(on).act('outcomes', { outcome: 'not-upheld', occurredOn: on });

const accepted = (): Walk =>
  answered('2021-03-29').act('escalations', { occurredOn: '2021-04-06', grounds: ['not-addressed'] });

const waiting = (): Walk => answered('2021-03-29').act('escalations', { occurredOn: '2021-04-06' });

describe('settle, the dates of the complaint', () => {
  test.each([
    ['2021-03-29', '2021-04-06'],
    ['2020-12-23', '2020-12-31'],
  ])(
    'SET-13: what came online on %s is answered or confirmed within 4 working days, by %s',
    (received, due) => {
      expect(passed(received).clock('acknowledge', 'stage-1')).toMatchObject({
        dueOn: due,
        rule: { ids: ['SET-13'] },
      });
    },
  );

  test.each(['phone', 'in-person'])('SET-12, SET-13: what came by %s has no such limit', (channel) => {
    const clock = walkOf('settle').log({ receivedOn: '2021-03-29', channel }).clock('acknowledge', 'stage-1');
    expect(clock).toMatchObject({ dueOn: null, limit: null, status: 'not-applicable' });
  });

  test('SET-13: a full answer within the 4 days is the confirmation too', () => {
    expect(answered('2021-03-29').clock('acknowledge', 'stage-1')).toMatchObject({
      status: 'met',
      metOn: '2021-03-29',
    });
  });

  test('SET-15: 2 weeks from the manager taking it, aimed for; 10 working days is the other reading', () => {
    const walk = passed('2021-03-29');
    expect(walk.clock('respond', 'stage-1')).toMatchObject({
      dueOn: '2021-04-12',
      limit: { amount: 2, unit: 'weeks', force: 'aim' },
      anchor: { act: 'passed', on: '2021-03-29' },
    });
    expect(walk.alternatives('respond', 'stage-1', 'two-weeks')).toEqual(['2021-04-14']);
    expect(walk.clock('respond', 'stage-1').sentence).toBe(
      'The response at Complaint was aimed for by Monday 12 April 2021, which is 2 weeks after the complaint was passed to its handler on Monday 29 March 2021. It has not been given.',
    );
  });

  test('SET-14, SET-15: from the manager’s contact is a reading that has a date only once there was contact', () => {
    const walk = passed('2021-03-29');
    expect(walk.alternatives('respond', 'stage-1', 'two-weeks-start')).toEqual([null, '2021-04-12']);
    walk.act('contacts', { method: 'phone', occurredOn: '2021-03-31' });
    expect(walk.alternatives('respond', 'stage-1', 'two-weeks-start')).toEqual(['2021-04-14', '2021-04-12']);
  });

  test('SET-15: until a manager has it the response has no date, and passing it on again starts nothing anew', () => {
    const walk = walkOf('settle').log({ receivedOn: '2021-03-29', channel: 'online' });
    expect(walk.clock('respond', 'stage-1')).toMatchObject({
      dueOn: null,
      projected: false,
      status: 'undated',
    });
    expect(walk.offered).not.toContain('extensions');
    walk
      .act('assignments', { person: 'm.one', role: 'service-manager', occurredOn: '2021-03-30' })
      .act('assignments', { person: 'm.two', role: 'service-manager', occurredOn: '2021-04-06' });
    expect(walk.due('respond', 'stage-1')).toBe('2021-04-13');
  });

  test('SET-16: an extension is a timescale: a new date, and nothing else is asked for', () => {
    const walk = passed('2021-03-29');
    expect(walk.refused('extensions', { occurredOn: '2021-04-09' })).toMatchObject({
      code: 'extension_incomplete',
      facts: { missing: ['new-date'] },
      rule: { ids: ['SET-16'] },
    });
    expect(
      walk.act('extensions', { newDueOn: '2021-05-28', occurredOn: '2021-04-09' }).due('respond', 'stage-1'),
    ).toBe('2021-05-28');
  });
});

describe('settle, incidents of six months ago', () => {
  const refusal = {
    reason: 'out-of-time',
    evidence: 'Reported late.',
    decidedBy: 'o.one',
    ombudsmanRightTold: true,
    discretion: { decidedBy: 'o.one', applied: false, reasons: 'No reason for the delay was given.' },
  };
  const about = (occurredOn: string, reportedOn: string): Walk =>
    walkOf('settle').log({ receivedOn: '2024-09-30', incident: { occurredOn, reportedOn } });

  test('SET-11: reported exactly six months after is out, a day sooner is in', () => {
    expect(about('2024-01-15', '2024-07-15').act('refusals', refusal).state.status).toBe('refused');
    expect(about('2024-01-15', '2024-07-14').refused('refusals', refusal)).toMatchObject({
      code: 'not_out_of_time',
      facts: { lastDay: '2024-07-14' },
      rule: { ids: ['SET-11'] },
    });
  });

  test('SET-11: the clamped end of August to February is out on the last day of February', () => {
    expect(about('2023-08-31', '2024-02-29').advice.map(({ code }) => code)).toEqual([
      'out_of_time',
      'nobody_assigned',
    ]);
    expect(about('2023-08-31', '2024-02-28').advice.map(({ code }) => code)).toEqual(['nobody_assigned']);
  });

  test('SET-11: on what day it was reported is asked for where the complaint alone came too late', () => {
    const walk = walkOf('settle').log({ receivedOn: '2024-09-30', incident: { occurredOn: '2024-01-15' } });
    expect(walk.refused('refusals', refusal)).toMatchObject({
      code: 'dates_unknown',
      allowed: { incident: ['reported'] },
    });
    const soon = walkOf('settle').log({ receivedOn: '2024-07-14', incident: { occurredOn: '2024-01-15' } });
    expect(soon.refused('refusals', refusal).code).toBe('not_out_of_time');
  });

  test('SET-11: one taken for a good reason is on record as such, and is not refused as late any more', () => {
    const discretion = { decidedBy: 'o.one', applied: true, reasons: 'She was in hospital until August.' };
    const incident = { occurredOn: '2024-01-15', reportedOn: '2024-09-30' };
    const walk = walkOf('settle').log({ receivedOn: '2024-09-30', incident, discretion });
    expect(walk.state.takenLate).toEqual({ on: '2024-09-30', decidedBy: 'o.one' });
    expect(walk.advice.map(({ code }) => code)).toEqual(['nobody_assigned']);
    expect(walk.refused('refusals', refusal)).toMatchObject({
      code: 'not_out_of_time',
      detail: expect.stringContaining('taken all the same on Monday 30 September 2024'),
    });
    expect(walk.replayed).toEqual(walk.state);
  });

  test('SET-11: the good reason may come to light with the acknowledgement, and only a late complaint needs one', () => {
    const discretion = { decidedBy: 'o.one', applied: true, reasons: 'She was in hospital until August.' };
    const late = about('2024-01-15', '2024-07-15').act('acknowledgements', {
      occurredOn: '2024-10-02',
      discretion,
    });
    expect(late.state.takenLate).toEqual({ on: '2024-10-02', decidedBy: 'o.one' });
    expect(about('2024-01-15', '2024-07-14').refused('acknowledgements', { discretion })).toMatchObject({
      code: 'not_late',
      kind: 'input',
      errors: [{ pointer: '/discretion' }],
    });
    const told = walkOf('settle').log({ receivedOn: '2024-09-30' });
    told.act('acknowledgements', {
      occurredOn: '2024-10-02',
      discretion,
      definition: {
        issues: [{ text: 'The lift' }],
        incident: { occurredOn: '2024-01-15', reportedOn: '2024-09-30' },
      },
    });
    expect(told.state.takenLate).toMatchObject({ on: '2024-10-02' });
  });

  test('SET-11: it is the report that counts, not the complaint months later', () => {
    expect(about('2023-01-10', '2023-01-12').refused('refusals', refusal)).toMatchObject({
      code: 'not_out_of_time',
    });
  });

  test('SET-11: refused only after a good reason was looked for, on record', () => {
    const { discretion: _none, ...bare } = refusal;
    const walk = about('2024-01-15', '2024-07-15');
    expect(walk.refused('refusals', bare)).toMatchObject({
      code: 'discretion_not_considered',
      errors: [{ pointer: '/discretion' }],
    });
    expect(walk.act('refusals', refusal).state.refusal?.discretion).toEqual({
      decidedBy: 'o.one',
      applied: false,
    });
  });

  test.each([
    ['SET-09', 'problem-with-settle-tenants', 'tenancy'],
    ['SET-10', 'first-report-of-a-repair', 'service-request'],
  ])('%s: %s goes to %s', (_rule, reason, redirectedTo) => {
    const walk = about('2024-09-01', '2024-09-02').act('refusals', {
      ...refusal,
      reason,
      discretion: undefined,
    });
    expect(walk.state.refusal).toMatchObject({ reason, redirectedTo });
  });
});

describe('settle, the review', () => {
  test('SET-17: no time limit to ask for it', () => {
    const walk = answered('2021-03-29');
    expect(walk.clock('escalate', 'stage-1')).toMatchObject({
      dueOn: null,
      limit: null,
      rule: { ids: ['SET-17', 'SET-31'] },
      sentence:
        'A request to take the complaint further at Complaint has no time limit under this procedure.',
    });
    expect(
      walk.act('escalations', { occurredOn: '2024-03-29', grounds: ['not-addressed'] }).state.status,
    ).toBe('open');
    expect(answered('2021-03-29').refused('closures', { reason: 'window-passed' })).toMatchObject({
      code: 'window_open',
    });
  });

  test('SET-18, SET-19: a named ground opens the review at once; a ground of one’s own is none', () => {
    expect(accepted().state).toMatchObject({ status: 'open', current: 1 });
    const own = answered('2021-03-29').act('escalations', { grounds: ['unfair'] });
    expect(own.state).toMatchObject({ status: 'escalation-requested' });
    expect(own.state.stages[0]?.escalation).toMatchObject({ grounds: [], otherGrounds: 1 });
  });

  test('SET-18: without a ground the request waits, and neither an answer nor a refusal of the complaint is open', () => {
    const walk = waiting();
    expect(walk.state.status).toBe('escalation-requested');
    expect(walk.refused('outcomes', { outcome: 'upheld' })).toMatchObject({ code: 'not_at_this_point' });
    expect(walk.offered).toEqual([
      'acknowledgements',
      'triages',
      'definitions',
      'assignments',
      'assignment-endings',
      'contacts',
      'updates',
      'deliveries',
      'escalation-decisions',
      'withdrawals',
      ...BESIDE_THE_PROCEDURE,
      ...FROM_OUTSIDE,
      'holds',
    ]);
  });

  test('SET-21: reasons are gathered within 4 working days of the request', () => {
    expect(waiting().clock('contact', 'review')).toMatchObject({
      dueOn: '2021-04-12',
      rule: { ids: ['SET-21'] },
    });
    const walk = waiting().act('contacts', { reasons: 'The leak was left out.', occurredOn: '2021-04-13' });
    expect(walk.clock('contact', 'review')).toMatchObject({
      status: 'missed',
      sentence:
        'Contact with the resident at Review stage was made on Tuesday 13 April 2021, late: it was due by Monday 12 April 2021.',
    });
  });

  test('SET-21: a request is not refused before the reasons were gathered', () => {
    const refusing = {
      accepted: false,
      refusal: 'no-ground',
      reason: 'Every point was answered.',
      decidedBy: 'c.one',
      ombudsmanRightTold: true,
      occurredOn: '2021-04-14',
    };
    const walk = waiting();
    expect(walk.refused('escalation-decisions', refusing)).toMatchObject({
      code: 'reasons_not_gathered',
      kind: 'policy',
    });
    walk.act('contacts', { reasons: 'I am still unhappy.', occurredOn: '2021-04-12' });
    expect(
      walk.refused('escalation-decisions', {
        ...refusing,
        refusal: 'too-late',
        reason: undefined,
        ombudsmanRightTold: false,
      }),
    ).toMatchObject({
      code: 'not_a_refusal_reason',
      errors: [{ pointer: '/refusal' }, { pointer: '/reason' }, { pointer: '/ombudsmanRightTold' }],
    });
    walk.act('escalation-decisions', refusing);
    expect(walk.state).toMatchObject({ status: 'responded', current: 0 });
  });

  test('SET-18, SET-19: accepted only on a ground the procedure names', () => {
    const walk = waiting();
    expect(walk.refused('escalation-decisions', { accepted: true, decidedBy: 'c.one' })).toMatchObject({
      code: 'ground_missing',
      errors: [{ pointer: '/ground' }],
    });
    walk.act('escalation-decisions', {
      accepted: true,
      ground: 'non-compliance-unexplained',
      decidedBy: 'c.one',
      occurredOn: '2021-04-09',
    });
    expect(walk.state).toMatchObject({ status: 'open', current: 1 });
  });

  test('SET-22: the review has no date until one is confirmed, and then that one', () => {
    const walk = accepted();
    expect(walk.clock('respond', 'review')).toMatchObject({
      dueOn: null,
      status: 'undated',
      anchor: { act: 'confirmed', on: null },
      sentence:
        'The response at Review stage has no date yet: no date has been confirmed to the resident since the stage was asked for on Tuesday 6 April 2021.',
    });
    walk.act('contacts', {
      reasons: 'The leak was left out.',
      confirmedDueOn: '2021-05-07',
      occurredOn: '2021-04-08',
    });
    expect(walk.clock('respond', 'review')).toMatchObject({
      dueOn: '2021-05-07',
      sentence:
        'The response at Review stage was due by Friday 7 May 2021, the date confirmed to the resident. It has not been given.',
    });
  });

  test('SET-22: a confirmed date is kept: a later one is refused, an earlier one is not', () => {
    const walk = accepted().act('contacts', { confirmedDueOn: '2021-05-07', occurredOn: '2021-04-08' });
    expect(
      walk.refused('contacts', { confirmedDueOn: '2021-05-10', occurredOn: '2021-04-20' }),
    ).toMatchObject({
      code: 'date_already_confirmed',
      rule: { clause: '/stages/1/respond', ids: ['SET-22'] },
    });
    expect(
      walk
        .act('contacts', { confirmedDueOn: '2021-05-04', occurredOn: '2021-04-20' })
        .due('respond', 'review'),
    ).toBe('2021-05-04');
    expect(
      accepted().refused('contacts', { confirmedDueOn: '2021-04-07', occurredOn: '2021-04-08' }),
    ).toMatchObject({ code: 'confirmed_date_passed' });
    expect(accepted().refused('contacts', { confirmedDueOn: '2199-12-31' })).toMatchObject({
      code: 'outside_calendar',
    });
  });

  test('SET-20: the review is the Customer Experience team’s', () => {
    expect(accepted().refused('assignments', { person: 'm.one', role: 'service-manager' })).toMatchObject({
      allowed: { role: ['customer-experience-team'] },
      rule: { ids: ['SET-20'] },
    });
  });
});

describe('settle, after its last word', () => {
  const direct = { to: 'housing-ombudsman', purpose: 'investigation' };
  const throughPerson = { ...direct, via: 'designated-person', who: 'mp' };
  const reviewed = (on: string): Walk =>
    answered('2021-03-29')
      .act('escalations', { occurredOn: '2021-03-29', grounds: ['not-addressed'] })
      .act('outcomes', { outcome: 'not-upheld', occurredOn: on });
  const referral = (walk: Walk, clause: string) => walk.clocks.find(({ rule }) => rule.clause === clause);

  test('SET-27: 8 weeks from the last response, which was 29 March 2021, is 24 May 2021, by the text and by the scheme then', () => {
    const clock = referral(reviewed('2021-03-29'), '/referrals/2');
    expect(clock).toMatchObject({
      policyEarliestOn: '2021-05-24',
      schemeEarliestOn: '2021-05-24',
      anchor: { act: 'response-dated', on: '2021-03-29' },
      limit: { amount: 8, unit: 'weeks' },
      sentence: 'The case can be taken to the Housing Ombudsman for investigation from Monday 24 May 2021.',
    });
  });

  test('SET-25, SET-26: through a designated person there is nothing to wait for', () => {
    expect(referral(reviewed('2021-03-29'), '/referrals/1')).toMatchObject({
      policyEarliestOn: '2021-03-29',
      schemeEarliestOn: '2021-03-29',
    });
  });

  test.each([
    ['2022-08-05', '2022-09-30', '2022-09-30'],
    ['2022-08-08', '2022-10-03', '2022-10-01'],
    ['2022-09-30', '2022-11-25', '2022-10-01'],
    ['2022-10-01', '2022-11-26', '2022-10-01'],
    ['2024-10-31', '2024-12-26', '2024-10-31'],
  ])(
    'SET-27: last response %s: from %s by the text, from %s by the scheme in force',
    (last, policy, scheme) => {
      expect(referral(reviewed(last), '/referrals/2')).toMatchObject({
        policyEarliestOn: policy,
        schemeEarliestOn: scheme,
      });
    },
  );

  test('SET-27: where the text asks for longer than the scheme, the sentence says both', () => {
    expect(referral(reviewed('2024-10-31'), '/referrals/2')?.sentence).toBe(
      "The case can be taken to the Housing Ombudsman for investigation from Thursday 26 December 2024 by the landlord's own text; the scheme itself allows it from Thursday 31 October 2024.",
    );
  });

  test('SET-27: a referral inside the wait is recorded as such and not blocked', () => {
    const walk = reviewed('2024-10-31').act('referrals', { ...direct, occurredOn: '2024-11-15' });
    expect(walk.state.referrals[0]).toMatchObject({
      policyEarliestOn: '2024-12-26',
      schemeEarliestOn: '2024-10-31',
      beforePolicyWait: true,
    });
    expect(referral(walk, '/referrals/2')?.sentence).toBe(
      'The case was taken to the Housing Ombudsman for investigation on Friday 15 November 2024.',
    );
    expect(
      reviewed('2024-10-31').act('referrals', { ...direct, occurredOn: '2024-12-26' }).state.referrals[0]
        ?.beforePolicyWait,
    ).toBe(false);
  });

  test('SET-27: after a refused review the last response is the one to the complaint', () => {
    const walk = waiting()
      .act('contacts', { reasons: 'I am still unhappy.', occurredOn: '2021-04-09' })
      .act('escalation-decisions', {
        accepted: false,
        refusal: 'no-ground',
        reason: 'Every point was answered.',
        decidedBy: 'c.one',
        ombudsmanRightTold: true,
        occurredOn: '2021-04-14',
      });
    expect(referral(walk, '/referrals/2')).toMatchObject({
      stage: 'stage-1',
      policyEarliestOn: '2021-05-24',
      anchor: { act: 'response-dated', on: '2021-03-29' },
    });
    // Nobody can have gone to a designated person before the review was refused (SET-25).
    expect(referral(walk, '/referrals/1')).toMatchObject({
      policyEarliestOn: '2021-04-14',
      schemeEarliestOn: '2021-04-14',
      anchor: null,
    });
    expect(
      walk.act('referrals', { ...throughPerson, occurredOn: '2021-04-20' }).state.referrals,
    ).toHaveLength(1);
    expect(walk.clock('respond', 'review').stoppedOn).toBe('2021-04-14');
  });

  test('SET-23: here a designated person is an MP or a councillor, not a tenant panel', () => {
    const walk = reviewed('2021-03-29').act('referrals', {
      ...throughPerson,
      who: 'tenant-panel',
      occurredOn: '2021-03-30',
    });
    expect(walk.state.referrals).toMatchObject([{ who: 'tenant-panel', notInPolicy: true }]);
    expect(walk.advice).toContainEqual({
      code: 'referral_not_in_policy',
      sentence:
        'The procedure names no such way to the Housing Ombudsman as the one of Tuesday 30 March 2021. The resident may take it all the same.',
      rule: { clause: '/referrals/1', ids: ['SET-25', 'SET-26'] },
    });
  });

  test('SET-23: an MP or a local councillor can be turned to for help, after the first answer as after the last', () => {
    const help = { to: 'designated-person', purpose: 'help' };
    const marks = [answered('2021-03-29'), reviewed('2021-03-29')].map((walk) => {
      for (const who of ['mp', 'councillor', 'tenant-panel'])
        walk.act('referrals', { ...help, who, occurredOn: '2021-03-30' });
      return walk.state.referrals.map((each) => [each.who, each.beforeExhaustion, each.notInPolicy]);
    });
    const taken = [
      ['mp', false, false],
      ['councillor', false, false],
      ['tenant-panel', false, true],
    ];
    expect(marks).toEqual([taken, taken]);
  });

  test('SET-26: not before the procedure is completed; advice is open all the same', () => {
    const walk = answered('2021-03-29');
    walk.act('referrals', direct).act('referrals', { to: 'housing-ombudsman', purpose: 'advice' });
    expect(walk.state.referrals.map(({ beforeExhaustion }) => beforeExhaustion)).toEqual([true, false]);
    expect(walk.state).toEqual(walk.replayed);
  });
});
