import { shipped } from '../../../../src/policy/procedures';
import { walkOf } from '../../support/walk';

const CONTENT = {
  outcome: 'not-upheld',
  method: 'letter',
  explanations: {
    stage: 'Stage 1.',
    decision: 'Not upheld.',
    reasons: 'The repair was done in time.',
    remedy: 'None.',
    'outstanding-actions': 'None.',
    'how-to-escalate': 'Tell us.',
  },
};

describe('the Housing Ombudsman Code before April 2024', () => {
  test('Code 2022 5.1: ten working days from the logging, past the funeral of 19 September 2022', () => {
    const walk = walkOf('code-2022').log({ receivedOn: '2022-09-01', loggedOn: '2022-09-05' });
    expect(walk.due('acknowledge', 'stage-1')).toBe('2022-09-08');
    expect(walk.clock('respond', 'stage-1')).toMatchObject({
      dueOn: '2022-09-20',
      anchor: { act: 'logged', on: '2022-09-05' },
    });
    expect(walk.alternatives('acknowledge', 'stage-1', 'five-days-to-acknowledge')).toEqual(['2022-09-05']);
  });

  test('Code 2022 5.1: ten further days are calendar days, and more needs a good reason', () => {
    const walk = walkOf('code-2022').log({ receivedOn: '2022-09-05' });
    const extension = { reason: 'A visit is needed.', occurredOn: '2022-09-16' };
    expect(walk.refused('extensions', { ...extension, newDueOn: '2022-10-01' })).toMatchObject({
      code: 'extension_needs_good_reason',
      allowed: { latest: '2022-09-30' },
    });
    walk.act('extensions', { ...extension, newDueOn: '2022-09-30' });
    expect(walk.due('respond', 'stage-1')).toBe('2022-09-30');
  });

  test('Code 2022 5.8: the response says what the Code lists', () => {
    const walk = walkOf('code-2022')
      .log({ receivedOn: '2022-09-05' })
      .act('assignments', { person: 'h.one', occurredOn: '2022-09-06' });
    for (const left of Object.keys(CONTENT.explanations)) {
      const explanations = Object.fromEntries(
        Object.entries(CONTENT.explanations).filter(([key]) => key !== left),
      );
      expect(walk.refused('outcomes', { ...CONTENT, explanations })).toMatchObject({
        rule: { ids: ['Code 2022 5.6', 'Code 2022 5.8'] },
        errors: [{ pointer: `/explanations/${left}` }],
      });
    }
    expect(walk.refused('outcomes', { ...CONTENT, method: 'phone' })).toMatchObject({
      rule: { ids: ['Code 2022 5.6', 'Code 2022 5.8'] },
      errors: [{ pointer: '/writtenOn' }],
    });
    expect(walk.act('outcomes', { ...CONTENT, occurredOn: '2022-09-20' }).state.status).toBe('responded');
  });

  const atStageTwo = () =>
    walkOf('code-2022')
      .log({ receivedOn: '2022-09-05' })
      .act('assignments', { person: 'h.one', occurredOn: '2022-09-06' })
      .act('outcomes', { ...CONTENT, occurredOn: '2022-09-20' })
      .act('escalations', { occurredOn: '2022-10-03', loggedOn: '2022-10-05' });

  test('Code 2022 stage 2: twenty working days from the request, and what the logging would give', () => {
    const walk = atStageTwo();
    expect(walk.due('respond', 'stage-2')).toBe('2022-10-31');
    expect(walk.alternatives('respond', 'stage-2', 'stage-2-times')).toEqual(['2022-11-02']);
    expect(walk.clock('acknowledge', 'stage-2')).toMatchObject({ dueOn: null, limit: null });
    const extension = { reason: 'Leave.', goodReason: 'Only she knows.', occurredOn: '2022-10-28' };
    walk.act('extensions', { ...extension, newDueOn: '2022-11-11' });
    expect(walk.clock('respond', 'stage-2').extensions).toMatchObject([{ to: '2022-11-11', overCap: true }]);
  });

  test('Code 2022 5.12: not by the person who considered stage 1', () => {
    expect(atStageTwo().refused('assignments', { person: 'h.one' })).toMatchObject({
      rule: { ids: ['Code 2022 5.12'] },
    });
  });

  test('Code 2022 referral: the scheme’s eight weeks end with the filter on 1 October 2022', () => {
    const answered = (receivedOn: string, requestedOn: string, answeredOn: string) =>
      walkOf('code-2022')
        .log({ receivedOn })
        .act('assignments', { person: 'h.one', occurredOn: receivedOn })
        .act('outcomes', { ...CONTENT, occurredOn: requestedOn })
        .act('escalations', { occurredOn: requestedOn })
        .act('assignments', { person: 'h.two', occurredOn: requestedOn })
        .act('outcomes', { outcome: 'upheld', occurredOn: answeredOn })
        .clocks.filter(({ kind }) => kind === 'refer')
        .map(({ policyEarliestOn, schemeEarliestOn }) => [policyEarliestOn, schemeEarliestOn]);
    expect(answered('2022-06-01', '2022-06-15', '2022-07-01')).toEqual([
      ['2022-07-01', '2022-07-01'],
      ['2022-07-01', '2022-08-26'],
    ]);
    expect(answered('2022-07-01', '2022-07-15', '2022-08-15').at(-1)).toEqual(['2022-08-15', '2022-10-01']);
    expect(answered('2022-10-03', '2022-10-17', '2022-11-14').at(-1)).toEqual(['2022-11-14', '2022-11-14']);
  });

  test('Code 2022 referral: help from a designated person, whom the resident need not take', () => {
    const { referrals } = shipped('code-2022')!;
    const who = ['mp', 'councillor', 'tenant-panel'];
    expect(
      referrals.map(({ to, purpose, via, who, optional }) => ({ to, purpose, via, who, optional })),
    ).toEqual([
      { to: 'designated-person', purpose: 'help', via: null, who, optional: true },
      { to: 'housing-ombudsman', purpose: 'investigation', via: 'designated-person', who, optional: true },
      { to: 'housing-ombudsman', purpose: 'investigation', via: null, who: [], optional: false },
    ]);
  });

  test('Code 2022 definition: dissatisfaction, however made, about anybody who acts for the landlord', () => {
    expect(shipped('code-2022')?.definition).toMatchObject({
      closed: false,
      rules: ['Code 2022 definition'],
    });
  });

  test('Code 2022 time limit: a late complaint is refused only once discretion was considered', () => {
    const walk = walkOf('code-2022').log({
      receivedOn: '2022-09-05',
      incident: { occurredOn: '2022-03-04', becameAwareOn: '2022-03-04' },
    });
    const refusal = {
      reason: 'out-of-time',
      evidence: 'It happened in March.',
      decidedBy: 'o.one',
      ombudsmanRightTold: true,
    };
    expect(walk.refused('refusals', refusal)).toMatchObject({ code: 'discretion_not_considered' });
  });

  test('Code 2022 time limit: six months from the event', () => {
    const log = (occurredOn: string) =>
      walkOf('code-2022').log({ receivedOn: '2022-09-05', incident: { occurredOn } });
    expect(log('2022-03-05').advice).toEqual([]);
    expect(log('2022-03-04').advice).toMatchObject([{ code: 'out_of_time' }]);
    expect(log('2022-03-04').state).toEqual(log('2022-03-04').replayed);
  });
});
