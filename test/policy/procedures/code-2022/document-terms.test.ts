import { lastDay, limit, otherLastDays, procedure, stage, terms } from '../limit-terms';

describe('code-2022', () => {
  test('ends the day before the Code of 2024 begins', () => {
    expect(procedure('code-2022').effectiveTo).toBe('2024-03-31');
    expect(procedure('code-2024').effectiveFrom).toBe('2024-04-01');
  });

  test('counts the ten working days of stage 1 from the logging (Code 2022 5.1)', () => {
    const { acknowledge, respond } = stage('code-2022', 'stage-1');
    expect(terms(acknowledge)).toEqual(limit(5, 'working-days', 'received'));
    expect(terms(respond)).toEqual(limit(10, 'working-days', 'logged'));
    expect(lastDay('code-2022', respond, '2022-09-05')).toBe('2022-09-20');
    expect(lastDay('code-2022', acknowledge, '2022-09-05')).toBe('2022-09-12');
    expect(otherLastDays('code-2022', 'five-days-to-acknowledge', acknowledge, '2022-09-05')).toEqual([
      '2022-09-07',
    ]);
  });

  test('gives stage 2 twenty working days and no time to acknowledge it (Code 2022 stage 2, Code 2022 5.10)', () => {
    const { acknowledge, respond } = stage('code-2022', 'stage-2');
    expect(acknowledge).toBeNull();
    expect(terms(respond)).toEqual(limit(20, 'working-days', 'requested'));
  });

  test('extends either stage by ten days, called no working days, unless for good reason (Code 2022 5.1, Code 2022 stage 2)', () => {
    for (const key of ['stage-1', 'stage-2']) {
      expect(stage('code-2022', key).extension).toMatchObject({
        total: { amount: 10, unit: 'calendar-days' },
        overCap: 'with-good-reason',
        requires: ['reason', 'new-date'],
      });
    }
  });

  test('takes complaints within six months (Code 2022 time limit)', () => {
    expect(procedure('code-2022').intake.timeLimit?.within).toMatchObject({ amount: 6, unit: 'months' });
  });
});
