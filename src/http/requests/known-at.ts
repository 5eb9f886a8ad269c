import { z } from 'zod';
import {
  endOfDay,
  type Instant,
  instantSchema,
  isInstant,
  isLocalDate,
  WITHIN_YEARS,
} from '../../policy/dates/local-date';
import { type Present, todayOf } from '../../policy/rules/rules';
import { InvalidRequest } from './zod';

/** A past moment, or a day that stands for its end. */
export const knownAt = {
  knownAt: z
    .string()
    .refine(
      (given) => isInstant(isLocalDate(given) ? `${given}T23:59:59Z` : given),
      'must be a day such as 2026-03-02, or a moment with its offset such as 2026-03-02T14:30:00Z',
    )
    .meta({ pattern: WITHIN_YEARS })
    .optional()
    .describe(
      'As the record stood at this moment, or at the end of this day: every date and sentence as it was answered then, through what was corrected since. Words that were erased since are missing.',
    ),
};

/**
 * The moment that `given` names: a day names its end in the landlord's zone, and today names the present moment. Throws an
 * InvalidRequest where the moment is still to come.
 */
export function momentMeant(given: string, present: Present): Instant {
  const { now, zone } = present;
  const isToday = given === todayOf(present);
  const at = isToday ? now : isLocalDate(given) ? endOfDay(given, zone) : instantSchema.parse(given);
  if (Date.parse(at) <= Date.parse(now)) return at;
  throw new InvalidRequest([
    { in: 'query', pointer: '/knownAt', detail: `is still to come: it is ${now} now` },
  ]);
}
