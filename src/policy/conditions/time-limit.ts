import { anchorDay } from '../clocks/anchors';
import { isOutside } from '../calendar/calendar';
import type { ComplaintState } from '../complaint/state';
import { ANCHOR } from '../clocks/words/acts';
import { anchorsOf } from '../document/limit';
import { earlierOf, type LocalDate, longDate } from '../dates/local-date';
import { reckon } from '../clocks/counting/reckon';
import type { Rules } from '../rules/rules';

/** The reason code for refusing a complaint that came too late. */
export const OUT_OF_TIME = 'out-of-time';

export interface TimeLimitFinding {
  readonly verdict: 'in-time' | 'out-of-time' | 'barred' | 'cannot-tell';
  readonly lastDay: LocalDate | null;
  /** Which dates of the incident would settle it. */
  readonly needs: readonly string[];
  /** In time only because it was reported on a day within the limit: that this was "at the time" is for whoever decides. */
  readonly becauseReported?: true;
  readonly sentence: string;
}

/**
 * Tells if the complaint came in time under the landlord's own limit (Code 2.2, 2.3; HEX-10, WES-13, SET-11). null
 * where the landlord states none. It advises; only a person refuses.
 */
export function timeLimitOf(state: ComplaintState, rules: Rules): TimeLimitFinding | null {
  const limit = rules.policy.intake.timeLimit;
  const stage = state.stages[0];
  if (!limit || !stage) return null;
  const first = { state, stage, rules };
  const anchors = anchorsOf(limit.within);
  const anchor = anchorDay(limit.within, first);
  const end = anchor && reckon(limit.within, anchor.on, rules);
  if (!anchor || !end || isOutside(end)) {
    const unknown = anchors.map((act) => ANCHOR[act]).join(' or ');
    const sentence = `Whether it is in time cannot be told without the day on which ${unknown}.`;
    return { verdict: 'cannot-tell', lastDay: null, needs: anchors, sentence };
  }
  const { reportedOn } = state.incident;
  const measured = limit.to === 'reported' ? (reportedOn ?? state.received.on) : state.received.on;
  const reportedInTime =
    limit.alsoRequires === 'not-reported-at-the-time' && reportedOn !== undefined && reportedOn <= end.dueOn;
  // An absolute limit also ends a time that began late, when the resident found out (PSOW three years).
  const barAnchor = limit.bar && anchorDay(limit.bar, first);
  const bar = limit.bar && barAnchor ? reckon(limit.bar, barAnchor.on, rules) : null;
  const barredAfter = bar && !isOutside(bar) ? bar.dueOn : null;
  const lastDay = barredAfter ? earlierOf(end.dueOn, barredAfter) : end.dueOn;
  const what = limit.to === 'reported' ? 'reported' : 'complained of';
  const turnsOnReport = limit.to === 'reported' || limit.alsoRequires === 'not-reported-at-the-time';
  // It may have been reported long before anybody complained: an unknown day is asked for, never taken to be too late.
  if (turnsOnReport && reportedOn === undefined && state.received.on > lastDay)
    return reportUnknown(lastDay, what);
  const barred = barredAfter !== null && measured > barredAfter;
  if (!barred && (measured <= lastDay || reportedInTime)) {
    const why = reportedInTime ? `; it was reported at the time, on ${longDate(reportedOn ?? lastDay)}` : '';
    return {
      verdict: 'in-time',
      lastDay,
      needs: [],
      ...(reportedInTime && measured > lastDay && { becauseReported: true as const }),
      sentence: `It could be ${what} until ${longDate(lastDay)}${why}.`,
    };
  }
  // The time may have begun later, when the resident found out; only an absolute limit does not wait for that (Code 2.2).
  if (!barred && anchors.includes('aware') && !state.incident.becameAwareOn) {
    const unless = `Counted from the day on which ${ANCHOR[anchor.act]}, it had to be ${what} by ${longDate(lastDay)} and was on ${longDate(measured)}.`;
    return {
      verdict: 'cannot-tell',
      lastDay: null,
      needs: ['aware'],
      sentence: `${unless} Whether it is in time cannot be told without the day on which ${ANCHOR.aware}.`,
    };
  }
  const sentence = `It had to be ${what} by ${longDate(lastDay)} and was on ${longDate(measured)}.`;
  return { verdict: barred ? 'barred' : 'out-of-time', lastDay, needs: [], sentence };
}

function reportUnknown(lastDay: LocalDate, what: string): TimeLimitFinding {
  return {
    verdict: 'cannot-tell',
    lastDay: null,
    needs: ['reported'],
    sentence: `It had to be ${what} by ${longDate(lastDay)}. Whether it is in time cannot be told without the day on which it was first reported; if it never was before, that is the day the complaint came.`,
  };
}
