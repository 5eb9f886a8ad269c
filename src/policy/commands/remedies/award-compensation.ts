import { z } from 'zod';
import { OFFICER } from '../../rules/roles';
import { type ComplaintState, currentStage } from '../../complaint/state';
import { slugSchema, words } from '../../document/vocabulary';
import { type Rejection, type RuleReference, refusedByPolicy, refusedByState } from '../../rules/rejection';
import type { Rules } from '../../rules/rules';
import { type Command, happened } from '../guards/command';
import { requireRedressable } from '../guards/guards';
import { notBefore, occurrence } from '../../rules/occurrence';

const body = z.strictObject({
  ...occurrence,
  pence: z.int().min(1).max(100_000_000).describe('The amount in pence: 12550 is £125.50.'),
  for: slugSchema.describe('What it is for, e.g. distress, delay, specific-expense, damaged-item.'),
  stated: z
    .array(slugSchema)
    .max(20)
    .default([])
    .describe('The preconditions of the policy that are met, by their codes.'),
  reasons: words(10000).optional().describe('Why, and how the amount was arrived at.'),
  guidance: words(500).optional().describe('The guidance that was taken into account (Code 7.4).'),
});

/** The one precondition that is not a matter of judgement: it stands in the record (HHS-30). */
const UPHELD = 'complaint-upheld';
const WHOLLY_OR_PARTLY: readonly string[] = ['upheld', 'partially-upheld'];

/** Awards compensation, with every precondition the landlord's text makes (Code 7.1, HHS-30). */
export const awardCompensation: Command<z.infer<typeof body>> = {
  act: 'compensation',
  name: 'awardCompensation',
  summary: 'Award compensation',
  description:
    'Record an amount and what it is for. Each precondition that the policy names has to be stated; that the complaint was upheld, in whole or in part, is checked against the outcome last given.',
  roles: OFFICER,
  body,
  example: {
    pence: 12550,
    for: 'specific-expense',
    stated: ['exceptional-circumstances', 'complaint-upheld', 'specific-expenses-or-items'],
    reasons: 'The cost of the dehumidifier that was hired, as on the receipt.',
  },
  guard(state, rules) {
    const wrong = requireRedressable(state, 'compensated');
    if (wrong || !preconditions(rules).includes(UPHELD)) return wrong;
    const outcome = lastOutcome(state);
    if (outcome && WHOLLY_OR_PARTLY.includes(outcome)) return null;
    return refusedByState({
      code: 'complaint_not_upheld',
      detail: outcome
        ? `The outcome last given is ${outcome}, and the policy compensates only where the complaint is upheld.`
        : 'No outcome has been given, and the policy compensates only where the complaint is upheld.',
      facts: { outcome },
      rule: ruleOf(rules),
      allowed: { outcome: WHOLLY_OR_PARTLY },
    });
  },
  decide(state, { pence, for: purpose, stated, reasons, guidance }, moment, rules) {
    const { stage, requested } = currentStage(state);
    const refusal =
      notBefore(moment, requested, 'the complaint was received at this stage') ?? notStated(stated, rules);
    return (
      refusal ?? [
        happened(
          'compensation-awarded',
          moment,
          { stage, pence, for: purpose, stated },
          { reasons, guidance },
        ),
      ]
    );
  },
};

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
