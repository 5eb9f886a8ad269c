import { z } from 'zod';
import { divisionSchema } from '../../document/calendar';
import { localDateSchema } from '../../dates/local-date';

export const holidaySchema = z.strictObject({
  on: localDateSchema,
  title: z.string().min(1),
  notes: z.string().describe('As published: "Substitute day", "Extra bank holiday" or nothing.'),
});

/**
 * Published holidays with the days for which they are complete. A day outside the coverage is not an ordinary day:
 * nothing is known about it. Holidays are data, never derived from rules, because governments move them (4 May 2020
 * and 30 May 2022 were working days).
 */
export const holidayDatasetSchema = z.strictObject({
  division: divisionSchema,
  version: z.string().min(1).max(60),
  coverage: z.strictObject({ from: localDateSchema, to: localDateSchema }),
  provenance: z.strictObject({
    source: z.string().min(1),
    licence: z.string().min(1),
    years: z.array(z.int()).describe('The years for which the source named holidays.'),
  }),
  holidays: z.array(holidaySchema),
});
export type Holiday = z.infer<typeof holidaySchema>;
export type HolidayDataset = z.infer<typeof holidayDatasetSchema>;

/** "Good Friday (bank holiday)", "Boxing Day (bank holiday, substitute day)", "Summer bank holiday". */
export function holidayReason({ title, notes }: Holiday): string {
  const saysSo = /bank holiday/i.test(title) || /bank holiday/i.test(notes);
  const remarks = [...(saysSo ? [] : ['bank holiday']), ...(notes === '' ? [] : [notes.toLowerCase()])];
  return remarks.length === 0 ? title : `${title} (${remarks.join(', ')})`;
}
