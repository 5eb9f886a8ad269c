import { z } from 'zod';
import { anchorSchema } from '../document/limit';
import { slugSchema } from '../document/vocabulary';
import { discretionSchema, personSchema } from './parts';
import { localDateSchema } from '../dates/local-date';
import { askerSchema, recipientSchema } from './people';

const stage = { stage: slugSchema };

/** The resident asks for the next stage, and the landlord decides on it where its policy has that. */
export const escalationEventSchemas = {
  escalated: z.strictObject({
    ...stage,
    to: slugSchema,
    loggedOn: localDateSchema,
    grounds: z.array(slugSchema),
    reasonGiven: z.boolean(),
    becauseOverdue: z.boolean(),
    late: discretionSchema.nullable(),
    needsDecision: z.boolean(),
    datesNeeded: z
      .array(anchorSchema)
      .default([])
      .describe('Facts without which nobody can tell whether it came in time.'),
    by: askerSchema.describe('Who asked.'),
  }),
  'escalation-decided': z.strictObject({
    ...stage,
    accepted: z.boolean(),
    ground: slugSchema.nullable(),
    refusal: slugSchema.nullable(),
    decidedBy: personSchema,
    role: slugSchema.nullable(),
    ombudsmanRightTold: z.boolean(),
    recipient: recipientSchema,
  }),
} as const;
