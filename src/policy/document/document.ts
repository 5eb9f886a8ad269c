import { z } from 'zod';
import { calendarRulesSchema } from './calendar';
import { contradictions } from './contradictions';
import { intakeSchema, preStageSchema } from './intake';
import {
  closureSchema,
  commitmentSchema,
  compensationSchema,
  ombudsmanContactSchema,
  outcomeSchema,
  readingSchema,
  referralSchema,
  retentionSchema,
  silenceSchema,
} from './outcome';
import { type Stage, stageSchema } from './stage';
import { clauseFields, slugSchema, statementSchema, words } from './vocabulary';
import { localDateSchema } from '../dates/local-date';

export const versionSchema = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$/, 'letters and digits joined by . _ or -, e.g. 2024-04');

const shape = {
  format: z.literal(1).default(1).describe('The edition of this schema the document is written in.'),
  name: slugSchema,
  title: words(200),
  version: versionSchema,
  effectiveFrom: localDateSchema.describe(
    'Complaints received from this day on are governed by this version.',
  ),
  effectiveTo: localDateSchema.nullable().default(null),
  undated: z
    .boolean()
    .default(false)
    .describe('True where the source carries no date, so that effectiveFrom is a choice and no fact.'),
  regime: z.enum(['housing-ombudsman', 'spso', 'psow', 'nipso', 'lgsco', 'none']),
  source: words(500).nullable().default(null).describe('Where the wording was taken from.'),
  calendar: calendarRulesSchema,
  definition: z
    .strictObject({
      grounds: z.array(statementSchema).max(40).default([]),
      closed: z.boolean().default(false),
      ...clauseFields,
    })
    .nullable()
    .default(null)
    .describe('What the landlord calls a complaint, with its examples.'),
  intake: intakeSchema,
  preStage: preStageSchema.nullable().default(null),
  stages: z.array(stageSchema).min(1).max(8),
  outcomes: z.array(outcomeSchema).min(1).max(20).nullable().default(null),
  deemedReceipt: z
    .enum(['same-day', 'first-class-second-day', 'second-working-day', 'fourth-working-day'])
    .nullable()
    .default(null)
    .describe(
      'When a posted response counts as received; null: the day it was sent, unless another day is recorded.',
    ),
  referrals: z.array(referralSchema).max(20).default([]),
  ombudsman: ombudsmanContactSchema.nullable().default(null),
  compensation: compensationSchema.nullable().default(null),
  closure: closureSchema.nullable().default(null),
  retention: retentionSchema.nullable().default(null),
  commitments: z.array(commitmentSchema).max(60).default([]),
  readings: z.array(readingSchema).max(60).default([]),
  silences: z.array(silenceSchema).max(60).default([]),
  ...clauseFields,
};

/**
 * A document as it was published: its shape alone. Contradictions are looked for when a document comes in; what is
 * found later must not make a version unreadable that complaints already run under.
 */
export const publishedPolicySchema = z.strictObject(shape);

/**
 * A landlord's complaints procedure as data. Everything a landlord may word differently stands here; what a step
 * means is code. A missing limit is null, never a default.
 */
export const policyDocumentSchema = z
  .strictObject(shape)
  .superRefine((document, context) => {
    for (const { path, message } of contradictions(document)) {
      context.addIssue({ code: 'custom', path, message });
    }
  })
  .meta({ id: 'PolicyDocument' });

export type PolicyDocument = z.infer<typeof publishedPolicySchema>;

/** The stage with this key. The schema makes every key that a document names exist; asking for another is a bug. */
export function stageOf(policy: PolicyDocument, key: string): Stage {
  const stage = policy.stages.find((candidate) => candidate.key === key);
  if (!stage) throw new RangeError(`Policy ${policy.version} has no stage ${key}`);
  return stage;
}

/** What the landlord calls a stage: the word for a person to read. Programs go by its key. */
export const stageName = (policy: PolicyDocument, key: string): string => stageOf(policy, key).name;

/** Position of a stage in the document, for the JSON Pointer of a clause. */
export const stageIndex = (policy: PolicyDocument, key: string): number =>
  policy.stages.findIndex((stage) => stage.key === key);
