import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type AccessTokens, looksLikeToken } from './access-tokens';
import { findKnownKey, type KeyDeps, looksLikeKey, nameOf, shownOfKey, useKey } from './api-keys';
import type { KnownKey } from './key-cache';
import type { KeyRing } from './key-ring';
import { refuseDeparture } from './departing';
import { ambiguous, answerDenial, Denial, KEY_HEADER, unproven } from './denial';
import { type Principal, principalOf } from './principal';
import type { FailedAttempts, Quota } from './rate-limits';
import { sendProblem } from '../problems/problem';
import { isWithin } from './key-limits';
import { rolesOf } from './roles';

export interface AuthDeps extends KeyDeps {
  /** Null where no identity provider is configured. */
  readonly tokens: AccessTokens | null;
  readonly failures: FailedAttempts;
  readonly ring: KeyRing;
  readonly quota: Quota;
}

/** Makes every route of this scope need credentials and one of the roles its operation names. */
export function authenticate(scope: FastifyInstance, deps: AuthDeps): void {
  scope.addHook('onRequest', async (request, reply) => {
    const found = await principalBehind(request, deps);
    if (found instanceof Denial) return answerDenial(reply, found);
    request.principal = found;
    const spent = await deps.quota.take(reply, found);
    return spent ? answerDenial(reply, spent) : refuseOperation(request, reply);
  });
  scope.addHook('preHandler', refuseDeparture);
}

/** The principal, or why there is none. */
async function principalBehind(request: FastifyRequest, deps: AuthDeps): Promise<Principal | Denial> {
  const { ip, log } = request;
  const given = credentialsIn(request);
  if (given instanceof Denial) return given;
  const name = nameOf(given);
  // Memory first: reading the landlord off a key takes longer than all the rest.
  const recalled = deps.keys.recall(name);
  if (recalled) return usedKey(recalled, request, deps);

  // New every few minutes, tokens can never be known from before; and a whole office sends them from one address. But
  // what is no guess is told by arithmetic alone, so nobody's failures stand in their way.
  const shown = await provedToken(given, request, deps);
  if (shown && !isGuess(shown)) return shown;
  const barred = await deps.failures.denial(ip, name);
  // A right key is let in all the same, though it is new to this process: after a start every key is.
  if (barred && !(await deps.ring.holds(given))) return barred;
  const found = shown ?? (await provedKey(given, request, deps));
  if (!(found instanceof Denial)) deps.failures.succeeded(name);
  else if (found.isGuess) {
    await deps.failures.failed(ip, name);
    // As much of a key as its list shows, to find whose it is; of anything else nothing: it may be a password.
    log.warn({ address: ip, key: shownOfKey(given), reason: found.facts.detail }, 'credentials refused');
  }
  return found;
}

/**
 * The one text that is to prove who calls. A key may come in X-API-Key too, which is all that some tools can send; a
 * token comes as RFC 6750 has it. Two texts could prove two callers, so they are refused; what a proxy has in Authorization
 * for itself, such as Basic, proves nothing here and is passed over.
 */
function credentialsIn({ headers }: FastifyRequest): string | Denial {
  const { authorization, [KEY_HEADER]: key } = headers;
  if (key === undefined) {
    if (authorization === undefined)
      return unproven('Send an API key: Authorization: Bearer rdr_…, or X-API-Key: rdr_…');
    return /^Bearer +(\S+) *$/i.exec(authorization)?.[1] ?? '';
  }
  if (/^Bearer\b/i.test(authorization ?? ''))
    return ambiguous('Send either Authorization or X-API-Key, and not both.');
  if (typeof key === 'string' && looksLikeKey(key.trim())) return key.trim();
  return unproven('X-API-Key takes an API key, which begins with rdr_.');
}

const isGuess = (found: Principal | Denial): boolean => found instanceof Denial && found.isGuess;

const usedKey = (known: KnownKey, { log }: FastifyRequest, deps: AuthDeps): Principal | Denial =>
  useKey(known, deps, (error) => log.warn({ err: error }, 'the last use of a key could not be recorded'));

/** Null where it is no token. */
async function provedToken(
  given: string,
  { log }: FastifyRequest,
  { tokens, now }: AuthDeps,
): Promise<Principal | Denial | null> {
  if (looksLikeKey(given) || !looksLikeToken(given)) return null;
  if (!tokens) return unproven('This service takes API keys only: it has no identity provider.');
  return tokens.principalBehind(given, now(), (error) =>
    log.error({ err: error }, 'the identity provider failed'),
  );
}

async function provedKey(
  given: string,
  request: FastifyRequest,
  deps: AuthDeps,
): Promise<Principal | Denial> {
  if (given === '') return unproven('The Authorization header has to read: Bearer, a space, the API key.');
  const known = await findKnownKey(given, deps);
  return known instanceof Denial ? known : usedKey(known, request, deps);
}

function refuseOperation(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  const { operation } = request.routeOptions.config;
  if (!operation?.may)
    throw new Error(`${request.routeOptions.url} stands in the authenticated scope and names no roles`);
  const allowed = rolesOf(operation.may);
  const { roles, keyId, only } = principalOf(request);
  if (roles.some((role) => allowed.includes(role))) {
    if (only === null || isWithin(only, { method: request.method, operation })) return undefined;
    return sendProblem(reply, 'beyond_key', {
      detail: only === 'read' ? 'The key is for reading alone.' : `The key is not for ${operation.id}.`,
      allowed: only === 'read' ? { methods: ['GET'] } : { operations: [...only] },
    });
  }
  const whose = keyId === null ? 'the access token' : 'the key';
  return sendProblem(reply, 'forbidden', {
    detail: `This needs one of the roles ${allowed.join(', ')}; ${whose} has ${roles.join(', ') || 'none'}.`,
    allowed: { roles: [...allowed] },
  });
}
