import { uuidv7 } from 'uuidv7';
import { RESIDENT_CLOCKS } from '../../policy/document/clock-kinds';
import type { ClockRow, ComplaintColumns, NewEvent, NewParty } from '../../db/complaints/rows';
import { type ComplaintState, currentStage } from '../../policy/complaint/state';
import type { ClockDates } from '../../policy/clocks/dated-clock';
import type { Decided } from '../../policy/decide';
import { isIncomplete } from '../../policy/complaint/departures';
import { handlerAt } from '../../policy/complaint/handlers';
import { beyondTheCode } from '../../policy/conditions/beyond-the-code';
import type { RecordedEvent } from '../../policy/events/recorded-event';
import { storedFacts } from '../../policy/events/departures';
import type { Instant } from '../../policy/dates/local-date';
import type { Rules } from '../../policy/rules/rules';

/** The rows that a decision comes to: the summary columns, the events, the clocks and the people. */
export interface Rows {
  readonly columns: ComplaintColumns;
  readonly events: [NewEvent, ...NewEvent[]];
  readonly clocks: ClockRow[];
  /** Those the acts name; the people a complaint comes with are added when it is logged. */
  readonly parties: NewParty[];
}

export function rowsOf(
  { events, state, clocks }: Decided,
  {
    actor,
    recordedAt,
    rules,
  }: { readonly actor: string; readonly recordedAt: Instant; readonly rules: Rules },
): Rows {
  const [first, ...rest] = events.map((recorded) => eventRow(recorded, actor, recordedAt));
  if (!first) throw new RangeError('A decision has at least one event');
  return {
    columns: columnsOf(state, clocks, rules),
    events: [first, ...rest],
    clocks: clockRows(state, clocks),
    parties: events.flatMap(({ parties = [] }) => parties),
  };
}

function eventRow({ event, texts, restricted }: RecordedEvent, actor: string, recordedAt: Instant): NewEvent {
  const { type, promised, on, at } = event;
  return {
    id: uuidv7(),
    type,
    data: storedFacts(event),
    promised,
    actor,
    occurredOn: on,
    occurredAt: at,
    recordedAt,
    texts,
    restricted,
  };
}

export function clockRows(state: ComplaintState, clocks: readonly ClockDates[]): ClockRow[] {
  const handler = handlerOf(state);
  return clocks.map((clock) => clockRow(clock, isIncomplete(state, clock), handler));
}

const clockRow = (clock: ClockDates, incomplete: boolean, handler: string | null): ClockRow => ({
  stage: clock.stage,
  kind: clock.kind,
  n: clock.n,
  anchorOn: clock.anchor?.on ?? null,
  dueOn: clock.dueOn,
  judgedOn: clock.judgedOn,
  originalDueOn: clock.originalDueOn,
  projected: clock.projected,
  metOn: clock.metOn,
  stoppedOn: clock.stoppedOn,
  lateStart: clock.lateStart,
  leftUnanswered: clock.leftUnanswered,
  waitsSince: clock.waitsSince,
  incomplete,
  withheld: clock.withheld.length > 0 ? clock.withheld : null,
  force: clock.limit?.force ?? null,
  handler,
});

/** Whoever has the current stage. */
export const handlerOf = (state: ComplaintState): string | null => handlerAt(currentStage(state));

/** The outcome last given, at whatever stage. */
export const outcomeOf = (state: ComplaintState): string | null =>
  state.stages
    .map(({ response, settlement }) => (response ?? settlement)?.outcome ?? null)
    .findLast(Boolean) ?? null;

/**
 * The landlord's next date: the earliest by which one of its own running clocks is judged. The resident's windows are
 * nobody's work. A clock whose start is still owed is judged no earlier than the act that starts it, which is among them.
 */
export function nextDue(
  clocks: readonly ClockDates[],
): (ClockDates & { judgedOn: NonNullable<ClockDates['judgedOn']> }) | null {
  let next: ReturnType<typeof nextDue> = null;
  for (const clock of clocks) {
    const { judgedOn, metOn, stoppedOn, projected, kind } = clock;
    if (!judgedOn || metOn || stoppedOn || projected || RESIDENT_CLOCKS.includes(kind)) continue;
    if (!next || judgedOn < next.judgedOn) next = { ...clock, judgedOn };
  }
  return next;
}

/** What lists show and sort by, from the state and its clocks. */
export function columnsOf(
  state: ComplaintState,
  clocks: readonly ClockDates[],
  rules: Rules,
): ComplaintColumns {
  const next = nextDue(clocks);
  return {
    policyVersion: state.policyVersion,
    calendarVersion: state.calendarVersion,
    status: state.status,
    stage: currentStage(state).stage,
    outcome: outcomeOf(state),
    handler: handlerOf(state),
    channel: state.channel,
    categories: state.categories,
    tenure: state.tenure,
    receivedOn: state.received.on,
    nextDueOn: next?.dueOn ?? null,
    nextJudgedOn: next?.judgedOn ?? null,
    nextDueKind: next?.kind ?? null,
    nextDueStage: next?.stage ?? null,
    departures: departuresOf(state),
    beyondTheCode: orNull(beyondTheCode(state, clocks, rules)),
    state,
  };
}

/** Without who decided: a figure names nobody. What was struck as a whole is in none. */
const departuresOf = ({ departures, voided }: ComplaintState): ComplaintColumns['departures'] =>
  departures.length > 0 && !voided
    ? departures.map(({ on, act, stage, code, ids }) => ({ on, act, stage, code, ids }))
    : null;

const orNull = <T>(found: readonly T[]): readonly T[] | null => (found.length > 0 ? found : null);
