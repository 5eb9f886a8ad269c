import { z } from 'zod';
import type { Role } from '../../policy/rules/roles';
import { personSchema } from '../../policy/events/parts';
import { isRole, LANDLORD_ROLES } from './roles';
import { storable } from '../requests/safe-input';

/** Which claims say what. A claim inside another is written with dots, as in `realm_access.roles`. */
export interface ClaimNames {
  readonly role: string;
  readonly landlord: string;
  readonly person: string;
}

export interface Claimed {
  readonly landlordId: string;
  readonly person: string;
  readonly roles: readonly Role[];
}

/** What a proved token says of its bearer, or what it fails to say. */
export function claimedBy(payload: Readonly<Record<string, unknown>>, names: ClaimNames): Claimed | string {
  const landlord = z.uuid().safeParse(claimOf(payload, names.landlord));
  if (!landlord.success)
    return `The access token names no landlord: its claim ${names.landlord} is no landlord's id.`;
  const person = personSchema.safeParse(claimOf(payload, names.person));
  // No guard of the input sees a token, and PostgreSQL could keep no act under such a name.
  if (!person.success || storable(person.data) !== person.data)
    return `The access token names no person in its claim ${names.person}.`;
  const roles = listed(claimOf(payload, names.role)).filter(isRole).filter(isLandlords);
  if (roles.length === 0)
    return `The access token gives no role: its claim ${names.role} has none of ${LANDLORD_ROLES.join(', ')}.`;
  return { landlordId: landlord.data.toLowerCase(), person: person.data, roles };
}

/** The platform is run with keys of its own: no directory of a landlord's staff can give that role away. */
const isLandlords = (role: Role): boolean => LANDLORD_ROLES.some((each) => each === role);

/** Providers send a list, or one text with spaces as in `scope`. */
function listed(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(/\s+/);
  return Array.isArray(claim) ? claim.filter((each): each is string => typeof each === 'string') : [];
}

/** The whole name first: claims are often named by an address, which has dots of its own. */
function claimOf(payload: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(payload, name)) return payload[name];
  return name.split('.').reduce<unknown>((claim, part) => {
    if (typeof claim !== 'object' || claim === null || !Object.hasOwn(claim, part)) return undefined;
    return Object.getOwnPropertyDescriptor(claim, part)?.value;
  }, payload);
}
