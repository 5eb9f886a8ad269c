import { z } from 'zod';
import type { Role } from '../../policy/rules/roles';
import type { KeyLimit } from '../../db/schema/access';
import type { RequestFault } from '../problems/problem';
import { type MAY, rolesOf } from './roles';

/** A key may be good for less than its roles allow: what is lost with it is then no more than what it was made for. */
export const keyLimitSchema = z
  .union([
    z.literal('read').describe('Every operation that its roles may call and that changes nothing: GET.'),
    z.array(z.string().min(1).max(60)).min(1).max(200).describe('The operationIds it may call.'),
  ])
  .meta({ id: 'KeyLimit', description: 'What the key is good for within its roles.' });

interface Called {
  readonly method: string;
  readonly operation: { readonly id: string };
}

interface Callable {
  readonly operation: { readonly id: string; readonly may: keyof typeof MAY | readonly Role[] | null };
}

/** Whether a key that is limited so may call the operation. A HEAD is the GET without its body. */
export const isWithin = (only: KeyLimit, { method, operation }: Called): boolean =>
  only === 'read' ? method === 'GET' || method === 'HEAD' : only.includes(operation.id);

/** An operation that is misspelt, or that none of the roles may call, would make a key that fails when it is needed. */
export function limitFault(
  only: KeyLimit | null,
  roles: readonly Role[],
  served: readonly Callable[],
): RequestFault | null {
  if (only === null || only === 'read') return null;
  const callable = served
    .filter(({ operation: { may } }) => may !== null && rolesOf(may).some((role) => roles.includes(role)))
    .map(({ operation: { id } }) => id);
  const at = only.findIndex((id) => !callable.includes(id));
  if (at < 0) return null;
  const detail = `${only[at]} is no operation that ${roles.join(', ')} may call`;
  return { in: 'body', pointer: `/only/${at}`, detail, allowed: callable };
}

/** Whether all that one key may do another may too: a limited key must not come by one that is good for more. */
export function isNoWider(only: KeyLimit | null, than: KeyLimit | null): boolean {
  if (than === null || only === than) return true;
  if (only === null || only === 'read' || than === 'read') return false;
  return only.every((id) => than.includes(id));
}

export const TOO_WIDE = {
  in: 'body' as const,
  pointer: '/only',
  detail: 'The key would be good for more than the one that asks for it.',
};
