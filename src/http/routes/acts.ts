import { z } from 'zod';
import { act, type ComplaintDeps } from '../../complaints/act';
import type { Command } from '../../policy/commands/command';
import { COMMANDS } from '../../policy/commands/index';
import type { Scope } from '../app-type';
import { declare } from '../operation';
import { etagOf, ifMatch, matches } from '../preconditions';
import { actorOf, principalOf } from '../principal';
import { answerProblem, notFound, problem } from '../problem';
import { problemOfRejection } from '../refusal';
import { complaintSchema } from '../schemas/complaint';
import { complaintView } from '../schemas/complaint-view';
import { DEMO_ACTS, exampleComplaint } from '../schemas/examples';
import { complaintParams } from './complaints';

/** One route for each command of the registry: adding a command adds its route. */
export function actRoutes(app: Scope, deps: ComplaintDeps): void {
  for (const command of COMMANDS) actRoute(app, command, deps);
}

function actRoute(app: Scope, command: Command<unknown>, deps: ComplaintDeps): void {
  const demo = DEMO_ACTS[command.act];
  const tryIt = demo ? ` In the demo, the example works with the key of ${demo.landlord}.` : '';
  const operation = declare({
    id: command.name,
    tag: 'Acts',
    summary: command.summary,
    description: `${command.description}${tryIt}`,
    may: command.roles,
    params: complaintParams,
    headers: z.object(ifMatch),
    body: command.body,
    answers: {
      201: {
        description: 'Done: the complaint as it is now.',
        schema: complaintSchema,
        example: exampleComplaint,
        headers: ['ETag'],
      },
    },
    refusals: {
      409: 'The complaint is not at a point where this can happen, or somebody else was quicker.',
      422: 'The policy does not allow it or demands more, or the facts contradict each other. `rule` says where, `allowed` what would do.',
    },
    example: { ...(demo && { params: { id: demo.reference } }), body: command.example },
  });

  app.post(`/complaints/:id/${command.act}`, operation, async (request, reply) => {
    const principal = principalOf(request);
    const condition = request.headers['if-match'];
    const acted = await act(deps, command, request.body, {
      landlordId: principal.landlordId,
      actor: actorOf(principal),
      complaint: request.params.id,
      matches: condition === undefined ? null : (version) => matches(condition, etagOf(version)),
    });
    switch (acted.kind) {
      case 'absent':
        return notFound(reply);
      case 'stale':
        return condition === undefined
          ? problem(reply, 'conflicting_change')
          : problem(reply, 'stale_version', { detail: `The present version is ${etagOf(acted.version)}.` });
      case 'refused':
        return answerProblem(reply, problemOfRejection(acted.rejection));
      case 'done':
        reply.code(201).header('etag', etagOf(acted.complaint.row.version));
        return complaintView(acted.complaint, principal.roles);
    }
  });
}
