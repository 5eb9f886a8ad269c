import type { ComplaintState, StageState } from './state';
import { samePerson } from './same-person';
import type { EventOf } from '../events/events';
import type { LocalDate } from '../dates/local-date';

type Assignment = StageState['assignments'][number];

/** Whoever this entry of a stage was last passed to, unless they were taken off it. */
export function assignmentAt({ assignments }: StageState): Assignment | null {
  const last = assignments.at(-1);
  return last && last.endedOn === null ? last : null;
}

export const handlerAt = (stage: StageState): string | null => assignmentAt(stage)?.person ?? null;

/**
 * Whether it was theirs on a day: from the day it was given to them up to the day before they were taken off. On that
 * day itself nobody can tell what came first.
 */
const hadOn = ({ on, endedOn }: Assignment, day: LocalDate): boolean =>
  on <= day && (endedOn === null || day < endedOn);

/** Everybody this entry of a stage had been given to by a day and who had not been taken off it. */
export const handlersOn = ({ assignments }: StageState, day: LocalDate): string[] =>
  assignments.filter((given) => hadOn(given, day)).map(({ person }) => person);

/** Whoever had it on a day, whatever became of it since: what they decided then may be put on record later. */
export function handlerOn({ assignments }: StageState, day: LocalDate): string | null {
  const last = assignments.findLast(({ on }) => on <= day);
  return last && hadOn(last, day) ? last.person : null;
}

/** Whether somebody had it on that day or has had it on a later one. */
export const hadHandlerFrom = (stage: StageState, day: LocalDate): boolean =>
  stage.assignments.some(({ on }) => handlerOn(stage, on > day ? on : day) !== null);

/** A stage that somebody has, by its key: entered twice, it is had by whoever it was given to last. */
export function handlersNow({ stages }: ComplaintState): StageState['assignments'] {
  const keys = [...new Set(stages.map(({ stage }) => stage))];
  return keys.flatMap((key) => {
    const last = stages.findLast(({ stage, assignments }) => stage === key && assignments.length > 0);
    return (last && assignmentAt(last)) ?? [];
  });
}

/** The person has the stage no more, whenever it was given to them. */
export function assignmentEnded<S extends Pick<ComplaintState, 'stages'>>(
  state: S,
  { on, data }: EventOf<'assignment-ended'>,
): S {
  const stages = state.stages.map((stage) =>
    stage.stage === data.stage ? { ...stage, assignments: stage.assignments.map(endedFor) } : stage,
  );
  return { ...state, stages };

  function endedFor(given: Assignment): Assignment {
    return given.endedOn === null && samePerson(given.person, data.person)
      ? { ...given, endedOn: on }
      : given;
  }
}
