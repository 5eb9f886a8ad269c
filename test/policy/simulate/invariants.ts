import { isDeepStrictEqual } from 'node:util';
import type { ClockDates, DatedClock } from '../../../src/policy/clocks/dated-clock';
import { datedClocks } from '../../../src/policy/clocks/deadlines';
import type { Clock } from '../../../src/policy/clocks/clock';
import type { ComplaintState } from '../../../src/policy/complaint/state';
import { correct } from '../../../src/policy/correction';
import { isCorrectable } from '../../../src/policy/corrections/acts';
import { type CorrectionRequest, correctionRequestSchema } from '../../../src/policy/corrections/request';
import { effective } from '../../../src/policy/complaint/effective';
import type { LocalDate } from '../../../src/policy/dates/local-date';
import { openActs } from '../../../src/policy/open-acts';
import { RESIDENT_CLOCKS } from '../../../src/policy/document/clock-kinds';
import type { Change } from '../../../src/policy/rehearsal/change';
import { isRejection, type Rejection } from '../../../src/policy/rules/rejection';
import { recordableFaults, takesSome } from '../support/best-bodies';
import { departureFaults, figureFaults, isOfBefore, nameOf, shapeFaults } from '../support/clock-faults';
import type { RecordedWalk } from '../support/recorded';
import { misleading, refusalFaults } from '../support/refusal-faults';
import type { Body } from '../support/walk';
import type { Core, Fault } from './life';

/** All that holds of any complaint under any procedure, as faults where it does not. */

const faults = (rule: string, details: readonly string[]): Fault[] =>
  details.map((detail) => ({ rule, detail }));

interface Act {
  readonly act: string;
  readonly body: Body;
  /** The day on which it happened. */
  readonly on: LocalDate;
}

/** Faults of a complaint against all that holds whatever was done to it last. */
export function standingFaults(walk: RecordedWalk, { replay }: Core): Fault[] {
  const { state, today, advice } = walk;
  const sentences = advice.map(({ sentence }) => sentence).filter((said) => !/^\S.*\.$/.test(said));
  return [
    ...faults('the state is the replay of the events', differences(state, replay(walk.events))),
    ...faults('every clock is whole', walk.clocks.flatMap(shapeFaults)),
    ...faults(
      'the figures sum',
      walk.dated.flatMap((clock) => figureFaults(clock, today)),
    ),
    ...faults('every advice is a sentence', sentences),
    ...faults('no extension gives what another gave against the procedure', backDoors(walk)),
    ...offerFaults(walk),
    ...againFaults(walk),
    ...nothingFaults(walk),
  ];
}

/** Once an extension departed from the procedure, no other moves a date past the last day by the caps. */
function backDoors({ state: { stages }, dated }: RecordedWalk): string[] {
  return stages.flatMap(({ stage, extensions, pauses }, n) => {
    const first = extensions.findIndex(({ withheld }) => withheld.length > 0);
    const clock = dated.find((known) => known.kind === 'respond' && known.stage === stage && known.n === n);
    // A pause gives back days behind an extension, too.
    if (first < 0 || pauses.length > 0 || !clock?.judgedOn) return [];
    const lawful = extensions.slice(0, first).map(({ toDueOn }) => toDueOn);
    const capped = extensions.slice(first).map(({ capOn, toDueOn }) => capOn ?? toDueOn);
    const latest = [clock.originalDueOn, ...lawful, ...capped]
      .filter((on) => on !== null)
      .sort()
      .at(-1);
    return !latest || clock.judgedOn <= latest
      ? []
      : [`${nameOf(clock)} is judged by ${clock.judgedOn}, and the caps end on ${latest}`];
  });
}

/** Where two states part, by their fields. */
function differences(a: ComplaintState, b: ComplaintState, leftOut: readonly string[] = []): string[] {
  if (isDeepStrictEqual(a, b)) return [];
  const fields = Object.keys({ ...a, ...b }) as (keyof ComplaintState)[];
  return fields
    .filter((field) => !leftOut.includes(field) && !isDeepStrictEqual(asKept(a[field]), asKept(b[field])))
    .map((field) => `${field}: ${JSON.stringify(a[field])} is not ${JSON.stringify(b[field])}`);
}

/** As the database has it: a field that is undefined is none. */
const asKept = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

function offerFaults(walk: RecordedWalk): Fault[] {
  const { state, rules, today } = walk;
  const { actions, recordable } = openActs(state, rules);
  const empty = actions.map(({ act }) => act).filter((act) => !takesSome(walk, act, today));
  return [
    ...faults(
      'an act on offer takes some body',
      empty.map((act) => `${act}, ${state.status}`),
    ),
    ...faults(
      'a recordable act is refused without its departures and taken with them',
      recordable.flatMap(({ command }) => recordableFaults(walk, command.act, today)),
    ),
  ];
}

const WORDS_ALONE = correctionRequestSchema.parse({
  why: 'Misspelt.',
  changes: [{ event: 1, with: { summary: 'Mould' } }],
});

/** Words of the first event change no fact, and all that follows is decided again behind them. */
function againFaults(walk: RecordedWalk): Fault[] {
  if (walk.state.voided || walk.state.privacy.erasedOn) return [];
  const rule = 'a life decided again is itself';
  const again = correct(walk.record, WORDS_ALONE, walk.rules);
  if (isRejection(again)) return faults(rule, [`${again.code}: ${again.detail}`]);
  const { follows, misfits, asBefore, moves, state } = again;
  const found = { follows, misfits, asBefore, moves };
  const some = [...follows, ...misfits, ...asBefore, ...moves].length > 0;
  return faults(rule, [...(some ? [JSON.stringify(found)] : []), ...differences(walk.state, state)]);
}

/** The last act corrected to what it says already. */
function nothingFaults(walk: RecordedWalk): Fault[] {
  if (walk.state.voided || walk.state.privacy.erasedOn) return [];
  const entry = effective(walk.events).findLast(
    ({ event, inserted }) => event && inserted === null && isCorrectable(event),
  );
  if (!entry?.event || entry.sequence === 1) return [];
  const { sequence, event } = entry;
  const changes = [{ event: sequence, with: event.at ? { occurredAt: event.at } : { occurredOn: event.on } }];
  const request = correctionRequestSchema.parse({ why: 'The same.', changes });
  const corrected = correct(walk.record, request, walk.rules);
  const rule = 'a correction of nothing changes nothing';
  if (!isRejection(corrected))
    return faults(rule, [`${event.type}: ${JSON.stringify(corrected.event.event.data)}`]);
  return [];
}

/** A refusal is whole, and what it names instead is taken. */
export function refusedFaults(
  walk: RecordedWalk,
  { act, body, refusal }: { readonly act: string; readonly body: Body; readonly refusal: Rejection },
): Fault[] {
  return [
    ...faults('a refusal is whole', refusalFaults(refusal, walk.rules.policy)),
    ...faults('what a refusal names instead is taken', misleading(walk, act, body, refusal)),
  ];
}

const DATES = ['dueOn', 'judgedOn', 'textDueOn', 'originalDueOn', 'metOn', 'stoppedOn'] as const;

const datesOf = (clock: ClockDates): string => DATES.map((date) => `${date} ${clock[date]}`).join(', ');

/** Time alone moves no date and ends no clock; what runs is missed when the date it is judged by has passed. */
export function nightFaults(
  before: readonly DatedClock[],
  after: readonly DatedClock[],
  today: LocalDate,
): Fault[] {
  const found = before.flatMap((was, index) => {
    const is = after[index];
    if (!is || nameOf(is) !== nameOf(was)) return [`${nameOf(was)} is gone`];
    const moved =
      datesOf(is) === datesOf(was) ? [] : [`${nameOf(was)}: ${datesOf(was)}, then ${datesOf(is)}`];
    const isOver = was.status === 'running' && was.judgedOn !== null && was.judgedOn < today;
    // Of a referral the date is the first on which the ombudsman can be asked. The last is shown beside it.
    const isReferral = was.kind === 'refer' && was.status === 'running';
    const expected =
      isReferral && is.status === 'missed' ? 'missed' : isOver && !isReferral ? 'missed' : was.status;
    return is.status === expected
      ? moved
      : [...moved, `${nameOf(was)} was ${was.status} and is ${is.status}, not ${expected}`];
  });
  const rule = 'time alone moves no date';
  const more = after.slice(before.length).map((clock) => `${nameOf(clock)} is new`);
  return faults(rule, [...found, ...more]);
}

/** Late is never in time: no act makes a date look kept that was missed before the act happened. */
export function missedFaults(
  missed: readonly ClockDates[],
  after: readonly ClockDates[],
  { act, body, on }: Act,
): Fault[] {
  const found = missed
    .filter((was) => !RESIDENT_CLOCKS.includes(was.kind))
    .filter((was) => !isOfBefore(body, was) && !(was.judgedOn !== null && on <= was.judgedOn))
    .flatMap((was) => {
      const is = after.find((clock) => nameOf(clock) === nameOf(was));
      if (is?.status === 'missed' && is.judgedOn !== null && was.judgedOn !== null)
        return is.judgedOn > was.judgedOn
          ? [`${act}: ${nameOf(was)}, missed, was judged by ${was.judgedOn} and is by ${is.judgedOn}`]
          : [];
      return [`${act}: ${nameOf(was)} was missed by ${was.judgedOn} and is ${is?.status ?? 'gone'}`];
    });
  return faults('late is never in time', found);
}

/** An act against the procedure moves no date later that the landlord is judged by, and ends none of the resident’s. */
export function actFaults(
  before: readonly DatedClock[],
  walk: RecordedWalk,
  { act, body, on }: Act,
): Fault[] {
  const named = (body.departures ?? []) as readonly { readonly code: string }[];
  if (named.length === 0) return [];
  const codes = named.map(({ code }) => code);
  const recorded = walk.state.departures.slice(-codes.length).map(({ code }) => code);
  return [
    ...faults('a departure moves no date', departureFaults(before, walk.dated, { act, on, codes })),
    ...faults(
      'a departure is on record whole',
      isDeepStrictEqual([...recorded].sort(), [...codes].sort()) ? [] : [`${act}: ${codes.join()}`],
    ),
  ];
}

/** The clocks that are stored with what was decided are those of the state that is stored beside them. */
export function storedFaults(clocks: readonly ClockDates[], { state, rules }: RecordedWalk): Fault[] {
  const now = datedClocks(state, rules).map(standingOf);
  const stored = clocks.map(standingOf);
  const found = stored.filter((clock) => !now.includes(clock));
  if (stored.length !== now.length) found.push(`${stored.length} for ${now.length}`);
  return faults('the clocks stored are those of the state', found);
}

const standingOf = (clock: ClockDates): string => `${nameOf(clock)}: ${clock.status}, ${datesOf(clock)}`;

/** Beside the life itself there remain the numbers that were given, and the dates that the resident was told. */
const REMAINING = ['numbersTaken', 'promised', 'untold'];

/** An act that was struck, and counts again, leaves the life as it was. */
export function backFaults(before: ComplaintState, walk: RecordedWalk, body: Body): Fault[] {
  const [change, ...more] = (body.changes ?? []) as NonNullable<CorrectionRequest['changes']>;
  if (more.length > 0 || body.departures || !change || !('strike' in change) || change.strike !== true)
    return [];
  const { strike: _, as: __, movedTo: ___, ...named } = change as Body;
  const request = correctionRequestSchema.parse({ why: 'It did.', changes: [{ ...named, strike: false }] });
  // A merger stands on the other complaint too: it is made again, and does not come back.
  if (named.eraseWords || walk.events[Number(named.event) - 1]?.type === 'closed') return [];
  const back = correct(walk.record, request, walk.rules);
  const rule = 'what was struck comes back as it was';
  if (isRejection(back)) return faults(rule, [`${back.code}: ${back.detail}`]);
  if (back.misfits.length > 0) return faults(rule, [JSON.stringify(back.misfits)]);
  return faults(rule, differences(before, back.state, REMAINING));
}

/** A move leaves what has ended, and an open date moves as the days between its beginning and its end do. */
export function moveFaults(before: readonly Clock[], walk: RecordedWalk, change: Change | null): Fault[] {
  const { clocks } = walk;
  const found = before.flatMap((was) => {
    const is = clocks.find((clock) => nameOf(clock) === nameOf(was));
    const hasEnded = was.metOn !== null || was.stoppedOn !== null;
    if (!is) return hasEnded ? [`${nameOf(was)} had ended and is gone`] : [];
    if (hasEnded)
      return datesOf(is) === datesOf(was) && is.status === was.status
        ? []
        : [`${nameOf(was)} had ended: ${datesOf(was)}, then ${datesOf(is)}`];
    return change ? dayFaults(was, is, change) : [];
  });
  return faults('a move leaves what has ended, and moves what is open', found);
}

/** A further closed day puts off what counts over it by a day, and touches nothing else; a day won does the contrary. */
function dayFaults(was: Clock, is: Clock, change: Change): string[] {
  const from = was.anchor?.on ?? null;
  const isPlain = was.extensions.length === 0 && was.pauses.length === 0 && !was.projected;
  const isCounted = was.kind === 'acknowledge' || was.kind === 'respond';
  if (!isCounted || !isPlain || was.limit?.unit !== 'working-days' || !from || !was.dueOn || !is.dueOn)
    return [];
  const moved = (expected: string) => [
    `${nameOf(was)}, from ${from}, went from ${was.dueOn} to ${is.dueOn}: ${expected}`,
  ];
  if (change.kind === 'holiday-added') {
    if (change.on > was.dueOn && is.dueOn !== was.dueOn) return moved(`${change.on} is after it`);
    const isWorked = was.excluded.every(({ on }) => on !== change.on) && isWeekday(change.on);
    const isBetween = from < change.on && change.on <= was.dueOn;
    if (isWorked && isBetween && is.dueOn <= was.dueOn) return moved(`${change.on} counts no more`);
  }
  if (change.kind === 'holiday-withdrawn' && is.dueOn > was.dueOn) return moved(`${change.on} is worked`);
  return [];
}

const isWeekday = (on: LocalDate): boolean => ![0, 6].includes(new Date(`${on}T00:00:00Z`).getUTCDay());
