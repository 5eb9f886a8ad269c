import { answersOf } from '../../complaint/answers';
import { involvedIn, stagesBefore } from '../../complaint/involved';
import type { ComplaintState } from '../../complaint/state';
import { type PolicyDocument, stageIndex, stageOf } from '../../document/document';
import type { EscalationRules, Independence } from '../../document/stage';
import type { Objections } from '../../rules/objections';
import { type Refusal, refusedByPolicy } from '../../rules/rejection';
import { isAmong } from '../../complaint/same-person';

/** What is known of a person who is to handle a stage, as far as independence asks. */
export interface Candidate {
  readonly person: string;
  readonly seniorTo: readonly string[];
  readonly responsibleForService: boolean | null;
  readonly subjectOfComplaint: boolean | null;
}

/** Those who answered the stage before, in the first letter or a later one, or else handled it: a reviewer is senior to them (HEX-20). */
function previousHandlers(state: ComplaintState): readonly string[] {
  const before = stagesBefore(state).findLast((stage) => stage.gate !== 'refused');
  if (!before) return [];
  const deciders = answersOf(before).flatMap(({ decidedBy }) => (decidedBy ? [decidedBy] : []));
  const handler = before.assignments.at(-1)?.person;
  const all = deciders.length > 0 ? deciders : handler ? [handler] : [];
  return all.filter((person, at) => !isAmong(person, all.slice(0, at)));
}

/**
 * Refuses a person who may not handle the stage the complaint stands at, with the test that failed. `pointer` says where
 * the person stands in a body that has no fields of its own for the tests.
 */
export const refuseUnlessIndependent = (
  candidate: Candidate,
  { stage, pointer }: { readonly stage: string; readonly pointer?: string },
  state: ComplaintState,
  policy: PolicyDocument,
): Objections<void> =>
  faults(
    candidate,
    {
      tests: stageOf(policy, stage).handler?.independence ?? [],
      clause: `/stages/${stageIndex(policy, stage)}/handler`,
      at: (field) => pointer ?? field ?? '/person',
      stage,
    },
    state,
  );

/** Refuses whoever may not decide on the request for the stage the complaint stands at. */
export const deciderNotIndependent = (
  candidate: Candidate,
  { way, clause, stage }: { readonly way: EscalationRules; readonly clause: string; readonly stage: string },
  state: ComplaintState,
): Objections<void> =>
  faults(
    candidate,
    {
      tests: way.decision?.independence ?? [],
      clause: `${clause}/decision`,
      at: (field) => field ?? '/decidedBy',
      stage,
    },
    state,
  );

/** The tests of one clause, and where in the body a fault stands that has this field of its own, or none. */
interface Tested {
  readonly tests: Independence;
  readonly clause: string;
  readonly at: (field: string | undefined) => string;
  readonly stage: string;
}

function* faults(
  candidate: Candidate,
  { tests, clause, at, stage }: Tested,
  state: ComplaintState,
): Objections<void> {
  for (const [index, { test, rules }] of tests.entries()) {
    const fault = faultIn(candidate, test, state);
    if (!fault) continue;
    yield refusedByPolicy({
      code: fault.code,
      detail: fault.detail,
      facts: { person: candidate.person, test, stage },
      rule: { clause: `${clause}/independence/${index}`, ids: rules },
      allowed: fault.allowed,
      errors: [{ pointer: at(fault.field), detail: fault.detail }],
    });
  }
}

type Test = Independence[number]['test'];

type Fault = Pick<Refusal<'policy'>, 'code' | 'detail' | 'allowed'> & { readonly field?: string };

function faultIn(candidate: Candidate, test: Test, state: ComplaintState): Fault | null {
  switch (test) {
    case 'not-previously-involved': {
      const involved = involvedIn(stagesBefore(state));
      if (!isAmong(candidate.person, involved)) return null;
      return {
        code: 'reviewer_not_independent',
        detail: `${candidate.person} already handled this complaint at an earlier stage.`,
        allowed: { anyoneBut: involved.filter((person, at) => !isAmong(person, involved.slice(0, at))) },
      };
    }
    case 'more-senior-than-previous': {
      const previous = previousHandlers(state);
      if (previous.length === 0) return null;
      if (isAmong(candidate.person, previous)) {
        return {
          code: 'reviewer_not_more_senior',
          detail: `${candidate.person} handled the stage before; it has to be somebody more senior.`,
          allowed: { anyoneBut: previous },
        };
      }
      const others = previous.filter((person) => !isAmong(person, candidate.seniorTo));
      if (others.length === 0) return null;
      return {
        code: 'reviewer_not_more_senior',
        detail: `${candidate.person} has to be more senior than ${others.join(' and ')}, who handled the stage before.`,
        allowed: { seniorTo: previous },
        field: '/seniorTo',
      };
    }
    case 'not-responsible-for-service':
      return declared(
        candidate.responsibleForService,
        candidate.person,
        'responsible for the service complained about',
        '/responsibleForService',
      );
    case 'not-subject-of-complaint':
      return declared(
        candidate.subjectOfComplaint,
        candidate.person,
        'the person complained about',
        '/subjectOfComplaint',
      );
  }
}

/** Independence is declared, not assumed: leaving the answer out is not the same as saying no. */
function declared(answer: boolean | null, person: string, what: string, field: string): Fault | null {
  if (answer === false) return null;
  return {
    code: answer ? 'reviewer_not_independent' : 'independence_not_declared',
    detail: answer ? `${person} is ${what}.` : `It has to be stated that ${person} is not ${what}.`,
    allowed: { [field.slice(1)]: false },
    field,
  };
}

/**
 * A stage needs its handler on record where it tests independence itself, or the next stage, or the decision on the
 * way there, tests it against this one.
 */
export function needsHandler(policy: PolicyDocument, key: string): boolean {
  const { handler, escalation } = stageOf(policy, key);
  if ((handler?.independence.length ?? 0) > 0) return true;
  if (!escalation) return false;
  const further = stageOf(policy, escalation.to).handler?.independence ?? [];
  return [...further, ...(escalation.decision?.independence ?? [])].some(
    ({ test }) => test === 'not-previously-involved' || test === 'more-senior-than-previous',
  );
}
