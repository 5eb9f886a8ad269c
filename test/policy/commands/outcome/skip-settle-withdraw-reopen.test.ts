import { openClocksOf } from '../../support/open-clocks';
import { procedure, Walk, walkOf } from '../../support/walk';

const days = (amount: number, from: string) => ({ amount, unit: 'working-days', from });
const policy = procedure({
  regime: 'housing-ombudsman',
  intake: { exclusions: [{ code: 'policy-decision', rules: ['INV-EX'] }] },
  stages: [
    {
      key: 'stage-1',
      name: 'Stage 1',
      acknowledge: days(5, 'received'),
      respond: days(10, 'acknowledged'),
      skip: { reasons: [{ code: 'urgent' }], rules: ['INV-1'] },
      escalation: { to: 'stage-2', within: { amount: 20, unit: 'working-days', from: 'response-sent' } },
    },
    {
      key: 'stage-2',
      name: 'Stage 2',
      acknowledge: days(5, 'requested'),
      respond: days(20, 'acknowledged'),
      handler: { independence: [{ test: 'not-previously-involved', rules: ['Code 6.13'] }] },
    },
  ],
});
const on = (occurredOn: string, rest: object = {}) => ({ occurredOn, ...rest });
const logged = () => new Walk(policy).log({ receivedOn: '2024-09-02' });
const inHand = () =>
  logged()
    .act('acknowledgements', on('2024-09-04'))
    .act('assignments', on('2024-09-04', { person: 'm.one' }));
const answered = () => inHand().act('outcomes', on('2024-09-16', { outcome: 'not-upheld' }));
const again = (reason: string, occurredOn: string) =>
  on(occurredOn, { reason, explanation: 'A report was found.', decidedBy: 'o.one' });

describe('a stage left out with notice', () => {
  const urgent = on('2024-09-05', { reason: 'urgent', notice: 'Stage 2 begins today.' });

  test('its clocks stop, those of the next stage begin, and the words are kept apart from the event', () => {
    const walk = logged();
    const decided = walk.try('skips', urgent);
    expect(decided).toMatchObject({ events: [{ texts: { notice: 'Stage 2 begins today.' } }] });
    walk.act('skips', urgent);
    expect(walk.events.at(-1)?.data).toEqual({
      stage: 'stage-1',
      to: 'stage-2',
      reason: 'urgent',
      noticeGiven: true,
    });
    for (const kind of ['acknowledge', 'respond'] as const) {
      expect(walk.clock(kind, 'stage-1')).toMatchObject({
        status: 'not-applicable',
        stoppedOn: '2024-09-05',
      });
    }
    expect(walk.due('acknowledge', 'stage-2')).toBe('2024-09-12');
    expect(walk.state).toMatchObject({ status: 'open', current: 1 });
  });

  test('a date that had passed stays missed: skipping cures no breach', () => {
    const walk = inHand().act('skips', { ...urgent, occurredOn: '2024-09-20' });
    expect(walk.clock('respond', 'stage-1')).toMatchObject({ dueOn: '2024-09-18', status: 'missed' });
  });

  test('INV-1: another reason, the final stage and an answered one are refused with the clause', () => {
    const walk = logged();
    expect(walk.refused('skips', { ...urgent, reason: 'busy' })).toMatchObject({
      code: 'no_reason_to_skip',
      rule: { clause: '/stages/0/skip', ids: ['INV-1'] },
      allowed: { reason: ['urgent'] },
    });
    expect(walk.act('skips', urgent).refused('skips', urgent)).toMatchObject({
      code: 'no_skip_in_policy',
      detail: 'The procedure does not let Stage 2 be left out.',
      rule: { clause: '/stages/1/skip' },
    });
    expect(answered().refused('skips', urgent).code).toBe('not_at_this_point');
  });

  test('a document cannot leave out its last stage', () => {
    expect(() =>
      procedure({ stages: [{ key: 'only', name: 'Only', skip: { reasons: [{ code: 'urgent' }] } }] }),
    ).toThrow('only is the last stage');
  });

  test('SPSO stage 2: what turns out to be complex at stage 1 is investigated at once', () => {
    const walk = walkOf('spso')
      .log({ receivedOn: '2024-09-02' })
      .act('skips', on('2024-09-03', { reason: 'needs-investigation', notice: 'At stage 2.' }));
    expect([walk.due('acknowledge', 'stage-2'), walk.clock('respond', 'stage-1').status]).toEqual([
      '2024-09-05',
      'not-applicable',
    ]);
  });

  test('under the Code no stage is left out', () => {
    expect(walkOf('code-2024').log({ receivedOn: '2024-09-02' }).refused('skips', urgent)).toMatchObject({
      code: 'no_skip_in_policy',
      rule: { clause: '/stages/0/skip' },
    });
  });
});

describe('a settlement before an answer', () => {
  const terms = on('2024-09-06', { terms: 'The wall is painted.', method: 'phone' });

  test('SPSO outcomes: where the procedure has the outcome “resolved”, that is what it is, and the date is met', () => {
    const walk = walkOf('spso').log({ receivedOn: '2024-09-02' }).act('settlements', terms);
    expect(walk.clock('respond', 'stage-1')).toMatchObject({ status: 'met', metOn: '2024-09-06' });
    expect(walk.state.stages[0]?.settlement).toMatchObject({ outcome: 'resolved', agreedBy: 'resident' });
    expect(walk.due('escalate', 'stage-1')).toBe('2024-11-06');
  });

  test('Code 6.6: elsewhere it ends the wait for an answer and is none', () => {
    const walk = inHand().act('settlements', terms);
    expect(walk.clock('respond', 'stage-1')).toMatchObject({
      status: 'not-applicable',
      metOn: null,
      stoppedOn: '2024-09-06',
    });
    expect(walk.state).toMatchObject({ status: 'settled' });
    expect(walk.state.stages[0]?.settlement?.outcome).toBeNull();
  });

  test('Code 6.10: the resident can still take it further, and remedies follow it', () => {
    const walk = inHand().act('settlements', terms);
    expect(walk.clock('escalate', 'stage-1')).toMatchObject({ dueOn: '2024-10-04', status: 'missed' });
    walk.act(
      'remedies',
      on('2024-09-06', { type: 'action', what: 'Paint', dueOn: '2024-09-30', agreedWithResident: true }),
    );
    expect(walk.refused('escalations', on('2024-09-05')).code).toBe('before_the_act_it_follows');
    walk.act('escalations', on('2024-10-04'));
    expect(walk.state).toMatchObject({ status: 'open', current: 1 });
    expect(walk.state.stages[0]?.escalation?.becauseOverdue).toBe(false);
  });

  test('settled at the last stage the procedure is exhausted, and what is not kept opens it again', () => {
    const walk = answered()
      .act('escalations', on('2024-09-17'))
      .act('settlements', on('2024-09-20', { terms: 'Done.' }));
    expect(walk.refused('escalations').code).toBe('final_stage');
    walk.act('reopenings', again('settlement-not-kept', '2024-10-01'));
    expect(walk.due('acknowledge', 'stage-2')).toBe('2024-10-08');
  });
});

describe('a withdrawal, and an investigation that goes on', () => {
  const goOn = on('2024-09-06', { investigationContinues: true });

  test('the dates end, the landlord may still answer and put things right, and the complaint stays withdrawn', () => {
    const walk = inHand().act('withdrawals', goOn);
    expect(openClocksOf(walk)).toEqual([]);
    walk
      .act('assignments', on('2024-09-09', { person: 'm.two' }))
      .act('outcomes', on('2024-09-30', { outcome: 'upheld' }))
      .act('learnings', on('2024-09-30', { theme: 'repairs', learning: 'Call first.' }))
      .act('remedies', on('2024-09-30', { type: 'action', what: 'Paint', dueOn: '2026-12-31' }));
    expect(walk.state).toMatchObject({ status: 'withdrawn', investigationContinues: true });
    expect(walk.clock('respond', 'stage-1')).toMatchObject({
      status: 'not-applicable',
      stoppedOn: '2024-09-06',
      metOn: null,
    });
    // What the landlord promised of its own accord after the withdrawal is still promised (Code 7.3).
    expect(openClocksOf(walk)).toEqual(['remedy 2026-12-31']);
    expect(walk.offered).not.toContain('escalations');
  });

  test('a plain withdrawal leaves nothing to answer', () => {
    const walk = inHand().act('withdrawals', on('2024-09-06'));
    expect(walk.refused('outcomes', { outcome: 'upheld' })).toMatchObject({ code: 'not_at_this_point' });
  });

  test('what is answered is not being investigated', () => {
    expect(answered().refused('withdrawals', { investigationContinues: true })).toMatchObject({
      code: 'nothing_to_investigate',
      errors: [{ pointer: '/investigationContinues' }],
    });
  });
});

describe('opening a complaint again', () => {
  test('lessons T37: the stage begins anew as an entry of its own, and the first result stays', () => {
    const walk = answered().act('closures', on('2024-09-17', { reason: 'resident-satisfied' }));
    const first = walk.clocks.filter(({ n, kind }) => n === 0 && kind !== 'escalate');
    walk.act('reopenings', again('new-evidence', '2024-10-01'));
    expect(walk.clocks.filter(({ n, kind }) => n === 0 && kind !== 'escalate')).toEqual(first);
    expect(walk.state.stages[0]?.response).toMatchObject({ outcome: 'not-upheld', on: '2024-09-16' });
    expect(walk.clock('acknowledge', 'stage-1')).toMatchObject({
      n: 1,
      dueOn: '2024-10-08',
      anchor: { act: 'received', on: '2024-10-01' },
    });
    expect(walk.clocks.find(({ n, kind }) => n === 0 && kind === 'escalate')).toMatchObject({
      stoppedOn: '2024-10-01',
    });
    expect(walk.state).toMatchObject({ status: 'open', closedOn: null, current: 1 });
    expect(walk.state).toEqual(walk.replayed);
  });

  test('lessons T37: a date missed before stays missed', () => {
    const walk = inHand()
      .act('withdrawals', on('2024-09-25'))
      .act('reopenings', again('new-evidence', '2024-10-01'));
    expect(walk.clocks.find(({ n, kind }) => n === 0 && kind === 'respond')).toMatchObject({
      status: 'missed',
      dueOn: '2024-09-18',
      stoppedOn: '2024-09-25',
    });
  });

  test('Code 2.4: the ombudsman directs the landlord to take what it refused, and it is not refused twice', () => {
    const refusal = {
      reason: 'policy-decision',
      evidence: 'The rent policy.',
      decidedBy: 'o.one',
      ombudsmanRightTold: true,
    };
    const walk = logged().act('refusals', on('2024-09-03', refusal));
    expect(walk.refused('reopenings', again('remedy-not-done', '2024-11-04'))).toMatchObject({
      code: 'reason_not_true',
      rule: { ids: ['Code 2.4'] },
      allowed: { reason: ['ombudsman-directed', 'new-evidence'] },
    });
    walk.act('reopenings', again('ombudsman-directed', '2024-11-04'));
    expect(walk.due('acknowledge', 'stage-1')).toBe('2024-11-11');
    expect(walk.state.refusal).toBeNull();
    expect(walk.refused('refusals', refusal)).toMatchObject({
      code: 'complaint_reopened',
      rule: { ids: ['Code 2.4'] },
    });
  });

  test.each(['withdrawn-by-mistake', 'error'])(
    '%s opens nothing anew: the act is struck by a correction',
    (reason) => {
      const walk = inHand().act('withdrawals', on('2024-09-25'));
      expect(walk.refused('reopenings', again(reason, '2024-10-01'))).toMatchObject({
        code: 'mistake_to_correct',
        detail: expect.stringContaining('Strike the withdrawal of Wednesday 25 September 2024'),
        allowed: { act: 'corrections', reason: ['new-evidence'] },
      });
    },
  );

  test('an answer with a stage to come is taken further and not opened again', () => {
    expect(answered().refused('reopenings', again('error', '2024-10-01'))).toMatchObject({
      code: 'next_stage_open',
      allowed: { act: 'escalations' },
    });
    expect(inHand().refused('reopenings', again('error', '2024-10-01')).code).toBe('not_at_this_point');
  });

  test('it cannot be opened again before it ended, nor for a remedy nobody offered', () => {
    const closed = answered().act('closures', on('2024-09-17', { reason: 'resident-satisfied' }));
    expect(closed.refused('reopenings', again('error', '2024-09-16'))).toMatchObject({
      code: 'before_the_act_it_follows',
      allowed: { earliest: '2024-09-17' },
    });
    expect(closed.refused('reopenings', again('remedy-not-done', '2024-10-01'))).toMatchObject({
      code: 'reason_not_true',
      errors: [{ pointer: '/reason' }],
    });
  });

  test('Code 6.13: who handled the stage the first time may take it up again, and still not the next stage', () => {
    const walk = answered()
      .act('closures', on('2024-09-17', { reason: 'resident-satisfied' }))
      .act('reopenings', again('new-evidence', '2024-10-01'))
      .act('acknowledgements', on('2024-10-02'))
      .act('assignments', on('2024-10-02', { person: 'm.one' }))
      .act('outcomes', on('2024-10-09', { outcome: 'upheld' }))
      .act('escalations', on('2024-10-10'));
    expect(walk.refused('assignments', { person: 'm.one' }).code).toBe('reviewer_not_independent');
  });
});

describe('lessons T38: what has ended has no running clock', () => {
  test('withdrawn, refused and settled', () => {
    expect(openClocksOf(inHand().act('withdrawals', on('2024-09-05')))).toEqual([]);
    expect(openClocksOf(inHand().act('settlements', on('2024-09-05', { terms: 'Done.' })))).toEqual([]);
  });

  test('closed: but a remedy is owed until it is done (Code 6.6, 7.3)', () => {
    const walk = answered()
      .act('remedies', on('2024-09-16', { type: 'action', what: 'Paint', dueOn: '2026-12-31' }))
      .act('closures', on('2024-09-17', { reason: 'resident-satisfied' }));
    expect(openClocksOf(walk)).toEqual(['remedy 2026-12-31']);
  });
});
