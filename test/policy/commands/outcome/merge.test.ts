import { retentionOf } from '../../../../src/policy/conditions/retention';
import type { OtherComplaint } from '../../../../src/policy/rules/rules';
import { OTHER, type Walk, walkOf } from '../../support/walk';

const on = (occurredOn: string, rest: object = {}) => ({ occurredOn, ...rest });
const reason = 'Both are about the damp in the bedroom.';
const merger = on('2024-09-06', { into: OTHER.reference, sameComplainant: true, reason });

const beside = (walk: Walk, other: Partial<OtherComplaint> | null): Walk => {
  const { other: _, ...rules } = walk.rules;
  walk.rules = other ? { ...rules, other: { ...OTHER, ...other } } : rules;
  return walk;
};
const inHand = (name = 'code-2024') =>
  walkOf(name)
    .log({ receivedOn: '2024-09-02' })
    .act(
      'acknowledgements',
      on('2024-09-04', { definition: { issues: [{ text: 'Damp' }], outcomesSought: 'Dry' } }),
    );

describe('a complaint merged into another (lessons, 38)', () => {
  test('is closed for that reason on that day, names the other, and has no running clock', () => {
    const walk = inHand();
    expect(walk.offered).toContain('mergers');
    walk.act('mergers', merger);
    expect(walk.events.at(-1)).toMatchObject({
      type: 'closed',
      data: { reason: 'merged-into', into: { complaintId: OTHER.complaintId, reference: 'C-2012-000001' } },
    });
    expect(walk.state).toMatchObject({
      status: 'closed',
      closedOn: '2024-09-06',
      mergers: { into: { reference: 'C-2012-000001', on: '2024-09-06' }, from: [] },
    });
    expect(walk.clocks.filter(({ metOn, stoppedOn, limit }) => limit && !metOn && !stoppedOn)).toEqual([]);
    expect(walk.clock('respond', 'stage-1')).toMatchObject({ stoppedOn: '2024-09-06', metOn: null });
    expect(walk.replayed).toEqual(walk.state);
  });

  test('can be noted on, learnt from, corrected and kept, and everything else happens to the other', () => {
    const walk = inHand().act('mergers', merger);
    expect(walk.offered).toEqual(['learnings', 'notes', 'corrections', 'holds']);
    for (const act of ['outcomes', 'reopenings', 'referrals', 'mergers', 'updates']) {
      const body = { ...bodies[act] };
      expect(walk.refused(act, body)).toMatchObject({
        code: 'merged',
        detail:
          'The complaint was merged into C-2012-000001 on Friday 6 September 2024; its matter goes on there.',
        allowed: { complaint: 'C-2012-000001' },
      });
    }
  });

  test('can still be learnt from, and what was learnt told (Code 9.1)', () => {
    const walk = inHand()
      .act('mergers', merger)
      .act('learnings', on('2024-09-09', { theme: 'repairs', learning: 'One visit for both.' }));
    expect(walk.offered).toContain('learnings/{n}/publications');
    walk.act('learnings/{n}/publications', on('2024-09-10', { n: 1, to: 'staff' }));
    expect(walk.state.redress.learnings).toMatchObject([
      { theme: 'repairs', publications: [{ on: '2024-09-10', to: 'staff' }] },
    ]);
    expect(walk.state.status).toBe('closed');
    expect(walk.replayed).toEqual(walk.state);
  });

  test('can be taken from a handler who had it (Code 5.8)', () => {
    const walk = inHand()
      .act('assignments', on('2024-09-04', { person: 'a.b' }))
      .act('mergers', merger);
    expect(walk.offered).toContain('assignment-endings');
    walk.act('assignment-endings', { person: 'a.b', reason: 'A neighbour of the resident.' });
    expect(walk.offered).not.toContain('assignment-endings');
  });

  test('is not offered once answered, nor while something promised is to be done', () => {
    const answered = inHand().act('assignments', on('2024-09-05', { person: 'a.b' }));
    answered.act(
      'outcomes',
      on('2024-09-16', {
        outcome: 'upheld',
        findings: [{ issue: 1, outcome: 'upheld' }],
        explanations: EXPLAINED,
      }),
    );
    expect(answered.offered).not.toContain('mergers');
    expect(
      answered.refused('mergers', on('2024-09-17', { into: OTHER.reference, sameComplainant: true, reason }))
        .code,
    ).toBe('not_at_this_point');
    const promised = inHand().act(
      'remedies',
      on('2024-09-05', { type: 'apology', what: 'Say sorry.', dueOn: '2024-10-01' }),
    );
    expect(promised.offered).not.toContain('mergers');
    expect(promised.refused('mergers', merger)).toMatchObject({
      code: 'remedies_open',
      facts: { open: [1] },
    });
    expect(promised.refused('mergers', merger).errors).toBeUndefined();
  });
});

const EXPLAINED = Object.fromEntries(
  [
    'stage',
    'complaint-definition',
    'decision',
    'reasons',
    'remedy',
    'outstanding-actions',
    'how-to-escalate',
  ].map((key) => [key, key]),
);
const bodies: Record<string, object> = {
  outcomes: { outcome: 'upheld' },
  reopenings: { reason: 'new-evidence', explanation: 'By mistake.', decidedBy: 'o.one' },
  referrals: { to: 'housing-ombudsman', purpose: 'advice' },
  mergers: merger,
};

describe('the complaint that goes on', () => {
  const refusal = (other: Partial<OtherComplaint> | null) =>
    beside(inHand(), other).refused('mergers', merger);

  test('has to be there, and another one', () => {
    expect(refusal(null)).toMatchObject({
      kind: 'input',
      code: 'unknown_complaint',
      detail: 'There is no complaint C-2012-000001 to merge this one into.',
      errors: [{ pointer: '/into' }],
    });
    expect(refusal({ same: true }).code).toBe('merged_into_itself');
  });

  test('has to be open and not answered yet: no issue is taken up behind an answer (Code 6.8)', () => {
    for (const status of ['closed', 'withdrawn', 'responded', 'escalation-requested'])
      expect(refusal({ status })).toMatchObject({ code: 'other_not_open', facts: { status } });
    const answeredOn = OTHER.received.on;
    expect(refusal({ answeredOn })).toMatchObject({ code: 'other_answered', facts: { answeredOn } });
  });

  test('was received no later, so that nobody waits longer for a merger', () => {
    const received = { on: inHand().state.received.on, at: null };
    beside(inHand(), { received }).act('mergers', merger);
    const next = walkOf('code-2024').log({ receivedOn: '2024-09-03' }).state.received;
    expect(refusal({ received: next })).toMatchObject({
      code: 'other_received_later',
      facts: { into: 'C-2012-000001', receivedOn: '2024-09-03' },
    });
  });

  test('takes a hundred and no more', () => {
    beside(inHand(), { mergedFrom: 99 }).act('mergers', merger);
    expect(refusal({ mergedFrom: 100 }).code).toBe('too_many_merged');
  });
});

test('what was merged is kept as long as what it was merged into is not anonymised', () => {
  const walk = inHand().act('mergers', merger);
  expect(retentionOf(walk.state, walk.rules).heldBy).toEqual(['merged']);
  expect(walk.refused('erasures', { basis: 'resident-request' })).toMatchObject({
    code: 'has_to_be_kept',
    detail: 'The complaint cannot be anonymised. It was merged into a complaint that is kept.',
  });
  beside(walk, { erasedOn: walk.state.received.on });
  expect(retentionOf(walk.state, walk.rules).heldBy).toEqual([]);
  walk.act('erasures', { basis: 'resident-request' });
  expect(walk.state.privacy.erasedOn).toBe('2026-11-21');
});
