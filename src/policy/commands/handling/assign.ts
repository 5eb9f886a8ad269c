import { z } from 'zod';
import { OFFICER } from '../../rules/roles';
import { currentStage } from '../../complaint/state';
import { stageIndex, stageName, stageOf } from '../../document/document';
import { slugSchema, words } from '../../document/vocabulary';
import { personSchema } from '../../events/parts';
import { refusedByPolicy } from '../../rules/rejection';
import { type Command, happened } from '../guards/command';
import { requireInHand, requireUnanswered } from '../guards/guards';
import { refuseUnlessIndependent } from '../guards/independence';
import { notBefore, occurrence } from '../../rules/occurrence';

const body = z.strictObject({
  ...occurrence,
  person: personSchema,
  role: slugSchema.optional().describe('In what role, as the policy names it, e.g. case-manager.'),
  seniorTo: z
    .array(personSchema)
    .max(20)
    .default([])
    .describe('Who this person is more senior than, where the policy asks.'),
  responsibleForService: z
    .boolean()
    .optional()
    .describe('Whether they are responsible for the service complained about.'),
  subjectOfComplaint: z.boolean().optional().describe('Whether the complaint is about them.'),
  organisation: slugSchema
    .optional()
    .describe('Where a third party handles it for the landlord: which, by a code of the landlord’s own.'),
  reason: words(2000).optional(),
});

/**
 * Passes the complaint to the person who will investigate or review it (Code 6.13, HEX-17, HEX-20, HHS-20). A third party
 * is an attribute of the handler and never a stage of its own, so the same clocks run (Code 5.4, 5.5).
 */
export const assign: Command<z.infer<typeof body>> = {
  act: 'assignments',
  name: 'assign',
  summary: 'Pass the complaint to a handler',
  description:
    'Record who handles the complaint at this stage, and in what role. The policy may ask for a person who was not involved before, is more senior, or is not responsible for the service; that is checked by person.',
  roles: OFFICER,
  body,
  example: { person: 'j.okafor', role: 'case-manager', responsibleForService: false },
  guard: (state, rules) =>
    requireInHand(state, 'assigned', ['open', 'escalation-requested']) ?? requireUnanswered(state, rules),
  *decide(
    state,
    { person, role, seniorTo, responsibleForService, subjectOfComplaint, organisation, reason },
    moment,
    rules,
  ) {
    const current = currentStage(state);
    const early = notBefore(moment, current.requested, 'the complaint was received at this stage');
    if (early) return early;
    const handler = stageOf(rules.policy, current.stage).handler;
    if (handler && handler.roles.length > 0 && !(role && handler.roles.includes(role))) {
      yield refusedByPolicy({
        code: 'role_may_not_handle',
        detail: `${stageName(rules.policy, current.stage)} is handled by ${handler.roles.join(' or ')}${role ? `, not by ${role}` : ''}.`,
        facts: { stage: current.stage, role: role ?? null },
        rule: {
          clause: `/stages/${stageIndex(rules.policy, current.stage)}/handler/roles`,
          ids: handler.rules,
        },
        allowed: { role: handler.roles },
        errors: [{ pointer: '/role', detail: `must be one of ${handler.roles.join(', ')}` }],
      });
    }
    const data = {
      stage: current.stage,
      person,
      role: role ?? null,
      seniorTo,
      responsibleForService: responsibleForService ?? null,
      subjectOfComplaint: subjectOfComplaint ?? null,
      organisation: organisation ?? null,
    };
    yield* refuseUnlessIndependent(data, { stage: current.stage }, state, rules.policy);
    return [happened('assigned', moment, data, { reason })];
  },
};
