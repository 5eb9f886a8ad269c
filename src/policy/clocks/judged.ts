import { isOutside } from '../calendar/calendar';
import type { Given } from './against-procedure';
import { earlierOf, type LocalDate } from '../dates/local-date';
import type { ClockTerms } from './clock-terms';
import { endedPauses, putOff, reckonWithPauses } from './pauses';
import type { JudgedEnd } from './resolved-stage';
import type { Rules } from '../rules/rules';

/** A date with the extensions that were given in time for it. */
export interface Extended {
  /** null: the last of them named no new date. */
  readonly dueOn: LocalDate | null;
  /** True where any of them was given by the date then standing. */
  readonly counted: boolean;
  readonly given: readonly Given[];
}

/**
 * The date after the extensions of a clock, oldest first. An extension given by the date then standing moves it, and one
 * given later moves nothing: a date that has passed is missed, whatever the resident is told afterwards (Code 6.4, 6.5).
 * The pauses between them give back their days. Once an extension named no date, the next one cannot be late for it.
 */
export function withExtensions(
  { period, from, dueOn }: Omit<JudgedEnd, 'owed'>,
  terms: ClockTerms,
  rules: Rules,
): Extended {
  const { extensions } = terms;
  if (extensions.length === 0) return { dueOn, counted: false, given: NONE_GIVEN };
  const pauses = endedPauses(terms);
  const after = (given: number) => pauses.filter(({ extensionsBefore }) => extensionsBefore === given);
  const first = reckonWithPauses(period, from, after(0), rules);
  let standing: LocalDate | null = isOutside(first) ? dueOn : first.dueOn;
  const given: Given[] = [];
  let departed = false;
  for (const [index, { on, toDueOn, capOn, withheld }] of extensions.entries()) {
    departed ||= withheld.length > 0;
    const counts = (standing === null || on <= standing) && withheld.every(isPastCap);
    if (counts) {
      // The part within the cap needed no departure. An extension of a date that another moved against the procedure is
      // held to the cap too: it would else be given that time by the back door.
      standing = departed && toDueOn && capOn ? earlierOf(toDueOn, capOn) : toDueOn;
    }
    given.push({ on, to: toDueOn, counts: counts ? { until: standing } : null, withheld });
    if (standing) standing = putOff(standing, period.unit, after(index + 1), rules);
  }
  return { dueOn: standing, counted: given.some(({ counts }) => counts !== null), given };
}

const NONE_GIVEN: readonly Given[] = [];

const PAST_CAP: readonly string[] = [
  'extension_too_long',
  'extension_needs_good_reason',
  'extension_needs_agreement',
];

/** Rules that an extension keeps as far as the cap: of what it gives, the rest alone is withheld. */
const isPastCap = (code: string): boolean => PAST_CAP.includes(code);
