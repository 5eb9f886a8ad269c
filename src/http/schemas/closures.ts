import { z } from 'zod';
import type { CalendarEditionRow } from '../../db/landlords/calendar-editions';
import { calendarEditionSchema } from '../../policy/calendar/edition';
import { editionWhySchema, redactionSchema } from '../../policy/redactions';
import { instantSchema } from '../../policy/dates/local-date';

const { closures, extraWorkingDays, holidays } = calendarEditionSchema.shape;

export const newClosuresSchema = z
  .strictObject({
    closures: closures.default([]).describe('Days on which the landlord does not work.'),
    extraWorkingDays: extraWorkingDays.default([]).describe('Days on which it does, though others do not.'),
    why: editionWhySchema
      .nullable()
      .default(null)
      .describe('For the record: what this edition was for. Name nobody in it.'),
  })
  .meta({ id: 'NewClosures' });

export const closuresSchema = z
  .strictObject({
    edition: z
      .int()
      .describe('Counts up with each change. 0: the bank holidays as they come, and nothing beside them.'),
    closures,
    extraWorkingDays,
    holidays: holidays.describe('How the bank holidays differ from those that come with the service.'),
    why: z.string().nullable(),
    createdAt: instantSchema.nullable(),
    createdBy: z.string().nullable(),
    redactions: z.array(redactionSchema).readonly().describe('When its why was put in other words.'),
  })
  .meta({ id: 'Closures', description: 'The working days in force for complaints received now.' });

export const closuresEnteredSchema = closuresSchema
  .extend({
    keepAnEarlierEdition: z
      .int()
      .describe(
        'Open complaints whose dates are still counted by an earlier edition. A rehearsal moves them.',
      ),
  })
  .meta({ id: 'ClosuresEntered' });

export const exampleNewClosures = {
  closures: [{ on: '2027-12-29', why: 'Office closed between Christmas and New Year' }],
  extraWorkingDays: [],
  why: 'Agreed by the board for 2027.',
};

export const exampleClosures = {
  edition: 1,
  ...exampleNewClosures,
  holidays: [],
  createdAt: '2027-03-01T09:00:00.000Z',
  createdBy: 'key:Hexagon administrator#01920000-0000-7000-8000-00000000aaaa',
  redactions: [],
};

/** A redaction changes what is read and makes no edition, so it is counted beside that. */
export const closuresVersion = ({
  edition,
  redactions,
}: Pick<z.output<typeof closuresSchema>, 'edition' | 'redactions'>): string =>
  redactions.length === 0 ? String(edition) : `${edition}-${redactions.length}`;

export const closuresView = ({
  number,
  content,
  ...row
}: CalendarEditionRow): z.output<typeof closuresSchema> => ({
  edition: number,
  ...calendarEditionSchema.parse(content),
  ...row,
});
