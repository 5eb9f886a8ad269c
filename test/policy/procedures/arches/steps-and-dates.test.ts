import { type Walk, walkOf } from '../../support/walk';
import { BESIDE_THE_PROCEDURE, FROM_OUTSIDE } from '../../support/always-offered';

const FULL = {
  'what-went-wrong': 'The repair was cancelled twice.',
  'how-put-right': 'It is booked, and £100 is offered.',
  'prevent-recurrence': 'A person checks cancelled orders.',
};
const NOT_UPHELD = {
  outcome: 'not-upheld',
  assertions: ['acted-per-policy', 'no-evidence-of-wrongdoing'],
};

const answered = (): Walk =>
  walkOf('arches')
    .log({ receivedOn: '2024-09-02' })
    .act('assignments', { person: 'h.one', role: 'head-of-service', occurredOn: '2024-09-03' })
    .act('outcomes', { ...NOT_UPHELD, occurredOn: '2024-09-20' });

const atStage2 = (): Walk => answered().act('escalations', { occurredOn: '2024-10-01' });

describe('Arches', () => {
  test('ARC-23: from first to last not one date of the landlord’s exists', () => {
    const walk = walkOf('arches').log({ receivedOn: '2024-09-02' });
    const landlords = () => walk.clocks.filter(({ kind }) => kind !== 'refer');
    const seen = landlords();
    walk
      .act('acknowledgements', { occurredOn: '2025-06-02' })
      .act('outcomes', { ...NOT_UPHELD, occurredOn: '2025-06-03' });
    seen.push(...landlords());
    walk.act('escalations', { occurredOn: '2026-06-03' });
    seen.push(...landlords());
    walk.act('outcomes', { ...NOT_UPHELD, occurredOn: '2026-06-04' });
    seen.push(...landlords());
    expect(seen.length).toBeGreaterThan(10);
    for (const clock of seen) {
      expect(clock).toMatchObject({
        dueOn: null,
        originalDueOn: null,
        judgedOn: null,
        limit: null,
        projected: false,
      });
      const awaited = clock.kind === 'respond' && !clock.metOn;
      expect(clock.status).toBe(awaited ? 'undated' : 'not-applicable');
      expect(clock.sentence).toMatch(/has no time limit under this procedure\.$/);
      expect(clock.rule.ids.length).toBeGreaterThan(0);
    }
    expect(walk.clock('acknowledge', 'stage-1').rule.ids).toEqual(['ARC-23']);
    expect(walk.clock('escalate', 'stage-1').rule.ids).toEqual(['ARC-10', 'ARC-23']);
  });

  test('ARC-23: there is nothing to extend and nothing to refuse a complaint for', () => {
    const walk = walkOf('arches').log({ receivedOn: '2024-09-02' });
    expect(walk.refused('extensions', { newDueOn: '2024-12-02' })).toMatchObject({
      code: 'no_extension_in_policy',
    });
    expect(
      walk.refused('refusals', {
        reason: 'out-of-time',
        evidence: 'Old.',
        decidedBy: 'o.one',
        ombudsmanRightTold: true,
      }),
    ).toMatchObject({ code: 'nothing_excluded', kind: 'policy' });
    expect(walk.offered).toEqual([
      'acknowledgements',
      'triages',
      'definitions',
      'assignments',
      'contacts',
      'updates',
      'settlements',
      'outcomes',
      'withdrawals',
      ...BESIDE_THE_PROCEDURE,
      'mergers',
      ...FROM_OUTSIDE,
      'holds',
    ]);
  });

  test('ARC-08, ARC-09: a Head of Service, then a Director or the Chief Executive', () => {
    expect(
      walkOf('arches')
        .log({ receivedOn: '2024-09-02' })
        .refused('assignments', { person: 'd.one', role: 'director' }),
    ).toMatchObject({
      allowed: { role: ['head-of-service'] },
      rule: { ids: ['ARC-08'] },
    });
    for (const role of ['director', 'chief-executive']) {
      expect(
        atStage2().act('assignments', { person: 'd.one', role }).state.stages[1]?.assignments,
      ).toHaveLength(1);
    }
    expect(atStage2().refused('assignments', { person: 'h.one', role: 'head-of-service' })).toMatchObject({
      rule: { ids: ['ARC-09'] },
    });
  });

  test('ARC-10: the outcome is appealed by asking, whatever it was, with no ground and no limit', () => {
    const upheld = walkOf('arches')
      .log({ receivedOn: '2024-09-02' })
      .act('outcomes', { outcome: 'upheld', explanations: FULL, occurredOn: '2024-09-20' });
    expect(upheld.act('escalations', { occurredOn: '2026-09-21' }).state.current).toBe(1);
    const own = answered().act('escalations', { grounds: ['not-addressed'] });
    expect(own.state.stages[0]?.escalation).toMatchObject({ grounds: [], otherGrounds: 1 });
    expect(own.advice.map(({ code }) => code)).toContain('ground_not_named');
  });

  test('ARC-11: the outcome is one of three', () => {
    const walk = walkOf('arches').log({ receivedOn: '2024-09-02' });
    expect(walk.refused('outcomes', { outcome: 'resolved' })).toMatchObject({
      code: 'unknown_outcome',
      allowed: { outcome: ['upheld', 'partially-upheld', 'not-upheld'] },
      errors: [{ pointer: '/outcome' }],
    });
  });

  test.each(['what-went-wrong', 'how-put-right', 'prevent-recurrence'])(
    'ARC-12: upheld without %s is refused',
    (left) => {
      const walk = walkOf('arches').log({ receivedOn: '2024-09-02' });
      const explanations = Object.fromEntries(Object.entries(FULL).filter(([key]) => key !== left));
      expect(walk.refused('outcomes', { outcome: 'upheld', explanations })).toMatchObject({
        code: 'explanation_missing',
        rule: { clause: '/outcomes/0/mustExplain', ids: ['ARC-11', 'ARC-12'] },
        facts: { outcome: 'upheld', missing: [left] },
        errors: [{ pointer: `/explanations/${left}`, detail: 'is missing' }],
      });
    },
  );

  test('ARC-13: partially upheld need not say what went wrong, but how it is put right and prevented', () => {
    const { 'what-went-wrong': _left, ...two } = FULL;
    const partly = (explanations: Record<string, string>) => ({
      outcome: 'partially-upheld',
      explanations,
      occurredOn: '2024-09-20',
    });
    const walk = walkOf('arches').log({ receivedOn: '2024-09-02' });
    expect(walk.refused('outcomes', partly({}))).toMatchObject({
      rule: { ids: ['ARC-11', 'ARC-13'] },
      facts: { missing: ['how-put-right', 'prevent-recurrence'] },
    });
    expect(walk.act('outcomes', partly(two)).state.status).toBe('responded');
  });

  test('ARC-14: not upheld needs both statements', () => {
    const walk = walkOf('arches').log({ receivedOn: '2024-09-02' });
    expect(
      walk.refused('outcomes', { outcome: 'not-upheld', assertions: ['acted-per-policy'] }),
    ).toMatchObject({
      code: 'assertion_missing',
      rule: { clause: '/outcomes/2/mustAssert', ids: ['ARC-11', 'ARC-14'] },
      facts: { missing: ['no-evidence-of-wrongdoing'] },
    });
    expect(walk.act('outcomes', NOT_UPHELD).state.stages[0]?.response?.asserted).toEqual(
      NOT_UPHELD.assertions,
    );
  });

  test.each([
    ['2024-10-31', '2024-12-26'],
    ['2024-12-24', '2025-02-18'],
  ])(
    'ARC-21: Stage 2 outcome received %s: 8 weeks are over on %s, a holiday or not',
    (received, earliest) => {
      const walk = atStage2().act('outcomes', {
        ...NOT_UPHELD,
        occurredOn: '2024-10-29',
        receivedOn: received,
      });
      expect(walk.clock('refer', 'stage-2')).toMatchObject({
        dueOn: earliest,
        policyEarliestOn: earliest,
        schemeEarliestOn: '2024-10-29',
        anchor: { act: 'response-received', on: received },
        rule: { ids: ['ARC-20', 'ARC-21'] },
      });
    },
  );

  test('ARC-21: before October 2022 the scheme’s eight weeks ran from the end of the process', () => {
    const walk = walkOf('arches')
      .log({ receivedOn: '2021-01-04' })
      .act('outcomes', { ...NOT_UPHELD, occurredOn: '2021-02-01' })
      .act('escalations', { occurredOn: '2021-02-08' })
      .act('outcomes', { ...NOT_UPHELD, occurredOn: '2021-03-01', receivedOn: '2021-03-03' });
    expect(walk.clock('refer', 'stage-2')).toMatchObject({
      policyEarliestOn: '2021-04-28',
      schemeEarliestOn: '2021-04-26',
    });
  });

  test('ARC-19, ARC-20: advice at any time, investigation after Stage 2', () => {
    const walk = answered().act('referrals', { to: 'housing-ombudsman', purpose: 'advice' });
    walk
      .act('referrals', { to: 'housing-ombudsman', purpose: 'investigation' })
      .act('referrals', { to: 'designated-person', purpose: 'help', who: 'mp' });
    expect(
      walk.state.referrals.map(({ beforeExhaustion, notInPolicy }) => [beforeExhaustion, notInPolicy]),
    ).toEqual([
      [false, false],
      [true, false],
      [false, true],
    ]);
    expect(walk.state).toEqual(walk.replayed);
  });

  test('ARC-23: a response received before it was sent is refused', () => {
    expect(
      atStage2().refused('outcomes', {
        ...NOT_UPHELD,
        occurredOn: '2024-10-29',
        sentOn: '2024-10-31',
        receivedOn: '2024-10-30',
      }),
    ).toMatchObject({ code: 'received_before_sent', errors: [{ pointer: '/receivedOn' }] });
  });
});
