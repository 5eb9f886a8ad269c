import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ComplaintKnown, complaintKnownAt } from '../../../complaints/known-at';
import type { ComplaintDeps } from '../../../complaints/loading/deps';
import { type Instant, localDateIn, longDate } from '../../../policy/dates/local-date';
import { principalOf } from '../../auth/principal';
import { type AnyReply, notFound, type Problem, problem } from '../../problems/problem';
import { momentMeant } from '../../requests/known-at';
import { tagOf } from './tag';

/** A complaint as it was known at a moment that a caller named, or the answer that there was none. */
export type Past =
  | { readonly problem: Problem }
  | { readonly complaint: ComplaintKnown; readonly at: Instant; readonly etag: string };

interface Asked extends Pick<FastifyRequest, 'principal' | 'answerTag'> {
  readonly params: { readonly id: string };
  readonly query: { readonly knownAt?: string | undefined };
}

/**
 * Reads the complaint as it was known, where the request asks for that; null where it asks for the present. The answer
 * is marked as one about the past, in the words of RFC 7089.
 */
export async function pastAsked(
  deps: ComplaintDeps,
  request: Asked,
  reply: AnyReply & Pick<FastifyReply, 'header'>,
): Promise<Past | null> {
  const { knownAt } = request.query;
  if (knownAt === undefined) return null;
  const { landlordId } = principalOf(request);
  const clock = await deps.rulebook.clockOf(landlordId);
  const at = momentMeant(knownAt, clock);
  const complaint = await complaintKnownAt(deps, landlordId, request.params.id, at);
  if (!complaint) return { problem: notFound(reply) };
  if ('loggedAt' in complaint) {
    const { loggedAt } = complaint;
    const detail = `It was logged on ${longDate(localDateIn(loggedAt, clock.zone))}, after the moment that is asked for.`;
    return { problem: problem(reply, 'not_found', { detail, facts: { loggedAt } }) };
  }
  reply.header('memento-datetime', new Date(at).toUTCString());
  // Words that are erased later go without another version of what was known, so the present one is in the tag too.
  const etag = tagOf(request, complaint, [at, complaint.versionNow]);
  reply.header('etag', etag);
  return { complaint, at, etag };
}
