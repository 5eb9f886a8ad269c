import { hashOf, landlordOfKey, shownOf } from '../../db/access/api-key-secret';
import { findKey, touchLastUsed } from '../../db/access/api-keys';
import type { Database } from '../../db/connection/client';
import type { Instant } from '../../policy/dates/local-date';
import type { KeyCache, KnownKey } from './key-cache';
import type { Principal } from './principal';
import { isRole } from './roles';
import { type Denial, outOfTime, unproven } from './denial';

export interface KeyDeps {
  readonly database: Database;
  readonly now: () => Instant;
  readonly keys: KeyCache;
}

/** An API key is told from an access token by how it begins. */
export const looksLikeKey = (text: string): boolean => text.startsWith('rdr_');

/** What memory keeps of credentials, in place of themselves. */
export const nameOf = (credentials: string): string => hashOf(credentials).toString('base64');

/** Asks the database. A holder of a real key learns that it has run out; anyone else learns nothing. */
export async function findKnownKey(key: string, { database, keys }: KeyDeps): Promise<KnownKey | Denial> {
  const landlordId = landlordOfKey(key);
  if (landlordId === undefined) return unproven('This is no API key: a character is missing or mistyped.');
  const known = await keys.find(landlordId, nameOf(key), async () => {
    const row = await findKey(database, landlordId, hashOf(key));
    if (!row || row.revokedAt !== null) return null;
    const { id: keyId, name, person, only } = row;
    const principal = { landlordId, keyId, name, roles: row.roles.filter(isRole), person, only };
    return { principal, expiresAt: row.expiresAt };
  });
  return known ?? unproven('This API key is unknown or revoked.');
}

/** The one who uses a known key now, unless it has run out; notes the use. */
export function useKey(
  { principal, expiresAt }: KnownKey,
  { database, now, keys }: KeyDeps,
  onLost: (error: unknown) => void,
): Principal | Denial {
  const at = now();
  if (expiresAt !== null && Date.parse(expiresAt) <= Date.parse(at))
    return outOfTime(`This API key expired at ${expiresAt}.`);
  if (keys.isUseNews(principal.keyId, at)) {
    // Nobody waits for it: a lost "last used" harms no one, a slower request would.
    touchLastUsed(database, principal.landlordId, principal.keyId, at).catch(onLost);
  }
  return principal;
}

/** As much of a key as its list shows, for the log; null for what is no key and could be anybody's password. */
export const shownOfKey = (text: string): string | null =>
  landlordOfKey(text) === undefined ? null : shownOf(text);
