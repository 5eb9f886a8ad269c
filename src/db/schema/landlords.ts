import { integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { z } from 'zod';
import type { Division } from '../../policy/document/calendar';
import type { ombudsmanContactSchema } from '../../policy/document/outcome';
import type { Redaction } from '../../policy/redactions';
import { day, instant, landlordId } from '../connection/columns';

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
 * policies are and for the same reason, but for words in its why that should never have been there, such as a name.
 * There is no row of number 0, which is the service's own holidays unchanged.
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
    /** That its why was put in other words, each time; the words themselves are gone. */
    redactions: jsonb().$type<readonly Redaction[]>().notNull().default([]),
  },
  (t) => [primaryKey({ columns: [t.landlordId, t.number] })],
);
