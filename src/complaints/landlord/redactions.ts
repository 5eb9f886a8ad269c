import { inTransaction } from '../../db/connection/client';
import { type CalendarEditionRow, findEdition } from '../../db/landlords/calendar-editions';
import { claimException } from '../../db/landlords/compliance-exceptions';
import { redactEditionWhy, redactExceptionWords, redactFeedbackReview } from '../../db/landlords/redactions';
import type { Month } from '../../policy/contacts/review';
import {
  fieldsOfReview,
  type NewExceptionRedaction,
  type NewReviewRedaction,
  noWordsInEdition,
  noWordsInException,
  type Redaction,
} from '../../policy/redactions';
import type { Acting } from '../loading/attempt';
import type { ComplaintDeps } from '../loading/deps';
import { ABSENT, type Absent, type Done, outcomeOf, type Refused, refused } from '../loading/outcome';
import { type ExceptionWithRecord, readException } from './compliance-exception';
import { type FeedbackMonth, feedbackMonth } from './feedback-review';

/** Words are taken out of what is otherwise never altered, by functions of the database that can do nothing else. */

const redactionBy = ({ now }: ComplaintDeps, { actor }: Acting): Redaction => ({ at: now(), by: actor });

export async function redactReview(
  deps: ComplaintDeps,
  acting: Acting,
  month: Month,
  given: NewReviewRedaction,
): Promise<Done<FeedbackMonth> | Absent | Refused> {
  const { landlordId } = acting;
  const redaction = { ...redactionBy(deps, acting), fields: fieldsOfReview(given) };
  const isThere = await redactFeedbackReview(deps.database, landlordId, month, { words: given, redaction });
  return isThere ? outcomeOf(await feedbackMonth(deps, landlordId, month)) : ABSENT;
}

export const redactException = (
  deps: ComplaintDeps,
  acting: Acting,
  id: string,
  given: NewExceptionRedaction,
): Promise<Done<ExceptionWithRecord> | Absent | Refused> =>
  inTransaction(deps.database, async () => {
    const { landlordId } = acting;
    await claimException(deps.database, landlordId, id);
    const found = await readException(deps, landlordId, id);
    if (!found) return ABSENT;
    const refusal = noWordsInException(given, found.versions);
    if (refusal) return refused(refusal);
    // By the id as it is stored: kept answers are looked for by its letters.
    const { id: stored } = found.latest;
    const redaction = redactionBy(deps, acting);
    await redactExceptionWords(deps.database, landlordId, stored, { words: given, redaction });
    return outcomeOf(await readException(deps, landlordId, id));
  });

export async function redactEdition(
  deps: ComplaintDeps,
  acting: Acting,
  number: number,
  why: string,
): Promise<Done<CalendarEditionRow> | Absent | Refused> {
  const { landlordId } = acting;
  const found = await findEdition(deps.database, landlordId, number);
  if (!found) return ABSENT;
  const refusal = noWordsInEdition(number, found.why);
  if (refusal) return refused(refusal);
  const redaction = redactionBy(deps, acting);
  await redactEditionWhy(deps.database, landlordId, number, { words: why, redaction });
  return outcomeOf(await findEdition(deps.database, landlordId, number));
}
