import type { FastifyInstance } from 'fastify';
import { sendProblem } from '../problems/problem';

/** Answered to the end: a process that says it is dead is killed in the middle of what it still has to finish. */
const LIVENESS = '/health/live';

/** What arrives on open connections while the rest drains is sent away, to be tried elsewhere or again. */
export function refuseWhileClosing(app: FastifyInstance): void {
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onRequest', (request, reply, done) => {
    if (!closing || request.routeOptions.url === LIVENESS) return done();
    reply.header('retry-after', '5');
    sendProblem(reply, 'unavailable', { detail: 'The service is shutting down.' });
  });
}
