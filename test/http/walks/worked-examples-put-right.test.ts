import { startTestApp, type TestApp } from '../../support/app';
import { expectAsWorkedOut, type Happening, type WorkedExample } from '../../support/worked-example';
import { acknowledged, answered, departing, extended, received, struck } from './acts-under-the-code';

/**
 * The worked examples in which an act happened against the Code of 2024, or was recorded by mistake. No departure and no
 * slip ever turns late into in time, and none takes a day that there was.
 */

let service: TestApp;
beforeAll(async () => {
  service = await startTestApp();
});
afterAll(() => service.stop());

const ACKNOWLEDGED_IN_TIME = 'stage-1 acknowledge must: 1 in time';

/** In court from 3 February, which ended up in the file of somebody else. */
const refused = (day: string): Happening => [
  day,
  'refusals',
  {
    reason: 'legal-proceedings',
    evidence: 'The claim form.',
    exception: 'It was considered.',
    filedOn: '2025-02-03',
    decidedBy: 'o.one',
    ombudsmanRightTold: true,
  },
];

type Case = Omit<WorkedExample, 'procedure'>;

const DEPARTED: Readonly<Record<number, Case>> = {
  13: {
    happened: [
      received('2025-06-02'),
      acknowledged('2025-06-04'),
      extended('2025-06-19', '2025-06-30', departing('extension_after_due_date')),
      ...answered('2025-06-30'),
    ],
    overdue: {
      '2025-06-18': [],
      '2025-06-19': ['respond at stage-1 by 2025-06-18'],
      '2025-06-30': ['respond at stage-1 by 2025-06-18'],
      '2025-07-01': [],
    },
    clocks: {
      'respond at stage-1': {
        dueOn: '2025-06-30',
        judgedOn: '2025-06-18',
        textDueOn: '2025-06-18',
        status: 'missed',
        withheld: ['extension_after_due_date'],
        sentence:
          'The response at Stage 1 was given on Monday 30 June 2025, late: it was due by Wednesday 18 June 2025. The extension to 30 June was given on 19 June, after that date.',
      },
    },
    kept: { '2025-06': [ACKNOWLEDGED_IN_TIME, 'stage-1 respond must: 1 late'] },
    departed: { '2025-06': ['stage-1 extensions extension_after_due_date: 1'] },
  },
  15: {
    happened: [
      received('2025-06-02'),
      acknowledged('2025-06-04'),
      extended('2025-06-12', '2025-07-04', departing('extension_needs_good_reason')),
      ...answered('2025-07-04'),
    ],
    overdue: {
      '2025-07-02': [],
      '2025-07-03': ['respond at stage-1 by 2025-07-02'],
      '2025-07-05': [],
    },
    clocks: {
      'respond at stage-1': {
        dueOn: '2025-07-04',
        judgedOn: '2025-07-02',
        textDueOn: '2025-07-02',
        status: 'missed',
        withheld: ['extension_needs_good_reason'],
        sentence:
          'The response at Stage 1 was given on Friday 4 July 2025, late: it was due by Wednesday 2 July 2025. The extension of 12 June to 4 July counts until 2 July, the last day that the procedure allows without a good reason.',
      },
    },
    kept: { '2025-06': [ACKNOWLEDGED_IN_TIME], '2025-07': ['stage-1 respond must: 1 late'] },
    departed: { '2025-06': ['stage-1 extensions extension_needs_good_reason: 1'] },
  },
  18: {
    happened: [
      received('2026-03-23'),
      extended('2026-03-26', '2026-04-30', departing('no_date_to_extend', 'extension_needs_good_reason')),
    ],
    overdue: {
      '2026-03-31': ['acknowledge at stage-1 by 2026-03-30'],
      '2026-04-15': ['acknowledge at stage-1 by 2026-03-30'],
      '2026-04-16': ['acknowledge at stage-1 by 2026-03-30', 'respond at stage-1 by 2026-04-15'],
    },
    clocks: {
      'respond at stage-1': {
        dueOn: '2026-04-30',
        judgedOn: '2026-04-15',
        textDueOn: null,
        status: 'missed',
        withheld: ['no_date_to_extend', 'extension_needs_good_reason'],
        sentence:
          'The response at Stage 1 should have been given by Wednesday 15 April 2026: had the complaint been acknowledged in time, 10 working days from Monday 30 March. It has not been acknowledged. The extension of 26 March to 30 April does not count: the time to respond had not begun.',
      },
    },
    kept: {
      '2026-03': ['stage-1 acknowledge must: 1 outstanding'],
      '2026-04': ['stage-1 respond must: 1 outstanding'],
    },
    departed: {
      '2026-03': [
        'stage-1 extensions extension_needs_good_reason: 1',
        'stage-1 extensions no_date_to_extend: 1',
      ],
    },
  },
};

test.each(Object.entries(DEPARTED))('example %s, against the procedure', async (_, example) => {
  await expectAsWorkedOut(service, { procedure: 'code-2024', ...example });
});

const endedAndStruck = (act: string, body: object = {}): Case => ({
  happened: [
    received('2025-09-01'),
    acknowledged('2025-09-03'),
    ['2025-09-08', act, { ...body }],
    struck('2025-09-09', 4),
  ],
  overdue: { '2025-09-09': [], '2025-09-17': [], '2025-09-18': ['respond at stage-1 by 2025-09-17'] },
  clocks: {
    'respond at stage-1': {
      by: '2025-09-17',
      status: 'missed',
      sentence:
        'The response at Stage 1 was due by Wednesday 17 September 2025, which is 10 working days after the complaint was acknowledged on Wednesday 3 September 2025, leaving out 4 weekend days. It has not been given.',
    },
  },
  kept: { '2025-09': [ACKNOWLEDGED_IN_TIME, 'stage-1 respond must: 1 outstanding'] },
});

const MISTAKEN: Readonly<Record<string, Case>> = {
  14: {
    happened: [
      received('2025-06-02'),
      acknowledged('2025-06-04'),
      extended('2025-06-12', '2025-06-30'),
      struck('2025-06-25', 4),
      ...answered('2025-06-30'),
    ],
    overdue: {
      '2025-06-25': [],
      '2025-06-26': ['respond at stage-1 by 2025-06-18'],
      '2025-07-01': [],
    },
    clocks: {
      'respond at stage-1': {
        by: '2025-06-18',
        status: 'missed',
        promisedDueOn: '2025-06-30',
        sentence:
          'The response at Stage 1 was given on Monday 30 June 2025, late: it was due by Wednesday 18 June 2025.',
      },
    },
    kept: { '2025-06': [ACKNOWLEDGED_IN_TIME, 'stage-1 respond must: 1 late'] },
  },
  34: {
    happened: [
      received('2025-03-03'),
      refused('2025-03-05'),
      struck('2025-05-12', 2),
      acknowledged('2025-05-13'),
      ...answered('2025-05-27'),
    ],
    overdue: {
      '2025-05-12': [],
      '2025-05-13': ['acknowledge at stage-1 by 2025-03-10', 'respond at stage-1 by 2025-03-24'],
      '2025-05-27': ['respond at stage-1 by 2025-03-24'],
      '2025-05-28': [],
    },
    clocks: {
      'acknowledge at stage-1': {
        by: '2025-03-10',
        status: 'missed',
        sentence:
          'The acknowledgement at Stage 1 was given on Tuesday 13 May 2025, late: it was due by Monday 10 March 2025.',
      },
      'respond at stage-1': {
        dueOn: '2025-05-28',
        judgedOn: '2025-03-24',
        textDueOn: '2025-05-28',
        status: 'missed',
        lateStart: true,
        sentence:
          'The response at Stage 1 was given on Tuesday 27 May 2025, within 10 working days of the acknowledgement (by Wednesday 28 May), but after Monday 24 March, by when it was due had the acknowledgement come in time.',
      },
    },
    kept: {
      '2025-03': ['stage-1 acknowledge must: 1 late', 'stage-1 respond must: 1 in time by late start'],
    },
  },
  '35, withdrawn': endedAndStruck('withdrawals'),
  '35, settled': endedAndStruck('settlements', { terms: 'It is painted.' }),
  36: {
    neighbour: [received('2025-05-07'), acknowledged('2025-05-09'), ...answered('2025-05-19')],
    happened: [
      received('2025-05-08'),
      [
        '2025-05-09',
        'mergers',
        { into: 'C-2025-000001', sameComplainant: true, reason: 'Taken for one matter.' },
      ],
      struck('2025-06-02', 2),
    ],
    overdue: {
      '2025-06-02': [],
      '2025-06-03': ['acknowledge at stage-1 by 2025-05-15', 'respond at stage-1 by 2025-05-30'],
    },
    clocks: {
      'acknowledge at stage-1': {
        by: '2025-05-15',
        status: 'missed',
        sentence:
          'The acknowledgement at Stage 1 was due by Thursday 15 May 2025, which is 5 working days after the complaint was received on Thursday 8 May 2025, leaving out 2 weekend days. It has not been given.',
      },
      'respond at stage-1': {
        dueOn: '2025-05-30',
        judgedOn: '2025-05-30',
        textDueOn: null,
        status: 'missed',
        sentence:
          'The response at Stage 1 should have been given by Friday 30 May 2025: had the complaint been acknowledged in time, 10 working days from Thursday 15 May. It has not been acknowledged.',
      },
    },
    kept: {
      '2025-05': [
        'stage-1 acknowledge must: 1 in time, 1 outstanding',
        'stage-1 respond must: 1 in time, 1 outstanding',
      ],
    },
  },
  37: {
    happened: [
      received('2025-09-08'),
      acknowledged('2025-09-10'),
      [
        '2025-09-11',
        'corrections',
        {
          why: 'The letter is stamped 1 September.',
          changes: [{ event: 1, with: { receivedOn: '2025-09-01' } }],
        },
      ],
    ],
    overdue: {
      '2025-09-11': [],
      '2025-09-22': [],
      '2025-09-23': ['respond at stage-1 by 2025-09-22'],
    },
    clocks: {
      'acknowledge at stage-1': {
        by: '2025-09-08',
        status: 'missed',
        promisedDueOn: '2025-09-15',
        sentence:
          'The acknowledgement at Stage 1 was given on Wednesday 10 September 2025, late: it was due by Monday 8 September 2025.',
      },
      'respond at stage-1': {
        dueOn: '2025-09-24',
        judgedOn: '2025-09-22',
        textDueOn: '2025-09-24',
        status: 'missed',
        sentence:
          'The response at Stage 1 would have been due by Monday 22 September 2025 had the complaint been acknowledged in time, and has not been given. Counted from the acknowledgement the date is Wednesday 24 September 2025, which is 10 working days after the complaint was acknowledged on Wednesday 10 September 2025, leaving out 4 weekend days.',
      },
    },
    kept: { '2025-09': ['stage-1 acknowledge must: 1 late', 'stage-1 respond must: 1 outstanding'] },
  },
};

test.each(Object.entries(MISTAKEN))('example %s, recorded by mistake', async (_, example) => {
  await expectAsWorkedOut(service, { procedure: 'code-2024', ...example });
});
