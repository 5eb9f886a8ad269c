import { type SQL, sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { RestrictedText } from '../../policy/events/recorded-event';
import {
  bytes,
  complaintId,
  day,
  instant,
  landlordId,
  ofSameLandlord,
  transactionId,
} from '../connection/columns';
import { complaints } from './complaints';

/** The kinds of event that a year's report counts. Its statement must repeat the index's predicate, so both take it from here. */
export const REPORTED: SQL = sql.raw(
  `(type in ('refused', 'remedy-offered', 'remedy-completed', 'compensation-awarded', 'learning-recorded', 'learning-published'))`,
);

/** As the migration wrote it into the indexes: a statement that is to read them repeats it. */
export const CORRECTION: SQL = sql.raw(`type = 'corrected'`);

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
    /** Of the words that only named roles may read, in the same way. */
    restrictedDigest: bytes('restricted_digest'),
    /** Of each of the people the act named, by role and number; null: written before there were any. */
    partyDigests: jsonb('party_digests').$type<Readonly<Record<string, string>>>(),
    /** Of the event before it and all that stands here; written by trigger, so that no writer can leave it out. */
    hash: bytes().notNull(),
    /** Transaction ids begin anew in a restored database: see feed-epoch.ts. */
    epoch: integer().notNull().default(sql`feed_epoch()`),
    xact: transactionId().notNull().default(sql`pg_current_xact_id()`),
    position: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
  },
  (t) => [
    primaryKey({ columns: [t.landlordId, t.complaintId, t.sequence] }),
    ofSameLandlord(
      'complaint_events_complaint_fk',
      [t.landlordId, t.complaintId],
      [complaints.landlordId, complaints.id],
    ),
    index('complaint_events_feed').on(t.landlordId, t.epoch, t.xact, t.position),
    index('complaint_events_by_time').on(t.landlordId, t.recordedAt),
    // Figures leave out what was struck, and count what was changed as it is now.
    index('complaint_events_corrected').on(t.landlordId, t.complaintId, t.sequence).where(CORRECTION),
    // A landlord that published a year's figures asks for the corrections since.
    index('complaint_events_corrected_by_time')
      .on(t.landlordId, t.recordedAt, t.complaintId, t.sequence)
      .where(CORRECTION),
    // The few of every hundred events that a year's report counts by the day on which they happened.
    index('complaint_events_reported').on(t.landlordId, t.occurredOn, t.type, t.complaintId).where(REPORTED),
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
    /** The event whose digest proves it, and what went into that digest. */
    sequence: integer(),
    salt: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.landlordId, t.complaintId, t.role, t.n] }),
    ofSameLandlord(
      'parties_complaint_fk',
      [t.landlordId, t.complaintId],
      [complaints.landlordId, complaints.id],
    ),
  ],
);

/** People as they were recorded before something of theirs changed: so one can tell where a letter went. */
export const formerParties = pgTable(
  'former_parties',
  {
    landlordId: landlordId(),
    complaintId: complaintId(),
    role: text().notNull(),
    n: integer().notNull(),
    /** The event whose digest proves it; 0: of a release that proved nobody. */
    sequence: integer().notNull(),
    data: jsonb().notNull(),
    salt: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.landlordId, t.complaintId, t.role, t.n, t.sequence] }),
    ofSameLandlord(
      'former_parties_complaint_fk',
      [t.landlordId, t.complaintId],
      [complaints.landlordId, complaints.id],
    ),
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
    ofSameLandlord(
      'texts_complaint_fk',
      [t.landlordId, t.complaintId],
      [complaints.landlordId, complaints.id],
    ),
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
    salt: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.landlordId, t.complaintId, t.sequence] }),
    ofSameLandlord(
      'restricted_texts_complaint_fk',
      [t.landlordId, t.complaintId],
      [complaints.landlordId, complaints.id],
    ),
  ],
);

/**
 * What had been committed up to a place in the feed, in one hash: of the seal before it and the hashes of all events since. Given
 * out, it lets anybody prove later that nothing of it was altered, removed or slipped in.
 */
export const chainSeals = pgTable(
  'chain_seals',
  {
    landlordId: landlordId(),
    n: integer().notNull(),
    /** When it was made; of a seal without a place, the moment before which its events were recorded. */
    until: instant('until').notNull(),
    events: integer().notNull(),
    /** Events of contacts among what it covers; null: of a release that did not seal them. */
    contactEvents: integer('contact_events'),
    hash: bytes().notNull(),
    sealedAt: instant('sealed_at').notNull(),
    // The last event it covers, in the order of the feed; null in a seal of a release that went by the clock.
    epoch: integer(),
    xact: transactionId(),
    position: bigint({ mode: 'number' }),
  },
  (t) => [primaryKey({ columns: [t.landlordId, t.n] })],
);
