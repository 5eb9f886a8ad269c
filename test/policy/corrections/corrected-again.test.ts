import { recordedWalkOf } from '../support/recorded';

/** A record that is put right more than once: what was put right first stays right. */

const DEFINITION = { issues: [{ text: 'Damp' }], outcomesSought: 'Dry' };

const acknowledged = () =>
  recordedWalkOf('code-2024', '2025-05-06T09:00:00Z')
    .log({ receivedOn: '2025-05-01' })
    .act('acknowledgements', { definition: DEFINITION });

test('an act put right to a day after it was first recorded is decided again as of when it was put right', () => {
  const walk = acknowledged();
  walk.at('2025-05-12T09:00:00Z').correct({ event: 2, with: { occurredOn: '2025-05-08' } });
  const { asBefore, misfits } = walk.correct({ event: 1, with: { receivedOn: '2025-05-02' } });
  expect({ asBefore, misfits }).toEqual({ asBefore: [], misfits: [] });
  expect(walk.clock('acknowledge', 'stage-1')).toMatchObject({ metOn: '2025-05-08', judgedOn: '2025-05-12' });
});

test('an act that was put right, struck by mistake and let count again says what it was put right to', () => {
  const walk = acknowledged().at('2025-05-12T09:00:00Z');
  walk.correct({ event: 2, with: { occurredOn: '2025-05-07' } });
  walk.correct({ event: 2, strike: true });
  expect(walk.clock('acknowledge', 'stage-1').metOn).toBeNull();
  walk.correct({ event: 2, strike: false });
  expect(walk.clock('acknowledge', 'stage-1').metOn).toBe('2025-05-07');
  expect(walk.state).toEqual(walk.replayed);
});

test('of two events that one act gave, the one that was put right alone stays as it was put right', () => {
  const walk = acknowledged().at('2025-05-12T09:00:00Z');
  walk.correct({ event: 3, only: true, with: { occurredOn: '2025-05-06' } });
  const { follows } = walk.correct({ event: 1, with: { summary: 'Mould' } });
  expect(follows).toEqual([]);
});

test('a determination put in before a referral keeps naming the referral that it showed', () => {
  const walk = recordedWalkOf('lgsco', '2013-06-24T09:00:00Z')
    .log({ receivedOn: '2013-03-14' })
    .act('contacts', { occurredOn: '2013-03-15' })
    .act('referrals', { occurredOn: '2013-05-31', to: 'spso', purpose: 'investigation' });
  const determined = { reference: '202400224', findings: [{ about: 'damp', finding: 'upheld' }] };
  walk.correct({ before: 3, act: 'determinations', body: { occurredOn: '2013-05-20', ...determined } });
  const [, shown] = walk.state.referrals.map(({ n }) => n);
  expect(walk.state.ombudsman.determinations).toMatchObject([{ referral: 2 }]);
  const { follows } = walk.correct({ event: 1, with: { summary: 'Mould' } });
  expect([shown, follows]).toEqual([1, []]);
  expect(walk.state.ombudsman.determinations).toMatchObject([{ referral: 2 }]);
});

test('the referral that an act showed is not struck alone: the act would belong to none', () => {
  const walk = recordedWalkOf('code-2024', '2025-06-02T09:00:00Z')
    .log({ receivedOn: '2025-05-01' })
    .act('evidence-requests', { dueOn: '2025-06-30' });
  expect(walk.tryToCorrect({ changes: [{ event: 2, only: true, strike: true }] })).toMatchObject({
    misfits: [{ event: 3, act: 'evidence-requests', recordable: false }],
    asBefore: [],
  });
  walk.correct({ event: 2, strike: true });
  expect(walk.state.ombudsman.evidenceRequests).toEqual([]);
});

test('of two events the second can be struck alone and let count again: it stands on the first', () => {
  const walk = recordedWalkOf('code-2024', '2025-06-02T09:00:00Z')
    .log({ receivedOn: '2025-05-01' })
    .act('evidence-requests', { dueOn: '2025-06-30' });
  walk.correct({ event: 3, only: true, strike: true });
  expect(walk.state.ombudsman.evidenceRequests).toEqual([]);
  walk.correct({ event: 3, only: true, strike: false });
  expect(walk.state.ombudsman.evidenceRequests).toMatchObject([{ referral: 1, dueOn: '2025-06-30' }]);
});

test('a decision on a request that no longer stands is no exception: the request is named as what does not fit', () => {
  const walk = recordedWalkOf('settle', '2014-06-22T09:00:00Z')
    .log({ receivedOn: '2014-01-20' })
    .act('outcomes', { occurredOn: '2014-01-24', outcome: 'upheld' })
    .act('escalations', { occurredOn: '2014-04-11' })
    .depart('escalation-decisions', { occurredOn: '2014-04-17', accepted: false, decidedBy: 'p.two' })
    .act('escalations', { occurredOn: '2014-04-21', reason: 'Not answered.' })
    .depart('escalation-decisions', { occurredOn: '2014-06-17', accepted: false, decidedBy: 'p.three' });
  expect(walk.tryToCorrect({ changes: [{ event: 4, strike: true }] })).toMatchObject({
    misfits: [{ event: 5, act: 'escalations' }],
  });
});

test('both events of an act that was put in are struck together and come back together', () => {
  const walk = recordedWalkOf('nipso', '2026-06-24T09:00:00Z')
    .log({ receivedOn: '2026-04-22' })
    .act('notes', { note: 'She rang.' });
  walk.correct({
    before: 2,
    act: 'evidence-requests',
    body: { occurredOn: '2026-06-20', dueOn: '2026-08-14' },
  });
  walk.correct({ event: 3, inserted: 2, strike: true });
  expect(walk.state).toMatchObject({ referrals: [], ombudsman: { evidenceRequests: [] } });
  walk.correct({ event: 3, inserted: 2, strike: false });
  expect(walk.state).toMatchObject({
    referrals: [{ n: 1 }],
    ombudsman: { evidenceRequests: [{ referral: 1, dueOn: '2026-08-14' }] },
  });
});
