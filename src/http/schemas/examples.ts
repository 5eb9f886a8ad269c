import complaint from './example-complaint.json';

/** Examples that the API document shows. Those that are sent work as they stand against the demo data (demo.ts). */

/** The first demo complaint of every demo landlord: logged and nothing more. */
export const EXAMPLE_REFERENCE = 'C-2024-000001';

/** The number it has in the system that logged it. */
export const EXAMPLE_CASE = { system: 'housing', id: 'H-1001' } as const;

export const exampleComplaint = complaint;

const {
  id,
  reference,
  caseId,
  version,
  policyVersion,
  calendarVersion,
  status,
  stage,
  outcome,
  handler,
  channel,
} = complaint;
const { categories, tenure, receivedOn, nextDue, departedFrom, loggedAt, updatedAt } = complaint;

export const exampleSummary = {
  id,
  reference,
  caseId,
  version,
  policyVersion,
  calendarVersion,
  status,
  stage,
  outcome,
  handler,
  channel,
  categories,
  tenure,
  receivedOn,
  nextDue,
  departedFrom,
  loggedAt,
  updatedAt,
};

const [firstClock] = complaint.clocks;
export const exampleClock = firstClock;

export const exampleDueClock = {
  complaintId: id,
  reference,
  caseId,
  status,
  receivedOn,
  stage,
  kind: 'acknowledge',
  n: 0,
  force: 'must',
  dueOn: '2024-09-09',
  judgedOn: '2024-09-09',
  originalDueOn: '2024-09-09',
  overdue: false,
  workingDaysLeft: 4,
  waitingDays: null,
  withheld: [],
  handler,
};

export const exampleNewComplaint = {
  receivedOn: '2024-09-02',
  channel: 'email',
  complainant: { name: 'A. Tenant', email: 'a.tenant@example.org' },
  summary: complaint.summary,
  desiredOutcome: complaint.desiredOutcome,
  categories,
  incident: complaint.incident,
};

const facts = {
  sequence: 2,
  occurredOn: '2024-09-04',
  occurredAt: null,
  actor: 'key:front desk#01920000-0000-7000-8000-00000000aaaa',
  data: { stage, method: 'email', contains: ['definition'] },
  promised: [{ stage, kind: 'respond', n: 0, dueOn: '2024-09-18' }],
};
const eventId = '01920000-0000-7000-8000-0000000e7e27';

export const exampleEvent = {
  id: eventId,
  type: 'acknowledged',
  ...facts,
  recordedAt: '2024-09-04T10:15:00.000Z',
  texts: { message: 'Thank you for telling us about the damp.' },
  struck: null,
  changed: null,
};

export const exampleCloudEvent = {
  specversion: '1.0',
  id: eventId,
  source: '/v1/landlords/01920000-0000-7000-8000-000000000001',
  type: 'redress.complaint.acknowledged.v1',
  subject: id,
  time: '2024-09-04T10:15:00.000Z',
  datacontenttype: 'application/json',
  data: { reference, caseId, ...facts },
};

/**
 * Where each act's example works as it stands: a demo landlord whose policy allows it, and the demo complaint that is
 * at the right point. Where no demo landlord's policy allows it, the code of the refusal that says so. Kept beside the
 * demo data by a test that sends every one of them.
 */
interface DemoAct {
  readonly landlord: string;
  readonly reference: string;
  /** Which of the numbered things of that complaint. */
  readonly n?: number;
  readonly refused?: string;
}
export const DEMO_ACTS: Readonly<Record<string, DemoAct>> = {
  acknowledgements: { landlord: 'hhs', reference: 'C-2024-000001' },
  triages: { landlord: 'hhs', reference: 'C-2024-000001' },
  priorities: { landlord: 'hhs', reference: 'C-2024-000002', refused: 'no_priorities_in_policy' },
  definitions: { landlord: 'hhs', reference: 'C-2024-000001' },
  assignments: { landlord: 'hhs', reference: 'C-2024-000001' },
  'assignment-endings': { landlord: 'hexagon', reference: 'C-2024-000003' },
  contacts: { landlord: 'hhs', reference: 'C-2024-000001' },
  issues: { landlord: 'hhs', reference: 'C-2024-000002' },
  updates: { landlord: 'hhs', reference: 'C-2024-000002' },
  pauses: { landlord: 'hhs', reference: 'C-2024-000002', refused: 'no_pause_in_policy' },
  resumptions: { landlord: 'hhs', reference: 'C-2024-000002', refused: 'not_paused' },
  refusals: { landlord: 'hexagon', reference: 'C-2024-000001' },
  extensions: { landlord: 'hhs', reference: 'C-2024-000002' },
  hearings: { landlord: 'hexagon', reference: 'C-2024-000004' },
  outcomes: { landlord: 'arches', reference: 'C-2024-000002' },
  escalations: { landlord: 'arches', reference: 'C-2024-000003' },
  'escalation-decisions': { landlord: 'settle', reference: 'C-2024-000004' },
  deliveries: { landlord: 'hhs', reference: 'C-2024-000003' },
  representatives: { landlord: 'hhs', reference: 'C-2024-000003' },
  'representatives/{n}/changes': { landlord: 'hhs', reference: 'C-2024-000004', n: 1 },
  'representatives/{n}/endings': { landlord: 'hhs', reference: 'C-2024-000002', n: 1 },
  authorities: { landlord: 'hhs', reference: 'C-2024-000004' },
  'authorities/{n}/revocations': { landlord: 'hhs', reference: 'C-2024-000004', n: 1 },
  adjustments: { landlord: 'hhs', reference: 'C-2024-000001' },
  'adjustments/{n}/reviews': { landlord: 'hhs', reference: 'C-2024-000002', n: 1 },
  'adjustments/{n}/endings': { landlord: 'hhs', reference: 'C-2024-000004', n: 1 },
  restrictions: { landlord: 'hhs', reference: 'C-2024-000001' },
  'restrictions/{n}/reviews': { landlord: 'hhs', reference: 'C-2024-000002', n: 1 },
  'restrictions/{n}/endings': { landlord: 'hhs', reference: 'C-2024-000004', n: 1 },
  remedies: { landlord: 'hhs', reference: 'C-2024-000003' },
  'remedies/{n}/completions': { landlord: 'hhs', reference: 'C-2024-000003', n: 1 },
  compensation: { landlord: 'hhs', reference: 'C-2024-000003' },
  learnings: { landlord: 'hhs', reference: 'C-2024-000003' },
  'learnings/{n}/publications': { landlord: 'arches', reference: 'C-2024-000004', n: 1 },
  notes: { landlord: 'hhs', reference: 'C-2024-000003' },
  particulars: { landlord: 'hhs', reference: 'C-2024-000003' },
  corrections: { landlord: 'hhs', reference: 'C-2024-000004' },
  withdrawals: { landlord: 'westfield', reference: 'C-2024-000001' },
  skips: { landlord: 'hhs', reference: 'C-2024-000002', refused: 'no_skip_in_policy' },
  settlements: { landlord: 'westfield', reference: 'C-2024-000002' },
  closures: { landlord: 'hhs', reference: 'C-2024-000003' },
  links: { landlord: 'hhs', reference: 'C-2024-000001' },
  mergers: { landlord: 'settle', reference: 'C-2026-000001' },
  reopenings: { landlord: 'hhs', reference: 'C-2024-000002', refused: 'not_at_this_point' },
  referrals: { landlord: 'westfield', reference: 'C-2024-000001' },
  'evidence-requests': { landlord: 'arches', reference: 'C-2024-000004' },
  'evidence-requests/{n}/submissions': { landlord: 'arches', reference: 'C-2024-000004', n: 1 },
  determinations: { landlord: 'hhs', reference: 'C-2024-000004' },
  orders: { landlord: 'arches', reference: 'C-2024-000004' },
  'orders/{n}/completions': { landlord: 'arches', reference: 'C-2024-000004', n: 1 },
  holds: { landlord: 'hhs', reference: 'C-2024-000004' },
  'holds/{n}/releases': { landlord: 'hhs', reference: 'C-2024-000003', n: 1, refused: 'no_hold' },
  erasures: { landlord: 'hhs', reference: 'C-2024-000002', refused: 'has_to_be_kept' },
};
