import { z } from 'zod';
import { OFFICER } from '../../rules/roles';
import { type ComplaintState, currentStage } from '../../complaint/state';
import { currentClock } from '../../clocks/deadlines';
import { stageIndex, stageName, stageOf } from '../../document/document';
import { slugSchema, words } from '../../document/vocabulary';
import { longDate } from '../../dates/local-date';
import { type Rejection, type RuleReference, refusedByPolicy, refusedByState } from '../../rules/rejection';
import type { Objections } from '../../rules/objections';
import type { Rules } from '../../rules/rules';
import { type Command, happened } from '../guards/command';
import { alreadyPaused, begunBy, lastPauseOf, requireStatus, requireUnanswered } from '../guards/guards';
import { notBefore, occurrence } from '../../rules/occurrence';

const body = z.strictObject({
  ...occurrence,
  reason: slugSchema.describe('One of the reasons the policy names.'),
  note: words(4000).optional(),
});

/** Lets the time to respond stand still, where the landlord's document says it may. No document that comes with the service does. */
export const pause: Command<z.infer<typeof body>> = {
  act: 'pauses',
  name: 'pause',
  summary: 'Pause the time to respond',
  description:
    'Let the time to respond stand still for a reason the policy names. While it stands still it has no date and is not overdue. The whole days inside the pause are given back, in the unit of the limit: working days for a limit in working days.',
  roles: OFFICER,
  body,
  example: { reason: 'awaiting-resident' },
  guard: (state, rules) =>
    requireStatus(state, ['open'], 'paused') ?? requireUnanswered(state, rules) ?? notPausable(state, rules),
  *decide(state, { reason, note }, moment, rules) {
    const current = currentStage(state);
    const clock = currentClock('respond', state, rules);
    const allowance = stageOf(rules.policy, current.stage).pause;
    if (!clock?.dueOn || !clock.anchor?.on)
      throw new RangeError('The guard lets no pause without a running clock pass');
    const reasons = allowance?.reasons.map(({ code }) => code) ?? [];
    const rule = ruleOf(current.stage, rules);
    yield notBefore(moment, current.requested, 'the complaint was received at this stage') ??
      notBefore(moment, begunBy(clock, current), 'the time to respond began') ??
      notBefore(moment, current.extensions.at(-1) ?? null, 'the last extension was given') ??
      notBefore(moment, lastPauseOf(current), 'the last pause ended');
    // Where the procedure has no pause at all, that is the rule departed from, and not a reason missing from it.
    if (allowance && !reasons.includes(reason)) {
      yield refusedByPolicy({
        code: 'no_reason_to_pause',
        detail: `The procedure names ${reasons.join(', ')} as reasons to pause, not ${reason}.`,
        facts: { reason },
        rule,
        allowed: { reason: reasons },
        errors: [{ pointer: '/reason', detail: `must be one of ${reasons.join(', ')}` }],
      });
    }
    if (moment.on > clock.dueOn) {
      yield refusedByPolicy({
        code: 'date_passed',
        detail: `The response was due by ${longDate(clock.dueOn)}; a pause from ${longDate(moment.on)} would cure nothing.`,
        facts: { dueOn: clock.dueOn, pausedOn: moment.on },
        rule,
        allowed: { latest: clock.dueOn },
        errors: [{ pointer: '/occurredOn', detail: `must not be after ${clock.dueOn}` }],
      });
    }
    return [happened('paused', moment, { stage: current.stage, reason }, { note })];
  },
};

function* notPausable(state: ComplaintState, rules: Rules): Objections<null> {
  const { stage } = currentStage(state);
  if (!stageOf(rules.policy, stage).pause) {
    yield refusedByPolicy({
      code: 'no_pause_in_policy',
      detail: `The procedure lets the time to respond at ${stageName(rules.policy, stage)} never stand still.`,
      facts: { stage },
      rule: ruleOf(stage, rules),
    });
  }
  yield alreadyPaused(state, rules) ?? nothingToPause(state, rules);
  return null;
}

const ruleOf = (stage: string, { policy }: Rules): RuleReference => ({
  clause: `/stages/${stageIndex(policy, stage)}/pause`,
  ids: stageOf(policy, stage).pause?.rules ?? [],
});

/** A time that has not begun, or has no date, cannot stand still. */
function nothingToPause(state: ComplaintState, rules: Rules): Rejection | null {
  const clock = currentClock('respond', state, rules);
  if (clock?.dueOn && clock.anchor?.on) return null;
  const { stage } = currentStage(state);
  return refusedByState({
    code: 'no_date_to_pause',
    detail: `The time to respond at ${stageName(rules.policy, stage)} has no date that is running, so there is nothing to pause.`,
    facts: { stage },
  });
}
