import type { Rejection } from '../../policy/rules/rejection';
import { catalogued, type Problem } from './problem';

/** A policy knows one body; what of it the caller wrote into the path, such as the number of a remedy, is in `inPath`. */
export function problemOfRejection(
  rejection: Rejection,
  inPath: unknown = {},
): Omit<Problem, 'instance' | 'requestId'> {
  const { code, detail, facts, rule, policyVersion, allowed, errors } = rejection;
  return catalogued(code, {
    detail,
    ...(Object.keys(facts).length > 0 && { facts: { ...facts } }),
    ...(rule && { rule: { clause: rule.clause, ids: rule.ids } }),
    ...(policyVersion !== undefined && { policyVersion }),
    ...(allowed !== undefined && { allowed }),
    ...(errors && { errors: errors.map((fault) => ({ in: partOf(fault.pointer, inPath), ...fault })) }),
  });
}

const partOf = (pointer: string, inPath: unknown): 'path' | 'body' =>
  Object.hasOwn(Object(inPath), pointer.slice(1)) ? 'path' : 'body';
