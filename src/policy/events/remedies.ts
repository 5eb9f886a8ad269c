import { z } from 'zod';
import { slugSchema } from '../document/vocabulary';
import { localDateSchema } from '../dates/local-date';
import { numberGiven } from './parts';

/** The eight ways of putting things right that the Code names (Code 7.1), in its order. */
export const REMEDY_TYPES = [
  'apology',
  'acknowledgement',
  'explanation',
  'action',
  'changed-decision',
  'amended-record',
  'financial',
  'changed-practice',
] as const;

/** To whom the Code and the landlords' own pages say that lessons are told (Code 9.3, 8.1; ARC-07, HHS-27). */
export const LEARNING_AUDIENCES = [
  'residents',
  'staff',
  'committee',
  'governing-body',
  'website',
  'annual-report',
] as const;

const stage = { stage: slugSchema };
const number = z.int().min(1).describe('Which remedy of the complaint, from 1.');

/** A payment that the landlord does not decide on: no precondition of its own bears on it. */
const payment = {
  order: z
    .int()
    .min(1)
    .nullable()
    .describe('The order of the ombudsman that asked for it; null: none did.')
    .default(null),
};

/** What puts things right and what is learnt: it belongs to the complaint as a whole and outlives every stage. */
export const remedyEventSchemas = {
  'remedy-offered': z.strictObject({
    ...stage,
    n: number,
    type: z.enum(REMEDY_TYPES),
    dueOn: localDateSchema,
    agreedWithResident: z.boolean(),
    ...payment,
    stated: z.array(slugSchema).default([]),
    award: z.int().min(1).nullable().default(null).describe('The award that it pays; null: none is named.'),
  }),
  'remedy-completed': z.strictObject({ ...stage, n: number }),
  'compensation-awarded': z.strictObject({
    ...stage,
    ...numberGiven,
    pence: z.int(),
    for: slugSchema,
    stated: z.array(slugSchema),
    ...payment,
    replaces: z
      .int()
      .min(1)
      .nullable()
      .default(null)
      .describe('The award whose place it takes; null: it stands beside the others.'),
  }),
  'learning-recorded': z.strictObject({ ...stage, ...numberGiven, theme: slugSchema }),
  'learning-published': z.strictObject({
    ...stage,
    n: z.int().min(1).describe('Which lesson of the complaint, from 1.'),
    to: z.enum(LEARNING_AUDIENCES),
  }),
  noted: z.strictObject(stage),
} as const;
