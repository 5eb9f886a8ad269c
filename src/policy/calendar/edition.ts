import { z } from 'zod';
import { datedReasonSchema, divisionSchema } from '../document/calendar';
import { type Holiday, type HolidayDataset, holidaySchema } from './bank-holidays/dataset';
import { localDateSchema } from '../dates/local-date';

/** How the published holidays of one division differ from those that come with the service. */
export const amendmentSchema = z.strictObject({
  division: divisionSchema,
  coverageTo: localDateSchema
    .nullable()
    .describe('The last day for which holidays are known, where that is later than as bundled.'),
  added: z
    .array(holidaySchema)
    .max(1000)
    .describe('New holidays, and corrected wordings of known ones. On each day one.'),
  withdrawn: z.array(localDateSchema).max(1000).describe('Days that are no holiday after all.'),
});
export type Amendment = z.infer<typeof amendmentSchema>;

/**
 * One edition of a landlord's working days: everything that differs from the bundled holidays and its procedure. Each
 * change makes a whole new edition and none is ever altered, so that a date can say for good what it was counted by.
 */
export const calendarEditionSchema = z.strictObject({
  closures: z.array(datedReasonSchema).max(400).readonly(),
  extraWorkingDays: z.array(datedReasonSchema).max(400).readonly(),
  holidays: z.array(amendmentSchema).max(3).readonly(),
});
export type CalendarEdition = z.infer<typeof calendarEditionSchema>;

/** Edition 0 of every landlord: the holidays as they come with the service and nothing beside them. */
export const BUNDLED: CalendarEdition = { closures: [], extraWorkingDays: [], holidays: [] };

/** The holidays of a division as the edition has them. */
export function amended(dataset: HolidayDataset, { holidays }: CalendarEdition): HolidayDataset {
  const amendment = holidays.find(({ division }) => division === dataset.division);
  if (!amendment) return dataset;
  const { coverageTo, added, withdrawn } = amendment;
  const replaced = new Set([...withdrawn, ...added.map(({ on }) => on)]);
  const { coverage } = dataset;
  return {
    ...dataset,
    coverage: { ...coverage, to: coverageTo && coverageTo > coverage.to ? coverageTo : coverage.to },
    holidays: [...dataset.holidays.filter(({ on }) => !replaced.has(on)), ...added].sort(byDay),
  };
}

export const byDay = (a: Pick<Holiday, 'on'>, b: Pick<Holiday, 'on'>): number => (a.on < b.on ? -1 : 1);

/** The edition with what it says of one division replaced. */
export function amending(edition: CalendarEdition, amendment: Amendment): CalendarEdition {
  const others = edition.holidays.filter(({ division }) => division !== amendment.division);
  return { ...edition, holidays: [...others, amendment] };
}

/** What an edition says of a division: nothing, until something is changed there. */
export const amendmentOf = ({ holidays }: CalendarEdition, division: HolidayDataset['division']): Amendment =>
  holidays.find((known) => known.division === division) ?? {
    division,
    coverageTo: null,
    added: [],
    withdrawn: [],
  };
