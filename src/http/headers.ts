import type { FastifyInstance } from 'fastify';

export function secureHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    reply.header('x-content-type-options', 'nosniff');
    // Complaints are personal; no cache between us and the caller keeps a copy.
    if (request.url.startsWith('/v1')) reply.header('cache-control', 'no-store');
  });
}
