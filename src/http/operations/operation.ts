import { z } from 'zod';
import type { Tag } from './tags';
import type { Role } from '../../policy/rules/roles';
import { problemSchema } from '../problems/problem';
import { codesByStatus } from './codes';
import type { MAY } from '../auth/roles';

/** One status a route answers with when all is well. */
export interface Answer<S extends z.ZodType = z.ZodType> {
  readonly description: string;
  /** `z.undefined()` where there is no body. */
  readonly schema: S;
  readonly example?: unknown;
  readonly mediaType?: string;
  /** Names of the shared response headers it carries. */
  readonly headers?: readonly ('ETag' | 'Location' | 'Link' | 'Memento-Datetime')[];
}

/** The answer to a condition that still holds: what the caller has is current. */
export const UNCHANGED = {
  description: 'It has not changed since.',
  schema: z.undefined(),
  headers: ['ETag'],
} as const;

/** An answer with nothing to say beyond its status. */
export const nothing = (description: string) => ({ description, schema: z.undefined() });

type Answers = Readonly<Record<number, Answer>>;
type Part = z.ZodObject | undefined;

/** Everything there is to say about an endpoint, said once: it validates, it authorises and it documents. */
export interface Operation<
  P extends Part = Part,
  Q extends Part = Part,
  H extends Part = Part,
  B extends z.ZodType | undefined = z.ZodType | undefined,
  A extends Answers = Answers,
> {
  /** operationId: what a generated client calls the function. */
  readonly id: string;
  readonly tag: Tag;
  /** In the words of the person who works the procedure. */
  readonly summary: string;
  readonly description: string;
  /** A row of the role table; null where no key is needed. */
  readonly may: keyof typeof MAY | readonly Role[] | null;
  readonly params?: P;
  readonly query?: Q;
  readonly headers?: H;
  readonly body?: B;
  readonly answers: A;
  /** Its answer holds what is shown once and kept nowhere, so it cannot be given a second time. */
  readonly answersWithSecret?: boolean;
  /** A POST that only reads: it can be sent again as it is, and its answer is kept for nobody. */
  readonly readsOnly?: boolean;
  readonly example?: {
    readonly params?: Readonly<Record<string, unknown>>;
    readonly query?: Readonly<Record<string, unknown>>;
    readonly body?: unknown;
  };
}

type ProblemStatus = 400 | 401 | 403 | 404 | 406 | 409 | 412 | 413 | 415 | 422 | 428 | 429 | 500 | 503;

type Responses<A extends Answers> = { [S in keyof A]: A[S] extends Answer<infer Schema> ? Schema : never } & {
  [S in Exclude<ProblemStatus, keyof A>]: typeof problemSchema;
};

/** The forms in which it answers when all is well; none where its answers have no body. */
export const mediaTypesOf = ({ answers }: Pick<Operation, 'answers'>): string[] => [
  ...new Set(
    Object.values(answers)
      .filter(({ schema }) => schema.type !== 'undefined')
      .map(({ mediaType = 'application/json' }) => mediaType),
  ),
];

/** Fastify reads an absent schema as "anything goes", so a part that is not declared has no property here at all. */
type Given<Name extends string, S> = S extends z.ZodType ? { readonly [N in Name]: S } : unknown;

const noQuery = z.strictObject({});

type RouteSchema<P, Q, H, B, A extends Answers> = Given<'params', P> &
  Given<'headers', H> &
  Given<'body', B> & {
    readonly querystring: Q extends z.ZodType ? Q : typeof noQuery;
    readonly response: Responses<A>;
  };

/** An operation as the route options Fastify takes. */
export function declare<
  P extends Part = undefined,
  Q extends Part = undefined,
  H extends Part = undefined,
  B extends z.ZodType | undefined = undefined,
  A extends Answers = Answers,
>(operation: Operation<P, Q, H, B, A>) {
  const answers = Object.entries(operation.answers).map(([status, { schema }]) => [status, schema]);
  const problems = [...codesByStatus(operation).keys()]
    .filter((status) => !(status in operation.answers))
    .map((status) => [status, problemSchema]);
  const schema = {
    ...(operation.params && { params: operation.params }),
    querystring: operation.query ?? noQuery,
    ...(operation.headers && { headers: operation.headers }),
    ...(operation.body && { body: operation.body }),
    response: Object.fromEntries([...answers, ...problems]),
  };
  // Spreading and Object.fromEntries forget which name has which schema; the type says again what stands above.
  return {
    schema: schema as unknown as RouteSchema<P, Q, H, B, A>,
    config: { operation: operation as Operation },
  };
}
