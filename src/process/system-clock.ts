import type { Instant } from '../policy/dates/local-date';

/** The only clock: everything else is told what time it is. */
export function systemNow(): Instant {
  // A cast, because ISO 8601 in UTC is what an Instant is and parsing it again would cost every request.
  return new Date().toISOString() as Instant;
}
