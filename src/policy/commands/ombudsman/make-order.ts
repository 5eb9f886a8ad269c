import { z } from 'zod';
import type { Moment } from '../../dates/moment';
import { OFFICER } from '../../rules/roles';
import { type ComplaintState, currentStage } from '../../complaint/state';
import { words } from '../../document/vocabulary';
import { localDateSchema } from '../../dates/local-date';
import { determinationInForce } from '../../complaint/ombudsman';
import { ombudsmanRule } from '../../clocks/ombudsman';
import { ORDER_SOURCES, ORDER_TYPES } from '../../events/ombudsman';
import { isRejection, type Rejection, refusedAsInput, refusedByState } from '../../rules/rejection';
import type { Rules } from '../../rules/rules';
import { type Command, happened } from '../guards/command';
import { ENQUIRIES, referralOf, requireCase } from './case';
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
    'Record what the ombudsman ordered, or recommended, and by when. An order gets a clock of its own, which outlives the closing; a recommendation gets none, since it cannot be missed.',
  roles: OFFICER,
  body,
  example: { type: 'apology', dueOn: '2028-10-31', what: 'Apologise in writing to the resident.' },
  guard: (state, rules) => requireCase(state, ENQUIRIES, rules),
  decide(state, given, moment, rules) {
    const { referral: named, source, type, binding, dueOn, what } = given;
    const found = referralOf(named, state, ENQUIRIES);
    if (isRejection(found)) return found;
    const { orders } = state.ombudsman;
    const refusal =
      notDetermined(given, found.referral, state, rules) ??
      notBefore(moment, found.made, 'the case went to the ombudsman') ??
      notBefore(moment, determinedOn(source, found.referral, state), 'the case was determined') ??
      dueDateAmiss(given, moment, rules) ??
      tooMany('too_many_orders', orders.length, MOST_ORDERS);
    if (refusal) return refusal;
    const data = {
      stage: currentStage(state).stage,
      n: orders.length + 1,
      referral: found.referral,
      source,
      type,
      binding,
      dueOn: dueOn ?? null,
    };
    return [happened('order-made', moment, data, { what })];
  },
};

/** A review may add to the orders, and those of the first determination may be entered after it. */
function determinedOn(
  source: Body['source'],
  referral: number,
  { ombudsman }: ComplaintState,
): Moment | null {
  const first = ombudsman.determinations.find((determination) => determination.referral === referral);
  return source === 'determination' && first ? { on: first.notifiedOn, at: null } : null;
}

function notDetermined(
  { source }: Body,
  referral: number,
  { ombudsman }: ComplaintState,
  { policy }: Rules,
): Rejection | null {
  if (source !== 'determination' || determinationInForce(ombudsman, referral)) return null;
  return refusedByState({
    code: 'not_determined',
    detail: `Referral ${referral} has not been determined, so no determination can have ordered this.`,
    facts: { referral },
    rule: ombudsmanRule(policy),
    allowed: { act: 'determinations', source: 'complaint-handling-failure' },
  });
}

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
