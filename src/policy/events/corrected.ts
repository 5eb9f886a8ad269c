import { z } from 'zod';
import { instantSchema, type LocalDate, localDateSchema } from '../dates/local-date';
import { slugSchema } from '../document/vocabulary';
import { storedDeparturesSchema } from './departures';
import { personSchema } from './parts';

const day = localDateSchema.nullable();
const sequence = z.int().min(1);
const inserted = sequence
  .nullable()
  .describe('Which of the acts that this event put in, itself a correction; null: the event itself.');

/** As the act that names it would write it. Each kind of event has its own schema, which reads it again. */
const facts = {
  on: localDateSchema,
  at: instantSchema.nullable(),
  data: z.record(z.string(), z.unknown()),
  departures: storedDeparturesSchema,
};

/** The dates of a clock on one side of a correction. */
export const touchedDatesSchema = z.strictObject({
  dueOn: day,
  judgedOn: day,
  metOn: day,
  stoppedOn: day,
  lateStart: z.boolean(),
});
export type TouchedDates = z.infer<typeof touchedDatesSchema>;

/** Why a whole complaint counts no more. */
export const VOIDED_AS = ['duplicate', 'not-a-complaint'] as const;

/**
 * A correction of the record. Replay takes no rules, so all that follows from it stands in it: which of the earlier
 * events count otherwise, and which were put in. None of them is touched.
 */
export const correctedSchema = z.strictObject({
  stage: slugSchema,
  /** Where each date stood and stands. */
  moved: z.array(
    z.strictObject({ stage: slugSchema, kind: slugSchema, n: z.int().min(0), from: day, to: day }),
  ),
  /** All that counts otherwise, acts and dates, with the days that a period is to be held against; null: not kept then. */
  touched: z
    .strictObject({
      days: z.array(localDateSchema),
      acts: z.array(
        z.strictObject({
          sequence,
          inserted,
          type: slugSchema,
          from: day.describe('The day it had happened on; null: it had not counted.'),
          to: day.describe('The day it happened on as it counts now; null: it does not.'),
        }),
      ),
      dates: z.array(
        z.strictObject({
          stage: slugSchema,
          kind: slugSchema,
          n: z.int().min(0),
          from: touchedDatesSchema.nullable(),
          to: touchedDatesSchema.nullable(),
        }),
      ),
    })
    .nullable()
    .default(null),
  changes: z.array(
    z.strictObject({
      sequence,
      inserted: inserted.default(null),
      why: z.enum(['named', 'follows']).describe('named: by whoever corrected. follows: worked out anew.'),
      now: z.strictObject(facts).nullable().describe('As it counts from here on; null: it does not.'),
      movedTo: z.string().max(60).nullable().default(null).describe('The complaint in which it stands now.'),
    }),
  ),
  inserted: z.array(
    z.strictObject({
      n: sequence.describe('Its number among those that this correction put in.'),
      before: sequence.describe('The event before which it has its place.'),
      type: slugSchema,
      ...facts,
    }),
  ),
  erased: z
    .array(sequence)
    .describe('Events whose words are gone, and corrections that had given some of those words.'),
  erasedOf: z
    .array(z.strictObject({ sequence, inserted }))
    .describe('The acts whose words and named people are gone.'),
  /** The handlers of the complaint as corrected, which decide who sees it. */
  handlers: z.array(z.strictObject({ stage: slugSchema, person: personSchema })),
  voidedAs: z.enum(VOIDED_AS).nullable().default(null),
  residentTold: z.boolean(),
});
export type CorrectionFacts = z.infer<typeof correctedSchema>;

/** Since when a complaint counts no more, and as what. */
export interface Voided {
  readonly on: LocalDate;
  readonly as: (typeof VOIDED_AS)[number];
}
