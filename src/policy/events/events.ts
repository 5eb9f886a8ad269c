import { z } from 'zod';
import { progressEventSchemas } from './progress';
import { versionSchema } from '../document/document';
import { slugSchema } from '../document/vocabulary';
import type { RecordedDeparture } from './departures';
import { escalationEventSchemas } from './escalation';
import {
  ABOUT,
  discretionSchema,
  incidentSchema,
  issueSchema,
  numberGiven,
  personSchema,
  updatePlanSchema,
} from './parts';
import { type Instant, instantSchema, type LocalDate, localDateSchema } from '../dates/local-date';
import { linkEventSchemas } from './links';
import { correctedSchema } from './corrected';
import { meetingEventSchemas } from './meeting';
import { mergedIntoSchema, mergerEventSchemas } from './merger';
import { moveEventSchemas } from './dates-moved';
import { ombudsmanEventSchemas, referralMarks } from './ombudsman';
import { particularsEventSchemas } from './particulars';
import { peopleEventSchemas, RECIPIENTS, recipientSchema } from './people';
import { privacyEventSchemas } from './privacy';
import { remedyEventSchemas } from './remedies';

const definition = {
  issues: z.array(issueSchema).max(50),
  outcomesSought: z.boolean(),
  incident: incidentSchema,
};
const stage = { stage: slugSchema };

/**
 * What each event carries: facts only. Declared once; the log, the API and the types derive from it. Events are never
 * rewritten, so a fact that is added has a default: what it was in all those that were recorded without it.
 */
export const eventSchemas = {
  logged: z.strictObject({
    ...stage,
    policyVersion: versionSchema,
    calendarVersion: z.string().max(200),
    calendarEdition: z.int().min(0).default(0).describe('Which edition of the landlord’s working days.'),
    receivedOn: localDateSchema,
    receivedAt: instantSchema.nullable(),
    loggedOn: localDateSchema,
    channel: slugSchema,
    about: z.enum(ABOUT).nullable().default(null),
    priority: slugSchema.nullable(),
    tenure: slugSchema.nullable(),
    categories: z.array(slugSchema),
    complainantKind: slugSchema.nullable(),
    incident: incidentSchema,
    representative: z
      .strictObject({
        type: slugSchema.nullable(),
        permission: z.enum(['none', 'verbal', 'written']),
        evidence: z.boolean(),
      })
      .nullable(),
    group: z.strictObject({ size: z.int() }).nullable(),
    discretion: discretionSchema
      .nullable()
      .default(null)
      .describe('The use of discretion by which a late complaint was taken.'),
    contactId: z.uuid().nullable(),
    /** Of earlier releases alone. An id in another system leads back to the person, so it stands where it can be erased. */
    externalReferences: z.array(z.strictObject({ system: slugSchema, id: z.string() })).optional(),
  }),
  acknowledged: z.strictObject({
    ...stage,
    method: slugSchema.nullable(),
    contains: z.array(slugSchema),
    recipient: recipientSchema,
    promisedOn: localDateSchema.nullable().default(null),
    revises: z.boolean().default(false),
    definitionRecipient: z
      .enum(RECIPIENTS)
      .nullable()
      .default(null)
      .describe('Who had the definition, where it went to another than the acknowledgement itself.'),
    discretion: discretionSchema.nullable().default(null),
  }),
  triaged: z.strictObject({
    ...stage,
    canBeAnsweredEarly: z.boolean(),
    complex: z.boolean(),
    vulnerabilityConsidered: z.boolean(),
  }),
  defined: z.strictObject({ ...stage, ...definition }),
  assigned: z.strictObject({
    ...stage,
    person: personSchema,
    role: slugSchema.nullable(),
    seniorTo: z.array(personSchema),
    responsibleForService: z.boolean().nullable(),
    subjectOfComplaint: z.boolean().nullable(),
    organisation: slugSchema.nullable().default(null),
  }),
  'assignment-ended': z.strictObject({ ...stage, person: personSchema }),
  extended: z.strictObject({
    ...stage,
    fromDueOn: localDateSchema.nullable(),
    toDueOn: localDateSchema.nullable(),
    afterDueDate: z.boolean(),
    overCap: z.boolean(),
    capOn: localDateSchema
      .nullable()
      .default(null)
      .describe(
        'The last day that the caps allow, counted from the date it is judged by; null: none is set.',
      ),
    agreed: z.boolean(),
    noticeGiven: z.boolean(),
    ombudsmanContactGiven: z.boolean(),
    updatePlan: updatePlanSchema.nullable(),
    decidedBy: personSchema.nullable().default(null),
    role: slugSchema.nullable().default(null),
    recipient: recipientSchema,
  }),
  'issue-added': z.strictObject({ ...stage, issue: issueSchema }),
  'update-given': z.strictObject({ ...stage, method: slugSchema.nullable(), recipient: recipientSchema }),
  paused: z.strictObject({ ...stage, reason: slugSchema }),
  resumed: z.strictObject(stage),
  responded: z.strictObject({
    ...stage,
    outcome: slugSchema.nullable(),
    sentOn: localDateSchema,
    receivedOn: localDateSchema,
    writtenOn: localDateSchema.nullable(),
    method: slugSchema.nullable(),
    decidedBy: personSchema.nullable(),
    explained: z.array(slugSchema),
    asserted: z.array(slugSchema),
    findings: z.array(z.strictObject({ issue: z.int(), outcome: slugSchema })),
    recipient: recipientSchema,
    revises: z.boolean().default(false).describe('A later answer at a stage that had one. Both are kept.'),
  }),
  delivered: z.strictObject({
    ...stage,
    /** Received on this day as far as was known before: the day it was deemed to be, or the day it was sent. */
    formerlyOn: localDateSchema,
    method: slugSchema.nullable(),
    recipient: recipientSchema,
  }),
  ...escalationEventSchemas,
  refused: z.strictObject({
    ...stage,
    reason: slugSchema,
    decidedBy: personSchema,
    ombudsmanRightTold: z.boolean(),
    recipient: recipientSchema,
    discretion: discretionSchema.nullable(),
    filedOn: localDateSchema.nullable(),
    exceptionConsidered: z
      .boolean()
      .nullable()
      .default(null)
      .describe('Whether an exception from the exclusion was considered; null: the record does not say.'),
    notReportedAtTheTime: z.boolean().nullable().default(null),
    redirectedTo: slugSchema.nullable(),
  }),
  withdrawn: z.strictObject({
    ...stage,
    by: z.enum(['resident', 'representative']),
    investigationContinues: z.boolean().default(false),
  }),
  closed: z.strictObject({
    ...stage,
    reason: slugSchema,
    lastHeardOn: localDateSchema.nullable().default(null),
    into: mergedIntoSchema.nullable().default(null),
  }),
  referred: z.strictObject({
    ...stage,
    ...numberGiven,
    to: slugSchema,
    purpose: slugSchema,
    via: slugSchema.nullable(),
    who: slugSchema.nullable(),
    policyEarliestOn: localDateSchema.nullable(),
    schemeEarliestOn: localDateSchema.nullable(),
    beforePolicyWait: z.boolean(),
    ...referralMarks,
  }),
  ...meetingEventSchemas,
  ...progressEventSchemas,
  ...peopleEventSchemas,
  ...remedyEventSchemas,
  ...privacyEventSchemas,
  ...moveEventSchemas,
  ...ombudsmanEventSchemas,
  ...mergerEventSchemas,
  ...particularsEventSchemas,
  ...linkEventSchemas,
  corrected: correctedSchema,
} as const;

export type EventType = keyof typeof eventSchemas;
export const EVENT_TYPES = Object.keys(eventSchemas) as EventType[]; // keys of a const object are exactly its key type

/** A date the act committed the landlord to, kept as a fact: the resident was told it, whatever a later reckoning says. */
export interface PromisedDate {
  readonly stage: string;
  readonly kind: string;
  /** Which entry of the stage. */
  readonly n: number;
  readonly dueOn: LocalDate | null;
}

export interface EventOf<T extends EventType> {
  readonly type: T;
  /** The day it happened, in the landlord's zone. */
  readonly on: LocalDate;
  /** The moment it happened, where one was given. */
  readonly at: Instant | null;
  readonly data: z.infer<(typeof eventSchemas)[T]>;
  readonly promised: readonly PromisedDate[];
  /** The rules of the procedure that the act did not keep; left out where it kept them all. */
  readonly departures?: readonly RecordedDeparture[];
}

export type ComplaintEvent = { [T in EventType]: EventOf<T> }[EventType];
