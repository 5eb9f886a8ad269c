import type { FastifyReply } from 'fastify';
import { type ProblemFacts, sendProblem } from '../problems/problem';
import type { ProblemCode } from '../problems/catalogue';

export const KEY_HEADER = 'x-api-key';

/** Why a request is not let in. */
export class Denial {
  constructor(
    readonly code: Extract<
      ProblemCode,
      'unauthenticated' | 'forbidden' | 'too_many_failures' | 'quota_exceeded' | 'unavailable'
    >,
    readonly facts: ProblemFacts,
    /** After how many seconds the same request may fare better. */
    readonly retryAfter: number | null = null,
    /** Whether the credentials may be a guess: what was ours once, or ought to have been, is none. */
    readonly isGuess = code === 'unauthenticated',
  ) {}
}

export function answerDenial(reply: FastifyReply, { code, facts, retryAfter }: Denial): FastifyReply {
  if (retryAfter !== null) reply.header('retry-after', String(retryAfter));
  if (code === 'unauthenticated') {
    const { headers } = reply.request;
    const given = headers.authorization !== undefined || headers[KEY_HEADER] !== undefined;
    reply.header('www-authenticate', `Bearer realm="redress"${given ? ', error="invalid_token"' : ''}`);
  }
  return sendProblem(reply, code, facts);
}

/** The credentials do not prove who is calling. */
export const unproven = (detail: string): Denial => new Denial('unauthenticated', { detail });

/** Nothing was tried, so nothing was guessed. */
export const ambiguous = (detail: string): Denial => new Denial('unauthenticated', { detail }, null, false);

/** Real credentials out of their time. Whoever sends them again and again is careless and guesses nothing. */
export const outOfTime = (detail: string): Denial => new Denial('unauthenticated', { detail }, null, false);
