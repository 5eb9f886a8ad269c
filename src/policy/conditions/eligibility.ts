import type { Advice } from './advice';
import { adviceOnDates } from './advice-on-dates';
import { anchorDay } from '../clocks/anchors';
import { groupVoiceMissing, permissionMissing } from './authority';
import { isOutside } from '../calendar/calendar';
import type { ComplaintState } from '../complaint/state';
import { ANCHOR } from '../clocks/count-in-words';
import { contentAdvice, type KnownContent } from './intake-content';
import { adviceOnOutside } from './outside';
import { anchorsOf } from '../document/limit';
import { earlierOf, type LocalDate, longDate } from '../dates/local-date';
import { representativeNow } from '../complaint/people';
import { reckon } from '../clocks/counting/reckon';
import { type Rules, todayOf } from '../rules/rules';

/** The reason code for refusing a complaint that came too late. */
export const OUT_OF_TIME = 'out-of-time';

export interface TimeLimitFinding {
  readonly verdict: 'in-time' | 'out-of-time' | 'barred' | 'cannot-tell';
  readonly lastDay: LocalDate | null;
  /** Which dates of the incident would settle it. */
  readonly needs: readonly string[];
  readonly sentence: string;
}

/**
 * Whether the complaint came in time under the landlord's own limit (Code 2.2, 2.3; HEX-10, WES-13, SET-11). null
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
  const barred = barredAfter !== null && measured > barredAfter;
  const lastDay = barredAfter ? earlierOf(end.dueOn, barredAfter) : end.dueOn;
  const what = limit.to === 'reported' ? 'reported' : 'complained of';
  if (!barred && (measured <= lastDay || reportedInTime)) {
    const why = reportedInTime ? `; it was reported at the time, on ${longDate(reportedOn ?? lastDay)}` : '';
    return {
      verdict: 'in-time',
      lastDay,
      needs: [],
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

/**
 * What a person should look at before going on. Nothing here refuses anything (Code 2.1, 2.5). What is known of people
 * and words is no part of the state: where it is not given, nothing is said of what the complaint contains.
 */
export function adviceOn(state: ComplaintState, rules: Rules, known: KnownContent | null = null): Advice[] {
  const { intake } = rules.policy;
  const found: Advice[] = [];
  const time = timeLimitOf(state, rules);
  if (time && time.verdict !== 'in-time') {
    const discretion = intake.timeLimit?.discretion;
    const hint =
      discretion === 'must-consider'
        ? ' Taking it all the same has to be considered.'
        : discretion === 'for-good-reason'
          ? ' It can still be taken for a good reason.'
          : '';
    found.push({
      code: time.verdict.replaceAll('-', '_'),
      sentence: `${time.sentence}${time.verdict === 'out-of-time' ? hint : ''}`,
      rule: { clause: '/intake/timeLimit', ids: intake.timeLimit?.rules ?? [] },
    });
  }
  found.push(...adviceOnPeople(state, rules), ...adviceOnDates(state, rules));
  if (intake.channels && !intake.channels.some(({ channel }) => channel === state.channel)) {
    found.push({
      code: 'channel_not_named',
      sentence: `The procedure does not name ${state.channel} among its channels; a complaint counts however it is made.`,
      rule: {
        clause: '/intake/channels',
        ids: [...new Set(intake.channels.flatMap(({ rules: ids }) => ids))],
      },
    });
  }
  return [...found, ...adviceOnOutside(state, rules), ...contentAdvice(state, rules, known)];
}

function adviceOnPeople(state: ComplaintState, rules: Rules): Advice[] {
  const found: Advice[] = [];
  const missing = permissionMissing(state, todayOf(rules), rules);
  if (missing) {
    const { need, waits, rule } = missing;
    const before = waits.length > 0 ? ` before ${waits.join(' and ')}` : '';
    found.push({
      code: 'permission_needed',
      sentence: `${need} is needed from the resident${before}.`,
      rule,
    });
  }
  const named = representativeNow(state.people);
  const wanted = rules.policy.intake.representative;
  if (named?.type && wanted?.types && !wanted.types.includes(named.type)) {
    found.push({
      code: 'representative_type_not_named',
      sentence: `The procedure does not name ${named.type} among those who may represent a resident; the resident may choose them all the same.`,
      rule: { clause: '/intake/representative/types', ids: wanted.rules },
    });
  }
  const group = groupVoiceMissing(state, rules);
  if (group) {
    found.push({
      code: 'group_representative_needed',
      sentence:
        'A group complains through a single named representative, and nobody is named yet. The time to respond runs all the same.',
      rule: group,
    });
  }
  return found;
}
