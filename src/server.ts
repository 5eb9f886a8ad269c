import { resolve } from 'node:path';
import type { FastifyInstance } from 'fastify';
import pino, { type Logger } from 'pino';
import { buildApp } from './http/app';
import { type Config, loadConfig } from './process/config';
import { EmbeddedUnusable } from './db/embedded/unusable';
import { keepFeedInOrder } from './db/setup/feed-epoch';
import { DatabaseUnusable } from './db/setup/migrate';
import { seedDemo } from './demo/seed';
import { type DemoKeys, writeDemoKeys } from './demo/keys';
import { AddressUnusable, assertFree, explainListenError } from './process/address';
import { LOG_SERIALIZERS, tellable } from './db/connection/loggable-error';
import { MaintenanceMetrics } from './process/maintenance-metrics';
import { startMaintenance } from './process/maintenance';
import { judgeLogin, openServiceDatabase, type ServiceDatabase } from './process/database';
import { systemNow } from './process/system-clock';
import type { Tracing } from './tracing/start';

/** A collector that takes longer for the last spans of this process does without them. */
const LAST_SPANS_MS = 2_000;
/** Beyond the time to drain: the last spans, the access log, the connections. Whoever stops us waits for 15 seconds. */
const REST_OF_STOP_MS = 4_000;

const BY_ENVIRONMENT = 'It is set by the environment, as in PORT=4000.';

interface Service {
  stop(): Promise<void>;
}

async function main(): Promise<void> {
  const given = process.argv.slice(2);
  if (given.length > 0)
    return refuse([`It takes no arguments, and was given ${given.join(' ')}. ${BY_ENVIRONMENT}`]);
  const loaded = loadConfig(process.env);
  if ('faults' in loaded) return refuse(loaded.faults);

  const asked = stopAsked(process.env.npm_lifecycle_event !== undefined);
  void asked.then(() => leaveAfter(loaded.config.drainMs + REST_OF_STOP_MS));
  try {
    const service = await startService(loaded.config);
    say(`${await asked}: finishing what is in progress.`);
    await service.stop();
    say('Redress has stopped.');
    process.exit(0);
  } catch (error) {
    if (!isExpected(error)) throw error;
    refuse([error.message]);
  }
}

/**
 * Listened for from the first moment, so that a start that is called off still stops its database. Kept for good:
 * Ctrl-C under npm arrives twice, once from the terminal and once from npm.
 */
function stopAsked(underNpm: boolean): Promise<string> {
  return new Promise((stop) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop(`${signal} received`));
    if (!underNpm) return;
    // npm passes SIGTERM to the shell between it and us, which dies of it without a word: only our parent changes.
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) stop('npm was ended');
    }, 250).unref();
  });
}

/** For a stop that waits for what never comes: a database that is silent, or, at a start, another's migration. */
function leaveAfter(boundMs: number): void {
  setTimeout(() => {
    console.error(`Redress did not come to its end within ${boundMs / 1000} seconds and leaves as it is.`);
    process.exit(1);
  }, boundMs).unref();
}

async function startService(config: Config): Promise<Service> {
  await assertFree(config);
  const destination = pino.destination({ sync: false, minLength: 4096, periodicFlush: 200 });
  const logger = pino({ level: config.logLevel, serializers: LOG_SERIALIZERS }, destination);
  const tracing = await tracingIfWanted(config, logger);
  const opened = await openServiceDatabase({
    config: config.database,
    poolSize: config.poolSize,
    whenInUse: 'refuse',
    migrating: 'if-owner',
    log: say,
    onConnect: keepFeedInOrder,
    ...(tracing && { timed: tracing.spans.step }),
  });
  try {
    await judgeLogin(config.database, opened.database, say);
    const keys = await seedIfWanted(config, opened);
    const { database } = opened;
    const { oidc, limits, trustedProxies, http, keeping } = config;
    const metrics = new MaintenanceMetrics();
    const app = buildApp({
      database,
      now: systemNow,
      logger,
      oidc,
      limits,
      trustedProxies,
      http,
      maintenance: metrics,
      ...(tracing && { beginSpan: tracing.spans.ofRequest }),
    });
    await app.listen({ port: config.port, host: config.host }).catch(async (error: unknown) => {
      await app.close();
      throw explainListenError(config, error);
    });
    const maintenance = startMaintenance({
      database,
      now: systemNow,
      metrics,
      keeping,
      onFailure: (error, landlordId) =>
        landlordId === null
          ? logger.error({ err: error }, 'a round of maintenance failed')
          : logger.error({ err: error, landlordId }, 'maintenance failed for a landlord'),
      ...(tracing && { around: (round) => tracing.spans.ofItsOwn('maintenance', round) }),
    });
    announce(app, keys);
    return {
      async stop() {
        // Together: a round that went on to the next landlords meanwhile would have to be waited for afterwards.
        await Promise.all([drain(app, config.drainMs), maintenance.stop()]);
        await tracing?.stop(LAST_SPANS_MS);
        await opened.close();
        destination.flushSync();
      },
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** Loaded where traces are wanted: without, the service is as if there were none. */
async function tracingIfWanted({ tracing }: Config, logger: Logger): Promise<Tracing | null> {
  if (tracing === null) return null;
  const { startTracing } = await import('./tracing/start.js');
  return startTracing(tracing, (lost, error) =>
    logger.warn({ err: error, lost }, 'spans could not be delivered'),
  );
}

async function seedIfWanted(
  { database: config }: Config,
  { database }: ServiceDatabase,
): Promise<DemoKeys | null> {
  if (config.mode !== 'embedded' || config.seed !== 'demo') return null;
  return seedDemo(database, systemNow(), (keys) => writeDemoKeys(resolve(config.dataDir), keys));
}

/** Stops accepting and lets what is in progress finish; what takes too long is cut off. */
async function drain(app: FastifyInstance, boundMs: number): Promise<void> {
  // A connection that is kept alive after its last answer would otherwise be waited for until its own timeout.
  const dismissal = setInterval(() => app.server.closeIdleConnections(), 50);
  const cutOff = setTimeout(() => void app.cutOff(), boundMs);
  await app.close();
  clearInterval(dismissal);
  clearTimeout(cutOff);
}

function announce(app: FastifyInstance, keys: DemoKeys | null): void {
  if (keys !== null) {
    say('The demo landlords and their API keys (shown once; also in demo-keys.json in the data directory):');
    for (const [name, { key }] of Object.entries(keys)) say(`  ${name.padEnd(10)} ${key}`);
  }
  say(`Redress is ready. Swagger UI: ${reachableAt(app)}/docs`);
}

/** For a person on this machine: an address that stands for all of them cannot be opened in a browser. */
function reachableAt(app: FastifyInstance): string {
  const at = app.server.address();
  if (at === null || typeof at === 'string') throw new Error('The service listens, but on no TCP port');
  const host = ['0.0.0.0', '::'].includes(at.address) ? '127.0.0.1' : at.address;
  return `http://${host.includes(':') ? `[${host}]` : host}:${at.port}`;
}

function isExpected(error: unknown): error is Error {
  return (
    error instanceof DatabaseUnusable || error instanceof EmbeddedUnusable || error instanceof AddressUnusable
  );
}

function refuse(reasons: readonly string[]): void {
  for (const reason of reasons) console.error(`Redress cannot start: ${reason}`);
  process.exit(1);
}

function say(line: string): void {
  console.log(line);
}

main().catch((error: unknown) => {
  console.error('Redress has failed:', tellable(error));
  process.exit(1);
});
