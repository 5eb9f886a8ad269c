import { uuidv7 } from 'uuidv7';
import type { Role } from '../policy/rules/roles';
import { generateKey } from '../db/access/api-key-secret';
import { insertKey, PLATFORM } from '../db/access/api-keys';
import type { Session } from '../db/connection/client';
import { insertLandlord, type LandlordDetails } from '../db/landlords/landlords';
import { insertPolicy } from '../db/landlords/policies';
import type { Instant } from '../policy/dates/local-date';
import type { PolicyDocument } from '../policy/document/document';

/** Landlords and keys made by the process itself, where nobody has a key yet to ask for them over HTTP. */

export interface KeyDetails {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly expiresAt: Instant | null;
  /** Who made it, as the list of keys will say. */
  readonly by: string;
  /** Left out, a new one. */
  readonly id?: string;
}

/** What the first key of a landlord may do: run the procedure and administer the landlord. */
export const FIRST_KEY_ROLES: readonly Role[] = ['complaints-officer', 'landlord-admin'];

/** The key itself, which nothing keeps. */
export async function issueKey(
  session: Session,
  landlordId: string,
  { name, roles, expiresAt, by, id = uuidv7() }: KeyDetails,
  now: Instant,
): Promise<string> {
  const { key, prefix, hash } = generateKey(landlordId);
  const row = {
    id,
    name,
    prefix,
    hash,
    roles: [...roles],
    expiresAt,
    createdAt: now,
    createdBy: by,
  };
  await insertKey(session, landlordId, row);
  return key;
}

export function issuePlatformKey(session: Session, name: string, by: string, now: Instant): Promise<string> {
  return issueKey(session, PLATFORM, { name, roles: ['platform-admin'], expiresAt: null, by }, now);
}

export async function createLandlord(
  session: Session,
  details: LandlordDetails,
  now: Instant,
  landlordId: string = uuidv7(),
): Promise<string> {
  await insertLandlord(session, landlordId, details, now);
  return landlordId;
}

/** Publishes a landlord's first procedure, under the version and from the day that its document names. */
export async function publishProcedure(
  session: Session,
  landlordId: string,
  document: PolicyDocument,
  published: { readonly by: string; readonly now: Instant },
): Promise<void> {
  const { version, effectiveFrom, effectiveTo } = document;
  const policy = { version, effectiveFrom, effectiveTo, document };
  const outcome = await insertPolicy(session, landlordId, {
    ...policy,
    publishedAt: published.now,
    publishedBy: published.by,
  });
  if (outcome !== 'inserted') throw new Error(`Landlord ${landlordId} has a procedure already: ${outcome}`);
}
