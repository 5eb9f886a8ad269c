import type { Code } from './codes';
import { catalogued, type Problem, type ProblemFacts } from './problem';

/** The rest of an answer with the code, for those that are met most. */
const FACTS: Partial<Record<Code, ProblemFacts>> = {
  invalid_request: {
    errors: [{ in: 'body', pointer: '/receivedOn', detail: 'must be a date such as 2024-09-02' }],
  },
  unauthenticated: { detail: 'Send an API key: Authorization: Bearer rdr_…, or X-API-Key: rdr_…' },
  forbidden: {
    detail: 'This needs one of the roles complaints-officer; the key has reader.',
    allowed: { roles: ['complaints-officer'] },
  },
  not_found: { detail: 'Nothing with this id or reference is visible to this key.' },
  stale_version: { detail: 'The present version is "4".' },
  condition_required: { detail: 'The present version is "4-1".' },
  quota_exceeded: { detail: 'At most 60000 requests a minute are taken from one caller.' },
  already_acknowledged: {
    detail: 'Stage 1 was acknowledged on 2024-09-05.',
    facts: { stage: 'stage-1', acknowledgedOn: '2024-09-05' },
  },
  acknowledgement_incomplete: {
    detail: 'The acknowledgement has to contain definition.',
    facts: { missing: ['definition'] },
    rule: { clause: '/stages/0/acknowledgement/mustContain', ids: ['Code 6.2'] },
    policyVersion: '2024',
    allowed: { mustContain: ['definition'] },
    errors: [{ in: 'body', pointer: '/definition', detail: 'definition is missing' }],
  },
};

/** An answer with the code, as the documentation shows it. */
export const exampleProblem = (code: Code): Problem => ({
  ...catalogued(code, FACTS[code]),
  instance: '/v1/complaints/C-2026-000123',
  requestId: '01920000-0000-7000-8000-00000000c0de',
});
