import { z } from 'zod';
import { type PolicyDocument, policyDocumentSchema } from '../../../policy/document/document';
import { slugSchema } from '../../../policy/document/vocabulary';
import { shipped, shippedProcedures } from '../../../policy/procedures';
import type { Scope } from '../../operations/route-deps';
import { declare } from '../../operations/operation';
import { notFound } from '../../problems/problem';
import { exampleDocument } from '../../schemas/policy';

const { name, title, version, effectiveFrom, regime, source } = policyDocumentSchema.shape;
const summarySchema = z
  .strictObject({ name, title, version, effectiveFrom, regime, source })
  .meta({ id: 'ProcedureSummary' });

const exampleSummary = {
  name: 'hexagon',
  title: 'Hexagon Housing Association: complaints procedure',
  version: '2013',
  effectiveFrom: '2013-04-01',
  regime: 'housing-ombudsman',
  source: null,
};

const list = declare({
  id: 'listProcedures',
  tag: 'Procedures',
  summary: 'List the procedures that come with the service',
  description:
    "Five landlords' own procedures and the national ones. Read one, change what differs, and publish it as a policy.",
  may: 'readPublished',
  answers: {
    200: {
      description: 'All of them.',
      schema: z.strictObject({ items: z.array(summarySchema) }),
      example: { items: [exampleSummary] },
    },
  },
});

const read = declare({
  id: 'readProcedure',
  tag: 'Procedures',
  summary: 'Read a procedure that comes with the service',
  description: 'The whole document, in the form in which a landlord publishes its own.',
  may: 'readPublished',
  params: z.strictObject({ name: slugSchema.describe('Its name, as in the list.') }),
  answers: { 200: { description: 'The document.', schema: policyDocumentSchema, example: exampleDocument } },
  example: { params: { name: 'hexagon' } },
});

export function procedureRoutes(app: Scope): void {
  app.get('/procedures', list, async () => ({ items: shippedProcedures().map(summaryOf) }));

  app.get(
    '/procedures/:name',
    read,
    async (request, reply) => shipped(request.params.name) ?? notFound(reply),
  );
}

const summaryOf = (document: PolicyDocument): z.output<typeof summarySchema> => ({
  name: document.name,
  title: document.title,
  version: document.version,
  effectiveFrom: document.effectiveFrom,
  regime: document.regime,
  source: document.source,
});
