import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Traceparent, traceparentOf } from './trace';

type Facts = Readonly<Record<string, string | number>>;

/** The span of a caller that a request is part of (W3C Trace Context). */
export interface CallerSpan extends Traceparent {
  readonly state: string | null;
}

/** A span that has begun. */
export interface RequestSpan {
  readonly traceId: string;
  /** Whatever the work does from here on is part of it. */
  within(work: () => void): void;
  end(facts: Facts, failed: boolean): void;
}

export type BeginSpan = (name: string, caller: CallerSpan | null, facts: Facts) => RequestSpan;

/** Asked for every few seconds for as long as the service runs, and never of interest. */
const UNTRACED: readonly (string | undefined)[] = ['/health/live', '/health/ready', '/metrics'];
const LONGEST_STATE = 512;

/**
 * A span for each request: method and route as declared, how it ended, whose key it was. No path as written, which
 * names a complaint, no query, which may name a person, no address, no header.
 */
export function traceRequests(app: FastifyInstance, begin: BeginSpan): void {
  const spanOf = new WeakMap<FastifyRequest, RequestSpan>();

  app.addHook('onRequest', (request, reply, done) => {
    const { method } = request;
    const route = request.routeOptions.url;
    if (UNTRACED.includes(route)) return done();
    const caller = callerOf(request);
    const span = begin(route === undefined ? method : `${method} ${route}`, caller, {
      'http.request.method': method,
      ...(route !== undefined && { 'http.route': route }),
      'redress.request_id': request.id,
    });
    spanOf.set(request, span);
    // The lines of a request that came with a trace carry it already.
    if (caller === null) reply.log = request.log = request.log.child({ traceId: span.traceId });
    // Closed it is in the end, however it goes: an answer that nobody waited for is never "sent".
    reply.raw.once('close', () => span.end(outcomeOf(request, reply), reply.statusCode >= 500));
    span.within(done);
  });

  // Between the two a body may have been read, in events of a socket that belongs to no request.
  app.addHook('preValidation', (request, _reply, done) => {
    const span = spanOf.get(request);
    if (span) span.within(done);
    else done();
  });
}

function callerOf(request: FastifyRequest): CallerSpan | null {
  const parent = traceparentOf(request);
  const state = request.headers.tracestate;
  const usable = typeof state === 'string' && state.length <= LONGEST_STATE;
  return parent && { ...parent, state: usable ? state : null };
}

function outcomeOf({ principal }: FastifyRequest, { statusCode: status, raw }: FastifyReply): Facts {
  return {
    'http.response.status_code': status,
    ...(principal && { 'redress.landlord_id': principal.landlordId }),
    ...(principal?.keyId && { 'redress.key_id': principal.keyId }),
    ...(status >= 500 && { 'error.type': String(status) }),
    ...(!raw.writableFinished && { 'error.type': 'connection_closed' }),
  };
}
