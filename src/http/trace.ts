import type { IncomingMessage } from 'node:http';
import { uuidv7 } from 'uuidv7';

const REQUEST_ID = /^[A-Za-z0-9._~-]{8,128}$/;
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?$/;

/** The caller's id when it is harmless in a header and a log line, else one of our own. */
export function requestIdOf(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : uuidv7();
}

/** The trace this request belongs to (W3C Trace Context), or undefined: a malformed header counts as none. */
export function traceIdOf(request: Pick<IncomingMessage, 'headers'>): string | undefined {
  const given = request.headers.traceparent;
  return typeof given === 'string' ? TRACEPARENT.exec(given)?.[1] : undefined;
}
