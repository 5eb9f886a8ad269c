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

/** As they stand with an event; left out where the act kept every rule. */
export const storedDeparturesSchema = z.array(recordedDepartureSchema).min(1).optional();

/**
 * The facts of an event as they are stored: departures stand among them, under a name of their own. So the seal over the
 * data covers them, and an earlier release refuses such an event as one it cannot read, instead of taking it for lawful.
 */
export const storedFacts = ({
  data,
  departures,
}: {
  readonly data: object;
  readonly departures?: readonly RecordedDeparture[];
}): object => (departures ? { ...data, departures } : data);

/** The two apart again. */
export function factsApart(data: unknown): { readonly departures?: unknown; readonly facts: unknown } {
  if (typeof data !== 'object' || data === null || !('departures' in data)) return { facts: data };
  const { departures, ...facts } = data;
  return { departures, facts };
}
