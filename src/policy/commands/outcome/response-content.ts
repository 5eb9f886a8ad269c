import type { StageState } from '../../complaint/state';
import { type PolicyDocument, stageIndex, stageName, stageOf } from '../../document/document';
import { type OutcomeRules, outcomesOf } from '../../document/outcome';
import type { Objections } from '../../rules/objections';
import { type Rejection, refusedAsFixed, refusedAsInput, refusedByPolicy } from '../../rules/rejection';
import type { Response } from './response-body';

/** Refuses a response that lacks what this landlord's outcome, or this stage's response, has to say. */
export function* contentMissingFrom(
  given: Response,
  current: StageState,
  policy: PolicyDocument,
): Objections<void> {
  yield given.outcome === undefined
    ? outcomeMissing(current, policy)
    : unknownOutcome(given.outcome, '/outcome', policy);
  yield explanationsMissing(given, current, policy);
  yield assertionsMissing(given, policy);
  yield findingsUnknown(given, current, policy);
  yield findingsMissing(given, current, policy);
}

const rulesOf = (policy: PolicyDocument, code: string | undefined): OutcomeRules | undefined =>
  policy.outcomes?.find((outcome) => outcome.code === code);

function outcomeMissing({ stage }: StageState, policy: PolicyDocument): Rejection {
  const allowed = outcomesOf(policy);
  return refusedByPolicy({
    code: 'outcome_missing',
    detail: `A response at ${stageName(policy, stage)} gives its outcome: ${allowed.join(', ')}.`,
    facts: { stage },
    rule: { clause: '/outcomes', ids: [...new Set(policy.outcomes?.flatMap((known) => known.rules) ?? [])] },
    allowed: { outcome: allowed },
    errors: [{ pointer: '/outcome', detail: 'is missing' }],
  });
}

function unknownOutcome(outcome: string, pointer: string, policy: PolicyDocument): Rejection | null {
  const allowed = outcomesOf(policy);
  if (allowed.includes(outcome)) return null;
  return refusedAsFixed({
    code: 'unknown_outcome',
    detail: `The outcome is one of ${allowed.join(', ')}, not ${outcome}.`,
    facts: { outcome },
    rule: { clause: '/outcomes', ids: [...new Set(policy.outcomes?.flatMap((known) => known.rules) ?? [])] },
    allowed: { outcome: allowed },
    errors: [{ pointer, detail: `must be one of ${allowed.join(', ')}` }],
  });
}

function explanationsMissing(given: Response, current: StageState, policy: PolicyDocument): Rejection | null {
  const outcome = rulesOf(policy, given.outcome);
  const stage = stageOf(policy, current.stage).response;
  const needed = [...(outcome?.mustExplain ?? []), ...(stage?.mustContain ?? [])];
  const missing = needed.filter((key) => !(key in given.explanations));
  if (missing.length === 0) return null;
  const ofOutcome = missing.some((key) => outcome?.mustExplain.includes(key));
  return refusedByPolicy({
    code: 'explanation_missing',
    detail: `A response${given.outcome ? ` of ${given.outcome}` : ''} at ${stageName(policy, current.stage)} has to explain ${missing.join(', ')}.`,
    facts: { outcome: given.outcome ?? null, missing },
    rule: ofOutcome
      ? {
          clause: `/outcomes/${policy.outcomes?.findIndex(({ code }) => code === given.outcome)}/mustExplain`,
          ids: outcome?.rules ?? [],
        }
      : {
          clause: `/stages/${stageIndex(policy, current.stage)}/response/mustContain`,
          ids: stage?.rules ?? [],
        },
    allowed: { explanations: needed },
    errors: missing.map((key) => ({ pointer: `/explanations/${key}`, detail: 'is missing' })),
  });
}

function assertionsMissing(given: Response, policy: PolicyDocument): Rejection | null {
  const outcome = rulesOf(policy, given.outcome);
  const missing = outcome?.mustAssert.filter((key) => !given.assertions.includes(key)) ?? [];
  if (!outcome || missing.length === 0) return null;
  return refusedByPolicy({
    code: 'assertion_missing',
    detail: `An outcome of ${given.outcome} can be given only when it is stated: ${missing.join(', ')}.`,
    facts: { outcome: given.outcome, missing },
    rule: { clause: `/outcomes/${policy.outcomes?.indexOf(outcome)}/mustAssert`, ids: outcome.rules },
    allowed: { assertions: outcome.mustAssert },
    errors: missing.map((key) => ({ pointer: '/assertions', detail: `${key} is missing` })),
  });
}

const issuesOf = ({ definition }: StageState): number[] => definition?.issues.map(({ n }) => n) ?? [];

function findingsUnknown(given: Response, current: StageState, policy: PolicyDocument): Rejection | null {
  const issues = issuesOf(current);
  const unknown = given.findings.findIndex((finding) => !issues.includes(finding.issue));
  if (unknown >= 0) {
    return refusedAsInput({
      code: 'unknown_issue',
      detail: `The definition at ${stageName(policy, current.stage)} has ${issues.length === 0 ? 'no issues' : `the issues ${issues.join(', ')}`}.`,
      facts: { issue: given.findings[unknown]?.issue },
      allowed: { issues },
      errors: [{ pointer: `/findings/${unknown}/issue`, detail: 'is not an issue of the definition' }],
    });
  }
  for (const [index, finding] of given.findings.entries()) {
    const refusal = unknownOutcome(finding.outcome, `/findings/${index}/outcome`, policy);
    if (refusal) return refusal;
  }
  return null;
}

function findingsMissing(given: Response, current: StageState, policy: PolicyDocument): Rejection | null {
  const wording = stageOf(policy, current.stage).response;
  const issues = issuesOf(current);
  const missing = issues.filter((n) => !given.findings.some((finding) => finding.issue === n));
  if (!wording?.findingPerIssue || missing.length === 0) return null;
  return refusedByPolicy({
    code: 'finding_missing',
    detail: `Every issue of the definition needs its own finding; missing: ${missing.join(', ')}.`,
    facts: { missing },
    rule: {
      clause: `/stages/${stageIndex(policy, current.stage)}/response/findingPerIssue`,
      ids: wording.rules,
    },
    allowed: { issues },
    errors: missing.map((n) => ({ pointer: '/findings', detail: `issue ${n} has no finding` })),
  });
}
