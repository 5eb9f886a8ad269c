import { z } from 'zod';
import { act } from '../../../complaints/act';
import type { ComplaintDeps } from '../../../complaints/loading/deps';
import type { Command } from '../../../policy/commands/guards/command';
import { COMMANDS } from '../../../policy/commands/index';
import type { Scope } from '../../operations/route-deps';
import { numberParam, withNumber, withoutNumber } from '../../requests/numbered-act';
import { declare } from '../../operations/operation';
import { answerOutcome, attemptOf } from '../../operations/outcome';
import { etagOf, ifMatch } from '../../requests/preconditions';
import { principalOf } from '../../auth/principal';
import { complaintSchema } from '../../schemas/complaint';
import { complaintView } from '../../schemas/complaint-view';
import { DEMO_ACTS, exampleComplaint } from '../../schemas/examples';
import { complaintParams } from './complaints';
import { correctionRoutes } from './corrections';
import { tagOf } from './tag';

/** One route for each command of the registry: adding a command adds its route. */
export function actRoutes(app: Scope, deps: ComplaintDeps): void {
  for (const command of COMMANDS) {
    // It looks at the whole record, where every other act looks at the complaint as it stands.
    if (command.act === 'corrections') correctionRoutes(app, deps);
    else actRoute(app, command, deps);
  }
}

const numberedParams = complaintParams.extend(numberParam('complaint'));

type Demo = NonNullable<(typeof DEMO_ACTS)[string]>;

const inTheDemo = ({ landlord, refused }: Demo): string =>
  refused
    ? ` Nothing in the demo is at this point: with the key of ${landlord} the example answers ${refused}.`
    : ` In the demo, the example works with the key of ${landlord}.`;

function exampleOf({ example, numbers }: Command, demo: Demo | undefined) {
  const { n, ...body } = example;
  return {
    ...(demo && { params: { id: demo.reference, ...(demo.n && { n: demo.n }) } }),
    body: numbers ? body : example,
  };
}

function actRoute(app: Scope, command: Command, deps: ComplaintDeps): void {
  const demo = DEMO_ACTS[command.act];
  const tryIt = demo ? inTheDemo(demo) : '';
  const operation = declare({
    id: command.name,
    tag: 'Acts',
    summary: command.summary,
    description: `${command.description}${tryIt}`,
    may: command.roles,
    params: command.numbers ? numberedParams : complaintParams,
    headers: z.object(ifMatch),
    body: command.numbers ? withoutNumber(command.body) : command.body,
    answers: {
      201: {
        description: 'Done: the complaint as it is now.',
        schema: complaintSchema,
        example: exampleComplaint,
        headers: ['ETag'],
      },
    },
    example: exampleOf(command, demo),
  });

  app.post(`/complaints/:id/${command.act.replace('{n}', ':n')}`, operation, async (request, reply) => {
    const { id, ...number } = request.params;
    const body = command.numbers ? withNumber(request.body, number) : request.body;
    const acted = await act(deps, command, body, attemptOf(request, id));
    if ('version' in acted && acted.version !== undefined)
      reply.header('etag', etagOf(request, acted.version));
    return answerOutcome(reply, acted, (complaint) => {
      reply.code(201).header('etag', tagOf(request, complaint));
      return complaintView(complaint, principalOf(request).roles);
    });
  });
}
