import { type ComplaintState, currentStage } from '../../complaint/state';
import { stageIndex, stageOf } from '../../document/document';
import type { EscalationRules } from '../../document/stage';
import type { LocalDate } from '../../dates/local-date';
import { OUT_OF_TIME } from '../../conditions/time-limit';
import type { Objections } from '../../rules/objections';
import { type FieldFault, type Rejection, refusedAsFixed, refusedByPolicy } from '../../rules/rejection';
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

/** A request is accepted on a ground where the policy names any, and on one that it names. */
export function groundAmiss({ ground }: Decision, way: EscalationRules, clause: string): Rejection | null {
  const known = way.grounds?.map(({ code }) => code) ?? [];
  if (known.length === 0 ? ground === undefined : ground && known.includes(ground)) return null;
  const refusal = {
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
  };
  return ground === undefined
    ? refusedByPolicy({ code: 'ground_missing', ...refusal })
    : refusedAsFixed({ code: 'unknown_ground', ...refusal });
}

/** The codes for which a request can be refused. What excludes a complaint excludes its next stage too (Code 5.11). */
function refusalsOf({ way }: Gate, state: ComplaintState, { policy }: Rules): string[] {
  const own = way.decision?.refusals.map(({ code }) => code) ?? [];
  const excluded =
    way.decision?.needed === 'if-excluded' ? policy.intake.exclusions.map(({ code }) => code) : [];
  const codes = own.length > 0 ? own : excluded;
  return codes.length > 0 && cameLate(state) ? [...codes, OUT_OF_TIME] : codes;
}

/** The request came after the window, or may have: that is then a reason of its own to refuse it. */
function cameLate(state: ComplaintState): boolean {
  const { stage } = currentStage(state);
  const asked = state.stages.findLast(({ escalation }) => escalation?.to === stage)?.escalation;
  return Boolean(asked && !asked.late && (asked.afterWindow || asked.datesNeeded.length > 0));
}

/** All that a refusal of the request lacks: the reasons of the resident, a reason of the policy's, or its contents. */
export function* refusalAmiss(
  given: Decision,
  gate: Gate,
  state: ComplaintState,
  rules: Rules,
): Objections<void> {
  const { way, clause } = gate;
  const rule = { clause: `${clause}/decision`, ids: way.decision?.rules ?? [] };
  if (reasonsToGather(gate, state)) {
    yield refusedByPolicy({
      code: 'reasons_not_gathered',
      detail: 'The resident’s reasons have not been gathered, so the request cannot be refused yet.',
      rule,
      allowed: { act: 'contacts', with: 'reasons' },
    });
  }
  const codes = refusalsOf(gate, state, rules);
  const { refusal } = given;
  const isUnknown = refusal !== undefined && codes.length > 0 && !codes.includes(refusal);
  const codeFault = { pointer: '/refusal', detail: `must be one of ${codes.join(', ')}` };
  const exclusion = rules.policy.intake.exclusions.find(({ code }) => code === refusal);
  const errors: FieldFault[] = [
    ...(codes.length > 0 && refusal === undefined ? [codeFault] : []),
    ...(given.reason === undefined ? [{ pointer: '/reason', detail: 'is missing' }] : []),
    ...(given.ombudsmanRightTold ? [] : [{ pointer: '/ombudsmanRightTold', detail: 'must be true' }]),
    ...missingFor(exclusion, given),
  ];
  if (isUnknown) {
    yield refusedByPolicy({
      code: 'not_a_refusal_reason',
      detail: `The request can be refused for ${codes.join(', ')}, not for ${refusal}.`,
      facts: { refusal },
      rule,
      allowed: refusalsTaken(codes, given, rules),
      errors: [codeFault, ...errors],
    });
  }
  if (errors.length === 0) return;
  yield refusedByPolicy({
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
