import { type Rejection, type RuleReference, refusedByPolicy } from '../../rules/rejection';

/** Refuses a decision by somebody whose role the policy does not name for it. No role named: anybody may decide. */
export function roleMayNotDecide(
  role: string | undefined,
  roles: readonly string[],
  { what, rule }: { readonly what: string; readonly rule: RuleReference },
): Rejection | null {
  if (roles.length === 0 || (role && roles.includes(role))) return null;
  return refusedByPolicy({
    code: 'role_may_not_decide',
    detail: `${what} is decided by ${roles.join(' or ')}.`,
    facts: { role: role ?? null },
    rule,
    allowed: { role: roles },
    errors: [{ pointer: '/role', detail: `must be one of ${roles.join(', ')}` }],
  });
}
