import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import {
  countPolicies,
  findPolicy,
  insertPolicy,
  listPolicies,
  type PolicyRow,
} from '../../../db/landlords/policies';
import { isFault } from '../../../policy/calendar/calendar';
import {
  type PolicyDocument,
  policyDocumentSchema,
  publishedPolicySchema,
  versionSchema,
} from '../../../policy/document/document';
import { calendarOf } from '../../../policy/calendar/of-policy';
import { localDateSchema } from '../../../policy/dates/local-date';
import type { RouteDeps, Scope } from '../../operations/route-deps';
import { declare, UNCHANGED } from '../../operations/operation';
import { cursorText, orderQuery, page, pageOf, pageQuery } from '../../paging/page';
import { etagOf, ifNoneMatch, unchanged } from '../../requests/preconditions';
import { actorOf, principalOf } from '../../auth/principal';
import { notFound, problem, type RequestFault } from '../../problems/problem';
import { exampleDocument, examplePublication, policySchema, policySummarySchema } from '../../schemas/policy';

const params = z.strictObject({ version: versionSchema.describe('The version, as its document names it.') });
const published = { ...examplePublication, document: exampleDocument };
const example = { params: { version: exampleDocument.version } };

const list = declare({
  id: 'listPolicies',
  tag: 'Policies',
  summary: "List the versions of the landlord's procedure",
  description:
    'The latest to take effect comes first, unless told. A complaint is under the version in force on the day it was received.',
  may: 'readPolicies',
  query: z.strictObject({ ...orderQuery, ...pageQuery, cursor: cursorText.optional() }),
  answers: {
    200: {
      description: 'A page of versions, without their documents.',
      schema: pageOf(policySummarySchema),
      example: { items: [examplePublication], next: null },
      headers: ['Link'],
    },
  },
});

const publish = declare({
  id: 'publishPolicy',
  tag: 'Policies',
  summary: "Publish a version of the landlord's procedure",
  description:
    'A version never changes once it is published: complaints are held to it for as long as they are kept. Sending the same document again is harmless. To begin from a procedure that comes with the service, read one under Procedures.',
  may: 'publishPolicies',
  params,
  body: policyDocumentSchema,
  answers: {
    200: {
      description: 'It was published before, just so.',
      schema: policySchema,
      example: published,
      headers: ['ETag'],
    },
    201: {
      description: 'It is published.',
      schema: policySchema,
      example: published,
      headers: ['ETag', 'Location'],
    },
  },
  example: { ...example, body: exampleDocument },
});

const read = declare({
  id: 'readPolicy',
  tag: 'Policies',
  summary: "Read a version of the landlord's procedure",
  description: 'The whole document, every clause with the rules it encodes.',
  may: 'readPolicies',
  params,
  headers: z.object(ifNoneMatch),
  answers: {
    200: { description: 'The version.', schema: policySchema, example: published, headers: ['ETag'] },
    304: UNCHANGED,
  },
  // Published by every demo landlord but one, which calls its version by its year.
  example: { params: { version: '1' } },
});

export function policyRoutes(app: Scope, { database, now, rulebook, cursors: all }: RouteDeps): void {
  app.get('/policies', list, async (request, reply) => {
    const { order, limit, count, cursor } = request.query;
    const { landlordId } = principalOf(request);
    const cursors = await all.of(request);
    const afterEffectiveFrom = cursors.read(cursor, localDateSchema);
    const rows = await listPolicies(database, landlordId, { afterEffectiveFrom, order, limit: limit + 1 });
    const shown = page(reply, {
      rows,
      limit,
      cursors,
      position: (row) => row.effectiveFrom,
      view: (row) => row,
    });
    return count ? { ...shown, count: await countPolicies(database, landlordId) } : shown;
  });

  app.put('/policies/:version', publish, async (request, reply) => {
    const { version } = request.params;
    const document = request.body;
    const principal = principalOf(request);
    const fault = faultIn(document, version);
    if (fault) return problem(reply, 'contradictory_request', { errors: [fault] });

    const { effectiveFrom, effectiveTo } = document;
    const policy = {
      version,
      effectiveFrom,
      effectiveTo,
      document,
      publishedAt: now(),
      publishedBy: actorOf(principal),
    };
    const result = await insertPolicy(database, principal.landlordId, policy);
    if (result === 'effective_from_taken') {
      const detail = `Another version takes effect on ${effectiveFrom}.`;
      return problem(reply, 'effective_from_taken', {
        detail,
        errors: [{ in: 'body', pointer: '/effectiveFrom', detail }],
      });
    }
    reply.header('etag', etagOf(request, version));
    if (result === 'inserted') {
      // At once and not when the database's own news comes round: the next complaint pins by this version.
      rulebook.landlordTerms.forget(principal.landlordId);
      reply.code(201).header('location', `/v1/policies/${version}`);
      return policy;
    }
    const earlier = await findPolicy(database, principal.landlordId, version);
    if (earlier && isDeepStrictEqual(publishedPolicySchema.parse(earlier.document), document))
      return view(earlier);
    return problem(reply, 'version_taken', {
      detail: `Version ${version} was published with other content.`,
    });
  });

  app.get('/policies/:version', read, async (request, reply) => {
    const { version } = request.params;
    const row = await findPolicy(database, principalOf(request).landlordId, version);
    if (!row) return notFound(reply);
    if (unchanged(reply, version)) return reply.code(304).send();
    return view(row);
  });
}

/** The stored document passed the schema when it was published; passing it again gives it its type back. */
const view = (row: PolicyRow) => ({ ...row, document: publishedPolicySchema.parse(row.document) });

function faultIn({ version, calendar }: PolicyDocument, asked: string): RequestFault | null {
  if (version !== asked) {
    return {
      in: 'body',
      pointer: '/version',
      detail: `is ${version}, but the path says ${asked}`,
      allowed: asked,
    };
  }
  const built = calendarOf({ calendar });
  return isFault(built) ? { in: 'body', pointer: '/calendar', detail: built.message } : null;
}
