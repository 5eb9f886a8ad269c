import { integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { ExceptionRedaction } from '../../policy/redactions';
import { day, instant, landlordId, ofSameLandlord } from '../connection/columns';
import { landlords, policies } from './landlords';

/**
 * Times in which the Code could not be kept (Code 8.5). A further row each time one changes, immutable by trigger but
 * for words that should never have been in it, such as a name: a day of return that was told to the ombudsman stays
 * readable when it has been put off.
 */
export const complianceExceptions = pgTable(
  'compliance_exceptions',
  {
    landlordId: landlordId().references(() => landlords.id),
    id: uuid().notNull(),
    version: integer().notNull(),
    from: day('began_on').notNull(),
    expectedReturnOn: day('expected_return_on').notNull(),
    reason: text().notNull(),
    ombudsmanToldOn: day('ombudsman_told_on'),
    residentsToldOn: day('residents_told_on'),
    publishedOn: day('published_on'),
    returnedOn: day('returned_on'),
    policyVersion: text('policy_version'),
    /** Why it became another than was recorded before. */
    why: text(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: text('recorded_by').notNull(),
    /** That words were taken out, each time; the words themselves are gone. */
    redactions: jsonb().$type<readonly ExceptionRedaction[]>().notNull().default([]),
  },
  (t) => [
    primaryKey({ columns: [t.landlordId, t.id, t.version] }),
    ofSameLandlord(
      'compliance_exceptions_policy_fk',
      [t.landlordId, t.policyVersion],
      [policies.landlordId, policies.version],
    ),
  ],
);
