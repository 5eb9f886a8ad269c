import { z } from 'zod';
import { slugSchema } from '../document/vocabulary';
import { localDateSchema } from '../dates/local-date';

/** What a permission can be for; the same words in which a document says what waits for it. */
export const AUTHORITY_SCOPES = ['acceptance', 'disclosure'] as const;
/** by-law: the law put them in the resident’s place, whom nobody asks. */
export const AUTHORITY_FORMS = ['verbal', 'written', 'by-law'] as const;

/** Who of the two asked for something. */
export const askerSchema = z.enum(['resident', 'representative']).default('resident');
/** A landlord may take a complaint to its next stage of its own accord; nobody else's words are put in its mouth. */
export const ESCALATION_ASKERS = ['resident', 'representative', 'landlord'] as const;
export type EscalationAsker = (typeof ESCALATION_ASKERS)[number];
export const escalationAskerSchema = z.enum(ESCALATION_ASKERS).default('resident');
/** Whom a letter, an answer or a call went to. A copy to the representative is told to the representative as well. */
export const RECIPIENTS = ['resident', 'representative', 'both'] as const;
export type Recipient = (typeof RECIPIENTS)[number];
export const recipientSchema = z.enum(RECIPIENTS).default('resident');

/** Who came with the resident: what they are to them, and by which number their name stands in the parties. */
export const companionsSchema = z
  .array(z.strictObject({ n: z.int().min(1), as: slugSchema }))
  .max(10)
  .default([]);

const stage = { stage: slugSchema };
const number = z.int().min(1);
const representative = z.strictObject({ ...stage, n: number, type: slugSchema.nullable() });

/**
 * The people around a complaint, by their numbers. Who they are stands in the parties; what an adjustment is, and why
 * it is needed, is special-category data and stands in a table of its own, so these say no more than that it is there.
 */
export const peopleEventSchemas = {
  'representative-named': representative,
  'representative-changed': representative,
  'representative-ended': z.strictObject({ ...stage, n: number }),
  'authority-recorded': z.strictObject({
    ...stage,
    n: number,
    representative: number,
    form: z.enum(AUTHORITY_FORMS),
    evidence: z.boolean(),
    scope: z.array(z.enum(AUTHORITY_SCOPES)),
    from: localDateSchema,
    until: localDateSchema.nullable(),
  }),
  'authority-revoked': z.strictObject({ ...stage, n: number }),
  'adjustment-recorded': z.strictObject({ ...stage, n: number, reviewOn: localDateSchema }),
  'adjustment-reviewed': z.strictObject({ ...stage, n: number, reviewOn: localDateSchema }),
  'adjustment-ended': z.strictObject({ ...stage, n: number }),
  'restriction-imposed': z.strictObject({
    ...stage,
    n: number,
    kind: slugSchema,
    reviewOn: localDateSchema
      .nullable()
      .describe('null: it was imposed without a date of review, as a departure.'),
    endsOn: localDateSchema.nullable(),
  }),
  'restriction-reviewed': z.strictObject({
    ...stage,
    n: number,
    reviewOn: localDateSchema,
    endsOn: localDateSchema.nullable(),
  }),
  'restriction-ended': z.strictObject({ ...stage, n: number }),
} as const;
