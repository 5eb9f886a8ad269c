import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';
import type { HttpSettings } from './settings';

const ONE_YEAR_S = 365 * 24 * 60 * 60;

/** What no page may do with an answer: nothing here is a page but Swagger UI, which brings a policy of its own. */
const NOTHING = {
  'default-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
};

/**
 * Helmet's headers are the same on every answer, so it is asked for them once. Set by Helmet on each response they
 * would also keep Node from writing out the others in one piece.
 */
function headersOf(setHeaders: ReturnType<typeof helmet>): Record<string, string> {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  setHeaders(request, response, () => undefined);
  return Object.fromEntries(
    Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]),
  );
}

/** Like every hook that waits for nothing, with a callback: a promise for each of them would cost each request dearly. */
export function secureHeaders(app: FastifyInstance, { behindTls }: Pick<HttpSettings, 'behindTls'>): void {
  const setHeaders = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: NOTHING },
    frameguard: { action: 'deny' },
    // Over plain http a browser has to ignore it (RFC 6797, 7.2); said there it would only mislead whoever reads it.
    hsts: behindTls && { maxAge: ONE_YEAR_S, includeSubDomains: false },
  });
  const headers = headersOf(setHeaders);
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers);
    reply.header('x-request-id', request.id);
    // Complaints are personal; no cache between us and the caller keeps a copy. And health is of this moment alone.
    if (request.url.startsWith('/v1') || request.url.startsWith('/health'))
      reply.header('cache-control', 'no-store');
    done();
  });
}
