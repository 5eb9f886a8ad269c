import type { z } from 'zod';
import { TAGS } from '../operations/tags';
import type { Role } from '../../policy/rules/roles';
import { IDEMPOTENCY_KEY } from '../hooks/idempotency';
import type { Operation } from '../operations/operation';
import { rolesOf } from '../auth/roles';
import { release } from '../operations/release';
import type { ServedOperation } from '../operations/served-routes';
import { AnswerBook } from './answers';
import { INTRODUCTION } from './introduction';
import { type JsonObject, SchemaBook } from './json-schema';

/** The OpenAPI 3.1 document of these operations, made of the very schemas that validate them. */
export function openApiDocument(operations: readonly ServedOperation[]): JsonObject {
  const open = new SchemaBook('answer');
  const answers = new AnswerBook(open);
  // Answers first: where a schema serves both, theirs is the plain name.
  const answered = operations.map((served) => answers.write(served));
  const strict = new SchemaBook('request', open.components);
  const paths: Record<string, JsonObject> = {};
  operations.forEach(({ method, path, operation }, at) => {
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: { ...writeRequest(method, operation, strict), responses: answered[at] },
    };
  });
  const used = new Set(operations.map(({ operation }) => operation.tag));
  return {
    openapi: '3.1.0',
    info: {
      title: 'Redress',
      version: release(),
      description: INTRODUCTION,
      contact: { name: 'Whoever runs this service for you' },
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'This service' }],
    tags: TAGS.filter(({ name }) => used.has(name)),
    paths,
    components: {
      securitySchemes: {
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'API key',
          description: 'An API key such as `rdr_…`. It decides whose complaints you see and what you may do.',
        },
        apiKeyHeader: {
          type: 'apiKey',
          in: 'header',
          name: 'X-API-Key',
          description: 'The same API key, for tools that cannot send an Authorization header.',
        },
        accessToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description:
            'An access token of the identity provider, where the service has one. Its claims say for which landlord, as whom and in which roles you act.',
        },
      },
      schemas: sortedByName({ ...open.components, ...strict.components }),
      responses: sortedByName(answers.responses),
      headers: sortedByName(answers.headers),
      examples: sortedByName(answers.examples),
    },
  };
}

function writeRequest(method: string, operation: Operation, schemas: SchemaBook): JsonObject {
  const { id, tag, summary, description, may, params, query, headers, body, example = {} } = operation;
  const parameters = [
    ...parametersIn('path', params, schemas, example.params),
    ...parametersIn('query', query, schemas, example.query),
    ...parametersIn('header', headers, schemas),
    ...(method === 'POST' && may !== null && !operation.readsOnly ? [idempotencyKey] : []),
  ];
  return {
    operationId: id,
    tags: [tag],
    summary,
    description,
    ...(may === null ? { security: [] } : accessOf(rolesOf(may))),
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: schemas.write(body),
            ...(example.body !== undefined && { example: example.body }),
          },
        },
      },
    }),
  };
}

const idempotencyKey: JsonObject = {
  name: IDEMPOTENCY_KEY.name,
  in: 'header',
  description: IDEMPOTENCY_KEY.description,
  schema: { type: 'string', pattern: IDEMPOTENCY_KEY.pattern },
};

/**
 * The ways in, and the roles of which one is enough. The platform is run with keys alone, so where only it may call no
 * token does. The roles stand beside the security and not in it, where Spectral takes them for scopes nobody declared.
 */
function accessOf(roles: readonly Role[]): JsonObject {
  const byToken = roles.some((role) => role !== 'platform-admin');
  return {
    security: [{ apiKey: [] }, { apiKeyHeader: [] }, ...(byToken ? [{ accessToken: [] }] : [])],
    'x-roles': [...roles],
  };
}

const HEADER_NAMES: Readonly<Record<string, string>> = {
  'if-match': 'If-Match',
  'if-none-match': 'If-None-Match',
};

function parametersIn(
  place: 'path' | 'query' | 'header',
  schema: z.ZodObject | undefined,
  schemas: SchemaBook,
  examples: Readonly<Record<string, unknown>> = {},
): JsonObject[] {
  if (!schema) return [];
  const { properties, required } = schemas.shape(schema);
  return Object.entries(properties).map(([name, { description, ...written }]) => ({
    name: HEADER_NAMES[name] ?? name,
    in: place,
    ...(description !== undefined && { description }),
    ...(required.includes(name) && { required: true }),
    schema: written,
    ...(name in examples && { example: examples[name] }),
  }));
}

const sortedByName = <T>(record: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
