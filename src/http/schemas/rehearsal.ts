import { z } from 'zod';
import type { RehearsalRow, ShownRow } from '../../db/rehearsals/rehearsals';
import { changeSchema } from '../../policy/rehearsal/change';
import { clockMoveSchema } from '../../policy/clocks/moves';
import { sameClock } from '../../policy/complaint/state';
import { words } from '../../policy/document/vocabulary';
import { importReportSchema } from '../../policy/calendar/holiday-feed';
import { instantSchema, localDateSchema } from '../../policy/dates/local-date';

export const newRehearsalSchema = z
  .strictObject({
    change: changeSchema,
    why: words(500)
      .nullable()
      .default(null)
      .describe(
        'For the record of each complaint it comes to move, and kept with the landlord’s working days: name nobody in it.',
      ),
  })
  .meta({ id: 'NewRehearsal' });

const moveSchema = clockMoveSchema
  .extend({
    promisedOn: localDateSchema
      .nullable()
      .describe('The day of the act whose letter gave the old date; null: no letter did.'),
  })
  .meta({ id: 'RehearsedMove' });

const refusalSchema = z
  .strictObject({
    code: z.string(),
    detail: z.string(),
    facts: z.record(z.string(), z.unknown()),
    allowed: z.unknown().optional(),
  })
  .meta({ id: 'RehearsedRefusal' });

const factsSchema = z.strictObject({
  on: localDateSchema,
  at: instantSchema.nullable(),
  data: z.record(z.string(), z.unknown()),
  departures: z.array(z.unknown()).optional(),
});
const actSchema = { event: z.int(), inserted: z.int().nullable(), act: z.string() };

const correctionSchema = z
  .strictObject({
    follows: z
      .array(z.strictObject({ ...actSchema, before: factsSchema, after: factsSchema.nullable() }))
      .describe('Later acts of which a fact is worked out anew.'),
    misfits: z
      .array(z.strictObject({ ...actSchema, code: z.string(), detail: z.string(), recordable: z.boolean() }))
      .describe('Acts that would no longer fit. While there are any, the correction cannot be made.'),
    statusFrom: z.string(),
    statusTo: z.string(),
    stageFrom: z.string(),
    stageTo: z.string(),
  })
  .meta({ id: 'RehearsedCorrection' });

export const movedComplaintSchema = z
  .strictObject({
    complaintId: z.uuid(),
    reference: z.string(),
    moves: z.array(moveSchema),
    refusal: refusalSchema.nullable().describe('Why this complaint cannot move; the others still can.'),
    correction: correctionSchema
      .nullable()
      .describe('Of a correction: what follows from it beside the dates. null: of another change.'),
  })
  .meta({ id: 'MovedComplaint', description: 'What a change would do to one complaint.' });

const count = (what: string) => z.int().describe(what);

export const rehearsalSchema = z
  .strictObject({
    id: z.uuid(),
    change: z
      .strictObject({ kind: z.string() })
      .catchall(z.unknown())
      .describe('As it was asked for; of a dataset the kind alone, for what it comes to is in `dataset`.'),
    why: z.string().nullable(),
    rehearsedOn: localDateSchema,
    fromEdition: z.int().describe('The edition of the working days in force at the time.'),
    counts: z
      .strictObject({
        complaints: count('Open complaints looked at.'),
        clocks: count('Their open clocks.'),
        movedComplaints: count('Complaints of which a clock moves.'),
        movedClocks: count('Clocks that move.'),
        becomeOverdue: count('Clocks that would be overdue and are not.'),
        noLongerOverdue: count('Clocks that are overdue and would not be.'),
        told: count('Moved dates that residents were told.'),
        refused: count('Complaints that cannot move.'),
      })
      .nullable()
      .describe(
        'Of all complaints together; null for a handler who is limited to their own, of which `moves` tells.',
      ),
    dataset: importReportSchema.nullable(),
    createdAt: instantSchema,
    createdBy: z.string(),
    appliedAt: instantSchema.nullable(),
    appliedBy: z.string().nullable(),
  })
  .meta({ id: 'Rehearsal', description: 'What a change would move, and whether it was made.' });

export const rehearsalWithMovesSchema = rehearsalSchema
  .extend({
    moves: z
      .array(movedComplaintSchema)
      .describe('The first of them. All are listed under its own `/moves`.'),
  })
  .meta({ id: 'RehearsalWithMoves' });

/**
 * What stands in these columns passed its schemas on the way in, and the answer is parsed by them again. The counts are of
 * every complaint, and for a caller who `seesAll` of them.
 */
export const rehearsalView = (
  { edition: _, ...row }: RehearsalRow,
  seesAll: boolean,
): z.input<typeof rehearsalSchema> =>
  ({ ...row, counts: seesAll ? row.counts : null }) as z.input<typeof rehearsalSchema>;

const movesSchema = clockMoveSchema.array();

export function movedComplaintView(row: ShownRow): z.output<typeof movedComplaintSchema> {
  const { complaintId, reference, told } = row;
  const moves = movesSchema.parse(row.moves).map((move) => ({
    ...move,
    promisedOn: localDateSchema
      .nullable()
      .parse(
        (move.told && told.find((given) => given.dueOn === move.from && sameClock(given, move))?.on) || null,
      ),
  }));
  const refusal = refusalSchema.strip().nullable().parse(row.refusal);
  const correction = correctionSchema.nullable().parse(row.correction ?? null);
  return { complaintId, reference, moves, refusal, correction };
}

/** In the demo, a change to the second complaint of the example landlord, which no other example touches. */
export const EXAMPLE_REHEARSAL_ID = '01920000-0000-7000-8000-0000004e5ea5';

export const exampleNewRehearsal = {
  change: {
    kind: 'closure',
    closures: [{ on: '2027-12-29', why: 'Office closed between Christmas and New Year' }],
  },
  why: 'Agreed by the board for 2027.',
};

export const exampleRehearsal = {
  id: EXAMPLE_REHEARSAL_ID,
  ...exampleNewRehearsal,
  rehearsedOn: '2027-12-01',
  fromEdition: 0,
  counts: {
    complaints: 212,
    clocks: 530,
    movedComplaints: 1,
    movedClocks: 1,
    becomeOverdue: 0,
    noLongerOverdue: 0,
    told: 1,
    refused: 0,
  },
  dataset: null,
  createdAt: '2027-12-01T09:00:00.000Z',
  createdBy: 'key:Hexagon administrator#01920000-0000-7000-8000-00000000aaaa',
  appliedAt: null,
  appliedBy: null,
};

export const exampleMovedComplaint = {
  complaintId: '01920000-0000-7000-8000-00000000c0de',
  reference: 'C-2027-000123',
  moves: [
    {
      stage: 'stage-1',
      kind: 'respond',
      n: 0,
      from: '2027-12-29',
      to: '2027-12-30',
      originalFrom: '2027-12-29',
      originalTo: '2027-12-30',
      judgedFrom: '2027-12-29',
      judgedTo: '2027-12-30',
      statusFrom: 'running',
      statusTo: 'running',
      projected: false,
      becomesOverdue: false,
      noLongerOverdue: false,
      told: true,
      promisedOn: '2027-12-13',
      sentence: 'Moves from 29 December 2027 to 30 December 2027.',
    },
  ],
  refusal: null,
  correction: null,
};
