import { z } from 'zod';
import type { LandlordRow } from '../../db/landlords/landlords';
import { divisionSchema } from '../../policy/document/calendar';
import { ombudsmanContactSchema } from '../../policy/document/outcome';
import { slugSchema, words } from '../../policy/document/vocabulary';
import { instantSchema } from '../../policy/dates/local-date';

const zoneSchema = z
  .string()
  .max(60)
  .refine(isZone, 'must be a time zone such as Europe/London')
  .describe('The time zone that decides which day a moment falls on.');

const homesSchema = z
  .strictObject({
    year: z
      .int()
      .min(2000)
      .max(2199)
      .describe('The reporting year by the year it begins: 2024 is April 2024 to March 2025.'),
    tenure: slugSchema.describe('As complaints name it, e.g. low-cost-rental or shared-ownership.'),
    homes: z.int().min(0).max(10_000_000),
  })
  .meta({ id: 'Homes', description: 'How many homes of a tenure the landlord had in a reporting year.' });

const details = {
  name: words(200),
  division: divisionSchema.describe(
    'Whose bank holidays the landlord keeps unless its policy says otherwise.',
  ),
  zone: zoneSchema.default('Europe/London'),
  homes: z.array(homesSchema).max(500).default([]).describe('For figures per 1,000 homes.'),
  ombudsmanContact: ombudsmanContactSchema
    .nullable()
    .default(null)
    .describe('Used where a policy version prints none.'),
};

const handlersSeeSchema = z
  .enum(['all', 'assigned'])
  .describe(
    'What a handler sees whom no other role shows every complaint: every one, or those it has or had at a stage. `scrutiny` adds figures of all and no complaint. Whoever another takes over from within a stage no longer sees it. Logging a complaint is open to it either way.',
  );

/**
 * What handlers see has no default here: a program that does not know of it, or leaves it out, must not open every
 * complaint to handlers whom the landlord had limited.
 */
export const landlordDetailsSchema = z
  .strictObject({
    ...details,
    handlersSee: handlersSeeSchema
      .optional()
      .describe(
        `${handlersSeeSchema.description} Left out, it is all for a new landlord and stays as it is for one that is changed.`,
      ),
  })
  .meta({ id: 'LandlordDetails' });

export const landlordSchema = z
  .strictObject({
    id: z.uuid(),
    ...details,
    handlersSee: handlersSeeSchema,
    version: z.int().describe('Also its ETag.'),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: 'Landlord' });
export type Landlord = z.output<typeof landlordSchema>;

export const landlordView = ({ homes, ...row }: LandlordRow): Landlord => ({ ...row, homes: [...homes] });

/** Names only: an offset would be wrong for half of the year. */
function isZone(text: string): boolean {
  if (!/^(UTC|[A-Za-z]+(\/[A-Za-z_+-]+)+)$/.test(text)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en-GB', { timeZone: text }));
  } catch {
    return false;
  }
}

export const EXAMPLE_LANDLORD_ID = '01920000-0000-7000-8000-000000000001';

export const exampleDetails = {
  name: 'Hexagon Housing Association',
  division: 'england-and-wales',
  zone: 'Europe/London',
  homes: [{ year: 2024, tenure: 'low-cost-rental', homes: 4200 }],
  ombudsmanContact: null,
  handlersSee: 'all',
};

export const exampleLandlord = {
  id: EXAMPLE_LANDLORD_ID,
  ...exampleDetails,
  version: 1,
  createdAt: '2024-09-02T09:00:00.000Z',
  updatedAt: '2024-09-02T09:00:00.000Z',
};
