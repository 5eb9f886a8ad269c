import { z } from 'zod';
import { periodSchema } from './limit';
import { clauseFields, slugSchema, statementSchema, words } from './vocabulary';

const timeLimitSchema = z
  .strictObject({
    within: periodSchema.describe(
      'From what, how long; boundary exclusive puts the exact anniversary out of time.',
    ),
    to: z.enum(['received', 'reported']).default('received').describe('Which act must fall within it.'),
    alsoRequires: z
      .enum(['not-reported-at-the-time'])
      .nullable()
      .default(null)
      .describe('A second condition: the limit bites only when it holds too.'),
    discretion: z
      .enum(['must-consider', 'for-good-reason', 'none'])
      .nullable()
      .default(null)
      .describe('Whether a late complaint may still be taken; null where the landlord does not say.'),
    bar: periodSchema.nullable().default(null).describe('An absolute limit above any discretion.'),
    ...clauseFields,
  })
  .meta({ id: 'ComplaintTimeLimit' });

export const exclusionSchema = z
  .strictObject({
    ...statementSchema.shape,
    unless: words(300)
      .nullable()
      .default(null)
      .describe('An exception in words. A refusal has to say why it does not help this complaint.'),
    at: z
      .enum(['intake', 'any-stage'])
      .default('intake')
      .describe('any-stage: a complaint can be refused on it also after an earlier stage took it.'),
    redirectTo: slugSchema.nullable().default(null).describe('Where the matter goes instead.'),
    needsFiledOn: z
      .boolean()
      .default(false)
      .describe(
        'True where the exclusion bites only once a claim was filed at court, so the day is asked for (Code 2.2).',
      ),
  })
  .meta({ id: 'Exclusion' });
export type Exclusion = z.infer<typeof exclusionSchema>;

/** The parts of a complaint as it is recorded that something a landlord asks for can stand in. */
export const CONTENT_PLACES = [
  'contact-details',
  'description',
  'incident-date',
  'place',
  'desired-outcome',
] as const;
export type ContentPlace = (typeof CONTENT_PLACES)[number];

const contentSchema = z
  .strictObject({
    ...statementSchema.shape,
    heldIn: z
      .enum(CONTENT_PLACES)
      .nullable()
      .default(null)
      .describe(
        'The part of a complaint that holds it; null: none does, so whether it is there cannot be told.',
      ),
  })
  .meta({ id: 'AskedForContent' });

const representativeSchema = z.strictObject({
  types: z.array(slugSchema).max(20).nullable().default(null),
  permission: z.enum(['none', 'any', 'written']).default('any'),
  evidence: z.boolean().default(false).describe('Whether evidence of the permission is needed.'),
  gates: z
    .array(z.enum(['acceptance', 'disclosure']))
    .default([])
    .describe('What waits for it: taking the complaint, or discussing its details.'),
  ...clauseFields,
});

/** Who may complain, how, about what, and until when. */
export const intakeSchema = z
  .strictObject({
    channels: z
      .array(z.strictObject({ channel: slugSchema, ...clauseFields }))
      .max(30)
      .nullable()
      .default(null)
      .describe(
        'Channels the landlord names; null where it names none. Any other common channel is accepted too.',
      ),
    whoMayComplain: z.array(statementSchema).max(20).nullable().default(null),
    representative: representativeSchema.nullable().default(null),
    group: z
      .strictObject({ singleNamedRepresentative: z.boolean(), ...clauseFields })
      .nullable()
      .default(null),
    formRequired: z
      .strictObject({ required: z.boolean(), ...clauseFields })
      .nullable()
      .default(null),
    requiredContent: z
      .array(contentSchema)
      .max(20)
      .default([])
      .describe(
        'What a complaint has to contain. It is asked for; a complaint without it is taken all the same.',
      ),
    desiredContent: z
      .array(contentSchema)
      .max(20)
      .default([])
      .describe('What the landlord asks residents to include.'),
    priorities: z.array(slugSchema).max(10).nullable().default(null),
    timeLimit: timeLimitSchema.nullable().default(null),
    exclusions: z.array(exclusionSchema).max(40).default([]),
  })
  .meta({ id: 'Intake' });
export type Intake = z.infer<typeof intakeSchema>;

/** An attempt to put things right before any complaint exists; it never bars one (Code 1.3, 5.2). */
export const preStageSchema = z
  .strictObject({
    name: words(100),
    requiresAgreement: z.boolean().default(false),
    comesFirst: z
      .boolean()
      .default(false)
      .describe('True where what is brought goes through it before it is handled as a complaint (Code 5.2).'),
    recordAs: slugSchema.default('pre-stage'),
    review: z.enum(['monthly']).nullable().default(null),
    becomesComplaintWhen: z.array(statementSchema).max(10).default([]),
    ...clauseFields,
  })
  .meta({ id: 'PreStage' });

/** A summary that does not speak of exclusions is no promise that there are none: the whole policy may have some. */
export const nothingIsExcluded = ({
  silences,
}: {
  readonly silences: readonly { readonly about: string }[];
}): string =>
  silences.some(({ about }) => about === 'exclusions')
    ? 'The procedure as it is published here does not say what is excluded'
    : 'The policy excludes nothing';
