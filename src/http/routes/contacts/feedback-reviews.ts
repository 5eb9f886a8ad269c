import { z } from 'zod';
import type { ComplaintDeps } from '../../../complaints/loading/deps';
import {
  type FeedbackMonth,
  feedbackMonth,
  feedbackMonths,
  recordReview,
} from '../../../complaints/landlord/feedback-review';
import { redactReview } from '../../../complaints/landlord/redactions';
import { newReviewRedactionSchema, reviewRedactionSchema } from '../../../policy/redactions';
import { monthSchema, newReviewSchema } from '../../../policy/contacts/review';
import { instantSchema, localDateSchema } from '../../../policy/dates/local-date';
import type { Scope } from '../../operations/route-deps';
import { declare } from '../../operations/operation';
import { answerOutcome } from '../../operations/outcome';
import { actingOf, principalOf } from '../../auth/principal';
import { notFound } from '../../problems/problem';

const counts = z.record(z.string(), z.int());

const monthViewSchema = z
  .strictObject({
    month: z.string(),
    dueOn: localDateSchema.describe('The last day of the month after: our reading of "monthly".'),
    overdue: z.boolean().describe('Not reviewed by then, or reviewed later.'),
    rule: z.strictObject({ clause: z.string(), ids: z.array(z.string()).readonly() }),
    contacts: counts.describe('How many came in, by kind, as known now.'),
    review: z
      .strictObject({
        reviewedBy: z.string(),
        reviewedOn: localDateSchema,
        policyVersion: z.string(),
        contacts: counts.describe('How many it covered.'),
        findings: z.string(),
        problems: z.array(z.strictObject({ theme: z.string(), text: z.string() })).readonly(),
        learning: z.string().nullable(),
        recordedBy: z.string(),
        recordedAt: instantSchema,
        redactions: z
          .array(reviewRedactionSchema)
          .readonly()
          .describe('When words were taken out, and of what.'),
      })
      .nullable()
      .describe('null: not reviewed yet.'),
  })
  .meta({ id: 'FeedbackMonth', description: 'A month of feedback and what it was found to show.' });

const exampleMonth = {
  month: '2024-09',
  dueOn: '2024-10-31',
  overdue: true,
  rule: { clause: '/preStage/review', ids: ['ARC-04'] },
  contacts: { feedback: 3 },
  review: null,
};
const params = z.strictObject({ month: monthSchema.describe('The month, as 2024-09.') });

const record = declare({
  id: 'recordFeedbackReview',
  tag: 'Contacts',
  summary: "Record that a month's feedback was looked through",
  description:
    'For a landlord whose policy reviews feedback monthly. Once a month, after it has ended, and for good. In the demo, the example works with the key of arches.',
  may: 'reviewFeedback',
  body: newReviewSchema,
  answers: {
    201: {
      description: 'The month with its review.',
      schema: monthViewSchema,
      example: exampleMonth,
      headers: ['Location'],
    },
  },
  example: {
    body: {
      month: '2024-09',
      reviewedBy: 'l.bryce',
      findings: 'Three people waited for a call back that nobody had noted.',
      problems: [{ theme: 'call-backs', text: 'A promised call is kept in nobody’s diary.' }],
      learning: 'Calls we promise are now noted and checked each day.',
    },
  },
});

const redact = declare({
  id: 'redactFeedbackReview',
  tag: 'Contacts',
  summary: 'Take words out of a review of feedback',
  description:
    'A review names nobody. Where it does all the same, or is found to lead back to somebody, other words are put in the place of what is given here; the old ones are kept nowhere, and the review says that it was redacted, when and by whom. In the demo, the example works with the key of arches, once the month was reviewed.',
  may: 'erase',
  params,
  body: newReviewRedactionSchema,
  answers: {
    201: { description: 'The month with its review.', schema: monthViewSchema, example: exampleMonth },
  },
  example: {
    params: { month: '2024-09' },
    body: { findings: 'Some people waited for a call back that nobody had noted.' },
  },
});

const list = declare({
  id: 'listFeedbackReviews',
  tag: 'Contacts',
  summary: 'See which months of feedback were looked through',
  description:
    'Months of the last two years with feedback or a review, the latest first, each with the day its review is due.',
  may: 'readComplaints',
  answers: {
    200: {
      description: 'The months.',
      schema: z.strictObject({ items: z.array(monthViewSchema) }),
      example: { items: [exampleMonth] },
    },
  },
});

const read = declare({
  id: 'readFeedbackReview',
  tag: 'Contacts',
  summary: "Read the review of a month's feedback",
  description:
    'Also before there is one. A month that is not over, or whose policy has no monthly review, is not there. In the demo, the example works with the key of arches.',
  may: 'readComplaints',
  params,
  answers: { 200: { description: 'The month.', schema: monthViewSchema, example: exampleMonth } },
  example: { params: { month: '2024-09' } },
});

export function feedbackReviewRoutes(app: Scope, deps: ComplaintDeps): void {
  app.post('/feedback-reviews', record, async (request, reply) => {
    const recorded = await recordReview(deps, actingOf(request), request.body);
    return answerOutcome(reply, recorded, (month) => {
      reply.code(201).header('location', `/v1/feedback-reviews/${month.month}`);
      return view(month);
    });
  });

  app.post('/feedback-reviews/:month/redactions', redact, async (request, reply) => {
    const redacted = await redactReview(deps, actingOf(request), request.params.month, request.body);
    return answerOutcome(reply, redacted, (month) => {
      reply.code(201);
      return view(month);
    });
  });

  app.get('/feedback-reviews', list, async (request) => {
    const months = await feedbackMonths(deps, principalOf(request).landlordId);
    return { items: months.map(view) };
  });

  app.get('/feedback-reviews/:month', read, async (request, reply) => {
    const month = await feedbackMonth(deps, principalOf(request).landlordId, request.params.month);
    return month ? view(month) : notFound(reply);
  });
}

function view({
  month,
  dueOn,
  overdue,
  rule,
  contacts,
  review,
}: FeedbackMonth): z.input<typeof monthViewSchema> {
  if (!review) return { month, dueOn, overdue, rule, contacts: { ...contacts }, review };
  const { month: _, dueOn: __, contacts: covered, ...rest } = review;
  return {
    month,
    dueOn,
    overdue,
    rule,
    contacts: { ...contacts },
    review: { ...rest, contacts: { ...covered } },
  };
}
