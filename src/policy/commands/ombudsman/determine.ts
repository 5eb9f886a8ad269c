import { z } from 'zod';
import { OFFICER } from '../../rules/roles';
import { type ComplaintState, currentStage } from '../../complaint/state';
import { words } from '../../document/vocabulary';
import { determinationInForce } from '../../complaint/ombudsman';
import { caseReferenceSchema, findingSchema } from '../../events/ombudsman';
import { findingsUnder, OTHER_FINDING } from '../../conditions/ombudsman-findings';
import {
  isRejection,
  type Rejection,
  refusedAsInput,
  refusedAsFixed,
  refusedByState,
} from '../../rules/rejection';
import type { Rules } from '../../rules/rules';
import { type Command, happened } from '../guards/command';
import { caseOf, INVESTIGATIONS } from './case';
import { notBefore, occurrence } from '../../rules/occurrence';
import { tooMany } from '../guards/too-many';

const MOST_DETERMINATIONS = 50;

const givenFindingSchema = findingSchema
  .extend({
    finding: findingSchema.shape.finding.describe(
      `In the words of the ombudsman’s regime, e.g. service-failure; ${OTHER_FINDING}, with inWords, for a finding it has no word for.`,
    ),
    inWords: words(500).optional().describe('The finding as the ombudsman words it.'),
  })
  .refine(({ finding, inWords }) => finding !== OTHER_FINDING || inWords !== undefined, {
    path: ['inWords'],
    message: 'says what was found where no word of the regime does, and is missing',
  });

const body = z.strictObject({
  ...occurrence,
  referral: z.int().min(1).max(1000).optional().describe('Which referral, from 1. Left out: the latest.'),
  reference: caseReferenceSchema,
  findings: z
    .array(givenFindingSchema)
    .min(1)
    .max(50)
    .describe('One for each issue the ombudsman decided on.'),
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
    'Record a determination on a referral for investigation: the ombudsman’s reference and its finding on each issue, in the words of its regime. occurredOn is the day the landlord was notified. Evidence that was still awaited is awaited no more. Where no referral for investigation is on record, the determination shows that there was one: a referral of that day is recorded with it.',
  roles: OFFICER,
  body,
  example: {
    reference: '202400224',
    findings: [
      { about: 'damp-and-mould', finding: 'maladministration' },
      { about: 'complaint-handling', finding: 'no-maladministration' },
    ],
  },
  guard: () => null,
  decide(state, given, moment, rules) {
    const { referral: named, reference, onReview, summary } = given;
    const came = { named, purposes: INVESTIGATIONS, shows: 'investigation' as const, moment };
    const found = caseOf(came, state, rules);
    if (isRejection(found)) return found;
    const { referral, shown } = found;
    const inForce = determinationInForce(state.ombudsman, referral);
    const before = inForce && { on: inForce.notifiedOn, at: null };
    const refusal =
      outOfTurn(onReview, referral, state) ??
      notBefore(moment, before ?? null, 'the determination it reviews') ??
      findingsAmiss(given.findings, state, rules) ??
      tooMany('too_many_determinations', state.ombudsman.determinations.length, MOST_DETERMINATIONS);
    if (refusal) return refusal;
    const findings = given.findings.map(({ inWords: _, ...finding }) => finding);
    const data = { stage: currentStage(state).stage, referral, reference, onReview, findings };
    return [...shown, happened('determined', moment, data, { ...inWords(given), summary })];
  },
};

/** The findings in the ombudsman's own words, each by its place. */
const inWords = ({ findings }: Body): Record<string, string | undefined> =>
  Object.fromEntries(findings.map((finding, index) => [`finding-${index + 1}`, finding.inWords]));

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
      return refusedAsFixed({
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
