import { z } from 'zod';
import { periodChangeSchema, periodSchema } from './limit';
import { COMMON_OUTCOMES, clauseFields, slugSchema, statementSchema, words } from './vocabulary';

export const outcomeSchema = z
  .strictObject({
    code: slugSchema,
    mustExplain: z.array(slugSchema).max(20).default([]).describe('Explanations the response must give.'),
    mustAssert: z
      .array(slugSchema)
      .max(20)
      .default([])
      .describe('Statements that must all be true to choose it.'),
    ...clauseFields,
  })
  .meta({ id: 'OutcomeRules' });
export type OutcomeRules = z.infer<typeof outcomeSchema>;

/** The outcome words a policy allows; where it names none, the three in common use. */
export const outcomesOf = ({
  outcomes,
}: {
  readonly outcomes: readonly OutcomeRules[] | null;
}): readonly string[] => outcomes?.map(({ code }) => code) ?? COMMON_OUTCOMES;

export const referralSchema = z
  .strictObject({
    to: slugSchema,
    purpose: z.enum(['advice', 'investigation', 'help', 'claim']),
    via: slugSchema.nullable().default(null).describe('Who passes it on, e.g. designated-person.'),
    who: z
      .array(slugSchema)
      .max(10)
      .default([])
      .describe('Who may act in that part, e.g. mp, councillor, tenant-panel.'),
    after: z
      .enum(['any-time', 'exhausted'])
      .describe('any-time, or only once this procedure has given its last response.'),
    wait: periodSchema.nullable().default(null).describe('A wait the landlord states before the referral.'),
    outcomeTo: slugSchema.nullable().default(null),
    optional: z.boolean().default(false),
    grounds: z.array(slugSchema).max(20).default([]),
    limit: periodSchema.nullable().default(null).describe('The latest day, where the landlord states one.'),
    ...clauseFields,
  })
  .meta({ id: 'Referral' });
export type Referral = z.infer<typeof referralSchema>;

/** The one precondition that is not a matter of judgement: it stands in the record (HHS-30). */
export const COMPLAINT_UPHELD = 'complaint-upheld';

export const compensationSchema = z
  .strictObject({
    allOf: z.array(statementSchema).max(10).default([]),
    countsAsUpheld: z
      .array(slugSchema)
      .min(1)
      .max(10)
      .nullable()
      .default(null)
      .describe(
        `The outcomes that meet the precondition ${COMPLAINT_UPHELD}; null: upheld alone. Where upheld in part is enough, it is named.`,
      ),
    ...clauseFields,
  })
  .meta({ id: 'CompensationRules' });

export type Compensation = z.infer<typeof compensationSchema>;

/** The outcomes on which a landlord pays that pays only where a complaint is upheld. */
export const countingAsUpheld = ({ countsAsUpheld }: Compensation): readonly string[] =>
  countsAsUpheld ?? ['upheld'];

export const closureSchema = z
  .strictObject({
    when: z
      .enum(['on-response', 'on-actions-complete', 'on-silence'])
      .describe(
        'on-response: an answer may be all there is. on-actions-complete: nothing is closed while a remedy is to be done. on-silence: it may be closed when nothing is heard for the time below.',
      ),
    silence: periodSchema
      .nullable()
      .default(null)
      .describe('How long nothing must have been heard; counted anew from whatever the resident does.'),
    keepsOpenForActions: z
      .boolean()
      .default(false)
      .describe(
        'True where nothing is closed on a response or on silence either while what was promised is still to be done (Code 6.6).',
      ),
    ...clauseFields,
  })
  .meta({ id: 'ClosureRule' });
export type ClosureRule = z.infer<typeof closureSchema>;

/** Whether a complaint stays open until all that was promised is done, whatever else would close it. */
export const waitsForActions = (closure: ClosureRule | null): boolean =>
  closure !== null && (closure.when === 'on-actions-complete' || closure.keepsOpenForActions);

export const retentionSchema = z
  .strictObject({ years: z.int().min(1).max(100), from: z.enum(['closed', 'received']), ...clauseFields })
  .meta({ id: 'Retention' });

/** How to reach the ombudsman as this document's edition prints it: addresses change, so they belong to a version. */
export const ombudsmanContactSchema = z
  .strictObject({
    name: words(120),
    address: words(300).nullable().default(null),
    phone: words(40).nullable().default(null),
    hours: words(100).nullable().default(null),
    fax: words(40).nullable().default(null),
    email: words(120).nullable().default(null),
    website: words(200).nullable().default(null),
    notice: words(500).nullable().default(null),
    ...clauseFields,
  })
  .meta({ id: 'OmbudsmanContact' });

/** What the landlord promises or publishes beside the steps: nothing here moves a date. */
export const commitmentSchema = z
  .strictObject({
    ...statementSchema.shape,
    kind: z.enum([
      'principle',
      'learning',
      'confidentiality',
      'no-detriment',
      'publication',
      'record',
      'help',
      'co-operation',
    ]),
    every: z.enum(['month', 'quarter', 'year']).nullable().default(null),
  })
  .meta({ id: 'Commitment' });

/** An ambiguous phrase, the reading chosen, and the dates other readings would give. */
export const readingSchema = z
  .strictObject({
    code: slugSchema,
    question: words(300),
    chosen: words(300),
    alternatives: z
      .array(
        z.strictObject({
          reading: words(300),
          limit: periodChangeSchema.nullable().default(null).describe('What changes in the limit under it.'),
        }),
      )
      .max(6)
      .default([]),
    appliesTo: z
      .array(
        z
          .string()
          .max(130)
          .regex(/^[a-z0-9-]+\.[a-z0-9-]+$/, 'a stage and a clock, e.g. stage-1.respond'),
      )
      .max(20)
      .default([])
      .describe('The clocks whose dates depend on it, as stage.clock.'),
    unconfirmed: z.boolean().default(false).describe('True where the source itself was not seen.'),
    againstResident: z
      .boolean()
      .default(false)
      .describe('True where another reading of the same words would serve the resident better.'),
    ...clauseFields,
  })
  .meta({ id: 'Reading' });
export type Reading = z.infer<typeof readingSchema>;

/** Something the source does not say, so that nobody takes silence for an oversight of the document. */
export const silenceSchema = z
  .strictObject({ about: slugSchema, ...clauseFields })
  .meta({ id: 'Silence', description: 'What the procedure is silent on.' });
