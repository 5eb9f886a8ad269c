import { z } from 'zod';
import { extensionSchema } from './extension';
import { acknowledgeSchema, limitSchema } from './limit';
import { clauseFields, slugSchema, statementSchema, words } from './vocabulary';

/** A list of keys that something must carry, with the rules that say so. */
const contentSchema = z.strictObject({
  mustContain: z.array(slugSchema).max(30).default([]),
  ...clauseFields,
});

const independenceSchema = z
  .array(
    z.strictObject({
      test: z.enum([
        'not-previously-involved',
        'more-senior-than-previous',
        'not-responsible-for-service',
        'not-subject-of-complaint',
      ]),
      ...clauseFields,
    }),
  )
  .max(6)
  .default([]);
export type Independence = z.infer<typeof independenceSchema>;

const handlerSchema = z
  .strictObject({
    roles: z.array(slugSchema).max(20).default([]).describe('Who may handle the stage; empty: anyone.'),
    choice: words(300)
      .nullable()
      .default(null)
      .describe('How one of several roles is chosen, where the landlord says.'),
    independence: independenceSchema,
    panel: z
      .strictObject({ minimumMembers: z.int().min(1).max(20), ...clauseFields })
      .nullable()
      .default(null),
    ...clauseFields,
  })
  .meta({ id: 'StageHandler' });

export const pauseSchema = z
  .strictObject({
    reasons: z.array(statementSchema).min(1).max(20).describe('The only reasons it may be paused for.'),
    ...clauseFields,
  })
  .meta({ id: 'PauseRules', description: 'When the time to respond may stand still.' });

export const skipSchema = z
  .strictObject({
    reasons: z.array(statementSchema).min(1).max(20).describe('The only reasons it may be left out for.'),
    ...clauseFields,
  })
  .meta({
    id: 'SkipRules',
    description: 'When the landlord may move a complaint on without an answer at this stage.',
  });

export const escalationSchema = z
  .strictObject({
    to: slugSchema,
    within: limitSchema.nullable().default(null).describe("The resident's window; null: no limit stated."),
    afterResponse: z
      .boolean()
      .default(true)
      .describe('False where the resident may move on without waiting for a response at this stage.'),
    whenOverdue: z
      .boolean()
      .default(false)
      .describe('True where a response that is overdue lets the resident move on.'),
    grounds: z
      .array(statementSchema)
      .min(1)
      .max(20)
      .nullable()
      .default(null)
      .describe('A closed list, or none.'),
    reason: z
      .enum(['not-required', 'asked-for', 'required'])
      .default('not-required')
      .describe('Whether the resident has to say why (Code 6.12: must not be required).'),
    late: z
      .enum(['with-discretion', 'never'])
      .nullable()
      .default(null)
      .describe(
        'After the window. null: the landlord does not say; a recorded exercise of discretion is then accepted.',
      ),
    decision: z
      .strictObject({
        needed: z
          .enum(['always', 'unless-ground-named', 'if-excluded'])
          .describe(
            'if-excluded: a request moves on at once, and a decision can refuse it on an exclusion until the stage is answered (Code 5.11).',
          ),
        within: limitSchema.nullable().default(null),
        decidedBy: z.array(slugSchema).max(10).default([]).describe('Roles that may decide; empty: anyone.'),
        independence: independenceSchema.describe('What whoever decides has to be, beside their role.'),
        refusals: z
          .array(statementSchema)
          .max(20)
          .default([])
          .describe(
            'The only reasons it may be refused for. if-excluded without any: the exclusions of the intake.',
          ),
        ...clauseFields,
      })
      .nullable()
      .default(null)
      .describe('An acceptance gate before the next stage; null: the request alone moves the complaint.'),
    ...clauseFields,
  })
  .meta({ id: 'EscalationRules' });
export type EscalationRules = z.infer<typeof escalationSchema>;

export const stageSchema = z
  .strictObject({
    key: slugSchema,
    name: words(120),
    kind: z.enum(['investigation', 'hearing']).default('investigation'),
    formal: z
      .boolean()
      .default(true)
      .describe('False for an informal first step that the landlord counts as a stage.'),
    entry: z
      .boolean()
      .default(false)
      .describe('True where a complaint may begin here; the first stage always may.'),
    handler: handlerSchema.nullable().default(null),
    log: limitSchema
      .nullable()
      .default(null)
      .describe('To record that the complaint has reached the stage. null: no limit stated.'),
    acknowledge: acknowledgeSchema
      .nullable()
      .default(null)
      .describe('To acknowledge. null: no limit stated.'),
    contact: limitSchema
      .nullable()
      .default(null)
      .describe('To speak to the resident and define the complaint.'),
    assign: limitSchema.nullable().default(null).describe('To give it to whoever handles it.'),
    hear: limitSchema
      .nullable()
      .default(null)
      .describe('To hold the hearing, at a stage that is one. null: no limit stated.'),
    respond: limitSchema
      .nullable()
      .default(null)
      .describe('To give the full response. null: no limit stated.'),
    update: limitSchema
      .nullable()
      .default(null)
      .describe(
        'To tell the resident how it stands, and again after each update. An interval agreed with an extension takes its place.',
      ),
    acknowledgement: contentSchema.nullable().default(null),
    response: z
      .strictObject({
        ...contentSchema.shape,
        writing: z
          .boolean()
          .default(false)
          .describe('True where the outcome must be given or confirmed in writing.'),
        findingPerIssue: z
          .boolean()
          .default(false)
          .describe('True where each issue defined needs its own finding.'),
      })
      .nullable()
      .default(null),
    extension: extensionSchema.nullable().default(null).describe('null: the procedure gives no extension.'),
    pause: pauseSchema
      .nullable()
      .default(null)
      .describe('null: the time to respond never stands still at this stage.'),
    escalation: escalationSchema.nullable().default(null).describe('null: this is the final stage.'),
    skip: skipSchema
      .nullable()
      .default(null)
      .describe(
        'null: a complaint that began here is answered here. What follows is the stage escalation names.',
      ),
    ...clauseFields,
  })
  .meta({ id: 'Stage' });
export type Stage = z.infer<typeof stageSchema>;
