import { z } from 'zod';
import { CLOCK_KINDS } from '../document/clock-kinds';
import { anchorSchema, forceSchema, unitSchema } from '../document/limit';
import { localDateSchema } from '../dates/local-date';

/** The anchors of a clock: those a document may name, two acts that an extension's own terms name, and a date the ombudsman set. */
export const clockAnchorSchema = z.enum([...anchorSchema.options, 'extended', 'updated', 'ombudsman-set']);

export type ClockAnchor = z.infer<typeof clockAnchorSchema>;

const date = localDateSchema.nullable();

/** A date with everything needed to check it: the contract is api.md, "A date that defends itself". */
export const clockSchema = z
  .strictObject({
    kind: z.enum(CLOCK_KINDS),
    stage: z.string(),
    n: z
      .int()
      .describe('Which entry of the stage, or which remedy, order or referral, when there are several.'),
    dueOn: date.describe(
      'By when the landlord works to do it, by its procedure and all it has told the resident. null: the procedure states no limit, or the date is not known yet. Never a far date.',
    ),
    judgedOn: date.describe(
      'The date by which it counts as kept, and after which it is overdue. It differs from dueOn where an extension was given after the date, which then counts for nothing, or where an act of the landlord’s own that it counts from came late or never. null: nothing sets such a date.',
    ),
    textDueOn: date.describe(
      'The same with the time counted from the late act itself. null: that act has not happened.',
    ),
    needs: z
      .array(anchorSchema)
      .readonly()
      .describe(
        'Of a date of the resident’s: facts not on record that may let it end later. Until they are, dueOn is the earliest it can be, and nothing is too late for it.',
      ),
    originalDueOn: date.describe('As dueOn, before any extension.'),
    anchor: z
      .strictObject({ act: clockAnchorSchema, on: date.describe('null: it has not happened yet.') })
      .nullable(),
    anchorDueOn: date.describe(
      'By when the act it counts from was due, where that act is the landlord’s own and came late or has not come.',
    ),
    limit: z.strictObject({ amount: z.int(), unit: unitSchema, force: forceSchema }).nullable(),
    rule: z.strictObject({ clause: z.string(), ids: z.array(z.string()) }),
    policyVersion: z.string(),
    calendarVersion: z.string(),
    excluded: z.array(z.strictObject({ on: localDateSchema, why: z.string() })),
    extensions: z.array(
      z.strictObject({
        on: localDateSchema,
        from: date,
        to: date,
        afterDueDate: z.boolean(),
        overCap: z.boolean(),
      }),
    ),
    pauses: z
      .array(
        z.strictObject({
          reason: z.string(),
          from: localDateSchema,
          to: date.describe('null: it still goes on, and the clock has no date until it ends.'),
          credited: z.array(localDateSchema).describe('The days given back, in the unit of the limit.'),
        }),
      )
      .describe('Times in which the clock stood still.'),
    withheld: z
      .array(z.string())
      .readonly()
      .describe(
        'The codes of departures whose acts are left out of account here: they give no time and end no date.',
      ),
    status: z
      .enum(['running', 'met', 'met-within-extension', 'missed', 'undated', 'paused', 'not-applicable'])
      .describe('By judgedOn. undated: it is awaited, and there is no date to judge it by.'),
    lateStart: z
      .boolean()
      .describe('True for what was done after judgedOn and by textDueOn: in time by a late start alone.'),
    projected: z
      .boolean()
      .describe(
        'True where the act it counts from has not happened: dueOn is then the latest it can be if that act is in time.',
      ),
    provisional: z.boolean().describe('True where the date lies past the published bank holidays.'),
    metOn: date,
    stoppedOn: date.describe('The day the clock stopped without being met, e.g. on withdrawal.'),
    leftUnanswered: z
      .boolean()
      .describe('True where the complaint went to the next stage before this date, unanswered.'),
    waitsSince: date.describe(
      'Where there is no date to judge by: the day from which the resident has waited.',
    ),
    workingDaysTaken: z.int().nullable(),
    workingDaysLeft: z
      .int()
      .nullable()
      .describe(
        'Until judgedOn. Negative: working days overdue. While paused: what was left on the day it was paused.',
      ),
    workingDaysSinceReceipt: z
      .int()
      .nullable()
      .describe(
        'From the day the complaint was received, at a later stage from the request for it, to the day this was done or ended, or to today: the count that most determinations of the Ombudsman print.',
      ),
    dueOnIfAcknowledgedOnTime: date.describe(
      'Superseded by judgedOn, and shown for one more release: when the acknowledgement was late and so moved this date.',
    ),
    policyEarliestOn: date.describe('For a referral: the earliest day by the landlord’s own text.'),
    schemeEarliestOn: date.describe('For a referral: the earliest day by the ombudsman scheme in force.'),
    policyLatestOn: date.describe(
      'For a referral: the last day by the landlord’s own text. Whether a later one is taken, the ombudsman decides.',
    ),
    promisedDueOn: date.describe(
      'The date last given to the resident, where it differs from this reckoning.',
    ),
    readings: z.array(
      z.strictObject({
        code: z.string(),
        question: z.string(),
        chosen: z.string(),
        alternatives: z.array(z.strictObject({ reading: z.string(), dueOn: date })),
        unconfirmed: z.boolean(),
        againstResident: z
          .boolean()
          .describe('True where another reading of the same words would serve the resident better.'),
        rules: z.array(z.string()),
      }),
    ),
    sentence: z.string().describe('One plain sentence, fit for a letter.'),
  })
  .meta({ id: 'Clock', description: 'A date that defends itself.' });
export type Clock = z.infer<typeof clockSchema>;
