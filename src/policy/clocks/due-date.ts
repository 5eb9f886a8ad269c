import type { ClockTerms } from './clock-terms';
import { statusOf } from './status';
import type { DatedClock } from './dated-clock';
import type { Unit } from '../document/limit';
import { explainedWithoutLimit, explanationOf } from './explanation';
import { type Extended, withExtensions } from './judged';
import type { LocalDate } from '../dates/local-date';
import { endedPauses, openPause, putOff } from './pauses';
import type { End, ResolvedStage } from './resolved-stage';
import { RESIDENT_CLOCKS } from '../document/clock-kinds';
import type { Rules } from '../rules/rules';

/** A clock of a stage: its dates, the act it counts from, and its status. */
export function dateClock(terms: ClockTerms, at: ResolvedStage, today: LocalDate): DatedClock {
  const { kind, limit, period, extensions, metOn } = terms;
  const end = at.endOf(kind);
  if (!limit || !period || !end) return unlimited(terms, at, today);

  const originalDueOn = end.dueOn;
  const runsTo = extensions.length > 0 ? extendedTo(terms, period.unit, at.rules) : originalDueOn;
  const stoppedOn = metOn ? null : (terms.stopped?.on ?? null);
  const judged = judgedBy(terms, end, at.rules);
  const textDueOn = textDueOnOf(terms, end, judged, at.rules);
  const needs = originalDueOn && RESIDENT_CLOCKS.includes(kind) ? end.needs : NOTHING_NEEDED;
  // A window that may end later is not over, so that nothing is ever too late for it.
  const judgedOn = needs.length > 0 ? null : judged.judgedOn;
  const { unextended, extended, stoodStill } = judged;
  const status = statusOf({ kind, judgedOn, metOn, stoppedOn, unextended, extended, stoodStill }, today);
  const clock: DatedClock = {
    kind,
    stage: terms.stage.stage,
    n: terms.n,
    // A paused clock has no date, only what was left when it stopped; the date comes back when it goes on.
    dueOn: stoodStill ? null : runsTo,
    judgedOn,
    textDueOn,
    needs,
    originalDueOn,
    anchor: end.anchor ?? { act: end.act, on: null },
    limit: { amount: end.period.amount, unit: end.period.unit, force: limit.force },
    projected: end.anchor === null && originalDueOn !== null,
    status,
    lateStart: status === 'missed' && metOn !== null && textDueOn !== null && metOn <= textDueOn,
    metOn,
    stoppedOn,
    leftUnanswered: isLeft(terms, judgedOn),
    waitsSince: status === 'undated' ? terms.stage.requested.on : null,
    withheld: onceEach(terms.withheld),
    outside: end.anchor && end.outside,
    explained: (promised) =>
      explanationOf({ terms, dates: clock, end, runsTo, heldTo: judged.heldTo, at }, promised, today),
  };
  return clock;
}

const onceEach = (codes: readonly string[]): readonly string[] =>
  codes.length > 1 ? [...new Set(codes)] : codes;

const NOTHING_NEEDED: DatedClock['needs'] = [];

/** How a clock is judged. */
interface Judged {
  readonly judgedOn: LocalDate | null;
  /** The same while it stands still: what it was judged by when it was paused. */
  readonly heldTo: LocalDate | null;
  /** The date by which it is judged but for its extensions. */
  readonly unextended: LocalDate | null;
  readonly extended: boolean;
  readonly stoodStill: boolean;
}

function judgedBy(terms: ClockTerms, { judged: end }: End, rules: Rules): Judged {
  const { dueOn, counted }: Extended = end ? withExtensions(end, terms, rules) : NOTHING_EXTENDED;
  const open = terms.metOn || terms.stopped ? undefined : openPause(terms.pauses);
  // A pause that began after the date gives nothing back: the date had passed.
  const still = open !== undefined && (dueOn === null || open.from <= dueOn);
  return {
    judgedOn: still ? null : dueOn,
    heldTo: dueOn,
    unextended: end?.dueOn ?? null,
    extended: counted,
    stoodStill: open !== undefined,
  };
}

const NOTHING_EXTENDED: Extended = { dueOn: null, counted: false, given: [] };

/** The same by the text alone, which lets a late act of the landlord's own move the start. */
function textDueOnOf(terms: ClockTerms, end: End, { judgedOn }: Judged, rules: Rules): LocalDate | null {
  const { anchor, from, dueOn, period, judged } = end.formerly?.end ?? end;
  if (!anchor || !from || !dueOn) return null;
  if (judged?.owed === null && judged.from === from) return judgedOn;
  return withExtensions({ period, from, dueOn }, terms, rules).dueOn;
}

/** The stage was left for the next before its date and unanswered, so that no date of it was ever kept or missed. */
const isLeft = ({ kind, metOn, stopped }: ClockTerms, judgedOn: LocalDate | null): boolean =>
  kind === 'respond' &&
  metOn === null &&
  (stopped?.by === 'next-stage' || stopped?.by === 'skip') &&
  (judgedOn === null || stopped.on <= judgedOn);

/** The date the last extension came to, moved on by the pauses after it; null where it named none. */
function extendedTo(terms: ClockTerms, unit: Unit, rules: Rules): LocalDate | null {
  const { extensions } = terms;
  const dueOn = extensions.at(-1)?.toDueOn;
  if (!dueOn) return null;
  const after = endedPauses(terms).filter(({ extensionsBefore }) => extensionsBefore === extensions.length);
  return putOff(dueOn, unit, after, rules);
}

/** Without a limit an answer still has to come, so that a stage which waits for one is not lost sight of. */
function unlimited(terms: ClockTerms, at: ResolvedStage, today: LocalDate): DatedClock {
  const { kind, stage, n, metOn } = terms;
  const stoppedOn = metOn ? null : (terms.stopped?.on ?? null);
  const isAwaited = kind === 'respond' && !metOn && !stoppedOn;
  const clock: DatedClock = {
    kind,
    stage: stage.stage,
    n,
    dueOn: null,
    judgedOn: null,
    textDueOn: null,
    needs: [],
    originalDueOn: null,
    anchor: null,
    limit: null,
    projected: false,
    status: isAwaited ? 'undated' : 'not-applicable',
    lateStart: false,
    metOn,
    stoppedOn,
    leftUnanswered: isLeft(terms, null),
    waitsSince: isAwaited ? stage.requested.on : null,
    withheld: onceEach(terms.withheld),
    outside: null,
    explained: () => explainedWithoutLimit(terms, clock, at, today),
  };
  return clock;
}
