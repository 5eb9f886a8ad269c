import type { Rejection } from '../../policy/rules/rejection';
import { catalogued, type Problem } from './problem';

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
  const { code, detail, facts, rule, policyVersion, allowed, errors } = rejection;
  return catalogued(code, {
    detail: [detail, HOW_TO_GO_ON[code] ?? []].flat().join(' '),
    ...(Object.keys(facts).length > 0 && { facts: { ...facts } }),
    ...(rule && { rule: { clause: rule.clause, ids: rule.ids } }),
    ...(policyVersion !== undefined && { policyVersion }),
    ...(allowed !== undefined && { allowed }),
    ...(errors && { errors: errors.map((fault) => ({ in: partOf(fault.pointer, inPath), ...fault })) }),
  });
}

const partOf = (pointer: string, inPath: unknown): 'path' | 'body' =>
  Object.hasOwn(Object(inPath), pointer.slice(1)) ? 'path' : 'body';
