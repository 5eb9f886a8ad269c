import { walkOf } from '../../support/walk';

describe('the Code of the Local Government and Social Care Ombudsman', () => {
  test('LGSCO stage 1: ten working days from the acknowledgement, each worded as what should happen', () => {
    const walk = walkOf('lgsco').log({ receivedOn: '2024-12-20' });
    expect(walk.clock('acknowledge', 'stage-1')).toMatchObject({
      dueOn: '2024-12-31',
      limit: { force: 'should' },
    });
    expect(walk.clock('respond', 'stage-1')).toMatchObject({ dueOn: '2025-01-15', projected: true });
    walk.act('acknowledgements', { contains: ['definition'], occurredOn: '2024-12-31' });
    expect(walk.clock('respond', 'stage-1')).toMatchObject({
      dueOn: '2025-01-15',
      projected: false,
      limit: { amount: 10, unit: 'working-days', force: 'should' },
    });
  });

  test('LGSCO stage 1 extension: past ten working days only for a good reason', () => {
    const walk = walkOf('lgsco')
      .log({ receivedOn: '2024-12-20' })
      .act('acknowledgements', { contains: ['definition'], occurredOn: '2024-12-31' });
    const extension = { reason: 'A visit is needed.', ombudsmanContactGiven: true, occurredOn: '2025-01-10' };
    expect(walk.refused('extensions', { ...extension, newDueOn: '2025-01-30' })).toMatchObject({
      code: 'extension_needs_good_reason',
      allowed: { latest: '2025-01-29' },
    });
    walk.act('extensions', { ...extension, newDueOn: '2025-01-29' });
    expect(walk.due('respond', 'stage-1')).toBe('2025-01-29');
  });

  test('LGSCO stage 1, LGSCO stage 2: the acknowledgement says what the complaint is understood to be', () => {
    const walk = walkOf('lgsco').log({ receivedOn: '2024-11-25' });
    const incomplete = { code: 'acknowledgement_incomplete', facts: { missing: ['definition'] } };
    expect(walk.refused('acknowledgements', { occurredOn: '2024-11-26' })).toMatchObject(incomplete);
    walk
      .act('assignments', { person: 'h.one', occurredOn: '2024-11-25' })
      .act('acknowledgements', { contains: ['definition'], occurredOn: '2024-11-26' })
      .act('outcomes', { outcome: 'not-upheld', occurredOn: '2024-12-02' })
      .act('escalations', { occurredOn: '2024-12-13' });
    expect(walk.refused('acknowledgements', { occurredOn: '2024-12-16' })).toMatchObject(incomplete);
    walk.act('acknowledgements', { contains: ['definition'], occurredOn: '2024-12-16' });
    expect(walk.refused('extensions', { occurredOn: '2024-12-20' })).toMatchObject({
      facts: { missing: ['reason', 'new-date', 'ombudsman-contact'] },
      rule: { ids: ['LGSCO stage 2 extension'] },
    });
  });

  test('LGSCO stage 1 extension: with the reason, the new date and how to reach the ombudsman', () => {
    const walk = walkOf('lgsco')
      .log({ receivedOn: '2024-12-20' })
      .act('acknowledgements', { contains: ['definition'], occurredOn: '2024-12-31' });
    expect(walk.refused('extensions', { occurredOn: '2025-01-10' })).toMatchObject({
      code: 'extension_incomplete',
      facts: { missing: ['reason', 'new-date', 'ombudsman-contact'] },
    });
  });

  test('LGSCO stage 2: 5 and 20 working days, by somebody not involved before', () => {
    const walk = walkOf('lgsco')
      .log({ receivedOn: '2024-11-25' })
      .act('assignments', { person: 'h.one', occurredOn: '2024-11-25' })
      .act('acknowledgements', { contains: ['definition'], occurredOn: '2024-11-26' })
      .act('outcomes', { outcome: 'not-upheld', occurredOn: '2024-12-02' })
      .act('escalations', { occurredOn: '2024-12-13' });
    expect(walk.due('acknowledge', 'stage-2')).toBe('2024-12-20');
    expect(walk.refused('assignments', { person: 'h.one' })).toMatchObject({
      rule: { ids: ['LGSCO stage 2'] },
    });
    walk.act('acknowledgements', { contains: ['definition'], occurredOn: '2024-12-20' });
    expect(walk.due('respond', 'stage-2')).toBe('2025-01-22');
  });

  test('LGSCO referral: within twelve months of the event or of knowing of it', () => {
    const walk = walkOf('lgsco')
      .log({ receivedOn: '2024-11-25', incident: { occurredOn: '2024-08-30', becameAwareOn: '2024-09-02' } })
      .act('assignments', { person: 'h.one', occurredOn: '2024-11-25' })
      .act('acknowledgements', { contains: ['definition'], occurredOn: '2024-11-26' })
      .act('outcomes', { outcome: 'not-upheld', occurredOn: '2024-12-02' })
      .act('escalations', { occurredOn: '2024-12-13' })
      .act('assignments', { person: 'i.two', occurredOn: '2024-12-13' })
      .act('acknowledgements', { contains: ['definition'], occurredOn: '2024-12-16' })
      .act('outcomes', { outcome: 'not-upheld', occurredOn: '2025-01-06' });
    expect(walk.clock('refer', 'stage-2')).toMatchObject({
      policyEarliestOn: '2025-01-06',
      policyLatestOn: '2025-09-02',
    });
  });

  test('LGSCO time limit: twelve months, with discretion to be considered', () => {
    const late = walkOf('lgsco').log({
      receivedOn: '2024-09-02',
      incident: { occurredOn: '2023-08-01', becameAwareOn: '2023-09-01' },
    });
    expect(late.advice).toMatchObject([{ code: 'out_of_time', rule: { ids: ['LGSCO time limit'] } }]);
    const refusal = {
      reason: 'out-of-time',
      evidence: 'It began in August 2023.',
      decidedBy: 'o.one',
      ombudsmanRightTold: true,
    };
    expect(late.refused('refusals', refusal)).toMatchObject({ code: 'discretion_not_considered' });
    expect(late.state).toEqual(late.replayed);
  });
});
