import { z } from 'zod';
import { slugSchema } from './document/vocabulary';
import { localDateSchema } from './local-date';

const stage = { stage: slugSchema };
const number = z.int().min(1).max(100).describe('Which hold of the complaint, from 1.');

/** Why the people and the words of a complaint go: the time to keep them is over, or the resident asked. */
export const ERASURE_BASES = ['retention', 'resident-request'] as const;

/** What keeps a complaint from being anonymised, and what anonymises it. */
export const privacyEventSchemas = {
  'hold-placed': z.strictObject({ ...stage, n: number, reason: slugSchema, reviewOn: localDateSchema }),
  'hold-released': z.strictObject({ ...stage, n: number }),
  erased: z.strictObject({ ...stage, basis: z.enum(ERASURE_BASES) }),
} as const;
