import type { DatedClock } from '../clocks/dated-clock';
import { type Entry, samePlace } from '../complaint/effective';
import { isIncomplete } from '../complaint/departures';
import { type ComplaintState, sameClock } from '../complaint/state';
import type { LocalDate } from '../dates/local-date';
import type { CorrectionFacts, TouchedDates } from '../events/corrected';

/** A record and its dates, on one side of a correction. */
export interface Side {
  readonly entries: readonly Entry[];
  readonly clocks: readonly DatedClock[];
  readonly state: ComplaintState;
}

type Touched = NonNullable<CorrectionFacts['touched']>;

/** All that counts otherwise, with its days: whoever published the figures of a period looks for those in it. */
export function touchedBy(before: Side, after: Side, changes: CorrectionFacts['changes']): Touched {
  const acts = actsTouched(before, after, changes);
  const dates = datesTouched(before, after);
  const days = [
    ...receiptTouched(before.state, after.state),
    ...awardsTouched(before.state, after.state),
    ...acts.flatMap(({ from, to }) => [from, to]),
    ...dates.flatMap(({ from, to }) => [from, to].flatMap((side) => (side ? daysOf(side) : []))),
  ].flatMap((day) => day ?? []);
  return { days: [...new Set(days)].sort(), acts, dates };
}

const daysOf = ({ dueOn, judgedOn, metOn, stoppedOn }: TouchedDates) => [dueOn, judgedOn, metOn, stoppedOn];

function actsTouched(before: Side, after: Side, changes: CorrectionFacts['changes']): Touched['acts'] {
  return after.entries.flatMap((entry) => {
    const { sequence, inserted, recorded } = entry;
    if (recorded.type === 'corrected') return [];
    const from = dayOf(
      before,
      before.entries.find((known) => samePlace(known, entry)),
    );
    const to = dayOf(after, entry);
    const says = changes.some((change) => samePlace(change, entry));
    if (from === to && !(says && from)) return [];
    return [{ sequence, inserted, type: recorded.type, from, to }];
  });
}

/** The day of an act that counts; null of every other. */
const dayOf = ({ state }: Side, entry: Entry | undefined): LocalDate | null =>
  state.voided || entry?.struck ? null : (entry?.event?.on ?? null);

/** A clock counts otherwise by its dates, by what ended it, and by whether it was in time for a late start alone. */
function datesTouched(before: Side, after: Side): Touched['dates'] {
  const gone = before.clocks.filter((old) => !after.clocks.some((clock) => sameClock(clock, old)));
  return [...after.clocks, ...gone].flatMap((clock) => {
    const { stage, kind, n } = clock;
    const old = before.clocks.find((known) => sameClock(known, clock));
    const is = gone.includes(clock) ? undefined : clock;
    if (sameAs(countedBy(before, old), countedBy(after, is))) return [];
    return [{ stage, kind, n, from: old ? datesOf(old) : null, to: is ? datesOf(is) : null }];
  });
}

/** All that the figures count a clock by. */
const countedBy = ({ state }: Side, clock: DatedClock | undefined) =>
  clock && { ...datesOf(clock), left: clock.leftUnanswered, incomplete: isIncomplete(state, clock) };

/** Complaints are counted by the day they were received, with their outcome and where they stand. */
function receiptTouched(before: ComplaintState, after: ComplaintState): LocalDate[] {
  const by = ({ received, status, stages, current, refusal }: ComplaintState) => [
    received.on,
    status,
    current,
    stages.map(({ response, settlement }) => (response ?? settlement)?.outcome ?? null),
    refusal?.reason,
  ];
  return sameAs(by(before), by(after)) ? [] : [before.received.on, after.received.on];
}

/** An award counts again, or no more, when what took its place does not stand any more, or was put in. */
const awardsTouched = (before: ComplaintState, after: ComplaintState): LocalDate[] =>
  after.redress.compensation
    .filter((award) =>
      before.redress.compensation.some(
        ({ n, replacedBy }) => n === award.n && replacedBy !== award.replacedBy,
      ),
    )
    .map(({ on }) => on);

const datesOf = ({ dueOn, judgedOn, metOn, stoppedOn, lateStart }: DatedClock): TouchedDates => ({
  dueOn,
  judgedOn,
  metOn,
  stoppedOn,
  lateStart,
});

const sameAs = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
