import { z } from 'zod';
import { redactException } from '../../../complaints/landlord/redactions';
import { newExceptionRedactionSchema } from '../../../policy/redactions';
import type { RouteDeps, Scope } from '../../operations/route-deps';
import { etagOf } from '../../requests/preconditions';
import { declare } from '../../operations/operation';
import { answerOutcome } from '../../operations/outcome';
import { actingOf } from '../../auth/principal';
import {
  EXAMPLE_EXCEPTION_ID,
  exampleExceptionRecord,
  exceptionVersion,
  exceptionWithRecordSchema,
  exceptionWithRecordView,
} from '../../schemas/compliance-exception';

const redact = declare({
  id: 'redactComplianceException',
  tag: 'Self-assessments',
  summary: 'Take words out of what was recorded when the Code could not be kept',
  description:
    'It names nobody. Where it does all the same, other words are put in the place of the reason or the why of the version given, and of every other version that has the same; a version that says it in different words is redacted by itself. The old words are kept nowhere, and each version they stood in says that it was redacted, when and by whom.',
  may: 'erase',
  params: z.strictObject({ id: z.uuid().describe('The id of the exception.') }),
  body: newExceptionRedactionSchema,
  answers: {
    201: {
      description: 'As it stands now.',
      schema: exceptionWithRecordSchema,
      example: exampleExceptionRecord,
      headers: ['ETag'],
    },
  },
  example: {
    params: { id: EXAMPLE_EXCEPTION_ID },
    body: { version: 1, reason: 'An attack put systems out of use.' },
  },
});

export function exceptionRedactionRoutes(app: Scope, deps: RouteDeps): void {
  app.post('/compliance-exceptions/:id/redactions', redact, async (request, reply) => {
    const redacted = await redactException(deps, actingOf(request), request.params.id, request.body);
    return answerOutcome(reply, redacted, (exception) => {
      reply.code(201).header('etag', etagOf(request, exceptionVersion(exception)));
      return exceptionWithRecordView(exception);
    });
  });
}
