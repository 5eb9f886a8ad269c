import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Counter, Gauge, type Registry } from 'prom-client';
import { uuidv7 } from 'uuidv7';
import { AccessQueue } from '../../db/access/access-log-queue';
import { asStored } from '../../db/complaints/read';
import type { Database } from '../../db/connection/client';
import type { Instant } from '../../policy/dates/local-date';
import type { OnRequestEnd } from './request-end';
import { callerOf } from '../auth/principal';
import { storable } from '../requests/safe-input';

const EVERY_MS = 1_000;

export interface AccessLogDeps {
  readonly database: Database;
  readonly now: () => Instant;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose record tells of this request, where that is not the caller's own landlord. */
    concerns: string | null;
    /** The complaints and contacts an answer held that its path does not name; each gets an entry of its own. */
    handedOut: readonly string[] | null;
    /** What it made, where neither its path nor its answer's Location says. */
    made: string | null;
  }
}

/** What the platform's key does to a landlord, its keys and its particulars, is for that landlord to see. */
export function concern(request: FastifyRequest, landlordId: string): void {
  request.concerns = landlordId;
}

/** What an answer told of people whom its path does not name: of each complaint or contact it is on record. */
export function handOut(request: FastifyRequest, shown: readonly { readonly id: string }[]): void {
  request.handedOut = shown.map(({ id }) => id);
}

/** What has no address of its own, such as a key, is named by its id. */
export function hasMade(request: FastifyRequest, { id }: { readonly id: string }): void {
  request.made = id;
}

export interface AccessLog {
  /** Settles when what was noted before is written, or has failed to be and waits on. */
  flush(): Promise<void>;
  measure(registry: Registry): void;
}

/**
 * Notes who did what of all that is a landlord's own, when, from where and with which key, refusals included. A change
 * is on record in its event before its answer leaves; the rest is written within a second, and at a stop none is lost.
 */
export function logAccess(
  app: FastifyInstance,
  onRequestEnd: OnRequestEnd,
  { database, now }: AccessLogDeps,
): AccessLog {
  const queue = new AccessQueue(database, (message, error) => app.log.error({ err: error }, message));
  app.decorateRequest('concerns', null);
  app.decorateRequest('handedOut', null);
  app.decorateRequest('made', null);
  onRequestEnd(({ request, reply }) => {
    const { operation } = request.routeOptions.config;
    const { principal } = request;
    if (!principal || !operation || operation.may === 'readPublished') return;
    const landlordId = request.concerns ?? principal.landlordId;
    const entry = {
      id: uuidv7(),
      at: now(),
      principal: storable(callerOf(principal)),
      name: storable(principal.name),
      address: request.ip,
      requestId: request.id,
      operation: operation.id,
      subject: subjectOf(request.params) ?? madeAt(reply.getHeader('location')) ?? request.made,
      status: reply.statusCode,
    };
    queue.add(landlordId, entry);
    // A rotation names the old key in its path and makes another.
    const made = request.made !== null && request.made !== entry.subject ? [request.made] : [];
    for (const subject of [...made, ...(request.handedOut ?? [])])
      queue.add(landlordId, { ...entry, id: uuidv7(), subject });
  });
  const timer = setInterval(() => void queue.flush(), EVERY_MS);
  timer.unref();
  app.addHook('onClose', async () => {
    clearInterval(timer);
    await queue.flush();
  });
  return { flush: () => queue.flush(), measure: (registry) => measureQueue(queue, registry) };
}

const LONGEST_SUBJECT = 100;

/**
 * The id or reference in the path, whichever the caller used, as it is stored: a look that was typed in capitals has to
 * be found beside the others.
 */
function subjectOf(params: unknown): string | null {
  const id = typeof params === 'object' && params !== null && 'id' in params ? params.id : null;
  return typeof id === 'string' ? storable(asStored(id).slice(0, LONGEST_SUBJECT)) : null;
}

/** What a creation made has no id in the path yet; the answer says where it is from now on. */
const madeAt = (location: unknown): string | null =>
  typeof location === 'string'
    ? storable(location.slice(location.lastIndexOf('/') + 1).slice(0, LONGEST_SUBJECT))
    : null;

function measureQueue(queue: AccessQueue, registry: Registry): void {
  const registers = [registry];
  new Gauge({
    name: 'redress_access_log_waiting',
    help: 'Entries of the access log that are noted and not written yet',
    registers,
    collect() {
      this.set(queue.waiting);
    },
  });
  new Counter({
    name: 'redress_access_log_lost_total',
    help: 'Entries of the access log that were given up because too many waited',
    registers,
    collect() {
      this.reset();
      this.inc(queue.lost);
    },
  });
}
