import { z } from 'zod';
import { inFuture } from '../rules/occurrence';
import type { PolicyDocument } from '../document/document';
import { slugSchema, words } from '../document/vocabulary';
import { personSchema } from '../events/parts';
import {
  addDays,
  addMonths,
  isLocalDate,
  type LocalDate,
  localDateSchema,
  longDate,
} from '../dates/local-date';
import { type Rejection, type RuleReference, refusedAsFixed, refusedByState } from '../rules/rejection';
import { type Present, todayOf } from '../rules/rules';

/** A calendar month, such as 2024-09. */
export const monthSchema = z
  .string()
  .regex(/^\d{4}-\d{2}$/, { error: 'must be a month such as 2024-09', abort: true })
  .refine((text) => isLocalDate(`${text}-01`), 'must be a month such as 2024-09')
  .brand('Month');
export type Month = z.output<typeof monthSchema>;

export const newReviewSchema = z
  .strictObject({
    month: monthSchema.describe('The month whose feedback was looked through, e.g. 2024-09.'),
    reviewedBy: personSchema,
    reviewedOn: localDateSchema.optional().describe('Left out, today.'),
    findings: words(20000).describe('What the feedback of the month showed.'),
    problems: z
      .array(z.strictObject({ theme: slugSchema, text: words(4000) }))
      .max(50)
      .default([])
      .describe('Problems in a process that it brought to light (ARC-04).'),
    learning: words(20000).optional().describe('What is learnt from it, as it may be published (ARC-07).'),
  })
  .meta({ id: 'NewFeedbackReview' });

const FEEDBACK = 'feedback';

export interface DueReview {
  readonly month: Month;
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** The kinds of contact it covers. */
  readonly kinds: readonly string[];
  readonly dueOn: LocalDate;
  readonly rule: RuleReference;
}

type Reviewing = Pick<PolicyDocument, 'preStage'>;

/** The month a day falls in, as the landlord's calendar has it. */
export const monthOf = (on: LocalDate): Month => monthSchema.parse(on.slice(0, 7));

export const firstDayOf = (month: Month): LocalDate => localDateSchema.parse(`${month}-01`);

/**
 * What is to be reviewed of a month, and by when, under the policy in force on its last day; null where that has no
 * monthly review. ARC-04 says "monthly" and no more. That it means the calendar month, reviewed by the last day of
 * the month after, is our reading.
 */
export function reviewOf(month: Month, { preStage }: Reviewing): DueReview | null {
  if (preStage?.review !== 'monthly') return null;
  const from = firstDayOf(month);
  return {
    month,
    from,
    to: addDays(addMonths(from, 1), -1),
    kinds: [...new Set([FEEDBACK, preStage.recordAs])],
    dueOn: addDays(addMonths(from, 2), -1),
    rule: { clause: '/preStage/review', ids: preStage.rules },
  };
}

/** Whether the review came too late, or has not come and its day has passed. */
export const isOverdue = (
  { dueOn }: Pick<DueReview, 'dueOn'>,
  reviewedOn: LocalDate | null,
  today: LocalDate,
): boolean => (reviewedOn ?? today) > dueOn;

/** Refuses a month that is still running: what comes in on its last day is feedback of that month too. */
export function stillRunning(month: Month, today: LocalDate): Rejection | null {
  if (month < monthOf(today)) return null;
  return refusedByState({
    code: 'month_not_over',
    detail: `${month} is not over on ${longDate(today)}, so not all of its feedback is in.`,
    facts: { month, today },
    errors: [{ pointer: '/month', detail: 'must be a month that is over' }],
  });
}

/** The review of a month that can be recorded now, or why none can. */
export function decideReview(
  { month, reviewedOn }: { readonly month: Month; readonly reviewedOn?: LocalDate | undefined },
  policy: Reviewing & Pick<PolicyDocument, 'version'>,
  now: Present,
): (DueReview & { readonly reviewedOn: LocalDate }) | Rejection {
  const today = todayOf(now);
  const running = stillRunning(month, today);
  if (running) return running;
  const due = reviewOf(month, policy);
  if (!due) {
    return refusedAsFixed({
      code: 'no_feedback_review',
      detail: `The policy in force at the end of ${month} has no monthly review of feedback.`,
      facts: { month },
      policyVersion: policy.version,
      rule: { clause: policy.preStage ? '/preStage/review' : '/preStage', ids: policy.preStage?.rules ?? [] },
    });
  }
  const on = reviewedOn ?? today;
  const future = inFuture(on, '/reviewedOn', now);
  if (future) return future;
  if (on > due.to) return { ...due, reviewedOn: on };
  const earliest = addDays(due.to, 1);
  return refusedByState({
    code: 'month_not_over',
    detail: `On ${longDate(on)} ${month} was not over, so not all of its feedback was in.`,
    facts: { month, reviewedOn: on },
    errors: [{ pointer: '/reviewedOn', detail: `must not be before ${earliest}` }],
    allowed: { earliest },
  });
}
