import type { FastifyReply, FastifyRequest } from 'fastify';
import { MAY_DEPART } from '../../policy/rules/roles';
import { sendProblem } from '../problems/problem';
import { principalOf } from './principal';

/**
 * An act against the procedure is recorded by the complaints officer: else a handler could excuse an answer of their own.
 * It is asked of what the body says, so that a route with such a field cannot forget it.
 */
export async function refuseDeparture(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const { departures } = Object(request.body);
  if (!Array.isArray(departures) || departures.length === 0) return undefined;
  if (principalOf(request).roles.includes(MAY_DEPART)) return undefined;
  return sendProblem(reply, 'departure_is_the_officers', {
    allowed: { roles: [MAY_DEPART] },
    errors: [{ in: 'body', pointer: '/departures', detail: 'is for the complaints officer to record' }],
  });
}
