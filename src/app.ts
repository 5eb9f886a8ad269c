import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { Rulebook } from './complaints/rulebook';
import type { Database } from './db/client';
import { logAccess } from './http/access-log';
import { findLandlord, type LandlordRow } from './db/landlords';
import { Remembered } from './db/remembered';
import { authenticate } from './http/auth';
import { AccessTokens, type OidcSettings } from './http/identity/access-tokens';
import { refuseUndeclaredStatuses, serializeByZod, validateByZod, type ZodTypeProvider } from './http/bridge';
import { admitOrigins } from './http/cross-origin';
import { Cursors } from './http/cursors';
import { watchEndings } from './http/endings';
import { answerErrors, answerUnreadable, answerUnroutable, passOverExpectations } from './http/errors';
import { refuseUnsafeInput } from './http/guard-input';
import { secureHeaders } from './http/headers';
import { refuseWhileClockIsWrong } from './http/host-clock';
import { answerOnce } from './http/idempotency';
import { readJsonBodies } from './http/json-body';
import { KeyCache } from './http/key-cache';
import { followChanges } from './http/changes';
import { shedLoad } from './http/load-shedding';
import { measure } from './http/metrics';
import { serveDocs } from './http/openapi/docs';
import { FailedAttempts, type Limits, Quota, USUAL_LIMITS } from './http/rate-limits';
import { logRequests, quietFastify } from './http/request-log';
import { type BeginSpan, traceRequests } from './http/request-spans';
import { Rounds } from './http/rounds';
import { healthRoutes } from './http/routes/health';
import { serviceRoutes } from './http/routes/service';
import { v1Routes } from './http/routes/v1';
import { ServedRoutes } from './http/served-routes';
import { type HttpSettings, httpDefaults } from './http/settings';
import { refuseWhileClosing } from './http/shutdown';
import { limitHandlers } from './http/sight';
import { logTrace, requestIdOf } from './http/trace';
import { LOG_SERIALIZERS } from './log-errors';
import type { Instant } from './policy/local-date';

export interface AppDeps {
  readonly database: Database;
  readonly now: () => Instant;
  readonly logger: FastifyBaseLogger;
  /** Left out, or null: API keys only. */
  readonly oidc?: OidcSettings | null;
  readonly limits?: Limits;
  /** The proxies whose word is taken for where a request came from, as addresses and networks. */
  readonly trustedProxies?: readonly string[];
  readonly http?: Partial<HttpSettings>;
  /** What maintenance tells of itself; left out where the app runs without any. */
  readonly rounds?: Rounds;
  /** Left out: no request has a span. */
  readonly beginSpan?: BeginSpan | null;
}

const LARGEST_BODY = 1024 * 1024;
/** Headers are sent in one piece by all but those who mean to hold a connection open. */
const LONGEST_HEADERS_MS = 10_000;
/** How often Node looks for requests that take too long to arrive. */
const BETWEEN_LOOKS_MS = 1000;
/** Long enough that the length of an id is never the router's business: a route says itself what is wrong with one. */
const LONGEST_PARAMETER = 16 * 1024;

/** The whole service over HTTP, listening to nothing yet. Read downwards, it is the order in which a request meets it. */
export function buildApp({
  database,
  now,
  logger,
  oidc = null,
  limits = USUAL_LIMITS,
  trustedProxies = [],
  http: given = {},
  rounds = new Rounds(),
  beginSpan = null,
}: AppDeps): FastifyInstance {
  const http = { ...httpDefaults(), ...given };
  const app = Fastify({
    loggerInstance: logger.child({}, { serializers: LOG_SERIALIZERS }),
    logController: quietFastify(),
    genReqId: requestIdOf,
    childLoggerFactory: logTrace,
    bodyLimit: LARGEST_BODY,
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    requestTimeout: http.requestTimeoutMs,
    http: {
      headersTimeout: Math.min(LONGEST_HEADERS_MS, http.requestTimeoutMs),
      connectionsCheckingInterval: BETWEEN_LOOKS_MS,
    },
    // Answered by refuseWhileClosing, as a problem like any other.
    return503OnClosing: false,
    clientErrorHandler: answerUnreadable,
    frameworkErrors: answerUnroutable,
    routerOptions: { maxParamLength: LONGEST_PARAMETER, caseSensitive: true },
  });
  const keys = new KeyCache();
  const landlords = new Remembered<LandlordRow>();
  const landlordOf = (id: string) => landlords.find(id, id, () => findLandlord(database, id));
  const isLandlord = async (id: string) => (await landlordOf(id)) !== null;
  const identity = {
    tokens: oidc && new AccessTokens(oidc, isLandlord),
    failures: new FailedAttempts(limits),
    quota: new Quota(limits),
  };
  const rulebook = new Rulebook(database, now);
  const cursors = new Cursors(database);
  const routes = new ServedRoutes();

  app.setValidatorCompiler(validateByZod);
  app.setSerializerCompiler(serializeByZod);
  app.decorateRequest('principal', null);
  readJsonBodies(app);
  routes.watch(app);
  answerErrors(app, routes);
  passOverExpectations(app);

  if (beginSpan) traceRequests(app, beginSpan);
  secureHeaders(app, http);
  refuseWhileClosing(app);
  const onEnding = watchEndings(app);
  logRequests(onEnding);
  const accessLog = logAccess(app, onEnding, { database, now });
  const registry = measure(onEnding, database, [rounds, accessLog]);
  refuseUnsafeInput(app);
  refuseUndeclaredStatuses(app);
  followChanges(app, database, [keys, landlords, rulebook.standings]);

  admitOrigins(app, http.corsOrigins);
  serveDocs(app, routes);
  app.register(async (scope) => {
    const open = scope.withTypeProvider<ZodTypeProvider>();
    healthRoutes(open, { database, now });
    serviceRoutes(open, { registry });
  });
  app.register(
    async (scope) => {
      await shedLoad(scope, http);
      refuseWhileClockIsWrong(scope, now);
      authenticate(scope, { database, now, keys, ...identity });
      answerOnce(scope, { database, now });
      limitHandlers(scope, { database, landlordOf });
      const deps = { database, now, keys, rulebook, cursors, landlords, served: routes.operations };
      v1Routes(scope.withTypeProvider<ZodTypeProvider>(), deps, accessLog);
    },
    { prefix: '/v1' },
  );
  return app;
}
