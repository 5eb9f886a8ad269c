import { z } from 'zod';
import { isLocalDate, localDateSchema } from '../dates/local-date';
import { clauseFields, words } from './vocabulary';

export const datedReasonSchema = z.strictObject({ on: localDateSchema, why: words(200) });

const dayOfYearSchema = z
  .string()
  .regex(/^\d{2}-\d{2}$/, 'a day of every year, MM-DD, such as 12-27')
  .refine((day) => isLocalDate(`2024-${day}`), 'must be a day that there is, MM-DD, such as 12-27');

const yearlyClosureSchema = z.strictObject({
  from: dayOfYearSchema,
  to: dayOfYearSchema.describe('Closed as well. Before `from`, it is that of the next year: 12-27 to 01-02.'),
  why: words(200),
});

export const divisionSchema = z.enum(['england-and-wales', 'scotland', 'northern-ireland']);
export type Division = z.infer<typeof divisionSchema>;
export const countingSchema = z.enum(['day-after', 'roll-then-day-after', 'inclusive']);
export type Counting = z.infer<typeof countingSchema>;

/** Which days count, and how they are counted (domain.md §5.1). */
export const calendarRulesSchema = z.strictObject({
  division: divisionSchema,
  counting: countingSchema.describe(
    'day-after: the day of the act is day 0 whatever day it is. roll-then-day-after: a non-working day is first moved to the next working day. inclusive: the day of the act, moved to a working day, is day 1.',
  ),
  weekdays: z
    .array(z.int().min(1).max(7))
    .max(7)
    .default([1, 2, 3, 4, 5])
    .describe('Working weekdays, Monday is 1.'),
  cutOff: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 17:00')
    .nullable()
    .default(null)
    .describe(
      'What arrives at this time or later counts as received on the next working day, and so does what arrives on a day that is no working day.',
    ),
  closures: z.array(datedReasonSchema).max(400).default([]),
  yearlyClosures: z
    .array(yearlyClosureSchema)
    .max(20)
    .default([])
    .describe(
      'Days on which nobody works in any year, beside bank holidays and closures of a single date, e.g. 12-27 to 12-31. A year in which one of them is worked names it in extraWorkingDays.',
    ),
  extraWorkingDays: z.array(datedReasonSchema).max(400).default([]),
  beyondCoverage: z
    .enum(['refuse', 'provisional'])
    .default('refuse')
    .describe(
      'What to do with a date after the last published bank holiday: refuse, or give it marked provisional.',
    ),
  ...clauseFields,
});
export type CalendarRules = z.infer<typeof calendarRulesSchema>;
