import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { Rulebook } from '../complaints/loading/rulebook';
import type { Database } from '../db/connection/client';
import { logAccess } from './hooks/access-log';
import { findLandlord, type LandlordRow } from '../db/landlords/landlords';
import { LandlordCache } from '../db/access/cache';
import { authenticate } from './auth/authenticate';
import { AccessTokens, type OidcSettings } from './auth/access-tokens';
import {
  refuseUndeclaredStatuses,
  serializeByZod,
  validateByZod,
  type ZodTypeProvider,
} from './requests/zod';
import { admitOrigins } from './hooks/cross-origin';
import { Cursors } from './paging/cursors';
import { watchRequestEnds } from './hooks/request-end';
import { answerErrors, answerUnroutable, passOverExpectations } from './hooks/answer-errors';
import { Connections } from './requests/connections';
import { refuseUnsafeHeaders } from './hooks/refuse-unsafe-headers';
import { refuseUnsafeInput } from './hooks/refuse-unsafe-input';
import { compressAnswers } from './hooks/compress-answers';
import { refuseUnacceptable } from './hooks/refuse-unacceptable';
import { rootRoute } from './routes/service/root';
import { secureHeaders } from './hooks/headers';
import { refuseWhileClockIsWrong } from './hooks/host-clock';
import { answerOnce } from './hooks/idempotency';
import { nameLandlordsWords } from './hooks/landlord-words';
import { tagAnswers } from './hooks/answer-tag';
import { release } from './operations/release';
import { readForwardedFor } from './requests/forwarded-for';
import { readJsonBodies } from './requests/json-body';
import { KeyCache } from './auth/key-cache';
import { KeyRing } from './auth/key-ring';
import { invalidateCaches } from './hooks/cache-invalidation';
import { shedLoad } from './hooks/load-shedding';
import { type MetricsSource, measure } from './hooks/metrics';
import { serveDocs } from './openapi/docs';
import { FailedAttempts, type Limits, Quota, USUAL_LIMITS } from './auth/rate-limits';
import { logRequests, quietFastify } from './hooks/request-log';
import { type BeginSpan, traceRequests } from './hooks/request-spans';
import { healthRoutes } from './routes/service/health';
import { problemCodeRoutes } from './routes/service/problem-codes';
import { serviceRoutes } from './routes/service/service';
import { v1Routes } from './routes/v1';
import { ServedRoutes } from './operations/served-routes';
import { type HttpSettings, httpDefaults } from './hooks/settings';
import { refuseWhileClosing } from './hooks/shutdown';
import { limitHandlers } from './auth/limit-handlers';
import { logTrace, requestIdOf } from './hooks/trace';
import { LOG_SERIALIZERS } from '../db/connection/loggable-error';
import type { Instant } from '../policy/dates/local-date';

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
  /** The figures of maintenance; left out where the app runs without any. */
  readonly maintenance?: MetricsSource | null;
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
  maintenance = null,
  beginSpan = null,
}: AppDeps): FastifyInstance {
  const http = { ...httpDefaults(), ...given };
  const connections = new Connections(logger);
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
      // Refused by refuseUnsafeHeaders, as a problem like any other.
      requireHostHeader: false,
    },
    // Answered by refuseWhileClosing, as a problem like any other.
    return503OnClosing: false,
    clientErrorHandler: (error, socket) => connections.answerUnreadable(error, socket),
    frameworkErrors: answerUnroutable,
    routerOptions: { maxParamLength: LONGEST_PARAMETER, caseSensitive: true, ignoreTrailingSlash: true },
  });
  const keys = new KeyCache();
  const landlords = new LandlordCache<LandlordRow>();
  const landlordOf = (id: string) => landlords.find(id, id, () => findLandlord(database, id));
  const isLandlord = async (id: string) => (await landlordOf(id)) !== null;
  const identity = {
    tokens: oidc && new AccessTokens(oidc, isLandlord),
    failures: new FailedAttempts(limits),
    ring: new KeyRing(database),
    quota: new Quota(limits),
  };
  const rulebook = new Rulebook(database, now);
  const cursors = new Cursors(database);
  const routes = new ServedRoutes();

  app.setValidatorCompiler(validateByZod);
  app.setSerializerCompiler(serializeByZod);
  app.decorateRequest('principal', null);
  app.decorateRequest('answerTag', '');
  readJsonBodies(app);
  routes.watch(app);
  answerErrors(app, routes);
  passOverExpectations(app);
  readForwardedFor(app);
  connections.watch(app);

  if (beginSpan) traceRequests(app, beginSpan);
  secureHeaders(app, http);
  refuseWhileClosing(app);
  const onRequestEnd = watchRequestEnds(app);
  logRequests(onRequestEnd);
  const accessLog = logAccess(app, onRequestEnd, { database, now });
  const registry = measure(onRequestEnd, database, maintenance ? [maintenance, accessLog] : [accessLog]);
  refuseUnsafeHeaders(app);
  refuseUnacceptable(app);
  refuseUnsafeInput(app);
  refuseUndeclaredStatuses(app);
  invalidateCaches(app, database, [keys, landlords, rulebook.landlordTerms]);

  compressAnswers(app);
  admitOrigins(app, http.corsOrigins);
  serveDocs(app, routes);
  app.register(async (scope) => {
    const open = scope.withTypeProvider<ZodTypeProvider>();
    healthRoutes(open, { database, now });
    serviceRoutes(open, { registry });
    rootRoute(open);
    problemCodeRoutes(open, { served: routes.operations });
  });
  app.register(
    async (scope) => {
      await shedLoad(scope, http);
      refuseWhileClockIsWrong(scope, now);
      authenticate(scope, { database, now, keys, ...identity });
      answerOnce(scope, { database, now });
      nameLandlordsWords(scope, rulebook);
      tagAnswers(scope, { rulebook, release: release() });
      limitHandlers(scope, { database, landlordOf });
      const deps = { database, now, keys, rulebook, cursors, landlords, served: routes.operations };
      v1Routes(scope.withTypeProvider<ZodTypeProvider>(), deps, accessLog);
    },
    { prefix: '/v1' },
  );
  return app;
}
