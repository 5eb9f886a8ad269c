import { z } from 'zod';
import { OFFICER } from '../../rules/roles';
import { words } from '../../document/vocabulary';
import { openOrders } from '../../complaint/ombudsman';
import { ombudsmanRule } from '../../clocks/ombudsman';
import { refusedByState } from '../../rules/rejection';
import { type Command, happened } from '../guards/command';
import { notBefore, occurrence } from '../../rules/occurrence';

const body = z.strictObject({
  n: z.int().min(1).max(1000).describe('Which order, from 1 in the order they were recorded.'),
  ...occurrence,
  note: words(4000).optional().describe('How it was done, and how the ombudsman was told.'),
});

/** Records that an order was complied with, or a recommendation followed. */
export const completeOrder: Command<z.infer<typeof body>> = {
  act: 'orders/{n}/completions',
  name: 'completeOrder',
  summary: 'Record that an order was complied with',
  description:
    'Record that what the ombudsman ordered or recommended has been done. The clock of an order stops on that day.',
  roles: OFFICER,
  body,
  example: { n: 1, note: 'The letter went out and the ombudsman has a copy.' },
  numbers: ({ ombudsman }) => openOrders(ombudsman),
  guard({ ombudsman }, { policy }) {
    if (openOrders(ombudsman).length > 0) return null;
    return refusedByState({
      code: 'no_open_order',
      detail: 'No order of the ombudsman is still to be complied with.',
      facts: { orders: ombudsman.orders.length },
      rule: ombudsmanRule(policy),
      allowed: { act: 'orders' },
    });
  },
  decide({ ombudsman }, { n, note }, moment) {
    const order = ombudsman.orders.find((known) => known.n === n);
    if (!order || order.completedOn) {
      const open = openOrders(ombudsman);
      return refusedByState({
        code: order ? 'order_already_completed' : 'no_such_order',
        detail: order
          ? `Order ${n} was complied with on ${order.completedOn}.`
          : `There is no order ${n}; those still to be complied with are ${open.join(', ')}.`,
        facts: { n, completedOn: order?.completedOn ?? null },
        allowed: { n: open },
        errors: [{ pointer: '/n', detail: `must be one of ${open.join(', ')}` }],
      });
    }
    const early = notBefore(moment, { on: order.madeOn, at: null }, 'it was ordered');
    return early ?? [happened('order-completed', moment, { stage: order.stage, n }, { note })];
  },
};
