import { type SQL, sql } from 'drizzle-orm';
import type {
  NewExceptionRedaction,
  NewReviewRedaction,
  Redaction,
  ReviewRedaction,
} from '../../policy/redactions';
import type { Session } from '../connection/client';
import { bare } from '../connection/shape';
import { once } from '../connection/statement';
import { idempotencyKeys } from '../schema/access';

/** Puts other words in the place of some. Functions of the database do it, since the service may not update the tables. */

interface Redacting<Words, Kept = Redaction> {
  readonly words: Words;
  readonly redaction: Kept;
}

/** False where there is no review of the month. */
export async function redactFeedbackReview(
  db: Session,
  landlordId: string,
  month: string,
  { words, redaction }: Redacting<NewReviewRedaction, ReviewRedaction>,
): Promise<boolean> {
  const [row] = await db.of(landlordId).query<{ redacted: boolean }>(
    once(sql`
      with emptied as (${emptiedAnswers(landlordId, 'POST /v1/feedback-reviews%', `%"month":"${month}"%`)})
      select redact_feedback_review(${month}, ${JSON.stringify(words)}, ${JSON.stringify(redaction)}) as redacted`),
  );
  return row?.redacted ?? false;
}

/** In every version of the exception that has the words. */
export async function redactExceptionWords(
  db: Session,
  landlordId: string,
  id: string,
  { words: { version, ...words }, redaction }: Redacting<NewExceptionRedaction>,
): Promise<void> {
  await db.of(landlordId).query(
    once(sql`
      with emptied as (${emptiedAnswers(landlordId, 'POST /v1/compliance-exceptions%', `%"id":"${id}"%`)})
      select redact_compliance_exception(
        ${id}, ${version}, ${JSON.stringify(words)}, ${JSON.stringify(redaction)})`),
  );
}

/** Wherever the same words stand: in other editions, in rehearsals and, by the function itself, in kept answers. */
export async function redactEditionWhy(
  db: Session,
  landlordId: string,
  number: number,
  { words, redaction }: Redacting<string>,
): Promise<void> {
  await db.of(landlordId).query({
    text: 'select redact_edition_why($1, $2, $3)',
    values: [number, words, JSON.stringify(redaction)],
  });
}

/** Empties kept answers that show the old words: forgotten whole, an earlier request sent again would be done again. */
function emptiedAnswers(landlordId: string, operation: string, shown: string): SQL {
  const i = idempotencyKeys;
  return sql`
    update ${i} set ${bare(i.body)} = null
    where ${i.landlordId} = ${landlordId} and ${i.operation} like ${operation} and ${i.body} like ${shown}`;
}
