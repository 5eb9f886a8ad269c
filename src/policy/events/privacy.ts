import { z } from 'zod';
import { slugSchema } from '../document/vocabulary';
import { localDateSchema } from '../dates/local-date';

const stage = { stage: slugSchema };
const number = z.int().min(1).max(100).describe('Which hold, from 1.');

/** Why the people and the words go: the time to keep them is over, or the resident asked. */
export const ERASURE_BASES = ['retention', 'resident-request'] as const;
export type ErasureBasis = (typeof ERASURE_BASES)[number];

/** What keeps a complaint or a contact from being anonymised, and what anonymises it. */
export const privacyFacts = {
  'hold-placed': { n: number, reason: slugSchema, reviewOn: localDateSchema },
  'hold-released': { n: number },
  erased: { basis: z.enum(ERASURE_BASES) },
} as const;

export const privacyEventSchemas = {
  'hold-placed': z.strictObject({ ...stage, ...privacyFacts['hold-placed'] }),
  'hold-released': z.strictObject({ ...stage, ...privacyFacts['hold-released'] }),
  erased: z.strictObject({
    ...stage,
    ...privacyFacts.erased,
    contactsRecorded: z
      .boolean()
      .default(false)
      .describe(
        'That each contact which went with it says so by an event of its own. Earlier releases wrote none.',
      ),
  }),
} as const;
