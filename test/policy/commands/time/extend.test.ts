import { checkAgainstCode } from '../../../../src/policy/code/check';
import { type Body, procedure, Walk, walkOf } from '../../support/walk';

/** How other landlords let an extension be: past its cap by agreement, and allowed by somebody senior. */

const days = (amount: number, from: string) => ({ amount, unit: 'working-days', from });
const tenDays = { amount: 10, unit: 'working-days' };

const withExtension = (extension: Body) =>
  procedure({
    stages: [
      { key: 'one', name: 'Stage 1', respond: days(10, 'received'), extension, escalation: { to: 'two' } },
      { key: 'two', name: 'Stage 2', respond: days(20, 'requested') },
    ],
  });

const logged = (extension: Body): Walk =>
  new Walk(withExtension(extension)).log({ receivedOn: '2024-09-02' });

describe('ten more working days, and longer only if the resident agrees, as in Kent', () => {
  const extension = { total: tenDays, overCap: 'with-agreement', requires: ['reason'] };
  const notice = { occurredOn: '2024-09-13', reason: 'A survey is needed.' };

  test('up to the cap no agreement is asked for', () => {
    const walk = logged(extension).act('extensions', { ...notice, newDueOn: '2024-09-30' });
    expect(walk.due('respond', 'one')).toBe('2024-09-30');
  });

  test('past it, the refusal names the latest date and what else would do', () => {
    expect(logged(extension).refused('extensions', { ...notice, newDueOn: '2024-10-01' })).toMatchObject({
      code: 'extension_needs_agreement',
      detail:
        'Extensions together may be at most 10 working days unless the resident agrees. The latest date allowed is 2024-09-30.',
      allowed: { latest: '2024-09-30', or: 'agreed' },
      errors: [{ pointer: '/agreed', detail: 'the latest date allowed without it is 2024-09-30' }],
    });
    const goodReason = 'The surveyor is ill.';
    expect(
      logged(extension).refused('extensions', { ...notice, newDueOn: '2024-10-01', goodReason }).code,
    ).toBe('extension_needs_agreement');
  });

  test('with it, the longer date stands and the record says that it passes the cap', () => {
    const walk = logged(extension).act('extensions', { ...notice, newDueOn: '2024-10-31', agreed: true });
    expect(walk.due('respond', 'one')).toBe('2024-10-31');
    expect(walk.state.stages[0]?.extensions).toMatchObject([{ overCap: true, agreed: true }]);
  });

  test('Code 6.4: agreement is no good reason, so the check cannot tell', () => {
    const found = checkAgainstCode(withExtension(extension)).findings.find(
      ({ provision }) => provision === '6.4',
    );
    expect(found).toMatchObject({
      verdict: 'cannot-tell',
      reasoning:
        'Stage 1 can be extended by 10 working days and longer only if the resident agrees; the Code has 10 working days without good reason.',
    });
  });
});

describe('an extension that somebody senior has to allow (SPSO stage 1 extension)', () => {
  const extension = { total: tenDays, decidedBy: ['head-of-service', 'director'] };
  const notice = { occurredOn: '2024-09-13', newDueOn: '2024-09-30' };

  test.each([
    ['nobody named', {}],
    ['a role that may not', { decidedBy: 'o.one', role: 'officer' }],
  ])('refused with %s, saying whose it is', (_, by) => {
    expect(logged(extension).refused('extensions', { ...notice, ...by })).toMatchObject({
      code: 'role_may_not_decide',
      detail: 'An extension is decided by head-of-service or director.',
      rule: { clause: '/stages/0/extension/decidedBy' },
      allowed: { role: ['head-of-service', 'director'] },
      errors: [{ pointer: '/role' }],
    });
  });

  test('the record keeps who allowed it', () => {
    const by = { decidedBy: 'h.senior', role: 'head-of-service' };
    const walk = logged(extension).act('extensions', { ...notice, ...by });
    expect(walk.state.stages[0]?.extensions).toMatchObject([by]);
    expect(walk.state).toEqual(walk.replayed);
  });

  test('where the policy names no role, nobody need be named', () => {
    const walk = logged({ total: tenDays }).act('extensions', notice);
    expect(walk.state.stages[0]?.extensions).toMatchObject([{ decidedBy: null, role: null }]);
  });
});

test('after an extension of a date that had passed, to another that has passed as well, none is on offer', () => {
  const walk = logged({ each: tenDays, notice: 'before-due-date' }).at('2024-09-20T09:00:00Z');
  const given = { occurredOn: '2024-09-20', reason: 'A survey is needed.' };
  walk.depart('extensions', { ...given, newDueOn: '2024-09-19' });
  expect(walk.offered).not.toContain('extensions');
  expect(walk.refused('extensions', { ...given, newDueOn: '2024-10-01' })).toMatchObject({
    code: 'extension_after_due_date',
    facts: { dueOn: '2024-09-19', lastOn: '2024-09-20' },
    departures: [{ code: 'extension_after_due_date' }],
  });
});

test('where the time begins after the date that a letter gave too early, no extension is on offer', () => {
  const walk = walkOf('code-2024', '2013-11-13T09:00:00Z').log({ receivedOn: '2013-08-02' });
  walk.depart('extensions', { occurredOn: '2013-08-13', newDueOn: '2013-10-08' });
  walk.act('acknowledgements', { definition: { issues: [{ text: 'Damp' }], outcomesSought: 'Dry' } });
  expect(walk.offered).not.toContain('extensions');
});
