import type { ClockTerms } from './clock-terms';
import { statusOf } from './status';
import type { DatedClock } from './dated-clock';
import type { Unit } from '../document/limit';
import { explainedWithoutLimit, explanationOf } from './explanation';
import type { LocalDate } from '../dates/local-date';
import { endedPauses, putOff } from './pauses';
import type { ResolvedStage } from './resolved-stage';
import type { Rules } from '../rules/rules';

/** One clock of a stage: its date, the act it counts from, and its status. */
export function dateClock(terms: ClockTerms, at: ResolvedStage, today: LocalDate): DatedClock {
  const { kind, limit, period, extensions, pauses, metOn } = terms;
  const end = at.endOf(kind);
  if (!limit || !period || !end) return unlimited(terms, at.rules);

  const originalDueOn = end.dueOn;
  const runsTo = extensions.length > 0 ? extendedTo(terms, period.unit, at.rules) : originalDueOn;
  const projected = end.anchor === null && originalDueOn !== null;
  const stoppedOn = metOn ? null : terms.stoppedOn;
  const run = { dueOn: runsTo, originalDueOn, projected, metOn, stoppedOn, extensions, pauses };
  const status = statusOf(run, today);
  const clock: DatedClock = {
    kind,
    stage: terms.stage.stage,
    n: terms.n,
    // A paused clock has no date, only what was left when it stopped; the date comes back when it goes on.
    dueOn: status === 'paused' ? null : runsTo,
    originalDueOn,
    anchor: end.anchor ?? { act: end.act, on: null },
    limit: { amount: end.period.amount, unit: end.period.unit, force: limit.force },
    projected,
    status,
    metOn,
    stoppedOn,
    outside: end.anchor && end.outside,
    explained: (promised) => explanationOf({ terms, dates: clock, end, runsTo, at }, promised, today),
  };
  return clock;
}

/** The date the last extension came to, moved on by the pauses after it; null where it named none. */
function extendedTo(terms: ClockTerms, unit: Unit, rules: Rules): LocalDate | null {
  const { extensions } = terms;
  const dueOn = extensions.at(-1)?.toDueOn;
  if (!dueOn) return null;
  const after = endedPauses(terms).filter(({ extensionsBefore }) => extensionsBefore === extensions.length);
  return putOff(dueOn, unit, after, rules);
}

function unlimited(terms: ClockTerms, rules: Rules): DatedClock {
  const { kind, stage, n, metOn, stoppedOn } = terms;
  const clock: DatedClock = {
    kind,
    stage: stage.stage,
    n,
    dueOn: null,
    originalDueOn: null,
    anchor: null,
    limit: null,
    projected: false,
    status: 'not-applicable',
    metOn,
    stoppedOn: metOn ? null : stoppedOn,
    outside: null,
    explained: () => explainedWithoutLimit(terms, clock, rules),
  };
  return clock;
}
