import type { IncomingMessage } from 'node:http';
import type { FastifyServerOptions } from 'fastify';
import { uuidv7 } from 'uuidv7';

type Headed = Pick<IncomingMessage, 'headers'>;

const REQUEST_ID = /^[A-Za-z0-9._~-]{8,128}$/;
// Version 00 ends after its flags; later ones may go on.
const TRACEPARENT =
  /^(?:00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})|(?!00|ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?)$/;
const NOTHING = /^0+$/;

/** The caller's id when it is harmless in a header and a log line, else one of our own. */
export function requestIdOf(request: Headed): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : uuidv7();
}

export interface Traceparent {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceFlags: number;
}

/** The trace and the span this request belongs to (W3C Trace Context), or null: a malformed header counts as none. */
export function traceparentOf(request: Headed): Traceparent | null {
  const given = request.headers.traceparent;
  const found = typeof given === 'string' ? TRACEPARENT.exec(given) : null;
  if (!found) return null;
  const [traceId = '', spanId = '', flags = ''] = found.slice(1).filter((part) => part !== undefined);
  if (NOTHING.test(traceId) || NOTHING.test(spanId)) return null;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1 };
}

/** Every line that a request causes carries the trace of its caller, beside the id that Fastify puts on it. */
export const logTrace: FastifyServerOptions['childLoggerFactory'] = (logger, bindings, options, raw) => {
  const trace = traceparentOf(raw);
  return logger.child(trace ? { ...bindings, traceId: trace.traceId } : bindings, options);
};
