import type { ComplaintState, StageState } from '../../complaint/state';
import { type PolicyDocument, stageIndex, stageOf } from '../../document/document';
import { type Refusal, type Rejection, refusedByPolicy } from '../../rules/rejection';
import { isAmong, samePerson } from '../../complaint/same-person';

/** What is known of a person who is to handle a stage, as far as independence asks. */
export interface Candidate {
  readonly person: string;
  readonly seniorTo: readonly string[];
  readonly responsibleForService: boolean | null;
  readonly subjectOfComplaint: boolean | null;
}

const wasAnswered = (stage: StageState): readonly string[] => [
  ...stage.assignments.map((assignment) => assignment.person),
  ...(stage.response?.decidedBy ? [stage.response.decidedBy] : []),
  ...stage.hearing.panel,
];

/** Everyone who handled or decided an earlier stage, by person and not by role (Code 6.13, HHS-20). */
function involvedBefore(state: ComplaintState): readonly string[] {
  return stagesBefore(state).flatMap(wasAnswered);
}

/** A stage that was opened again is the same stage, so whoever handled it the first time is not a stranger to be kept out. */
const stagesBefore = (state: ComplaintState): readonly StageState[] =>
  state.stages
    .slice(0, state.current)
    .filter(({ stage, endedOn }) => endedOn === null || stage !== state.stages[state.current]?.stage);

/** The handler of the stage before: who a reviewer has to be senior to (HEX-20). */
function previousHandler(state: ComplaintState): string | null {
  const before = stagesBefore(state).findLast((stage) => stage.gate !== 'refused');
  return before?.response?.decidedBy ?? before?.assignments.at(-1)?.person ?? null;
}

/**
 * Refuses a person who may not handle the stage the complaint stands at, with the test that failed. `pointer` says where
 * the person stands in a body that has no fields of its own for the tests.
 */
export function refuseUnlessIndependent(
  candidate: Candidate,
  { stage: stageKey, pointer }: { readonly stage: string; readonly pointer?: string },
  state: ComplaintState,
  policy: PolicyDocument,
): Rejection | null {
  const tests = stageOf(policy, stageKey).handler?.independence ?? [];
  for (const [index, { test, rules }] of tests.entries()) {
    const fault = faultIn(candidate, test, state);
    if (!fault) continue;
    return refusedByPolicy({
      code: fault.code,
      detail: fault.detail,
      facts: { person: candidate.person, test, stage: stageKey },
      rule: { clause: `/stages/${stageIndex(policy, stageKey)}/handler/independence/${index}`, ids: rules },
      allowed: fault.allowed,
      errors: [{ pointer: pointer ?? fault.field ?? '/person', detail: fault.detail }],
    });
  }
  return null;
}

type Test = NonNullable<ReturnType<typeof stageOf>['handler']>['independence'][number]['test'];

type Fault = Pick<Refusal<'policy'>, 'code' | 'detail' | 'allowed'> & { readonly field?: string };

function faultIn(candidate: Candidate, test: Test, state: ComplaintState): Fault | null {
  switch (test) {
    case 'not-previously-involved': {
      const involved = involvedBefore(state);
      if (!isAmong(candidate.person, involved)) return null;
      return {
        code: 'reviewer_not_independent',
        detail: `${candidate.person} already handled this complaint at an earlier stage.`,
        allowed: { anyoneBut: involved.filter((person, at) => !isAmong(person, involved.slice(0, at))) },
      };
    }
    case 'more-senior-than-previous': {
      const previous = previousHandler(state);
      if (previous === null) return null;
      if (samePerson(previous, candidate.person)) {
        return {
          code: 'reviewer_not_more_senior',
          detail: `${candidate.person} handled the stage before; it has to be somebody more senior.`,
          allowed: { anyoneBut: [previous] },
        };
      }
      if (isAmong(previous, candidate.seniorTo)) return null;
      return {
        code: 'reviewer_not_more_senior',
        detail: `${candidate.person} has to be more senior than ${previous}, who handled the stage before.`,
        allowed: { seniorTo: [previous] },
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

/** Whether a stage needs its handler on record: it tests independence itself, or the next stage tests it against this one. */
export function needsHandler(policy: PolicyDocument, key: string): boolean {
  const stage = stageOf(policy, key);
  if ((stage.handler?.independence.length ?? 0) > 0) return true;
  const next = stage.escalation ? stageOf(policy, stage.escalation.to) : null;
  return (
    next?.handler?.independence.some(
      ({ test }) => test === 'not-previously-involved' || test === 'more-senior-than-previous',
    ) ?? false
  );
}
