import type { FastifyInstance } from 'fastify';
import type { RequestFault } from '../problems/problem';
import { sendProblem } from '../problems/problem';
import { emptyInvisibleTexts, findUnsafeInput } from '../requests/safe-input';

/** Runs before any schema, for every route, so that no route can forget it. */
export function refuseUnsafeInput(app: FastifyInstance): void {
  app.addHook('preValidation', ({ params, query, body }, reply, done) => {
    const parts: [RequestFault['in'], unknown][] = [
      ['path', params],
      ['query', query],
      ['body', body],
    ];
    for (const [part, input] of parts) {
      const found = findUnsafeInput(part, input);
      if (found === undefined) continue;
      // Answered: the request goes no further, so `done` is not called.
      if (found.code === 'unsafe_text') sendProblem(reply, found.code, { errors: [found.fault] });
      else sendProblem(reply, found.code, { detail: found.detail });
      return;
    }
    emptyInvisibleTexts(query);
    emptyInvisibleTexts(body);
    done();
  });
}
