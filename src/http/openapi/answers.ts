import { type Answer, type Operation, type OwnRefusal, problemStatuses } from '../operation';
import { catalogued, PROBLEM_MEDIA_TYPE, problemSchema } from '../problem';
import type { ProblemCode } from '../problem-catalogue';
import type { JsonObject, SchemaBook } from './json-schema';

interface SharedProblem {
  readonly name: string;
  readonly description: string;
  readonly code: ProblemCode;
  readonly detail?: string;
  readonly headers?: readonly string[];
}

const SHARED: Readonly<Record<number, SharedProblem>> = {
  400: {
    name: 'BadRequest',
    description: 'The request does not have the right form. `errors` names each field, parameter or header at fault.',
    code: 'invalid_request',
  },
  401: {
    name: 'Unauthenticated',
    description: 'The API key is missing, malformed, unknown, expired or revoked.',
    code: 'unauthenticated',
    detail: 'Send an API key: Authorization: Bearer rdr_…',
    headers: ['WWW-Authenticate'],
  },
  403: {
    name: 'Forbidden',
    description: 'None of the roles of this key may do that. `allowed` lists the roles that may.',
    code: 'forbidden',
    detail: 'This needs one of the roles complaints-officer; the key has reader.',
  },
  404: {
    name: 'NotFound',
    description: "It does not exist, or it is another landlord's: the two are not told apart.",
    code: 'not_found',
    detail: 'Nothing with this id or reference is visible to this key.',
  },
  409: { name: 'Conflict', description: 'It cannot happen at this point.', code: 'version_taken' },
  412: {
    name: 'Stale',
    description: 'It has changed since the version that If-Match names.',
    code: 'stale_version',
    detail: 'The present version is "4".',
  },
  413: { name: 'TooLarge', description: 'The body is larger than 1 MiB.', code: 'body_too_large' },
  415: { name: 'NotJson', description: 'The body is not sent as application/json.', code: 'unsupported_media_type' },
  422: {
    name: 'Refused',
    description: 'Well formed, but the facts contradict each other or the policy does not allow it.',
    code: 'contradictory_request',
  },
  500: { name: 'Failed', description: 'The service failed, and has recorded why.', code: 'internal_error' },
  503: {
    name: 'Unavailable',
    description: 'The database cannot be reached, or the service is shutting down.',
    code: 'unavailable',
    headers: ['Retry-After'],
  },
};

const HEADERS: Readonly<Record<string, string>> = {
  'X-Request-Id': 'The id of this request, also in the log.',
  ETag: 'The version of what is answered; send it back in If-Match or If-None-Match.',
  Location: 'Where the new thing is.',
  Link: 'The next page, `rel="next"`, where there is one.',
  'WWW-Authenticate': 'How to authenticate.',
  'Retry-After': 'Seconds after which to try again.',
};

/** Writes the answers of operations and remembers which shared parts they used, so that no unused one is published. */
export class AnswerBook {
  readonly responses: Record<string, JsonObject> = {};
  readonly headers: Record<string, JsonObject> = {};

  constructor(private readonly schemas: SchemaBook) {}

  write(operation: Operation): Record<string, JsonObject> {
    const good = Object.entries(operation.answers).map(([status, answer]) => [status, this.answer(answer)]);
    const bad = problemStatuses(operation).map((status) => [String(status), this.problem(status, operation)]);
    return Object.fromEntries([...good, ...bad]);
  }

  private answer({ description, schema, example, mediaType = 'application/json', headers = [] }: Answer): JsonObject {
    const empty = schema.type === 'undefined';
    return {
      description,
      headers: this.headersNamed(['X-Request-Id', ...headers]),
      ...(!empty && {
        content: { [mediaType]: { schema: this.schemas.write(schema), ...(example !== undefined && { example }) } },
      }),
    };
  }

  private problem(status: number, { refusals }: Operation): JsonObject {
    const shared = SHARED[status];
    if (!shared) throw new RangeError(`No shared problem response describes ${status}`);
    const own = refusals?.[status as OwnRefusal];
    if (own !== undefined) return { ...this.problemResponse(shared), description: own };
    this.responses[shared.name] = this.problemResponse(shared);
    return { $ref: `#/components/responses/${shared.name}` };
  }

  private problemResponse({ description, code, detail, headers = [] }: SharedProblem): JsonObject {
    const example = {
      ...catalogued(code, detail === undefined ? {} : { detail }),
      instance: '/v1/complaints/C-2026-000123',
      requestId: '01920000-0000-7000-8000-00000000c0de',
    };
    return {
      description,
      headers: this.headersNamed(['X-Request-Id', ...headers]),
      content: { [PROBLEM_MEDIA_TYPE]: { schema: this.schemas.write(problemSchema), example } },
    };
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
