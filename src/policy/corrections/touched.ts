import type { DatedClock } from '../clocks/dated-clock';
import { type Entry, samePlace } from '../complaint/effective';
import { sameClock } from '../complaint/state';
import type { LocalDate } from '../dates/local-date';
import type { CorrectionFacts, TouchedDates } from '../events/corrected';

/** A record and its dates, on one side of a correction. */
export interface Side {
  readonly entries: readonly Entry[];
  readonly clocks: readonly DatedClock[];
  /** Struck as a whole: then no act of it counts. */
  readonly isVoid: boolean;
}

type Touched = NonNullable<CorrectionFacts['touched']>;

/** All that counts otherwise, with its days: whoever published the figures of a period looks for those in it. */
export function touchedBy(before: Side, after: Side, changes: CorrectionFacts['changes']): Touched {
  const acts = actsTouched(before, after, changes);
  const dates = datesTouched(before.clocks, after.clocks);
  const days = [
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
const dayOf = ({ isVoid }: Side, entry: Entry | undefined): LocalDate | null =>
  isVoid || entry?.struck ? null : (entry?.event?.on ?? null);

/** A clock counts otherwise by its dates, by what ended it, and by whether it was in time for a late start alone. */
function datesTouched(before: readonly DatedClock[], after: readonly DatedClock[]): Touched['dates'] {
  const gone = before.filter((old) => !after.some((clock) => sameClock(clock, old)));
  return [...after, ...gone].flatMap((clock) => {
    const { stage, kind, n } = clock;
    const old = before.find((known) => sameClock(known, clock));
    const from = old ? datesOf(old) : null;
    const to = gone.includes(clock) ? null : datesOf(clock);
    return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ stage, kind, n, from, to }];
  });
}

const datesOf = ({ dueOn, judgedOn, metOn, stoppedOn, lateStart }: DatedClock): TouchedDates => ({
  dueOn,
  judgedOn,
  metOn,
  stoppedOn,
  lateStart,
});
