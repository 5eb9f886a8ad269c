import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hashOf, landlordOfKey } from '../db/api-key-secret';
import { findKey, touchLastUsed } from '../db/api-keys';
import type { Database } from '../db/client';
import type { Role } from '../policy/commands/command';
import type { Instant } from '../policy/local-date';
import type { KeyCache, KnownKey } from './key-cache';
import { type Principal, principalOf } from './principal';
import { sendProblem } from './problem';
import { isRole, MAY } from './roles';

export interface AuthDeps {
  readonly database: Database;
  readonly now: () => Instant;
  readonly keys: KeyCache;
}

/** Makes every route of this scope need a key and one of the roles its operation names. */
export function authenticate(scope: FastifyInstance, deps: AuthDeps): void {
  scope.addHook('onRequest', async (request, reply) => {
    const found = await principalBehind(request, deps);
    if (typeof found === 'string') return refuseCredentials(request, reply, found);
    request.principal = found;
    return refuseRole(request, reply);
  });
}

/** The principal, or why there is none. A holder of a real key learns that it has run out; anyone else learns nothing. */
async function principalBehind(
  { headers, log }: FastifyRequest,
  { database, now, keys }: AuthDeps,
): Promise<Principal | string> {
  const header = headers.authorization;
  if (header === undefined) return 'Send an API key: Authorization: Bearer rdr_…';
  const key = /^Bearer +(\S+) *$/i.exec(header)?.[1];
  if (key === undefined) return 'The Authorization header has to read: Bearer, a space, the API key.';
  const hash = hashOf(key);
  const name = hash.toString('base64');
  // Memory first: only a real key is ever in it, and reading the landlord off a key takes longer than all the rest.
  const known = keys.recall(name) ?? (await lookUp(key, hash, name, { database, keys }));
  if (typeof known === 'string') return known;
  const at = now();
  if (known.expiresAt !== null && Date.parse(known.expiresAt) <= Date.parse(at)) {
    return `This API key expired at ${known.expiresAt}.`;
  }
  if (keys.isUseNews(known.principal.keyId, at)) {
    // Nobody waits for it: a lost "last used" harms no one, a slower request would.
    touchLastUsed(database, known.principal.landlordId, known.principal.keyId, at).catch((error: unknown) =>
      log.warn({ err: error }, 'the last use of a key could not be recorded'),
    );
  }
  return known.principal;
}

async function lookUp(
  key: string,
  hash: Buffer,
  name: string,
  { database, keys }: Pick<AuthDeps, 'database' | 'keys'>,
): Promise<KnownKey | string> {
  const landlordId = landlordOfKey(key);
  if (landlordId === undefined) return 'This is no API key: a character is missing or mistyped.';
  const known = await keys.find(landlordId, name, async () => {
    const row = await findKey(database, landlordId, hash);
    if (!row || row.revokedAt !== null) return null;
    const principal = { landlordId, keyId: row.id, name: row.name, roles: row.roles.filter(isRole) };
    return { principal, expiresAt: row.expiresAt };
  });
  return known ?? 'This API key is unknown or revoked.';
}

function refuseCredentials(request: FastifyRequest, reply: FastifyReply, detail: string): FastifyReply {
  const given = request.headers.authorization !== undefined;
  reply.header('www-authenticate', `Bearer realm="redress"${given ? ', error="invalid_token"' : ''}`);
  return sendProblem(reply, 'unauthenticated', { detail });
}

function refuseRole(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  const may = request.routeOptions.config.operation?.may;
  if (!may)
    throw new Error(`${request.routeOptions.url} stands in the authenticated scope and names no roles`);
  const allowed: readonly Role[] = typeof may === 'string' ? MAY[may] : may;
  const { roles } = principalOf(request);
  if (roles.some((role) => allowed.includes(role))) return undefined;
  return sendProblem(reply, 'forbidden', {
    detail: `This needs one of the roles ${allowed.join(', ')}; the key has ${roles.join(', ') || 'none'}.`,
    allowed: { roles: [...allowed] },
  });
}
