import type { Rejection } from '../policy/rejection';
import type { Problem } from './problem';
import { problemType } from './problem-catalogue';

/** The one place where what the policy says becomes a status. */
const STATUS: Record<Rejection['kind'], number> = { state: 409, policy: 422, input: 422 };

const TITLE: Record<Rejection['kind'], string> = {
  state: 'It is not at a point where this can happen',
  policy: "The landlord's procedure does not allow this",
  input: 'The facts given contradict each other or the calendar',
};

export function problemOfRejection(rejection: Rejection): Omit<Problem, 'instance' | 'requestId'> {
  const { kind, code, detail, facts, rule, policyVersion, allowed, errors } = rejection;
  return {
    type: problemType(code),
    title: TITLE[kind],
    status: STATUS[kind],
    code,
    detail,
    ...(Object.keys(facts).length > 0 && { facts: { ...facts } }),
    ...(rule && { rule: { clause: rule.clause, ids: rule.ids } }),
    ...(policyVersion !== undefined && { policyVersion }),
    ...(allowed !== undefined && { allowed }),
    ...(errors && { errors: errors.map((fault) => ({ in: 'body' as const, ...fault })) }),
  };
}
