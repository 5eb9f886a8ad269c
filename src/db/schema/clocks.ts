import { type SQL, sql } from 'drizzle-orm';
import { type AnyPgColumn, boolean, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { RESIDENT_CLOCKS } from '../../policy/document/clock-kinds';
import type { Force } from '../../policy/document/limit';
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
    judgedOn: day('judged_on'),
    originalDueOn: day('original_due_on'),
    projected: boolean().notNull(),
    metOn: day('met_on'),
    stoppedOn: day('stopped_on'),
    lateStart: boolean('late_start').notNull().default(false),
    leftUnanswered: boolean('left_unanswered').notNull().default(false),
    waitsSince: day('waits_since'),
    /** The act that met it lacks something that the document asks for: it is met all the same. */
    incomplete: boolean().notNull().default(false),
    /** The codes of departures whose acts it leaves out of account; null where there are none, as of most. */
    withheld: text().array().$type<readonly string[]>(),
    force: text().$type<Force>(),
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
      .on(t.landlordId, t.judgedOn, t.complaintId, t.stage, t.kind, t.n)
      .where(sql`${RUNNING_CLOCK} and not ${RESIDENTS_KIND}`),
    // Apart, because such a date passes unmet more often than not: years of them would lie before today's work.
    index('clocks_of_residents')
      .on(t.landlordId, t.judgedOn, t.complaintId, t.stage, t.kind, t.n)
      .where(sql`${RUNNING_CLOCK} and ${RESIDENTS_KIND}`),
    // Few at any time, and no date orders them: who has waited longest stands first.
    index('clocks_undated')
      .on(t.landlordId, t.waitsSince, t.complaintId, t.stage, t.kind, t.n)
      .where(UNDATED_CLOCK),
  ],
);

/** As the migrations wrote it into the indexes, without quotes and a table: written otherwise they would be made anew. */
const plain = ({ name }: AnyPgColumn) => sql.raw(name);
const { metOn, stoppedOn, judgedOn, waitsSince, kind } = clocks;

/**
 * The worklist reads these. Its statement must repeat the index's predicate, so both take it from here. One whose start
 * has not happened is among them, since it is overdue once the day has passed by which it is judged.
 */
export const RUNNING_CLOCK: SQL = sql`${plain(metOn)} is null and ${plain(stoppedOn)} is null and ${plain(judgedOn)} is not null`;

/** Awaited, and with no date to judge it by. */
export const UNDATED_CLOCK: SQL = sql`${plain(waitsSince)} is not null`;

const LISTED = RESIDENT_CLOCKS.map((name) => `'${name}'`).join(', ');

/** Dates that are the resident's to use, not the landlord's to keep. */
export const RESIDENTS_KIND: SQL = sql`(${plain(kind)} in (${sql.raw(LISTED)}))`;
