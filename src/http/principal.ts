import type { FastifyRequest } from 'fastify';
import type { Role } from '../policy/commands/command';

/** Who is calling. The landlord of everything a request touches comes from here and from nowhere else. */
export interface Principal {
  readonly landlordId: string;
  readonly keyId: string;
  readonly name: string;
  readonly roles: readonly Role[];
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

/** As the record of a complaint names the one who acted. */
export const actorOf = ({ name }: Principal): string => `key:${name}`;

export const isPlatform = ({ roles }: Principal): boolean => roles.includes('platform-admin');
