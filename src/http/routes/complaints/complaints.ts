import { z } from 'zod';
import { STAFF } from '../../../policy/rules/roles';
import { readComplaint } from '../../../complaints/act';
import { exceptionsOf } from '../../../complaints/landlord/compliance-exception';
import { logComplaint } from '../../../complaints/log';
import { complaintEventsOf } from '../../../db/complaints/events';
import { complaintVersion } from '../../../db/complaints/read';
import { clockSchema } from '../../../policy/clocks/clock';
import { logSchema } from '../../../policy/commands/intake/log';
import type { RouteDeps, Scope } from '../../operations/route-deps';
import { declare, UNCHANGED } from '../../operations/operation';
import { answerAlreadyLogged } from '../../operations/already-logged';
import { answerOutcome } from '../../operations/outcome';
import { knownAt } from '../../requests/known-at';
import { etagWith, ifNoneMatch, isCurrent, known, unchanged } from '../../requests/preconditions';
import { actingOf, principalOf } from '../../auth/principal';
import { notFound } from '../../problems/problem';
import { complaintSchema } from '../../schemas/complaint';
import { complaintView } from '../../schemas/complaint-view';
import { namedExceptionSchema, namedExceptionView } from '../../schemas/compliance-exception';
import { eventSchema, eventViews } from '../../schemas/event';
import {
  EXAMPLE_REFERENCE,
  exampleClock,
  exampleComplaint,
  exampleEvent,
  exampleNewComplaint,
} from '../../schemas/examples';
import { byReferenceRoute } from './by-reference';
import { complaintListRoute } from './complaint-list';
import { pastAsked } from './known-at';
import { tagOf } from './tag';

export const complaintParams = z.strictObject({
  id: z.string().min(1).max(100).describe('The id of the complaint, or its reference.'),
});
const example = { params: { id: EXAMPLE_REFERENCE } };

const log = declare({
  id: 'logComplaint',
  tag: 'Complaints',
  summary: 'Log a complaint',
  description:
    'Takes a complaint in, however it was made. It is governed by the version of the policy in force on the day it was received. The answer has every date that follows, with its reasons. A `caseId` that was sent before is answered with 409 and the first complaint, for good; an `Idempotency-Key` is kept for a day.',
  may: STAFF,
  body: logSchema,
  answers: {
    201: {
      description: 'The complaint, with its clocks.',
      schema: complaintSchema,
      example: exampleComplaint,
      headers: ['ETag', 'Location'],
    },
  },
  example: { body: exampleNewComplaint },
});

const read = declare({
  id: 'readComplaint',
  tag: 'Complaints',
  summary: 'Read a complaint',
  description:
    'All of it: who complained of what, each stage, each date with its reasons, and what can happen next.',
  may: 'readComplaints',
  params: complaintParams,
  query: z.strictObject(knownAt),
  headers: z.object(ifNoneMatch),
  answers: {
    200: {
      description: 'The complaint.',
      schema: complaintSchema,
      example: exampleComplaint,
      headers: ['ETag', 'Memento-Datetime'],
    },
    304: UNCHANGED,
  },
  example,
});

const clocks = declare({
  id: 'readClocks',
  tag: 'Complaints',
  summary: 'See every date of a complaint and its reasons',
  description:
    'Each date with what it counts from, the limit and the rule behind it, every day left out and why, extensions, other readings, and a sentence fit for a letter.',
  may: 'readComplaints',
  params: complaintParams,
  query: z.strictObject(knownAt),
  answers: {
    200: {
      description: 'The clocks.',
      schema: z.strictObject({
        items: z.array(clockSchema).readonly(),
        exceptions: z
          .array(namedExceptionSchema)
          .describe(
            'Exceptional circumstances whose times the version of a date holds (Code 8.5): by policyVersion.',
          ),
      }),
      example: { items: [exampleClock], exceptions: [] },
      headers: ['ETag', 'Memento-Datetime'],
    },
  },
  example,
});

const events = declare({
  id: 'readComplaintEvents',
  tag: 'Complaints',
  summary: 'Read the record of a complaint',
  description:
    'Everything that happened, oldest first, as it was recorded. Nothing in it ever changes; free text that was erased is missing.',
  may: 'readComplaints',
  params: complaintParams,
  query: z.strictObject(knownAt),
  headers: z.object(ifNoneMatch),
  answers: {
    200: {
      description: 'The events.',
      schema: z.strictObject({ items: z.array(eventSchema) }),
      example: { items: [exampleEvent] },
      headers: ['ETag', 'Memento-Datetime'],
    },
    304: UNCHANGED,
  },
  example,
});

export function complaintRoutes(app: Scope, deps: RouteDeps): void {
  const { database } = deps;

  app.post('/complaints', log, async (request, reply) => {
    const logged = await logComplaint(deps, actingOf(request), request.body);
    if (logged.kind === 'already-logged') return answerAlreadyLogged(reply, logged);
    return answerOutcome(reply, logged, (complaint) => {
      reply.code(201).header('location', `/v1/complaints/${complaint.row.id}`);
      reply.header('etag', tagOf(request, complaint));
      return complaintView(complaint, principalOf(request).roles);
    });
  });

  complaintListRoute(app, deps);
  byReferenceRoute(app, deps);

  app.get('/complaints/:id', read, async (request, reply) => {
    const { landlordId, roles } = principalOf(request);
    const { id } = request.params;
    const past = await pastAsked(deps, request, reply);
    if (past && 'problem' in past) return past.problem;
    if (past && isCurrent(request, past.etag)) return reply.code(304).send();
    if (past) return complaintView(past.complaint, roles);
    if (await known(reply, () => complaintVersion(database, landlordId, id))) return reply.code(304).send();
    const complaint = await readComplaint(deps, landlordId, id);
    if (!complaint) return notFound(reply);
    const etag = tagOf(request, complaint);
    reply.header('etag', etag);
    if (!complaint.rules.other && isCurrent(request, etag)) return reply.code(304).send();
    return complaintView(complaint, roles);
  });

  app.get('/complaints/:id/clocks', clocks, async (request, reply) => {
    const { landlordId } = principalOf(request);
    const past = await pastAsked(deps, request, reply);
    if (past && 'problem' in past) return past.problem;
    const complaint = past ? past.complaint : await readComplaint(deps, landlordId, request.params.id);
    if (!complaint) return notFound(reply);
    const versions = new Set(complaint.clocks.map(({ policyVersion }) => policyVersion));
    const exceptions = await exceptionsOf(deps, landlordId, past?.at);
    const naming = exceptions.filter(({ policyVersion }) => policyVersion && versions.has(policyVersion));
    const shown = naming.map(namedExceptionView);
    const tag = past ? [past.etag, shown] : shown;
    reply.header('etag', etagWith(request, complaint.row.version, tag));
    return { items: complaint.clocks, exceptions: shown };
  });

  app.get('/complaints/:id/events', events, async (request, reply) => {
    const { landlordId } = principalOf(request);
    const { id } = request.params;
    const past = await pastAsked(deps, request, reply);
    if (past && 'problem' in past) return past.problem;
    if (past && isCurrent(request, past.etag)) return reply.code(304).send();
    if (past) return { items: eventViews(past.complaint.events) };
    if (await known(reply, () => complaintVersion(database, landlordId, id))) return reply.code(304).send();
    const complaint = await readComplaint(deps, landlordId, id);
    if (!complaint) return notFound(reply);
    if (unchanged(reply, complaint.row.version)) return reply.code(304).send();
    const rows = await complaintEventsOf(database, landlordId, complaint.row.id);
    return { items: eventViews(rows) };
  });
}
