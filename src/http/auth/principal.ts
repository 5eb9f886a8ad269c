import type { FastifyRequest } from 'fastify';
import type { Role } from '../../policy/rules/roles';
import type { KeyLimit } from '../../db/schema/access';

/** Who is calling. The landlord of everything a request touches comes from here and from nowhere else. */
export interface Principal {
  readonly landlordId: string;
  /** Null for a person whom the identity provider vouches for. */
  readonly keyId: string | null;
  /** What the record calls it: the name of the key, or the landlord's reference for the person. */
  readonly name: string;
  readonly roles: readonly Role[];
  /** The landlord's reference for the person who calls, as assignments name them; null for a key of no person. */
  readonly person: string | null;
  /** What a key is good for within its roles; null: all they allow. */
  readonly only: KeyLimit | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Null on the few routes that need no key; elsewhere read it with `principalOf`. */
    principal: Principal | null;
  }
}

export function principalOf(request: Pick<FastifyRequest, 'principal'>): Principal {
  if (request.principal === null) throw new Error('This route is outside the authenticated scope');
  return request.principal;
}

/**
 * As the record of a complaint names the one who acted. Of a key with its id, as the access log has it: two keys may be
 * called the same, the old and the new one of a rotation always are. In events of earlier releases the id is not there.
 */
export const actorOf = ({ keyId, name }: Principal): string =>
  keyId === null ? `person:${name}` : `key:${name}#${keyId}`;

/** The person who acts, and for which landlord, as every act is told. */
export function actingOf(request: Pick<FastifyRequest, 'principal'>): {
  readonly landlordId: string;
  readonly actor: string;
} {
  const principal = principalOf(request);
  return { landlordId: principal.landlordId, actor: actorOf(principal) };
}

/** What tells one caller of a landlord from another. No id of a key has a colon in it. */
export const callerOf = ({ keyId, name }: Pick<Principal, 'keyId' | 'name'>): string =>
  keyId ?? `person:${name}`;

export const isPlatform = ({ roles }: Principal): boolean => roles.includes('platform-admin');
