import { z } from 'zod';
import type { Moment } from '../../dates/moment';
import type { ComplaintState } from '../../complaint/state';
import { COMPLAINT_UPHELD, countingAsUpheld, outcomesOf } from '../../document/outcome';
import type { PolicyDocument } from '../../document/document';
import { slugSchema } from '../../document/vocabulary';
import type { Objections } from '../../rules/objections';
import { type Rejection, type RuleReference, refusedByPolicy, refusedByState } from '../../rules/rejection';
import { notBefore } from '../../rules/occurrence';
import type { Rules } from '../../rules/rules';
import { numberSchema } from '../guards/numbered';

/** The grounds that an act which pays gives. */
export const paymentSchema = {
  stated: z
    .array(slugSchema)
    .max(20)
    .default([])
    .describe('The preconditions of the policy that are met, by their codes.'),
  order: numberSchema
    .optional()
    .describe(
      'The order of the ombudsman that asks for it, by its number. What is ordered is paid whatever the policy asks.',
    ),
};
export type Payment = z.infer<z.ZodObject<typeof paymentSchema>>;

/** True where an act that may rest on an order can happen whatever the complaint stands at: an order binds at any point. */
export const mayBeOrdered = ({ ombudsman }: ComplaintState): boolean => ombudsman.orders.length > 0;

/** Refuses an order that nobody made, and one dated after what follows it. */
export function orderRefused(order: number, moment: Moment, { ombudsman }: ComplaintState): Rejection | null {
  const made = ombudsman.orders.find(({ n }) => n === order);
  if (made) return notBefore(moment, { on: made.madeOn, at: null }, 'it was ordered');
  const known = ombudsman.orders.map(({ n }) => n);
  const instead = known.length > 0 ? `must be one of ${known.join(', ')}` : 'must be left out';
  return refusedByState({
    code: 'no_such_order',
    detail: `There is no order ${order} of the ombudsman${known.length > 0 ? `; there is ${known.join(', ')}` : ''}.`,
    facts: { n: order },
    allowed: { order: known.length > 0 ? known : null },
    errors: [{ pointer: '/order', detail: instead }],
  });
}

/** Refuses a payment of the landlord's own where its text asks for what is not there (HHS-30). */
export function* paymentRefused(
  { stated }: Pick<Payment, 'stated'>,
  state: ComplaintState,
  rules: Rules,
): Objections<void> {
  yield notUpheld(state, rules);
  yield notStated(stated, rules);
}

/** Refuses it where the policy pays only on a complaint that is upheld, and the outcome last given is another. */
export function notUpheld(state: ComplaintState, rules: Rules): Rejection | null {
  if (!preconditions(rules).includes(COMPLAINT_UPHELD)) return null;
  const counting = countingOutcomes(rules.policy);
  const outcome = lastOutcome(state);
  if (outcome && counting.includes(outcome)) return null;
  return refusedByPolicy({
    code: 'complaint_not_upheld',
    detail: outcome
      ? `The outcome last given is ${outcome}, and the policy compensates only where the complaint is upheld.`
      : 'No outcome has been given, and the policy compensates only where the complaint is upheld.',
    facts: { outcome },
    rule: ruleOf(rules),
    allowed: { outcome: counting },
  });
}

/** Of the outcomes this policy can give, those that its own text counts as upheld. */
function countingOutcomes(policy: PolicyDocument): readonly string[] {
  const known = outcomesOf(policy);
  const counting = policy.compensation ? countingAsUpheld(policy.compensation) : [];
  return counting.filter((outcome) => known.includes(outcome));
}

const preconditions = ({ policy }: Rules): readonly string[] =>
  policy.compensation?.allOf.map(({ code }) => code) ?? [];

const ruleOf = ({ policy }: Rules): RuleReference => ({
  clause: '/compensation',
  ids: policy.compensation?.rules ?? [],
});

const lastOutcome = (state: ComplaintState): string | null =>
  state.stages.findLast(({ response }) => response !== null)?.response?.outcome ?? null;

function notStated(stated: readonly string[], rules: Rules): Rejection | null {
  const needed = preconditions(rules);
  const missing = needed.filter((code) => !stated.includes(code));
  if (missing.length === 0) return null;
  return refusedByPolicy({
    code: 'preconditions_not_met',
    detail: `Compensation needs ${needed.join(', ')}; ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not stated.`,
    facts: { missing },
    rule: ruleOf(rules),
    allowed: { stated: needed },
    errors: missing.map((code) => ({ pointer: '/stated', detail: `${code} is missing` })),
  });
}
