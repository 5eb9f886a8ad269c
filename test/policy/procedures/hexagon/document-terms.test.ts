import { lastDay, limit, otherLastDays, procedure, stage, terms } from '../limit-terms';

describe('hexagon', () => {
  test('has an informal first step, two stages of 15 working days, and a hearing with no date (HEX-15 to HEX-23)', () => {
    expect(
      procedure('hexagon').stages.map(({ key, kind, formal, entry, acknowledge, respond, extension }) => ({
        key,
        kind,
        formal,
        entry,
        acknowledge,
        respond: terms(respond),
        extension,
      })),
    ).toEqual([
      {
        key: 'initial',
        kind: 'investigation',
        formal: false,
        entry: true,
        acknowledge: null,
        respond: null,
        extension: null,
      },
      {
        key: 'stage-1',
        kind: 'investigation',
        formal: true,
        entry: true,
        acknowledge: null,
        respond: limit(15, 'working-days', 'requested'),
        extension: null,
      },
      {
        key: 'stage-2',
        kind: 'investigation',
        formal: true,
        entry: false,
        acknowledge: null,
        respond: limit(15, 'working-days', 'requested'),
        extension: null,
      },
      {
        key: 'stage-3',
        kind: 'hearing',
        formal: true,
        entry: false,
        acknowledge: null,
        respond: null,
        extension: null,
      },
    ]);
    expect(stage('hexagon', 'initial').escalation).toMatchObject({
      to: 'stage-1',
      afterResponse: false,
      within: null,
    });
    expect(stage('hexagon', 'stage-2').handler?.independence.map(({ test }) => test)).toEqual([
      'more-senior-than-previous',
    ]);
  });

  test('gives 30 calendar days from receipt to escalate, moved to a working day (HEX-19, HEX-22)', () => {
    const window = limit(30, 'calendar-days', 'response-received', { roll: 'next-working-day' });
    expect(terms(stage('hexagon', 'stage-1').escalation!.within)).toEqual(window);
    expect(terms(stage('hexagon', 'stage-2').escalation!.within)).toEqual(window);
    expect(lastDay('hexagon', stage('hexagon', 'stage-1').respond, '2012-09-03')).toBe('2012-09-24');
    expect(lastDay('hexagon', stage('hexagon', 'stage-1').escalation!.within, '2012-09-24')).toBe(
      '2012-10-24',
    );
    expect(lastDay('hexagon', stage('hexagon', 'stage-2').respond, '2012-10-24')).toBe('2012-11-14');
    expect(lastDay('hexagon', stage('hexagon', 'stage-1').respond, '2012-12-10')).toBe('2013-01-03');
    expect(lastDay('hexagon', stage('hexagon', 'stage-1').escalation!.within, '2013-01-03')).toBe(
      '2013-02-04',
    );
  });

  test('a matter over a year old is out only if it was not reported at the time (HEX-10)', () => {
    expect(procedure('hexagon').intake.timeLimit).toMatchObject({
      within: { amount: 1, unit: 'years', from: 'occurred', boundary: 'inclusive' },
      to: 'received',
      alsoRequires: 'not-reported-at-the-time',
      discretion: null,
    });
  });

  test('another reading of the same words: 30 working days, or no roll, from a response received on 8 January 2025 (HEX-19)', () => {
    const { within } = stage('hexagon', 'stage-1').escalation!;
    expect(lastDay('hexagon', within, '2025-01-08')).toBe('2025-02-07');
    expect(otherLastDays('hexagon', 'thirty-days', within, '2025-01-08')).toEqual([
      '2025-02-19',
      '2025-02-07',
    ]);
    expect(otherLastDays('hexagon', 'thirty-days', within, '2013-01-03')).toEqual([
      '2013-02-14',
      '2013-02-02',
    ]);
  });
});
