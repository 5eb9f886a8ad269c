import { lastDay, limit, procedure, stage, terms } from '../limit-terms';

describe('spso', () => {
  test('counts the day of receipt as day 1 and skips the acknowledgement at stage 1 (SPSO day counting, SPSO stage 1)', () => {
    expect(procedure('spso').calendar).toMatchObject({ division: 'scotland', counting: 'inclusive' });
    const { acknowledge, respond, extension } = stage('spso', 'stage-1');
    expect(acknowledge).toBeNull();
    expect(terms(respond)).toEqual(limit(5, 'working-days', 'received'));
    expect(extension?.total).toEqual({ amount: 5, unit: 'working-days' });
    expect(lastDay('spso', respond, '2025-03-07')).toBe('2025-03-13');
  });

  test('a complaint may begin at stage 2, with 3 and 20 working days (SPSO stage 2)', () => {
    const { entry, acknowledge, respond } = stage('spso', 'stage-2');
    expect(entry).toBe(true);
    expect(terms(acknowledge)).toEqual(limit(3, 'working-days', 'requested'));
    expect(terms(respond)).toEqual(limit(20, 'working-days', 'requested'));
  });

  test('gives six months to escalate, or two from the response if that is later (SPSO escalation)', () => {
    const { within } = stage('spso', 'stage-1').escalation!;
    expect(terms(within)).toEqual(limit(6, 'months', ['occurred', 'aware'], { roll: 'next-working-day' }));
    expect(within?.orIfLater).toMatchObject({ amount: 2, unit: 'months', from: 'response-sent' });
    expect(lastDay('spso', within, '2024-08-31')).toBe('2025-02-28');
    expect(lastDay('spso', within!.orIfLater, '2024-12-31')).toBe('2025-02-28');
  });

  test('knows the outcome resolved, which is not upheld (SPSO outcomes)', () => {
    expect(procedure('spso').outcomes?.map(({ code }) => code)).toEqual([
      'upheld',
      'partially-upheld',
      'not-upheld',
      'resolved',
    ]);
  });
});
