import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { shipped } from '../../src/policy/procedures/index';
import { procedure, Walk, walkOf } from './support/walk';

const DEFINITION = { issues: [{ text: 'Damp' }], outcomesSought: 'A repair' };
const NOTICE = { reason: 'The surveyor is away.', ombudsmanContactGiven: true };

/** Acknowledged on Monday 2 September 2024 and due on Monday 16 September; extended to Friday 20 September. */
const extended = (): Walk =>
  walkOf('code-2024')
    .log({ receivedOn: '2024-09-02' })
    .act('acknowledgements', { definition: DEFINITION, occurredOn: '2024-09-02' })
    .act('assignments', { person: 'p.one', occurredOn: '2024-09-02' })
    .act('extensions', { ...NOTICE, newDueOn: '2024-09-20', occurredOn: '2024-09-16' });

/** Received on Thursday 19 December 2024 and due ten working days later, on Tuesday 7 January 2025. */
const pausable = (): Walk => {
  const respond = { amount: 10, unit: 'working-days', from: 'received' };
  const pause = { reasons: [{ code: 'awaiting-resident' }] };
  const document = procedure({ stages: [{ key: 'one', name: 'One', respond, pause }] });
  return new Walk(document, '2025-01-02T09:00:00Z').log({ receivedOn: '2024-12-19' });
};

const answered = (walk: Walk, occurredOn: string): Walk => {
  const keys = shipped('code-2024')?.stages[0]?.response?.mustContain ?? [];
  const explanations = Object.fromEntries(keys.map((key) => [key, `The ${key}.`]));
  const findings = [{ issue: 1, outcome: 'upheld' }];
  return walk.act('outcomes', { outcome: 'upheld', method: 'letter', explanations, findings, occurredOn });
};

describe('what went wrong elsewhere', () => {
  test.each(['UTC', 'America/New_York', 'Pacific/Auckland'])(
    'lessons T17: a server in %s gives the same day and the same date',
    (TZ) => {
      const program = `
        const { localDateIn } = require('./src/policy/dates/local-date.ts');
        const { buildCalendar, addWorkingDays } = require('./src/policy/calendar/calendar.ts');
        const { holidays } = require('./src/policy/calendar/bank-holidays/index.ts');
        const calendar = buildCalendar({ dataset: holidays('england-and-wales') });
        const on = localDateIn('2026-07-31T23:30:00Z', 'Europe/London');
        console.log(new Date(0).getTimezoneOffset() !== 0, on, addWorkingDays(calendar, on, 20, 'day-after'));`;
      const { stdout } = spawnSync(process.execPath, ['-r', './scripts/typescript.cjs', '-e', program], {
        cwd: join(__dirname, '../..'),
        env: { ...process.env, TZ },
        encoding: 'utf8',
      });
      expect(stdout.trim()).toBe(`${TZ !== 'UTC'} 2026-08-01 2026-08-28`);
    },
  );

  test('lessons T22: a response on the last day is met, and the days left are counted as the limit is', () => {
    const walk = walkOf('westfield', '2024-09-13T09:00:00Z')
      .log({ receivedOn: '2024-09-02' })
      .act('acknowledgements', { occurredOn: '2024-09-04' });
    // From Friday 13 to Wednesday 18 September lie three working days and a weekend.
    expect(walk.clock('respond', 'stage-1')).toMatchObject({ dueOn: '2024-09-18', workingDaysLeft: 3 });
  });

  test('lessons T26: a pause from Christmas Eve to 2 January gives back three days and lists them', () => {
    const walk = pausable()
      .act('pauses', { reason: 'awaiting-resident', occurredOn: '2024-12-24' })
      .act('resumptions', { occurredOn: '2025-01-02' });
    // Christmas Day, Boxing Day, a weekend and New Year's Day would not have counted in any case.
    expect(walk.clock('respond', 'one').pauses).toEqual([
      {
        reason: 'awaiting-resident',
        from: '2024-12-24',
        to: '2025-01-02',
        credited: ['2024-12-27', '2024-12-30', '2024-12-31'],
      },
    ]);
    expect(walk.due('respond', 'one')).toBe('2025-01-10');
  });

  test('lessons T29: a clock that stands still has no date and the days it has left, and a date again when it goes on', () => {
    const walk = pausable().act('pauses', { reason: 'awaiting-resident', occurredOn: '2024-12-24' });
    expect(walk.clock('respond', 'one')).toMatchObject({ status: 'paused', dueOn: null, workingDaysLeft: 7 });
    walk.act('resumptions', { occurredOn: '2024-12-24' });
    expect(walk.due('respond', 'one')).toBe('2025-01-07');
  });

  test('lessons T30: an extension shows the new date and the old one, and the old one is not what is due', () => {
    expect(extended().clock('respond', 'stage-1')).toMatchObject({
      dueOn: '2024-09-20',
      originalDueOn: '2024-09-16',
      extensions: [{ on: '2024-09-16', from: '2024-09-16', to: '2024-09-20', afterDueDate: false }],
    });
  });

  test('lessons T31: an answer after the first date and before the extended one is told apart from both others', () => {
    const status = (on: string) => answered(extended(), on).clock('respond', 'stage-1').status;
    expect([status('2024-09-16'), status('2024-09-20'), status('2024-09-23')]).toEqual([
      'met',
      'met-within-extension',
      'missed',
    ]);
  });

  test('lessons T32: a cap in working days is a date, and the refusal names the last day it leaves', () => {
    const walk = walkOf('hhs')
      .log({ receivedOn: '2024-10-01' })
      .act('acknowledgements', { occurredOn: '2024-10-01' })
      .act('assignments', { person: 'c.one', role: 'case-manager', occurredOn: '2024-10-01' })
      .act('outcomes', { outcome: 'upheld', method: 'letter', occurredOn: '2024-10-04' })
      .act('escalations', { occurredOn: '2024-10-07' });
    const asked = { reason: 'Leave.', agreed: true, noticeGiven: true, occurredOn: '2024-11-04' };
    expect(walk.refused('extensions', { ...asked, newDueOn: '2024-11-19' })).toMatchObject({
      code: 'extension_too_long',
      allowed: { latest: '2024-11-18' },
    });
    walk.act('extensions', { ...asked, newDueOn: '2024-11-18' });
    expect(walk.due('respond', 'stage-2')).toBe('2024-11-18');
  });

  test('lessons T36: the clocks are separate: a missed acknowledgement leaves the response its own date', () => {
    const walk = walkOf('westfield', '2024-09-12T09:00:00Z')
      .log({ receivedOn: '2024-09-02' })
      .act('acknowledgements', { occurredOn: '2024-09-11' });
    expect(walk.clocks.map(({ kind, status, dueOn }) => [kind, status, dueOn])).toEqual([
      ['acknowledge', 'missed', '2024-09-09'],
      ['respond', 'running', '2024-09-25'],
    ]);
  });

  test('lessons T38: a withdrawn complaint has no running clock', () => {
    const walk = walkOf('westfield').log({ receivedOn: '2024-09-02' });
    walk.act('withdrawals', { occurredOn: '2024-09-05' });
    expect(walk.clocks.filter(({ status }) => status === 'running')).toEqual([]);
    expect(walk.clock('acknowledge', 'stage-1').stoppedOn).toBe('2024-09-05');
  });

  test('lessons T39: received on a Saturday and acknowledged on Monday is one working day, not more than two', () => {
    const walk = walkOf('westfield')
      .log({ receivedOn: '2024-09-07' })
      .act('acknowledgements', { occurredOn: '2024-09-09' });
    expect(walk.clock('acknowledge', 'stage-1').workingDaysTaken).toBe(1);
  });

  test('lessons T41: the day received starts the clock, whichever way the complaint came', () => {
    const due = (channel: string) =>
      walkOf('westfield').log({ receivedOn: '2024-09-02', channel }).due('acknowledge', 'stage-1');
    expect(['email', 'letter', 'phone', 'sms', 'facebook'].map(due)).toEqual(Array(5).fill('2024-09-09'));
  });

  test('lessons T42: every clock names the act it counts from', () => {
    expect(extended().clocks.map(({ kind, anchor }) => [kind, anchor])).toEqual([
      ['acknowledge', { act: 'received', on: '2024-09-02' }],
      ['respond', { act: 'acknowledged', on: '2024-09-02' }],
    ]);
  });
});
