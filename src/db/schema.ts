import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { z } from 'zod';
import type { Division } from '../policy/calendar';
import { RESIDENT_CLOCKS } from '../policy/clock';
import type { Finding } from '../policy/code/findings';
import type { SelfAssessmentEntry, Trigger } from '../policy/code/self-assessment';
import type { Role } from '../policy/commands/command';
import type { ContactEventType } from '../policy/contacts/events';
import type { ChoiceStanding, ContactState } from '../policy/contacts/state';
import type { ombudsmanContactSchema } from '../policy/document/outcome';
import type { RestrictedText } from '../policy/events';
import { bytes, day, instant, transactionId } from './columns';

/**
 * The only declaration of columns. `landlord_id` leads every key and index, so that the schema shards by landlord
 * on a distributed PostgreSQL without change; the landlords table itself is the one whose own id is the landlord's.
 */

const landlordId = () => uuid('landlord_id').notNull();
const complaintId = () => uuid('complaint_id').notNull();

/** How many homes of a tenure the landlord had in a year, for figures per thousand homes. */
export interface HomesInYear {
  readonly year: number;
  readonly tenure: string;
  readonly homes: number;
}

export const landlords = pgTable('landlords', {
  id: uuid().primaryKey(),
  name: text().notNull(),
  division: text().$type<Division>().notNull(),
  zone: text().notNull(),
  homes: jsonb().$type<readonly HomesInYear[]>().notNull(),
  ombudsmanContact: jsonb('ombudsman_contact').$type<z.infer<typeof ombudsmanContactSchema>>(),
  /** Whether a handler sees every complaint, or those that were assigned to it at some stage. */
  handlersSee: text('handlers_see').$type<'all' | 'assigned'>().notNull().default('all'),
  version: integer().notNull().default(1),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
});

/** What a key is good for within its roles: reading alone, or the operations of these ids. */
export type KeyLimit = 'read' | readonly string[];

/** No foreign key to landlords: the keys of the platform itself stand under the nil id, which is no landlord. */
export const apiKeys = pgTable(
  'api_keys',
  {
    landlordId: landlordId(),
    id: uuid().notNull(),
    name: text().notNull(),
    prefix: text().notNull(),
    hash: bytes().notNull(),
    roles: text().array().$type<readonly Role[]>().notNull(),
    /** Whom of the landlord's staff it acts for, as assignments name them. */
    person: text(),
    only: jsonb('good_for').$type<KeyLimit>(),
    expiresAt: instant('expires_at'),
    revokedAt: instant('revoked_at'),
    lastUsedAt: instant('last_used_at'),
    createdAt: instant('created_at').notNull(),
    createdBy: text('created_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.landlordId, t.id] }),
    unique('api_keys_hash_unique').on(t.landlordId, t.hash),
  ],
);

/** Immutable by trigger: a complaint pins a version, and a date must be explainable for as long as it is kept. */
export const policies = pgTable(
  'policies',
  {
    landlordId: landlordId().references(() => landlords.id),
    version: text().notNull(),
    effectiveFrom: day('effective_from').notNull(),
    effectiveTo: day('effective_to'),
    document: jsonb().notNull(),
    publishedAt: instant('published_at').notNull(),
    publishedBy: text('published_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.landlordId, t.version] }),
    unique('policies_effective_from_unique').on(t.landlordId, t.effectiveFrom),
  ],
);

/**
 * The landlord's working days beside its procedure: a further row each time they change. Immutable by trigger, as
 * policies are and for the same reason. There is no row of number 0, which is the service's own holidays unchanged.
 */
export const calendarEditions = pgTable(
  'calendar_editions',
  {
    landlordId: landlordId().references(() => landlords.id),
    number: integer().notNull(),
    content: jsonb().notNull(),
    why: text(),
    createdAt: instant('created_at').notNull(),
    createdBy: text('created_by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.landlordId, t.number] })],
);

export const complaintCounters = pgTable(
  'complaint_counters',
  {
    landlordId: landlordId().references(() => landlords.id),
    year: integer().notNull(),
    last: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.landlordId, t.year] })],
);

export const complaints = pgTable(
  'complaints',
  {
    landlordId: landlordId(),
    id: uuid().notNull(),
    reference: text().notNull(),
    version: integer().notNull(),
    policyVersion: text('policy_version').notNull(),
    calendarVersion: text('calendar_version').notNull(),
    /** Read from the state, which alone decides it: a list needs it without the state. */
    calendarEdition: integer('calendar_edition')
      .notNull()
      .generatedAlwaysAs(sql`coalesce((state ->> 'calendarEdition')::integer, 0)`),
    status: text().notNull(),
    stage: text().notNull(),
    outcome: text(),
    handler: text(),
    channel: text().notNull(),
    categories: text().array().notNull(),
    tenure: text(),
    receivedOn: day('received_on').notNull(),
    nextDueOn: day('next_due_on'),
    nextDueKind: text('next_due_kind'),
    nextDueStage: text('next_due_stage'),
    state: jsonb().notNull(),
    loggedAt: instant('logged_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.landlordId, t.id] }),
    unique('complaints_reference_unique').on(t.landlordId, t.reference),
    foreignKey({
      name: 'complaints_policy_fk',
      columns: [t.landlordId, t.policyVersion],
      foreignColumns: [policies.landlordId, policies.version],
    }).onDelete('restrict'),
    index('complaints_by_due').on(t.landlordId, t.nextDueOn, t.id),
    index('complaints_by_received').on(t.landlordId, t.receivedOn, t.id),
    index('complaints_by_updated').on(t.landlordId, t.updatedAt, t.id),
    index('complaints_by_handler').on(t.landlordId, t.handler, t.nextDueOn, t.id),
  ],
);

/** Everybody a complaint was ever assigned to, at whatever stage. Written by trigger, so that no writer can leave it out. */
export const complaintHandlers = pgTable(
  'complaint_handlers',
  {
    landlordId: landlordId(),
    person: text().notNull(),
    complaintId: complaintId(),
  },
  (t) => [
    primaryKey({ columns: [t.landlordId, t.person, t.complaintId] }),
    foreignKey({
      name: 'complaint_handlers_complaint_fk',
      columns: [t.landlordId, t.complaintId],
      foreignColumns: [complaints.landlordId, complaints.id],
    }).onDelete('restrict'),
  ],
);

export const complaintExternalReferences = pgTable(
  'complaint_external_references',
  {
    landlordId: landlordId(),
    system: text().notNull(),
    externalId: text('external_id').notNull(),
    complaintId: complaintId(),
  },
  (t) => [
    primaryKey({
      name: 'complaint_external_references_pk',
      columns: [t.landlordId, t.system, t.externalId, t.complaintId],
    }),
    foreignKey({
      name: 'complaint_external_references_complaint_fk',
      columns: [t.landlordId, t.complaintId],
      foreignColumns: [complaints.landlordId, complaints.id],
    }).onDelete('restrict'),
  ],
);

/** Append-only by trigger. What it carries is facts; names and free text are apart, in parties and texts. */
export const complaintEvents = pgTable(
  'complaint_events',
  {
    landlordId: landlordId(),
    complaintId: complaintId(),
    sequence: integer().notNull(),
    id: uuid().notNull(),
    type: text().notNull(),
    data: jsonb().notNull(),
    /** The dates this act committed the landlord to, as the resident was told them. */
    promised: jsonb().notNull(),
    actor: text().notNull(),
    occurredOn: day('occurred_on').notNull(),
    occurredAt: instant('occurred_at'),
    recordedAt: instant('recorded_at').notNull(),
    /** Of the texts that came with it, salted: it proves them while they are kept and tells nothing once they are erased. */
    textsDigest: bytes('texts_digest'),
    /** Of the event before it and all that stands here; written by trigger, so that no writer can leave it out. */
    hash: bytes().notNull(),
    /** Transaction ids begin anew in a restored database: see feed-epoch.ts. */
    epoch: integer().notNull().default(sql`feed_epoch()`),
    xact: transactionId().notNull().default(sql`pg_current_xact_id()`),
    position: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
  },
  (t) => [
    primaryKey({ columns: [t.landlordId, t.complaintId, t.sequence] }),
    foreignKey({
      name: 'complaint_events_complaint_fk',
      columns: [t.landlordId, t.complaintId],
      foreignColumns: [complaints.landlordId, complaints.id],
    }).onDelete('restrict'),
    index('complaint_events_feed').on(t.landlordId, t.epoch, t.xact, t.position),
    index('complaint_events_by_time').on(t.landlordId, t.recordedAt),
  ],
);

/** What the worklist reads. Its statement must repeat the index's predicate word for word, so both take it from here. */
export const RUNNING_CLOCK = 'met_on is null and stopped_on is null and due_on is not null and not projected';
/** Dates that are the resident's to use, not the landlord's to keep. */
export const RESIDENTS_KIND = `(kind in (${RESIDENT_CLOCKS.map((kind) => `'${kind}'`).join(', ')}))`;

/** One row for each running or ended clock. `n` tells apart those a stage has several of, such as updates. */
export const clocks = pgTable(
  'clocks',
  {
    landlordId: landlordId(),
    complaintId: complaintId(),
    stage: text().notNull(),
    kind: text().notNull(),
    n: integer().notNull().default(0),
    anchorOn: day('anchor_on'),
    dueOn: day('due_on'),
    originalDueOn: day('original_due_on'),
    projected: boolean().notNull(),
    metOn: day('met_on'),
    stoppedOn: day('stopped_on'),
    handler: text(),
  },
  (t) => [
    primaryKey({ columns: [t.landlordId, t.complaintId, t.stage, t.kind, t.n] }),
    foreignKey({
      name: 'clocks_complaint_fk',
      columns: [t.landlordId, t.complaintId],
      foreignColumns: [complaints.landlordId, complaints.id],
    }).onDelete('restrict'),
    index('clocks_worklist')
      .on(t.landlordId, t.dueOn, t.complaintId, t.stage, t.kind, t.n)
      .where(sql.raw(`${RUNNING_CLOCK} and not ${RESIDENTS_KIND}`)),
    // Apart, because such a date passes unmet more often than not: years of them would lie before today's work.
    index('clocks_of_residents')
      .on(t.landlordId, t.dueOn, t.complaintId, t.stage, t.kind, t.n)
      .where(sql.raw(`${RUNNING_CLOCK} and ${RESIDENTS_KIND}`)),
  ],
);

/** People, apart from the events, so that they can be erased while the record still replays. */
export const parties = pgTable(
  'parties',
  {
    landlordId: landlordId(),
    complaintId: complaintId(),
    role: text().notNull(),
    n: integer().notNull(),
    data: jsonb().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.landlordId, t.complaintId, t.role, t.n] }),
    foreignKey({
      name: 'parties_complaint_fk',
      columns: [t.landlordId, t.complaintId],
      foreignColumns: [complaints.landlordId, complaints.id],
    }).onDelete('restrict'),
  ],
);

/** The free text of an event, apart from it for the same reason. */
export const texts = pgTable(
  'texts',
  {
    landlordId: landlordId(),
    complaintId: complaintId(),
    sequence: integer().notNull(),
    field: text().notNull(),
    text: text().notNull(),
    /** Goes into the digest of the event, and goes away with the text. */
    salt: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.landlordId, t.complaintId, t.sequence, t.field] }),
    foreignKey({
      name: 'texts_complaint_fk',
      columns: [t.landlordId, t.complaintId],
      foreignColumns: [complaints.landlordId, complaints.id],
    }).onDelete('restrict'),
  ],
);

/**
 * What was said of a resident's health, disability or needs (Code 5.10): special-category data, apart even from the other
 * texts, so that no statement which reads a complaint or its record brings it along by accident. One row an event.
 */
export const restrictedTexts = pgTable(
  'restricted_texts',
  {
    landlordId: landlordId(),
    complaintId: complaintId(),
    sequence: integer().notNull(),
    subject: text().$type<RestrictedText['subject']>().notNull(),
    /** Which adjustment or restriction of the complaint. */
    n: integer().notNull(),
    kind: text().notNull(),
    purpose: text(),
    text: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.landlordId, t.complaintId, t.sequence] }),
    foreignKey({
      name: 'restricted_texts_complaint_fk',
      columns: [t.landlordId, t.complaintId],
      foreignColumns: [complaints.landlordId, complaints.id],
    }).onDelete('restrict'),
  ],
);

/** Feedback, service requests and first attempts to put things right, which are not complaints. */
export const contacts = pgTable(
  'contacts',
  {
    landlordId: landlordId().references(() => landlords.id),
    id: uuid().notNull(),
    receivedOn: day('received_on').notNull(),
    channel: text().notNull(),
    kind: text().notNull(),
    /** What its events come to. */
    facts: jsonb().notNull(),
    person: jsonb(),
    summary: text(),
    complaintId: uuid('complaint_id'),
    /** The complaint that was refused because its matter belongs here. */
    refusedComplaintId: uuid('refused_complaint_id'),
    /** These two are read from the state, which alone decides them: a list filters by them. */
    status: text().$type<ContactState['status']>().notNull(),
    choice: text().$type<ChoiceStanding>().notNull(),
    createdAt: instant('created_at').notNull(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.landlordId, t.id] }),
    foreignKey({
      name: 'contacts_complaint_fk',
      columns: [t.landlordId, t.complaintId],
      foreignColumns: [complaints.landlordId, complaints.id],
    }).onDelete('restrict'),
    foreignKey({
      name: 'contacts_refused_complaint_fk',
      columns: [t.landlordId, t.refusedComplaintId],
      foreignColumns: [complaints.landlordId, complaints.id],
    }).onDelete('restrict'),
    index('contacts_by_received').on(t.landlordId, t.receivedOn, t.id),
    index('contacts_by_status').on(t.landlordId, t.status, t.receivedOn, t.id),
    index('contacts_by_choice').on(t.landlordId, t.choice, t.receivedOn, t.id),
    index('contacts_by_complaint').on(t.landlordId, t.complaintId),
    index('contacts_by_refused_complaint').on(t.landlordId, t.refusedComplaintId),
  ],
);

/** Append-only by trigger, like the events of complaints: it shows when the choice to complain was offered. */
export const contactEvents = pgTable(
  'contact_events',
  {
    landlordId: landlordId(),
    contactId: uuid('contact_id').notNull(),
    sequence: integer().notNull(),
    type: text().$type<ContactEventType>().notNull(),
    data: jsonb().notNull(),
    actor: text().notNull(),
    occurredOn: day('occurred_on').notNull(),
    recordedAt: instant('recorded_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.landlordId, t.contactId, t.sequence] }),
    foreignKey({
      name: 'contact_events_contact_fk',
      columns: [t.landlordId, t.contactId],
      foreignColumns: [contacts.landlordId, contacts.id],
    }).onDelete('restrict'),
  ],
);

/** The free text of a contact's events, apart from them so that it can be erased. */
export const contactTexts = pgTable(
  'contact_texts',
  {
    landlordId: landlordId(),
    contactId: uuid('contact_id').notNull(),
    sequence: integer().notNull(),
    field: text().notNull(),
    text: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.landlordId, t.contactId, t.sequence, t.field] }),
    foreignKey({
      name: 'contact_texts_contact_fk',
      columns: [t.landlordId, t.contactId],
      foreignColumns: [contacts.landlordId, contacts.id],
    }).onDelete('restrict'),
  ],
);

/** A year's assessment of a policy version against the Code. It is worked on until it is published: hence the version. */
export const selfAssessments = pgTable(
  'self_assessments',
  {
    landlordId: landlordId().references(() => landlords.id),
    year: integer().notNull(),
    policyVersion: text('policy_version').notNull(),
    /** As the check found them when the assessment was last entered. */
    findings: jsonb().$type<readonly Finding[]>().notNull(),
    entries: jsonb().$type<readonly SelfAssessmentEntry[]>().notNull(),
    trigger: text().$type<Trigger>().notNull(),
    governingBodyResponse: text('governing_body_response'),
    version: integer().notNull().default(1),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.landlordId, t.year] }),
    foreignKey({
      name: 'self_assessments_policy_fk',
      columns: [t.landlordId, t.policyVersion],
      foreignColumns: [policies.landlordId, policies.version],
    }).onDelete('restrict'),
  ],
);

/**
 * Answers kept under the key a caller sent with a request, so that the same request sent again is answered and not
 * done again. Written by the transaction that did it.
 */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    landlordId: landlordId(),
    principal: text().notNull(),
    operation: text().notNull(),
    key: text().notNull(),
    fingerprint: bytes().notNull(),
    status: integer().notNull(),
    headers: jsonb().$type<Readonly<Record<string, string>>>().notNull(),
    /** Null where the answer held a secret, which is shown once and kept nowhere. */
    body: text(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.landlordId, t.principal, t.operation, t.key] }),
    index('idempotency_keys_expiry').on(t.landlordId, t.expiresAt),
  ],
);

/** Who read or changed personal data, when and from where. Append-only by trigger, like the events. */
export const accessLog = pgTable(
  'access_log',
  {
    landlordId: landlordId(),
    id: uuid().notNull(),
    at: instant('at').notNull(),
    principal: text().notNull(),
    name: text().notNull(),
    address: text().notNull(),
    requestId: text('request_id').notNull(),
    operation: text().notNull(),
    /** The complaint or contact as it was asked for; null for a list. */
    subject: text(),
    status: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.landlordId, t.id] }),
    index('access_log_subject').on(t.landlordId, t.subject, t.id),
  ],
);

/** What the service signs with, under the nil id: it is the platform's own. Made by the migration and never changed. */
export const serviceSecrets = pgTable(
  'service_secrets',
  {
    landlordId: landlordId(),
    name: text().notNull(),
    secret: bytes().notNull(),
  },
  (t) => [primaryKey({ columns: [t.landlordId, t.name] })],
);

/**
 * What had been recorded up to a moment, in one hash: of the seal before it and the hashes of all events since. Given
 * out, it lets anybody prove later that nothing of it was altered, removed or slipped in.
 */
export const chainSeals = pgTable(
  'chain_seals',
  {
    landlordId: landlordId(),
    n: integer().notNull(),
    /** Events recorded before this moment and not before that of the seal before. */
    until: instant('until').notNull(),
    events: integer().notNull(),
    hash: bytes().notNull(),
    sealedAt: instant('sealed_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.landlordId, t.n] })],
);

/** What a change of working days, procedure or receipt would move, as it was shown, and whether it was done. */
export const rehearsals = pgTable(
  'rehearsals',
  {
    landlordId: landlordId().references(() => landlords.id),
    id: uuid().notNull(),
    change: jsonb().notNull(),
    why: text(),
    /** The day it was then: whether a complaint is still open, or a clock overdue, was asked of this day. */
    rehearsedOn: day('rehearsed_on').notNull(),
    /** The edition of the working days it set out from; what the next one would hold, where it makes one. */
    fromEdition: integer('from_edition').notNull(),
    edition: jsonb(),
    /** What an import found, where it was one. */
    dataset: jsonb(),
    counts: jsonb().notNull(),
    createdAt: instant('created_at').notNull(),
    createdBy: text('created_by').notNull(),
    appliedAt: instant('applied_at'),
    appliedBy: text('applied_by'),
  },
  (t) => [primaryKey({ columns: [t.landlordId, t.id] })],
);

/** Every complaint that a rehearsal looked at and the version it then had: an application finds it so or does nothing. */
export const rehearsalComplaints = pgTable(
  'rehearsal_complaints',
  {
    landlordId: landlordId(),
    rehearsalId: uuid('rehearsal_id').notNull(),
    complaintId: complaintId(),
    version: integer().notNull(),
    moves: jsonb().notNull(),
    refusal: jsonb(),
    /** Whether there is anything to show: a date that moves, or why none can. */
    shown: boolean().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.landlordId, t.rehearsalId, t.complaintId] }),
    foreignKey({
      name: 'rehearsal_complaints_rehearsal_fk',
      columns: [t.landlordId, t.rehearsalId],
      foreignColumns: [rehearsals.landlordId, rehearsals.id],
    }).onDelete('restrict'),
    foreignKey({
      name: 'rehearsal_complaints_complaint_fk',
      columns: [t.landlordId, t.complaintId],
      foreignColumns: [complaints.landlordId, complaints.id],
    }).onDelete('restrict'),
    index('rehearsal_complaints_shown').on(t.landlordId, t.rehearsalId, t.complaintId).where(sql`shown`),
  ],
);

/** What a month's feedback showed when it was looked through (ARC-04). One a month, and immutable by trigger. */
export const feedbackReviews = pgTable(
  'feedback_reviews',
  {
    landlordId: landlordId().references(() => landlords.id),
    /** Such as 2024-09. */
    month: text().notNull(),
    policyVersion: text('policy_version').notNull(),
    reviewedBy: text('reviewed_by').notNull(),
    reviewedOn: day('reviewed_on').notNull(),
    dueOn: day('due_on').notNull(),
    /** How many contacts of each kind it covered; one entered later is not among them. */
    contacts: jsonb().$type<Readonly<Record<string, number>>>().notNull(),
    findings: text().notNull(),
    problems: jsonb().$type<readonly { readonly theme: string; readonly text: string }[]>().notNull(),
    learning: text(),
    recordedBy: text('recorded_by').notNull(),
    recordedAt: instant('recorded_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.landlordId, t.month] })],
);
