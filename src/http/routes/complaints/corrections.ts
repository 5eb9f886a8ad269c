import { z } from 'zod';
import { correctComplaint } from '../../../complaints/correct';
import type { ComplaintDeps } from '../../../complaints/loading/deps';
import { OFFICER } from '../../../policy/rules/roles';
import { correctionRequestSchema } from '../../../policy/corrections/request';
import { principalOf } from '../../auth/principal';
import { declare } from '../../operations/operation';
import type { Scope } from '../../operations/route-deps';
import { answerOutcome, attemptOf } from '../../operations/outcome';
import { etagOf, ifMatch } from '../../requests/preconditions';
import { complaintSchema } from '../../schemas/complaint';
import { complaintView } from '../../schemas/complaint-view';
import { DEMO_ACTS, exampleComplaint } from '../../schemas/examples';
import { complaintParams } from './complaints';
import { tagOf } from './tag';

const correction = declare({
  id: 'correctReceived',
  tag: 'Acts',
  summary: 'Put a mistake in the record right',
  description:
    'Correct what the record says of acts that were recorded wrongly: their facts, an act that never happened or belongs elsewhere, one that had been forgotten, or the whole complaint. No event is changed. The correction is an event of its own, and every later act is decided again by the same rules. Acts that no longer fit are listed whole, and nothing is written. What the resident was told stays on record, until you say that they have been told the dates as they are now. The short form puts the day of receipt right. To see first what would move, rehearse it.',
  may: OFFICER,
  params: complaintParams,
  headers: z.object(ifMatch),
  body: correctionRequestSchema,
  answers: {
    201: {
      description: 'Done: the complaint as it is now.',
      schema: complaintSchema,
      example: exampleComplaint,
      headers: ['ETag'],
    },
  },
  example: {
    ...(DEMO_ACTS.corrections && { params: { id: DEMO_ACTS.corrections.reference } }),
    body: { receivedOn: '2024-09-03', why: 'The letter is stamped 3 September.' },
  },
});

export function correctionRoutes(app: Scope, deps: ComplaintDeps): void {
  app.post('/complaints/:id/corrections', correction, async (request, reply) => {
    const corrected = await correctComplaint(deps, request.body, attemptOf(request, request.params.id));
    if ('version' in corrected && corrected.version !== undefined)
      reply.header('etag', etagOf(request, corrected.version));
    return answerOutcome(reply, corrected, (complaint) => {
      reply.code(201).header('etag', tagOf(request, complaint));
      return complaintView(complaint, principalOf(request).roles);
    });
  });
}
