import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

export interface RequestEnd {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** The caller was gone before the whole answer was; what it had asked for was done all the same. */
  readonly hungUp: boolean;
}

/** The caller was gone before its body was read, which can now never be. Nobody is there to be told. */
export class CallerGone extends Error {
  override readonly name = 'CallerGone';
}

export type OnRequestEnd = (listener: (ending: RequestEnd) => void) => void;

/**
 * Tells of each request once, when it has ended, however it did. Fastify's own `onResponse` waits for an answer to be
 * taken: of a caller that hangs up there would be no trace, though once it is read its request runs on to the end and
 * may change something. Such a one is told of when its answer is ready: only then is it known who asked and what came
 * of it.
 */
export function watchRequestEnds(app: FastifyInstance): OnRequestEnd {
  const listeners: ((ending: RequestEnd) => void)[] = [];
  const tell = (ending: RequestEnd) => {
    for (const listener of listeners) listener(ending);
  };
  const answered = new WeakSet<FastifyRequest>();
  const abandoned = new WeakSet<FastifyRequest>();

  app.addHook('onRequest', (request, reply, done) => {
    reply.raw.once('close', () => {
      if (reply.raw.writableFinished || answered.has(request))
        tell({ request, reply, hungUp: !reply.raw.writableFinished });
      else abandoned.add(request);
    });
    done();
  });
  // Its body would be waited for without end.
  app.addHook('preParsing', (request, _reply, _payload, done) => {
    if (abandoned.has(request)) done(new CallerGone());
    else done();
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    answered.add(request);
    if (abandoned.delete(request)) tell({ request, reply, hungUp: true });
    done(null, payload);
  });
  return (listener) => void listeners.push(listener);
}
