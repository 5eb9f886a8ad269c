import { z } from 'zod';
import { OFFICER } from '../../rules/roles';
import { words } from '../../document/vocabulary';
import { awaitedEvidence } from '../../complaint/ombudsman';
import { ombudsmanRule } from '../../clocks/ombudsman';
import { refusedByState } from '../../rules/rejection';
import { type Command, happened } from '../guards/command';
import { notBefore, occurrence } from '../../rules/occurrence';

const body = z.strictObject({
  n: z.int().min(1).max(1000).describe('Which request, from 1 in the order they were recorded.'),
  ...occurrence,
  note: words(4000).optional().describe('What was sent.'),
});

/** Records that the ombudsman was sent what it asked for. */
export const submitEvidence: Command<z.infer<typeof body>> = {
  act: 'evidence-requests/{n}/submissions',
  name: 'submitEvidence',
  summary: 'Record that the evidence was sent',
  description:
    'Record that the ombudsman was sent what it asked for. The clock of that request stops on that day.',
  roles: OFFICER,
  body,
  example: { n: 1, note: 'The repair log and eleven letters.' },
  numbers: ({ ombudsman }) => awaitedEvidence(ombudsman),
  guard({ ombudsman }, { policy }) {
    if (awaitedEvidence(ombudsman).length > 0) return null;
    return refusedByState({
      code: 'no_evidence_awaited',
      detail: 'The ombudsman waits for no evidence.',
      facts: { evidenceRequests: ombudsman.evidenceRequests.length },
      rule: ombudsmanRule(policy),
      allowed: { act: 'evidence-requests' },
    });
  },
  decide({ ombudsman }, { n, note }, moment) {
    const awaited = awaitedEvidence(ombudsman);
    const request = ombudsman.evidenceRequests.find((known) => known.n === n);
    if (!request || !awaited.includes(n)) {
      return refusedByState({
        code: 'evidence_not_awaited',
        detail: `The ombudsman does not wait for evidence under request ${n}; it waits for ${awaited.join(', ')}.`,
        facts: { n, submittedOn: request?.submittedOn ?? null, endedOn: request?.endedOn ?? null },
        allowed: { n: awaited },
        errors: [{ pointer: '/n', detail: `must be one of ${awaited.join(', ')}` }],
      });
    }
    const asked = { on: request.requestedOn, at: null };
    const early = notBefore(moment, asked, 'the evidence was asked for');
    return early ?? [happened('evidence-submitted', moment, { stage: request.stage, n }, { note })];
  },
};
