import { z } from 'zod';
import { OFFICER } from '../../rules/roles';
import { recipientRefused } from '../../conditions/authority';
import { currentStage } from '../../complaint/state';
import { slugSchema, words } from '../../document/vocabulary';
import { personSchema } from '../../events/parts';
import { recipientSchema } from '../../events/people';
import { type Rejection, refusedByState } from '../../rules/rejection';
import { type Command, happened } from '../guards/command';
import { roleMayNotDecide } from '../guards/deciding-role';
import { exclusionTerms } from '../guards/exclusion-terms';
import { requireStatus, requireUnanswered } from '../guards/guards';
import { deciderNotIndependent } from '../guards/independence';
import { inFuture, notBefore, occurrence } from '../../rules/occurrence';
import { type Gate, gateOf, groundAmiss, refusalAmiss } from './gate';

const body = z.strictObject({
  ...occurrence,
  ...exclusionTerms,
  accepted: z.boolean(),
  ground: slugSchema.optional().describe('The ground that is met, when accepting.'),
  refusal: slugSchema.optional().describe('The reason code, when refusing.'),
  reason: words(10000).optional().describe('The reasons, as told to the resident. Needed when refusing.'),
  decidedBy: personSchema,
  role: slugSchema.optional(),
  seniorTo: z
    .array(personSchema)
    .max(20)
    .default([])
    .describe('Who this person is more senior than, where the policy asks.'),
  responsibleForService: z
    .boolean()
    .optional()
    .describe('Whether they are responsible for the service complained about, where the policy asks.'),
  subjectOfComplaint: z.boolean().optional().describe('Whether the complaint is about them.'),
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
    'Record the decision on a request for the next stage: one that waits at an acceptance gate, or one that moved on at once and is refused on an exclusion before the stage is answered. A refusal needs its code, its reasons, and that the resident was told of the ombudsman.',
  roles: OFFICER,
  body,
  example: {
    accepted: true,
    ground: 'not-addressed',
    decidedBy: 'm.silva',
    role: 'customer-experience-team',
  },
  guard(state, rules) {
    const movedOn = gateOf(state, rules)?.way.decision?.needed === 'if-excluded';
    const accepted = movedOn
      ? (['escalation-requested', 'open'] as const)
      : (['escalation-requested'] as const);
    return requireStatus(state, accepted, 'decided on for the next stage') ?? requireUnanswered(state, rules);
  },
  *decide(state, given, moment, rules) {
    const current = currentStage(state);
    const gate = gateOf(state, rules);
    if (!gate) throw new RangeError('A request waits for a decision, yet no stage was left');
    const { way, clause } = gate;
    yield notBefore(moment, current.requested, 'the request arrived') ??
      (given.filedOn ? inFuture(given.filedOn, '/filedOn', rules) : null) ??
      nothingToAccept(given, state.status, gate);
    yield roleMayNotDecide(given.role, way.decision?.decidedBy ?? [], {
      what: 'The request',
      rule: { clause: `${clause}/decision/decidedBy`, ids: way.decision?.rules ?? [] },
    });
    yield* deciderNotIndependent(candidateIn(given), { way, clause, stage: current.stage }, state);
    if (given.accepted) yield groundAmiss(given, way, clause);
    else yield* refusalAmiss(given, gate, state, rules);
    yield recipientRefused(given.recipient, { gates: ['disclosure'], on: moment.on }, state, rules);
    return [
      happened(
        'escalation-decided',
        moment,
        {
          stage: current.stage,
          accepted: given.accepted,
          ground: given.ground ?? null,
          refusal: given.accepted ? null : (given.refusal ?? null),
          ...candidateIn(given).declared,
          role: given.role ?? null,
          filedOn: given.filedOn ?? null,
          exceptionConsidered: given.exception === undefined ? null : true,
          ombudsmanRightTold: given.ombudsmanRightTold,
          recipient: given.recipient,
        },
        { reason: given.reason, exception: given.exception },
      ),
    ];
  },
};

/** The person who decided, as the tests of the policy ask after them and as the record keeps it. */
function candidateIn({ decidedBy, seniorTo, responsibleForService, subjectOfComplaint }: Body) {
  const said = {
    seniorTo,
    responsibleForService: responsibleForService ?? null,
    subjectOfComplaint: subjectOfComplaint ?? null,
  };
  return { person: decidedBy, ...said, declared: { decidedBy, ...said } };
}

/** A request that moved the complaint on at once is not accepted a second time: its dates run from the day it came. */
function nothingToAccept({ accepted }: Body, status: string, { way, clause }: Gate): Rejection | null {
  if (!accepted || status === 'escalation-requested') return null;
  return refusedByState({
    code: 'not_at_this_point',
    detail:
      'The request moved the complaint on at once, so there is nothing to accept; it can only be refused on an exclusion.',
    facts: { status },
    rule: { clause: `${clause}/decision`, ids: way.decision?.rules ?? [] },
    allowed: { accepted: false },
    errors: [{ pointer: '/accepted', detail: 'must be false' }],
  });
}
