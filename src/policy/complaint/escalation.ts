import { withheldFrom } from './departures';
import type { Moment } from '../dates/moment';
import { type ComplaintState, currentStage } from './state';
import type { EventOf } from '../events/events';
import { enter, onCurrent } from './stage';

export function escalated(
  state: ComplaintState,
  event: EventOf<'escalated'>,
  moment: Moment,
): ComplaintState {
  const { to, loggedOn, needsDecision } = event.data;
  const { priority } = currentStage(state);
  const left = onCurrent(state, (stage) => ({ ...stage, escalation: { ...event.data, ...moment } }));
  return {
    ...left,
    // A complaint closed on its response comes back to life when the resident asks for the next stage in time.
    closedOn: null,
    closingWithheld: [],
    status: needsDecision ? 'escalation-requested' : 'open',
    stages: [
      ...left.stages,
      enter({ stage: to, requested: moment, loggedOn, priority, gate: needsDecision ? 'waiting' : 'none' }),
    ],
    current: left.stages.length,
  };
}

export function escalationDecided(
  state: ComplaintState,
  event: EventOf<'escalation-decided'>,
  moment: Moment,
): ComplaintState {
  const { accepted, decidedBy } = event.data;
  const marked = onCurrent(state, (stage) => ({
    ...stage,
    gate: accepted ? 'accepted' : 'refused',
    gateDecidedOn: moment.on,
    gateDecidedBy: decidedBy,
    gateWithheld: accepted ? [] : withheldFrom(event),
  }));
  if (accepted) return { ...marked, status: 'open' };
  return { ...marked, status: 'responded', current: stageBefore(state) };
}

/** The stage a refused escalation falls back to: the one that was escalated from, not an earlier refused request. */
function stageBefore(state: ComplaintState): number {
  for (let index = state.current - 1; index >= 0; index -= 1) {
    if (state.stages[index]?.gate !== 'refused') return index;
  }
  throw new RangeError('An escalation was decided before any stage was left');
}
