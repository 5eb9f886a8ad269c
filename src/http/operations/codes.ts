import type { z } from 'zod';
import { isOfOneComplaint } from '../auth/limit-handlers';
import { type Code, entryOf } from '../problems/codes';
import { RAISED } from './raised';

/** Of an operation, what decides which codes it can answer. */
export interface Endpoint {
  readonly id: string;
  /** Null where no key is needed. */
  readonly may: unknown;
  readonly headers?: z.ZodObject | undefined;
  readonly body?: unknown;
  readonly readsOnly?: boolean | undefined;
  /** The answers when all is well. */
  readonly answers?: Readonly<Record<number, { readonly schema: z.ZodType }>>;
}

/** Where an operation is served; nothing of it is known while it is being declared. */
export interface Place {
  readonly method?: string;
  readonly path?: string;
}

/** The codes that hooks answer for an operation, by what it takes, before its handler is reached or after. */
function codesAround(
  { may, body, answers = {}, readsOnly = false }: Endpoint,
  { method, path = '' }: Place,
): Code[] {
  const sends = body !== undefined || (method !== undefined && method !== 'GET');
  const hasBody = Object.values(answers).some(({ schema }) => schema.type !== 'undefined');
  const takesKey = method === 'POST' && may !== null && !readsOnly;
  return [
    'invalid_request',
    'unsafe_text',
    ...(hasBody ? (['not_acceptable'] as const) : []),
    ...(sends
      ? (['invalid_json', 'too_deep', 'too_many_values', 'body_too_large', 'unsupported_media_type'] as const)
      : []),
    ...(may === null
      ? []
      : (['unauthenticated', 'forbidden', 'beyond_key', 'too_many_failures', 'quota_exceeded'] as const)),
    ...(takesDepartures(body) ? (['departure_is_the_officers'] as const) : []),
    ...(isOfOneComplaint(path) ? (['handler_without_person'] as const) : []),
    ...(takesKey ? (['not_found', 'request_in_progress', 'answer_not_repeated', 'key_reused'] as const) : []),
    'headers_too_large',
    'internal_error',
    'unavailable',
  ];
}

const takesDepartures = (body: unknown): boolean => 'departures' in Object(Object(body).shape);

/** The codes of the handler of an operation. */
function codesWithin({ id, headers }: Endpoint): readonly Code[] {
  const raised = RAISED[id] ?? [];
  const conditional = headers !== undefined && 'if-match' in headers.shape;
  return conditional ? raised : raised.filter((code) => code !== 'stale_version');
}

/** Every code that an operation can answer: those of its own come first. */
export const codesOf = (operation: Endpoint, place: Place = {}): Code[] => [
  ...new Set([...codesWithin(operation), ...codesAround(operation, place)]),
];

/** The same by status, in the order of the statuses. */
export function codesByStatus(operation: Endpoint, place: Place = {}): Map<number, Code[]> {
  const byStatus = new Map<number, Code[]>();
  for (const code of codesOf(operation, place)) {
    const { status } = entryOf(code);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return new Map([...byStatus].sort(([a], [b]) => a - b));
}
