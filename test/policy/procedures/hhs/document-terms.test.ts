import { lastDay, limit, procedure, stage, terms } from '../limit-terms';

describe('hhs', () => {
  test('acknowledges and contacts within the same 5 working days and answers from the log date (HHS-13, HHS-16)', () => {
    const { acknowledge, contact, respond, response } = stage('hhs', 'stage-1');
    expect(terms(acknowledge)).toEqual(limit(5, 'working-days', 'received'));
    expect(terms(contact)).toEqual(limit(5, 'working-days', 'received'));
    expect(terms(respond)).toEqual(limit(10, 'working-days', 'logged'));
    expect(response?.writing).toBe(true);
    expect(lastDay('hhs', acknowledge, '2024-12-18')).toBe('2024-12-27');
    expect(lastDay('hhs', respond, '2024-12-18')).toBe('2025-01-06');
    expect(lastDay('hhs', respond, '2024-12-27')).toBe('2025-01-13');
  });

  test('its appeal has 20 working days and at most 10 more by agreement (HHS-21 to HHS-23)', () => {
    const { acknowledge, respond, extension } = stage('hhs', 'stage-2');
    expect(terms(acknowledge)).toEqual(limit(5, 'working-days', 'requested'));
    expect(terms(respond)).toEqual(limit(20, 'working-days', 'logged'));
    expect(extension).toMatchObject({
      total: { amount: 10, unit: 'working-days' },
      overCap: 'refused',
      requires: ['notice', 'agreement', 'new-date'],
    });
    expect(lastDay('hhs', acknowledge, '2024-10-07')).toBe('2024-10-14');
    expect(lastDay('hhs', respond, '2024-10-07')).toBe('2024-11-04');
    expect(lastDay('hhs', respond, '2024-12-06')).toBe('2025-01-08');
  });

  test('its reviewer was not involved and is not responsible for the service (HHS-20)', () => {
    expect(stage('hhs', 'stage-2').handler?.independence.map(({ test }) => test)).toEqual([
      'not-previously-involved',
      'not-responsible-for-service',
    ]);
    expect(stage('hhs', 'stage-1').extension?.requires).toEqual(['reason', 'agreed-update-plan']);
  });

  test('compensation needs all of three conditions (HHS-30)', () => {
    expect(procedure('hhs').compensation?.allOf.map(({ code }) => code)).toEqual([
      'exceptional-circumstances',
      'complaint-upheld',
      'specific-expenses-or-items',
    ]);
  });
});
