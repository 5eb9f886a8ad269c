import type { FastifyInstance } from 'fastify';

/** Like every hook that waits for nothing, with a callback: a promise for each of them would cost each request dearly. */
export function secureHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    reply.header('x-content-type-options', 'nosniff');
    // Complaints are personal; no cache between us and the caller keeps a copy.
    if (request.url.startsWith('/v1')) reply.header('cache-control', 'no-store');
    done();
  });
}
