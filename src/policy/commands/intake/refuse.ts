import { z } from 'zod';
import { OFFICER } from '../../rules/roles';
import { recipientRefused } from '../../conditions/authority';
import { type ComplaintState, currentStage } from '../../complaint/state';
import { type PolicyDocument, stageName, stageOf } from '../../document/document';
import { type Exclusion, nothingIsExcluded } from '../../document/intake';
import { slugSchema, words } from '../../document/vocabulary';
import { OUT_OF_TIME } from '../../conditions/time-limit';
import { personSchema } from '../../events/parts';
import { longDate } from '../../dates/local-date';
import { recipientSchema } from '../../events/people';
import type { Objections } from '../../rules/objections';
import { type FieldFault, type Rejection, refusedByPolicy } from '../../rules/rejection';
import type { Rules } from '../../rules/rules';
import { type Command, happened } from '../guards/command';
import { exclusionTerms, missingFor } from '../guards/exclusion-terms';
import { lastStep, requireStatus, requireUnanswered } from '../guards/guards';
import { inFuture, notBefore, occurrence } from '../../rules/occurrence';
import { notOutOfTime, timeLimitRefused } from './out-of-time';

const body = z.strictObject({
  ...occurrence,
  reason: slugSchema.describe(`The policy’s exclusion, or ${OUT_OF_TIME}.`),
  evidence: words(10000).describe('Why it applies to this complaint, on its own merits (Code 2.1, 2.5).'),
  decidedBy: personSchema,
  ombudsmanRightTold: z
    .boolean()
    .default(false)
    .describe('Whether the resident was told of the right to take the refusal to the ombudsman (Code 2.4).'),
  recipient: recipientSchema.describe('Who was told of the refusal.'),
  discretion: z
    .strictObject({ decidedBy: personSchema, applied: z.literal(false), reasons: words(4000) })
    .optional()
    .describe('The record that taking a late complaint was considered, and why it was not (Code 2.3).'),
  notReportedAtTheTime: z
    .boolean()
    .optional()
    .describe(
      'The judgement of whoever decides that a report on the day recorded was not one "at the time", where the policy takes in what was.',
    ),
  ...exclusionTerms,
});
type Body = z.infer<typeof body>;

/** Refuses to take a complaint, always a person's decision with its reasons (Code 2.1 to 2.5, 5.11). */
export const refuse: Command<Body> = {
  act: 'refusals',
  name: 'refuse',
  summary: 'Refuse to take the complaint',
  description:
    'Record that the complaint is not taken: which of the policy’s exclusions applies and the evidence, who decided, the discretion considered, and that the resident was told of the ombudsman.',
  roles: OFFICER,
  body,
  example: {
    reason: 'policy-decision',
    evidence: 'The complaint is about the rent-setting policy itself, adopted by the Board in 2023.',
    exception: 'Nobody says that it was not properly arrived at: the Board consulted and voted.',
    decidedBy: 'm.silva',
    ombudsmanRightTold: true,
  },
  guard: (state, rules) =>
    requireStatus(state, ['open'], 'refused') ??
    requireUnanswered(state, rules) ??
    notRefusable(state, rules),
  *decide(state, given, moment, rules) {
    const exclusion = rules.policy.intake.exclusions.find(({ code }) => code === given.reason);
    const last = lastStep(state);
    yield notBefore(moment, last.moment, last.what) ??
      (given.filedOn ? inFuture(given.filedOn, '/filedOn', rules) : null);
    yield reasonUnknown(given, exclusion, state, rules);
    if (exclusion?.at !== 'any-stage') yield* takenBefore(state, rules.policy);
    if (given.reason === OUT_OF_TIME) yield* timeLimitRefused(given, state, rules);
    yield incomplete(given, exclusion, rules.policy);
    yield recipientRefused(given.recipient, { gates: ['disclosure'], on: moment.on }, state, rules);
    return [
      happened(
        'refused',
        moment,
        {
          stage: currentStage(state).stage,
          reason: given.reason,
          decidedBy: given.decidedBy,
          ombudsmanRightTold: given.ombudsmanRightTold,
          recipient: given.recipient,
          discretion: given.discretion ? { decidedBy: given.discretion.decidedBy, applied: false } : null,
          filedOn: given.filedOn ?? null,
          exceptionConsidered: given.exception === undefined ? null : true,
          notReportedAtTheTime: given.notReportedAtTheTime ?? null,
          redirectedTo: exclusion?.redirectTo ?? null,
        },
        { evidence: given.evidence, discretion: given.discretion?.reasons, exception: given.exception },
      ),
    ];
  },
};

function* notRefusable(state: ComplaintState, rules: Rules): Objections<null> {
  // An exclusion at any stage lets it be refused whatever went before; each reason is asked again when it is given.
  if (anyStage(rules.policy).length === 0) yield* takenBefore(state, rules.policy);
  yield nothingExcluded(state, rules);
  return null;
}

const anyStage = ({ intake }: PolicyDocument): string[] =>
  intake.exclusions.filter(({ at }) => at === 'any-stage').map(({ code }) => code);

/** A complaint that was taken cannot be refused any more, save on an exclusion that holds at any stage (WES-05). */
function* takenBefore(state: ComplaintState, policy: PolicyDocument): Objections<void> {
  const reasons = anyStage(policy);
  for (const refusal of [wasReopened(state), alreadyTaken(state, policy)])
    yield refusal && reasons.length > 0 ? { ...refusal, allowed: { reason: reasons } } : refusal;
}

/** The ombudsman may tell the landlord to take what it refused (Code 2.4); whatever else was opened again was taken, too. */
function wasReopened(state: ComplaintState): Rejection | null {
  const { stage, reopening } = currentStage(state);
  if (!reopening) return null;
  return refusedByPolicy({
    code: 'complaint_reopened',
    detail: `The complaint was opened again on ${longDate(reopening.on)}; it cannot be refused now.`,
    facts: { stage, reopenedOn: reopening.on, reason: reopening.reason },
    rule: {
      clause: '/intake/exclusions',
      ids: reopening.reason === 'ombudsman-directed' ? ['Code 2.4'] : [],
    },
    allowed: { act: 'outcomes' },
  });
}

/** An informal first step (HEX-16) is not yet the taking of a complaint; a formal stage is. */
function alreadyTaken(state: ComplaintState, policy: PolicyDocument): Rejection | null {
  const taken = state.stages
    .slice(0, state.current)
    .find(({ gate, stage }) => gate !== 'refused' && stageOf(policy, stage).formal);
  if (!taken) return null;
  return refusedByPolicy({
    code: 'already_taken',
    detail: `The complaint was taken at ${stageName(policy, taken.stage)}, an earlier stage; it cannot be refused now.`,
    facts: { stage: currentStage(state).stage, takenAt: taken.stage },
    rule: { clause: '/intake/exclusions', ids: [] },
  });
}

/** A policy without exclusions leaves lateness as the only reason, and an act is not offered on what is not so. */
function nothingExcluded(state: ComplaintState, rules: Rules): Rejection | null {
  const { intake } = rules.policy;
  if (intake.exclusions.length > 0) return null;
  // The person who decides may judge that a report was not "at the time": the act stays on offer for it.
  if (intake.timeLimit) return notOutOfTime(state, rules, { notReportedAtTheTime: true });
  return refusedByPolicy({
    code: 'nothing_excluded',
    detail: `${nothingIsExcluded(rules.policy)}, so it gives no reason to refuse a complaint.`,
    rule: { clause: '/intake/exclusions', ids: [] },
  });
}

function reasonUnknown(
  given: Body,
  exclusion: Exclusion | undefined,
  state: ComplaintState,
  rules: Rules,
): Rejection | null {
  const { policy } = rules;
  if (exclusion || (given.reason === OUT_OF_TIME && policy.intake.timeLimit)) return null;
  const codes = policy.intake.exclusions.map(({ code }) => code);
  // A reason that is not so of this complaint would be refused as well, and is no way out.
  const late = policy.intake.timeLimit !== null && notOutOfTime(state, rules) === null;
  const allowed = late ? [...codes, OUT_OF_TIME] : codes;
  return refusedByPolicy({
    code: 'not_an_exclusion',
    detail: `The policy excludes only ${allowed.join(', ')}.`,
    facts: { reason: given.reason },
    rule: { clause: '/intake/exclusions', ids: [] },
    allowed: { reason: allowed },
    errors: [{ pointer: '/reason', detail: `must be one of ${allowed.join(', ')}` }],
  });
}

function incomplete(given: Body, exclusion: Exclusion | undefined, policy: PolicyDocument): Rejection | null {
  const errors: FieldFault[] = [];
  if (!given.ombudsmanRightTold) errors.push({ pointer: '/ombudsmanRightTold', detail: 'must be true' });
  errors.push(...missingFor(exclusion, given));
  if (errors.length === 0) return null;
  const at = exclusion ? policy.intake.exclusions.indexOf(exclusion) : -1;
  return refusedByPolicy({
    code: 'refusal_incomplete',
    detail: `A refusal has to come with ${errors.map(({ pointer }) => pointer.slice(1)).join(' and ')}.`,
    facts: { missing: errors.map(({ pointer }) => pointer.slice(1)) },
    rule: {
      clause: at < 0 ? '/intake/timeLimit' : `/intake/exclusions/${at}`,
      ids: [...(exclusion?.rules ?? []), 'Code 2.4'],
    },
    errors,
  });
}
