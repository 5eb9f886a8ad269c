import { z } from 'zod';
import { slugSchema } from '../document/vocabulary';
import type { LocalDate } from '../dates/local-date';

const other = {
  complaintId: z.uuid(),
  reference: z.string().max(40).describe('The landlord’s own number of the complaint. It names no person.'),
};

/** The complaint in whose favour another is closed. */
export const mergedIntoSchema = z.strictObject(other);

/** What a complaint records when another is closed in its favour. */
export const mergerEventSchemas = {
  'merged-from': z.strictObject({ stage: slugSchema, ...other }),
} as const;

/** The reason for closing a complaint whose matter goes on in another. */
export const MERGED = 'merged-into';

export interface Merged {
  readonly complaintId: string;
  readonly reference: string;
  readonly on: LocalDate;
}

/** Of complaints about one matter, one goes on and the others end in it. */
export interface Mergers {
  readonly into: Merged | null;
  readonly from: readonly Merged[];
}

export const NO_MERGERS: Mergers = { into: null, from: [] };
