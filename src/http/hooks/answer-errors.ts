import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BeyondThisRelease } from '../../complaints/loading/present-states';
import { InvalidRequest } from '../requests/zod';
import { CallerGone } from './request-end';
import { InvalidJson, UnsupportedBody } from '../requests/json-body';
import { Overloaded } from './load-shedding';
import { type ProblemFacts, pathOf, sendProblem } from '../problems/problem';
import { PROBLEMS, type ProblemCode } from '../problems/catalogue';
import type { ServedRoutes } from '../operations/served-routes';
import { isError } from '../../db/connection/loggable-error';

/** What Fastify refuses before a handler runs. Any other error is a fault of the service. */
const FRAMEWORK: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_BAD_URL: 'invalid_url',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid_request',
};

/** What would have been taken, where that can be said. */
const ALLOWED: Partial<Record<ProblemCode, ProblemFacts>> = {
  body_too_large: { allowed: { maxBytes: 1_048_576 } },
  unsupported_media_type: {
    allowed: { contentType: ['application/json'], charset: ['utf-8'], contentEncoding: ['identity'] },
  },
};

const BUSY = 'The service has more to do than it can just now.';

/** Everything that can go wrong leaves as a problem document, and only what the caller can act on is told. */
export function answerErrors(app: FastifyInstance, routes: ServedRoutes): void {
  app.setErrorHandler((thrown: unknown, request, reply) => {
    const error = errorOf(thrown);
    if (error instanceof InvalidRequest)
      return sendProblem(reply, 'invalid_request', { errors: [...error.faults] });
    if (error instanceof Overloaded) return sendProblem(reply, 'unavailable', { detail: BUSY });
    if (error instanceof UnsupportedBody)
      return sendProblem(reply, 'unsupported_media_type', {
        detail: error.message,
        ...ALLOWED.unsupported_media_type,
      });
    if (error instanceof InvalidJson) return sendProblem(reply, 'invalid_json', { detail: error.message });
    // The stream of a body ends with the same code as a connection to the database.
    if (error instanceof CallerGone || error === request.raw.errored)
      return sendProblem(reply, 'invalid_request', { detail: 'The request broke off.' });
    const known = 'code' in error ? FRAMEWORK[String(error.code)] : undefined;
    if (known) return sendProblem(reply, known, { detail: PROBLEMS[known].meaning, ...ALLOWED[known] });
    const status = refusalOf(thrown);
    if (status === null) return answerFault(error, request, reply);
    request.log.info({ err: error }, 'a plugin refused the request');
    return refuseAs(status, reply);
  });

  const answerNowhere = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const allowed = routes.methodsOf(pathOf(request.url));
    // A route that takes the method has said itself that there is nothing at this path.
    if (allowed.length === 0 || allowed.includes(request.method)) return sendProblem(reply, 'no_such_path');
    reply.header('allow', allowed.join(', '));
    const detail = `${pathOf(request.url)} takes ${allowed.join(', ')}, not ${request.method}.`;
    return sendProblem(reply, 'method_not_allowed', { detail, allowed: { methods: allowed } });
  };
  app.setNotFoundHandler(answerNowhere);
  // No key is asked for there, so nobody's body is read either.
  app.addHook('preParsing', (request, reply, _payload, done) => {
    if (request.is404) answerNowhere(request, reply);
    else done();
  });
}

/**
 * Anything can be thrown: a text, a thing of some plugin's own shape, nothing at all. What is no error becomes one, for
 * the log to have a message and a stack. Its kind is told and not its words, which may be somebody's name.
 */
function errorOf(thrown: unknown): Error {
  if (isError(thrown)) return thrown;
  const kind = thrown === null ? 'null' : typeof thrown;
  return new TypeError(`What was thrown is no error but of the kind ${kind}`);
}

/** How a refusal of a plugin is called, by the status it chose. Any other is told as a request that cannot be taken. */
const OF_A_PLUGIN: Readonly<Record<number, ProblemCode>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'no_such_path',
  405: 'method_not_allowed',
  406: 'not_acceptable',
  408: 'request_timeout',
  413: 'body_too_large',
  415: 'unsupported_media_type',
  429: 'quota_exceeded',
  431: 'headers_too_large',
};

/** The status with which a plugin refused a request, where what it threw says that the fault is the caller's. */
function refusalOf(thrown: unknown): number | null {
  const status: unknown = Object(thrown).statusCode;
  return typeof status === 'number' && Number.isInteger(status) && status >= 400 && status < 500
    ? status
    : null;
}

/** Of its message nothing is told: a plugin that serves files puts their paths there. */
function refuseAs(status: number, reply: FastifyReply): FastifyReply {
  return sendProblem(reply, OF_A_PLUGIN[status] ?? 'invalid_request');
}

/** A path Fastify cannot decode meets no route and so none of the hooks. */
export function answerUnroutable(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  reply.header('x-request-id', request.id);
  sendProblem(reply, FRAMEWORK[error.code] ?? 'invalid_request');
}

function answerFault(error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  request.log.error({ err: error }, 'the request failed');
  const detail = whyUnavailable(error);
  if (detail === null) return sendProblem(reply, 'internal_error');
  reply.header('retry-after', '5');
  return sendProblem(reply, 'unavailable', { detail });
}

/** States of the database that pass, by the code of the system or of PostgreSQL; the first that fits says which. */
const PASSING: readonly (readonly [RegExp, string])[] = [
  [
    /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|08...)$/,
    'The database cannot be reached.',
  ],
  [/^53100$/, 'The database has no space left: nothing was written.'],
  [/^53...$/, 'The database has more to do than it can.'],
  [/^25006$/, 'The database takes no writes at present: nothing was written.'],
  [/^(57014|55P03)$/, 'The database took too long, and nothing was written.'],
  [/^57...$/, 'The database is stopping or starting.'],
  [/^40...$/, 'Others changed the same things at the same moment, and nothing was written.'],
];
const LATER_RELEASE =
  'A later release of the service, which is being started, recorded what this process cannot read yet.';
const AWAY_WITHOUT_CODE =
  /^(timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Query read timeout)/;

/** Why the service cannot do its work just now, in words for the caller; null where the fault is its own. */
export function whyUnavailable(error: unknown): string | null {
  if (!isError(error)) return null;
  if (error instanceof BeyondThisRelease) return LATER_RELEASE;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const passing = PASSING.find(([pattern]) => pattern.test(code));
  if (passing) return passing[1];
  if (AWAY_WITHOUT_CODE.test(error.message)) return 'The database cannot be reached.';
  // A host with several addresses fails with one error for each of them.
  const causes = 'errors' in error && Array.isArray(error.errors) ? error.errors : [error.cause];
  return causes.map(whyUnavailable).find((why) => why !== null) ?? null;
}

/** Node would answer an Expect it does not know with 417 and no body; RFC 9110 (10.1.1) lets it be passed over. */
export function passOverExpectations({ server }: FastifyInstance): void {
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
}
