import { z } from 'zod';
import { wholeNumber } from '../../requests/whole-number';
import { redactEdition } from '../../../complaints/landlord/redactions';
import type { ComplaintDeps } from '../../../complaints/loading/deps';
import { newEditionRedactionSchema } from '../../../policy/redactions';
import type { Scope } from '../../operations/route-deps';
import { etagOf } from '../../requests/preconditions';
import { declare } from '../../operations/operation';
import { answerOutcome } from '../../operations/outcome';
import { actingOf } from '../../auth/principal';
import { closuresVersion, closuresSchema, closuresView, exampleClosures } from '../../schemas/closures';

const redact = declare({
  id: 'redactClosures',
  tag: 'Working days',
  summary: 'Take words out of why an edition of the working days was entered',
  description:
    'It names nobody. Where it does all the same, other words are put in its place, in every edition and every rehearsal that has the same. The old words are kept nowhere, and each edition says that it was redacted, when and by whom. Complaints whose dates a rehearsal moved were told the words too; they go from those with the erasure of each. The days themselves, and the words beside a day, which come with every date that it moved, stay.',
  may: 'erase',
  params: z.strictObject({
    edition: wholeNumber(1, 2_147_483_647).describe('The number of the edition.'),
  }),
  body: newEditionRedactionSchema,
  answers: {
    201: {
      description: 'The edition as it now reads.',
      schema: closuresSchema,
      example: {
        ...exampleClosures,
        redactions: [{ at: exampleClosures.createdAt, by: exampleClosures.createdBy }],
      },
      headers: ['ETag'],
    },
  },
  example: { params: { edition: 1 }, body: { why: 'Agreed for 2027.' } },
});

export function closureRedactionRoutes(app: Scope, deps: ComplaintDeps): void {
  app.post('/closures/:edition/redactions', redact, async (request, reply) => {
    const { edition } = request.params;
    const redacted = await redactEdition(deps, actingOf(request), edition, request.body.why);
    return answerOutcome(reply, redacted, (row) => {
      const shown = closuresView(row);
      reply.code(201).header('etag', etagOf(request, closuresVersion(shown)));
      return shown;
    });
  });
}
