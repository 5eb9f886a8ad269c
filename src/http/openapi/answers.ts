import type { z } from 'zod';
import { codesByStatus } from '../operations/codes';
import type { Answer } from '../operations/operation';
import type { ServedOperation } from '../operations/served-routes';
import type { Code } from '../problems/codes';
import { exampleProblem } from '../problems/example-problem';
import { PROBLEM_MEDIA_TYPE, problemSchema } from '../problems/problem';
import type { JsonObject, SchemaBook } from './json-schema';
import { HEADERS_OF, inWords, sharedBy } from './problem-responses';

const HEADERS: Readonly<Record<string, string>> = {
  'X-Request-Id': 'The id of this request, also in the log.',
  ETag: 'The version of what is answered; send it back in If-Match or If-None-Match.',
  Location: 'Where the new thing is.',
  Link: 'The next page, `rel="next"`, where there is one.',
  'Memento-Datetime':
    'With `knownAt`: the moment as of which this is answered (RFC 7089). Left out: as of now.',
  'WWW-Authenticate': 'How to authenticate.',
  'Retry-After': 'Seconds after which to try again.',
  RateLimit: 'What is left of the limit: `r` requests for the next `t` seconds.',
  'RateLimit-Policy': 'The limit: `q` requests in `w` seconds.',
};

/** Writes the answers of operations and remembers which shared parts they used, so that no unused one is published. */
export class AnswerBook {
  readonly responses: Record<string, JsonObject> = {};
  readonly headers: Record<string, JsonObject> = {};
  readonly examples: Record<string, { value: unknown }> = {};

  constructor(private readonly schemas: SchemaBook) {}

  write({ method, path, operation }: ServedOperation): Record<string, JsonObject> {
    const good = Object.entries(operation.answers).map(([status, answer]) => [
      status,
      this.answer(answer, operation.may === null ? [] : ['RateLimit', 'RateLimit-Policy']),
    ]);
    const bad = [...codesByStatus(operation, { method, path })]
      .filter(([status]) => !(status in operation.answers))
      .map(([status, codes]) => [String(status), this.problem(status, codes)]);
    return Object.fromEntries([...good, ...bad]);
  }

  private answer(
    { description, schema, example, mediaType = 'application/json', headers = [] }: Answer,
    always: readonly string[],
  ): JsonObject {
    const empty = schema.type === 'undefined';
    return {
      description,
      headers: this.headersNamed(['X-Request-Id', ...always, ...headers]),
      ...(!empty && {
        content: { [mediaType]: { schema: this.schemas.write(schema), ...this.exampleOf(schema, example) } },
      }),
    };
  }

  /** The answer of an operation to a status of refusal, which most have in common with others. */
  private problem(status: number, codes: readonly Code[]): JsonObject {
    const shared = sharedBy(codes);
    if (!shared) return this.problemResponse(status, codes);
    this.responses[shared.name] = this.problemResponse(status, shared.codes);
    return { $ref: `#/components/responses/${shared.name}` };
  }

  private problemResponse(status: number, codes: readonly Code[]): JsonObject {
    const [first] = codes;
    return {
      description: inWords(codes),
      headers: this.headersNamed(['X-Request-Id', ...(HEADERS_OF[status] ?? [])]),
      content: {
        [PROBLEM_MEDIA_TYPE]: {
          schema: this.schemas.write(problemSchema),
          // The first of them alone: each code has its example under GET /v1/problem-codes/{code}.
          ...(first && { examples: { [first]: this.exampleProblem(first) } }),
        },
      },
    };
  }

  private exampleProblem(code: Code): JsonObject {
    this.examples[code] = { value: exampleProblem(code) };
    return { $ref: `#/components/examples/${code}` };
  }

  /** The same thing is answered by many operations; its example is written out once and referred to. */
  private exampleOf(schema: z.ZodType, value: unknown): JsonObject {
    if (value === undefined) return {};
    const name = schema.meta()?.id;
    if (name === undefined) return { example: value };
    const shared = this.examples[name] ?? { value };
    if (shared.value !== value) return { example: value };
    this.examples[name] = shared;
    return { examples: { [name]: { $ref: `#/components/examples/${name}` } } };
  }

  private headersNamed(names: readonly string[]): Record<string, JsonObject> {
    return Object.fromEntries(
      names.map((name) => {
        this.headers[name] = { description: HEADERS[name], schema: { type: 'string' } };
        return [name, { $ref: `#/components/headers/${name}` }];
      }),
    );
  }
}
