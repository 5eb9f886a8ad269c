import { lastDay, limit, otherLastDays, procedure, stage, terms } from '../limit-terms';

describe('settle', () => {
  test('answers in 4 working days what came online or in writing (SET-13) and aims at 2 weeks (SET-15)', () => {
    const { acknowledge, respond } = stage('settle', 'stage-1');
    expect(terms(acknowledge)).toEqual(limit(4, 'working-days', 'received'));
    expect(acknowledge?.when).toEqual({ channels: ['online', 'form', 'email', 'letter'] });
    expect(terms(respond)).toEqual(limit(2, 'weeks', 'passed', { force: 'aim' }));
    expect(lastDay('settle', acknowledge, '2021-03-29')).toBe('2021-04-06');
    expect(lastDay('settle', acknowledge, '2020-12-23')).toBe('2020-12-31');
    expect(lastDay('settle', respond, '2021-03-29')).toBe('2021-04-12');
  });

  test('reviews on one of two grounds only, by a date confirmed for the case (SET-18, SET-19, SET-21, SET-22)', () => {
    const { escalation } = stage('settle', 'stage-1');
    expect(escalation?.within).toBeNull();
    expect(escalation?.grounds?.map(({ code }) => code)).toEqual([
      'not-addressed',
      'non-compliance-unexplained',
    ]);
    expect(escalation?.reason).toBe('required');
    expect(escalation?.decision).toMatchObject({
      needed: 'unless-ground-named',
      refusals: [{ code: 'no-ground' }],
    });
    expect(terms(stage('settle', 'review').contact)).toEqual(limit(4, 'working-days', 'requested'));
    expect(terms(stage('settle', 'review').respond)).toEqual(limit(0, 'calendar-days', 'confirmed'));
  });

  test('six months or more before it was reported is too late without a good reason (SET-11)', () => {
    expect(procedure('settle').intake.timeLimit).toMatchObject({
      within: { amount: 6, unit: 'months', from: 'occurred', boundary: 'exclusive' },
      to: 'reported',
      discretion: 'for-good-reason',
    });
  });

  test('waits 8 weeks from the date of its last response, unless a designated person refers (SET-26, SET-27)', () => {
    const ways = procedure('settle').referrals.filter(({ to }) => to === 'housing-ombudsman');
    expect(ways.map(({ via, wait, outcomeTo }) => [via, wait?.from ?? null, outcomeTo])).toEqual([
      ['designated-person', null, 'designated-person'],
      [null, 'response-dated', null],
    ]);
    expect(lastDay('settle', ways[1]!.wait, '2021-03-29')).toBe('2021-05-24');
  });

  test('another reading of the same words: 10 working days instead of 2 weeks (SET-15, SET-30)', () => {
    const { respond } = stage('settle', 'stage-1');
    expect(otherLastDays('settle', 'two-weeks', respond, '2021-03-29')).toEqual(['2021-04-14']);
  });
});
