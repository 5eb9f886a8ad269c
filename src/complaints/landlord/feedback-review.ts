import type { z } from 'zod';
import {
  contactsByMonth,
  type FeedbackReviewRow,
  findFeedbackReview,
  insertFeedbackReview,
  listFeedbackReviews,
} from '../../db/contacts/feedback-reviews';
import {
  type DueReview,
  decideReview,
  firstDayOf,
  isOverdue,
  type Month,
  monthOf,
  monthSchema,
  type newReviewSchema,
  reviewOf,
  stillRunning,
} from '../../policy/contacts/review';
import { addDays, addMonths } from '../../policy/dates/local-date';
import { isRejection, refusedByState } from '../../policy/rules/rejection';
import { todayOf } from '../../policy/rules/rules';
import type { Acting } from '../loading/attempt';
import type { ComplaintDeps } from '../loading/deps';
import { type Done, done, type Refused, refused } from '../loading/outcome';

/** Two years: what is older and was never looked through is no longer a matter of the month. */
const MONTHS_SHOWN = 24;

/** A month of feedback: what it was, when it has to be looked through, and whether it was. */
export interface FeedbackMonth extends DueReview {
  readonly overdue: boolean;
  readonly contacts: Readonly<Record<string, number>>;
  readonly review: FeedbackReviewRow | null;
}

/** Records that a month's feedback was looked through, once. */
export async function recordReview(
  deps: ComplaintDeps,
  { landlordId, actor }: Acting,
  given: z.output<typeof newReviewSchema>,
): Promise<Done<FeedbackMonth> | Refused> {
  const clock = await deps.rulebook.clockOf(landlordId);
  const running = stillRunning(given.month, todayOf(clock));
  if (running) return refused(running);
  const rules = await deps.rulebook.inForce(landlordId, lastDayOf(given.month));
  if (isRejection(rules)) return refused(rules);
  const decided = decideReview(given, rules.policy, clock);
  if (isRejection(decided)) return refused(decided);
  const contacts = await countsOf(deps, landlordId, decided);
  const review: FeedbackReviewRow = {
    month: given.month,
    policyVersion: rules.policy.version,
    reviewedBy: given.reviewedBy,
    reviewedOn: decided.reviewedOn,
    dueOn: decided.dueOn,
    contacts,
    findings: given.findings,
    problems: given.problems,
    learning: given.learning ?? null,
    recordedBy: actor,
    recordedAt: deps.now(),
    redactions: [],
  };
  if (!(await insertFeedbackReview(deps.database, landlordId, review))) {
    const detail = `The feedback of ${given.month} was reviewed before. A review is not altered.`;
    const { rule } = decided;
    return refused(refusedByState({ code: 'already_reviewed', detail, facts: { month: given.month }, rule }));
  }
  const overdue = isOverdue(decided, review.reviewedOn, todayOf(clock));
  return done({ ...decided, overdue, contacts, review });
}

/** A month that is over and has to be looked through; null where no policy says so. */
export async function feedbackMonth(
  deps: ComplaintDeps,
  landlordId: string,
  month: Month,
): Promise<FeedbackMonth | null> {
  const today = todayOf(await deps.rulebook.clockOf(landlordId));
  if (stillRunning(month, today)) return null;
  const rules = await deps.rulebook.inForce(landlordId, lastDayOf(month));
  const due = isRejection(rules) ? null : reviewOf(month, rules.policy);
  if (!due) return null;
  const review = await findFeedbackReview(deps.database, landlordId, month);
  const contacts = await countsOf(deps, landlordId, due);
  return { ...due, overdue: isOverdue(due, review?.reviewedOn ?? null, today), contacts, review };
}

/** The months with feedback or with a review of the last two years, the latest first. */
export async function feedbackMonths(deps: ComplaintDeps, landlordId: string): Promise<FeedbackMonth[]> {
  const today = todayOf(await deps.rulebook.clockOf(landlordId));
  const thisMonth = firstDayOf(monthOf(today));
  const counts = await contactsByMonth(
    deps.database,
    landlordId,
    addMonths(thisMonth, -MONTHS_SHOWN),
    addDays(thisMonth, -1),
  );
  const reviews = await listFeedbackReviews(deps.database, landlordId, MONTHS_SHOWN);
  const months = [...new Set([...counts, ...reviews].map(({ month }) => month))].sort().reverse();
  const shown: FeedbackMonth[] = [];
  for (const month of months) {
    const found = await feedbackMonth(deps, landlordId, monthSchema.parse(month));
    if (found && (found.review || Object.keys(found.contacts).length > 0)) shown.push(found);
  }
  return shown;
}

const lastDayOf = (month: Month) => addDays(addMonths(firstDayOf(month), 1), -1);

async function countsOf(
  { database }: ComplaintDeps,
  landlordId: string,
  { from, to, kinds }: DueReview,
): Promise<Record<string, number>> {
  const rows = await contactsByMonth(database, landlordId, from, to);
  return Object.fromEntries(
    rows.filter(({ kind }) => kinds.includes(kind)).map(({ kind, count }) => [kind, count]),
  );
}
