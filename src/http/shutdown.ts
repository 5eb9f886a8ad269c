import type { FastifyInstance } from 'fastify';
import { sendProblem } from './problem';

/** What arrives on open connections while the rest drains is sent away, to be tried elsewhere or again. */
export function refuseWhileClosing(app: FastifyInstance): void {
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onRequest', async (_request, reply) => {
    if (!closing) return undefined;
    reply.header('retry-after', '5');
    return sendProblem(reply, 'unavailable', { detail: 'The service is shutting down.' });
  });
}
