import { type Walk, walkOf } from '../../support/walk';

const REFUSAL = {
  reason: 'out-of-time',
  evidence: 'It began then.',
  decidedBy: 'o.one',
  ombudsmanRightTold: true,
};

describe('the Welsh model policy', () => {
  test('PSOW informal stage: ten working days from receipt, and no acknowledgement', () => {
    const walk = walkOf('psow').log({ receivedOn: '2024-09-02' });
    expect(walk.due('respond', 'informal')).toBe('2024-09-16');
    expect(walk.clock('acknowledge', 'informal')).toMatchObject({ dueOn: null, limit: null });
    const extension = { reason: 'Leave.', newDueOn: '2024-09-20', noticeGiven: true };
    expect(walk.refused('extensions', extension)).toMatchObject({ code: 'no_extension_in_policy' });
  });

  test('PSOW formal stage: 5 and 20 working days from the request, and what 20 from receipt would give', () => {
    const walk = walkOf('psow')
      .log({ receivedOn: '2024-12-02' })
      .act('outcomes', { outcome: 'not-upheld', occurredOn: '2024-12-09' })
      .act('escalations', { occurredOn: '2024-12-13' });
    expect(walk.due('escalate', 'informal')).toBeNull();
    expect(walk.due('acknowledge', 'formal')).toBe('2024-12-20');
    expect(walk.due('respond', 'formal')).toBe('2025-01-15');
    expect(walk.alternatives('respond', 'formal', 'twenty-days-from')).toEqual(['2025-01-02']);
  });

  test('PSOW formal stage: a complaint may begin there', () => {
    const walk = walkOf('psow').log({ receivedOn: '2024-12-13', stage: 'formal' });
    expect(walk.due('acknowledge', 'formal')).toBe('2024-12-20');
    expect(walk.due('respond', 'formal')).toBe('2025-01-15');
    expect(walk.refused('escalations')).toMatchObject({ code: 'final_stage' });
  });

  test('PSOW extension: told in time, with the reason, the new date and a plan of updates; no cap', () => {
    const walk = walkOf('psow').log({ receivedOn: '2024-12-13', stage: 'formal' });
    const extension = { reason: 'The surveyor is ill.', newDueOn: '2025-06-30', occurredOn: '2025-01-10' };
    expect(walk.refused('extensions', extension)).toMatchObject({
      code: 'extension_incomplete',
      facts: { missing: ['notice', 'update-plan'] },
    });
    expect(walk.refused('extensions', { occurredOn: '2025-01-10' })).toMatchObject({
      facts: { missing: ['reason', 'new-date', 'notice', 'update-plan'] },
    });
    const updatePlan = { every: { amount: 1, unit: 'weeks' }, method: 'phone', agreed: false };
    walk.act('extensions', { ...extension, noticeGiven: true, updatePlan });
    expect(walk.clock('respond', 'formal')).toMatchObject({
      originalDueOn: '2025-01-15',
      dueOn: '2025-06-30',
    });
  });

  describe('PSOW time limit, PSOW three years: of what happened on Tuesday 3 September 2019', () => {
    const told = (receivedOn: string, becameAwareOn: string | undefined = '2019-09-03'): Walk =>
      walkOf('psow').log({ receivedOn, incident: { occurredOn: '2019-09-03', becameAwareOn } });

    test('six months are in time, and later it can be taken for a good reason', () => {
      expect(told('2020-03-03').advice).toEqual([]);
      const late = told('2020-03-04');
      expect(late.advice).toMatchObject([
        {
          code: 'out_of_time',
          sentence:
            'It had to be complained of by Tuesday 3 March 2020 and was on Wednesday 4 March 2020. It can still be taken for a good reason.',
        },
      ]);
      expect(late.refused('refusals', REFUSAL)).toMatchObject({ code: 'discretion_not_considered' });
    });

    test('after three years there is no discretion left to consider', () => {
      expect(told('2022-09-05').advice).toMatchObject([{ code: 'barred' }]);
      expect(told('2022-09-05').act('refusals', REFUSAL).state.status).toBe('refused');
      expect(told('2022-09-02').refused('refusals', REFUSAL)).toMatchObject({
        code: 'discretion_not_considered',
      });
    });

    test('while nobody knows when the resident found out, only the three years can decide (PSOW three years)', () => {
      const walk = (receivedOn: string) =>
        walkOf('psow').log({ receivedOn, incident: { occurredOn: '2019-09-03' } });
      expect(walk('2020-03-03').advice).toEqual([]);
      expect(walk('2020-03-04').refused('refusals', REFUSAL)).toMatchObject({
        code: 'dates_unknown',
        allowed: { incident: ['aware'] },
      });
      expect(walk('2022-09-05').advice).toMatchObject([{ code: 'barred' }]);
    });

    test('a resident who found out late has six months, and yet never more than three years', () => {
      expect(told('2022-09-03', '2022-06-01').advice).toEqual([]);
      const barred = told('2022-09-05', '2022-06-01');
      expect(barred.advice).toMatchObject([
        {
          code: 'barred',
          sentence:
            'It had to be complained of by Saturday 3 September 2022 and was on Monday 5 September 2022.',
          rule: { clause: '/intake/timeLimit', ids: ['PSOW time limit', 'PSOW three years'] },
        },
      ]);
      expect(barred.act('refusals', REFUSAL).state.status).toBe('refused');
    });
  });

  test('PSOW referral: within a year of the events, or of their coming to light', () => {
    const lastDay = (incident: Record<string, string>) =>
      walkOf('psow')
        .log({ receivedOn: '2024-12-13', stage: 'formal', incident })
        .act('outcomes', { outcome: 'upheld', occurredOn: '2025-01-15' })
        .clock('refer', 'formal').policyLatestOn;
    expect(lastDay({ occurredOn: '2024-10-01' })).toBe('2025-10-01');
    expect(lastDay({ occurredOn: '2024-10-01', becameAwareOn: '2024-11-20' })).toBe('2025-11-20');
  });

  test('PSOW representatives: whoever complains for another needs their agreement before anything is told', () => {
    const walk = walkOf('psow').log({
      receivedOn: '2024-12-13',
      stage: 'formal',
      representative: { name: 'J. Friend', type: 'friend' },
    });
    const told = { outcome: 'upheld', occurredOn: '2025-01-15', recipient: 'representative' };
    expect(walk.refused('outcomes', told)).toMatchObject({
      code: 'authority_needed',
      rule: { clause: '/intake/representative', ids: ['PSOW representatives'] },
    });
    walk.act('authorities', { form: 'verbal', occurredOn: '2024-12-16' });
    expect(walk.act('outcomes', told).state.status).toBe('responded');
  });

  test('PSOW referral: open to the Welsh ombudsman once the formal stage is answered', () => {
    const walk = walkOf('psow').log({ receivedOn: '2024-12-13', stage: 'formal' });
    walk.act('outcomes', { outcome: 'upheld', occurredOn: '2025-01-15' });
    expect(walk.due('refer', 'formal')).toBe('2025-01-15');
    expect(walk.act('referrals', { to: 'psow', purpose: 'investigation' }).state).toEqual(walk.replayed);
  });
});
