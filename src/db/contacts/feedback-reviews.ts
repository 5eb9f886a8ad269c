import { and, desc, eq, getTableColumns } from 'drizzle-orm';
import type { LocalDate } from '../../policy/dates/local-date';
import type { NewReviewRedaction, ReviewRedaction } from '../../policy/redactions';
import type { Session } from '../connection/client';
import { feedbackReviews } from '../schema/contacts';

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

/**
 * Puts other words in the place of some, and empties the answers that still show them: forgotten whole, an earlier
 * redaction sent again would be done again. The function alone may do it, and nothing else: the service has no right to
 * update the table. False where there is no review of the month.
 */
export async function redactFeedbackReview(
  db: Session,
  landlordId: string,
  month: string,
  words: NewReviewRedaction,
  redaction: ReviewRedaction,
): Promise<boolean> {
  const [row] = await db.of(landlordId).query<{ redacted: boolean }>({
    text: `
      with emptied as (
        update idempotency_keys set body = null
        where landlord_id = $1 and operation like 'POST /v1/feedback-reviews%' and body like '%"month":"' || $2 || '"%'
      )
      select redact_feedback_review($2, $3, $4) as redacted`,
    values: [landlordId, month, JSON.stringify(words), JSON.stringify(redaction)],
  });
  return row?.redacted ?? false;
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

/** How many contacts of each kind came in each month of a span, both ends included. */
export async function contactsByMonth(
  db: Session,
  landlordId: string,
  from: LocalDate,
  to: LocalDate,
): Promise<MonthlyCount[]> {
  return db.of(landlordId).query<MonthlyCount>({
    name: 'contacts-by-month',
    text: `
      select to_char(received_on, 'YYYY-MM') as month, kind, count(*)::int as count
      from contacts
      where landlord_id = $1 and received_on between $2 and $3
      group by 1, 2
      order by 1 desc, 2`,
    values: [landlordId, from, to],
  });
}
