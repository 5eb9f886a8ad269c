import { z } from 'zod';
import type { ComplaintCursor } from '../../../db/complaints/lists';
import { countComplaints, listComplaints, nextComplaintCursor } from '../../../db/complaints/lists';
import { slugSchema } from '../../../policy/document/vocabulary';
import { instantSchema, localDateSchema } from '../../../policy/dates/local-date';
import { todayOf } from '../../../policy/rules/rules';
import { handOut } from '../../hooks/access-log';
import type { RouteDeps, Scope } from '../../operations/route-deps';
import { declare } from '../../operations/operation';
import { cursorText, flag, page, pageOf, pageQuery, several } from '../../paging/page';
import { RECORDABLE } from '../../../policy/refusals/index';
import { principalOf } from '../../auth/principal';
import { complaintSummarySchema, statusSchema } from '../../schemas/complaint-summary';
import { summaryView } from '../../schemas/complaint-view';
import { exampleSummary } from '../../schemas/examples';

/** Moments as the database gives them: any other was not in a cursor of ours. */
const asKept = instantSchema.refine((at) => /\.\d{3}Z$/.test(at));
const position = z.union([
  z.strictObject({ sort: z.literal('dueOn'), dueOn: localDateSchema.nullable(), id: z.uuid() }),
  z.strictObject({ sort: z.literal('receivedOn'), receivedOn: localDateSchema, id: z.uuid() }),
  z.strictObject({ sort: z.literal('updatedAt'), updatedAt: asKept, id: z.uuid() }),
]);

const list = declare({
  id: 'listComplaints',
  tag: 'Complaints',
  summary: 'Find complaints',
  description:
    'Lists complaints by what they are, who has them and when they are due. Filters given together must all hold.',
  may: 'readComplaints',
  query: z.strictObject({
    status: several(statusSchema).optional().describe('How it stands; several are each enough.'),
    stage: several(slugSchema).optional().describe('The stage it stands at; several are each enough.'),
    outcome: slugSchema.optional().describe('The outcome of its last answer.'),
    category: slugSchema.optional().describe('One of its categories.'),
    channel: several(slugSchema).optional().describe('How it came; several are each enough.'),
    handler: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe('Who has it, as assignments name them. none: nobody.'),
    tenure: slugSchema.optional().describe('How the resident holds the home.'),
    receivedFrom: localDateSchema.optional().describe('Received on this day or later.'),
    receivedTo: localDateSchema.optional().describe('Received on this day or earlier.'),
    updatedSince: instantSchema
      .optional()
      .describe(
        'Changed at this moment or later. To follow changes, ask with sort=updatedAt and order=oldest, each time from a minute before the last: what was being written at the last look bears an earlier moment. Only the feed misses nothing by itself.',
      ),
    dueBefore: localDateSchema
      .optional()
      .describe('With a next date before this day, by the date it is judged by.'),
    overdue: flag
      .optional()
      .describe('true: only those whose next date has passed, by the date it is judged by.'),
    departure: z
      .enum(RECORDABLE)
      .optional()
      .describe('An act on it departed from this rule, by the code of the refusal.'),
    text: z
      .string()
      .trim()
      .min(2)
      .max(100)
      .optional()
      .describe('In the reference, the caseId, the words or the people.'),
    externalSystem: slugSchema
      .optional()
      .describe('It has a reference in this other system, or its caseId is of it.'),
    externalId: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe('It has this id in another system, as its caseId or among its references.'),
    sort: z
      .enum(['dueOn', 'receivedOn', 'updatedAt'])
      .default('receivedOn')
      .describe('dueOn: next date, earliest first. receivedOn, updatedAt: in the order of `order`.'),
    order: z
      .enum(['latest', 'oldest'])
      .default('latest')
      .describe('Which comes first by receivedOn or updatedAt; by dueOn it is always the earliest.'),
    ...pageQuery,
    cursor: cursorText.optional(),
  }),
  answers: {
    200: {
      description: 'A page of complaints.',
      schema: pageOf(complaintSummarySchema),
      example: { items: [exampleSummary], next: null },
      headers: ['Link'],
    },
  },
});

export function complaintListRoute(app: Scope, { database, rulebook, cursors: all }: RouteDeps): void {
  app.get('/complaints', list, async (request, reply) => {
    const { limit, count, cursor, sort, order, overdue, ...rest } = request.query;
    const cursors = await all.of(request);
    const after: ComplaintCursor | null = cursors.read(cursor, position);
    const { landlordId } = principalOf(request);
    const today = todayOf(await rulebook.clockOf(landlordId));
    const filters = { ...rest, ...(overdue && { overdueOn: today }) };
    const rows = await listComplaints(database, landlordId, filters, {
      sort,
      order,
      after,
      limit: limit + 1,
    });
    const shown = page(reply, {
      rows,
      limit,
      cursors,
      position: (row) => nextComplaintCursor(sort, row),
      view: summaryView,
    });
    // The rows name nobody, but whoever searched for a name, a word or an id of another system learns whose they are.
    if (rest.text !== undefined || rest.externalId !== undefined) handOut(request, shown.items);
    return count ? { ...shown, count: await countComplaints(database, landlordId, filters) } : shown;
  });
}
