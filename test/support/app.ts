import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import supertest from 'supertest';
import { uuidv7 } from 'uuidv7';
import { generateKey } from '../../src/db/access/api-key-secret';
import { insertKey, PLATFORM } from '../../src/db/access/api-keys';
import type { Database } from '../../src/db/connection/client';
import { insertLandlord, type LandlordDetails } from '../../src/db/landlords/landlords';
import type { KeyLimit } from '../../src/db/schema/access';
import { type AppDeps, buildApp } from '../../src/http/app';
import type { Instant } from '../../src/policy/dates/local-date';
import type { Role } from '../../src/policy/rules/roles';
import { holdToListedCodes } from '../http/problems/hold-to-listed-codes';
import { createTestDatabase, type Owner, type TestDatabase } from './database';

/** What a failing test leaves running would keep the whole run from ending. */
const running = new Set<() => Promise<void>>();
afterAll(async () => {
  for (const stop of running) await stop();
});

function stopOnce(work: () => Promise<void>): () => Promise<void> {
  const stop = async () => {
    if (running.delete(stop)) await work();
  };
  running.add(stop);
  return stop;
}

/** The service as it listens: a real socket, and a clock that stands where the test puts it. */
export interface Served {
  readonly app: FastifyInstance;
  readonly url: string;
  /** Every log line so far, parsed. */
  readonly log: Record<string, unknown>[];
  setNow(now: string): void;
  /** Requests with this key; without one, with none. */
  as(key?: string): Caller;
  stop(): Promise<void>;
}

/** The service on a real PostgreSQL of its own. */
export interface TestApp extends Served {
  readonly database: Database;
  readonly owner: Owner;
  /** The database's address, for a second process of the same service. */
  readonly databaseUrl: string;
  landlord(details?: Partial<LandlordDetails>): Promise<string>;
  /** An API key; without a landlord, one of the platform's own. */
  key(landlordId: string, roles: readonly Role[], details?: KeyDetails): Promise<string>;
  platformKey(): Promise<string>;
}

interface KeyDetails {
  readonly name?: string;
  readonly expiresAt?: string;
  readonly person?: string;
  readonly only?: KeyLimit;
}

export interface Caller {
  get(path: string): supertest.Test;
  post(path: string, body?: object): supertest.Test;
  put(path: string, body?: object): supertest.Test;
  delete(path: string): supertest.Test;
}

/** A Monday. */
export const TEST_NOW = '2026-03-02T10:00:00.000Z' as Instant;

/** What a test sets besides the database and the clock. */
export type AppSettings = Pick<
  AppDeps,
  'oidc' | 'limits' | 'trustedProxies' | 'http' | 'maintenance' | 'beginSpan'
>;

/** A machine that is busy with other tests is no reason to send requests away. */
const NEVER_SHED = { maxEventLoopDelayMs: 0, maxHeapBytes: 0 };

export async function serve(
  database: Database,
  startAt: Instant = TEST_NOW,
  settings: AppSettings = {},
): Promise<Served> {
  let now = startAt;
  const log: Record<string, unknown>[] = [];
  const lines = new Writable({
    write(chunk, _encoding, done) {
      log.push(JSON.parse(String(chunk)));
      done();
    },
  });
  const app = buildApp({
    database,
    now: () => now,
    logger: pino({ level: 'info' }, lines),
    ...settings,
    http: { ...NEVER_SHED, ...settings.http },
  });
  holdToListedCodes(app);
  await app.ready();
  app.server.listen(0, '127.0.0.1');
  await once(app.server, 'listening');
  // The server listens on a TCP port, so its address is no pipe name and not null.
  const { port } = app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const setNow = (at: string) => {
    now = at as Instant;
  };
  return {
    app,
    url,
    log,
    setNow,
    as: (bearer) => caller(url, bearer),
    stop: stopOnce(async () => app.close()),
  };
}

export async function startTestApp(
  startAt: Instant = TEST_NOW,
  settings: AppSettings = {},
): Promise<TestApp> {
  return startTestAppOn(await createTestDatabase(), startAt, settings);
}

/** Stopped, it drops the database. */
export async function startTestAppOn(
  { database, owner, url: databaseUrl, drop }: TestDatabase,
  startAt: Instant = TEST_NOW,
  settings: AppSettings = {},
): Promise<TestApp> {
  const served = await serve(database, startAt, settings);

  const key: TestApp['key'] = async (
    landlordId,
    roles,
    { name = roles.join(' and '), expiresAt, person, only } = {},
  ) => {
    const { key: made, ...secret } = generateKey(landlordId);
    await insertKey(database, landlordId, {
      id: uuidv7(),
      name,
      ...secret,
      roles: [...roles],
      ...(person !== undefined && { person }),
      ...(only !== undefined && { only }),
      expiresAt: (expiresAt ?? null) as Instant | null,
      createdAt: startAt,
      createdBy: 'test',
    });
    return made;
  };
  return {
    ...served,
    database,
    owner,
    databaseUrl,
    key,
    async landlord(details = {}) {
      const { id } = await insertLandlord(database, uuidv7(), { ...aLandlord, ...details }, startAt);
      return id;
    },
    platformKey: () => key(PLATFORM, ['platform-admin']),
    stop: stopOnce(async () => {
      await served.stop();
      await drop();
    }),
  };
}

const aLandlord: LandlordDetails = {
  name: 'Westfield Housing Association',
  division: 'england-and-wales',
  zone: 'Europe/London',
  homes: [],
  ombudsmanContact: null,
};

function caller(url: string, bearer: string | undefined): Caller {
  const signed = (test: supertest.Test) => {
    // Supertest would ask for gzip, and time spent on compressing is no test of anything.
    test.set('Accept-Encoding', 'identity');
    return bearer === undefined ? test : test.set('Authorization', `Bearer ${bearer}`);
  };
  const client = supertest(url);
  return {
    get: (path) => signed(client.get(path)),
    post: (path, body) => signed(client.post(path).send(body)),
    put: (path, body) => signed(client.put(path).send(body)),
    delete: (path) => signed(client.delete(path)),
  };
}
