import { z } from 'zod';
import { datesMoved } from '../../clocks/moves';
import { OFFICER } from '../../rules/roles';
import { type ComplaintState, currentStage } from '../../complaint/state';
import type { PolicyDocument } from '../../document/document';
import { slugSchema, words } from '../../document/vocabulary';
import { type Rejection, refusedAsInput, refusedAsFixed } from '../../rules/rejection';
import { type Command, happened } from '../guards/command';
import { requireInHand, requireUnanswered } from '../guards/guards';
import { notBefore, occurrence } from '../../rules/occurrence';

const body = z.strictObject({
  ...occurrence,
  priority: slugSchema
    .nullable()
    .describe("How urgent or how hard it is, in the policy's words; null: it has none after all."),
  why: words(4000).describe('What shows it, e.g. what triage found.'),
});

/**
 * Gives the complaint a priority after it was logged, or puts one right: how hard or urgent a matter is often shows only
 * when it is looked into (Code 6.1). The dates of the stage follow; what an earlier stage met or missed does not.
 */
export const setPriority: Command<z.infer<typeof body>> = {
  act: 'priorities',
  name: 'setPriority',
  summary: 'Give it a priority, or another',
  description:
    'For a policy whose limits depend on how urgent or how hard a matter is. Every date of the stage it stands at is worked out anew, and the record keeps the old ones. Dates of earlier stages, and days that an extension gave, stay. Given after a date has passed, it moves what the landlord works to and not the date it is judged by.',
  roles: OFFICER,
  body,
  example: { priority: 'urgent', why: 'There is a newborn child in the home.' },
  guard: (state, rules) =>
    requireInHand(state, 'given a priority', ['open', 'escalation-requested']) ??
    requireUnanswered(state, rules) ??
    withoutPriorities(rules.policy),
  decide(state, { priority, why }, moment, rules) {
    const { stage, requested, priority: formerly } = currentStage(state);
    const refusal =
      notBefore(moment, requested, 'the complaint was received at this stage') ??
      priorityUnknown(priority, rules.policy) ??
      (priority === formerly ? unchanged(state) : null);
    if (refusal) return refusal;
    const data = { stage, moved: [], formerly, priority };
    const moved = datesMoved(state, { type: 'priority-changed', ...moment, data, promised: [] }, rules);
    return [happened('priority-changed', moment, { ...data, moved }, { why })];
  },
};

const RULE = { clause: '/intake/priorities', ids: [] };

const withoutPriorities = ({ intake }: PolicyDocument): Rejection | null =>
  intake.priorities?.length
    ? null
    : refusedAsFixed({
        code: 'no_priorities_in_policy',
        detail: 'This policy has no priorities: no date of it depends on one.',
        rule: RULE,
      });

const unchanged = (state: ComplaintState): Rejection => {
  const { priority } = currentStage(state);
  return refusedAsInput({
    code: 'priority_unchanged',
    detail: priority ? `Its priority is ${priority} already.` : 'It has no priority as it is.',
    facts: { priority },
    errors: [{ pointer: '/priority', detail: 'is what the record says' }],
  });
};

/** A priority in words that the policy does not have. */
export function priorityUnknown(priority: string | null, { intake }: PolicyDocument): Rejection | null {
  const allowed = intake.priorities ?? [];
  if (priority === null || allowed.includes(priority)) return null;
  return refusedAsFixed({
    code: 'unknown_priority',
    detail:
      allowed.length > 0
        ? `There is no priority called ${priority}. The priorities are ${allowed.join(', ')}.`
        : 'This policy has no priorities; leave it out.',
    facts: { priority },
    rule: RULE,
    allowed: { priority: allowed },
    errors: [{ pointer: '/priority', detail: 'is not a priority of this policy' }],
  });
}
