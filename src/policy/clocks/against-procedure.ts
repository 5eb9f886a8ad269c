import type { Clock } from './clock';
import { type LocalDate, shortDate, shortDateNear } from '../dates/local-date';
import { whyNoEnd, whyNoExtension, whyNoFurther, whyNoPause } from './words/withheld';

/** An extension as it was given, and as far as it counts for the date that is judged by. */
export interface Given {
  readonly on: LocalDate;
  readonly to: LocalDate | null;
  /** null: not at all. */
  readonly counts: { readonly until: LocalDate | null } | null;
  /** The rules it departed from. */
  readonly withheld: readonly string[];
}

/** A pause on record that gives back no day. */
export interface WithheldPause {
  readonly from: LocalDate;
  readonly to: LocalDate | null;
  readonly withheld: readonly string[];
}

/** An act that would have ended the wait, had it kept the procedure. */
export interface WithheldEnd {
  readonly on: LocalDate;
  readonly by: 'refusal' | 'closing' | 'gate';
  readonly withheld: readonly string[];
}

/** The acts against the procedure that leave a date where it was. */
export interface Withheld {
  readonly extensions: readonly Given[];
  readonly pauses: readonly WithheldPause[];
  readonly end: WithheldEnd | null;
}

export const NOTHING_WITHHELD: Withheld = { extensions: [], pauses: [], end: null };

/** True where any extension counts for the date that the clock is judged by. */
export const isExtended = ({ extensions }: Pick<Withheld, 'extensions'>): boolean =>
  extensions.some(({ counts }) => counts !== null);

/**
 * Tells of each act on record that would move or end the date, and does not because it departed from the procedure: a
 * resident was told of it. An extension after the date is told as late, whatever else was wrong with it.
 */
export function againstProcedure(
  { judgedOn, metOn, stoppedOn }: Clock,
  { extensions, pauses, end }: Withheld,
): string {
  const near = (on: LocalDate): string => (judgedOn ? shortDateNear(on, judgedOn) : shortDate(on));
  const last = metOn ?? stoppedOn;
  return [
    ...extensions
      .filter(({ on }) => judgedOn === null || on <= judgedOn)
      .map((given) => ofExtension(given, near)),
    ...pauses.map((pause) => ofPause(pause, near)),
    ...(end && (last === null || end.on < last) ? [ofEnd(end, near)] : []),
  ].join('');
}

type InWords = (on: LocalDate) => string;

function ofExtension({ on, to, counts, withheld }: Given, near: InWords): string {
  const extension = ` The extension of ${near(on)} ${to ? `to ${near(to)}` : 'without a new date'}`;
  if (counts === null)
    return withheld.length > 0 ? `${extension} does not count: ${whyNoExtension(withheld)}.` : '';
  if (!counts.until || counts.until === to) return '';
  return `${extension} counts until ${near(counts.until)}, ${whyNoFurther(withheld)}.`;
}

const ofPause = ({ from, to, withheld }: WithheldPause, near: InWords): string =>
  to
    ? ` The pause from ${near(from)} to ${near(to)} gives back no day: ${whyNoPause(withheld)}.`
    : ` The pause since ${near(from)} stops no time: ${whyNoPause(withheld)}.`;

const ENDED: Readonly<Record<WithheldEnd['by'], string>> = {
  refusal: 'The complaint was refused',
  closing: 'The complaint was closed',
  gate: 'The request was refused',
};

const ofEnd = ({ on, by, withheld }: WithheldEnd, near: InWords): string =>
  ` ${ENDED[by]} on ${near(on)} ${whyNoEnd(withheld)}, and that ends no date.`;
