import { z } from 'zod';
import { personSchema } from './parts';

/**
 * A rule of the procedure that an act did not keep, as its event records it. The code is a plain word here: an event
 * outlives the release that knew it. Why stands beside the event, where it can be erased.
 */
export const recordedDepartureSchema = z
  .strictObject({
    act: z.string().max(60).describe('The act that departs, as in its path.'),
    code: z.string().max(60).describe('The code of the refusal that it would have met.'),
    clause: z.string().max(300).describe('JSON Pointer into the policy document.'),
    ids: z.array(z.string().max(100)).max(100).describe('The rules that clause encodes.'),
    decidedBy: personSchema.nullable().describe('null: not known.'),
  })
  .meta({ id: 'RecordedDeparture' });
export type RecordedDeparture = z.infer<typeof recordedDepartureSchema>;
