import { z } from 'zod';
import { slugSchema } from '../document/vocabulary';
import { localDateSchema } from '../dates/local-date';

/** What an ombudsman asks a landlord to do, in the words its decisions use. */
export const ORDER_TYPES = [
  'apology',
  'compensation',
  'repair',
  'policy-review',
  'training',
  'case-review',
  'other',
] as const;

/** A failure to handle a complaint can be met with an order of its own, before anything is determined. */
export const ORDER_SOURCES = ['determination', 'complaint-handling-failure'] as const;

/** The ombudsman's own case number. It names no person. */
export const caseReferenceSchema = z
  .string()
  .trim()
  .max(60)
  .regex(/^[A-Za-z0-9][A-Za-z0-9 ./_-]*$/, 'letters, digits, spaces and . / _ -, e.g. 202400224')
  .describe('The ombudsman’s own reference for the case.');

export const findingSchema = z.strictObject({
  about: slugSchema.describe('What the finding is about, e.g. damp-and-mould or complaint-handling.'),
  issue: z
    .int()
    .min(1)
    .max(50)
    .nullable()
    .default(null)
    .describe('Which issue of the complaint’s own definition it answers; null: one the ombudsman defined.'),
  finding: slugSchema.describe('In the words of the ombudsman’s regime, e.g. service-failure.'),
});

const stage = { stage: slugSchema };
const number = z.int().min(1);
const referral = number.describe('Which referral of the complaint, from 1.');

/** What comes of a case before the ombudsman: it belongs to the complaint as a whole and outlives every stage. */
export const ombudsmanEventSchemas = {
  'evidence-requested': z.strictObject({
    ...stage,
    n: number,
    referral,
    reference: caseReferenceSchema.nullable(),
    dueOn: localDateSchema,
  }),
  'evidence-submitted': z.strictObject({ ...stage, n: number }),
  determined: z.strictObject({
    ...stage,
    referral,
    reference: caseReferenceSchema,
    onReview: z.boolean(),
    findings: z.array(findingSchema),
  }),
  'order-made': z.strictObject({
    ...stage,
    n: number,
    referral,
    source: z.enum(ORDER_SOURCES),
    type: z.enum(ORDER_TYPES),
    binding: z.boolean(),
    dueOn: localDateSchema.nullable(),
  }),
  'order-completed': z.strictObject({ ...stage, n: number }),
} as const;
