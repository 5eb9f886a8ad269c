import { limit, procedure, stage, terms } from '../limit-terms';

describe('lgsco', () => {
  const should = { force: 'should' };

  test('has the times of the sister Code, as what should happen and not what must (LGSCO stage 1, LGSCO stage 2)', () => {
    const [first, second] = [stage('lgsco', 'stage-1'), stage('lgsco', 'stage-2')];
    expect(terms(first.acknowledge)).toEqual(limit(5, 'working-days', 'received', should));
    expect(terms(first.respond)).toEqual(limit(10, 'working-days', 'acknowledged', should));
    expect(terms(second.acknowledge)).toEqual(limit(5, 'working-days', 'requested', should));
    expect(terms(second.respond)).toEqual(limit(20, 'working-days', 'acknowledged', should));
  });

  test('caps an extension at 10 and 20 working days without good reason (LGSCO stage 1 extension, LGSCO stage 2 extension)', () => {
    expect(stage('lgsco', 'stage-1').extension).toMatchObject({
      total: { amount: 10, unit: 'working-days' },
      overCap: 'with-good-reason',
    });
    expect(stage('lgsco', 'stage-2').extension).toMatchObject({
      total: { amount: 20, unit: 'working-days' },
      overCap: 'with-good-reason',
    });
  });

  test('sets no limit to escalate and twelve months to complain (LGSCO escalation, LGSCO time limit)', () => {
    expect(stage('lgsco', 'stage-1').escalation).toMatchObject({ within: null, reason: 'not-required' });
    expect(procedure('lgsco').intake.timeLimit).toMatchObject({
      within: { amount: 12, unit: 'months', from: ['occurred', 'aware'] },
      bar: null,
    });
  });
});
