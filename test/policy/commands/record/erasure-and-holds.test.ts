import { retentionOf } from '../../../../src/policy/conditions/retention';
import type { PolicyDocument } from '../../../../src/policy/document/document';
import { shipped } from '../../../../src/policy/procedures/index';
import { Walk, walkOf } from '../../support/walk';

const on = (occurredOn: string, rest: object = {}) => ({ occurredOn, ...rest });
const answered = (walk = walkOf('hhs')) =>
  walk
    .log({ receivedOn: '2024-09-02' })
    .act('acknowledgements', on('2024-09-04'))
    .act('contacts', on('2024-09-04', { definition: { issues: [{ text: 'Damp' }] } }))
    .act('assignments', on('2024-09-05', { person: 's.kaur', role: 'case-manager' }))
    .act('outcomes', on('2024-09-16', { outcome: 'upheld', method: 'letter' }));
const closed = (walk?: Walk) =>
  answered(walk).act('closures', on('2024-10-18', { reason: 'resident-satisfied' }));
const exhausted = () =>
  answered()
    .act('escalations', on('2024-09-18'))
    .act('acknowledgements', on('2024-09-19'))
    .act(
      'assignments',
      on('2024-09-19', {
        person: 'o.lead',
        role: 'operational-leadership-team',
        responsibleForService: false,
      }),
    )
    .act('outcomes', on('2024-10-01', { outcome: 'upheld', method: 'letter', decidedBy: 'o.lead' }))
    .act('closures', on('2024-10-18', { reason: 'procedure-exhausted' }));
const keeping = (years: number, from: 'closed' | 'received') =>
  new Walk({ ...(shipped('hhs') as PolicyDocument), retention: { years, from, rules: [] } });
const erasure = { basis: 'resident-request' };

test('a complaint can be anonymised twelve months after it ended and not a day before (domain.md §6.3)', () => {
  const walk = closed();
  expect(walk.at('2025-10-17T22:59:59Z').refused('erasures', erasure)).toMatchObject({
    code: 'ombudsman_window_open',
    facts: { endedOn: '2024-10-18', notBefore: '2025-10-18' },
    allowed: { earliest: '2025-10-18' },
  });
  expect(walk.offered).not.toContain('erasures');
  // Midnight in London comes an hour before midnight in UTC.
  walk.at('2025-10-17T23:00:00Z');
  expect(walk.offered).toContain('erasures');
  walk.act('erasures', erasure);
  expect(walk.state.privacy.erasedOn).toBe('2025-10-18');
  expect(walk.replayed).toEqual(walk.state);
});

test('the twelve months run from the last thing said, be it a determination after the closing', () => {
  const walk = exhausted()
    .act('referrals', on('2024-10-20', { to: 'housing-ombudsman', purpose: 'investigation' }))
    .act(
      'determinations',
      on('2025-03-03', { reference: '202400224', findings: [{ about: 'damp', finding: 'redress' }] }),
    );
  expect(retentionOf(walk.state, walk.rules)).toMatchObject({
    endedOn: '2025-03-03',
    notBefore: '2026-03-03',
  });
});

test.each([
  ['closed', 6, '2030-10-18'],
  ['received', 6, '2030-09-02'],
  ['received', 1, '2025-10-18'],
] as const)('kept from %s for %s years, it is due on %s', (from, years, keepUntil) => {
  const walk = closed(keeping(years, from));
  expect(retentionOf(walk.state, walk.rules).keepUntil).toBe(keepUntil);
});

test('the basis has to be true: no time is over that the policy does not state, or that still runs', () => {
  const silent = closed().at('2031-01-01T12:00:00Z');
  expect(silent.refused('erasures', { basis: 'retention' })).toMatchObject({
    code: 'no_retention_stated',
    rule: { clause: '/retention' },
    allowed: { basis: ['resident-request'] },
  });
  const kept = closed(keeping(6, 'closed')).at('2030-10-17T12:00:00Z');
  expect(kept.refused('erasures', { basis: 'retention' })).toMatchObject({
    code: 'retention_runs',
    allowed: { earliest: '2030-10-18' },
  });
  kept.at('2030-10-18T12:00:00Z').act('erasures', { basis: 'retention' });
});

test('what is open, held, before the Ombudsman or still to be done is kept, and says why', () => {
  const late = '2026-11-20T12:00:00Z';
  expect(answered().at(late).refused('erasures', erasure).facts).toEqual({ heldBy: ['open'] });

  const held = closed()
    .act('holds', on('2024-11-01', { reason: 'court-claim', reviewOn: '2026-12-01' }))
    .at(late);
  expect(held.refused('erasures', erasure)).toMatchObject({
    code: 'has_to_be_kept',
    facts: { heldBy: ['hold'] },
  });
  held.act('holds/{n}/releases', on('2026-11-01', { n: 1 })).act('erasures', erasure);

  const remedy = { type: 'action', what: 'Treat the damp', dueOn: '2026-12-01' };
  const owing = answered()
    .act('remedies', on('2024-09-16', remedy))
    .act('closures', on('2024-10-18', { reason: 'resident-satisfied' }));
  expect(owing.at(late).refused('erasures', erasure).facts).toEqual({ heldBy: ['duties'] });

  const referred = exhausted().act(
    'referrals',
    on('2024-10-20', { to: 'housing-ombudsman', purpose: 'investigation' }),
  );
  expect(referred.at(late).refused('erasures', erasure).facts).toEqual({ heldBy: ['ombudsman'] });
});

test('after it nothing is offered and everything is refused', () => {
  const walk = closed().at('2026-11-20T12:00:00Z').act('erasures', erasure);
  expect(walk.offered).toEqual([]);
  expect(walk.refused('notes', { note: 'x' })).toMatchObject({
    code: 'erased',
    facts: { erasedOn: '2026-11-20' },
  });
  expect(walk.refused('withdrawals', {}).code).toBe('erased');
});

test('holds are numbered, are ended once, and come after the complaint they keep', () => {
  const walk = closed().act('holds', on('2024-11-01', { reason: 'police-enquiry', reviewOn: '2025-02-03' }));
  walk.act('holds', on('2024-11-02', { reason: 'court-claim', reviewOn: '2025-02-03' }));
  walk.act('holds/{n}/releases', on('2024-12-01', { n: 1 }));
  expect(walk.refused('holds/{n}/releases', { n: 1 })).toMatchObject({
    code: 'no_such_hold',
    allowed: { n: [2] },
  });
  expect(walk.refused('holds', on('2024-09-01', { reason: 'x', reviewOn: '2025-02-03' })).code).toBe(
    'before_the_act_it_follows',
  );
  expect(walk.refused('holds', on('2024-11-05', { reason: 'x', reviewOn: '2024-11-04' })).code).toBe(
    'before_the_act_it_follows',
  );
  walk.act('holds/{n}/releases', on('2024-12-02', { n: 2 }));
  expect(walk.refused('holds/{n}/releases', { n: 2 }).code).toBe('no_hold');
});
