import { z } from 'zod';
import {
  changeException,
  readException,
  recordException,
} from '../../../complaints/landlord/compliance-exception';
import { countExceptions, listExceptions } from '../../../db/landlords/compliance-exceptions';
import { exceptionChangeSchema, newExceptionSchema } from '../../../policy/code/compliance-exception';
import { todayOf } from '../../../policy/rules/rules';
import type { RouteDeps, Scope } from '../../operations/route-deps';
import { declare } from '../../operations/operation';
import { answerOutcome } from '../../operations/outcome';
import { cursorText, orderQuery, page, pageOf, pageQuery } from '../../paging/page';
import { etagOf, ifMatch, matches, presentVersion, saysWhich } from '../../requests/preconditions';
import { actingOf, principalOf } from '../../auth/principal';
import { notFound, problem } from '../../problems/problem';
import {
  EXAMPLE_EXCEPTION_ID,
  exampleException,
  exampleExceptionChange,
  exampleExceptionRecord,
  exampleNewException,
  exceptionVersion,
  exceptionSchema,
  exceptionView,
  exceptionWithRecordSchema,
  exceptionWithRecordView,
  isRedacted,
} from '../../schemas/compliance-exception';

const tag = 'Self-assessments';
const params = z.strictObject({ id: z.uuid().describe('The id of the exception.') });
const example = { params: { id: EXAMPLE_EXCEPTION_ID } };
const withRecord = {
  schema: exceptionWithRecordSchema,
  example: exampleExceptionRecord,
  headers: ['ETag'],
} as const;

const create = declare({
  id: 'recordComplianceException',
  tag,
  summary: 'Record that the Code cannot be kept for a time',
  description:
    'For exceptional circumstances, such as an attack on the landlord’s systems (Code 8.5): since when, why, when it is expected to end, and when the ombudsman and the residents affected were told and it was published. It moves no date: the times that hold meanwhile are those of the policy version in force. Publish a version for them and name it here, and dates kept under it can be told apart.',
  may: 'recordExceptions',
  body: newExceptionSchema,
  answers: {
    201: {
      schema: exceptionSchema,
      example: exampleException,
      description: 'It is recorded.',
      headers: ['ETag', 'Location'],
    },
  },
  example: { body: exampleNewException },
});

const list = declare({
  id: 'listComplianceExceptions',
  tag,
  summary: 'List the times in which the Code could not be kept',
  description: 'Each as it stands today, the one recorded last first.',
  may: 'readPolicies',
  query: z.strictObject({ ...orderQuery, ...pageQuery, cursor: cursorText.optional() }),
  answers: {
    200: {
      description: 'A page of them.',
      schema: pageOf(exceptionSchema),
      example: { items: [exampleException], next: null },
      headers: ['Link'],
    },
  },
});

const read = declare({
  id: 'readComplianceException',
  tag,
  summary: 'Read a time in which the Code could not be kept',
  description: 'As it stands today, with all that was recorded of it before.',
  may: 'readPolicies',
  params,
  answers: { 200: { ...withRecord, description: 'The exception.' } },
  example,
});

const change = declare({
  id: 'changeComplianceException',
  tag,
  summary: 'Record what became of a time in which the Code could not be kept',
  description:
    'Replaces what is recorded: the ombudsman was told, the return is put off, the Code is kept again. What stood before stays on its record; where that becomes another, say why. Sending the same again changes nothing. Once words were taken out of it, If-Match has to name the version that was read.',
  may: 'recordExceptions',
  params,
  headers: z.object(ifMatch),
  body: exceptionChangeSchema,
  answers: { 200: { ...withRecord, description: 'As it stands now.' } },
  example: { ...example, body: exampleExceptionChange },
});

export function complianceExceptionRoutes(app: Scope, deps: RouteDeps): void {
  const { database, rulebook, cursors: all } = deps;

  app.post('/compliance-exceptions', create, async (request, reply) => {
    const recorded = await recordException(deps, actingOf(request), request.body);
    return answerOutcome(reply, recorded, (exception) => {
      const { latest, today } = exception;
      reply.code(201).header('location', `/v1/compliance-exceptions/${latest.id}`);
      reply.header('etag', etagOf(request, exceptionVersion(exception)));
      return exceptionView(latest, today);
    });
  });

  app.get('/compliance-exceptions', list, async (request, reply) => {
    const { order, limit, count, cursor } = request.query;
    const { landlordId } = principalOf(request);
    const cursors = await all.of(request);
    const afterId = cursors.read(cursor, z.uuid());
    const rows = await listExceptions(database, landlordId, { afterId, order, limit: limit + 1 });
    const today = todayOf(await rulebook.clockOf(landlordId));
    const view = (row: (typeof rows)[number]) => exceptionView(row, today);
    const shown = page(reply, { rows, limit, cursors, position: ({ id }) => id, view });
    return count ? { ...shown, count: await countExceptions(database, landlordId) } : shown;
  });

  app.get('/compliance-exceptions/:id', read, async (request, reply) => {
    const found = await readException(deps, principalOf(request).landlordId, request.params.id);
    if (!found) return notFound(reply);
    reply.header('etag', etagOf(request, exceptionVersion(found)));
    return exceptionWithRecordView(found);
  });

  app.put('/compliance-exceptions/:id', change, async (request, reply) => {
    const condition = request.headers['if-match'];
    const changed = await changeException(deps, actingOf(request), request.params.id, {
      given: request.body,
      // What was taken out of it is kept nowhere, so nobody can tell whether an unconditional change brings it back.
      hasRead: (exception) =>
        saysWhich(condition) ? matches(condition, exceptionVersion(exception)) : !isRedacted(exception),
    });
    if (changed.kind === 'unread')
      return problem(reply, saysWhich(condition) ? 'stale_version' : 'condition_required', {
        detail: presentVersion(exceptionVersion(changed.exception)),
      });
    return answerOutcome(reply, changed, (exception) => {
      reply.header('etag', etagOf(request, exceptionVersion(exception)));
      return exceptionWithRecordView(exception);
    });
  });
}
