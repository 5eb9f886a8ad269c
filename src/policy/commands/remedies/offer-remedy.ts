import { z } from 'zod';
import { STAFF } from '../../rules/roles';
import type { Moment } from '../../dates/moment';
import { nextNumber } from '../../complaint/numbers';
import { type ComplaintState, currentStage } from '../../complaint/state';
import { words } from '../../document/vocabulary';
import { localDateSchema } from '../../dates/local-date';
import { REMEDY_TYPES } from '../../events/remedies';
import type { Objections } from '../../rules/objections';
import { isRejection, type Rejection, refusedAsInput } from '../../rules/rejection';
import type { Rules } from '../../rules/rules';
import { type Command, happened } from '../guards/command';
import { requireRedressable } from '../guards/guards';
import { beyondCalendar, notBefore, occurrence } from '../../rules/occurrence';
import { tooMany } from '../guards/too-many';
import { numberSchema } from '../guards/numbered';
import { standingAward } from './award-terms';
import { mayBeOrdered, orderRefused, paymentRefused, paymentSchema } from './payment-terms';

const MOST_REMEDIES = 100;

const body = z.strictObject({
  ...occurrence,
  type: z.enum(REMEDY_TYPES).describe('One of the eight ways to put things right (Code 7.1).'),
  what: words(4000).describe('What will be done.'),
  dueOn: localDateSchema.describe('By when, as the resident was told.'),
  agreedWithResident: z.boolean().default(false),
  impact: words(4000).optional().describe('How it reflects the impact on the resident (Code 7.2).'),
  stated: paymentSchema.stated.describe(
    'For a financial remedy, the preconditions of the policy that are met, by their codes.',
  ),
  order: paymentSchema.order,
  award: numberSchema
    .optional()
    .describe(
      'For a financial remedy, the award that it pays, by its number. An award in its place ends the date.',
    ),
  guidance: words(500).optional().describe('The guidance that was taken into account (Code 7.4).'),
});

type Body = z.infer<typeof body>;

const ACT = 'offered a remedy';

/** Offers to put something right: what and by when, at any stage and before any response (Code 5.13, 7.1 to 7.3). */
export const offerRemedy: Command<Body> = {
  act: 'remedies',
  name: 'offerRemedy',
  summary: 'Offer a remedy',
  description:
    'Record what will be done to put things right and by when. It gets a clock of its own, which outlives the response and the closing until the remedy is completed. A financial remedy meets the preconditions that the policy makes for compensation. One that an order of the ombudsman asks for names the order and needs none of them.',
  roles: STAFF,
  body,
  example: {
    type: 'action',
    what: 'Treat the damp and repaint the wall',
    dueOn: '2028-10-31',
    agreedWithResident: true,
  },
  guard: (state) => (mayBeOrdered(state) ? null : requireRedressable(state, ACT)),
  *decide(state, given, moment, rules) {
    const { type, what, dueOn, agreedWithResident, stated, order, award, impact, guidance } = given;
    const { stage } = currentStage(state);
    const { remedies } = state.redress;
    if (order) yield orderRefused(order, moment, state);
    else yield* notOpenToIt(given, moment, state, rules);
    yield award ? awardRefused(award, type, state) : null;
    yield notBefore(
      { on: dueOn, at: null },
      { on: moment.on, at: null },
      'the remedy was offered',
      '/dueOn',
    ) ??
      beyondCalendar(dueOn, '/dueOn', rules) ??
      tooMany('too_many_remedies', remedies.length, MOST_REMEDIES);
    const data = {
      stage,
      n: nextNumber('remedies', remedies, state),
      type,
      dueOn,
      agreedWithResident,
      stated,
      order: order ?? null,
      award: award ?? null,
    };
    return [happened('remedy-offered', moment, data, { what, impact, guidance })];
  },
};

/** Refuses to pay an award that does not stand, and to pay one by something that is no payment. */
function awardRefused(award: number, type: Body['type'], state: ComplaintState): Rejection | null {
  const standing = standingAward(award, '/award', state);
  if (isRejection(standing)) return standing;
  if (type === 'financial') return null;
  return refusedAsInput({
    code: 'remedy_pays_no_award',
    detail: `A remedy of the type ${type} pays no award.`,
    facts: { type, award },
    allowed: { type: 'financial' },
    errors: [{ pointer: '/award', detail: 'must be left out' }],
  });
}

/** A payment is no less one for being called a remedy, so the policy asks of both the same. */
function* notOpenToIt(given: Body, moment: Moment, state: ComplaintState, rules: Rules): Objections<void> {
  const received = currentStage(state).requested;
  yield requireRedressable(state, ACT);
  yield notBefore(moment, received, 'the complaint was received at this stage');
  if (given.type === 'financial') yield* paymentRefused(given, state, rules);
}
