import type {
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  FastifySchemaCompiler,
  FastifyTypeProvider,
} from 'fastify';
import type { FastifySerializerCompiler } from 'fastify/types/schema';
import { z } from 'zod';
import { faultsOf } from './field-faults';
import type { RequestFault } from '../problems/problem';

/** Lets Fastify's types read the zod schemas that routes declare. */
export interface ZodTypeProvider extends FastifyTypeProvider {
  validator: this['schema'] extends z.ZodType ? z.output<this['schema']> : unknown;
  serializer: this['schema'] extends z.ZodType ? z.input<this['schema']> : unknown;
}

/** The request does not have the form its route declares. */
export class InvalidRequest extends Error {
  constructor(readonly faults: readonly RequestFault[]) {
    super('The request does not have the declared form');
  }
}

/** An answer departs from what its route declares: a bug of ours, whatever the caller sent. */
export class UndeclaredAnswer extends Error {}

const PARTS: Record<string, RequestFault['in']> = {
  body: 'body',
  querystring: 'query',
  params: 'path',
  headers: 'header',
};

export const validateByZod: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart = 'body' }) => {
  const part = PARTS[httpPart] ?? 'body';
  return (data: unknown) => {
    const read = schema.safeParse(part === 'body' ? (data ?? undefined) : data, { reportInput: true });
    return read.success
      ? { value: read.data }
      : { error: new InvalidRequest(faultsOf(part, schema, read.error.issues)) };
  };
};

export const serializeByZod: FastifySerializerCompiler<z.ZodType> = ({ schema, method, url, httpStatus }) => {
  return (data: unknown) => {
    const read = schema.safeParse(data);
    if (read.success) return JSON.stringify(read.data);
    throw new UndeclaredAnswer(`${method} ${url} ${httpStatus ?? ''}: ${z.prettifyError(read.error)}`);
  };
};

/**
 * Any route may fail, be sent an Idempotency-Key that another request has, or a body that it never asked for: the
 * document says so of them all.
 */
const ALWAYS_DECLARED = new Set([409, 413, 415, 422, 500, 503]);

/** The statuses a route declares are its documentation, so an answer with any other is not let out. */
export function refuseUndeclaredStatuses(app: FastifyInstance): void {
  app.addHook('onSend', (request: FastifyRequest, reply: FastifyReply, _payload, done) => {
    const declared = request.routeOptions.schema?.response;
    // A path that is not served has no route and hence no declaration; a status that a plugin chose has none either.
    if (declared === undefined || ALWAYS_DECLARED.has(reply.statusCode)) return done();
    if (request.refusedByPlugin === reply.statusCode) return done();
    if (typeof declared === 'object' && declared !== null && reply.statusCode in declared) return done();
    const { method, url } = request.routeOptions;
    done(
      new UndeclaredAnswer(
        `${String(method)} ${url} answered ${reply.statusCode}, which it does not declare`,
      ),
    );
  });
}
