import type { Clock } from '../../../src/policy/clocks/clock';
import type { ClockDates } from '../../../src/policy/clocks/dated-clock';
import type { LocalDate } from '../../../src/policy/dates/local-date';
import { RESIDENT_CLOCKS } from '../../../src/policy/document/clock-kinds';
import { withholds } from '../../../src/policy/refusals/index';
import type { Body } from './walk';

/** The days on which an act can say that something happened. */
const HAPPENED = ['occurredOn', 'sentOn', 'writtenOn', 'loggedOn'];

/** Acts that end the stage or the whole, and that a departure leaves with that effect. */
const ENDS = ['outcomes', 'escalations', 'skips', 'mergers', 'reopenings', 'settlements', 'withdrawals'];

export const nameOf = ({ kind, stage, n }: Pick<ClockDates, 'kind' | 'stage' | 'n'>): string =>
  `${kind} at ${stage} (${n})`;

/** True where an act says of a day by which the clock was kept that it happened then. */
export const isOfBefore = (body: Body, { judgedOn }: Pick<ClockDates, 'judgedOn'>): boolean =>
  HAPPENED.some((field) => typeof body[field] === 'string' && judgedOn !== null && body[field] <= judgedOn);

/** The words and dates of a clock, as sentences about where they cannot be. */
export function shapeFaults(clock: Clock): string[] {
  const dates = [clock.dueOn, clock.originalDueOn, clock.policyEarliestOn, clock.schemeEarliestOn];
  const held: [boolean, string][] = [
    [/^[A-Z].*\.$/.test(clock.sentence), 'its sentence does not end as one'],
    [!/undefined|null|NaN| {2}/.test(clock.sentence), 'its sentence has a hole'],
    [dates.every((on) => on === null || on < '2100-01-01'), 'it has a far date'],
    [clock.kind === 'refer' || clock.limit !== null || clock.dueOn === null, 'it has a date without a limit'],
    [
      clock.kind === 'refer' || clock.projected || !clock.originalDueOn || !!clock.anchor?.on,
      'its date counts from nothing',
    ],
    [!clock.projected || clock.anchor?.on === null, 'it is projected though its anchor has happened'],
    [clock.metOn === null || clock.stoppedOn === null, 'it was both met and stopped'],
    [clock.status !== 'missed' || clock.limit !== null, 'it was missed without a limit'],
    [clock.excluded.every(({ why }) => why !== ''), 'a day was left out without a reason'],
  ];
  return held
    .filter(([holds]) => !holds)
    .map(([, fault]) => `${clock.kind} at ${clock.stage}: ${fault} (${clock.sentence})`);
}

/** Where a clock stands in the figures: in none of them, or in one, as the overview counts. */
function figuresOf(
  { kind, judgedOn, metOn, stoppedOn, lateStart, leftUnanswered }: ClockDates,
  today: LocalDate,
) {
  if (RESIDENT_CLOCKS.includes(kind) || judgedOn === null || leftUnanswered) return null;
  if (metOn === null && (stoppedOn ?? today) <= judgedOn) return null;
  return {
    due: 1,
    inTime: Number(metOn !== null && metOn <= judgedOn),
    inTimeByLateStart: Number(metOn !== null && metOn > judgedOn && lateStart),
    late: Number(metOn !== null && metOn > judgedOn && !lateStart),
    outstanding: Number(metOn === null),
  };
}

const sumOf = ({ inTime, inTimeByLateStart, late, outstanding }: Record<string, number>): number =>
  (inTime ?? 0) + (inTimeByLateStart ?? 0) + (late ?? 0) + (outstanding ?? 0);

/** The dates and the status of a clock against the figures it is counted in, as sentences about where they part. */
export function figureFaults(clock: ClockDates, today: LocalDate): string[] {
  const { judgedOn, textDueOn, status, lateStart } = clock;
  const figures = figuresOf(clock, today);
  const missed = status === 'missed';
  const late = figures !== null && figures.inTime === 0;
  const held: [boolean, string][] = [
    [!judgedOn || !textDueOn || judgedOn <= textDueOn, `judged by ${judgedOn}, the text gives ${textDueOn}`],
    [figures === null || figures.due === sumOf(figures), `counted as ${JSON.stringify(figures)}`],
    [!lateStart || missed, `${status}, with a late start`],
    [figures === null || missed === late, `${status}, counted as ${JSON.stringify(figures)}`],
    [figures !== null || !missed || RESIDENT_CLOCKS.includes(clock.kind), `${status}, counted nowhere`],
  ];
  return held.filter(([holds]) => !holds).map(([, fault]) => `${nameOf(clock)}: ${fault}`);
}

const CAPS = ['extension_too_long', 'extension_needs_good_reason', 'extension_needs_agreement'];

interface Departed {
  readonly act: string;
  /** The day on which it happened, which may lie before the day of its recording. */
  readonly on: string;
  readonly codes: readonly string[];
}

/** The dates that an act against the procedure moved, saved or ended, and that it may not. */
export function departureFaults(
  before: readonly ClockDates[],
  after: readonly ClockDates[],
  { act, on, codes }: Departed,
): string[] {
  const isWithheld = codes.some((code) => withholds(code, act));
  // When the ombudsman can be asked depends on what is open, and is no date that anybody owes. An extension tells the
  // resident how it goes on, and may bring another plan of updates, whatever date it gives.
  const owed = before.filter(({ kind }) => kind !== 'refer' && (kind !== 'update' || act !== 'extensions'));
  return owed.flatMap((was) => {
    const is = after.find((clock) => nameOf(clock) === nameOf(was));
    if (!is) return [`${act} takes ${was.kind} at ${was.stage} away`];
    const name = `${act}: ${was.kind} at ${was.stage} (${was.n})`;
    if (RESIDENT_CLOCKS.includes(was.kind))
      return was.status === 'running' && is.dueOn !== was.dueOn && !ENDS.includes(act)
        ? [`${name}, the resident's, went from ${was.dueOn} to ${is.dueOn}`]
        : [];
    // Of an extension past a cap, the part up to the cap needs no departure.
    const withinCap =
      act === 'extensions' && is.judgedOn !== null && codes.every((code) => CAPS.includes(code));
    const moved = was.judgedOn !== null && (is.judgedOn === null || is.judgedOn > was.judgedOn) && !withinCap;
    // An act entered late that happened by the date shows how it stood at the time.
    const ofBefore = was.judgedOn !== null && on <= was.judgedOn;
    const saved = was.status === 'missed' && is.status !== 'missed' && !ofBefore;
    const ended = is.stoppedOn !== null && was.stoppedOn === null && isWithheld;
    return [
      ...(moved ? [`${name} was judged by ${was.judgedOn} and is judged by ${is.judgedOn}`] : []),
      ...(saved ? [`${name} was missed and is ${is.status}`] : []),
      ...(ended ? [`${name} is ended and withheld`] : []),
    ];
  });
}
