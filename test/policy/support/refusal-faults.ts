import { COMMANDS } from '../../../src/policy/commands/index';
import type { PolicyDocument } from '../../../src/policy/document/document';
import { isRejection, type Rejection } from '../../../src/policy/rules/rejection';
import type { Body, Walk } from './walk';

const ACTS: readonly string[] = COMMANDS.map(({ act }) => act);

/** All that must hold of a refusal, as sentences about where it does not. */
export function refusalFaults(refusal: Rejection, policy: PolicyDocument): string[] {
  const pointers = refusal.errors?.map(({ pointer }) => pointer) ?? [];
  const held: [boolean, string][] = [
    [/^[a-z]+(_[a-z]+)*$/.test(refusal.code), 'its code is not snake_case'],
    [/^\S.*\.$/.test(refusal.detail), 'its detail is no sentence'],
    [!/undefined|NaN| {2}/.test(refusal.detail), 'its detail has a hole'],
    [refusal.policyVersion === policy.version, 'it does not say which version gave it'],
    [pointers.every((pointer) => pointer.startsWith('/')), 'a pointer does not start with a slash'],
    [refusal.rule === undefined || refusal.rule.clause.startsWith('/'), 'its clause is no pointer'],
  ];
  return held.filter(([holds]) => !holds).map(([, fault]) => `${refusal.code}: ${fault} (${refusal.detail})`);
}

/** The acts that a refusal names as open instead and that are refused as well. */
export function misleading(
  walk: Walk,
  act: string,
  body: Body,
  { code, allowed, errors }: Rejection,
): string[] {
  const named = (allowed ?? {}) as Record<string, unknown>;
  const acts = [named.act, ...(Array.isArray(named.acts) ? named.acts : [])];
  // Another complaint is logged beside this one, whatever it stands at.
  const closed = acts.filter(
    (other) => ACTS.some((known) => known === other) && !walk.offered.includes(String(other)),
  );
  const field = errors?.length === 1 ? errors[0]?.pointer.slice(1) : undefined;
  const values = field === undefined ? undefined : named[field];
  // A field that holds a list takes all that is named at once.
  const offered = values && field && Array.isArray(body[field]) ? [values] : values;
  const again = (Array.isArray(offered) ? offered : []).filter((value) => {
    const decided = walk.try(act, { ...body, [String(field)]: value });
    return isRejection(decided) && decided.code === code;
  });
  return [
    ...closed.map((other) => `${act}: ${code} names ${String(other)}`),
    ...again.map((value) => `${act}: ${code} names ${field} ${String(value)}`),
  ];
}
