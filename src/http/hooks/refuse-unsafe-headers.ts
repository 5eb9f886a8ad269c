import type { FastifyInstance } from 'fastify';
import { type RequestFault, sendProblem } from '../problems/problem';

/** As many as Node would keep. */
const MOST_LINES = 1000;

/** Node keeps the first of these, or joins them, without a word; a proxy in front may go by the last. */
const ONE_ALONE = ['host', 'authorization', 'x-api-key', 'content-type'];

/** Nothing a caller sent is dropped in silence: what would be is refused, before anything else is looked at. */
export function refuseUnsafeHeaders(app: FastifyInstance): void {
  // Lines beyond the limit are to be seen. All of them together are bounded by Node, to 16 KiB.
  app.server.maxHeadersCount = 0;
  app.addHook('onRequest', ({ raw: { rawHeaders, httpVersion } }, reply, done) => {
    if (rawHeaders.length > MOST_LINES * 2) return void sendProblem(reply, 'headers_too_large');
    const names = rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
    const twice = ONE_ALONE.filter((name) => names.indexOf(name) !== names.lastIndexOf(name));
    // RFC 9112 (3.2) has each request of HTTP/1.1 name its host, and each that does not refused.
    const missing = httpVersion === '1.1' && !names.includes('host') ? ['host'] : [];
    if (twice.length + missing.length === 0) return done();
    const errors = [
      ...missing.map((name) => fault(name, 'is missing')),
      ...twice.map((name) => fault(name, 'is there more than once')),
    ];
    sendProblem(reply, 'invalid_request', { errors });
  });
}

const fault = (name: string, detail: string): RequestFault => ({ in: 'header', pointer: `/${name}`, detail });
