import { type Walk, walkOf } from '../../support/walk';

const answered = (incident: Record<string, string>, receivedOn: string, answeredOn: string): Walk =>
  walkOf('spso')
    .log({ receivedOn, incident })
    .act('outcomes', { outcome: 'not-upheld', occurredOn: answeredOn });

describe('the Scottish model procedure', () => {
  test('SPSO stage 1: the day of receipt is day 1 of 5, and there is no acknowledgement', () => {
    const walk = walkOf('spso').log({ receivedOn: '2024-11-25' });
    expect(walk.due('respond', 'stage-1')).toBe('2024-11-29');
    expect(walk.clock('acknowledge', 'stage-1')).toMatchObject({ dueOn: null, limit: null });
    expect(walk.clock('respond', 'stage-1').readings[0]).toMatchObject({ unconfirmed: true });
  });

  test('SPSO stage 1: what came on a Saturday counts from Monday; St Andrew’s Day does not count in Scotland', () => {
    expect(walkOf('spso').log({ receivedOn: '2024-11-30' }).due('respond', 'stage-1')).toBe('2024-12-09');
    expect(walkOf('spso').log({ receivedOn: '2024-12-24' }).due('respond', 'stage-1')).toBe('2025-01-03');
  });

  test('SPSO stage 1 extension: five more working days at most, ten in all', () => {
    const walk = walkOf('spso').log({ receivedOn: '2024-09-02' });
    expect(walk.due('respond', 'stage-1')).toBe('2024-09-06');
    expect(walk.alternatives('respond', 'stage-1', 'counting-of-working-days')).toEqual(['2024-09-09']);
    const unauthorised = { reason: 'The foreman is away.', occurredOn: '2024-09-05' };
    expect(walk.refused('extensions', { ...unauthorised, newDueOn: '2024-09-13' })).toMatchObject({
      code: 'role_may_not_decide',
      rule: { ids: ['SPSO stage 1 extension'] },
      allowed: { role: ['senior-staff'] },
    });
    const extension = { ...unauthorised, decidedBy: 's.one', role: 'senior-staff' };
    expect(walk.refused('extensions', { ...extension, newDueOn: '2024-09-16' })).toMatchObject({
      code: 'extension_too_long',
      allowed: { latest: '2024-09-13' },
    });
    expect(walk.act('extensions', { ...extension, newDueOn: '2024-09-13' }).due('respond', 'stage-1')).toBe(
      '2024-09-13',
    );
  });

  test('SPSO stage 1 extension: the reason and the new date come with it', () => {
    const walk = walkOf('spso').log({ receivedOn: '2024-09-02' });
    const bare = { decidedBy: 's.one', role: 'senior-staff', occurredOn: '2024-09-05' };
    expect(walk.refused('extensions', bare)).toMatchObject({
      code: 'extension_incomplete',
      facts: { missing: ['reason', 'new-date'] },
    });
  });

  test('SPSO stage 2 extension: agreed with the resident, with a new date and updates, and without a cap', () => {
    const walk = walkOf('spso').log({ receivedOn: '2024-09-02', stage: 'stage-2' });
    expect(walk.refused('extensions', { occurredOn: '2024-09-20' })).toMatchObject({
      code: 'extension_incomplete',
      facts: { missing: ['agreement', 'new-date', 'update-plan'] },
    });
    walk.act('extensions', {
      occurredOn: '2024-09-20',
      newDueOn: '2025-01-31',
      agreed: true,
      updatePlan: { every: { amount: 2, unit: 'weeks' }, method: 'phone', agreed: true },
    });
    expect(walk.due('respond', 'stage-2')).toBe('2025-01-31');
  });

  test.each(['needs-investigation', 'resident-wishes-investigation'])(
    'SPSO stage 2: what began at stage 1 is moved on unanswered where it %s, and for no other reason',
    (reason) => {
      const walk = walkOf('spso').log({ receivedOn: '2024-09-02' });
      const skip = { occurredOn: '2024-09-04', notice: 'It is investigated at once.' };
      expect(walk.refused('skips', { ...skip, reason: 'too-busy' })).toMatchObject({
        allowed: { reason: ['needs-investigation', 'resident-wishes-investigation'] },
      });
      expect(walk.act('skips', { ...skip, reason }).due('respond', 'stage-2')).toBe('2024-10-01');
    },
  );

  test('SPSO stage 2: a complaint may begin there: acknowledged in 3, answered in 20 working days', () => {
    const walk = walkOf('spso').log({ receivedOn: '2024-11-25', stage: 'stage-2' });
    expect(walk.state).toMatchObject({ current: 0, stages: [{ stage: 'stage-2' }] });
    expect(walk.due('acknowledge', 'stage-2')).toBe('2024-11-27');
    expect(walk.due('respond', 'stage-2')).toBe('2024-12-23');
    expect(walk.refused('escalations')).toMatchObject({ code: 'final_stage' });
    expect(walk.act('outcomes', { outcome: 'upheld' }).clock('refer', 'stage-2')).toBeDefined();
  });

  test('SPSO stage 2: only there or at the first stage', () => {
    expect(walkOf('spso').refusedLog({ receivedOn: '2024-11-25', stage: 'stage-3' })).toMatchObject({
      code: 'unknown_stage',
      allowed: { stage: ['stage-1', 'stage-2'] },
    });
    expect(walkOf('code-2024').refusedLog({ receivedOn: '2024-11-25', stage: 'stage-2' })).toMatchObject({
      code: 'not_an_entry_stage',
      errors: [{ pointer: '/stage' }],
    });
  });

  test('SPSO escalation: six months from the event where that is later than two months from the response', () => {
    const walk = answered({ occurredOn: '2024-08-20' }, '2024-09-02', '2024-09-06');
    expect(walk.clock('escalate', 'stage-1')).toMatchObject({
      dueOn: '2025-02-20',
      limit: { amount: 6, unit: 'months' },
      anchor: { act: 'occurred', on: '2024-08-20' },
    });
  });

  test('SPSO escalation: two months from the response where that is later, and the explanation is that one', () => {
    const walk = answered(
      { occurredOn: '2024-04-01', becameAwareOn: '2024-04-15' },
      '2024-09-02',
      '2024-09-06',
    );
    expect(walk.clock('escalate', 'stage-1')).toMatchObject({
      dueOn: '2024-11-06',
      limit: { amount: 2, unit: 'months' },
      anchor: { act: 'response-sent', on: '2024-09-06' },
      sentence:
        'A request to take the complaint further at Stage 1: Frontline response could be made until Wednesday 6 November 2024, which is 2 months after the response was sent on Friday 6 September 2024.',
    });
    expect(walk.act('escalations', { occurredOn: '2024-11-06' }).state).toMatchObject({
      current: 1,
      status: 'open',
    });
  });

  test('SPSO escalation: two months end on the last day of a shorter month', () => {
    const walk = answered({ occurredOn: '2024-07-01' }, '2024-12-27', '2024-12-31');
    expect(walk.due('escalate', 'stage-1')).toBe('2025-02-28');
  });

  test('SPSO escalation: months that end on a Saturday end on Monday, both the six and the two', () => {
    const six = answered({ occurredOn: '2024-09-01' }, '2024-09-02', '2024-09-06');
    expect(six.due('escalate', 'stage-1')).toBe('2025-03-03');
    const two = answered({ occurredOn: '2024-03-01' }, '2024-09-02', '2024-09-07');
    expect(two.due('escalate', 'stage-1')).toBe('2024-11-07');
    expect(
      answered({ occurredOn: '2024-03-01' }, '2024-09-02', '2024-09-09').due('escalate', 'stage-1'),
    ).toBe('2024-11-11');
  });

  test('SPSO escalation: after the limit it waits for a decision, unless discretion is on record with it', () => {
    const day = '2024-08-20';
    const asked = () => answered({ occurredOn: day, becameAwareOn: day }, '2024-09-02', '2024-09-06');
    const waits = asked().act('escalations', { occurredOn: '2025-02-21' });
    expect(waits.state.status).toBe('escalation-requested');
    expect(asked().act('escalations', { occurredOn: '2025-02-20' }).state.status).toBe('open');
    const walk = asked();
    const lateDiscretion = { decidedBy: 'o.one', reason: 'In hospital' };
    walk.act('escalations', { occurredOn: '2025-02-21', lateDiscretion });
    expect(walk.state).toMatchObject({ status: 'open', current: 1 });
    expect(walk.state.stages[1]?.stage).toBe('stage-2');
  });

  test('SPSO escalation: while nobody knows when it happened, two months from the response is the date', () => {
    expect(answered({}, '2024-09-02', '2024-09-06').due('escalate', 'stage-1')).toBe('2024-11-06');
  });

  test('SPSO outcomes: resolved is an outcome of its own, stated as settled by both sides', () => {
    const walk = walkOf('spso').log({ receivedOn: '2024-09-02' });
    expect(walk.refused('outcomes', { outcome: 'resolved' })).toMatchObject({ code: 'assertion_missing' });
    walk.act('outcomes', { outcome: 'resolved', assertions: ['settled-to-both-sides-satisfaction'] });
    expect(walk.state.stages[0]?.response?.outcome).toBe('resolved');
  });

  test('SPSO time limit: six months, after which taking it for a good reason has to be considered', () => {
    const late = walkOf('spso').log({
      receivedOn: '2024-09-02',
      incident: { occurredOn: '2024-03-01', becameAwareOn: '2024-03-01' },
    });
    const refusal = {
      reason: 'out-of-time',
      evidence: 'March',
      decidedBy: 'o.one',
      ombudsmanRightTold: true,
    };
    expect(late.refused('refusals', refusal)).toMatchObject({ code: 'discretion_not_considered' });
    const last = walkOf('spso').log({ receivedOn: '2024-09-02', incident: { occurredOn: '2024-03-02' } });
    expect(last.refused('refusals', refusal)).toMatchObject({ code: 'not_out_of_time' });
  });

  test('SPSO time limit: without the day it happened nobody is told that they are too late, and the days are asked for', () => {
    const walk = walkOf('spso').log({ receivedOn: '2024-09-02' });
    const sentence =
      'Whether it is in time cannot be told without the day on which it happened or the resident became aware of it.';
    expect(walk.advice).toEqual([
      {
        code: 'cannot_tell',
        sentence,
        rule: { clause: '/intake/timeLimit', ids: ['SPSO time limit'] },
      },
    ]);
    expect(
      walk.refused('refusals', {
        reason: 'out-of-time',
        evidence: 'Old',
        decidedBy: 'o.one',
        ombudsmanRightTold: true,
      }),
    ).toMatchObject({
      code: 'dates_unknown',
      detail: sentence,
      allowed: { incident: ['occurred', 'aware'] },
    });
  });

  test('SPSO referral: until twelve months after the resident became aware of it, that day included', () => {
    const answeredOf = (incident: Record<string, string>) =>
      walkOf('spso')
        .log({ receivedOn: '2024-09-02', stage: 'stage-2', incident })
        .act('outcomes', { outcome: 'upheld', occurredOn: '2024-09-27' })
        .clock('refer', 'stage-2');
    expect(answeredOf({ becameAwareOn: '2024-08-20' })).toMatchObject({
      policyEarliestOn: '2024-09-27',
      policyLatestOn: '2025-08-20',
      sentence:
        'The case can be taken to the Scottish Public Services Ombudsman for investigation from Friday 27 September 2024 until Wednesday 20 August 2025.',
    });
    expect(answeredOf({ becameAwareOn: '2023-09-25' })).toMatchObject({
      policyLatestOn: '2024-09-25',
      sentence:
        "The case can be taken to the Scottish Public Services Ombudsman for investigation from Friday 27 September 2024. The last day for that is Wednesday 25 September 2024 by the landlord's own text; whether it is taken after that, the ombudsman decides.",
    });
    expect(answeredOf({})).toMatchObject({ policyLatestOn: null });
  });

  test('SPSO referral: a Scottish complaint has no English ombudsman', () => {
    const advice = { to: 'housing-ombudsman', purpose: 'advice' };
    const walk = walkOf('spso').log({ receivedOn: '2024-09-02', stage: 'stage-2' });
    walk.act('referrals', advice).act('withdrawals', { occurredOn: '2024-09-03' }).act('referrals', advice);
    expect(walk.state.referrals).toMatchObject([{ notInPolicy: true }, { notInPolicy: true }]);
  });

  test('SPSO referral: once the procedure is exhausted, only to the Scottish ombudsman', () => {
    const walk = walkOf('spso')
      .log({ receivedOn: '2024-09-02', incident: { occurredOn: '2023-01-02', becameAwareOn: '2023-01-02' } })
      .act('refusals', {
        occurredOn: '2024-09-03',
        reason: 'out-of-time',
        evidence: 'January 2023',
        decidedBy: 'o.one',
        ombudsmanRightTold: true,
        discretion: {
          decidedBy: 'o.one',
          applied: false,
          reasons: 'Nothing prevented an earlier complaint.',
        },
      });
    const advice = { to: 'housing-ombudsman', purpose: 'advice', occurredOn: '2024-09-04' };
    walk.act('referrals', advice);
    expect(walk.state.referrals).toMatchObject([{ notInPolicy: true, beforeExhaustion: false }]);
    expect(walk.state).toEqual(walk.replayed);
  });
});
