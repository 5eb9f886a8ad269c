import type { FastifyInstance } from 'fastify';
import type { RequestFault } from './problem';
import { sendProblem } from './problem';
import { findUnsafeInput } from './safe-input';

/** Runs before any schema, for every route, so that no route can forget it. */
export function refuseUnsafeInput(app: FastifyInstance): void {
  app.addHook('preValidation', async ({ params, query, body }, reply) => {
    const parts: [RequestFault['in'], unknown][] = [
      ['path', params],
      ['query', query],
      ['body', body],
    ];
    for (const [part, input] of parts) {
      const found = findUnsafeInput(part, input);
      if (found?.code === 'unsafe_text') return sendProblem(reply, found.code, { errors: [found.fault] });
      if (found) return sendProblem(reply, found.code, { detail: found.detail });
    }
    return undefined;
  });
}
