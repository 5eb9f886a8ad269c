import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { RESIDENT_CLOCKS } from '../../policy/document/clock-kinds';
import { complaintId, day, landlordId, ofSameLandlord } from '../connection/columns';
import { complaints } from './complaints';

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
    ofSameLandlord(
      'clocks_complaint_fk',
      [t.landlordId, t.complaintId],
      [complaints.landlordId, complaints.id],
    ),
    index('clocks_worklist')
      .on(t.landlordId, t.dueOn, t.complaintId, t.stage, t.kind, t.n)
      .where(sql.raw(`${RUNNING_CLOCK} and not ${RESIDENTS_KIND}`)),
    // Apart, because such a date passes unmet more often than not: years of them would lie before today's work.
    index('clocks_of_residents')
      .on(t.landlordId, t.dueOn, t.complaintId, t.stage, t.kind, t.n)
      .where(sql.raw(`${RUNNING_CLOCK} and ${RESIDENTS_KIND}`)),
  ],
);
