import type { Advice } from './advice';
import { answersOf } from '../complaint/answers';
import { handlerAt } from '../complaint/handlers';
import { involvedIn } from '../complaint/involved';
import { isAmong } from '../complaint/same-person';
import { type ComplaintState, currentStage, type StageState } from '../complaint/state';
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
      ? [...handledBefore(state, policy), ...decidedBefore(state, policy), ...complainedAbout(state, policy)]
      : [];
  return [...nobodyAssigned(state, policy), ...byTheCode];
}

/** The people who hold the stage now, sat on its panel or answered it. */
function handlersOf(stage: StageState): string[] {
  const assigned = handlerAt(stage);
  const people = [
    ...(assigned === null ? [] : [assigned]),
    ...stage.hearing.panel,
    ...answersOf(stage).flatMap(({ decidedBy }) => (decidedBy ? [decidedBy] : [])),
  ];
  return people.filter((person, at) => !isAmong(person, people.slice(0, at)));
}

/** The formal stages before an entry: an informal first attempt is no stage that somebody else has to look at again. */
const formalBefore = ({ stages }: ComplaintState, index: number, policy: PolicyDocument): StageState[] =>
  stages
    .slice(0, index)
    .filter(({ stage }) => stage !== stages[index]?.stage && stageOf(policy, stage).formal);

function handledBefore(state: ComplaintState, policy: PolicyDocument): Advice[] {
  const current = currentStage(state);
  const involved = involvedIn(formalBefore(state, state.current, policy));
  return handlersOf(current)
    .filter((person) => isAmong(person, involved))
    .map((person) => ({
      code: 'handled_an_earlier_stage',
      sentence: `${person} dealt with this complaint at an earlier stage and has ${stageName(policy, current.stage)} as well; the Complaint Handling Code has somebody else look at it.`,
      rule: handlerRule(current.stage, policy, ['Code 6.13']),
    }));
}

/** A request for the next stage, refused or taken by somebody who dealt with the stage before. */
function decidedBefore(state: ComplaintState, policy: PolicyDocument): Advice[] {
  const index = state.stages.findLastIndex(({ gateDecidedBy }) => gateDecidedBy !== null);
  const decider = state.stages[index]?.gateDecidedBy;
  const before = formalBefore(state, index, policy);
  if (!decider || !isAmong(decider, involvedIn(before))) return [];
  const from = before.findLast(({ gate }) => gate !== 'refused')?.stage ?? currentStage(state).stage;
  return [
    {
      code: 'request_decided_by_earlier_handler',
      sentence: `${decider} dealt with ${stageName(policy, from)} and decided on the request to take it further; the Complaint Handling Code has somebody else look at it.`,
      rule: {
        clause: `/stages/${stageIndex(policy, from)}/escalation/decision`,
        ids: [...(stageOf(policy, from).escalation?.decision?.rules ?? []), 'Code 6.13'],
      },
    },
  ];
}

function complainedAbout(state: ComplaintState, policy: PolicyDocument): Advice[] {
  const current = currentStage(state);
  const about = [
    ...current.hearing.complainedAbout,
    ...current.assignments.flatMap(({ person, subjectOfComplaint, endedOn }) =>
      subjectOfComplaint === true && endedOn === null ? [person] : [],
    ),
  ];
  return handlersOf(current)
    .filter((person) => isAmong(person, about))
    .map((person) => ({
      code: 'handled_by_the_person_complained_about',
      sentence: `The complaint is about ${person}, who has ${stageName(policy, current.stage)}; the Complaint Handling Code asks for an open mind and no conflict of interest.`,
      rule: handlerRule(current.stage, policy, ['Code 5.8', 'Code 6.13']),
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
