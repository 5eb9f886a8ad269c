import type { FastifyRequest } from 'fastify';
import type { Attempt } from '../../complaints/loading/attempt';
import type { Outcome } from '../../complaints/loading/outcome';
import { actingOf } from '../auth/principal';
import { problemOfRejection } from '../problems/from-rejection';
import { type AnyReply, answerProblem, notFound, type Problem, problem } from '../problems/problem';
import { matches, presentVersion } from '../requests/preconditions';

/** The act that a request asks for, on what its path names and on the condition of its If-Match. */
export function attemptOf(request: Pick<FastifyRequest, 'principal' | 'headers'>, id: string): Attempt {
  const condition = request.headers['if-match'];
  return {
    ...actingOf(request),
    id,
    matches: condition === undefined ? null : (version) => matches(condition, version),
  };
}

/** Only what the answer to an outcome needs of a reply, so that replies of every route's own type fit. */
interface Reply extends AnyReply {
  readonly request: AnyReply['request'] & {
    readonly headers: { readonly 'if-match'?: string | undefined };
    readonly params: unknown;
  };
}

/** The one place that answers how an act came out; each route says only how it shows what was done. */
export function answerOutcome<T, Shown>(
  reply: Reply,
  outcome: Outcome<T>,
  show: (value: T) => Shown,
): Shown | Problem {
  switch (outcome.kind) {
    case 'done':
      return show(outcome.value);
    case 'absent':
      return notFound(reply);
    case 'stale': {
      // Without a condition it was tried several times, and somebody else was quicker each time.
      const code = reply.request.headers['if-match'] === undefined ? 'conflicting_change' : 'stale_version';
      return problem(reply, code, { detail: presentVersion(outcome.version) });
    }
    case 'refused':
      return answerProblem(reply, problemOfRejection(outcome.rejection, reply.request.params));
  }
}
