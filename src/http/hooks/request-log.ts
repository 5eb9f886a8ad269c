import { LogController } from 'fastify';
import type { OnRequestEnd } from './request-end';

/** Fastify's own lines carry the whole address; a search in its query may be somebody's name. */
export const quietFastify = (): LogController =>
  new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' });

/** One line a request: who, what, how it went and how long it took. No body, no query, no path as written. */
export function logRequests(onRequestEnd: OnRequestEnd): void {
  onRequestEnd(({ request, reply, hungUp }) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? null,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        landlordId: request.principal?.landlordId,
        keyId: request.principal?.keyId ?? undefined,
        ...(hungUp && { hungUp }),
      },
      'request',
    );
  });
}
