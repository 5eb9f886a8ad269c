import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { complaintId, day, instant, landlordId, ofSameLandlord } from '../connection/columns';
import { complaints } from './complaints';
import { landlords } from './landlords';

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
    /** Of a correction: the later acts that change or no longer fit, and how the complaint would stand. */
    correction: jsonb(),
    /** Whether there is anything to show: a date that moves, or why none can. */
    shown: boolean().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.landlordId, t.rehearsalId, t.complaintId] }),
    ofSameLandlord(
      'rehearsal_complaints_rehearsal_fk',
      [t.landlordId, t.rehearsalId],
      [rehearsals.landlordId, rehearsals.id],
    ),
    ofSameLandlord(
      'rehearsal_complaints_complaint_fk',
      [t.landlordId, t.complaintId],
      [complaints.landlordId, complaints.id],
    ),
    index('rehearsal_complaints_shown').on(t.landlordId, t.rehearsalId, t.complaintId).where(sql`shown`),
  ],
);
