import { z } from 'zod';
import { versionSchema } from '../document/document';
import { slugSchema } from '../document/vocabulary';
import { instantSchema, localDateSchema } from '../dates/local-date';

const clock = { stage: slugSchema, kind: slugSchema, n: z.int().min(0) };
const day = localDateSchema.nullable();
const edition = z.int().min(0).describe('Of the landlord’s working days; 0: as they come with the service.');

/** Every way in which the dates of an open complaint move without anything happening in the matter itself. */
export const moved = {
  stage: slugSchema,
  /** Where each date stood and stands: the answer that a rehearsal gave before anything was written. */
  moved: z.array(z.strictObject({ ...clock, from: day, to: day })),
};
/** The clocks that had ended: what was met or missed then stays so, whatever rules come after (lessons, 27 and 35). */
const settled = { settled: z.array(z.strictObject(clock)) };

export const moveEventSchemas = {
  'calendar-changed': z.strictObject({
    ...moved,
    ...settled,
    fromEdition: edition,
    toEdition: edition,
    fromVersion: z.string().max(200),
    toVersion: z.string().max(200),
  }),
  'policy-changed': z.strictObject({
    ...moved,
    ...settled,
    fromVersion: versionSchema,
    toVersion: versionSchema,
    fromCalendarVersion: z.string().max(200),
    toCalendarVersion: z.string().max(200),
  }),
  'received-corrected': z.strictObject({
    ...moved,
    formerlyOn: localDateSchema,
    formerlyAt: instantSchema.nullable(),
    formerlyLoggedOn: localDateSchema,
    receivedOn: localDateSchema,
    receivedAt: instantSchema.nullable(),
    loggedOn: localDateSchema,
  }),
  'priority-changed': z.strictObject({
    ...moved,
    formerly: slugSchema.nullable(),
    priority: slugSchema.nullable(),
  }),
} as const;
