import type { FastifyInstance } from 'fastify';
import { sendProblem } from './problem';

/** What arrives on open connections while the rest drains is sent away, to be tried elsewhere or again. */
export function refuseWhileClosing(app: FastifyInstance): void {
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onRequest', (_request, reply, done) => {
    if (!closing) return done();
    reply.header('retry-after', '5');
    sendProblem(reply, 'unavailable', { detail: 'The service is shutting down.' });
  });
}
