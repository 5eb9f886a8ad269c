import { z } from 'zod';
import { type ComplaintState, currentStage, type Moment, type StageState } from '../complaint';
import { clocksOf } from '../deadlines';
import { stageIndex, stageOf } from '../document';
import type { EscalationRules } from '../document/stage';
import { slugSchema, words } from '../document/vocabulary';
import { personSchema } from '../events';
import { localDateSchema, longDate } from '../local-date';
import { isRejection, type Rejection, refusedAsInput, refusedByPolicy, refusedByState } from '../rejection';
import { type Rules, todayOf } from '../rules';
import { type Command, happened, STAFF } from './command';
import { requireStatus } from './guards';
import { inFuture, momentOf, notBefore, occurrence } from './occurrence';

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
    const wrong = requireStatus(state, ['open', 'responded', 'closed'], 'taken to the next stage');
    if (wrong) return wrong;
    const current = currentStage(state);
    const way = stageOf(rules.policy, current.stage).escalation;
    if (!way) {
      return refusedByState({
        code: 'final_stage',
        detail: `${stageOf(rules.policy, current.stage).name} is the last stage of this procedure.`,
        facts: { stage: current.stage },
        rule: { clause: `/stages/${stageIndex(rules.policy, current.stage)}/escalation`, ids: [] },
      });
    }
    if (current.response || !way.afterResponse || (way.whenOverdue && isOverdue(state, rules))) return null;
    return refusedByState({
      code: 'not_answered_yet',
      detail: `${current.stage} has not been answered yet${way.whenOverdue ? ' and its response is not overdue' : ''}.`,
      facts: { stage: current.stage },
      rule: clauseOf(current, way, rules),
      allowed: { act: 'outcomes' },
    });
  },
  decide(state, given, rules) {
    const moment = momentOf(given, rules);
    if (isRejection(moment)) return moment;
    const current = currentStage(state);
    const way = stageOf(rules.policy, current.stage).escalation;
    if (!way) throw new RangeError('The guard lets no escalation from a final stage pass');
    const loggedOn = given.loggedOn ?? moment.on;
    const refusal =
      notBefore(
        moment,
        current.response ?? current.requested,
        current.response ? 'the response was given' : 'the complaint was received at this stage',
      ) ??
      inFuture(loggedOn, '/loggedOn', rules) ??
      notBefore(
        { on: loggedOn, at: null },
        { on: moment.on, at: null },
        'the request arrived',
        '/loggedOn',
      ) ??
      groundsRefused(given, way, clauseOf(current, way, rules)) ??
      windowPassed(given, moment, state, way, rules);
    if (refusal) return refusal;
    const late = given.lateDiscretion ? { decidedBy: given.lateDiscretion.decidedBy, applied: true } : null;
    const { decision } = way;
    return [
      happened(
        'escalated',
        moment,
        {
          stage: current.stage,
          to: way.to,
          loggedOn,
          grounds: given.grounds,
          reasonGiven: given.reason !== undefined,
          becauseOverdue: current.response === null && way.afterResponse,
          late,
          needsDecision: decision !== null && (decision.needed === 'always' || given.grounds.length === 0),
        },
        { reason: given.reason, 'late-discretion': given.lateDiscretion?.reason },
      ),
    ];
  },
};

const clauseOf = ({ stage }: StageState, way: EscalationRules, { policy }: Rules) => ({
  clause: `/stages/${stageIndex(policy, stage)}/escalation`,
  ids: way.rules,
});

function isOverdue(state: ComplaintState, rules: Rules): boolean {
  const clock = clocksOf(state, rules).clocks.find(
    ({ kind, n }) => kind === 'respond' && n === state.current,
  );
  return clock?.dueOn !== null && clock !== undefined && !clock.projected && todayOf(rules) > clock.dueOn;
}

function groundsRefused(
  given: Body,
  way: EscalationRules,
  rule: NonNullable<Rejection['rule']>,
): Rejection | null {
  const known = way.grounds?.map((ground) => ground.code) ?? [];
  const unknown = given.grounds.findIndex((ground) => !known.includes(ground));
  if (unknown >= 0) {
    return refusedByPolicy({
      code: 'unknown_ground',
      detail:
        known.length > 0
          ? `The grounds here are ${known.join(', ')}.`
          : 'This policy asks for no grounds; leave them out.',
      facts: { ground: given.grounds[unknown] },
      rule,
      allowed: { grounds: known },
      errors: [
        {
          pointer: `/grounds/${unknown}`,
          detail: known.length > 0 ? `must be one of ${known.join(', ')}` : 'must be left out',
        },
      ],
    });
  }
  // Where a gate follows, the reasons are gathered before the decision (SET-21), so the request itself may come without.
  if (way.reason !== 'required' || way.decision || given.reason !== undefined || given.grounds.length > 0)
    return null;
  return refusedByPolicy({
    code: 'reason_required',
    detail: 'This policy takes a complaint further only with the resident’s reasons.',
    rule,
    allowed: { reason: 'the resident’s reasons', grounds: known },
    errors: [{ pointer: '/reason', detail: 'is missing' }],
  });
}

/** The window is the resident's; after it the policy may let discretion in. Silence on that (null) does not forbid it. */
function windowPassed(
  given: Body,
  moment: Moment,
  state: ComplaintState,
  way: EscalationRules,
  rules: Rules,
): Rejection | null {
  const clock = clocksOf(state, rules).clocks.find(
    ({ kind, n }) => kind === 'escalate' && n === state.current,
  );
  const until = clock?.dueOn ?? null;
  if (!clock || !until || moment.on <= until) {
    if (!given.lateDiscretion) return null;
    return refusedAsInput({
      code: 'not_late',
      detail: 'The request is in time, so there is no discretion to use.',
      facts: { until },
      errors: [{ pointer: '/lateDiscretion', detail: 'must be left out' }],
    });
  }
  if (given.lateDiscretion && way.late !== 'never') return null;
  const never = way.late === 'never';
  return refusedByPolicy({
    code: 'escalation_too_late',
    detail: `The request had to arrive by ${longDate(until)}; it arrived on ${longDate(moment.on)}. ${never ? 'The policy leaves no discretion.' : 'It can be taken with a recorded use of discretion.'}`,
    facts: { until, arrivedOn: moment.on, window: clock.limit, countedFrom: clock.anchor },
    rule: clock.rule,
    allowed: never ? { until } : { until, or: 'lateDiscretion' },
    errors: [
      {
        pointer: never ? '/occurredOn' : '/lateDiscretion',
        detail: never ? `must not be after ${until}` : 'is missing',
      },
    ],
  });
}
