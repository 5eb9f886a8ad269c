import { NOTHING_WITHHELD, type Withheld } from './against-procedure';
import type { Arrival, Entry } from './anchors';
import { ANCHOR } from './words/acts';
import type { Stopped } from './clock-terms';
import type { UpdatePlan } from '../events/parts';
import type { Owed } from './resolved-stage';
import type { Clock } from './clock';
import type { CalendarRules } from '../document/calendar';
import type { Period } from '../document/limit';
import { type LocalDate, longDate } from '../dates/local-date';

type Limit = NonNullable<Clock['limit']>;

const AGAIN = 'the complaint was opened again';

/**
 * Receipt, request and acceptance at a stage that the complaint came to another way: nobody asked for where it began, nor
 * accepted it there. The stage is this one or, where it is another, that of its name.
 */
const ENTERED: Record<Entry, (stage: string) => Partial<Record<keyof typeof ANCHOR, string>>> = {
  'asked-for': (stage) => ({ requested: `${stage} was asked for` }),
  began: () => ({ requested: ANCHOR.received, accepted: ANCHOR.received }),
  'moved-on': (stage) => ({
    requested: `the complaint was moved on to ${stage}`,
    accepted: `the complaint was moved on to ${stage}`,
  }),
  'opened-again': () => ({ received: AGAIN, requested: AGAIN, accepted: AGAIN }),
};

/** The act a clock counts from, in the words of this complaint. */
export const sinceWhat = (
  act: keyof typeof ANCHOR,
  { entry, elsewhere }: Pick<HowCounted, 'entry' | 'elsewhere'>,
): string => (entry && ENTERED[entry](elsewhere ?? 'this stage')[act]) ?? ANCHOR[act];

const UNIT: Record<NonNullable<Clock['limit']>['unit'], readonly [string, string]> = {
  'working-days': ['working day', 'working days'],
  'calendar-days': ['day', 'days'],
  weeks: ['week', 'weeks'],
  months: ['month', 'months'],
  years: ['year', 'years'],
};

/** "10 working days", "1 month". */
export const lengthInWords = ({ amount, unit }: { amount: number; unit: keyof typeof UNIT }): string =>
  `${amount} ${UNIT[unit][amount === 1 ? 0 : 1]}`;

const list = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** How a count was made. A sentence tells it beside the clock, so that its reader comes to the same day. */
export interface HowCounted {
  readonly course: Course;
  readonly withheld: Withheld;
  /** The landlord's own act that came late, or has not come, and by when it was due. */
  readonly owed: Owed | null;
  /** The day it was given another priority, too late to move the date it is judged by. */
  readonly reprioritisedOn: LocalDate | null;
  readonly counting: CalendarRules['counting'];
  readonly boundary: Period['boundary'];
  /** The end before it was moved to a working day. */
  readonly unrolledOn: LocalDate | null;
  /** The day counted from, under a convention that moves a day that is no working day. */
  readonly startOn: LocalDate | null;
  readonly arrival: Arrival | null;
  /** How the complaint came to the stage counted from. */
  readonly entry: Entry | null;
  /** That stage's name where the clock is not its own. */
  readonly elsewhere: string | null;
}

/** How it went on at the stage of a clock. */
export interface Course {
  /** The day the complaint came to the stage, and how. */
  readonly since: { readonly on: LocalDate; readonly by: Entry | null } | null;
  readonly stopped: Stopped | null;
  /** The name of the stage the complaint went to next. */
  readonly nextStage: string | null;
  /** The stage ended as the complaint was opened again, and not before. */
  readonly openedAgain: boolean;
  /** The answer stood for the acknowledgement. */
  readonly answeredInstead: boolean;
  /** How often and how the resident agreed to hear while an extension lasts. */
  readonly plan: UpdatePlan | null;
}

/** Enough for a date that was promised and not counted. */
export const PLAIN: HowCounted = {
  course: {
    since: null,
    stopped: null,
    nextStage: null,
    openedAgain: false,
    answeredInstead: false,
    plan: null,
  },
  withheld: NOTHING_WITHHELD,
  owed: null,
  reprioritisedOn: null,
  counting: 'day-after',
  boundary: 'inclusive',
  unrolledOn: null,
  startOn: null,
  arrival: null,
  entry: null,
  elsewhere: null,
};

/** Under inclusive counting the first day counted is day 1, so that the last is the fifth and not "5 days after". */
const isOrdinal = ({ amount, unit }: Limit, { counting }: HowCounted): boolean =>
  unit === 'working-days' && counting === 'inclusive' && amount > 0;

function ordinal(n: number): string {
  const teens = n % 100 > 10 && n % 100 < 14;
  const ending = teens ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${ending}`;
}

/** Where a period ends, in words: "10 working days after the complaint was received". */
export function pointIn(limit: Limit, since: string, how: HowCounted): string {
  const { amount, unit } = limit;
  const exclusive = how.boundary === 'exclusive';
  if (isOrdinal(limit, how)) {
    return `the ${exclusive ? 'working day before the ' : ''}${ordinal(amount)} working day since ${since}`;
  }
  const length = lengthInWords(limit);
  if (!exclusive) return `${length} after ${since}`;
  const day = unit === 'working-days' ? 'working day' : 'day';
  return `the last ${day} before ${length} ${amount === 1 ? 'has' : 'have'} passed since ${since}`;
}

/** How the date of a clock comes about, to be put after the date itself. */
export function reckoningOf(clock: Clock, how: HowCounted): string {
  const { anchor, limit, dueOn, excluded } = clock;
  if (!anchor?.on || !limit || !dueOn) return '';
  const arrivedOn = how.arrival?.on ?? anchor.on;
  const start = limit.unit === 'working-days' ? (how.startOn ?? anchor.on) : anchor.on;
  const act = sinceWhat(anchor.act, how);
  if (limit.amount === 0 && dueOn === arrivedOn) return `, the day on which ${act}`;
  const since = `${act}${startInWords(act, { arrivedOn, start }, limit, how)}`;
  const moved = how.unrolledOn !== null && how.unrolledOn !== dueOn ? how.unrolledOn : null;
  const days = excluded.filter(({ on }) => on > start && (!moved || on < moved));
  const aside = `${leftOut(days)}${givenBack(clock)}`;
  const point = `${pointIn(limit, since, how)}${aside}`;
  if (!moved) return `, which is ${point}`;
  const reason = excluded.find(({ on, why }) => on === moved && !isWeekend(why));
  const which = dueOn > moved ? 'the next working day' : 'the working day before';
  return `: ${point}${aside && ','} is ${longDate(moved)}${reason ? ` (${unbracketed(reason.why)})` : ''}, so it moves to ${longDate(dueOn)}, ${which}`;
}

/** The day counted from, and the day it counts as where that is another one. */
function startInWords(
  act: string,
  { arrivedOn, start }: { readonly arrivedOn: LocalDate; readonly start: LocalDate },
  limit: Limit,
  how: HowCounted,
): string {
  const { arrival } = how;
  const when = ` on ${longDate(arrivedOn)}${arrival?.after ? ` at ${arrival.after} or later` : ''}`;
  if (isOrdinal(limit, how))
    return `${start === arrivedOn ? '' : when}, counting ${longDate(start)} as the first`;
  if (start === arrivedOn) return when;
  return `${when} and so counted ${act === ANCHOR.received ? 'as received on' : 'from'} ${longDate(start)}`;
}

const isWeekend = (why: string): boolean => why === 'Saturday' || why === 'Sunday';

/** Reasons stand in brackets and may have brackets of their own: "Good Friday (bank holiday)". */
const unbracketed = (why: string): string => why.replaceAll(' (', ', ').replaceAll(/[()]/g, '');

function leftOut(days: Clock['excluded']): string {
  const named = days.filter(({ why }) => !isWeekend(why));
  const weekends = days.length - named.length;
  const parts = [
    ...(weekends > 0 ? [weekends === 1 ? '1 weekend day' : `${weekends} weekend days`] : []),
    ...named.map(({ on, why }) => `${longDate(on)} (${unbracketed(why)})`),
  ];
  return parts.length === 0 ? '' : `, leaving out ${list(parts)}`;
}

/** The time that the pauses of a clock have given back, if any. */
function givenBack({ pauses, limit }: Clock): string {
  const days = pauses.reduce((sum, { credited }) => sum + credited.length, 0);
  if (days === 0) return '';
  const unit = limit?.unit === 'working-days' ? limit.unit : 'calendar-days';
  return `, with ${lengthInWords({ amount: days, unit })} given back for the time it was paused`;
}
