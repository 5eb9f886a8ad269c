import { answersOf } from './answers';
import type { ComplaintState, StageState } from './state';

/** The people who handled or decided one entry of a stage, by person and not by role. */
const handledBy = (stage: StageState): readonly string[] => [
  ...stage.assignments.map((assignment) => assignment.person),
  ...answersOf(stage).flatMap(({ decidedBy }) => (decidedBy ? [decidedBy] : [])),
  ...stage.hearing.panel,
];

/** A stage that was opened again is the same stage, so whoever handled it the first time is not a stranger to be kept out. */
export const stagesBefore = (state: ComplaintState): readonly StageState[] =>
  state.stages
    .slice(0, state.current)
    .filter(({ stage, endedOn }) => endedOn === null || stage !== state.stages[state.current]?.stage);

/** Everyone who handled or decided one of these stages, each once. */
export function involvedIn(stages: readonly StageState[]): string[] {
  return [...new Set(stages.flatMap(handledBy))];
}
