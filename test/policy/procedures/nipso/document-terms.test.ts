import { lastDay, limit, procedure, stage, terms } from '../limit-terms';

describe('nipso', () => {
  test('counts by the bank holidays of Northern Ireland (NIPSO day counting)', () => {
    expect(procedure('nipso').calendar).toMatchObject({
      division: 'northern-ireland',
      counting: 'day-after',
    });
    expect(lastDay('nipso', stage('nipso', 'stage-1').respond, '2025-07-10')).toBe('2025-07-18');
  });

  test('has no acknowledgement at stage 1 and three working days for it at stage 2, where a complaint may begin (NIPSO stage 1, NIPSO stage 2)', () => {
    expect(stage('nipso', 'stage-1').acknowledge).toBeNull();
    expect(terms(stage('nipso', 'stage-1').respond)).toEqual(limit(5, 'working-days', 'received'));
    const { entry, acknowledge, respond } = stage('nipso', 'stage-2');
    expect(entry).toBe(true);
    expect(terms(acknowledge)).toEqual(limit(3, 'working-days', 'requested'));
    expect(terms(respond)).toEqual(limit(20, 'working-days', 'requested'));
  });

  test('caps stage 1 at ten working days in total, and stage 2 not at all (NIPSO stage 1 extension, NIPSO stage 2 extension)', () => {
    expect(stage('nipso', 'stage-1').extension).toMatchObject({
      total: { amount: 5, unit: 'working-days' },
      overCap: 'refused',
    });
    expect(stage('nipso', 'stage-2').extension).toMatchObject({ each: null, total: null, count: null });
  });

  test('gives six months to escalate, or two from the response if that is later (NIPSO escalation)', () => {
    const { within } = stage('nipso', 'stage-1').escalation!;
    expect(terms(within)).toEqual(limit(6, 'months', ['occurred', 'aware'], { roll: 'next-working-day' }));
    expect(within?.orIfLater).toMatchObject({ amount: 2, unit: 'months', from: 'response-sent' });
  });
});
