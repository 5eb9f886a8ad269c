import {
  buildCalendar,
  type Calendar,
  isFault,
  isOutside,
  projectWorkingDays,
} from '../../calendar/calendar';
import { holidays } from '../../calendar/bank-holidays/index';
import type { CalendarRules } from '../../document/calendar';
import type { Period } from '../../document/limit';
import { addDays, isLocalDate, type LocalDate, localDateSchema } from '../../dates/local-date';
import { calendarOf } from '../../calendar/of-policy';
import { reckon } from '../../clocks/counting/reckon';

type Span = Pick<Period, 'amount' | 'unit'> & Partial<Pick<Period, 'boundary' | 'roll' | 'counting'>>;

interface Example {
  readonly from: LocalDate;
  readonly theirs: LocalDate;
  readonly codes: LocalDate;
}

/** What a landlord's length is against the Code's, over every start day looked at. */
export interface DayComparison {
  /** longer: on at least one start day it ends later. */
  readonly is: 'equal' | 'shorter' | 'longer' | 'unknown';
  /** The first start day from which it ends later, where the count of days alone does not say so. */
  readonly later: Example | null;
  readonly earlier: Example | null;
}

const UNKNOWN: DayComparison = { is: 'unknown', later: null, earlier: null };

export interface Comparer {
  /** On the Code's calendar: Monday to Friday, the bank holidays of England and Wales, no closures. */
  against(theirs: Span, codes: Span): DayComparison;
  /** The same, with theirs counted on the landlord's own calendar. */
  onOwnCalendar(theirs: Span, codes: Span): DayComparison;
  /** Whether the landlord leaves out days that the Code's calendar counts. */
  readonly ownCalendarDiffers: boolean;
  /** Why no calendar can be made of the landlord's days; null where one can. */
  calendarFault(): string | null;
}

/**
 * The start days looked at: the year in which the Code came in, a leap year, and a month more. Lengths in different
 * units differ by the weekday they start on, the holidays and the leap day they meet, so that a fortnight is shorter
 * than ten working days at Easter and longer from a Saturday.
 */
function yearAndAMonth(): readonly LocalDate[] {
  const first = localDateSchema.parse('2024-01-01');
  return Array.from({ length: 400 }, (_, n) => addDays(first, n));
}

/** No time of the Code is longer than about a month, so a day left out bears on the starts of the month before it. */
const MONTH = 31;

/** What is closed in every year may fall on a weekend in the first of these, never in all of them. */
const YEARS = [2024, 2025, 2026, 2027, 2028];

/** The same, and those from which a closure can make a difference, whatever year it lies in. */
function startsBeside(
  { closures, yearlyClosures }: CalendarRules,
  starts: readonly LocalDate[],
): readonly LocalDate[] {
  const days = [
    ...closures.map(({ on }) => on),
    ...yearlyClosures.flatMap(({ from }) => YEARS.map((year) => `${year}-${from}`).filter(isLocalDate)),
  ];
  const before = days.flatMap((on) => Array.from({ length: MONTH }, (_, n) => addDays(on, n - MONTH)));
  return [...new Set([...starts, ...before])];
}

export function comparerFor(rules: CalendarRules): Comparer {
  const standard = once(() => calendarOr(buildCalendar({ dataset: holidays('england-and-wales') })));
  const own = once(() => calendarOf({ calendar: rules }));
  const starts = once(yearAndAMonth);
  const beside = once(() => startsBeside(rules, starts()));
  // Neither the Code nor any text about it says how working days are counted, so both are counted the landlord's way.
  const endOf = (span: Span, from: LocalDate, calendar: Calendar): LocalDate | null => {
    const { amount, unit, boundary = 'inclusive', roll = 'none' } = span;
    const convention = span.counting ?? rules.counting;
    const policy = { calendar: { counting: convention, beyondCoverage: 'provisional' as const } };
    // Reckoning working days lists every day left out, which is not asked for here and costs the most.
    const counted =
      unit === 'working-days' ? projectWorkingDays(calendar, from, amount, convention).on : null;
    // The day before the end of such a count is itself a working day, so that no other roll is left to do.
    const back = boundary === 'exclusive' ? 'previous-working-day' : roll;
    const end = counted
      ? reckon({ amount: 0, unit: 'calendar-days', boundary, roll: back }, counted, { calendar, policy })
      : reckon({ amount, unit, boundary, roll }, from, { calendar, policy });
    return isOutside(end) ? null : end.dueOn;
  };
  // A document may give many readings of one limit, each with the same variants.
  const known = new Map<string, DayComparison>();
  const compare = (theirs: Span, codes: Span, calendar: Calendar | null): DayComparison => {
    const plain = standard();
    if (!calendar || !plain) return UNKNOWN;
    const { amount, unit, boundary, roll, counting } = theirs;
    const key = [calendar === plain, amount, unit, boundary, roll, counting, codes.amount, codes.unit].join();
    const compared =
      known.get(key) ??
      overAll(calendar === plain ? starts() : beside(), (from) => [
        endOf(theirs, from, calendar),
        endOf(codes, from, plain),
      ]);
    known.set(key, compared);
    return compared;
  };
  return {
    against: (theirs, codes) => byCountAlone(theirs, codes) ?? compare(theirs, codes, standard()),
    onOwnCalendar: (theirs, codes) => compare(theirs, codes, calendarOr(own())),
    ownCalendarDiffers:
      rules.division !== 'england-and-wales' ||
      rules.closures.length > 0 ||
      rules.yearlyClosures.length > 0 ||
      [1, 2, 3, 4, 5].some((weekday) => !rules.weekdays.includes(weekday)),
    calendarFault: () => {
      const built = own();
      return isFault(built) ? built.message : null;
    },
  };
}

const calendarOr = (built: ReturnType<typeof buildCalendar>): Calendar | null =>
  isFault(built) ? null : built;

/** A calendar is dear to build, and most documents are told by their counts alone. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Counts of one unit need no calendar. */
function byCountAlone(theirs: Span, codes: Span): DayComparison | null {
  const { boundary = 'inclusive', roll = 'none' } = theirs;
  if (theirs.unit !== codes.unit || boundary !== 'inclusive' || roll !== 'none') return null;
  const difference = theirs.amount - codes.amount;
  return {
    is: difference === 0 ? 'equal' : difference < 0 ? 'shorter' : 'longer',
    later: null,
    earlier: null,
  };
}

function overAll(
  starts: readonly LocalDate[],
  endsFrom: (start: LocalDate) => [LocalDate | null, LocalDate | null],
): DayComparison {
  let later: Example | null = null;
  let earlier: Example | null = null;
  for (const from of starts) {
    if (later && earlier) break;
    const [theirs, codes] = endsFrom(from);
    if (theirs === null || codes === null) return UNKNOWN;
    if (theirs > codes) later ??= { from, theirs, codes };
    if (theirs < codes) earlier ??= { from, theirs, codes };
  }
  return { is: later ? 'longer' : earlier ? 'shorter' : 'equal', later, earlier };
}
