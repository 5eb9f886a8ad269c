import { z } from 'zod';
import { OFFICER } from '../../rules/roles';
import { recipientRefused } from '../../conditions/authority';
import { type ComplaintState, currentStage } from '../../complaint/state';
import { stageIndex, stageOf } from '../../document/document';
import type { EscalationRules } from '../../document/stage';
import { slugSchema, words } from '../../document/vocabulary';
import { personSchema } from '../../events/parts';
import { recipientSchema } from '../../events/people';
import { type Rejection, refusedByPolicy, refusedByState } from '../../rules/rejection';
import type { Rules } from '../../rules/rules';
import { type Command, happened } from '../guards/command';
import { roleMayNotDecide } from '../guards/deciding-role';
import { requireStatus } from '../guards/guards';
import { notBefore, occurrence } from '../../rules/occurrence';

const body = z.strictObject({
  ...occurrence,
  accepted: z.boolean(),
  ground: slugSchema.optional().describe('The ground that is met, when accepting.'),
  refusal: slugSchema.optional().describe('The reason code, when refusing.'),
  reason: words(10000).optional().describe('The reasons, as told to the resident. Needed when refusing.'),
  decidedBy: personSchema,
  role: slugSchema.optional(),
  ombudsmanRightTold: z
    .boolean()
    .default(false)
    .describe('Whether the resident was told of the right to go to the ombudsman about it.'),
  recipient: recipientSchema.describe('Who was told of the decision.'),
});
type Body = z.infer<typeof body>;

/** Accepts or refuses a request for the next stage, where the policy has a gate (SET-18, SET-19; Code 5.11). */
export const decideEscalation: Command<Body> = {
  act: 'escalation-decisions',
  name: 'decideEscalation',
  summary: 'Accept or refuse the next stage',
  description:
    'Record the decision on a request that waits at an acceptance gate. A refusal needs its code, its reasons, and that the resident was told of the ombudsman.',
  roles: OFFICER,
  body,
  example: {
    accepted: true,
    ground: 'not-addressed',
    decidedBy: 'm.silva',
    role: 'customer-experience-team',
  },
  guard: (state) => requireStatus(state, ['escalation-requested'], 'decided on for the next stage'),
  decide(state, given, moment, rules) {
    const current = currentStage(state);
    const { way, clause } = gateOf(state, rules);
    const refusal =
      notBefore(moment, current.requested, 'the request arrived') ??
      roleMayNotDecide(given.role, way.decision?.decidedBy ?? [], {
        what: 'The request',
        rule: { clause: `${clause}/decision/decidedBy`, ids: way.decision?.rules ?? [] },
      }) ??
      (given.accepted ? groundMissing(given, way, clause) : refusalIncomplete(given, state, way, clause)) ??
      recipientRefused(given.recipient, { gates: ['disclosure'], on: moment.on }, state, rules);
    if (refusal) return refusal;
    return [
      happened(
        'escalation-decided',
        moment,
        {
          stage: current.stage,
          accepted: given.accepted,
          ground: given.ground ?? null,
          refusal: given.accepted ? null : (given.refusal ?? null),
          decidedBy: given.decidedBy,
          role: given.role ?? null,
          ombudsmanRightTold: given.ombudsmanRightTold,
          recipient: given.recipient,
        },
        { reason: given.reason },
      ),
    ];
  },
};

function gateOf(state: ComplaintState, { policy }: Rules): { way: EscalationRules; clause: string } {
  const from = state.stages.slice(0, state.current).findLast((stage) => stage.gate !== 'refused');
  const way = from && stageOf(policy, from.stage).escalation;
  if (!from || !way) throw new RangeError('A request waits for a decision, yet no stage was left');
  return { way, clause: `/stages/${stageIndex(policy, from.stage)}/escalation` };
}

function groundMissing({ ground }: Body, way: EscalationRules, clause: string): Rejection | null {
  const known = way.grounds?.map(({ code }) => code) ?? [];
  if (known.length === 0 ? ground === undefined : ground && known.includes(ground)) return null;
  return refusedByPolicy({
    code: 'unknown_ground',
    detail:
      known.length > 0 ? `It can be accepted on ${known.join(' or ')}.` : 'This policy names no grounds.',
    facts: { ground: ground ?? null },
    rule: { clause: `${clause}/grounds`, ids: way.rules },
    allowed: { ground: known },
    errors: [
      {
        pointer: '/ground',
        detail: known.length > 0 ? `must be one of ${known.join(', ')}` : 'must be left out',
      },
    ],
  });
}

function refusalIncomplete(
  given: Body,
  state: ComplaintState,
  way: EscalationRules,
  clause: string,
): Rejection | null {
  const rule = { clause: `${clause}/decision`, ids: way.decision?.rules ?? [] };
  const codes = way.decision?.refusals.map(({ code }) => code) ?? [];
  const asked = state.stages.findLast(
    (stage) => stage.escalation?.to === currentStage(state).stage,
  )?.escalation;
  if (way.reason === 'required' && !asked?.reasonGiven && !currentStage(state).reasonsGathered) {
    return refusedByState({
      code: 'reasons_not_gathered',
      detail: 'The resident’s reasons have not been gathered, so the request cannot be refused yet.',
      rule,
      allowed: { act: 'contacts', with: 'reasons' },
    });
  }
  const wrongCode = codes.length > 0 && !(given.refusal && codes.includes(given.refusal));
  const errors = [
    ...(wrongCode ? [{ pointer: '/refusal', detail: `must be one of ${codes.join(', ')}` }] : []),
    ...(given.reason === undefined ? [{ pointer: '/reason', detail: 'is missing' }] : []),
    ...(given.ombudsmanRightTold ? [] : [{ pointer: '/ombudsmanRightTold', detail: 'must be true' }]),
  ];
  if (errors.length === 0) return null;
  return refusedByPolicy({
    code: 'refusal_incomplete',
    detail:
      'A refusal needs its code, its reasons, and that the resident was told of the right to go to the ombudsman.',
    facts: { missing: errors.map(({ pointer }) => pointer.slice(1)) },
    rule,
    allowed: { refusal: codes, ombudsmanRightTold: true },
    errors,
  });
}
