import { limit, procedure, stage, terms } from '../limit-terms';

describe('psow', () => {
  test('counts by the bank holidays Wales shares with England (PSOW day counting)', () => {
    expect(procedure('psow').calendar).toMatchObject({
      division: 'england-and-wales',
      counting: 'day-after',
    });
  });

  test('takes complaints within six months, for good reason later, and never after three years (PSOW time limit, PSOW three years)', () => {
    expect(procedure('psow').intake.timeLimit).toMatchObject({
      within: { amount: 6, unit: 'months', from: ['occurred', 'aware'] },
      discretion: 'for-good-reason',
      bar: { amount: 3, unit: 'years', from: 'occurred' },
    });
  });

  test('has an informal step of ten working days that is no formal stage (PSOW informal stage)', () => {
    const { formal, acknowledge, respond, extension } = stage('psow', 'informal');
    expect([formal, acknowledge, extension]).toEqual([false, null, null]);
    expect(terms(respond)).toEqual(limit(10, 'working-days', 'received'));
  });

  test('acknowledges the formal stage in 5 working days and answers it in 20; a complaint may begin there (PSOW acknowledgement, PSOW formal stage)', () => {
    const { entry, acknowledge, respond, extension } = stage('psow', 'formal');
    expect(entry).toBe(true);
    expect(terms(acknowledge)).toEqual(limit(5, 'working-days', 'requested'));
    expect(terms(respond)).toEqual(limit(20, 'working-days', 'requested'));
    expect([extension?.each, extension?.total]).toEqual([null, null]);
  });
});
