import { sql } from 'drizzle-orm';
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { ComplaintState, ComplaintStatus } from '../../policy/complaint/state';
import type { BeyondTheCode } from '../../policy/conditions/beyond-the-code';
import type { LocalDate } from '../../policy/dates/local-date';
import { complaintId, day, instant, landlordId, ofSameLandlord } from '../connection/columns';
import { landlords, policies } from './landlords';

export const complaintCounters = pgTable(
  'complaint_counters',
  {
    landlordId: landlordId().references(() => landlords.id),
    year: integer().notNull(),
    last: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.landlordId, t.year] })],
);

/** As the migration wrote it into the index: a statement that is to read it repeats it. */
export const DEPARTED = sql`departures is not null`;
export const WENT_BEYOND = sql`beyond_the_code is not null`;

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
    status: text().$type<ComplaintStatus>().notNull(),
    stage: text().notNull(),
    outcome: text(),
    handler: text(),
    channel: text().notNull(),
    categories: text().array().$type<readonly string[]>().notNull(),
    tenure: text(),
    receivedOn: day('received_on').notNull(),
    /** The caller's own number of the case. No part of the state: it leads back to the person, so a trigger clears it with them. */
    caseSystem: text('case_system'),
    caseNumber: text('case_number'),
    nextDueOn: day('next_due_on'),
    nextJudgedOn: day('next_judged_on'),
    nextDueKind: text('next_due_kind'),
    nextDueStage: text('next_due_stage'),
    /** Where an act did not keep the procedure; null where all did, as of most complaints. */
    departures: jsonb().$type<readonly DepartureFact[]>(),
    /** Conduct that the procedure lets pass and the Code does not; null where there is none, as of most complaints. */
    beyondTheCode: jsonb('beyond_the_code').$type<readonly BeyondTheCode[]>(),
    state: jsonb().$type<ComplaintState>().notNull(),
    /** Which reading of the events the state is, and of which version: what moves the version alone leaves it behind. */
    stateFormat: integer('state_format').notNull().default(0),
    stateVersion: integer('state_version').notNull().default(0),
    loggedAt: instant('logged_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.landlordId, t.id] }),
    unique('complaints_reference_unique').on(t.landlordId, t.reference),
    ofSameLandlord(
      'complaints_policy_fk',
      [t.landlordId, t.policyVersion],
      [policies.landlordId, policies.version],
    ),
    uniqueIndex('complaints_case_unique')
      .on(t.landlordId, t.caseSystem, t.caseNumber)
      .where(sql`case_number is not null`),
    index('complaints_by_due').on(t.landlordId, t.nextJudgedOn, t.id),
    index('complaints_by_received').on(t.landlordId, t.receivedOn, t.id),
    index('complaints_by_updated').on(t.landlordId, t.updatedAt, t.id),
    index('complaints_by_handler').on(t.landlordId, t.handler, t.nextJudgedOn, t.id),
    // Few of all: the figures of a year read these and no others.
    index('complaints_departed').on(t.landlordId, t.id).where(DEPARTED),
    index('complaints_beyond_the_code').on(t.landlordId, t.id).where(WENT_BEYOND),
  ],
);

/** A departure as lists and figures go by it. */
export interface DepartureFact {
  readonly on: LocalDate;
  readonly act: string;
  readonly stage: string;
  readonly code: string;
  readonly ids: readonly string[];
}

/**
 * Whom each stage of a complaint was last assigned to: whoever gave it up or was taken off it is no longer among them.
 * Written by trigger, so that no writer can leave it out.
 */
export const complaintHandlers = pgTable(
  'complaint_handlers',
  {
    landlordId: landlordId(),
    complaintId: complaintId(),
    stage: text().notNull(),
    person: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.landlordId, t.complaintId, t.stage] }),
    ofSameLandlord(
      'complaint_handlers_complaint_fk',
      [t.landlordId, t.complaintId],
      [complaints.landlordId, complaints.id],
    ),
    index('complaint_handlers_by_person').on(t.landlordId, t.person),
  ],
);

/** By what other systems know it. An id there leads back to the person, so it goes when the people and words go. */
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
    ofSameLandlord(
      'complaint_external_references_complaint_fk',
      [t.landlordId, t.complaintId],
      [complaints.landlordId, complaints.id],
    ),
    index('complaint_external_references_by_complaint').on(t.landlordId, t.complaintId),
  ],
);

/** The acts that added or removed one of them, so that one can tell by which the complaint was known on a day. */
export const externalReferenceChanges = pgTable(
  'external_reference_changes',
  {
    landlordId: landlordId(),
    complaintId: complaintId(),
    /** The event that did it. */
    sequence: integer().notNull(),
    system: text().notNull(),
    externalId: text('external_id').notNull(),
    added: boolean().notNull(),
  },
  (t) => [
    primaryKey({
      name: 'external_reference_changes_pk',
      columns: [t.landlordId, t.complaintId, t.sequence, t.system, t.externalId],
    }),
    ofSameLandlord(
      'external_reference_changes_complaint_fk',
      [t.landlordId, t.complaintId],
      [complaints.landlordId, complaints.id],
    ),
  ],
);
