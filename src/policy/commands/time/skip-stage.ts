import { z } from 'zod';
import { OFFICER } from '../../rules/roles';
import { currentStage } from '../../complaint/state';
import { stageIndex, stageOf } from '../../document/document';
import { slugSchema, words } from '../../document/vocabulary';
import { type RuleReference, refusedByPolicy } from '../../rules/rejection';
import type { Rules } from '../../rules/rules';
import { type Command, happened } from '../guards/command';
import { finalStage, lastStep, requireStatus, requireUnanswered } from '../guards/guards';
import { notBefore, occurrence } from '../../rules/occurrence';

const body = z.strictObject({
  ...occurrence,
  reason: slugSchema.describe('Why, by one of the reasons the policy names.'),
  notice: words(10000).describe(
    'What the resident was told: that the stage is left out, why, and what follows.',
  ),
});

/** Leaves a stage out and begins the next: in Scotland and Northern Ireland what is complex is investigated at once. */
export const skipStage: Command<z.infer<typeof body>> = {
  act: 'skips',
  name: 'skipStage',
  summary: 'Leave this stage out, with notice',
  description:
    'Move the complaint to the next stage without an answer at this one, where the policy lets that stage be left out. Its clocks stop on that day, those of the next stage begin, and a date that had passed stays missed.',
  roles: OFFICER,
  body,
  example: {
    reason: 'needs-investigation',
    notice: 'We are investigating your complaint at stage 2 at once.',
  },
  *guard(state, rules) {
    yield requireStatus(state, ['open'], 'moved past a stage') ?? requireUnanswered(state, rules);
    const { stage } = currentStage(state);
    const { name, skip, escalation } = stageOf(rules.policy, stage);
    yield skip
      ? null
      : refusedByPolicy({
          code: 'no_skip_in_policy',
          detail: `The procedure does not let ${name} be left out.`,
          facts: { stage },
          rule: ruleOf(stage, rules),
        });
    return escalation ? null : finalStage(stage, rules);
  },
  *decide(state, { reason, notice }, moment, rules) {
    const { stage } = currentStage(state);
    const { name, skip, escalation } = stageOf(rules.policy, stage);
    if (!escalation) throw new RangeError('The guard lets no stage that is the last pass');
    const last = lastStep(state);
    yield notBefore(moment, last.moment, last.what);
    const reasons = skip?.reasons.map(({ code }) => code) ?? [];
    if (skip && !reasons.includes(reason)) {
      yield refusedByPolicy({
        code: 'no_reason_to_skip',
        detail: `The procedure lets ${name} be left out for ${reasons.join(', ')}, not for ${reason}.`,
        facts: { stage, reason },
        rule: ruleOf(stage, rules),
        allowed: { reason: reasons },
        errors: [{ pointer: '/reason', detail: `must be one of ${reasons.join(', ')}` }],
      });
    }
    const data = { stage, to: escalation.to, reason, noticeGiven: true };
    return [happened('stage-skipped', moment, data, { notice })];
  },
};

const ruleOf = (stage: string, { policy }: Rules): RuleReference => ({
  clause: `/stages/${stageIndex(policy, stage)}/skip`,
  ids: stageOf(policy, stage).skip?.rules ?? [],
});
