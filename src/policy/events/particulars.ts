import { z } from 'zod';
import { slugSchema } from '../document/vocabulary';
import { localDateSchema } from '../dates/local-date';
import { moved } from './dates-moved';
import { ABOUT } from './parts';

/** Two things are told apart: what was never so, and what is so no longer (UK GDPR art. 5(1)(d), 16). */
export const PARTICULARS_REASONS = ['mistake', 'changed'] as const;

/** Particulars that are words of a list: they name nobody, and can decide how long something takes. */
export const codedFactsSchema = z.strictObject({
  channel: slugSchema.optional(),
  about: z.enum(ABOUT).nullable().optional(),
  tenure: slugSchema.nullable().optional(),
  categories: z.array(slugSchema).optional(),
  complainantKind: slugSchema.nullable().optional(),
});

export const particularsEventSchemas = {
  /** The people, and the numbers of other systems, stand apart, where they can be erased. */
  'particulars-changed': z.strictObject({
    ...moved,
    why: z.enum(PARTICULARS_REASONS),
    from: localDateSchema.nullable().describe('Since when it is so; null: it was never as recorded.'),
    fields: z.array(z.string().max(60)).describe('Each particular that is another now.'),
    facts: codedFactsSchema.describe('Those of them that name nobody.'),
    diedOn: localDateSchema.nullable().optional().describe('The day the complainant died; null: they live.'),
    group: z
      .strictObject({ size: z.int() })
      .nullable()
      .optional()
      .describe('As it is from now on; null: it is no group’s complaint.'),
    keepsFormer: z
      .boolean()
      .describe('Whether the people are kept as they were recorded before, beside what they are now.'),
  }),
} as const;
