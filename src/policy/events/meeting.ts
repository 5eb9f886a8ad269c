import { z } from 'zod';
import { slugSchema } from '../document/vocabulary';
import { panelMemberSchema } from './parts';
import { localDateSchema } from '../dates/local-date';
import { companionsSchema, RECIPIENTS, recipientSchema } from './people';

const stage = { stage: slugSchema };

/** When the two sides spoke with each other, and who was there. */
export const meetingEventSchemas = {
  contacted: z.strictObject({
    ...stage,
    method: slugSchema.nullable(),
    confirmedDueOn: localDateSchema.nullable(),
    reasonsGathered: z.boolean(),
    recipient: recipientSchema,
    companions: companionsSchema,
  }),
  'hearing-arranged': z.strictObject({ ...stage, hearingOn: localDateSchema }),
  'hearing-held': z.strictObject({
    ...stage,
    panel: z.array(panelMemberSchema),
    attended: z
      .enum([...RECIPIENTS, 'neither'])
      .nullable()
      .default(null),
    companions: companionsSchema,
  }),
} as const;
