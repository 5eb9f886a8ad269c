import type { Rejection } from '../../policy/rules/rejection';
import { nearest } from './nearest';
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
  const { code, detail, facts, rule, policyVersion, allowed, errors, departures } = rejection;
  return catalogued(code, {
    detail: [detail, meant(rejection) ?? [], HOW_TO_GO_ON[code] ?? []].flat().join(' '),
    ...(Object.keys(facts).length > 0 && { facts: { ...facts } }),
    ...(rule && { rule: { clause: rule.clause, ids: rule.ids } }),
    ...(policyVersion !== undefined && { policyVersion }),
    ...(allowed !== undefined && { allowed }),
    ...(departures && {
      recordable: true,
      departures: departures.map((each) => ({ ...each, ids: [...each.ids] })),
    }),
    ...(errors && { errors: errors.map((fault) => ({ in: partOf(fault.pointer, inPath), ...fault })) }),
  });
}

/** The channel that the given one is a slip of the keyboard away from. */
function meant({ code, facts, allowed }: Rejection): string | null {
  const { channel } = Object(allowed);
  if (code !== 'unknown_channel' || typeof facts.channel !== 'string' || !Array.isArray(channel)) return null;
  const near = nearest(facts.channel, channel);
  return near && `Did you mean ${near}?`;
}

const partOf = (pointer: string, inPath: unknown): 'path' | 'body' =>
  Object.hasOwn(Object(inPath), pointer.slice(1)) ? 'path' : 'body';
