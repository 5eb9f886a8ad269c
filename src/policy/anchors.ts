import { isOutside, rollForward } from './calendar';
import type { ComplaintState, Moment, StageState } from './complaint';
import type { Anchor, Condition, Length, Limit, Period } from './document/limit';
import { addDays, type LocalDate, localTimeIn } from './local-date';
import type { Rules } from './rules';

/** What a limit counts from, once it is known. */
export interface AnchorDay {
  readonly act: Anchor;
  readonly on: LocalDate;
}

type Reader = Pick<Rules, 'policy' | 'calendar' | 'zone'>;

/**
 * The day something that arrived counts as received. At the cut-off or after it, that is the next working day (a
 * landlord that shuts its working day at five treats the evening's post as tomorrow's); half-open, so exactly at
 * the cut-off is after it. Outside the calendar the day itself stands: there is no working day to move it to.
 */
export function dayReceived(moment: Moment, { policy, calendar, zone }: Reader): LocalDate {
  const { cutOff } = policy.calendar;
  if (!cutOff || !moment.at || localTimeIn(moment.at, zone) < cutOff) return moment.on;
  const next = rollForward(calendar, addDays(moment.on, 1));
  return isOutside(next) ? moment.on : next;
}

function dayOf(anchor: Anchor, state: ComplaintState, stage: StageState, reader: Reader): LocalDate | null {
  switch (anchor) {
    case 'received':
      return dayReceived(state.received, reader);
    case 'requested':
      return dayReceived(stage.requested, reader);
    case 'logged':
      return stage.loggedOn;
    case 'acknowledged':
      return stage.acknowledged?.on ?? null;
    case 'contacted':
      return stage.contacted?.on ?? null;
    case 'passed':
      return stage.assignments[0]?.on ?? null;
    case 'accepted':
      // A stage without a gate is accepted by the request itself.
      return stage.gate === 'none' ? dayReceived(stage.requested, reader) : stage.gateDecidedOn;
    case 'confirmed':
      return stage.confirmedDueOn;
    case 'response-dated':
      return stage.response?.on ?? null;
    case 'response-sent':
      return stage.response?.sentOn ?? null;
    case 'response-received':
      return stage.response?.receivedOn ?? null;
    case 'hearing-held':
      return stage.hearing.heldOn;
    case 'occurred':
      return state.incident.occurredOn ?? null;
    case 'aware':
      return state.incident.becameAwareOn ?? null;
    case 'reported':
      return state.incident.reportedOn ?? null;
  }
}

/** The anchor of a period at this stage, or null while it has not happened. Of several, the latest that is known. */
export function anchorDay(
  period: Pick<Period, 'from' | 'ofStage'>,
  state: ComplaintState,
  stage: StageState,
  reader: Reader,
): AnchorDay | null {
  const at = period.ofStage ? lastEntered(state, period.ofStage) : stage;
  if (!at) return null;
  let latest: AnchorDay | null = null;
  for (const act of typeof period.from === 'string' ? [period.from] : period.from) {
    const on = dayOf(act, state, at, reader);
    if (on && (!latest || on > latest.on)) latest = { act, on };
  }
  return latest;
}

function lastEntered(state: ComplaintState, key: string): StageState | undefined {
  return state.stages.findLast((stage) => stage.stage === key && stage.gate !== 'refused');
}

const holds = (condition: Condition, state: Pick<ComplaintState, 'channel' | 'priority'>): boolean =>
  (!condition.channels || condition.channels.includes(state.channel)) &&
  (!condition.priorities || (state.priority !== null && condition.priorities.includes(state.priority)));

/** How long a limit is for this complaint, or null where it does not apply to it (SET-13: only what came in writing). */
export function lengthFor(limit: Limit, state: Pick<ComplaintState, 'channel' | 'priority'>): Length | null {
  if (limit.when && !holds(limit.when, state)) return null;
  const variant = limit.variants.find((candidate) => holds(candidate.when, state));
  return { amount: variant?.amount ?? limit.amount, unit: variant?.unit ?? limit.unit };
}
