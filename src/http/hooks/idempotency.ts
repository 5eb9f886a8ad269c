import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { type Database, inTransaction } from '../../db/connection/client';
import {
  claimKey,
  findAnswer,
  type IdempotencyScope,
  type KeptAnswer,
  keepAnswer,
} from '../../db/access/idempotency';
import type { Instant } from '../../policy/dates/local-date';
import { InvalidRequest } from '../requests/zod';
import { callerOf, principalOf } from '../auth/principal';
import { notFound, problem } from '../problems/problem';
import { asStored } from '../../db/complaints/read';
import { addressOf, canRead } from './requested-thing';

export interface OnceDeps {
  readonly database: Database;
  readonly now: () => Instant;
}

/** How the header is described to callers. */
export const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  description:
    'A text of your own, new for each request, such as a UUID. Sent again with the same body within a day, the request is answered as it was the first time and not done again.',
  pattern: '^[\\x21-\\x7e]{1,255}$',
} as const;
const FORM = new RegExp(IDEMPOTENCY_KEY.pattern);

/** The contract keeps an answer for a day at least. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/** A twin that comes a moment later is answered like the first; one that would have to wait longer is told so. */
const LOOKS = 60;
const BETWEEN_LOOKS_MS = 50;

/** What of an answer comes again with it; all else, such as the request id, belongs to the request. */
const KEPT_HEADERS = ['content-type', 'etag', 'location', 'link'] as const;

/**
 * Makes every POST of the scope that changes something safe to send twice. The answer is kept by the very transaction that
 * did the work, so that after a crash either both are there or neither; it is told again to a caller who may still see
 * what it tells of. Without the header a request costs nothing more.
 */
export function answerOnce(scope: FastifyInstance, deps: OnceDeps): void {
  // A request that can be done twice keeps no answer, and still its key has to have the right form.
  scope.addHook('preHandler', async ({ method, headers }) => {
    const key = headers['idempotency-key'];
    if (key !== undefined && method !== 'GET' && method !== 'HEAD') keyOf(key);
  });
  scope.addHook('onRoute', (route) => {
    // What only reads has nothing to repeat, and its answer may be what must lie nowhere a second time.
    if (route.method !== 'POST' || route.config?.operation?.readsOnly) return;
    const work = route.handler;
    route.handler = async function (request, reply) {
      const key = request.headers['idempotency-key'];
      return key === undefined
        ? work.call(this, request, reply)
        : once(deps, { key: keyOf(key), request, reply, work: () => work.call(this, request, reply) });
    } satisfies RouteHandlerMethod;
  });
}

function keyOf(given: string | string[]): string {
  if (typeof given === 'string' && FORM.test(given)) return given;
  const detail = 'must be 1 to 255 visible ASCII characters';
  throw new InvalidRequest([{ in: 'header', pointer: '/idempotency-key', detail }]);
}

/** Undoes what a refused request may have begun, and carries its answer past the rollback. */
class Refused extends Error {
  constructor(readonly payload: unknown) {
    super('The request was refused');
  }
}

/** A request that came with a key, and the work it asks for. */
interface KeyedRequest {
  readonly key: string;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly work: () => unknown;
}

async function once(deps: OnceDeps, keyed: KeyedRequest): Promise<unknown> {
  const { key, request, reply } = keyed;
  const principal = principalOf(request);
  const { landlordId } = principal;
  const address = await addressOf(request, deps.database);
  const scope = { principal: callerOf(principal), operation: `${request.method} ${address}`, key };
  for (let looks = 0; looks < LOOKS; looks += 1) {
    // No connection is held while waiting for a twin: it may need one itself.
    if (looks > 0) await pause(BETWEEN_LOOKS_MS);
    const done = await inTransaction(deps.database, async () => {
      clear(reply);
      if (!(await claimKey(deps.database, landlordId, scope))) return null;
      return { payload: await answer(deps, address, scope, keyed) };
    });
    if (done) return done.payload;
  }
  reply.header('retry-after', '1');
  return problem(reply, 'request_in_progress');
}

/** A transaction that PostgreSQL undid is run again: what it had come to is no answer to what it comes to now. */
function clear(reply: FastifyReply): void {
  reply.code(200);
  for (const name of KEPT_HEADERS) reply.removeHeader(name);
}

async function answer(
  { database, now }: OnceDeps,
  address: string,
  scope: IdempotencyScope,
  { request, reply, work }: KeyedRequest,
): Promise<unknown> {
  const { landlordId } = principalOf(request);
  const sees = ({ location }: Readonly<Record<string, string>>) =>
    canRead(database, landlordId, location === undefined ? [address] : [address, location]);
  const fingerprint = fingerprintOf(request);
  const kept = await findAnswer(database, landlordId, scope, now());
  if (kept) {
    if (!fingerprint.equals(kept.fingerprint)) return problem(reply, 'key_reused');
    // A handler may log what it cannot read, and is told of it by this answer alone: that it may be told again.
    return kept.seen === false || (await sees(kept.headers)) ? repeated(reply, kept) : notFound(reply);
  }
  const body = await answerOf(database, reply, work);
  if (isLasting(reply.statusCode)) {
    const createdAt = now();
    const headers = keptHeaders(reply);
    await keepAnswer(database, landlordId, scope, {
      fingerprint,
      status: reply.statusCode,
      headers,
      seen: await sees(headers),
      body: isSecret(request) && reply.statusCode < 300 ? null : body,
      createdAt,
      expiresAt: new Date(Date.parse(createdAt) + KEPT_MS).toISOString() as Instant,
    });
  }
  return body;
}

/** The body as it will be sent. A refusal undoes all that the work may have written before it refused. */
async function answerOf(database: Database, reply: FastifyReply, work: () => unknown): Promise<string> {
  try {
    return await inTransaction(database, async () => {
      const payload = await work();
      if (reply.statusCode >= 400) throw new Refused(payload);
      return serialized(reply, payload);
    });
  } catch (error) {
    if (error instanceof Refused) return serialized(reply, error.payload);
    throw error;
  }
}

function serialized(reply: FastifyReply, payload: unknown): string {
  // Fastify names the type of what it serialises itself; what was serialised before it has to be named.
  if (reply.getHeader('content-type') === undefined)
    reply.header('content-type', 'application/json; charset=utf-8');
  return payload === undefined ? '' : String(reply.serialize(payload));
}

/**
 * A state that passes (too late, too early, not yet assigned to this handler) is not kept: the caller's next try may
 * well succeed.
 */
const isLasting = (status: number): boolean => status < 400 || status === 422;

const isSecret = ({ routeOptions }: FastifyRequest): boolean =>
  routeOptions.config.operation?.answersWithSecret === true;

function repeated(reply: FastifyReply, { status, headers, body }: KeptAnswer): unknown {
  if (body === null) return problem(reply, 'answer_not_repeated');
  reply.code(status).headers({ ...headers, 'idempotency-replayed': 'true' });
  return body;
}

const keptHeaders = (reply: FastifyReply): Record<string, string> =>
  Object.fromEntries(
    KEPT_HEADERS.flatMap((name) => {
      const value = reply.getHeader(name);
      return value === undefined ? [] : [[name, String(value)]];
    }),
  );

/**
 * Of the request as it was understood: the order of its fields and the spaces between them do not make it another, nor
 * do capitals in the id of whose thing is meant.
 */
function fingerprintOf({ query, body, headers }: FastifyRequest): Buffer {
  const meant = Object.entries(query ?? {}).map(([name, value]) => [
    name,
    typeof value === 'string' ? asStored(value) : value,
  ]);
  const asked = JSON.stringify([Object.fromEntries(meant), body ?? null, headers['if-match'] ?? null]);
  return createHash('sha256').update(asked).digest();
}
