import { z } from 'zod';
import type { Moment } from '../../dates/moment';
import { OFFICER } from '../../rules/roles';
import { nextNumber } from '../../complaint/numbers';
import { type ComplaintState, currentStage } from '../../complaint/state';
import { words } from '../../document/vocabulary';
import { type LocalDate, localDateSchema } from '../../dates/local-date';
import { ORDER_SOURCES, ORDER_TYPES } from '../../events/ombudsman';
import { isRejection, type Rejection, refusedAsInput } from '../../rules/rejection';
import type { Rules } from '../../rules/rules';
import { type Command, happened } from '../guards/command';
import { caseOf, ENQUIRIES, INVESTIGATIONS } from './case';
import { beyondCalendar, notBefore, occurrence } from '../../rules/occurrence';
import { tooMany } from '../guards/too-many';

const MOST_ORDERS = 200;

const body = z.strictObject({
  ...occurrence,
  referral: z.int().min(1).max(1000).optional().describe('Which referral, from 1. Left out: the latest.'),
  source: z
    .enum(ORDER_SOURCES)
    .default('determination')
    .describe('A determination, or an order about the handling of the complaint, which needs none.'),
  type: z.enum(ORDER_TYPES),
  binding: z
    .boolean()
    .default(true)
    .describe('true: an order. false: a recommendation, which may have no date.'),
  dueOn: localDateSchema.optional().describe('By when it has to be done. An order has one.'),
  what: words(4000).describe('What has to be done.'),
});
type Body = z.infer<typeof body>;

/** Records an order or a recommendation of the ombudsman. An order binds, closed or not, until it is complied with. */
export const makeOrder: Command<Body> = {
  act: 'orders',
  name: 'recordOrder',
  summary: 'Record an order of the ombudsman',
  description:
    'Record what the ombudsman ordered, or recommended, and by when. An order gets a clock of its own, which outlives the closing; a recommendation gets none, since it cannot be missed. Where no referral to an ombudsman is on record, the order shows that it has the case: a referral of that day is recorded with it. An order that rests on a determination of which nothing is on record is marked beforeDetermination.',
  roles: OFFICER,
  body,
  example: { type: 'apology', dueOn: '2028-10-31', what: 'Apologise in writing to the resident.' },
  guard: () => null,
  decide(state, given, moment, rules) {
    const { source, type, binding, dueOn, what } = given;
    const found = caseOf({ ...whence(given, moment, state), moment }, state, rules);
    if (isRejection(found)) return found;
    const { orders } = state.ombudsman;
    const refusal =
      dueDateAmiss(given, moment, rules) ?? tooMany('too_many_orders', orders.length, MOST_ORDERS);
    if (refusal) return refusal;
    const data = {
      stage: currentStage(state).stage,
      n: nextNumber('orders', orders, state),
      referral: found.referral,
      source,
      type,
      binding,
      dueOn: dueOn ?? null,
      beforeDetermination: source === 'determination' && !determinedBy(moment.on, found.referral, state),
    };
    return [...found.shown, happened('order-made', moment, data, { what })];
  },
};

/** An order of a determination belongs to the case that was determined last, where it names none. */
function whence({ source, referral }: Body, { on }: Moment, { ombudsman }: ComplaintState) {
  if (source !== 'determination') return { named: referral, purposes: ENQUIRIES, shows: 'advice' as const };
  const determined = ombudsman.determinations.findLast(({ notifiedOn }) => notifiedOn <= on);
  const named = referral ?? determined?.referral;
  return { named, purposes: INVESTIGATIONS, shows: 'investigation' as const };
}

/** A review may add to the orders, and those of the first determination may be entered after it. */
const determinedBy = (on: LocalDate, referral: number, { ombudsman }: ComplaintState): boolean =>
  ombudsman.determinations.some((known) => known.referral === referral && known.notifiedOn <= on);

function dueDateAmiss({ binding, dueOn }: Body, moment: Moment, rules: Rules): Rejection | null {
  if (!dueOn) {
    if (!binding) return null;
    return refusedAsInput({
      code: 'order_without_date',
      detail: 'An order has a date by which it has to be done; only a recommendation may have none.',
      allowed: { binding: false },
      errors: [{ pointer: '/dueOn', detail: 'is needed' }],
    });
  }
  return (
    notBefore({ on: dueOn, at: null }, { on: moment.on, at: null }, 'it was ordered', '/dueOn') ??
    beyondCalendar(dueOn, '/dueOn', rules)
  );
}
