import type { Instant, LocalDate } from './local-date';

/** When something happened: always a day, and a moment where one was given. */
export interface Moment {
  readonly on: LocalDate;
  readonly at: Instant | null;
}
