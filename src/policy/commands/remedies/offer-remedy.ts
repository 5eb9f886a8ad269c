import { z } from 'zod';
import { STAFF } from '../../rules/roles';
import type { Moment } from '../../dates/moment';
import { nextNumber } from '../../complaint/numbers';
import { type ComplaintState, currentStage } from '../../complaint/state';
import { words } from '../../document/vocabulary';
import { localDateSchema } from '../../dates/local-date';
import { REMEDY_TYPES } from '../../events/remedies';
import type { Objections } from '../../rules/objections';
import type { Rules } from '../../rules/rules';
import { type Command, happened } from '../guards/command';
import { requireRedressable } from '../guards/guards';
import { beyondCalendar, notBefore, occurrence } from '../../rules/occurrence';
import { tooMany } from '../guards/too-many';
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
    const { type, what, dueOn, agreedWithResident, stated, order, impact, guidance } = given;
    const { stage } = currentStage(state);
    const { remedies } = state.redress;
    if (order) yield orderRefused(order, moment, state);
    else yield* notOpenToIt(given, moment, state, rules);
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
    };
    return [happened('remedy-offered', moment, data, { what, impact, guidance })];
  },
};

/** A payment is no less one for being called a remedy, so the policy asks of both the same. */
function* notOpenToIt(given: Body, moment: Moment, state: ComplaintState, rules: Rules): Objections<void> {
  const received = currentStage(state).requested;
  yield requireRedressable(state, ACT);
  yield notBefore(moment, received, 'the complaint was received at this stage');
  if (given.type === 'financial') yield* paymentRefused(given, state, rules);
}
