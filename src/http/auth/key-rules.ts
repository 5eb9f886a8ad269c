import type { Role } from '../../policy/rules/roles';
import { PLATFORM } from '../../db/access/api-keys';
import type { Session } from '../../db/connection/client';
import { findLandlord } from '../../db/landlords/landlords';
import { type Instant, instantSchema } from '../../policy/dates/local-date';
import { isPlatform, type Principal } from './principal';
import type { RequestFault } from '../problems/problem';
import { LANDLORD_ROLES } from './roles';

/** Whose keys are meant, or null where the caller names a landlord that is not its own. */
export function ownerOf(principal: Principal, named: string | undefined): string | null {
  if (isPlatform(principal)) return named ?? PLATFORM;
  return named === undefined || named === principal.landlordId ? principal.landlordId : null;
}

/** Whether there is anybody to own them. */
export const isOwner = async (db: Session, id: string): Promise<boolean> =>
  id === PLATFORM || (await findLandlord(db, id)) !== null;

/**
 * A landlord's key cannot run the platform, and the platform's key sees into no landlord's complaints. It can make a key
 * that does: the landlord's access log tells of it.
 */
export function rolesFault(owner: string, roles: readonly Role[]): RequestFault | null {
  const allowed: readonly Role[] = owner === PLATFORM ? ['platform-admin'] : LANDLORD_ROLES;
  const at = roles.findIndex((role) => !allowed.includes(role));
  if (at < 0) return null;
  const whose = owner === PLATFORM ? "a key of the platform's own" : "a landlord's key";
  const detail = `${roles[at]} is not for ${whose}; allowed: ${allowed.join(', ')}`;
  return { in: 'body', pointer: `/roles/${at}`, detail, allowed: [...allowed] };
}

export function expiryFault(expiresAt: Instant | null, now: Instant): RequestFault | null {
  if (expiresAt === null || Date.parse(expiresAt) > Date.parse(now)) return null;
  return { in: 'body', pointer: '/expiresAt', detail: `must be after now, ${now}` };
}

export const hoursAfter = (at: Instant, hours: number): Instant =>
  instantSchema.parse(new Date(Date.parse(at) + hours * 3_600_000).toISOString());
