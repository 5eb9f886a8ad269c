import type { Moment } from '../dates/moment';
import { isOutside, rollForward } from '../calendar/calendar';
import { answersOf } from '../complaint/answers';
import type { ComplaintState, GivenAnswer, StageState } from '../complaint/state';
import { ASKED_BY } from '../document/clock-kinds';
import { type Anchor, anchorsOf, type Period } from '../document/limit';
import { addDays, earlierOf, laterOf, type LocalDate, localTimeIn } from '../dates/local-date';
import type { Rules } from '../rules/rules';

/** An act that a limit counts from, and the day it happened. */
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

/** One entry of a stage of a complaint, and the rules it is read by. */
export interface EnteredStage {
  readonly state: ComplaintState;
  readonly stage: StageState;
  readonly rules: Reader;
}

/** The day an act happened at this stage; null: it has not, or nobody knows. */
export function dayOf(anchor: Anchor, { state, stage, rules }: EnteredStage): LocalDate | null {
  switch (anchor) {
    case 'received':
      return dayReceived(arrivalAt(state, stage), rules);
    case 'requested':
      return dayReceived(stage.requested, rules);
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
      return stage.gate === 'none' ? dayReceived(stage.requested, rules) : stage.gateDecidedOn;
    case 'confirmed':
      return stage.confirmedDueOn;
    case 'response-dated':
      return latestAnswer(stage, ({ on }) => on);
    case 'response-sent':
      return latestAnswer(stage, ({ sentOn }) => sentOn);
    case 'response-received':
      return latestAnswer(stage, ({ receivedOn }) => receivedOn);
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

/** Of several answers the latest day: a second letter gives the resident their time anew and never takes any away. */
function latestAnswer(stage: StageState, dayOf: (answer: GivenAnswer) => LocalDate): LocalDate | null {
  const answers = answersOf(stage);
  return answers.length > 0 ? answers.map(dayOf).reduce(laterOf) : (stage.settlement?.on ?? null);
}

/** Acts are recorded in any order, so the first on record need not be the first that happened. */
export const earliest = (moments: readonly Moment[]): LocalDate | null =>
  moments.reduce<LocalDate | null>((first, { on }) => (first ? earlierOf(first, on) : on), null);

/** The anchor of a period, or null while it has not happened. Of several, the latest that is known. */
export function anchorDay(period: Pick<Period, 'from' | 'ofStage'>, entered: EnteredStage): AnchorDay | null {
  const stage = stageCounted(period, entered);
  if (!stage) return null;
  const at = stage === entered.stage ? entered : { ...entered, stage };
  let latest: AnchorDay | null = null;
  for (const act of anchorsOf(period)) {
    const on = dayOf(act, at);
    if (on && (!latest || on > latest.on)) latest = { act, on };
  }
  return latest;
}

/** The landlord's own acts among the anchors of a period that have not happened at this stage: each may move its start. */
export const stillToCome = (period: Pick<Period, 'from'>, entered: EnteredStage): readonly Anchor[] =>
  anchorsOf(period).filter((act) => ASKED_BY[act] && dayOf(act, entered) === null);

/** When something arrived that counts as received on another day. */
export interface Arrival {
  readonly on: LocalDate;
  /** The cut-off, where it was that which moved the day. */
  readonly after: string | null;
}

/** The day itself behind an anchor that the cut-off or a weekend has moved; null where nothing was moved. */
export function arrivalBehind(
  { act, on }: AnchorDay,
  period: Pick<Period, 'ofStage'>,
  entered: EnteredStage,
): Arrival | null {
  const { state, rules } = entered;
  const at = stageCounted(period, entered);
  const arrives = act === 'requested' || (act === 'accepted' && at?.gate === 'none');
  const moment = act === 'received' ? at && arrivalAt(state, at) : arrives ? at?.requested : undefined;
  if (!moment || moment.on === on) return null;
  return { on: moment.on, after: isLate(moment, rules) ? rules.policy.calendar.cutOff : null };
}

/** How a complaint came to a stage: by the resident's request, or another way. */
export type Entry = 'asked-for' | 'began' | 'moved-on' | 'opened-again';

/** How it came to the stage whose acts a period counts from. */
export function entryOf(period: Pick<Period, 'ofStage'>, entered: EnteredStage): Entry | null {
  const at = stageCounted(period, entered);
  if (!at) return null;
  if (at.reopening) return 'opened-again';
  const { stages } = entered.state;
  const before = stages.slice(0, stages.indexOf(at));
  if (before.length === 0) return 'began';
  return before.findLast(({ gate }) => gate !== 'refused')?.skipped ? 'moved-on' : 'asked-for';
}

/** The stage whose acts a period counts from: where it names one, the last entry of that. */
function stageCounted(
  { ofStage }: Pick<Period, 'ofStage'>,
  { state, stage }: EnteredStage,
): StageState | undefined {
  if (!ofStage) return stage;
  return state.stages.findLast((entry) => entry.stage === ofStage && entry.gate !== 'refused');
}
