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

/**
 * How it came to be known that a case went there: somebody recorded the referral, or what the ombudsman sent shows it.
 */
export const REFERRAL_KNOWN = ['recorded', 'from-the-ombudsman'] as const;

/** The landlord's procedure on a referral that somebody else made all the same. */
export const referralMarks = {
  ground: slugSchema.nullable().describe('On what a claim at court rests.').default(null),
  beforeExhaustion: z
    .boolean()
    .describe('It came before the last response of the procedure, which it follows by the landlord’s text.')
    .default(false),
  notInPolicy: z
    .boolean()
    .describe('The policy names no such referral, or not this person or ground for it.')
    .default(false),
  known: z
    .enum(REFERRAL_KNOWN)
    .describe(
      'recorded: as a referral. from-the-ombudsman: no referral was on record when a request, a determination or an order came; the day is that of the act which showed it.',
    )
    .default('recorded'),
};

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
    beforeDetermination: z
      .boolean()
      .describe('No determination of the referral was on record for that day.')
      .default(false),
  }),
  'order-completed': z.strictObject({ ...stage, n: number }),
} as const;
