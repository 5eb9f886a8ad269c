import complaint from './example-complaint.json';

const { policyVersion } = complaint;

export const exampleNewContact = {
  receivedOn: '2024-09-02',
  channel: 'phone',
  kind: 'feedback',
  person: { name: 'A. Tenant' },
  summary: 'The bin store was left unlocked; asked us to look at it.',
  agreed: true,
  choiceOffered: true,
};

export const exampleContact = {
  id: '01920000-0000-7000-8000-0000000c0417',
  version: 1,
  status: 'recorded',
  choice: 'offered',
  ...exampleNewContact,
  dissatisfied: false,
  choices: [],
  redirections: [],
  completion: null,
  conversion: null,
  holds: [],
  erasedOn: null,
  handledBy: null,
  policyVersion,
  complaintId: null,
  refusedComplaintId: null,
  advice: [],
  createdAt: '2024-09-02T14:00:00.000Z',
};

/** A service request of every demo landlord, which the acts on contacts are tried on. */
export const exampleRequest = {
  ...exampleContact,
  id: '01920000-0000-7000-8000-0000000c0418',
  kind: 'service-request',
  status: 'open',
};

/** A compliment, which anybody can have forgotten. */
const exampleCompliment = {
  ...exampleContact,
  id: '01920000-0000-7000-8000-0000000c0419',
  kind: 'compliment',
};

/** A report that is kept for the police. */
const exampleReport = {
  ...exampleRequest,
  id: '01920000-0000-7000-8000-0000000c0420',
  kind: 'asb-report',
};
const hold = { n: 1, reason: 'police-enquiry', reviewOn: '2027-03-01' };

/** What every demo landlord has heard that has not become a complaint, and what is on hold of it. */
export const DEMO_CONTACTS = [exampleContact, exampleRequest, exampleCompliment, exampleReport];
export const DEMO_HOLDS = [{ contactId: exampleReport.id, reason: hold.reason, reviewOn: hold.reviewOn }];

/** On which of them an act is tried, where that is not the request; and the answer to it. */
export const CONTACT_ACT_EXAMPLES: Readonly<Record<string, ActExample>> = {
  holds: { ...exampleRequest, version: 2, holds: [{ ...hold, placedOn: '2026-03-02', releasedOn: null }] },
  'holds/{n}/releases': {
    ...exampleReport,
    version: 3,
    holds: [{ ...hold, placedOn: '2024-09-02', releasedOn: '2026-03-02' }],
  },
  erasures: { ...exampleCompliment, version: 2, person: null, summary: null, erasedOn: '2026-03-02' },
};

/** The contact as it is after the act. */
type ActExample = Readonly<Record<string, unknown>> & { readonly id: string };

export const exampleContactEvent = {
  sequence: 1,
  type: 'received',
  data: {
    kind: 'service-request',
    channel: 'phone',
    policyVersion,
    asksForWork: true,
    dissatisfied: false,
    agreed: true,
    choiceOffered: true,
    handledBy: null,
    refusedComplaintId: null,
  },
  occurredOn: '2024-09-02',
  actor: 'key:front desk#01920000-0000-7000-8000-00000000aaaa',
  recordedAt: '2024-09-02T14:00:00.000Z',
  texts: {},
};
