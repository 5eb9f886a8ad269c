import type { FastifyInstance, FastifyRequest } from 'fastify';
import { uuidv7 } from 'uuidv7';
import { type AccessEntry, appendAccess } from '../db/access-log';
import type { Database } from '../db/client';
import type { Instant } from '../policy/local-date';
import type { Tag } from './openapi/introduction';
import { callerOf } from './principal';
import { storable } from './safe-input';

/** Whose operations show or change what a resident said or who they are. */
const PERSONAL: readonly Tag[] = ['Complaints', 'Acts', 'Contacts', 'Events', 'Privacy', 'Access log'];

/** Entries are written together, since one statement for each read would cost as much as the read itself. */
const EVERY_MS = 1_000;
const TOGETHER = 500;
/** What is kept while the database is away. Past it the oldest give way, and the log of the process says how many. */
const MOST_WAITING = 50_000;

export interface AccessLogDeps {
  readonly database: Database;
  readonly now: () => Instant;
}

/**
 * Notes who read or changed personal data, when, from where and with which key, refusals included. A change is on
 * record in its event before its answer leaves; a read is noted within a second of it, and at a stop none is lost.
 */
export class AccessLog {
  private waiting = new Map<string, AccessEntry[]>();
  private count = 0;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly deps: AccessLogDeps,
    private readonly onTrouble: (message: string, error: unknown) => void,
  ) {}

  note(request: FastifyRequest, status: number): void {
    const { operation } = request.routeOptions.config;
    const { principal } = request;
    if (!principal || !operation || !PERSONAL.includes(operation.tag)) return;
    const { landlordId, name } = principal;
    this.add(landlordId, [
      {
        id: uuidv7(),
        at: this.deps.now(),
        principal: storable(callerOf(principal)),
        name: storable(name),
        address: request.ip,
        requestId: request.id,
        operation: operation.id,
        subject: subjectOf(request.params),
        status,
      },
    ]);
    if (this.count >= TOGETHER) void this.flush();
  }

  /** Settles when all that was noted before is written, or has failed to be and waits on. */
  flush(): Promise<void> {
    this.writing = this.writing.then(() => this.write());
    return this.writing;
  }

  private add(landlordId: string, entries: readonly AccessEntry[]): void {
    const waiting = this.waiting.get(landlordId);
    if (waiting) waiting.push(...entries);
    else this.waiting.set(landlordId, [...entries]);
    this.count += entries.length;
  }

  private async write(): Promise<void> {
    const taken = this.waiting;
    this.waiting = new Map();
    this.count = 0;
    for (const [landlordId, entries] of taken) {
      try {
        await appendAccess(this.deps.database, landlordId, entries);
      } catch (error) {
        const room = Math.max(0, MOST_WAITING - this.count);
        const lost = Math.max(0, entries.length - room);
        this.add(landlordId, entries.slice(lost));
        this.onTrouble(
          lost > 0 ? `${lost} entries of the access log are lost` : 'the access log waits',
          error,
        );
      }
    }
  }
}

export function logAccess(app: FastifyInstance, deps: AccessLogDeps): AccessLog {
  const log = new AccessLog(deps, (message, error) => app.log.error({ err: error }, message));
  const timer = setInterval(() => void log.flush(), EVERY_MS);
  timer.unref();
  app.addHook('onResponse', (request, reply, done) => {
    log.note(request, reply.statusCode);
    done();
  });
  app.addHook('onClose', async () => {
    clearInterval(timer);
    await log.flush();
  });
  return log;
}

const LONGEST_SUBJECT = 100;

/** The id or reference in the path, whichever the caller used. */
function subjectOf(params: unknown): string | null {
  const id = typeof params === 'object' && params !== null && 'id' in params ? params.id : null;
  return typeof id === 'string' ? storable(id.slice(0, LONGEST_SUBJECT)) : null;
}
