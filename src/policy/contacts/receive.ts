import { z } from 'zod';
import { complainantSchema } from '../events/parties';
import { inFuture, notBefore } from '../rules/occurrence';
import type { PolicyDocument } from '../document/document';
import { slugSchema, words } from '../document/vocabulary';
import { personSchema } from '../events/parts';
import { localDateSchema } from '../dates/local-date';
import { isRejection, type Rejection, refusedAsInput, refusedByPolicy } from '../rules/rejection';
import { departuresSchema } from '../rules/departures';
import { departingFrom } from '../rules/departing';
import { heard, type Objections } from '../rules/objections';
import type { Rules } from '../rules/rules';
import { CHOICES, type RecordedContactEvent } from './events';

/** The kinds every landlord has; a policy adds those it names itself, above all what it calls a first attempt. */
export const CONTACT_KINDS = [
  'feedback',
  'compliment',
  'enquiry',
  'service-request',
  'appeal',
  'asb-report',
  'dissatisfaction',
  'survey-response',
  'other',
] as const;

/** Those that this landlord can have: the common ones, its own first attempt, and where its exclusions send a matter. */
const kindsUnder = ({ preStage, intake }: PolicyDocument): readonly string[] => [
  ...new Set([
    ...CONTACT_KINDS,
    ...(preStage ? [preStage.recordAs] : []),
    ...intake.exclusions.flatMap(({ redirectTo }) => redirectTo ?? []),
  ]),
];

/** Kinds that ask for nothing. The same word for a landlord's first attempt means work all the same (ARC-03). */
const ASKS_FOR_NOTHING: readonly string[] = ['feedback', 'compliment', 'dissatisfaction', 'survey-response'];

export const choiceSchema = z
  .strictObject({
    offeredOn: localDateSchema.optional().describe('Left out, the day the contact was received.'),
    how: slugSchema.describe('e.g. phone, email, in-person, survey-form.'),
    answer: z.enum(CHOICES),
  })
  .meta({
    id: 'ChoiceToComplain',
    description: 'That the resident was offered to complain, and the answer.',
  });

/**
 * A contact before any complaint: a first attempt to put things right, feedback, a service request. It never becomes
 * a complaint by itself and never stands in the way of one (Code 1.3, 1.6, 5.2).
 */
export const newContactSchema = z
  .strictObject({
    receivedOn: localDateSchema,
    channel: slugSchema,
    kind: slugSchema
      .optional()
      .describe(
        `${CONTACT_KINDS.join(', ')}, or a kind the policy names: its first attempt, and where its exclusions send a matter. Left out: where the refusal of the complaint sent it, else what the policy calls its first attempt.`,
      ),
    person: complainantSchema.optional(),
    summary: words(2000),
    agreed: z
      .boolean()
      .default(false)
      .describe('Whether the resident agreed to try this way first (WES-11).'),
    dissatisfied: z
      .boolean()
      .optional()
      .describe(
        'Whether it expresses dissatisfaction, so that the choice to complain is due (Code 1.3). Left out: only of a first attempt and of the kind dissatisfaction.',
      ),
    choiceOffered: z
      .boolean()
      .default(false)
      .describe('Whether the resident was offered to make it a complaint, where no more than that is known.'),
    choice: choiceSchema.optional(),
    handledBy: personSchema.optional(),
    refusedComplaint: z
      .uuid()
      .optional()
      .describe('The id of the complaint that was refused because the matter belongs here.'),
    departures: departuresSchema,
  })
  .meta({ id: 'NewContact' });
export type NewContact = z.infer<typeof newContactSchema>;

/** Where the refusal of a complaint sent its matter; null where it sent it nowhere. */
export interface RefusedComplaint {
  readonly redirectedTo: string | null;
}

/** The events a contact begins with, or why it cannot be taken as given. */
export function receiveContact(
  given: NewContact,
  rules: Rules,
  refused: RefusedComplaint | null = null,
): readonly [RecordedContactEvent, ...RecordedContactEvent[]] | Rejection {
  const act = { act: 'contacts', departures: given.departures };
  const decided = departingFrom(act, (passes) => heard(received(given, rules, refused), passes));
  if (isRejection(decided)) return decided;
  const [first, ...rest] = decided;
  if (!first) throw new RangeError('A contact begins with an event');
  return [first, ...rest];
}

function* received(
  given: NewContact,
  rules: Rules,
  refused: RefusedComplaint | null,
): Objections<readonly RecordedContactEvent[] | Rejection> {
  const { preStage } = rules.policy;
  const { receivedOn, choice } = given;
  const offeredOn = choice?.offeredOn ?? receivedOn;
  const misdated =
    inFuture(receivedOn, '/receivedOn', rules) ??
    inFuture(offeredOn, '/choice/offeredOn', rules) ??
    notBefore(
      { on: offeredOn, at: null },
      { on: receivedOn, at: null },
      'the contact was received',
      '/choice/offeredOn',
    );
  if (misdated) return misdated;
  const known = given.kind ?? refused?.redirectedTo ?? preStage?.recordAs;
  yield known === undefined ? kindMissing(rules) : null;
  // An attempt of its own that the procedure does not have is work that was asked for, and of no kind it names.
  const kind = known ?? 'other';
  const isFirstAttempt = kind === preStage?.recordAs;
  yield kindUnknown(given.kind, rules.policy);
  yield isFirstAttempt ? agreementMissing(given, rules) : null;
  yield dissatisfactionDenied(given, kind);
  const dissatisfied = given.dissatisfied ?? (isFirstAttempt || kind === 'dissatisfaction');
  const event = {
    type: 'received' as const,
    on: receivedOn,
    data: {
      kind,
      channel: given.channel,
      policyVersion: rules.policy.version,
      asksForWork: isFirstAttempt || !ASKS_FOR_NOTHING.includes(kind),
      dissatisfied,
      agreed: given.agreed,
      choiceOffered: given.choiceOffered || choice !== undefined,
      handledBy: given.handledBy ?? null,
      refusedComplaintId: given.refusedComplaint ?? null,
    },
  };
  if (!choice) return [{ event, texts: {} }];
  const { how, answer } = choice;
  const offered = { type: 'choice-offered' as const, on: offeredOn, data: { how, answer } };
  return [
    { event, texts: {} },
    { event: offered, texts: {} },
  ];
}

/** Contacts are counted by kind, so a word of nobody's would make a kind of its own. */
function kindUnknown(kind: string | undefined, policy: PolicyDocument): Rejection | null {
  const known = kindsUnder(policy);
  if (kind === undefined || known.includes(kind)) return null;
  return refusedAsInput({
    code: 'unknown_kind',
    detail: `There is no kind of contact called ${kind}.`,
    facts: { kind },
    policyVersion: policy.version,
    allowed: { kind: known },
    errors: [{ pointer: '/kind', detail: `must be one of ${known.join(', ')}` }],
  });
}

const kindMissing = ({ policy }: Rules): Rejection =>
  refusedByPolicy({
    code: 'no_pre_stage_in_policy',
    detail:
      'The policy has no step before a complaint; say what kind of contact this is, or log a complaint.',
    policyVersion: policy.version,
    rule: { clause: '/preStage', ids: [] },
    allowed: { kind: kindsUnder(policy) },
    errors: [{ pointer: '/kind', detail: 'is missing' }],
  });

function agreementMissing({ agreed }: NewContact, { policy }: Rules): Rejection | null {
  const { preStage } = policy;
  if (!preStage?.requiresAgreement || agreed) return null;
  return refusedByPolicy({
    code: 'agreement_missing',
    detail: `${preStage.name} is only used where the resident agreed to it; otherwise log a complaint.`,
    policyVersion: policy.version,
    rule: { clause: '/preStage/requiresAgreement', ids: preStage.rules },
    allowed: { agreed: true },
    errors: [{ pointer: '/agreed', detail: 'must be true' }],
  });
}

function dissatisfactionDenied({ dissatisfied }: NewContact, kind: string): Rejection | null {
  if (kind !== 'dissatisfaction' || dissatisfied !== false) return null;
  return refusedAsInput({
    code: 'dissatisfaction_contradicted',
    detail: 'A contact of the kind dissatisfaction expresses dissatisfaction.',
    errors: [{ pointer: '/dissatisfied', detail: 'must be true, or be left out' }],
    allowed: { dissatisfied: true },
  });
}
