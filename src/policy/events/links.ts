import { z } from 'zod';
import { slugSchema } from '../document/vocabulary';
import type { LocalDate } from '../dates/local-date';

/** How one complaint stands to another, as a person says it. */
export const LINKS = ['same-matter', 'follows', 'replaces'] as const;
export type LinkGiven = (typeof LINKS)[number];

/** The same link from the two ends. */
const FROM_THERE = {
  'same-matter': 'same-matter',
  follows: 'followed-by',
  replaces: 'replaced-by',
  'followed-by': 'follows',
  'replaced-by': 'replaces',
} as const;
export type LinkedAs = keyof typeof FROM_THERE;
export const LINKED_AS = Object.keys(FROM_THERE) as [LinkedAs, ...LinkedAs[]]; // keys of a const object are its key type

export const seenFromThere = (as: LinkedAs): LinkedAs => FROM_THERE[as];

/** Each of the two records it. Neither changes for it: dates, answers and the way to the ombudsman are each one's own. */
export const linkEventSchemas = {
  linked: z.strictObject({
    stage: slugSchema,
    complaintId: z.uuid(),
    reference: z.string().max(40).describe('The landlord’s own number of the other complaint.'),
    as: z.enum(LINKED_AS),
  }),
} as const;

export interface Linked {
  readonly complaintId: string;
  readonly reference: string;
  readonly as: LinkedAs;
  readonly on: LocalDate;
}
