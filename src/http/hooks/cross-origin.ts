import fastifyCors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

/** What a page may read of an answer, beside its body. */
const READABLE = [
  'ETag',
  'Idempotency-Replayed',
  'Link',
  'Location',
  'Memento-Datetime',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'X-Request-Id',
];
const SENDABLE = [
  'Authorization',
  'Content-Type',
  'Idempotency-Key',
  'If-Match',
  'If-None-Match',
  'traceparent',
  'X-API-Key',
  'X-Request-Id',
];
/** A browser asks again after this; an origin that was taken off the list is shut out by then. */
const REMEMBERED_S = 600;

/**
 * Lets pages of these origins, and of no others, call the service from a browser. Credentials stay off: a key is sent
 * in a header by whoever holds it, never by a browser on its own.
 */
export function admitOrigins(app: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return;
  // An OPTIONS that no browser sends ahead of a request is answered as it is where no origin is let in.
  app.addHook('onRequest', ({ method, headers }, reply, done) => {
    const isPreflight =
      headers.origin !== undefined && headers['access-control-request-method'] !== undefined;
    if (method !== 'OPTIONS' || isPreflight) done();
    else reply.callNotFound();
  });
  app.register(fastifyCors, {
    origin: [...origins],
    methods: ['GET', 'POST', 'PUT', 'DELETE'],
    allowedHeaders: SENDABLE,
    exposedHeaders: READABLE,
    credentials: false,
    maxAge: REMEMBERED_S,
    // It would be refused with a text that is no problem document; the hook above sees to it.
    strictPreflight: false,
  });
}
