import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { ContactEventType } from '../../policy/contacts/events';
import type { ChoiceStatus, ContactState } from '../../policy/contacts/state';
import type { ReviewRedaction } from '../../policy/redactions';
import { bytes, day, instant, landlordId, ofSameLandlord, transactionId } from '../connection/columns';
import { complaints } from './complaints';
import { landlords } from './landlords';

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
    choice: text().$type<ChoiceStatus>().notNull(),
    createdAt: instant('created_at').notNull(),
    version: integer().notNull().default(1),
    /** Goes into the digest of its first event, with its person and its summary, and goes away with them. */
    salt: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.landlordId, t.id] }),
    ofSameLandlord(
      'contacts_complaint_fk',
      [t.landlordId, t.complaintId],
      [complaints.landlordId, complaints.id],
    ),
    ofSameLandlord(
      'contacts_refused_complaint_fk',
      [t.landlordId, t.refusedComplaintId],
      [complaints.landlordId, complaints.id],
    ),
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
    // From here on null in events of a release that had no proof of contacts and no place for them in the feed.
    id: uuid().default(sql`gen_random_uuid()`),
    /** As that of a complaint's event; of the first one, with the person and the summary of the contact. */
    textsDigest: bytes('texts_digest'),
    /** Of the event before it and all that stands here; written by trigger. */
    hash: bytes(),
    epoch: integer().default(sql`feed_epoch()`),
    xact: transactionId().default(sql`pg_current_xact_id()`),
    /** Drawn with those of complaints, so that the feed has one order. */
    position: bigint({ mode: 'number' }).default(sql`nextval('complaint_events_position_seq')`),
  },
  (t) => [
    primaryKey({ columns: [t.landlordId, t.contactId, t.sequence] }),
    index('contact_events_feed').on(t.landlordId, t.epoch, t.xact, t.position),
    index('contact_events_by_time').on(t.landlordId, t.recordedAt),
    ofSameLandlord(
      'contact_events_contact_fk',
      [t.landlordId, t.contactId],
      [contacts.landlordId, contacts.id],
    ),
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
    /** Goes into the digest of the event, and goes away with the text. */
    salt: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.landlordId, t.contactId, t.sequence, t.field] }),
    ofSameLandlord(
      'contact_texts_contact_fk',
      [t.landlordId, t.contactId],
      [contacts.landlordId, contacts.id],
    ),
  ],
);

/**
 * What a month's feedback showed when it was looked through (ARC-04). One a month, and immutable by trigger but for words
 * that should never have been in it, such as a name.
 */
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
    /** That words were taken out, each time; the words themselves are gone. */
    redactions: jsonb().$type<readonly ReviewRedaction[]>().notNull().default([]),
  },
  (t) => [primaryKey({ columns: [t.landlordId, t.month] })],
);
