import { z } from 'zod';
import { slugSchema } from '../document/vocabulary';

const person = z.string().trim().min(1).max(100);

/** Why a complaint that had ended is gone into again. */
export const REOPENING_REASONS = [
  'new-evidence',
  'ombudsman-directed',
  'remedy-not-done',
  'settlement-not-kept',
  'error',
  'withdrawn-by-mistake',
] as const;

const stage = { stage: slugSchema };

/** What takes a complaint past a stage, or back into one, other than an answer and a request for the next. */
export const progressEventSchemas = {
  'stage-skipped': z.strictObject({ ...stage, to: slugSchema, reason: slugSchema, noticeGiven: z.boolean() }),
  settled: z.strictObject({
    ...stage,
    agreedBy: z.enum(['resident', 'representative']),
    outcome: slugSchema
      .nullable()
      .describe(
        'The outcome the procedure has for a settlement; null: it has none, and no answer was given.',
      ),
    method: slugSchema.nullable(),
    decidedBy: person.nullable(),
  }),
  reopened: z.strictObject({
    ...stage,
    reason: z.enum(REOPENING_REASONS),
    from: z.enum(['responded', 'settled', 'refused', 'withdrawn', 'closed']),
    decidedBy: person,
  }),
} as const;
