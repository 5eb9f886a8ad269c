import type { Moment } from '../dates/moment';
import { isOutside, rollForward } from '../calendar/calendar';
import type { ComplaintState, StageState } from '../complaint/state';
import type { Anchor, Condition, Limit, Period } from '../document/limit';
import { addDays, earlierOf, type LocalDate, localTimeIn } from '../dates/local-date';
import type { Rules } from '../rules/rules';

/** What a limit counts from, once it is known. */
export interface AnchorDay {
  readonly act: Anchor;
  readonly on: LocalDate;
}

type Reader = Pick<Rules, 'policy' | 'calendar' | 'zone'>;

/**
 * The day something that arrived counts as received. At the cut-off or after it, that is the next working day (a
 * landlord that shuts its working day at five treats the evening's post as tomorrow's); half-open, so exactly at
 * the cut-off is after it. Where there is a cut-off, what arrives on a day that is no working day moves too: else
 * Friday evening's post would be due later than Saturday's. Outside the calendar the day itself stands: there is no
 * working day to move it to.
 */
export function dayReceived(moment: Moment, reader: Reader): LocalDate {
  if (!reader.policy.calendar.cutOff) return moment.on;
  const day = rollForward(reader.calendar, isLate(moment, reader) ? addDays(moment.on, 1) : moment.on);
  return isOutside(day) ? moment.on : day;
}

function isLate({ at }: Moment, { policy, zone }: Reader): boolean {
  const { cutOff } = policy.calendar;
  return cutOff !== null && at !== null && localTimeIn(at, zone) >= cutOff;
}

/** A stage entered again is asked for on the day it is opened again: counted from the first receipt it would begin overdue. */
const arrivalAt = (state: ComplaintState, { reopening, requested }: StageState): Moment =>
  reopening ? requested : state.received;

function dayOf(anchor: Anchor, state: ComplaintState, stage: StageState, reader: Reader): LocalDate | null {
  switch (anchor) {
    case 'received':
      return dayReceived(arrivalAt(state, stage), reader);
    case 'requested':
      return dayReceived(stage.requested, reader);
    case 'logged':
      return stage.loggedOn;
    case 'acknowledged':
      return stage.acknowledged?.on ?? null;
    case 'contacted':
      return stage.contacted?.on ?? null;
    case 'passed':
      return earliest(stage.assignments);
    case 'accepted':
      // A stage without a gate is accepted by the request itself.
      return stage.gate === 'none' ? dayReceived(stage.requested, reader) : stage.gateDecidedOn;
    case 'confirmed':
      return stage.confirmedDueOn;
    case 'response-dated':
      return (stage.response ?? stage.settlement)?.on ?? null;
    case 'response-sent':
      return stage.response?.sentOn ?? stage.settlement?.on ?? null;
    case 'response-received':
      return stage.response?.receivedOn ?? stage.settlement?.on ?? null;
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

/** Acts are recorded in any order, so the first on record need not be the first that happened. */
export const earliest = (moments: readonly Moment[]): LocalDate | null =>
  moments.reduce<LocalDate | null>((first, { on }) => (first ? earlierOf(first, on) : on), null);

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
  for (const act of actsOf(period.from)) {
    const on = dayOf(act, state, at, reader);
    if (on && (!latest || on > latest.on)) latest = { act, on };
  }
  return latest;
}

export const actsOf = (from: Period['from']): readonly Anchor[] => (typeof from === 'string' ? [from] : from);

/** What the landlord does itself at a stage. The days of the incident may stay unknown; these are still to come. */
const AWAITED: readonly Anchor[] = ['acknowledged', 'contacted', 'passed', 'accepted', 'hearing-held'];

/** The landlord's acts among the anchors of a period that have not happened yet: any of them may move its start on. */
export const stillToCome = (
  { from }: Pick<Period, 'from'>,
  state: ComplaintState,
  stage: StageState,
  reader: Reader,
): readonly Anchor[] =>
  actsOf(from).filter((act) => AWAITED.includes(act) && dayOf(act, state, stage, reader) === null);

/** When something arrived that counts as received on another day. */
export interface Arrival {
  readonly on: LocalDate;
  /** The cut-off, where it was that which moved the day. */
  readonly after: string | null;
}

/** The day itself behind an anchor that the cut-off or a weekend has moved; null where nothing was moved. */
export function arrivalBehind(
  { act, on }: AnchorDay,
  { ofStage }: Pick<Period, 'ofStage'>,
  state: ComplaintState,
  stage: StageState,
  reader: Reader,
): Arrival | null {
  const at = ofStage ? lastEntered(state, ofStage) : stage;
  const arrives = act === 'requested' || (act === 'accepted' && at?.gate === 'none');
  const moment = act === 'received' ? at && arrivalAt(state, at) : arrives ? at?.requested : undefined;
  if (!moment || moment.on === on) return null;
  return { on: moment.on, after: isLate(moment, reader) ? reader.policy.calendar.cutOff : null };
}

/** How a complaint came to a stage: by the resident's request, or another way. */
export type Entry = 'asked-for' | 'began' | 'moved-on' | 'opened-again';

/** How it came to the stage whose acts a period counts from. */
export function entryOf(
  { ofStage }: Pick<Period, 'ofStage'>,
  state: ComplaintState,
  stage: StageState,
): Entry | null {
  const at = ofStage ? lastEntered(state, ofStage) : stage;
  if (!at) return null;
  if (at.reopening) return 'opened-again';
  const before = state.stages.slice(0, state.stages.indexOf(at));
  if (before.length === 0) return 'began';
  return before.findLast(({ gate }) => gate !== 'refused')?.skipped ? 'moved-on' : 'asked-for';
}

function lastEntered(state: ComplaintState, key: string): StageState | undefined {
  return state.stages.findLast((stage) => stage.stage === key && stage.gate !== 'refused');
}

/** What a condition can look at. */
type Conditional = Pick<ComplaintState, 'channel' | 'categories' | 'tenure' | 'people' | 'received'>;
type Prioritised = Pick<StageState, 'priority'>;

const oneOf = (listed: readonly string[] | undefined, found: readonly (string | null)[]): boolean =>
  !listed || found.some((value) => value !== null && listed.includes(value));

function holds(condition: Condition, state: Conditional, stage: Prioritised): boolean {
  const { channels, priorities, categories, tenures, representatives } = condition;
  return (
    oneOf(channels, [state.channel]) &&
    oneOf(priorities, [stage.priority]) &&
    oneOf(categories, state.categories) &&
    oneOf(tenures, [state.tenure]) &&
    oneOf(representatives, broughtBy(state))
  );
}

/** Whoever acted for the resident on the day it came: one who takes the matter up later brings no other time with them. */
const broughtBy = ({ people, received }: Conditional): (string | null)[] =>
  people.representatives.filter(({ namedOn }) => namedOn <= received.on).map(({ type }) => type);

/** The period of a limit for this complaint at this stage, or null where it does not apply to it (SET-13: only what came in writing). */
export function periodFor(limit: Limit, state: Conditional, stage: Prioritised): Period | null {
  if (limit.when && !holds(limit.when, state, stage)) return null;
  const variant = limit.variants.find((candidate) => holds(candidate.when, state, stage));
  return variant ? { ...limit, amount: variant.amount, unit: variant.unit } : limit;
}
