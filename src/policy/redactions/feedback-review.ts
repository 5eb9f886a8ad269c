import { z } from 'zod';
import { instantSchema } from '../dates/local-date';
import { newReviewSchema } from '../contacts/review';

/** The words of a review that can be put in other words; the rest of it is figures and days. */
export const REDACTABLE = ['findings', 'problems', 'learning'] as const;

const { findings, problems, learning } = newReviewSchema.shape;

/** A review says what is to be learnt, not from whom; where somebody is named all the same, the name has to go. */
export const newRedactionSchema = z
  .strictObject({
    findings: findings.optional(),
    problems: problems.unwrap().optional().describe('All of them, as they are to read.'),
    learning,
  })
  .refine((given) => REDACTABLE.some((field) => given[field] !== undefined), {
    message: `needs at least one of ${REDACTABLE.join(', ')}`,
  })
  .meta({ id: 'NewRedaction' });
export type NewRedaction = z.output<typeof newRedactionSchema>;

/** What is kept of it: that words went, not which. */
export const redactionSchema = z.strictObject({
  at: instantSchema,
  by: z.string(),
  fields: z.array(z.enum(REDACTABLE)).readonly(),
});
export type Redaction = z.output<typeof redactionSchema>;

export const redactionOf = (given: NewRedaction, by: string, at: Redaction['at']): Redaction => ({
  at,
  by,
  fields: REDACTABLE.filter((field) => given[field] !== undefined),
});
