import { startTestApp, type TestApp } from '../../support/app';
import { expectAsWorkedOut, type Happening, type WorkedExample } from '../../support/worked-example';

/** The worked examples of the landlords' own procedures, as those under the Code stand beside this file. */

const received = (day: string, rest: Record<string, unknown> = {}): Happening => [day, 'complaints', rest];

let service: TestApp;
beforeAll(async () => {
  service = await startTestApp();
});
afterAll(() => service.stop());

const WESTFIELD_OFFICER = { person: 't.hughes', role: 'property-services-officer' };
const extended = (day: string, newDueOn: string): Happening => [
  day,
  'extensions',
  { newDueOn, reason: 'The part is on order.', agreed: true },
];

const WESTFIELD: Readonly<Record<number, Omit<WorkedExample, 'procedure'>>> = {
  19: {
    happened: [
      received('2025-03-24'),
      ['2025-03-25', 'acknowledgements'],
      ['2025-03-25', 'assignments', WESTFIELD_OFFICER],
      extended('2025-04-20', '2025-04-22'),
      ['2025-04-22', 'outcomes', { outcome: 'upheld' }],
    ],
    overdue: {
      '2025-04-08': [],
      '2025-04-09': ['respond at stage-1 by 2025-04-08'],
      '2025-04-21': ['respond at stage-1 by 2025-04-08'],
      '2025-04-23': [],
    },
    clocks: {
      'respond at stage-1': {
        dueOn: '2025-04-22',
        judgedOn: '2025-04-08',
        textDueOn: '2025-04-08',
        status: 'missed',
        sentence:
          'The response at Stage 1 was given on Tuesday 22 April 2025, late: it was due by Tuesday 8 April 2025. The extension to 22 April was given on 20 April, after that date.',
      },
    },
    kept: {
      '2025-03': ['stage-1 acknowledge should: 1 in time'],
      '2025-04': ['stage-1 respond must: 1 late'],
    },
  },
  20: {
    happened: [
      received('2025-03-24'),
      ['2025-03-25', 'acknowledgements'],
      extended('2025-04-20', '2025-06-30'),
    ],
    overdue: {
      '2025-04-21': ['respond at stage-1 by 2025-04-08'],
      '2025-06-30': ['respond at stage-1 by 2025-04-08'],
    },
    clocks: {
      'respond at stage-1': {
        dueOn: '2025-06-30',
        judgedOn: '2025-04-08',
        textDueOn: '2025-04-08',
        status: 'missed',
        sentence:
          'The response at Stage 1 was due by Tuesday 8 April 2025 and has not been given. The landlord has since said 30 June 2025.',
      },
    },
    kept: {
      '2025-03': ['stage-1 acknowledge should: 1 in time'],
      '2025-04': ['stage-1 respond must: 1 outstanding'],
    },
  },
  39: {
    happened: [
      received('2025-03-10'),
      ['2025-03-11', 'acknowledgements'],
      ['2025-03-11', 'assignments', WESTFIELD_OFFICER],
      ['2025-03-21', 'outcomes', { outcome: 'upheld', method: 'email' }],
      ['2025-04-22', 'escalations'],
    ],
    overdue: { '2025-04-22': [] },
    clocks: {
      'escalate at stage-1': {
        by: '2025-04-22',
        status: 'met',
        sentence:
          'A request to take the complaint further at Stage 1 was made on Tuesday 22 April 2025, in time: it could be made until Tuesday 22 April 2025.',
      },
    },
    kept: {
      '2025-03': ['stage-1 acknowledge should: 1 in time', 'stage-1 respond must: 1 in time'],
    },
  },
};

test.each(Object.entries(WESTFIELD))('example %s at Westfield', async (_, example) => {
  await expectAsWorkedOut(service, { procedure: 'westfield', ...example });
});

const CASE_MANAGER = { person: 's.kaur', role: 'case-manager' };
const WEEKLY = { every: { amount: 1, unit: 'weeks' }, method: 'phone', agreed: true };
const openEnded = (day: string): Happening => [
  day,
  'extensions',
  { reason: 'The surveyor is away.', updatePlan: WEEKLY },
];
/** Acts that HHS does at once, so that the other dates are met and only those of the example are left. */
const takenUp = (day: string): Happening[] => [
  [day, 'acknowledgements', { method: 'email' }],
  [day, 'contacts', { method: 'phone' }],
  [day, 'assignments', CASE_MANAGER],
];

const TAKEN_UP_IN_TIME = [
  'stage-1 acknowledge must: 1 in time',
  'stage-1 contact must: 1 in time',
  'stage-1 log must: 1 in time',
];

const HHS: Readonly<Record<number, Omit<WorkedExample, 'procedure'>>> = {
  22: {
    happened: [received('2025-03-03'), ...takenUp('2025-03-03')],
    overdue: { '2025-03-17': [], '2025-03-18': ['respond at stage-1 by 2025-03-17'] },
    clocks: {
      'log at stage-1': {
        by: '2025-03-10',
        status: 'met',
        sentence:
          'The record of the complaint at Stage 1 (Complaint Review) was made on Monday 3 March 2025, in time: it was due by Monday 10 March 2025.',
      },
      'respond at stage-1': {
        by: '2025-03-17',
        status: 'missed',
        sentence:
          'The response at Stage 1 (Complaint Review) was due by Monday 17 March 2025, which is 10 working days after the complaint was logged on Monday 3 March 2025, leaving out 4 weekend days. It has not been given.',
      },
    },
    kept: {
      '2025-03': [
        'stage-1 acknowledge must: 1 in time',
        'stage-1 contact must: 1 in time',
        'stage-1 log must: 1 in time',
        'stage-1 respond must: 1 outstanding',
      ],
    },
  },
  23: {
    happened: [
      ['2025-06-03', 'complaints', { receivedOn: '2025-03-03', loggedOn: '2025-06-03' }],
      ...takenUp('2025-06-03'),
      ['2025-06-10', 'outcomes', { outcome: 'upheld', method: 'letter' }],
    ],
    overdue: { '2025-06-10': ['respond at stage-1 by 2025-03-24'], '2025-06-11': [] },
    clocks: {
      'log at stage-1': {
        by: '2025-03-10',
        status: 'missed',
        sentence:
          'The record of the complaint at Stage 1 (Complaint Review) was made on Tuesday 3 June 2025, late: it was due by Monday 10 March 2025.',
      },
      'respond at stage-1': {
        dueOn: '2025-06-17',
        judgedOn: '2025-03-24',
        textDueOn: '2025-06-17',
        status: 'missed',
        lateStart: true,
        sentence:
          'The response at Stage 1 (Complaint Review) was given on Tuesday 10 June 2025, within 10 working days of the logging (by Tuesday 17 June), but after Monday 24 March, by when it was due had the logging come in time.',
      },
    },
    kept: {
      '2025-03': [
        'stage-1 acknowledge must: 1 late',
        'stage-1 contact must: 1 late',
        'stage-1 log must: 1 late',
        'stage-1 respond must: 1 in time by late start',
      ],
    },
  },
  24: {
    happened: [
      received('2025-02-03'),
      ...takenUp('2025-02-03'),
      ['2025-02-14', 'outcomes', { outcome: 'upheld', method: 'letter' }],
      ['2025-03-31', 'escalations', { occurredOn: '2025-03-13', loggedOn: '2025-03-31' }],
    ],
    overdue: {
      '2025-04-01': ['acknowledge at stage-2 by 2025-03-20'],
      '2025-04-17': ['acknowledge at stage-2 by 2025-03-20'],
      '2025-04-18': ['acknowledge at stage-2 by 2025-03-20', 'respond at stage-2 by 2025-04-17'],
    },
    clocks: {
      'log at stage-2': {
        by: '2025-03-20',
        status: 'missed',
        sentence:
          'The record of the complaint at Stage 2 (Appeal) was made on Monday 31 March 2025, late: it was due by Thursday 20 March 2025.',
      },
      'respond at stage-2': {
        dueOn: '2025-04-30',
        judgedOn: '2025-04-17',
        textDueOn: '2025-04-30',
        status: 'missed',
        sentence:
          'The response at Stage 2 (Appeal) would have been due by Thursday 17 April 2025 had the complaint been logged in time, and has not been given. Counted from the logging the date is Wednesday 30 April 2025, which is 20 working days after the complaint was logged on Monday 31 March 2025, leaving out 8 weekend days, Friday 18 April 2025 (Good Friday, bank holiday) and Monday 21 April 2025 (Easter Monday, bank holiday).',
      },
    },
    kept: {
      '2025-02': [
        'stage-1 acknowledge must: 1 in time',
        'stage-1 contact must: 1 in time',
        'stage-1 log must: 1 in time',
        'stage-1 respond must: 1 in time',
      ],
      '2025-03': ['stage-2 acknowledge must: 1 outstanding', 'stage-2 log must: 1 late'],
      '2025-04': ['stage-2 respond must: 1 outstanding'],
    },
  },
  25: {
    happened: [received('2025-10-06'), ...takenUp('2025-10-06'), openEnded('2025-10-14')],
    overdue: { '2025-10-21': [], '2025-10-22': ['update at stage-1 by 2025-10-21'] },
    undated: { '2025-10-14': [], '2025-10-15': ['respond at stage-1, 9 days'] },
    clocks: {
      'respond at stage-1': {
        dueOn: null,
        judgedOn: null,
        textDueOn: null,
        waitsSince: '2025-10-06',
        status: 'undated',
        sentence:
          'The response at Stage 1 (Complaint Review) was extended on 14 October 2025 without a new date. The resident is to hear every week by phone.',
      },
    },
    kept: {
      '2025-10': [
        'stage-1 acknowledge must: 1 in time',
        'stage-1 contact must: 1 in time',
        'stage-1 log must: 1 in time',
        'stage-1 update must: 1 outstanding',
      ],
    },
  },
  26: {
    happened: [received('2025-10-06'), ...takenUp('2025-10-06'), openEnded('2025-10-22')],
    overdue: {
      '2025-10-20': [],
      '2025-10-21': ['respond at stage-1 by 2025-10-20'],
      '2025-10-23': ['respond at stage-1 by 2025-10-20'],
    },
    undated: { '2025-10-23': [] },
    clocks: {
      'respond at stage-1': {
        dueOn: null,
        judgedOn: '2025-10-20',
        textDueOn: '2025-10-20',
        status: 'missed',
        sentence:
          'The response at Stage 1 (Complaint Review) was due by Monday 20 October 2025 and has not been given. The landlord has since said that it needs longer, and no date.',
      },
    },
    kept: {
      '2025-10': [
        'stage-1 acknowledge must: 1 in time',
        'stage-1 contact must: 1 in time',
        'stage-1 log must: 1 in time',
        'stage-1 respond must: 1 outstanding',
      ],
    },
  },
  30: {
    happened: [
      received('2025-06-02'),
      ...takenUp('2025-06-02'),
      openEnded('2025-06-02'),
      ['2025-06-09', 'updates', { method: 'phone' }],
      ['2025-06-18', 'updates', { method: 'phone' }],
      ['2025-07-04', 'outcomes', { outcome: 'upheld', method: 'letter' }],
    ],
    overdue: {
      '2025-06-16': [],
      '2025-06-17': ['update at stage-1 by 2025-06-16'],
      '2025-06-25': [],
      '2025-06-26': ['update at stage-1 by 2025-06-25'],
      '2025-07-04': ['update at stage-1 by 2025-06-25'],
      '2025-07-05': [],
    },
    undated: { '2025-07-04': ['respond at stage-1, 32 days'], '2025-07-05': [] },
    clocks: {
      'update at stage-1': [
        {
          by: '2025-06-09',
          status: 'met',
          sentence:
            'An update to the resident at Stage 1 (Complaint Review) was given on Monday 9 June 2025, in time: it was due by Monday 9 June 2025.',
        },
        {
          by: '2025-06-16',
          status: 'missed',
          sentence:
            'An update to the resident at Stage 1 (Complaint Review) was given on Wednesday 18 June 2025, late: it was due by Monday 16 June 2025.',
        },
        {
          by: '2025-06-25',
          status: 'missed',
          sentence:
            'An update to the resident at Stage 1 (Complaint Review) was due by Wednesday 25 June 2025 and was not given before the response of Friday 4 July 2025.',
        },
        {
          by: '2025-07-02',
          status: 'missed',
          sentence:
            'An update to the resident at Stage 1 (Complaint Review) was due by Wednesday 2 July 2025 and was not given before the response of Friday 4 July 2025.',
        },
        {
          by: '2025-07-09',
          status: 'not-applicable',
          sentence:
            'An update to the resident at Stage 1 (Complaint Review) stopped being awaited on Friday 4 July 2025, when the stage was answered.',
        },
      ],
    },
    kept: {
      '2025-06': [...TAKEN_UP_IN_TIME, 'stage-1 update must: 1 in time, 1 late, 1 outstanding'],
      '2025-07': ['stage-1 respond must: 1 undated', 'stage-1 update must: 1 outstanding'],
    },
  },
  31: {
    happened: [
      received('2024-05-20'),
      ...takenUp('2024-05-20'),
      openEnded('2024-05-20'),
      ['2024-09-20', 'updates', { method: 'phone' }],
    ],
    overdue: {
      '2024-05-27': [],
      '2024-05-28': ['update at stage-1 by 2024-05-27'],
      '2024-09-20': ['update at stage-1 by 2024-05-27'],
      '2024-09-21': [],
    },
    undated: { '2024-09-20': ['respond at stage-1, 123 days'] },
    clocks: {
      'update at stage-1': [
        ...[
          ['2024-05-27', 'Monday 27 May 2024'],
          ['2024-06-03', 'Monday 3 June 2024'],
          ['2024-06-10', 'Monday 10 June 2024'],
          ['2024-06-17', 'Monday 17 June 2024'],
          ['2024-06-24', 'Monday 24 June 2024'],
          ['2024-07-01', 'Monday 1 July 2024'],
          ['2024-07-08', 'Monday 8 July 2024'],
          ['2024-07-15', 'Monday 15 July 2024'],
          ['2024-07-22', 'Monday 22 July 2024'],
          ['2024-07-29', 'Monday 29 July 2024'],
          ['2024-08-05', 'Monday 5 August 2024'],
          ['2024-08-12', 'Monday 12 August 2024'],
          ['2024-08-19', 'Monday 19 August 2024'],
          ['2024-08-26', 'Monday 26 August 2024'],
          ['2024-09-02', 'Monday 2 September 2024'],
          ['2024-09-09', 'Monday 9 September 2024'],
        ].map(([by = '', day]) => ({
          by,
          status: 'missed' as const,
          sentence: `An update to the resident at Stage 1 (Complaint Review) was due by ${day} and was not given before the update of Friday 20 September 2024.`,
        })),
        {
          by: '2024-09-16',
          status: 'missed',
          sentence:
            'An update to the resident at Stage 1 (Complaint Review) was given on Friday 20 September 2024, late: it was due by Monday 16 September 2024.',
        },
        {
          by: '2024-09-27',
          status: 'running',
          sentence:
            'The next update to the resident at Stage 1 (Complaint Review) is due by Friday 27 September 2024, which is 1 week after the last update was given on Friday 20 September 2024.',
        },
      ],
    },
    kept: {
      '2024-05': [...TAKEN_UP_IN_TIME, 'stage-1 update must: 1 outstanding'],
      '2024-06': ['stage-1 update must: 4 outstanding'],
      '2024-07': ['stage-1 update must: 5 outstanding'],
      '2024-08': ['stage-1 update must: 4 outstanding'],
      '2024-09': ['stage-1 update must: 1 late, 2 outstanding'],
    },
  },
};

test.each(Object.entries(HHS))('example %s at HHS', async (_, example) => {
  await expectAsWorkedOut(service, { procedure: 'hhs', ...example });
});

const MANAGER = { person: 'p.nowak', role: 'service-manager' };

const SETTLE: Readonly<Record<number, Omit<WorkedExample, 'procedure'>>> = {
  27: {
    happened: [
      received('2025-04-14', { channel: 'online' }),
      ['2025-04-14', 'assignments', MANAGER],
      ['2025-04-14', 'acknowledgements'],
      ['2025-04-30', 'outcomes', { outcome: 'upheld' }],
    ],
    overdue: { '2025-04-28': [], '2025-04-29': ['respond at stage-1 by 2025-04-28'], '2025-05-01': [] },
    clocks: {
      'respond at stage-1': {
        by: '2025-04-28',
        status: 'missed',
        sentence:
          'The response at Complaint was given on Wednesday 30 April 2025, after the day aimed for, Monday 28 April 2025.',
      },
    },
    kept: { '2025-04': ['stage-1 acknowledge must: 1 in time', 'stage-1 respond aim: 1 late'] },
  },
  28: {
    happened: [
      received('2025-04-07', { channel: 'online' }),
      ['2025-04-07', 'assignments', MANAGER],
      ['2025-04-07', 'acknowledgements'],
    ],
    overdue: { '2025-04-21': [], '2025-04-22': ['respond at stage-1 by 2025-04-21'] },
    clocks: {
      'respond at stage-1': {
        by: '2025-04-21',
        status: 'missed',
        sentence:
          'The response at Complaint was aimed for by Monday 21 April 2025, which is 2 weeks after the complaint was passed to its handler on Monday 7 April 2025. It has not been given.',
      },
    },
    kept: { '2025-04': ['stage-1 acknowledge must: 1 in time', 'stage-1 respond aim: 1 outstanding'] },
  },
  29: {
    happened: [received('2025-01-08', { channel: 'phone' })],
    overdue: { '2025-06-02': [] },
    undated: { '2025-01-09': ['respond at stage-1, 1 days'], '2025-06-02': ['respond at stage-1, 145 days'] },
    clocks: {
      'respond at stage-1': {
        dueOn: null,
        judgedOn: null,
        textDueOn: null,
        waitsSince: '2025-01-08',
        status: 'undated',
        sentence:
          'The response at Complaint has no date yet: it is 2 weeks from the day the complaint is passed to its handler, which has not happened since it came on Wednesday 8 January 2025.',
      },
    },
    kept: {},
  },
};

test.each(Object.entries(SETTLE))('example %s at settle', async (_, example) => {
  await expectAsWorkedOut(service, { procedure: 'settle', ...example });
});

const ANSWERED = {
  outcome: 'upheld',
  method: 'letter',
  explanations: {
    'what-went-wrong': 'The repair was cancelled.',
    'how-put-right': 'It is booked.',
    'prevent-recurrence': 'A person checks.',
  },
};

const WITH_PAUSES = {
  name: 'invented',
  title: 'An invented procedure',
  version: '1',
  effectiveFrom: '2012-01-01',
  regime: 'none',
  calendar: { division: 'england-and-wales', counting: 'day-after' },
  intake: {},
  stages: [
    {
      key: 'one',
      name: 'One',
      acknowledge: { amount: 10, unit: 'working-days', from: 'received' },
      respond: { amount: 10, unit: 'working-days', from: 'acknowledged' },
      pause: { reasons: [{ code: 'away' }] },
    },
  ],
};

const SIX_MONTHS_OR_TWO = {
  amount: 6,
  unit: 'months',
  from: ['occurred', 'aware'],
  orIfLater: { amount: 2, unit: 'months', from: 'response-sent' },
};

const WITH_A_WINDOW = {
  ...WITH_PAUSES,
  stages: [
    {
      key: 'one',
      name: 'One',
      respond: { amount: 10, unit: 'working-days', from: 'received' },
      escalation: { to: 'two', within: SIX_MONTHS_OR_TWO, late: 'with-discretion' },
    },
    { key: 'two', name: 'Two', respond: { amount: 20, unit: 'working-days', from: 'requested' } },
  ],
};

const answeredOnTheMatter = (incident: object): Happening[] => [
  received('2025-06-02', { incident }),
  ['2025-06-13', 'outcomes', { outcome: 'not-upheld' }],
];
const IN_TIME_AT_ONE = { '2025-06': ['one respond must: 1 in time'] };

const OTHERS: Readonly<Record<string, WorkedExample>> = {
  38: {
    procedure: WITH_PAUSES,
    happened: [
      received('2025-08-12'),
      ['2025-08-12', 'acknowledgements'],
      ['2025-08-15', 'pauses', { reason: 'away' }],
      ['2025-08-27', 'resumptions'],
    ],
    overdue: { '2025-08-27': [], '2025-09-04': [], '2025-09-05': ['respond at one by 2025-09-04'] },
    undated: { '2025-08-20': [] },
    clocks: {
      'respond at one': {
        by: '2025-09-04',
        status: 'missed',
        sentence:
          'The response at One was due by Thursday 4 September 2025, which is 10 working days after the complaint was acknowledged on Tuesday 12 August 2025, leaving out 6 weekend days and Monday 25 August 2025 (Summer bank holiday), with 6 working days given back for the time it was paused. It has not been given.',
      },
    },
    kept: { '2025-08': ['one acknowledge must: 1 in time'], '2025-09': ['one respond must: 1 outstanding'] },
  },
  40: {
    procedure: WITH_A_WINDOW,
    happened: answeredOnTheMatter({ occurredOn: '2025-03-10' }),
    overdue: { '2025-09-15': [] },
    clocks: {
      'escalate at one': {
        dueOn: '2025-09-10',
        judgedOn: null,
        textDueOn: '2025-09-10',
        status: 'running',
        sentence:
          'A request to take the complaint further at One can be made until at least Wednesday 10 September 2025; later if the resident became aware after 10 March 2025.',
      },
    },
    kept: IN_TIME_AT_ONE,
  },
  '40, asked for after it': {
    procedure: WITH_A_WINDOW,
    happened: [...answeredOnTheMatter({ occurredOn: '2025-03-10' }), ['2025-09-15', 'escalations']],
    clocks: {
      'escalate at one': {
        dueOn: '2025-09-10',
        judgedOn: null,
        textDueOn: '2025-09-10',
        status: 'met',
        sentence: 'A request to take the complaint further at One was made on Monday 15 September 2025.',
      },
    },
    kept: IN_TIME_AT_ONE,
  },
  '40, aware on 20 April': {
    procedure: WITH_A_WINDOW,
    happened: [
      ...answeredOnTheMatter({ occurredOn: '2025-03-10', becameAwareOn: '2025-04-20' }),
      ['2025-09-15', 'escalations'],
    ],
    clocks: {
      'escalate at one': {
        by: '2025-10-20',
        status: 'met',
        sentence:
          'A request to take the complaint further at One was made on Monday 15 September 2025, in time: it could be made until Monday 20 October 2025.',
      },
    },
    kept: IN_TIME_AT_ONE,
  },
  41: {
    procedure: 'arches',
    happened: [
      received('2025-09-01'),
      ['2025-09-01', 'acknowledgements'],
      ['2025-09-02', 'assignments', { person: 'l.bryce', role: 'head-of-service' }],
      ['2025-09-03', 'outcomes', ANSWERED],
      ['2025-09-04', 'escalations'],
      ['2025-09-04', 'acknowledgements'],
      ['2025-09-05', 'assignments', { person: 'd.ferrier', role: 'director' }],
      ['2025-09-08', 'outcomes', ANSWERED],
      ['2025-11-10', 'referrals', { to: 'housing-ombudsman', purpose: 'investigation' }],
      [
        '2026-02-02',
        'determinations',
        { reference: '202500224', findings: [{ about: 'damp-and-mould', finding: 'maladministration' }] },
      ],
      ['2026-02-02', 'orders', { type: 'repair', what: 'Treat the damp.', dueOn: '2026-02-27' }],
      ['2026-03-02', 'orders/1/completions', { note: 'Done.' }],
    ],
    overdue: { '2026-02-27': [], '2026-02-28': ['order at stage-2 by 2026-02-27'], '2026-03-03': [] },
    clocks: {
      'order at stage-2': {
        by: '2026-02-27',
        status: 'missed',
        sentence:
          'Order 1 of the ombudsman was complied with on Monday 2 March 2026, late: it was due by Friday 27 February 2026.',
      },
    },
    // Arches states no time to answer, so that its answers stand beside the figures.
    kept: {
      '2025-09': ['stage-1 respond null: 1 undated', 'stage-2 respond null: 1 undated'],
      '2026-02': ['stage-2 order must: 1 late'],
    },
  },
};

test.each(Object.entries(OTHERS))('example %s', async (_, example) => {
  await expectAsWorkedOut(service, example);
});
