import { z } from 'zod';
import { STAFF } from '../../rules/roles';
import { type ComplaintState, currentStage } from '../../complaint/state';
import { type PolicyDocument, stageIndex } from '../../document/document';
import { words } from '../../document/vocabulary';
import { issueSchema } from '../../events/parts';
import { longDate } from '../../dates/local-date';
import {
  type Rejection,
  type RuleReference,
  refusedAsInput,
  refusedByPolicy,
  refusedByState,
} from '../../rules/rejection';
import { type Command, happened } from '../guards/command';
import { requireStatus } from '../guards/guards';
import { notBefore, occurrence } from '../../rules/occurrence';

const MOST_ISSUES = 50;

const body = z.strictObject({
  ...occurrence,
  text: words(2000).describe('The further issue as the landlord understands it.'),
  responsible: issueSchema.shape.responsible.default('yes'),
  related: z.boolean().describe('Whether it is related to what is being looked into.'),
  wouldUnreasonablyDelay: z
    .boolean()
    .default(false)
    .describe('Whether looking into it as well would unreasonably delay the response.'),
});

/**
 * Adds an issue that the resident raised while the complaint is being looked into (Code 6.8):
 *
 *   related   answered   would delay   result
 *   yes       no         no            added; the clock stands as it was
 *   yes       no         yes           a new complaint
 *   yes       yes        –             a new complaint
 *   no        –          –             a new complaint
 */
export const raiseIssue: Command<z.infer<typeof body>> = {
  act: 'issues',
  name: 'raiseIssue',
  summary: 'Add an issue raised while the complaint is open',
  description:
    'Add a further issue to the definition if it is related, no response was issued, and it would not unreasonably delay the response; no date moves. Otherwise it is refused, with new_complaint_needed or after a response with already_answered: log it as a complaint of its own.',
  roles: STAFF,
  body,
  example: { text: 'The damp has reached the hallway', related: true },
  guard(state, { policy }) {
    const answered = state.stages.find(({ response }) => response !== null)?.response;
    if (answered && state.status !== 'withdrawn') {
      return refusedByState({
        code: 'already_answered',
        detail: `A response was issued on ${longDate(answered.on)}, so a further issue is a complaint of its own. Log it as a new complaint.`,
        facts: { respondedOn: answered.on },
        rule: ruleOf(state, policy),
        allowed: { act: 'complaints' },
      });
    }
    const wrong = requireStatus(state, ['open', 'escalation-requested'], 'given a further issue');
    if (wrong || currentStage(state).definition) return wrong;
    return refusedByState({
      code: 'not_defined',
      detail:
        'The complaint has no definition yet that an issue could be added to. Set it out with all its issues.',
      facts: { stage: currentStage(state).stage },
      allowed: { act: 'definitions' },
    });
  },
  *decide(state, { text, responsible, related, wouldUnreasonablyDelay }, moment, rules) {
    const { stage, requested, definition } = currentStage(state);
    const issues = definition?.issues ?? [];
    yield notBefore(moment, requested, 'the complaint was received at this stage');
    yield related
      ? null
      : needsOwnComplaint('related', 'It is not related to this complaint', state, rules.policy);
    yield wouldUnreasonablyDelay
      ? needsOwnComplaint(
          'wouldUnreasonablyDelay',
          'It would unreasonably delay the response',
          state,
          rules.policy,
        )
      : null;
    yield issues.length < MOST_ISSUES ? null : tooMany(issues.length);
    const n = Math.max(0, ...issues.map((issue) => issue.n)) + 1;
    return [happened('issue-added', moment, { stage, issue: { n, responsible } }, { [`issue-${n}`]: text })];
  },
};

const ruleOf = (state: ComplaintState, policy: PolicyDocument): RuleReference => ({
  clause: `/stages/${stageIndex(policy, currentStage(state).stage)}`,
  ids: policy.regime === 'housing-ombudsman' ? ['Code 6.8'] : [],
});

const needsOwnComplaint = (
  field: 'related' | 'wouldUnreasonablyDelay',
  why: string,
  state: ComplaintState,
  policy: PolicyDocument,
): Rejection =>
  refusedByPolicy({
    code: 'new_complaint_needed',
    detail: `${why}, so it is a complaint of its own. Log it as a new complaint.`,
    facts: { [field]: field !== 'related' },
    rule: ruleOf(state, policy),
    allowed: { act: 'complaints' },
    errors: [{ pointer: `/${field}`, detail: 'makes it a new complaint' }],
  });

const tooMany = (issues: number): Rejection =>
  refusedAsInput({
    code: 'too_many_issues',
    detail: `The complaint has ${issues} issues, and ${MOST_ISSUES} are the most it can have.`,
    facts: { issues },
    allowed: { most: MOST_ISSUES },
    errors: [{ pointer: '/text', detail: 'would be one issue too many' }],
  });
