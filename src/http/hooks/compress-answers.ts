import fastifyCompress from '@fastify/compress';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Below this an answer fits into one packet whether it is compressed or not. */
const FROM_BYTES = 1400;

/**
 * Compresses an answer for a caller who asks for it. A request is never decompressed: a body of 1 MiB stays one, and
 * does not turn into a gigabyte.
 */
export function compressAnswers(app: FastifyInstance): void {
  app.register(fastifyCompress, {
    threshold: FROM_BYTES,
    encodings: ['br', 'gzip', 'deflate'],
    globalDecompression: false,
  });
  // The plugin hooks into each route as it is added; once it is there, this comes after it.
  app.after(() => {
    app.addHook('onRoute', (route) => {
      route.onSend = [...(route.onSend ? [route.onSend].flat() : []), weakenTag];
    });
  });
}

/** Compressed bytes are others than those that the strong tag promises; `If-Match` takes the weak one too. */
function weakenTag(_request: FastifyRequest, reply: FastifyReply, _payload: unknown, done: () => void): void {
  const etag = reply.getHeader('etag');
  if (reply.hasHeader('content-encoding') && typeof etag === 'string' && etag.startsWith('"'))
    reply.header('etag', `W/${etag}`);
  done();
}
