import { endedByLandlord } from './departures';
import type { Moment } from '../dates/moment';
import { type ComplaintState, currentStage, type StageState } from './state';
import type { EventOf } from '../events/events';
import type { LocalDate } from '../dates/local-date';
import { enter, onCurrent } from './stage';

/** The stage is left unanswered and the next one begins that day. */
export function skipped(
  state: ComplaintState,
  { data }: EventOf<'stage-skipped'>,
  moment: Moment,
): ComplaintState {
  const left = onCurrent(state, (stage) => ({ ...stage, skipped: { ...data, ...moment } }));
  return {
    ...left,
    stages: [
      ...left.stages,
      enter({
        stage: data.to,
        requested: moment,
        loggedOn: moment.on,
        priority: currentStage(state).priority,
      }),
    ],
    current: left.stages.length,
  };
}

export const settled = (
  state: ComplaintState,
  { data }: EventOf<'settled'>,
  moment: Moment,
): ComplaintState => ({
  ...onCurrent(state, (stage) => ({ ...stage, settlement: { ...data, ...moment } })),
  status: 'settled',
});

/**
 * The stage begins anew as an entry of its own: what was answered, missed or met before stays as it was (tickets that
 * were opened again elsewhere kept a deadline that had passed, or took a breach away). An issue defined stays defined.
 */
export function reopened(
  state: ComplaintState,
  { data }: EventOf<'reopened'>,
  moment: Moment,
): ComplaintState {
  const before = currentStage(state);
  const left = onCurrent(state, (stage) => ({ ...stage, endedOn: endOf(state, stage, moment.on) }));
  const again: StageState = {
    ...enter({ stage: before.stage, requested: moment, loggedOn: moment.on, priority: before.priority }),
    definition: before.definition,
    reopening: { ...data, ...moment },
  };
  return {
    ...left,
    status: 'open',
    stages: [...left.stages, again],
    current: left.stages.length,
    refusal: null,
    withdrawnOn: null,
    investigationContinues: false,
    closedOn: null,
    closingWithheld: [],
  };
}

/** A closing ends nothing that an answer had not ended, save where there was none. */
function endOf(state: ComplaintState, stage: StageState, on: LocalDate): LocalDate {
  const ended = endedByLandlord(state);
  if (state.withdrawnOn) return state.withdrawnOn;
  return ended && (ended.by === 'refusal' || !stage.response) ? ended.on : on;
}
