import { procedure } from './limit-terms';

/** What the other regimes' documents state beside their steps (domain.md §2). Whatever it tags [M] is unconfirmed. */
const STATED = {
  spso: {
    ombudsman: {
      name: 'Scottish Public Services Ombudsman',
      address: 'Bridgeside House, 99 McDonald Road, Edinburgh EH7 4NS (by letter: Freepost SPSO)',
      phone: '0800 377 7330',
      website: 'www.spso.org.uk',
    },
    commitments: [
      ['quarterly-figures', 'publication', 'quarter'],
      ['annual-report', 'publication', 'year'],
    ],
    unconfirmed: [
      'moved-on-from-stage-1',
      'counting-of-working-days',
      'stage-1-extension',
      'two-months-from-the-response',
      'months-ending-on-a-closed-day',
      'late-complaint',
      'resolved',
      'twelve-months-to-the-ombudsman',
      'in-force-from',
      'model-not-seen',
      'cap-counted-from',
    ],
    confirmed: [],
    readAt: {
      'counting-of-working-days': ['stage-1.respond', 'stage-2.acknowledge', 'stage-2.respond'],
      'two-months-from-the-response': ['stage-1.escalate'],
      'months-ending-on-a-closed-day': ['stage-1.escalate'],
    },
    silentOn: ['stage-1-acknowledge', 'stage-2-extension-cap', 'stage-2-independence'],
  },
  psow: {
    ombudsman: { name: 'Public Services Ombudsman for Wales', website: 'www.ombudsman.wales' },
    commitments: [
      ['no-adverse-treatment', 'no-detriment', null],
      ['communication-needs', 'help', null],
      ['several-bodies', 'co-operation', null],
    ],
    unconfirmed: [
      'counting-of-working-days',
      'informal-ten-days',
      'twenty-days-from',
      'formal-from-the-start',
      'acknowledgement-at-which-stage',
      'six-months-from',
      'extension-terms',
      'twelve-months-to-the-ombudsman',
      'in-force-from',
      'model-not-seen',
    ],
    confirmed: [],
    readAt: {
      'counting-of-working-days': ['informal.respond', 'formal.acknowledge', 'formal.respond'],
      'informal-ten-days': ['informal.respond'],
      'twenty-days-from': ['formal.respond'],
      'acknowledgement-at-which-stage': ['formal.acknowledge'],
    },
    silentOn: ['informal-acknowledge', 'informal-escalate', 'outcome-words', 'formal-extension-cap'],
  },
  nipso: {
    ombudsman: {
      name: 'Northern Ireland Public Services Ombudsman',
      phone: '0800 343424',
      website: 'nipso.org.uk',
    },
    commitments: [
      ['issues-confirmed', 'record', null],
      ['oral-complaints-verified', 'record', null],
    ],
    unconfirmed: [
      'moved-on-from-stage-1',
      'counting-of-working-days',
      'stage-1-extension',
      'two-months-from-the-response',
      'months-ending-on-a-closed-day',
      'late-complaint',
      'six-months-to-the-ombudsman',
      'in-force-from',
      'model-not-seen',
      'cap-counted-from',
    ],
    confirmed: [],
    readAt: {
      'counting-of-working-days': ['stage-1.respond', 'stage-2.acknowledge', 'stage-2.respond'],
      'two-months-from-the-response': ['stage-1.escalate'],
      'months-ending-on-a-closed-day': ['stage-1.escalate'],
    },
    silentOn: ['stage-1-acknowledge', 'stage-2-extension-cap', 'outcome-words', 'stage-2-independence'],
  },
  lgsco: {
    ombudsman: { name: 'Local Government and Social Care Ombudsman', website: 'www.lgo.org.uk' },
    commitments: [
      ['refusal-explained', 'record', null],
      ['landlord-matters', 'principle', null],
    ],
    unconfirmed: [
      'counting-of-working-days',
      'twelve-months-to-complain',
      'twelve-months-to-the-ombudsman',
      'late-notice',
      'in-force-from',
      'cap-counted-from',
    ],
    confirmed: [],
    readAt: {
      'counting-of-working-days': [
        'stage-1.acknowledge',
        'stage-1.respond',
        'stage-2.acknowledge',
        'stage-2.respond',
      ],
    },
    silentOn: ['stage-1-escalate', 'outcome-words'],
  },
  'code-2022': {
    ombudsman: {
      name: 'Housing Ombudsman Service',
      phone: '0300 111 3000',
      website: 'www.housing-ombudsman.org.uk',
    },
    commitments: [
      ['answer-when-known', 'record', null],
      ['refusal-to-escalate-explained', 'record', null],
      ['self-assessment', 'publication', 'year'],
    ],
    unconfirmed: [
      'counting-of-working-days',
      'ten-further-days',
      'five-days-to-acknowledge',
      'stage-2-times',
      'six-months-from',
      'in-force-from',
      'cap-counted-from',
    ],
    confirmed: ['declining-to-escalate'],
    readAt: {
      'counting-of-working-days': ['stage-1.acknowledge', 'stage-1.respond', 'stage-2.respond'],
      'five-days-to-acknowledge': ['stage-1.acknowledge'],
      'stage-2-times': ['stage-2.respond'],
    },
    silentOn: ['stage-2-acknowledge', 'stage-1-escalate', 'outcome-words'],
  },
} as const;

describe.each(Object.entries(STATED))('%s (domain.md §2)', (name, stated) => {
  const { ombudsman, commitments, readings, silences } = procedure(name as keyof typeof STATED);

  test('names its ombudsman, with no more ways to reach it than its source prints', () => {
    const blank = {
      name: null,
      address: null,
      phone: null,
      fax: null,
      hours: null,
      email: null,
      website: null,
    };
    const { rules, text, ...ways } = ombudsman!;
    expect({ ...blank, ...ways }).toMatchObject({ ...blank, ...stated.ombudsman });
    expect([rules.length > 0, text === undefined]).toEqual([true, false]);
  });

  test('commits itself to this beside the steps, and as often', () => {
    expect(commitments.map(({ code, kind, every }) => [code, kind, every])).toEqual(stated.commitments);
  });

  test('marks as unconfirmed what was not seen in the source itself ([M]), and says at which clocks a reading is told', () => {
    const codes = (unconfirmed: boolean) =>
      readings.filter((reading) => reading.unconfirmed === unconfirmed).map(({ code }) => code);
    expect([codes(true), codes(false)]).toEqual([stated.unconfirmed, stated.confirmed]);
    expect(
      Object.fromEntries(
        readings
          .filter(({ appliesTo }) => appliesTo.length > 0)
          .map(({ code, appliesTo }) => [code, appliesTo]),
      ),
    ).toEqual(stated.readAt);
  });

  test('is silent on this, and invents nothing for it', () => {
    expect(silences.map(({ about }) => about)).toEqual(stated.silentOn);
  });
});
