import type { Advice } from './advice';
import { handlerAt } from '../complaint/handlers';
import {
  complainedAbout,
  deciderWasInvolved,
  formalBefore,
  handledBefore,
  PROVISIONS,
} from './beyond-the-code';
import { type ComplaintState, currentStage } from '../complaint/state';
import { type PolicyDocument, stageIndex, stageName, stageOf } from '../document/document';
import type { RuleReference } from '../rules/rejection';
import type { Rules } from '../rules/rules';

/**
 * Advice on who handles a complaint. Where the document tests independence it refuses; where it is
 * silent the Housing Ombudsman's Code is not, and this says so (Code 5.8, 6.13).
 */
export function handlingAdvice(state: ComplaintState, { policy }: Rules): Advice[] {
  const byTheCode =
    policy.regime === 'housing-ombudsman'
      ? [...sawItBefore(state, policy), ...decidedBefore(state, policy), ...isAboutThem(state, policy)]
      : [];
  return [...nobodyAssigned(state, policy), ...byTheCode];
}

function sawItBefore(state: ComplaintState, policy: PolicyDocument): Advice[] {
  const { stage } = currentStage(state);
  return handledBefore(state, state.current, policy).map((person) => ({
    code: 'handled_an_earlier_stage',
    sentence: `${person} dealt with this complaint at an earlier stage and has ${stageName(policy, stage)} as well; the Complaint Handling Code has somebody else look at it.`,
    rule: handlerRule(stage, policy, behind('handled_an_earlier_stage')),
  }));
}

const behind = (code: keyof typeof PROVISIONS): string[] =>
  PROVISIONS[code].map((provision) => `Code ${provision}`);

/** A request for the next stage, refused or taken by somebody who dealt with the stage before. */
function decidedBefore(state: ComplaintState, policy: PolicyDocument): Advice[] {
  const index = state.stages.findLastIndex(({ gateDecidedBy }) => gateDecidedBy !== null);
  const decider = state.stages[index]?.gateDecidedBy;
  if (!decider || !deciderWasInvolved(state, index, policy)) return [];
  const before = formalBefore(state, index, policy);
  const from = before.findLast(({ gate }) => gate !== 'refused')?.stage ?? currentStage(state).stage;
  return [
    {
      code: 'request_decided_by_earlier_handler',
      sentence: `${decider} dealt with ${stageName(policy, from)} and decided on the request to take it further; the Complaint Handling Code has somebody else look at it.`,
      rule: {
        clause: `/stages/${stageIndex(policy, from)}/escalation/decision`,
        ids: [
          ...(stageOf(policy, from).escalation?.decision?.rules ?? []),
          ...behind('request_decided_by_earlier_handler'),
        ],
      },
    },
  ];
}

function isAboutThem(state: ComplaintState, policy: PolicyDocument): Advice[] {
  const current = currentStage(state);
  return complainedAbout(current).map((person) => ({
    code: 'handled_by_the_person_complained_about',
    sentence: `The complaint is about ${person}, who has ${stageName(policy, current.stage)}; the Complaint Handling Code asks for an open mind and no conflict of interest.`,
    rule: handlerRule(current.stage, policy, behind('handled_by_the_person_complained_about')),
  }));
}

/** The document says whose the stage is, and it is nobody's. */
function nobodyAssigned(state: ComplaintState, policy: PolicyDocument): Advice[] {
  if (state.status !== 'open') return [];
  const current = currentStage(state);
  const { handler } = stageOf(policy, current.stage);
  if (!handler || handler.roles.length === 0 || current.hearing.heldOn || handlerAt(current) !== null)
    return [];
  const roles = handler.roles.map((role) => role.replaceAll('-', ' ')).join(' or ');
  return [
    {
      code: 'nobody_assigned',
      sentence: `${stageName(policy, current.stage)} is for the ${roles}, and nobody has it yet.`,
      rule: handlerRule(current.stage, policy, []),
    },
  ];
}

function handlerRule(stage: string, policy: PolicyDocument, ids: readonly string[]): RuleReference {
  const { handler, rules } = stageOf(policy, stage);
  const clause = `/stages/${stageIndex(policy, stage)}${handler ? '/handler' : ''}`;
  return { clause, ids: [...(handler?.rules ?? rules), ...ids.filter((id) => !handler?.rules.includes(id))] };
}
