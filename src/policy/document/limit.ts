import { z } from 'zod';
import { type Counting, countingSchema } from './calendar';
import { clauseFields, slugSchema } from './vocabulary';

export const unitSchema = z.enum(['working-days', 'calendar-days', 'weeks', 'months', 'years']);
export type Unit = z.infer<typeof unitSchema>;

/**
 * What a limit counts from. `received` is always the complaint's own receipt; the others belong to one stage: the
 * stage the limit stands in, unless `ofStage` names another.
 */
export const anchorSchema = z
  .enum([
    'received',
    'requested',
    'logged',
    'acknowledged',
    'contacted',
    'passed',
    'accepted',
    'confirmed',
    'response-dated',
    'response-sent',
    'response-received',
    'hearing-held',
    'occurred',
    'aware',
    'reported',
  ])
  .describe(
    [
      'received: the day the complaint reached the landlord.',
      'requested: the day the stage was asked for (for the first stage, the day received).',
      'logged: the day the complaint was recorded at the stage.',
      'acknowledged: the day the acknowledgement was sent.',
      'contacted: the day the resident was first spoken to at the stage.',
      'passed: the day it was passed to the person who handles the stage.',
      'accepted: the day an escalation was accepted.',
      'confirmed: a date confirmed to the resident for this case.',
      'response-dated, response-sent, response-received: the three days of a response.',
      'hearing-held: the day of the hearing.',
      'occurred, aware, reported: when it happened, when the resident became aware, when it was first reported.',
    ].join(' '),
  );
export type Anchor = z.infer<typeof anchorSchema>;

const amount = z.int().min(0).max(3660);

/** Longer than any procedure asks for, and short enough that no date leaves the years that dates can have. */
const LONGEST: Readonly<Record<Unit, number>> = {
  'working-days': 2600,
  'calendar-days': 3660,
  weeks: 522,
  months: 360,
  years: 30,
};
export const isReasonable = ({ amount: length, unit }: { amount: number; unit: Unit }): boolean =>
  length <= LONGEST[unit];
export const TOO_LONG = `is too long: at most ${Object.entries(LONGEST)
  .map(([unit, most]) => `${most} ${unit}`)
  .join(', ')}`;
const AMOUNT_TOO_LONG = { path: ['amount'], message: TOO_LONG };

/** A length of time with no anchor, such as the cap on an extension. */
const lengthFields = { amount, unit: unitSchema };
export const lengthSchema = z.strictObject(lengthFields).refine(isReasonable, AMOUNT_TOO_LONG);
export type Length = z.infer<typeof lengthSchema>;

const BOUNDARIES = ['inclusive', 'exclusive'] as const;
const ROLLS = ['none', 'next-working-day', 'previous-working-day'] as const;

const periodFields = {
  amount,
  unit: unitSchema,
  from: z
    .union([anchorSchema, z.array(anchorSchema).min(2).max(4)])
    .describe('One anchor, or several: then the latest of those that are known.'),
  ofStage: slugSchema.nullable().default(null),
  boundary: z
    .enum(BOUNDARIES)
    .default('inclusive')
    .describe('inclusive: the last day is still in time. exclusive: it is not.'),
  roll: z.enum(ROLLS).default('none').describe('What happens when the last day is not a working day.'),
  counting: countingSchema
    .nullable()
    .default(null)
    .describe("How its working days are counted, where that is said of it alone. null: the calendar's way."),
};

/** Said of days that are counted otherwise, it would be passed over in silence. */
const countsWorkingDays = ({ counting, unit }: { counting: Counting | null; unit: Unit }): boolean =>
  counting === null || unit === 'working-days';
const NOTHING_COUNTED = { path: ['counting'], message: 'counts for nothing: it is not in working days' };

export const periodSchema = z
  .strictObject(periodFields)
  .refine(isReasonable, AMOUNT_TOO_LONG)
  .refine(countsWorkingDays, NOTHING_COUNTED)
  .meta({ id: 'Period', description: 'A length of time and what it counts from.' });
export type Period = z.infer<typeof periodSchema>;

/** The anchors a period names, one or several. */
export const anchorsOf = ({ from }: Pick<Period, 'from'>): readonly Anchor[] =>
  typeof from === 'string' ? [from] : from;

/**
 * What another reading changes in a period; what it leaves out stays. Written without the defaults of a period, which
 * would otherwise undo the period's own roll and boundary.
 */
export const periodChangeSchema = z.strictObject({
  amount: amount.optional(),
  unit: unitSchema.optional(),
  from: periodFields.from.optional(),
  ofStage: slugSchema.nullable().optional(),
  boundary: z.enum(BOUNDARIES).optional(),
  roll: z.enum(ROLLS).optional(),
  counting: countingSchema.nullable().optional(),
});

const anyOf = (max: number) => z.array(slugSchema).min(1).max(max).optional();

/** When a limit, or a variant of it, applies: every condition given must hold, by any one of what it lists. */
export const conditionSchema = z
  .strictObject({
    channels: anyOf(30).describe('How the complaint came.'),
    priorities: anyOf(10).describe('How urgent or how hard it is, in the words of intake.priorities.'),
    categories: anyOf(30).describe('What it is about.'),
    tenures: anyOf(30).describe('How the resident holds the home, e.g. leasehold.'),
    representatives: anyOf(20).describe('Who brought it for the resident, e.g. mp, councillor.'),
  })
  .refine(
    (condition) => Object.values(condition).some((values) => values !== undefined),
    'names nothing to look for, so it would always hold',
  );
export type Condition = z.infer<typeof conditionSchema>;

export const forceSchema = z.enum(['must', 'should', 'aim']);
export type Force = z.infer<typeof forceSchema>;

export const limitSchema = z
  .strictObject({
    ...periodFields,
    force: forceSchema
      .default('must')
      .describe('How strongly the landlord words it. A missed aim is reported, not a failure.'),
    when: conditionSchema.nullable().default(null).describe('Without it the limit always applies.'),
    variants: z
      .array(
        z
          .strictObject({ when: conditionSchema, ...lengthFields, ...clauseFields })
          .refine(isReasonable, AMOUNT_TOO_LONG),
      )
      .max(10)
      .default([])
      .describe('Other lengths for other cases; the first whose condition holds is used.'),
    orIfLater: periodSchema
      .nullable()
      .default(null)
      .describe('A second period: the later of the two ends counts.'),
    orIfEarlier: periodSchema
      .nullable()
      .default(null)
      .describe('A second period: the earlier of the two ends counts, e.g. "and in any case within".'),
    ...clauseFields,
  })
  .refine(isReasonable, AMOUNT_TOO_LONG)
  .refine(countsWorkingDays, NOTHING_COUNTED)
  .refine(({ orIfLater, orIfEarlier }) => orIfLater === null || orIfEarlier === null, {
    path: ['orIfEarlier'],
    message: 'stands beside orIfLater, so which end counts is not said',
  })
  .meta({
    id: 'Limit',
    description: 'A time limit: how long, in what unit, from what, how strongly worded.',
  });
export type Limit = z.infer<typeof limitSchema>;

export const acknowledgeSchema = limitSchema
  .safeExtend({
    orAnswer: z
      .boolean()
      .default(false)
      .describe(
        'True where an answer stands for the acknowledgement too: "to resolve it, or confirm". Else one that was never sent is missed, whatever is answered later.',
      ),
  })
  .meta({ id: 'AcknowledgeLimit', description: 'A time limit to acknowledge.' });
