import { z } from 'zod';
import { slugSchema, words } from '../../document/vocabulary';
import { personSchema } from '../../events/parts';
import { localDateSchema } from '../../dates/local-date';
import { recipientSchema } from '../../events/people';
import { occurrence } from '../../rules/occurrence';

/** What a response says and when: what of it is demanded is the policy's to say. */
export const responseSchema = z.strictObject({
  ...occurrence,
  outcome: slugSchema
    .optional()
    .describe(
      'upheld, partially-upheld or not-upheld, or what the policy names instead. Every procedure asks for one; a response that gave none is recorded as a departure.',
    ),
  method: slugSchema.optional().describe('How the resident was told, e.g. letter, email, phone.'),
  recipient: recipientSchema.describe('Who it was given to.'),
  sentOn: localDateSchema.optional().describe('When it was sent, if not on the day it is dated.'),
  receivedOn: localDateSchema.optional().describe('When the resident received it, if known.'),
  writtenOn: localDateSchema
    .optional()
    .describe('When an outcome given by word of mouth was confirmed in writing (HHS-24).'),
  decidedBy: personSchema.optional().describe('Who decided, if not the handler.'),
  explanations: z
    .record(slugSchema, words(20000))
    .default({})
    .describe('What the response explains, by the keys the policy asks for, e.g. what-went-wrong.'),
  assertions: z
    .array(slugSchema)
    .max(20)
    .default([])
    .describe('Statements made, where the outcome demands them.'),
  findings: z
    .array(
      z.strictObject({
        issue: z.int().min(1).max(50),
        outcome: slugSchema,
        reasons: words(10000).optional(),
      }),
    )
    .max(50)
    .default([])
    .describe('The finding on each issue of the definition (Code 6.7).'),
  revises: z
    .boolean()
    .default(false)
    .describe(
      'true: a second answer at a stage that was answered. The first meets the date, the later outcome stands, and both are kept.',
    ),
  also: z
    .array(z.string().min(1).max(60))
    .max(20)
    .default([])
    .describe(
      'Other complaints that the same letter answers, by id or reference. It is recorded on each by its own rules, with the departures it met there: on all of them or on none.',
    ),
});
export type Response = z.infer<typeof responseSchema>;
