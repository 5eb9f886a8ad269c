import { z } from 'zod';
import { readComplaint } from '../../../complaints/act';
import { complaintsKnownAs } from '../../../db/complaints/references';
import { slugSchema } from '../../../policy/document/vocabulary';
import { handOut } from '../../hooks/access-log';
import type { RouteDeps, Scope } from '../../operations/route-deps';
import { declare } from '../../operations/operation';
import { principalOf } from '../../auth/principal';
import { notFound } from '../../problems/problem';
import { complaintSchema } from '../../schemas/complaint';
import { complaintSummarySchema } from '../../schemas/complaint-summary';
import { complaintView, summaryView } from '../../schemas/complaint-view';
import { EXAMPLE_CASE, exampleComplaint, exampleSummary } from '../../schemas/examples';
import { tagOf } from './tag';

const MOST = 200;

// Not `id`: the access log would keep what the path calls so, and an id of another system leads back to the person.
const params = z.strictObject({
  system: slugSchema.describe('The other system, in the landlord’s own word.'),
  externalId: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .describe('The number it has there; a / in it is sent as %2F.'),
});

const find = declare({
  id: 'findByReference',
  tag: 'Complaints',
  summary: 'Find a complaint by its number in another system',
  description:
    'The complaint that was logged with this number as its caseId; if there is none, the one that has it among its externalReferences. Where several have it, 300 lists them, the latest received first.',
  may: 'readComplaints',
  params,
  answers: {
    200: {
      description: 'The complaint.',
      schema: complaintSchema,
      example: exampleComplaint,
      headers: ['ETag'],
    },
    300: {
      description: 'Several complaints have this reference: choose one.',
      schema: z.strictObject({ items: z.array(complaintSummarySchema) }),
      example: { items: [exampleSummary] },
    },
  },
  example: { params: { system: EXAMPLE_CASE.system, externalId: EXAMPLE_CASE.id } },
});

export function byReferenceRoute(app: Scope, deps: RouteDeps): void {
  app.get('/complaints/by-reference/:system/:externalId', find, async (request, reply) => {
    const { landlordId, roles } = principalOf(request);
    const { system, externalId: id } = request.params;
    const found = await complaintsKnownAs(deps.database, landlordId, { system, id }, MOST);
    const [only] = found;
    handOut(request, found);
    if (found.length > 1) {
      reply.code(300);
      return { items: found.map(summaryView) };
    }
    const complaint = only && (await readComplaint(deps, landlordId, only.id));
    if (!complaint) return notFound(reply);
    reply.header('etag', tagOf(request, complaint));
    return complaintView(complaint, roles);
  });
}
