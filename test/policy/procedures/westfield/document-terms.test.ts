import { lastDay, limit, otherLastDays, stage, terms } from '../limit-terms';

describe('westfield', () => {
  test('acknowledges in 5 working days and answers from the acknowledgement (WES-18, WES-19, WES-23, WES-24)', () => {
    expect(terms(stage('westfield', 'stage-1').acknowledge)).toEqual(
      limit(5, 'working-days', 'received', { force: 'should' }),
    );
    expect(terms(stage('westfield', 'stage-1').respond)).toEqual(limit(10, 'working-days', 'acknowledged'));
    expect(terms(stage('westfield', 'stage-2').acknowledge)).toEqual(limit(5, 'working-days', 'requested'));
    expect(terms(stage('westfield', 'stage-2').respond)).toEqual(
      limit(20, 'working-days', 'acknowledged', { force: 'should' }),
    );
    expect(lastDay('westfield', stage('westfield', 'stage-1').acknowledge, '2024-09-02')).toBe('2024-09-09');
    expect(lastDay('westfield', stage('westfield', 'stage-1').respond, '2024-09-04')).toBe('2024-09-18');
    expect(lastDay('westfield', stage('westfield', 'stage-1').respond, '2024-12-23')).toBe('2025-01-09');
  });

  test('gives 28 calendar days to escalate (WES-21)', () => {
    const { within, late } = stage('westfield', 'stage-1').escalation!;
    expect(terms(within)).toEqual(
      limit(28, 'calendar-days', 'response-received', { roll: 'next-working-day' }),
    );
    expect(late).toBeNull();
    expect(lastDay('westfield', within, '2024-09-16')).toBe('2024-10-14');
    expect(lastDay('westfield', within, '2024-12-09')).toBe('2025-01-06');
  });

  test('extends only by agreement, with a reason and a new date, and states no cap (WES-20, WES-25)', () => {
    for (const key of ['stage-1', 'stage-2']) {
      expect(stage('westfield', key).extension).toMatchObject({
        each: null,
        total: null,
        count: null,
        requires: ['reason', 'agreement', 'new-date'],
      });
    }
  });

  test('another reading of the same words: from receipt instead of acknowledgement, and 28 working days (WES-19, WES-21)', () => {
    const { respond, escalation } = stage('westfield', 'stage-1');
    expect(otherLastDays('westfield', 'stage-1-response-start', respond, '2024-09-02')).toEqual([
      '2024-09-16',
    ]);
    expect(otherLastDays('westfield', 'stage-1-response-start', respond, '2024-12-19')).toEqual([
      '2025-01-07',
    ]);
    expect(otherLastDays('westfield', 'twenty-eight-days', escalation!.within, '2024-12-09')).toEqual([
      '2025-01-21',
      '2025-01-06',
    ]);
  });
});
