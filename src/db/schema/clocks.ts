import { type SQL, sql } from 'drizzle-orm';
import { type AnyPgColumn, boolean, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { RESIDENT_CLOCKS } from '../../policy/document/clock-kinds';
import { complaintId, day, landlordId, ofSameLandlord } from '../connection/columns';
import { complaints } from './complaints';

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
    ofSameLandlord(
      'clocks_complaint_fk',
      [t.landlordId, t.complaintId],
      [complaints.landlordId, complaints.id],
    ),
    index('clocks_worklist')
      .on(t.landlordId, t.dueOn, t.complaintId, t.stage, t.kind, t.n)
      .where(sql`${RUNNING_CLOCK} and not ${RESIDENTS_KIND}`),
    // Apart, because such a date passes unmet more often than not: years of them would lie before today's work.
    index('clocks_of_residents')
      .on(t.landlordId, t.dueOn, t.complaintId, t.stage, t.kind, t.n)
      .where(sql`${RUNNING_CLOCK} and ${RESIDENTS_KIND}`),
  ],
);

/** As the migrations wrote it into the indexes, without quotes and a table: written otherwise they would be made anew. */
const plain = ({ name }: AnyPgColumn) => sql.raw(name);
const { metOn, stoppedOn, dueOn, projected, kind } = clocks;

/** The worklist reads these. Its statement must repeat the index's predicate, so both take it from here. */
export const RUNNING_CLOCK: SQL = sql`${plain(metOn)} is null and ${plain(stoppedOn)} is null and ${plain(dueOn)} is not null and not ${plain(projected)}`;

const LISTED = RESIDENT_CLOCKS.map((name) => `'${name}'`).join(', ');

/** Dates that are the resident's to use, not the landlord's to keep. */
export const RESIDENTS_KIND: SQL = sql`(${plain(kind)} in (${sql.raw(LISTED)}))`;
