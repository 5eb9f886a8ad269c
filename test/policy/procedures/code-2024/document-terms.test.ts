import { lastDay, limit, procedure, stage, terms } from '../limit-terms';

describe('code-2024', () => {
  test('gives 5 working days to acknowledge, then 10 or 20 from the acknowledgement (Code 6.2, 6.3, 6.11, 6.14)', () => {
    expect(terms(stage('code-2024', 'stage-1').acknowledge)).toEqual(limit(5, 'working-days', 'received'));
    expect(terms(stage('code-2024', 'stage-1').respond)).toEqual(limit(10, 'working-days', 'acknowledged'));
    expect(terms(stage('code-2024', 'stage-2').acknowledge)).toEqual(limit(5, 'working-days', 'requested'));
    expect(terms(stage('code-2024', 'stage-2').respond)).toEqual(limit(20, 'working-days', 'acknowledged'));
    expect(lastDay('code-2024', stage('code-2024', 'stage-1').acknowledge, '2024-12-20')).toBe('2024-12-31');
    expect(lastDay('code-2024', stage('code-2024', 'stage-1').respond, '2024-12-31')).toBe('2025-01-15');
    expect(lastDay('code-2024', stage('code-2024', 'stage-2').respond, '2024-12-20')).toBe('2025-01-22');
  });

  test('caps an extension at the length of the stage unless there is good reason (Code 6.4, 6.5, 6.15, 6.16)', () => {
    for (const [key, amount] of [
      ['stage-1', 10],
      ['stage-2', 20],
    ] as const) {
      expect(stage('code-2024', key).extension).toMatchObject({
        each: { amount, unit: 'working-days' },
        total: { amount, unit: 'working-days' },
        overCap: 'with-good-reason',
        requires: ['reason', 'new-date', 'ombudsman-contact'],
        notice: 'before-due-date',
      });
    }
  });

  test('asks no reason and sets no limit for stage 2, and another person considers it (Code 6.10, 6.12, 6.13)', () => {
    expect(stage('code-2024', 'stage-1').escalation).toMatchObject({
      within: null,
      reason: 'not-required',
      grounds: null,
      decision: { needed: 'if-excluded', refusals: [], rules: ['Code 5.11'] },
    });
    expect(stage('code-2024', 'stage-2').handler?.independence.map(({ test }) => test)).toEqual([
      'not-previously-involved',
    ]);
  });

  test('a response has seven parts, the last of them the way onward (Code 6.9, 6.19)', () => {
    const common = ['stage', 'complaint-definition', 'decision', 'reasons', 'remedy', 'outstanding-actions'];
    expect(stage('code-2024', 'stage-1').response?.mustContain).toEqual([...common, 'how-to-escalate']);
    expect(stage('code-2024', 'stage-2').response?.mustContain).toEqual([
      ...common,
      'how-to-reach-ombudsman',
    ]);
    expect(stage('code-2024', 'stage-1').acknowledgement?.mustContain).toEqual(['definition']);
  });

  test('takes complaints within 12 months of the event or awareness, and asks for the day a claim was filed (Code 2.2, 2.3)', () => {
    expect(procedure('code-2024').intake.timeLimit).toMatchObject({
      within: { amount: 12, unit: 'months', from: ['occurred', 'aware'] },
      discretion: 'must-consider',
    });
    expect(
      procedure('code-2024').intake.exclusions.map(({ code, needsFiledOn }) => [code, needsFiledOn]),
    ).toEqual([
      ['legal-proceedings', true],
      ['already-considered', false],
    ]);
  });
});
