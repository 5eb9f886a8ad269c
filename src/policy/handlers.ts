import type { ComplaintState, StageState } from './complaint';
import { samePerson } from './same-person';
import type { EventOf } from './events';

/** Whoever this entry of a stage was last passed to, unless they were taken off it. */
export function assignmentAt({ assignments }: StageState): StageState['assignments'][number] | null {
  const last = assignments.at(-1);
  return last && last.endedOn === null ? last : null;
}

export const handlerAt = (stage: StageState): string | null => assignmentAt(stage)?.person ?? null;

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

  function endedFor(given: StageState['assignments'][number]): StageState['assignments'][number] {
    return given.endedOn === null && samePerson(given.person, data.person)
      ? { ...given, endedOn: on }
      : given;
  }
}
