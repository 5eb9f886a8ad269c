import { z } from 'zod';
import { OFFICER } from '../../rules/roles';
import { nextNumber } from '../../complaint/numbers';
import { currentStage } from '../../complaint/state';
import { slugSchema, words } from '../../document/vocabulary';
import { type Command, happened } from '../guards/command';
import { requireRedressable } from '../guards/guards';
import { notBefore, occurrence } from '../../rules/occurrence';
import { numberSchema } from '../guards/numbered';
import { replacementRefused } from './award-terms';
import { mayBeOrdered, notUpheld, orderRefused, paymentRefused, paymentSchema } from './payment-terms';

const body = z.strictObject({
  ...occurrence,
  pence: z.int().min(1).max(100_000_000).describe('The amount in pence: 12550 is £125.50.'),
  for: slugSchema.describe('What it is for, e.g. distress, delay, specific-expense, damaged-item.'),
  ...paymentSchema,
  replaces: numberSchema
    .optional()
    .describe('The award whose place it takes, by its number. That one is kept on record and owed no more.'),
  reasons: words(10000).optional().describe('Why, and how the amount was arrived at.'),
  guidance: words(500).optional().describe('The guidance that was taken into account (Code 7.4).'),
});

const ACT = 'compensated';

/** Awards compensation, with every precondition the landlord's text makes (Code 7.1, HHS-30). */
export const awardCompensation: Command<z.infer<typeof body>> = {
  act: 'compensation',
  name: 'awardCompensation',
  summary: 'Award compensation',
  description:
    'Record an amount and what it is for. Each precondition that the policy names has to be stated; that the complaint was upheld is checked against the outcome last given, by what the policy counts as upheld. An amount that an order of the ombudsman asks for names the order and needs none of them. One that takes the place of another names it in `replaces`; an award that was paid stays, and the difference is awarded beside it.',
  roles: OFFICER,
  body,
  example: {
    pence: 12550,
    for: 'specific-expense',
    stated: ['exceptional-circumstances', 'complaint-upheld', 'specific-expenses-or-items'],
    reasons: 'The cost of the dehumidifier that was hired, as on the receipt.',
  },
  *guard(state, rules) {
    if (mayBeOrdered(state)) return null;
    yield requireRedressable(state, ACT);
    yield notUpheld(state, rules);
    return null;
  },
  *decide(state, { pence, for: purpose, stated, order, replaces, reasons, guidance }, moment, rules) {
    const { stage, requested } = currentStage(state);
    if (order) yield orderRefused(order, moment, state);
    else {
      yield requireRedressable(state, ACT);
      yield notBefore(moment, requested, 'the complaint was received at this stage');
      yield* paymentRefused({ stated }, state, rules);
    }
    yield replaces ? replacementRefused({ replaces, order: order ?? null }, moment, state) : null;
    const n = nextNumber('awards', state.redress.compensation, state);
    const data = { stage, n, pence, for: purpose, stated, order: order ?? null, replaces: replaces ?? null };
    return [happened('compensation-awarded', moment, data, { reasons, guidance })];
  },
};
