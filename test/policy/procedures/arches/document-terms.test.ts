import { lastDay, procedure } from '../limit-terms';

describe('arches', () => {
  test('states no limit at all (ARC-23)', () => {
    for (const { acknowledge, contact, respond, extension, escalation } of procedure('arches').stages) {
      expect([acknowledge, contact, respond, extension, escalation?.within ?? null]).toEqual([
        null,
        null,
        null,
        null,
        null,
      ]);
    }
    expect(procedure('arches').intake.timeLimit).toBeNull();
    expect(procedure('arches').intake.channels).toBeNull();
  });

  test('has three outcomes, each with what it must explain or assert (ARC-11 to ARC-14)', () => {
    expect(
      procedure('arches').outcomes?.map(({ code, mustExplain, mustAssert }) => [
        code,
        mustExplain,
        mustAssert,
      ]),
    ).toEqual([
      ['upheld', ['what-went-wrong', 'how-put-right', 'prevent-recurrence'], []],
      ['partially-upheld', ['how-put-right', 'prevent-recurrence'], []],
      ['not-upheld', [], ['acted-per-policy', 'no-evidence-of-wrongdoing']],
    ]);
  });

  test('waits 8 weeks from receipt of the Stage 2 outcome, bank holiday or not (ARC-21)', () => {
    const { wait } = procedure('arches').referrals.find(({ purpose }) => purpose === 'investigation')!;
    expect(wait?.from).toBe('response-received');
    expect(lastDay('arches', wait, '2024-10-31')).toBe('2024-12-26');
    expect(lastDay('arches', wait, '2024-12-24')).toBe('2025-02-18');
  });
});
