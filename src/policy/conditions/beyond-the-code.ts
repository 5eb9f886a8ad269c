import type { ClockDates } from '../clocks/dated-clock';
import { afterTheCodesTime } from './codes-time';
import { answersOf } from '../complaint/answers';
import { handlerAt } from '../complaint/handlers';
import { involvedIn } from '../complaint/involved';
import { isAmong } from '../complaint/same-person';
import type { ComplaintState, StageState } from '../complaint/state';
import { type LocalDate, earlierOf } from '../dates/local-date';
import { type PolicyDocument, stageOf } from '../document/document';
import type { Rules } from '../rules/rules';

/** Something at a stage that the procedure lets pass and a provision of the Complaint Handling Code does not. */
export interface BeyondTheCode {
  readonly on: LocalDate;
  readonly stage: string;
  /** The code of the advice that says so. */
  readonly code: keyof typeof PROVISIONS | typeof AFTER_THE_CODES_TIME;
  readonly provision: string;
}

/** The provisions that an advice rests on. */
export const PROVISIONS = {
  handled_an_earlier_stage: ['6.13'],
  request_decided_by_earlier_handler: ['6.13'],
  handled_by_the_person_complained_about: ['5.8', '6.13'],
} as const;

export const AFTER_THE_CODES_TIME = 'answered_after_the_codes_time';

/** A procedure that tests independence itself refuses; departed from, it is counted there and not here. */
const TESTED = 'reviewer_not_independent';

/**
 * All of it over the whole complaint, as it stands: a handler who was replaced before the answer did no harm. It counts
 * on the day the person came to the stage, or on that of the answer.
 */
export function beyondTheCode(
  state: ComplaintState,
  clocks: readonly ClockDates[],
  rules: Rules,
): BeyondTheCode[] {
  const { policy } = rules;
  if (policy.regime !== 'housing-ombudsman' || state.voided) return [];
  const byPeople = state.stages.flatMap((entry, index) => peopleAt(entry, index, state, policy));
  const late = afterTheCodesTime(state, clocks, rules).map(
    ({ metOn, stage, provision }): BeyondTheCode => ({
      on: metOn,
      stage,
      code: AFTER_THE_CODES_TIME,
      provision,
    }),
  );
  return [...byPeople, ...late];
}

function peopleAt(
  entry: StageState,
  index: number,
  state: ComplaintState,
  policy: PolicyDocument,
): BeyondTheCode[] {
  const { stage, gateDecidedOn } = entry;
  const found = (code: keyof typeof PROVISIONS, on: LocalDate | null): BeyondTheCode[] =>
    on ? PROVISIONS[code].map((provision) => ({ on, stage, code, provision })) : [];
  const isCounted = state.departures.some(({ code, stage: at }) => code === TESTED && at === stage);
  const again = isCounted ? [] : handledBefore(state, index, policy);
  const decidedOn = !isCounted && deciderWasInvolved(state, index, policy) ? gateDecidedOn : null;
  return [
    ...found('handled_an_earlier_stage', firstDayOf(again, entry)),
    ...found('request_decided_by_earlier_handler', decidedOn),
    ...found('handled_by_the_person_complained_about', firstDayOf(complainedAbout(entry), entry)),
  ];
}

/** The people who hold a stage now, sat on its panel or answered it. */
export function handlersOf(stage: StageState): string[] {
  const assigned = handlerAt(stage);
  const people = [
    ...(assigned === null ? [] : [assigned]),
    ...stage.hearing.panel,
    ...answersOf(stage).flatMap(({ decidedBy }) => (decidedBy ? [decidedBy] : [])),
  ];
  return people.filter((person, at) => !isAmong(person, people.slice(0, at)));
}

/** The formal stages before an entry: an informal first attempt is no stage that somebody else has to look at again. */
export const formalBefore = (
  { stages }: ComplaintState,
  index: number,
  policy: PolicyDocument,
): StageState[] =>
  stages
    .slice(0, index)
    .filter(({ stage }) => stage !== stages[index]?.stage && stageOf(policy, stage).formal);

/** Those who have the n-th entry and dealt with a stage before it (Code 6.13). */
export function handledBefore(state: ComplaintState, index: number, policy: PolicyDocument): string[] {
  const entry = state.stages[index];
  const involved = involvedIn(formalBefore(state, index, policy));
  return entry ? handlersOf(entry).filter((person) => isAmong(person, involved)) : [];
}

/** True where the request for the n-th entry was decided on by somebody who dealt with a stage before it (Code 6.13). */
export function deciderWasInvolved(state: ComplaintState, index: number, policy: PolicyDocument): boolean {
  const decider = state.stages[index]?.gateDecidedBy ?? null;
  return decider !== null && isAmong(decider, involvedIn(formalBefore(state, index, policy)));
}

/** Those who have a stage and whom the complaint is about (Code 5.8). */
export function complainedAbout(stage: StageState): string[] {
  const about = [
    ...stage.hearing.complainedAbout,
    ...stage.assignments.flatMap(({ person, subjectOfComplaint, endedOn }) =>
      subjectOfComplaint === true && endedOn === null ? [person] : [],
    ),
  ];
  return handlersOf(stage).filter((person) => isAmong(person, about));
}

/** The day on which the first of them came to the stage. */
function firstDayOf(people: readonly string[], stage: StageState): LocalDate | null {
  const { assignments, hearing } = stage;
  if (people.length === 0) return null;
  const isTheirs = (person: string) => isAmong(person, people);
  const days = [
    ...assignments.filter(({ person, endedOn }) => endedOn === null && isTheirs(person)).map(({ on }) => on),
    ...(hearing.heldOn && hearing.panel.some(isTheirs) ? [hearing.heldOn] : []),
    ...answersOf(stage).flatMap(({ on, decidedBy }) => (decidedBy && isTheirs(decidedBy) ? [on] : [])),
  ];
  return days.reduce<LocalDate | null>((first, on) => (first ? earlierOf(first, on) : on), null);
}
