import type { Rejection } from '../../policy/rules/rejection';
import type { Problem } from './problem';
import { problemType } from './catalogue';

/** The one place where what the policy says becomes a status. */
const STATUS: Record<Rejection['kind'], number> = { state: 409, policy: 422, input: 422 };

const TITLE: Record<Rejection['kind'], string> = {
  state: 'It is not at a point where this can happen',
  policy: "The landlord's procedure does not allow this",
  input: 'The facts given contradict each other or the calendar',
};

/** How to go on, where that is another operation: the core knows no paths. */
const HOW_TO_GO_ON: Readonly<Record<string, string>> = {
  no_policy_in_force:
    'PUT /v1/policies/{version} publishes one; GET /v1/procedures lists those that come with the service, to begin from.',
};

/** A policy knows one body; what of it the caller wrote into the path, such as the number of a remedy, is in `inPath`. */
export function problemOfRejection(
  rejection: Rejection,
  inPath: unknown = {},
): Omit<Problem, 'instance' | 'requestId'> {
  const { kind, code, detail, facts, rule, policyVersion, allowed, errors } = rejection;
  return {
    type: problemType(code),
    title: TITLE[kind],
    status: STATUS[kind],
    code,
    detail: [detail, HOW_TO_GO_ON[code] ?? []].flat().join(' '),
    ...(Object.keys(facts).length > 0 && { facts: { ...facts } }),
    ...(rule && { rule: { clause: rule.clause, ids: rule.ids } }),
    ...(policyVersion !== undefined && { policyVersion }),
    ...(allowed !== undefined && { allowed }),
    ...(errors && { errors: errors.map((fault) => ({ in: partOf(fault.pointer, inPath), ...fault })) }),
  };
}

const partOf = (pointer: string, inPath: unknown): 'path' | 'body' =>
  Object.hasOwn(Object(inPath), pointer.slice(1)) ? 'path' : 'body';
