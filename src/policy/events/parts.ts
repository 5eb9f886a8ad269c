import { z } from 'zod';
import { slugSchema } from '../document/vocabulary';
import { localDateSchema } from '../dates/local-date';

/** What several events, and the acts they come of, have in common. */

/**
 * The person who did something, as the landlord's own staff reference: enough to tell two people apart, and no name
 * (names and free text are kept apart from events, so that they can be erased and the record still replays).
 */
export const personSchema = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .describe(
    "The landlord's own reference for a member of staff, e.g. a staff number or user name. Not a resident.",
  );

/** Whose doing a complaint can be about (Code 1.2). */
export const ABOUT = ['landlord', 'staff', 'acting-for-landlord'] as const;

/**
 * The number of a thing that was numbered by its place before anything could be struck from the record; null: by its
 * place still.
 */
export const numberGiven = { n: z.int().min(1).nullable().default(null) };

export const incidentSchema = z
  .strictObject({
    occurredOn: localDateSchema.optional(),
    becameAwareOn: localDateSchema.optional(),
    reportedOn: localDateSchema.optional(),
  })
  .meta({
    id: 'Incident',
    description: 'When it happened, when the resident became aware, when it was first reported.',
  });
export type Incident = z.infer<typeof incidentSchema>;

export const issueSchema = z.strictObject({
  n: z.int().min(1).max(50),
  responsible: z
    .enum(['yes', 'no', 'unclear'])
    .describe('Whether the landlord is responsible for this aspect (Code 5.7).'),
});
export type Issue = z.infer<typeof issueSchema>;

export const updatePlanSchema = z
  .strictObject({
    every: z.strictObject({
      amount: z.int().min(1).max(365),
      unit: z.enum(['working-days', 'calendar-days', 'weeks', 'months']),
    }),
    method: slugSchema,
    agreed: z.boolean(),
  })
  .meta({
    id: 'UpdatePlan',
    description: 'How often and by what means the resident will hear, and whether they agreed.',
  });
export type UpdatePlan = z.infer<typeof updatePlanSchema>;

export const discretionSchema = z.strictObject({
  decidedBy: personSchema,
  applied: z.boolean().describe('Whether discretion was used in the resident’s favour.'),
});

export const panelMemberSchema = z.strictObject({
  person: personSchema,
  role: slugSchema.optional(),
  seniorTo: z.array(personSchema).max(20).optional(),
  responsibleForService: z.boolean().optional(),
  subjectOfComplaint: z.boolean().optional(),
});
