import { z } from 'zod';
import type { Moment } from '../../dates/moment';
import { STAFF } from '../../rules/roles';
import { authorityRefused } from '../../conditions/authority';
import { firstAnswer } from '../../complaint/answers';
import { type ComplaintState, currentStage, type StageState } from '../../complaint/state';
import { currentClock } from '../../clocks/deadlines';
import { stageIndex, stageName, stageOf } from '../../document/document';
import type { Anchor } from '../../document/limit';
import type { EscalationRules } from '../../document/stage';
import { slugSchema, words } from '../../document/vocabulary';
import { personSchema } from '../../events/parts';
import { type LocalDate, localDateSchema, longDate } from '../../dates/local-date';
import { askerSchema, ESCALATION_ASKERS } from '../../events/people';
import { type Rejection, refusedByPolicy, refusedByState } from '../../rules/rejection';
import { type Rules, todayOf } from '../../rules/rules';
import { type Command, happened } from '../guards/command';
import { groundsOf, isAfterWindow, windowPassed } from './escalation-terms';
import { finalStage, requireStatus, sentMoment } from '../guards/guards';
import { inFuture, notBefore, occurrence } from '../../rules/occurrence';

const body = z.strictObject({
  ...occurrence,
  loggedOn: localDateSchema
    .optional()
    .describe('When the next stage was logged, if not on the day it was asked for (HHS-22).'),
  method: slugSchema.optional(),
  grounds: z
    .array(slugSchema)
    .max(20)
    .default([])
    .describe('The grounds that apply, where the policy names any.'),
  requestedBy: z
    .enum(ESCALATION_ASKERS)
    .optional()
    .describe('Who asked for it: the resident, their representative, or the landlord of its own accord.'),
  by: askerSchema.optional().describe('The earlier name of requestedBy, which goes before it.'),
  reason: words(10000)
    .optional()
    .describe(
      'Why the resident is not satisfied, where they said. It is not asked of them unless the policy does (Code 6.12).',
    ),
  lateDiscretion: z
    .strictObject({ decidedBy: personSchema, reason: words(4000) })
    .optional()
    .describe('Who decided to take a request made after the window, and why.'),
});
type Body = z.infer<typeof body>;

/** Records the resident's request for the next stage; occurredOn is the day it reached the landlord (Code 6.10 to 6.12). */
export const escalate: Command<Body> = {
  act: 'escalations',
  name: 'escalate',
  summary: 'Take the complaint to the next stage',
  description:
    'Record that the resident asked for the next stage. The policy’s window is checked against the day the request arrived; a late one needs a recorded use of discretion. Where the policy has an acceptance gate, the request then waits for a decision.',
  roles: STAFF,
  body,
  example: { method: 'email', reason: 'The response does not deal with the bedroom.' },
  guard(state, rules) {
    const wrong = requireStatus(state, ['open', 'responded', 'settled', 'closed'], 'taken to the next stage');
    if (wrong) return wrong;
    const current = currentStage(state);
    if (state.refusal) {
      return refusedByState({
        code: 'no_stage_after_refusal',
        detail: `The complaint was refused on ${state.refusal.on}, so no stage follows; the resident may take that decision to the ombudsman.`,
        facts: { refusedOn: state.refusal.on, reason: state.refusal.reason },
        allowed: { act: 'referrals' },
      });
    }
    const way = stageOf(rules.policy, current.stage).escalation;
    if (!way) return finalStage(current.stage, rules);
    if (
      current.response ||
      current.settlement ||
      !way.afterResponse ||
      (way.whenOverdue && overdueSince(todayOf(rules), state, rules))
    )
      return null;
    return refusedByPolicy({
      code: 'not_answered_yet',
      detail: `${stageName(rules.policy, current.stage)} has not been answered yet${way.whenOverdue ? ' and its response is not overdue' : ''}.`,
      facts: { stage: current.stage },
      rule: clauseOf(current, way, rules),
      allowed: { act: 'outcomes' },
    });
  },
  *decide(state, given, moment, rules) {
    const current = currentStage(state);
    const way = stageOf(rules.policy, current.stage).escalation;
    if (!way) throw new RangeError('The guard lets no escalation from a final stage pass');
    const loggedOn = given.loggedOn ?? moment.on;
    const by = given.requestedBy ?? given.by ?? 'resident';
    yield notBefore(moment, ...stepBefore(current)) ??
      inFuture(loggedOn, '/loggedOn', rules) ??
      notBefore({ on: loggedOn, at: null }, { on: moment.on, at: null }, 'the request arrived', '/loggedOn');
    const early = tooEarly(moment, way, state, rules);
    yield early;
    yield* windowPassed({ given: { ...given, by }, moment, way }, state, rules);
    yield by === 'representative'
      ? authorityRefused({ gates: ['acceptance'], on: moment.on, pointer: '/by' }, state, rules)
      : null;
    const late = given.lateDiscretion ? { decidedBy: given.lateDiscretion.decidedBy, applied: true } : null;
    const { decision } = way;
    const needs = given.lateDiscretion ? [] : datesNeeded(moment, state, rules);
    const afterWindow = isAfterWindow(moment, by, state, rules);
    const { known: grounds, others } = groundsOf(given.grounds, way);
    return [
      happened(
        'escalated',
        moment,
        {
          stage: current.stage,
          to: way.to,
          loggedOn,
          grounds,
          otherGrounds: others.length,
          reasonGiven: given.reason !== undefined,
          becauseOverdue: !early && !current.response && !current.settlement && way.afterResponse,
          late,
          afterWindow,
          by,
          needsDecision: needs.length > 0 || (afterWindow && !late) || needsDecision(decision, { grounds }),
          datesNeeded: [...needs],
        },
        {
          reason: given.reason,
          'late-discretion': given.lateDiscretion?.reason,
          'other-grounds': others.length > 0 ? others.join(', ') : undefined,
        },
      ),
    ];
  },
};

/** The facts without which nobody can tell whether the request is in time: it came after the earliest end of the window. */
function datesNeeded(moment: Moment, state: ComplaintState, rules: Rules): readonly Anchor[] {
  const clock = currentClock('escalate', state, rules);
  return clock?.dueOn && moment.on > clock.dueOn ? clock.needs : [];
}

/** A gate makes the request wait before it moves on. An exclusion can still be decided on afterwards. */
function needsDecision(
  decision: EscalationRules['decision'],
  { grounds }: { readonly grounds: readonly string[] },
): boolean {
  switch (decision?.needed) {
    case 'always':
      return true;
    case 'unless-ground-named':
      return grounds.length === 0;
    case 'if-excluded':
    case undefined:
      return false;
  }
}

/** The step that a request for the next stage follows. */
function stepBefore(stage: StageState): [Moment, string] {
  const { settlement, requested } = stage;
  // It may have come between an answer and the letter that revised it.
  const response = firstAnswer(stage);
  if (response) return [sentMoment(response), 'the response was sent'];
  return settlement
    ? [settlement, 'the complaint was settled']
    : [requested, 'the complaint was received at this stage'];
}

const clauseOf = ({ stage }: StageState, way: EscalationRules, { policy }: Rules) => ({
  clause: `/stages/${stageIndex(policy, stage)}/escalation`,
  ids: way.rules,
});

/** The respond clock where its date has passed on this day. Before an acknowledgement, the latest it could have been counts. */
function overdueSince(on: LocalDate, state: ComplaintState, rules: Rules): boolean {
  const dueOn = currentClock('respond', state, rules)?.judgedOn;
  return dueOn !== null && dueOn !== undefined && on > dueOn;
}

/** A request that rests on an overdue response cannot have come before the response was overdue. */
function tooEarly(
  moment: Moment,
  way: EscalationRules,
  state: ComplaintState,
  rules: Rules,
): Rejection | null {
  const current = currentStage(state);
  if (current.response || current.settlement || !way.afterResponse || overdueSince(moment.on, state, rules))
    return null;
  return refusedByPolicy({
    code: 'not_answered_yet',
    detail: `${stageName(rules.policy, current.stage)} had not been answered on ${longDate(moment.on)}, and its response was not overdue then.`,
    facts: { stage: current.stage, arrivedOn: moment.on },
    rule: clauseOf(current, way, rules),
    errors: [{ pointer: '/occurredOn', detail: 'must be after the response was due' }],
  });
}
