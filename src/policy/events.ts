import { z } from 'zod';
import { courseEventSchemas } from './course-events';
import { versionSchema } from './document';
import { slugSchema } from './document/vocabulary';
import { type Instant, instantSchema, type LocalDate, localDateSchema } from './local-date';
import { moveEventSchemas } from './move-events';
import { ombudsmanEventSchemas } from './ombudsman-events';
import { peopleEventSchemas, recipientSchema } from './people-events';
import { privacyEventSchemas } from './privacy-events';
import { redressEventSchemas } from './redress-events';

/**
 * The person who did something, as the landlord's own staff reference: enough to tell two people apart, and no name
 * (names and free text are kept apart from events, so that they can be erased and the record still replays).
 */
export const personSchema = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .describe(
    "The landlord's own reference for a member of staff, e.g. a staff number or user name. Not a resident.",
  );

export const incidentSchema = z
  .strictObject({
    occurredOn: localDateSchema.optional(),
    becameAwareOn: localDateSchema.optional(),
    reportedOn: localDateSchema.optional(),
  })
  .meta({
    id: 'Incident',
    description: 'When it happened, when the resident became aware, when it was first reported.',
  });
export type Incident = z.infer<typeof incidentSchema>;

export const issueSchema = z.strictObject({
  n: z.int().min(1).max(50),
  responsible: z
    .enum(['yes', 'no', 'unclear'])
    .describe('Whether the landlord is responsible for this aspect (Code 5.7).'),
});
export type Issue = z.infer<typeof issueSchema>;

const definition = {
  issues: z.array(issueSchema).max(50),
  outcomesSought: z.boolean(),
  incident: incidentSchema,
};
const stage = { stage: slugSchema };

export const updatePlanSchema = z
  .strictObject({
    every: z.strictObject({
      amount: z.int().min(1).max(365),
      unit: z.enum(['working-days', 'calendar-days', 'weeks']),
    }),
    method: slugSchema,
    agreed: z.boolean(),
  })
  .meta({
    id: 'UpdatePlan',
    description: 'How often and by what means the resident will hear, and whether they agreed.',
  });

export const discretionSchema = z.strictObject({
  decidedBy: personSchema,
  applied: z.boolean().describe('Whether discretion was used in the resident’s favour.'),
});

export const panelMemberSchema = z.strictObject({
  person: personSchema,
  role: slugSchema.optional(),
  seniorTo: z.array(personSchema).max(20).optional(),
  responsibleForService: z.boolean().optional(),
  subjectOfComplaint: z.boolean().optional(),
});

/** What each event carries: facts only. Declared once; the log, the API and the types derive from it. */
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
    contactId: z.uuid().nullable(),
    externalReferences: z.array(z.strictObject({ system: slugSchema, id: z.string() })),
  }),
  acknowledged: z.strictObject({
    ...stage,
    method: slugSchema.nullable(),
    contains: z.array(slugSchema),
    recipient: recipientSchema,
  }),
  defined: z.strictObject({ ...stage, ...definition }),
  assigned: z.strictObject({
    ...stage,
    person: personSchema,
    role: slugSchema.nullable(),
    seniorTo: z.array(personSchema),
    responsibleForService: z.boolean().nullable(),
    subjectOfComplaint: z.boolean().nullable(),
  }),
  contacted: z.strictObject({
    ...stage,
    method: slugSchema.nullable(),
    confirmedDueOn: localDateSchema.nullable(),
    reasonsGathered: z.boolean(),
    recipient: recipientSchema,
  }),
  extended: z.strictObject({
    ...stage,
    fromDueOn: localDateSchema.nullable(),
    toDueOn: localDateSchema.nullable(),
    afterDueDate: z.boolean(),
    overCap: z.boolean(),
    agreed: z.boolean(),
    noticeGiven: z.boolean(),
    ombudsmanContactGiven: z.boolean(),
    updatePlan: updatePlanSchema.nullable(),
  }),
  'issue-added': z.strictObject({ ...stage, issue: issueSchema }),
  'update-given': z.strictObject({ ...stage, method: slugSchema.nullable(), recipient: recipientSchema }),
  paused: z.strictObject({ ...stage, reason: slugSchema }),
  resumed: z.strictObject(stage),
  responded: z.strictObject({
    ...stage,
    outcome: slugSchema,
    sentOn: localDateSchema,
    receivedOn: localDateSchema,
    writtenOn: localDateSchema.nullable(),
    method: slugSchema.nullable(),
    decidedBy: personSchema.nullable(),
    explained: z.array(slugSchema),
    asserted: z.array(slugSchema),
    findings: z.array(z.strictObject({ issue: z.int(), outcome: slugSchema })),
    recipient: recipientSchema,
  }),
  delivered: z.strictObject({
    ...stage,
    /** Received on this day as far as was known before: the day it was deemed to be, or the day it was sent. */
    formerlyOn: localDateSchema,
    method: slugSchema.nullable(),
  }),
  escalated: z.strictObject({
    ...stage,
    to: slugSchema,
    loggedOn: localDateSchema,
    grounds: z.array(slugSchema),
    reasonGiven: z.boolean(),
    becauseOverdue: z.boolean(),
    late: discretionSchema.nullable(),
    needsDecision: z.boolean(),
    by: recipientSchema.describe('Who asked.'),
  }),
  'escalation-decided': z.strictObject({
    ...stage,
    accepted: z.boolean(),
    ground: slugSchema.nullable(),
    refusal: slugSchema.nullable(),
    decidedBy: personSchema,
    role: slugSchema.nullable(),
    ombudsmanRightTold: z.boolean(),
  }),
  'hearing-arranged': z.strictObject({ ...stage, hearingOn: localDateSchema }),
  'hearing-held': z.strictObject({ ...stage, panel: z.array(panelMemberSchema) }),
  refused: z.strictObject({
    ...stage,
    reason: slugSchema,
    decidedBy: personSchema,
    ombudsmanRightTold: z.boolean(),
    discretion: discretionSchema.nullable(),
    filedOn: localDateSchema.nullable(),
    redirectedTo: slugSchema.nullable(),
  }),
  withdrawn: z.strictObject({
    ...stage,
    by: z.enum(['resident', 'representative']),
    investigationContinues: z.boolean(),
  }),
  closed: z.strictObject({ ...stage, reason: slugSchema, lastHeardOn: localDateSchema.nullable() }),
  referred: z.strictObject({
    ...stage,
    to: slugSchema,
    purpose: slugSchema,
    via: slugSchema.nullable(),
    who: slugSchema.nullable(),
    policyEarliestOn: localDateSchema.nullable(),
    schemeEarliestOn: localDateSchema.nullable(),
    beforePolicyWait: z.boolean(),
  }),
  ...courseEventSchemas,
  ...peopleEventSchemas,
  ...redressEventSchemas,
  ...privacyEventSchemas,
  ...moveEventSchemas,
  ...ombudsmanEventSchemas,
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
}

export type ComplaintEvent = { [T in EventType]: EventOf<T> }[EventType];

/** Somebody an act names, by their place among those of the same role. */
export interface NamedParty {
  readonly role: 'representative';
  readonly n: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Words that only named roles may read: they can tell of health, disability or belief. */
export interface RestrictedText {
  readonly subject: 'adjustment' | 'restriction';
  /** Which adjustment or restriction. */
  readonly n: number;
  readonly kind: string;
  readonly purpose: string | null;
  readonly text: string;
}

/** A decided event with the free text and the people that belong to it, which are stored apart. */
export interface RecordedEvent {
  readonly event: ComplaintEvent;
  readonly texts: Readonly<Record<string, string>>;
  readonly parties?: readonly NamedParty[];
  readonly restricted?: RestrictedText;
}
