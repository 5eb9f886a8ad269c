import { type Walk, walkOf } from '../../support/walk';

const PLAN = { every: { amount: 5, unit: 'working-days' }, method: 'phone', agreed: true };

const logged = (receivedOn: string, loggedOn = receivedOn): Walk =>
  walkOf('hhs').log({ receivedOn, loggedOn });

const answered = (): Walk =>
  logged('2024-09-02')
    .act('assignments', { person: 'c.one', role: 'case-manager', occurredOn: '2024-09-03' })
    .act('outcomes', { outcome: 'not-upheld', method: 'email', occurredOn: '2024-09-16' });

const atStage2 = (requestedOn: string, loggedOn = requestedOn): Walk =>
  answered().act('escalations', { occurredOn: requestedOn, loggedOn });

const REVIEWER = { person: 'o.two', role: 'operational-leadership-team', responsibleForService: false };

describe('HHS, Stage 1', () => {
  test('HHS-13, HHS-16: received 18 December 2024, logged at once or on the last day: five working days apart', () => {
    const walk = logged('2024-12-18');
    expect(walk.due('acknowledge', 'stage-1')).toBe('2024-12-27');
    expect(walk.due('contact', 'stage-1')).toBe('2024-12-27');
    expect(walk.clock('respond', 'stage-1')).toMatchObject({
      dueOn: '2025-01-06',
      projected: false,
      anchor: { act: 'logged', on: '2024-12-18' },
      rule: { ids: ['HHS-16'] },
    });
    const later = logged('2024-12-18', '2024-12-27');
    expect(later.due('respond', 'stage-1')).toBe('2025-01-13');
    expect(later.due('acknowledge', 'stage-1')).toBe('2024-12-27');
  });

  test('HHS-16: counted from receipt or from the acknowledgement are the other readings', () => {
    const walk = logged('2024-12-18', '2024-12-20').act('acknowledgements', { occurredOn: '2024-12-23' });
    expect(walk.due('respond', 'stage-1')).toBe('2025-01-08');
    expect(walk.alternatives('respond', 'stage-1', 'stage-1-response-start')).toEqual([
      '2025-01-06',
      '2025-01-09',
    ]);
  });

  test('HHS-11, HHS-12: acknowledgement and contact are two duties, met apart', () => {
    const walk = logged('2024-12-18')
      .act('acknowledgements', { occurredOn: '2024-12-19' })
      .act('contacts', {
        method: 'phone',
        occurredOn: '2024-12-30',
        definition: { issues: [{ text: 'Cold radiators' }], outcomesSought: 'A repair' },
      });
    expect(walk.clock('acknowledge', 'stage-1')).toMatchObject({
      status: 'met',
      rule: { ids: ['HHS-11', 'HHS-13'] },
    });
    expect(walk.clock('contact', 'stage-1')).toMatchObject({
      status: 'missed',
      workingDaysTaken: 6,
      rule: { ids: ['HHS-12', 'HHS-13'] },
    });
    expect(walk.state.stages[0]?.definition).toEqual({
      issues: [{ n: 1, responsible: 'yes' }],
      outcomesSought: true,
    });
  });

  test('HHS-11: a complaint is not logged before it is received, nor tomorrow', () => {
    expect(walkOf('hhs').refusedLog({ receivedOn: '2024-12-18', loggedOn: '2024-12-17' })).toMatchObject({
      code: 'before_the_act_it_follows',
      errors: [{ pointer: '/loggedOn' }],
    });
    expect(walkOf('hhs').refusedLog({ receivedOn: '2026-11-20', loggedOn: '2026-11-22' })).toMatchObject({
      code: 'in_the_future',
    });
    expect(walkOf('hhs').refusedLog({})).toMatchObject({ code: 'received_day_missing' });
  });

  test('HHS-14: a Case Manager investigates', () => {
    expect(logged('2024-09-02').refused('assignments', { person: 'x', role: 'officer' })).toMatchObject({
      allowed: { role: ['case-manager'] },
      rule: { ids: ['HHS-14'] },
    });
    expect(logged('2024-09-02').refused('outcomes', { outcome: 'upheld' })).toMatchObject({
      code: 'no_handler',
    });
  });

  test('HHS-15: a response by telephone counts once it is confirmed in writing', () => {
    const walk = logged('2024-09-02').act('assignments', {
      person: 'c.one',
      role: 'case-manager',
      occurredOn: '2024-09-03',
    });
    const told = { outcome: 'upheld', method: 'phone', occurredOn: '2024-09-16' };
    expect(walk.refused('outcomes', told)).toMatchObject({
      code: 'not_in_writing',
      rule: { clause: '/stages/0/response/writing', ids: ['HHS-15'] },
      errors: [{ pointer: '/writtenOn' }],
    });
    walk.act('outcomes', { ...told, writtenOn: '2024-09-17' });
    expect(walk.clock('respond', 'stage-1')).toMatchObject({
      dueOn: '2024-09-16',
      metOn: '2024-09-17',
      status: 'missed',
    });
  });

  test('HHS-31: nothing is excluded and no time limit to complain is set', () => {
    const walk = walkOf('hhs').log({ receivedOn: '2024-09-02', incident: { occurredOn: '2010-01-04' } });
    expect(walk.advice.map(({ code }) => code)).toEqual(['nobody_assigned']);
    expect(
      walk.refused('refusals', {
        reason: 'out-of-time',
        evidence: 'Old',
        decidedBy: 'o',
        ombudsmanRightTold: true,
      }),
    ).toMatchObject({
      code: 'nothing_excluded',
      // A summary that is silent does not say that nothing is excluded.
      detail:
        'The procedure as it is published here does not say what is excluded, so it gives no reason to refuse a complaint.',
    });
  });

  test('HHS-06: a representative without written permission: the complaint is in, and details wait', () => {
    const walk = walkOf('hhs').log({
      receivedOn: '2024-09-02',
      representative: { name: 'C. Councillor', type: 'councillor', permission: 'verbal' },
    });
    expect(walk.advice).toEqual([
      {
        code: 'permission_needed',
        sentence:
          'Written permission is needed from the resident before discussing any details with the representative.',
        rule: { clause: '/intake/representative', ids: ['HHS-06'] },
      },
      {
        code: 'nobody_assigned',
        sentence: 'Stage 1 (Complaint Review) is for the case manager, and nobody has it yet.',
        rule: { clause: '/stages/0/handler', ids: ['HHS-14'] },
      },
    ]);
  });
});

describe('HHS, more time at Stage 1', () => {
  const extension = { reason: 'Two contractors are involved.', updatePlan: PLAN, occurredOn: '2024-09-12' };

  test('HHS-17: the reason and an agreed plan of updates are asked for, a new date is not', () => {
    const walk = logged('2024-09-02');
    expect(walk.refused('extensions', { occurredOn: '2024-09-12' })).toMatchObject({
      code: 'extension_incomplete',
      facts: { missing: ['reason', 'agreed-update-plan'] },
      rule: { clause: '/stages/0/extension', ids: ['HHS-17'] },
    });
    expect(
      walk.refused('extensions', { ...extension, updatePlan: { ...PLAN, agreed: false } }),
    ).toMatchObject({
      facts: { missing: ['agreed-update-plan'] },
      errors: [{ pointer: '/updatePlan' }],
    });
    walk.act('extensions', extension);
    expect(walk.clock('respond', 'stage-1')).toMatchObject({
      dueOn: null,
      originalDueOn: '2024-09-16',
      status: 'undated',
      workingDaysLeft: null,
      sentence:
        'The response at Stage 1 (Complaint Review) was extended on 12 September 2024 without a new date. The resident is to hear every 5 working days by phone.',
    });
  });

  test('HHS-17: with no new date there is none to be late for: a second extension is not late, and the answer is in time', () => {
    const walk = logged('2024-09-02')
      .act('assignments', { person: 'c.one', role: 'case-manager', occurredOn: '2024-09-03' })
      .act('extensions', extension)
      .act('extensions', { ...extension, newDueOn: '2024-11-15', occurredOn: '2024-10-21' });
    expect(walk.clock('respond', 'stage-1')).toMatchObject({
      dueOn: '2024-11-15',
      extensions: [
        { on: '2024-09-12', from: '2024-09-16', to: null, afterDueDate: false },
        { on: '2024-10-21', from: null, to: '2024-11-15', afterDueDate: false },
      ],
    });
    walk.act('outcomes', { outcome: 'upheld', occurredOn: '2024-11-15' });
    expect(walk.clock('respond', 'stage-1').status).toBe('met-within-extension');
  });

  test('HHS-17: no cap: any later date is taken', () => {
    const walk = logged('2024-09-02').act('extensions', { ...extension, newDueOn: '2025-09-02' });
    expect(walk.clock('respond', 'stage-1')).toMatchObject({
      dueOn: '2025-09-02',
      extensions: [{ overCap: false }],
    });
  });
});

describe('HHS, Stage 2', () => {
  test.each([
    ['2024-10-07', '2024-10-14', '2024-11-04', '2024-11-18', '2024-11-19'],
    ['2024-12-06', '2024-12-13', '2025-01-08', '2025-01-22', '2025-01-23'],
  ])(
    'HHS-21, HHS-22, HHS-23: requested %s: acknowledge by %s, answer by %s, at most until %s',
    (requested, ack, due, cap, past) => {
      const walk = atStage2(requested);
      expect(walk.due('acknowledge', 'stage-2')).toBe(ack);
      expect(walk.due('respond', 'stage-2')).toBe(due);
      const extension = { noticeGiven: true, agreed: true, occurredOn: due };
      expect(walk.refused('extensions', { ...extension, newDueOn: past })).toMatchObject({
        code: 'extension_too_long',
        rule: { clause: '/stages/1/extension', ids: ['HHS-23'] },
        allowed: { latest: cap },
        errors: [{ pointer: '/newDueOn' }],
      });
      expect(walk.act('extensions', { ...extension, newDueOn: cap }).due('respond', 'stage-2')).toBe(cap);
    },
  );

  test('HHS-22: 20 working days from the Stage 2 log; from the first log is the other reading', () => {
    const walk = atStage2('2024-10-07', '2024-10-10');
    expect(walk.due('respond', 'stage-2')).toBe('2024-11-07');
    expect(walk.alternatives('respond', 'stage-2', 'stage-2-response-start')).toEqual(['2024-09-30']);
  });

  test('HHS-23: the ten days are for all extensions together, and each needs notice and agreement', () => {
    const walk = atStage2('2024-10-07');
    expect(walk.refused('extensions', { newDueOn: '2024-11-11', occurredOn: '2024-11-01' })).toMatchObject({
      facts: { missing: ['notice', 'agreement'] },
    });
    const agreed = { noticeGiven: true, agreed: true };
    walk.act('extensions', { ...agreed, newDueOn: '2024-11-11', occurredOn: '2024-11-01' });
    expect(
      walk.refused('extensions', { ...agreed, newDueOn: '2024-11-19', occurredOn: '2024-11-08' }),
    ).toMatchObject({
      code: 'extension_too_long',
      allowed: { latest: '2024-11-18' },
    });
    expect(
      walk.refused('extensions', {
        ...agreed,
        goodReason: 'Illness',
        newDueOn: '2024-11-19',
        occurredOn: '2024-11-08',
      }),
    ).toMatchObject({
      code: 'extension_too_long',
    });
    expect(
      walk
        .act('extensions', { ...agreed, newDueOn: '2024-11-18', occurredOn: '2024-11-08' })
        .due('respond', 'stage-2'),
    ).toBe('2024-11-18');
  });

  test('HHS-18: no time limit to ask for it', () => {
    expect(answered().clock('escalate', 'stage-1')).toMatchObject({
      dueOn: null,
      limit: null,
      rule: { ids: ['HHS-18'] },
    });
    expect(atStage2('2026-09-16').state.current).toBe(1);
  });

  test('HHS-19, HHS-20: the reviewer was not involved and is not responsible for the service', () => {
    const walk = atStage2('2024-10-07');
    expect(walk.refused('assignments', { ...REVIEWER, role: 'case-manager' })).toMatchObject({
      rule: { ids: ['HHS-19'] },
    });
    expect(walk.refused('assignments', { ...REVIEWER, person: 'c.one' })).toMatchObject({
      code: 'reviewer_not_independent',
      rule: { clause: '/stages/1/handler/independence/0', ids: ['HHS-20'] },
      allowed: { anyoneBut: ['c.one'] },
      errors: [{ pointer: '/person' }],
    });
    expect(walk.refused('assignments', { ...REVIEWER, responsibleForService: true })).toMatchObject({
      code: 'reviewer_not_independent',
      rule: { clause: '/stages/1/handler/independence/1' },
      errors: [{ pointer: '/responsibleForService' }],
    });
    expect(
      walk.refused('assignments', { person: 'o.two', role: 'operational-leadership-team' }),
    ).toMatchObject({
      code: 'independence_not_declared',
    });
    walk.act('assignments', REVIEWER);
    expect(
      walk.refused('outcomes', { outcome: 'upheld', decidedBy: 'c.one', method: 'letter' }),
    ).toMatchObject({
      code: 'reviewer_not_independent',
      errors: [{ pointer: '/decidedBy' }],
    });
    expect(
      walk.refused('outcomes', { outcome: 'upheld', decidedBy: 'o.three', method: 'letter' }),
    ).toMatchObject({
      code: 'independence_not_declared',
      errors: [{ pointer: '/decidedBy' }],
    });
  });

  test('HHS-24: the decision is told by call and confirmed in writing; the clock stops at the writing', () => {
    const walk = atStage2('2024-10-07').act('assignments', { ...REVIEWER, occurredOn: '2024-10-08' });
    walk.act('outcomes', {
      outcome: 'upheld',
      method: 'phone',
      occurredOn: '2024-11-01',
      writtenOn: '2024-11-04',
    });
    expect(walk.clock('respond', 'stage-2')).toMatchObject({ metOn: '2024-11-04', status: 'met' });
    // The landlord's last word is the written one, so that the way to the Ombudsman opens that day.
    expect(walk.clock('refer', 'stage-2')).toMatchObject({
      policyEarliestOn: '2024-11-04',
      schemeEarliestOn: '2024-11-04',
    });
  });

  test('HHS-24: a decision by call alone is no answer yet at Stage 2: the outcome is always confirmed in writing', () => {
    const walk = atStage2('2024-10-07').act('assignments', { ...REVIEWER, occurredOn: '2024-10-08' });
    const byCall = { outcome: 'upheld', method: 'phone', occurredOn: '2024-11-01' };
    expect(walk.refused('outcomes', byCall)).toMatchObject({
      code: 'not_in_writing',
      rule: { clause: '/stages/1/response/writing', ids: ['HHS-24'] },
      errors: [{ pointer: '/writtenOn' }],
    });
  });

  test('HHS-25: then a designated person or the ombudsman, either and at once', () => {
    const walk = atStage2('2024-10-07')
      .act('assignments', { ...REVIEWER, occurredOn: '2024-10-08' })
      .act('outcomes', { outcome: 'not-upheld', method: 'letter', occurredOn: '2024-11-01' });
    expect(walk.clock('refer', 'stage-2')).toMatchObject({
      policyEarliestOn: '2024-11-01',
      schemeEarliestOn: '2024-11-01',
    });
    walk
      .act('referrals', { to: 'housing-ombudsman', purpose: 'investigation', occurredOn: '2024-11-01' })
      .act('referrals', { to: 'designated-person', purpose: 'help', who: 'tenant-panel' })
      .act('closures', { reason: 'procedure-exhausted' });
    expect(walk.state.status).toBe('closed');
    expect(walk.state).toEqual(walk.replayed);
  });
});
