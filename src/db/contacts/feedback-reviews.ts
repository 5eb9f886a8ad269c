import { and, desc, eq, getTableColumns, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { LocalDate } from '../../policy/dates/local-date';
import type { Session } from '../connection/client';
import { statement } from '../connection/statement';
import { contacts, feedbackReviews } from '../schema/contacts';

const { landlordId: _, ...ROW } = getTableColumns(feedbackReviews);
export type FeedbackReviewRow = Omit<typeof feedbackReviews.$inferSelect, 'landlordId'>;

/** False where the month has one already. */
export async function insertFeedbackReview(
  db: Session,
  landlordId: string,
  review: FeedbackReviewRow,
): Promise<boolean> {
  const rows = await db
    .of(landlordId)
    .orm.insert(feedbackReviews)
    .values({ ...review, landlordId })
    .onConflictDoNothing()
    .returning({ month: feedbackReviews.month });
  return rows.length === 1;
}

export async function findFeedbackReview(
  db: Session,
  landlordId: string,
  month: string,
): Promise<FeedbackReviewRow | null> {
  const [row] = await db
    .of(landlordId)
    .orm.select(ROW)
    .from(feedbackReviews)
    .where(and(eq(feedbackReviews.landlordId, landlordId), eq(feedbackReviews.month, month)));
  return row ?? null;
}

/** The latest month first. */
export async function listFeedbackReviews(
  db: Session,
  landlordId: string,
  limit: number,
): Promise<FeedbackReviewRow[]> {
  return db
    .of(landlordId)
    .orm.select(ROW)
    .from(feedbackReviews)
    .where(eq(feedbackReviews.landlordId, landlordId))
    .orderBy(desc(feedbackReviews.month))
    .limit(limit);
}

export interface MonthlyCount {
  readonly month: string;
  readonly kind: string;
  readonly count: number;
}

const t = alias(contacts, 't');

const BY_MONTH = statement(
  'contacts-by-month',
  ['landlordId', 'from', 'to'],
  ($) => sql`
  select to_char(${t.receivedOn}, 'YYYY-MM') as month, ${t.kind} as kind, count(*)::int as count
  from ${contacts} ${t}
  where ${t.landlordId} = ${$.landlordId} and ${t.receivedOn} between ${$.from} and ${$.to}
  group by 1, 2
  order by 1 desc, 2`,
);

/** How many contacts of each kind came in each month of a span, both ends included. */
export async function contactsByMonth(
  db: Session,
  landlordId: string,
  from: LocalDate,
  to: LocalDate,
): Promise<MonthlyCount[]> {
  return db.of(landlordId).query<MonthlyCount>(BY_MONTH({ landlordId, from, to }));
}
