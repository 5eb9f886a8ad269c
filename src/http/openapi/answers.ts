import type { z } from 'zod';
import {
  type Answer,
  type Operation,
  type OwnRefusal,
  problemStatuses,
  type Refusal,
} from '../operations/operation';
import { catalogued, PROBLEM_MEDIA_TYPE, problemSchema } from '../problems/problem';
import type { JsonObject, SchemaBook } from './json-schema';
import { REFUSED_BY_POLICY, SHARED, type SharedProblem } from './problem-responses';

const HEADERS: Readonly<Record<string, string>> = {
  'X-Request-Id': 'The id of this request, also in the log.',
  ETag: 'The version of what is answered; send it back in If-Match or If-None-Match.',
  Location: 'Where the new thing is.',
  Link: 'The next page, `rel="next"`, where there is one.',
  'WWW-Authenticate': 'How to authenticate.',
  'Retry-After': 'Seconds after which to try again.',
  RateLimit: 'What is left of the limit: `r` requests for the next `t` seconds.',
  'RateLimit-Policy': 'The limit: `q` requests in `w` seconds.',
};

const EXAMPLE_REQUEST_ID = '01920000-0000-7000-8000-00000000c0de';

/** Writes the answers of operations and remembers which shared parts they used, so that no unused one is published. */
export class AnswerBook {
  readonly responses: Record<string, JsonObject> = {};
  readonly headers: Record<string, JsonObject> = {};
  readonly examples: Record<string, { value: unknown }> = {};

  constructor(private readonly schemas: SchemaBook) {}

  write(operation: Operation, method: string): Record<string, JsonObject> {
    const good = Object.entries(operation.answers).map(([status, answer]) => [
      status,
      this.answer(answer, operation.may === null ? [] : ['RateLimit', 'RateLimit-Policy']),
    ]);
    const bad = problemStatuses(operation, method).map((status) => [
      String(status),
      this.problem(status, operation),
    ]);
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

  private problem(status: number, { refusals }: Operation): JsonObject {
    const shared = SHARED[status];
    if (!shared) throw new RangeError(`No shared problem response describes ${status}`);
    const own = refusals?.[status as OwnRefusal];
    if (own !== undefined) return this.ownProblem(status as OwnRefusal, own);
    const { code, detail } = shared;
    const problem = catalogued(code, detail === undefined ? {} : { detail });
    this.responses[shared.name] = this.problemResponse(shared, problem);
    return { $ref: `#/components/responses/${shared.name}` };
  }

  private ownProblem(status: OwnRefusal, own: Refusal): JsonObject {
    if (typeof own === 'string') return this.problemResponse({ description: own }, REFUSED_BY_POLICY[status]);
    return this.problemResponse(own, catalogued(own.code));
  }

  private problemResponse(
    { description, headers = [] }: Pick<SharedProblem, 'description' | 'headers'>,
    problem: JsonObject,
  ): JsonObject {
    const example = { ...problem, instance: '/v1/complaints/C-2026-000123', requestId: EXAMPLE_REQUEST_ID };
    return {
      description,
      headers: this.headersNamed(['X-Request-Id', ...headers]),
      content: { [PROBLEM_MEDIA_TYPE]: { schema: this.schemas.write(problemSchema), example } },
    };
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
