import { walkOf } from '../../support/walk';

describe('the Northern Irish model procedure', () => {
  test('NIPSO stage 1: five working days, with 12 July kept on Monday the 14th', () => {
    const walk = walkOf('nipso').log({ receivedOn: '2025-07-10' });
    expect(walk.due('respond', 'stage-1')).toBe('2025-07-18');
    expect(walk.clock('respond', 'stage-1').excluded.map(({ on }) => on)).toEqual([
      '2025-07-12',
      '2025-07-13',
      '2025-07-14',
    ]);
    expect(walk.clock('acknowledge', 'stage-1')).toMatchObject({ dueOn: null, limit: null });
  });

  test('NIPSO day counting: the reading is told with each date, as unconfirmed', () => {
    const walk = walkOf('nipso').log({ receivedOn: '2024-03-14' });
    expect(walk.clock('respond', 'stage-1')).toMatchObject({
      dueOn: '2024-03-22',
      readings: [{ code: 'counting-of-working-days', unconfirmed: true }],
    });
    expect(walk.alternatives('respond', 'stage-1', 'counting-of-working-days')).toEqual(['2024-03-21']);
  });

  test('NIPSO stage 1 extension: ten working days in total and no more', () => {
    const walk = walkOf('nipso').log({ receivedOn: '2024-09-02' });
    const extension = { reason: 'The foreman is away.', occurredOn: '2024-09-06' };
    expect(walk.refused('extensions', { ...extension, newDueOn: '2024-09-17' })).toMatchObject({
      code: 'extension_too_long',
      allowed: { latest: '2024-09-16' },
    });
    walk.act('extensions', { ...extension, newDueOn: '2024-09-16' });
    expect(walk.due('respond', 'stage-1')).toBe('2024-09-16');
  });

  test('NIPSO stage 1 extension, NIPSO stage 2 extension: the reason and the new date come with it', () => {
    for (const stage of ['stage-1', 'stage-2']) {
      const walk = walkOf('nipso').log({ receivedOn: '2024-09-02', stage });
      expect(walk.refused('extensions', { occurredOn: '2024-09-05' })).toMatchObject({
        code: 'extension_incomplete',
        facts: { missing: ['reason', 'new-date'] },
      });
    }
  });

  test('NIPSO stage 2: what turns out to be complex is moved there unanswered, and for no other reason', () => {
    const walk = walkOf('nipso').log({ receivedOn: '2024-09-02' });
    const skip = { occurredOn: '2024-09-04', notice: 'It is investigated at once.' };
    expect(walk.refused('skips', { ...skip, reason: 'resident-wishes-investigation' })).toMatchObject({
      allowed: { reason: ['needs-investigation'] },
    });
    walk.act('skips', { ...skip, reason: 'needs-investigation' });
    expect(walk.due('acknowledge', 'stage-2')).toBe('2024-09-09');
  });

  test('NIPSO time limit: six months from the event or from finding out, after which a good reason is weighed', () => {
    const advice = (becameAwareOn: string) =>
      walkOf('nipso').log({ receivedOn: '2024-09-02', incident: { occurredOn: '2023-01-05', becameAwareOn } })
        .advice;
    expect(advice('2024-03-02')).toEqual([]);
    expect(advice('2024-03-01')).toMatchObject([
      { code: 'out_of_time', rule: { clause: '/intake/timeLimit', ids: ['NIPSO time limit'] } },
    ]);
  });

  test('NIPSO stage 2: a complaint may begin there: acknowledged in 3, answered in 20 working days', () => {
    const walk = walkOf('nipso').log({ receivedOn: '2024-09-02', stage: 'stage-2' });
    expect(walk.due('acknowledge', 'stage-2')).toBe('2024-09-05');
    expect(walk.due('respond', 'stage-2')).toBe('2024-09-30');
    expect(walk.refused('escalations')).toMatchObject({ code: 'final_stage' });
  });

  test('NIPSO stage 2 extension: no cap, with a reason and a new date', () => {
    const walk = walkOf('nipso').log({ receivedOn: '2024-09-02', stage: 'stage-2' });
    expect(walk.refused('extensions', { newDueOn: '2025-03-31' })).toMatchObject({
      code: 'extension_incomplete',
    });
    walk.act('extensions', { newDueOn: '2025-03-31', reason: 'Two contractors.', occurredOn: '2024-09-20' });
    expect(walk.due('respond', 'stage-2')).toBe('2025-03-31');
  });

  test.each([
    ['six months from the event, where that is later', '2024-08-20', '2025-02-20'],
    ['two months from the response, where that is later', '2024-04-15', '2024-11-06'],
    ['two months from the response, while nobody knows when it happened', undefined, '2024-11-06'],
  ])('NIPSO escalation: %s', (_, occurredOn, expected) => {
    const walk = walkOf('nipso')
      .log({ receivedOn: '2024-09-02', incident: { occurredOn } })
      .act('outcomes', { outcome: 'not-upheld', occurredOn: '2024-09-06' });
    expect(walk.due('escalate', 'stage-1')).toBe(expected);
    expect(walk.act('escalations', { occurredOn: expected }).state.current).toBe(1);
    expect(walk.state).toEqual(walk.replayed);
  });

  test('NIPSO escalation: two months that end on a Saturday end on Monday', () => {
    const walk = walkOf('nipso')
      .log({ receivedOn: '2024-09-02', incident: { occurredOn: '2024-03-01' } })
      .act('outcomes', { outcome: 'not-upheld', occurredOn: '2024-09-09' });
    expect(walk.due('escalate', 'stage-1')).toBe('2024-11-11');
  });

  test('NIPSO referral: within six months of the final decision, that day included', () => {
    const walk = walkOf('nipso')
      .log({ receivedOn: '2024-09-02', stage: 'stage-2' })
      .act('outcomes', { outcome: 'upheld', occurredOn: '2024-09-30' });
    expect(walk.clock('refer', 'stage-2')).toMatchObject({
      policyEarliestOn: '2024-09-30',
      policyLatestOn: '2025-03-30',
    });
  });

  test('NIPSO referral: to the Northern Irish ombudsman, who is the only one', () => {
    const walk = walkOf('nipso').log({ receivedOn: '2024-09-02', stage: 'stage-2' });
    walk.act('outcomes', { outcome: 'upheld', occurredOn: '2024-09-30' });
    expect(walk.due('refer', 'stage-2')).toBe('2024-09-30');
    const elsewhere = { to: 'housing-ombudsman', purpose: 'investigation' };
    walk.act('referrals', elsewhere);
    expect(walk.state.referrals).toMatchObject([{ notInPolicy: true }]);
    expect(walk.clock('refer', 'stage-2').status).toBe('running');
  });
});
