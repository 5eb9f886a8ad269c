import type { AlreadyLogged } from '../../complaints/log';
import { type AnyReply, type Problem, problem } from '../problems/problem';

/** A caller who sends a case a second time is led to the complaint it became, as far as they may see it. */
export function answerAlreadyLogged(reply: AnyReply, { caseId, first }: AlreadyLogged): Problem {
  const href = first && `/v1/complaints/${first.id}`;
  if (href) reply.header('location', href);
  return problem(reply, 'already_logged', {
    detail: `The case ${caseId.id} of ${caseId.system} was logged before${first ? `, as ${first.reference}` : ''}.`,
    facts: { caseId, ...(first && { complaintId: first.id, reference: first.reference, href }) },
  });
}
