export type Act = readonly [act: string, body: Record<string, unknown>];

/** How far each landlord's own procedure is walked, so that there is a complaint at every point of it. */
interface Walkthrough {
  readonly inHand: readonly Act[];
  readonly answered: readonly Act[];
  readonly further: readonly Act[];
}

const on = (occurredOn: string, rest: Record<string, unknown> = {}) => ({ occurredOn, ...rest });
export const definition = {
  issues: [{ text: 'Damp in the bedroom, reported in March and not repaired' }],
  outcomesSought: 'The damp is repaired and the wall repainted',
};
const upheld = (occurredOn: string, rest: Record<string, unknown> = {}): Act => [
  'outcomes',
  on(occurredOn, { outcome: 'upheld', method: 'letter', ...rest }),
];

const hexagonAnswered: readonly Act[] = [
  ['escalations', on('2024-09-05')],
  ['assignments', on('2024-09-06', { person: 'r.adeyemi', role: 'service-manager' })],
  upheld('2024-09-20'),
];
const westfieldInHand: readonly Act[] = [
  ['acknowledgements', on('2024-09-04', { method: 'email', definition })],
  ['assignments', on('2024-09-04', { person: 't.hughes', role: 'property-services-officer' })],
];
const settleInHand: readonly Act[] = [
  ['acknowledgements', on('2024-09-04', { method: 'email' })],
  ['assignments', on('2024-09-05', { person: 'p.nowak', role: 'service-manager' })],
];
const archesInHand: readonly Act[] = [
  ['assignments', on('2024-09-04', { person: 'l.bryce', role: 'head-of-service' })],
];
const archesUpheld = {
  explanations: {
    'what-went-wrong': 'The repair was ordered twice and cancelled twice.',
    'how-put-right': 'The work is booked.',
    'prevent-recurrence': 'Cancelled orders are now checked by a person.',
  },
};
const hhsInHand: readonly Act[] = [
  ['acknowledgements', on('2024-09-04', { method: 'email' })],
  ['contacts', on('2024-09-04', { method: 'phone', definition })],
  ['assignments', on('2024-09-05', { person: 's.kaur', role: 'case-manager' })],
];

const repair: Act = [
  'remedies',
  on('2024-09-16', { type: 'action', what: 'Treat the damp and repaint the wall', dueOn: '2028-10-31' }),
];

/** The ombudsman's case of Arches, which promises to co-operate: determined, with an order to comply with and one more question. */
const archesCase: readonly Act[] = [
  ['assignments', on('2024-10-08', { person: 'd.ferrier', role: 'director' })],
  upheld('2024-11-04', archesUpheld),
  ['referrals', on('2025-01-10', { to: 'housing-ombudsman', purpose: 'investigation' })],
  [
    'determinations',
    on('2025-06-02', {
      reference: '202500017',
      findings: [
        { about: 'damp-and-mould', finding: 'service-failure' },
        { about: 'complaint-handling', finding: 'no-maladministration' },
      ],
    }),
  ],
  ['orders', on('2025-06-02', { type: 'apology', what: 'Apologise in writing.', dueOn: '2028-10-31' })],
  [
    'evidence-requests',
    on('2025-06-30', { what: 'Proof that the order is complied with.', dueOn: '2028-11-30' }),
  ],
  [
    'learnings',
    on('2025-06-30', { theme: 'repairs', learning: 'A cancelled order is now checked by a person.' }),
  ],
];

/** Somebody to speak for the resident, a need to meet and a limit on calls, so that each has a number to try. */
const people: readonly Act[] = [
  [
    'representatives',
    on('2024-09-05', { name: 'Councillor J. Grey', type: 'councillor', permission: 'verbal' }),
  ],
  [
    'adjustments',
    on('2024-09-05', {
      kind: 'adjustment',
      text: 'Letters in large print, and a call before any visit.',
      purpose: 'So that every letter and visit of this complaint is accessible.',
      reviewOn: '2028-09-29',
    }),
  ],
  [
    'restrictions',
    on('2024-09-05', {
      kind: 'single-point-of-contact',
      reason: 'Forty calls in one day to six members of staff.',
      evidence: 'The call log of 5 September 2024.',
      equalityConsideration: 'The resident was asked about her needs; calls on Tuesdays stay open to her.',
      reviewOn: '2028-10-02',
    }),
  ],
];

export const WALKTHROUGHS: Readonly<Record<string, Walkthrough>> = {
  hexagon: {
    inHand: hexagonAnswered.slice(0, 2),
    answered: hexagonAnswered,
    further: [
      ...hexagonAnswered,
      ['escalations', on('2024-10-01')],
      [
        'assignments',
        on('2024-10-02', { person: 'b.lindqvist', role: 'senior-manager', seniorTo: ['r.adeyemi'] }),
      ],
      upheld('2024-10-21'),
      ['escalations', on('2024-11-04')],
    ],
  },
  westfield: {
    inHand: westfieldInHand,
    answered: [...westfieldInHand, upheld('2024-09-16')],
    further: [...westfieldInHand, upheld('2024-09-16'), ['escalations', on('2024-10-07')]],
  },
  settle: {
    inHand: settleInHand,
    answered: [...settleInHand, upheld('2024-09-18')],
    further: [
      ...settleInHand,
      upheld('2024-09-18'),
      ['escalations', on('2024-10-07')],
      [
        'contacts',
        on('2024-10-10', { method: 'phone', reasons: 'The response does not deal with the bedroom.' }),
      ],
    ],
  },
  arches: {
    inHand: archesInHand,
    answered: [...archesInHand, upheld('2024-09-18', archesUpheld)],
    further: [
      ...archesInHand,
      upheld('2024-09-18', archesUpheld),
      ['escalations', on('2024-10-07')],
      ...archesCase,
    ],
  },
  hhs: {
    inHand: [...hhsInHand, ...people],
    answered: [...hhsInHand, upheld('2024-09-16'), repair],
    further: [
      ...hhsInHand,
      ...people,
      upheld('2024-09-16'),
      ['escalations', on('2024-10-07')],
      [
        'assignments',
        on('2024-10-08', {
          person: 'a.osei',
          role: 'operational-leadership-team',
          responsibleForService: false,
        }),
      ],
      upheld('2024-10-30'),
      ['referrals', on('2024-12-02', { to: 'housing-ombudsman', purpose: 'investigation' })],
    ],
  },
};
