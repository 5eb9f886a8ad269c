import { type ComplaintState, currentStage } from '../../complaint/state';
import { stageIndex, stageOf } from '../../document/document';
import type { EscalationRules } from '../../document/stage';
import type { LocalDate } from '../../dates/local-date';
import { type FieldFault, type Rejection, refusedByPolicy, refusedByState } from '../../rules/rejection';
import type { Rules } from '../../rules/rules';
import { missingFor } from '../guards/exclusion-terms';

/** The way by which a request brought the complaint where it stands, and where the document has it. */
export interface Gate {
  readonly way: EscalationRules;
  readonly clause: string;
}

/** null where no request of the stage before stands behind the present one: it began here, was moved on or opened again. */
export function gateOf(state: ComplaintState, { policy }: Rules): Gate | null {
  const { stage, reopening } = currentStage(state);
  const from = state.stages.slice(0, state.current).findLast(({ gate }) => gate !== 'refused');
  const way = from && stageOf(policy, from.stage).escalation;
  if (!from?.escalation || !way || reopening || from.escalation.to !== stage) return null;
  return { way, clause: `/stages/${stageIndex(policy, from.stage)}/escalation` };
}

interface Decision {
  readonly ground?: string | undefined;
  readonly refusal?: string | undefined;
  readonly reason?: string | undefined;
  readonly ombudsmanRightTold: boolean;
  readonly filedOn?: LocalDate | undefined;
  readonly exception?: string | undefined;
}

export function groundMissing({ ground }: Decision, way: EscalationRules, clause: string): Rejection | null {
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

/** The codes for which a request can be refused. What excludes a complaint excludes its next stage too (Code 5.11). */
function refusalsOf({ way }: Gate, { policy }: Rules): string[] {
  const own = way.decision?.refusals.map(({ code }) => code) ?? [];
  if (own.length > 0 || way.decision?.needed !== 'if-excluded') return own;
  return policy.intake.exclusions.map(({ code }) => code);
}

export function refusalIncomplete(
  given: Decision,
  gate: Gate,
  state: ComplaintState,
  rules: Rules,
): Rejection | null {
  const { way, clause } = gate;
  const rule = { clause: `${clause}/decision`, ids: way.decision?.rules ?? [] };
  if (reasonsToGather(gate, state)) {
    return refusedByState({
      code: 'reasons_not_gathered',
      detail: 'The resident’s reasons have not been gathered, so the request cannot be refused yet.',
      rule,
      allowed: { act: 'contacts', with: 'reasons' },
    });
  }
  const codes = refusalsOf(gate, rules);
  const wrongCode = codes.length > 0 && !(given.refusal && codes.includes(given.refusal));
  const exclusion = rules.policy.intake.exclusions.find(({ code }) => code === given.refusal);
  const errors: FieldFault[] = [
    ...(wrongCode ? [{ pointer: '/refusal', detail: `must be one of ${codes.join(', ')}` }] : []),
    ...(given.reason === undefined ? [{ pointer: '/reason', detail: 'is missing' }] : []),
    ...(given.ombudsmanRightTold ? [] : [{ pointer: '/ombudsmanRightTold', detail: 'must be true' }]),
    ...(wrongCode ? [] : missingFor(exclusion, given)),
  ];
  if (errors.length === 0) return null;
  return refusedByPolicy({
    code: 'refusal_incomplete',
    detail:
      'A refusal needs its code, its reasons, and that the resident was told of the right to go to the ombudsman.',
    facts: { missing: errors.map(({ pointer }) => pointer.slice(1)) },
    rule,
    allowed: { ...refusalsTaken(codes, given, rules), ombudsmanRightTold: true },
    errors,
  });
}

/** The reasons that would do with what was said, and those that ask for more, with the fields they ask for. */
function refusalsTaken(codes: readonly string[], given: Decision, { policy }: Rules) {
  const asks = codes.map((code) => {
    const exclusion = policy.intake.exclusions.find((known) => known.code === code);
    return [code, missingFor(exclusion, given).map(({ pointer }) => pointer.slice(1))] as const;
  });
  const further = asks.filter(([, fields]) => fields.length > 0);
  return {
    refusal: asks.filter(([, fields]) => fields.length === 0).map(([code]) => code),
    ...(further.length > 0 && { refusalWith: Object.fromEntries(further) }),
  };
}

function reasonsToGather({ way }: Gate, state: ComplaintState): boolean {
  const { stage, reasonsGathered } = currentStage(state);
  const asked = state.stages.findLast(({ escalation }) => escalation?.to === stage)?.escalation;
  return way.reason === 'required' && !asked?.reasonGiven && !reasonsGathered;
}
