import { z } from 'zod';
import type { Tag } from './tags';
import type { Role } from '../../policy/rules/roles';
import { problemSchema } from '../problems/problem';
import type { ProblemCode } from '../problems/catalogue';
import type { MAY } from '../auth/roles';

/** One status a route answers with when all is well. */
export interface Answer<S extends z.ZodType = z.ZodType> {
  readonly description: string;
  /** `z.undefined()` where there is no body. */
  readonly schema: S;
  readonly example?: unknown;
  readonly mediaType?: string;
  /** Names of the shared response headers it carries. */
  readonly headers?: readonly ('ETag' | 'Location' | 'Link')[];
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

/** Statuses that need a reason in the route's own words; the others follow from what the route takes. */
export type OwnRefusal = 409 | 412 | 422 | 428;

/** Why, in words; and which problem of the catalogue where it is not the policy or the state that refuses. */
export type Refusal = string | { readonly description: string; readonly code: ProblemCode };

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
  readonly refusals?: Readonly<Partial<Record<OwnRefusal, Refusal>>>;
  /** Whether it can answer 404. Unless told, a path with a parameter can. */
  readonly mayBeAbsent?: boolean;
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

/** What any POST can answer because of the Idempotency-Key it came with. */
const OF_THE_KEY = [404, 409, 422];

/** The problem statuses an operation can answer with, from what it takes and what it says of itself. */
export function problemStatuses(operation: Operation, method?: string): number[] {
  const { body, params, headers, refusals = {}, may, mayBeAbsent = params !== undefined } = operation;
  const takesKey = method === 'POST' && may !== null && !operation.readsOnly;
  const conditional = headers !== undefined && 'if-match' in headers.shape;
  return [
    400,
    ...(may ? [401, 403] : []),
    ...(mayBeAbsent ? [404] : []),
    ...(mediaTypesOf(operation).length > 0 ? [406] : []),
    ...(conditional ? [412] : []),
    ...(body || (method !== undefined && method !== 'GET') ? [413, 415] : []),
    ...Object.keys(refusals).map(Number),
    ...(takesKey ? OF_THE_KEY : []),
    ...(may ? [429] : []),
    500,
    503,
  ].filter((status, index, all) => all.indexOf(status) === index && !(status in operation.answers));
}

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
  const problems = problemStatuses(operation).map((status) => [status, problemSchema]);
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
