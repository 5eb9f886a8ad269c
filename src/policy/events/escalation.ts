import { z } from 'zod';
import { anchorSchema } from '../document/limit';
import { slugSchema } from '../document/vocabulary';
import { discretionSchema, personSchema } from './parts';
import { localDateSchema } from '../dates/local-date';
import { escalationAskerSchema, recipientSchema } from './people';

const stage = { stage: slugSchema };

/** The resident asks for the next stage, and the landlord decides on it where its policy has that. */
export const escalationEventSchemas = {
  escalated: z.strictObject({
    ...stage,
    to: slugSchema,
    loggedOn: localDateSchema,
    grounds: z.array(slugSchema),
    otherGrounds: z
      .int()
      .default(0)
      .describe('How many grounds the resident gave that the policy does not name; they stand in the texts.'),
    reasonGiven: z.boolean(),
    becauseOverdue: z.boolean(),
    late: discretionSchema.nullable(),
    afterWindow: z.boolean().default(false).describe('True where it came after the window for it was over.'),
    needsDecision: z.boolean(),
    datesNeeded: z
      .array(anchorSchema)
      .default([])
      .describe('Facts without which nobody can tell whether it came in time.'),
    by: escalationAskerSchema.describe('Who asked.'),
  }),
  'escalation-decided': z.strictObject({
    ...stage,
    accepted: z.boolean(),
    ground: slugSchema.nullable(),
    refusal: slugSchema.nullable(),
    decidedBy: personSchema,
    role: slugSchema.nullable(),
    seniorTo: z.array(personSchema).default([]),
    responsibleForService: z.boolean().nullable().default(null),
    subjectOfComplaint: z.boolean().nullable().default(null),
    filedOn: localDateSchema.nullable().default(null),
    exceptionConsidered: z
      .boolean()
      .nullable()
      .default(null)
      .describe('Whether an exception from the exclusion was considered; null: the record does not say.'),
    ombudsmanRightTold: z.boolean(),
    recipient: recipientSchema,
  }),
} as const;
