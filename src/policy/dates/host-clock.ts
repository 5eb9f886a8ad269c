import type { Instant } from './local-date';

/**
 * Dates end with the year 2199, and what is reckoned from the present reaches years ahead of it. A host that believes in
 * such a moment has a clock that broke: nothing is the caller's fault, and nothing recorded then would be true.
 */
const LAST_MOMENT = '2195-01-01T00:00:00.000Z';

/** What is the matter with the clock of the host, in words for whoever can set it; null while it can be. */
export function faultOfClock(now: Instant): string | null {
  // Both are ISO 8601 in UTC, which reads in the order of time; a year of five digits is written with a sign before it.
  if (now < LAST_MOMENT && !now.startsWith('+') && !now.startsWith('-')) return null;
  return `The clock of this machine says ${now}, and nothing is done until it is set right.`;
}
