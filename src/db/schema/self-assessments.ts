import { integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { Finding } from '../../policy/code/reading/findings';
import type { SelfAssessmentEntry, Trigger } from '../../policy/code/self-assessment';
import { day, instant, landlordId, ofSameLandlord } from '../connection/columns';
import { landlords, policies } from './landlords';

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
    /** Null with a response where an earlier release took it, which did not ask for the day. */
    governingBodyRespondedOn: day('governing_body_responded_on'),
    version: integer().notNull().default(1),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.landlordId, t.year] }),
    ofSameLandlord(
      'self_assessments_policy_fk',
      [t.landlordId, t.policyVersion],
      [policies.landlordId, policies.version],
    ),
  ],
);
