import { z } from 'zod';
import { COMMANDS } from '../commands/index';
import { words } from '../document/vocabulary';
import { instantSchema, localDateSchema } from '../dates/local-date';
import { VOIDED_AS } from '../events/corrected';
import { personSchema } from '../events/parts';
import { RECORDABLE } from '../refusals/index';
import { occurrence } from '../rules/occurrence';

const sequence = z.int().min(1).max(100_000);

/** An act that is on record, and what is to become of it. */
const namedChangeSchema = z
  .strictObject({
    event: sequence.describe('Its `sequence`, as the events of the complaint show it.'),
    inserted: sequence
      .optional()
      .describe('Where that event is a correction: which of the acts that it put in.'),
    with: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('Fields of the act’s body as they should have been; null takes a field away.'),
    strike: z
      .boolean()
      .optional()
      .describe('true: it does not count, because it never happened or belongs elsewhere. false: it does.'),
    only: z.boolean().default(false).describe('true: of two events that one act gave, this one alone.'),
    eraseWords: z
      .boolean()
      .default(false)
      .describe(
        'true: its words and the people named in it go for good, as those of another person’s letter.',
      ),
    movedTo: z
      .string()
      .trim()
      .min(1)
      .max(60)
      .optional()
      .describe('The reference of the complaint in which it stands instead.'),
    as: z.enum(VOIDED_AS).optional().describe('What the complaint is, where the first event is struck.'),
  })
  .meta({ id: 'ChangedAct' });

/** An act that had been forgotten, at its place. */
const insertionSchema = z
  .strictObject({
    before: sequence.describe('The event that it came before.'),
    act: z.enum(COMMANDS.map(({ act }) => act)),
    body: z.record(z.string(), z.unknown()).default({}),
  })
  .meta({ id: 'ForgottenAct' });

const departureSchema = z.strictObject({
  event: sequence,
  code: z.enum(RECORDABLE).describe('The code of the refusal that is departed from.'),
  decidedBy: personSchema.nullable().default(null).describe('Who decided it; null: not known.'),
  why: words(4000),
});

export const correctionRequestSchema = z
  .strictObject({
    ...occurrence,
    why: words(4000).describe('What shows it, e.g. the postmark.'),
    receivedOn: localDateSchema
      .optional()
      .describe('The short form: the day the complaint was truly received. This or receivedAt, or changes.'),
    receivedAt: instantSchema.optional(),
    changes: z
      .array(z.union([namedChangeSchema, insertionSchema]))
      .max(50)
      .optional(),
    departures: z
      .array(departureSchema)
      .max(50)
      .default([])
      .describe('Rules of the procedure that later acts no longer keep, as they were departed from.'),
    residentTold: z
      .boolean()
      .default(false)
      .describe('true: the resident has been told the dates as they are now.'),
  })
  .meta({ id: 'NewCorrection' });
export type CorrectionRequest = z.infer<typeof correctionRequestSchema>;
export type NamedChange = z.infer<typeof namedChangeSchema>;
export type Insertion = z.infer<typeof insertionSchema>;

export const isInsertion = (change: NamedChange | Insertion): change is Insertion => 'before' in change;
