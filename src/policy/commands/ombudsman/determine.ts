import { z } from 'zod';
import { OFFICER } from '../../rules/roles';
import { type ComplaintState, currentStage } from '../../complaint/state';
import { words } from '../../document/vocabulary';
import { determinationInForce } from '../../complaint/ombudsman';
import { caseReferenceSchema, findingSchema } from '../../events/ombudsman';
import { findingsUnder } from '../../conditions/ombudsman-findings';
import {
  isRejection,
  type Rejection,
  refusedAsInput,
  refusedByPolicy,
  refusedByState,
} from '../../rules/rejection';
import type { Rules } from '../../rules/rules';
import { type Command, happened } from '../guards/command';
import { INVESTIGATIONS, referralOf, requireCase } from './case';
import { notBefore, occurrence } from '../../rules/occurrence';
import { tooMany } from '../guards/too-many';

const MOST_DETERMINATIONS = 50;

const body = z.strictObject({
  ...occurrence,
  referral: z.int().min(1).max(1000).optional().describe('Which referral, from 1. Left out: the latest.'),
  reference: caseReferenceSchema,
  findings: z.array(findingSchema).min(1).max(50).describe('One for each issue the ombudsman decided on.'),
  onReview: z
    .boolean()
    .default(false)
    .describe('True where the ombudsman looked at its own determination again. The new one then stands.'),
  summary: words(10000).optional().describe('What it says.'),
});
type Body = z.infer<typeof body>;

/** Records what the ombudsman found, issue by issue (domain.md §6.6). The day it happened is the day of notice. */
export const determine: Command<Body> = {
  act: 'determinations',
  name: 'recordDetermination',
  summary: 'Record what the ombudsman found',
  description:
    'Record a determination on a referral for investigation: the ombudsman’s reference and its finding on each issue, in the words of its regime. occurredOn is the day the landlord was notified. Evidence that was still awaited is awaited no more.',
  roles: OFFICER,
  body,
  example: {
    reference: '202400224',
    findings: [
      { about: 'damp-and-mould', finding: 'maladministration' },
      { about: 'complaint-handling', finding: 'no-maladministration' },
    ],
  },
  guard: (state, rules) => requireCase(state, INVESTIGATIONS, rules),
  decide(state, { referral: named, reference, findings, onReview, summary }, moment, rules) {
    const found = referralOf(named, state, INVESTIGATIONS);
    if (isRejection(found)) return found;
    const { referral, made } = found;
    const inForce = determinationInForce(state.ombudsman, referral);
    const before = inForce && { on: inForce.notifiedOn, at: null };
    const refusal =
      outOfTurn(onReview, referral, state) ??
      notBefore(moment, made, 'the case went to the ombudsman') ??
      notBefore(moment, before ?? null, 'the determination it reviews') ??
      findingsAmiss(findings, state, rules) ??
      tooMany('too_many_determinations', state.ombudsman.determinations.length, MOST_DETERMINATIONS);
    if (refusal) return refusal;
    const data = { stage: currentStage(state).stage, referral, reference, onReview, findings };
    return [happened('determined', moment, data, { summary })];
  },
};

/** A referral is determined once; after that the ombudsman reviews. */
function outOfTurn(onReview: boolean, referral: number, { ombudsman }: ComplaintState): Rejection | null {
  const inForce = determinationInForce(ombudsman, referral);
  if (onReview === (inForce !== undefined)) return null;
  return refusedByState({
    code: inForce ? 'already_determined' : 'not_determined',
    detail: inForce
      ? `Referral ${referral} was determined on ${inForce.notifiedOn}. A further determination is one on review.`
      : `Referral ${referral} has not been determined, so nothing can have been reviewed.`,
    facts: { referral, notifiedOn: inForce?.notifiedOn ?? null },
    allowed: { onReview: inForce !== undefined },
    errors: [{ pointer: '/onReview', detail: `must be ${inForce !== undefined}` }],
  });
}

function findingsAmiss(findings: Body['findings'], state: ComplaintState, rules: Rules): Rejection | null {
  const words = findingsUnder(rules.policy.regime);
  const issues = state.stages.findLast(({ definition }) => definition !== null)?.definition?.issues ?? [];
  const known = issues.map(({ n }) => n);
  for (const [index, { finding, issue }] of findings.entries()) {
    if (!words.includes(finding)) {
      return refusedByPolicy({
        code: 'no_such_finding',
        detail: `${finding} is no finding under ${rules.policy.regime}.`,
        facts: { finding },
        rule: { clause: '/regime', ids: [] },
        allowed: { findings: words },
        errors: [{ pointer: `/findings/${index}/finding`, detail: `must be one of ${words.join(', ')}` }],
      });
    }
    if (issue === null) continue;
    const twice = findings.findIndex((other) => other.issue === issue) < index;
    if (known.includes(issue) && !twice) continue;
    return refusedAsInput({
      code: twice ? 'issue_found_on_twice' : 'unknown_issue',
      detail: twice
        ? `Issue ${issue} has two findings.`
        : `The definition has ${known.length === 0 ? 'no issues' : `the issues ${known.join(', ')}`}.`,
      facts: { issue },
      allowed: { issues: known },
      errors: [
        {
          pointer: `/findings/${index}/issue`,
          detail: twice ? 'stands twice' : 'is not an issue of the definition',
        },
      ],
    });
  }
  return null;
}
