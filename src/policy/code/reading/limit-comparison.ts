import { lengthInWords } from '../../clocks/count-in-words';
import { type Anchor, anchorsOf, type Limit, type Period } from '../../document/limit';
import { longDate } from '../../dates/local-date';
import { anchorOrder, type CodeAnchor, inWords } from './anchor-order';
import type { DayComparison } from './day-comparison';
import { listed, type Point, unique, type Verdict, weightiest } from './findings';
import { called, type PlacedStage, type Subject } from './subject';

/** A time the Code sets: always working days, always "must". */
export interface CodeTime {
  readonly amount: number;
  readonly from: CodeAnchor;
}

interface Judged {
  readonly verdict: Verdict;
  readonly says: string;
  readonly notes: readonly string[];
}

const FROM_OUTSIDE: readonly Anchor[] = ['received', 'requested'];

const WORKING_DAYS = 'working-days' as const;

/** A limit of the document beside the Code's: what it counts from, how long it is, for whom, and how firmly it is said. */
export function judgeLimit(
  limit: Limit,
  { subject, at, code }: { subject: Subject; at: PlacedStage; code: CodeTime },
): Omit<Point, 'at'> {
  const beside = { subject, at, code };
  const cap = limit.orIfEarlier && period(limit.orIfEarlier, beside, ' if that is earlier');
  const lengths = [
    period(limit, beside),
    ...limit.variants.map((variant) => period({ ...limit, ...variant }, beside, ' in some cases')),
  ].map((length) => (cap ? soonest(length, cap) : length));
  const later = limit.orIfLater ? [period(limit.orIfLater, beside, ' if that is later')] : [];
  const parts = [...lengths, ...later, ...condition(limit), ...force(limit)];
  return {
    verdict: weightiest(parts.map(({ verdict }) => verdict)),
    says: unique(parts.map(({ says }) => says))
      .filter((says) => says !== '')
      .join(' '),
    notes: unique(parts.flatMap(({ notes }) => notes)),
  };
}

/** Of two ends of which the earlier counts, one that keeps the Code's time is enough. */
const soonest = (one: Judged, other: Judged): Judged => ({
  verdict: weightiest([one.verdict, other.verdict]) === one.verdict ? other.verdict : one.verdict,
  says: `${one.says} ${other.says}`,
  notes: [...one.notes, ...other.notes],
});

function period(
  theirs: Period,
  { subject, at, code }: { subject: Subject; at: PlacedStage; code: CodeTime },
  when = '',
): Judged {
  const codes = { amount: code.amount, unit: WORKING_DAYS, counting: theirs.counting };
  const said = `${called(at)} gives ${inWords(theirs)}${when}`;
  const asked = inWords({ ...codes, from: code.from });
  const order = anchorOrder(theirs, at, code.from, subject);
  const compared = subject.days.against(theirs, codes);
  const notes = [...otherUnit(theirs, codes, compared), ...countedApart(theirs, subject)];
  if (order === 'open') {
    const says = `${said}: nothing ties that to the Code's ${asked}, so the date can fall later.`;
    return { verdict: 'departs', says, notes };
  }
  const sooner = order !== 'same';
  switch (compared.is) {
    case 'unknown':
      return { verdict: 'cannot-tell', says: `${said}; no calendar can be made to compare it.`, notes };
    case 'longer': {
      const soon = sooner ? "; an acknowledgement may come at once, and the Code's date with it" : '';
      return {
        verdict: 'departs',
        says: `${said}, longer than the Code's ${lengthInWords(codes)}${soon}.`,
        notes,
      };
    }
    case 'equal':
    case 'shorter': {
      const stricter = sooner || compared.is === 'shorter';
      const logged = order === 'logged' ? ', provided it is logged no later than it is acknowledged' : '';
      const says = stricter
        ? `${said}, which falls no later than the Code's ${asked}${logged}.`
        : `${said}, as the Code asks.`;
      return onOwnDays({ verdict: stricter ? 'stricter' : 'meets', says, notes }, theirs, codes, subject);
    }
  }
}

/** Two weeks are not ten working days, whichever of them is longer: it depends on the day they start. */
function otherUnit(
  theirs: Period,
  codes: Pick<Period, 'amount' | 'unit'>,
  { later, earlier }: DayComparison,
): string[] {
  if (theirs.unit === codes.unit || theirs.amount === 0) return [];
  const than = `${lengthInWords(theirs)} beside ${lengthInWords(codes)}`;
  const ends = (one: NonNullable<typeof later>) =>
    `from ${longDate(one.from)} they end on ${longDate(one.theirs)}, the Code's on ${longDate(one.codes)}`;
  return [
    ...(later ? [`${than}, counted from the same day, can end later: ${ends(later)}.`] : []),
    ...(earlier ? [`${than}, counted from the same day, can end earlier: ${ends(earlier)}.`] : []),
  ];
}

/** The Code does not say how days are counted, so that both sides are counted as the landlord counts this limit. */
function countedApart({ counting }: Pick<Period, 'counting'>, { document }: Subject): string[] {
  if (counting === null || counting === document.calendar.counting) return [];
  return [
    `Its working days are counted ${counting}, those of the procedure else ${document.calendar.counting}.`,
  ];
}

/** Days of its own that a landlord leaves out make its time longer than the Code's. No text seen allows or forbids it. */
function onOwnDays(
  judged: Judged,
  theirs: Period,
  codes: Pick<Period, 'amount' | 'unit' | 'counting'>,
  subject: Subject,
): Judged {
  const { cutOff } = subject.document.calendar;
  // What comes in after the cut-off begins a day later than it came; an act of the landlord's own has no such hour.
  if (cutOff && anchorsOf(theirs).some((anchor) => FROM_OUTSIDE.includes(anchor))) {
    const says = `${judged.says} But what arrives at ${cutOff} or later counts as received on the next working day; no text of the Code seen allows or forbids that.`;
    return { ...judged, verdict: 'cannot-tell', says };
  }
  if (!subject.days.ownCalendarDiffers) return judged;
  const { is, later } = subject.days.onOwnCalendar(theirs, codes);
  if (is === 'unknown')
    return { ...judged, verdict: 'cannot-tell', says: `${judged.says} Its own calendar cannot be made.` };
  if (!later) return judged;
  const example = `from ${longDate(later.from)} it ends on ${longDate(later.theirs)}, with bank holidays alone on ${longDate(later.codes)}`;
  const says = `${judged.says} But the landlord leaves out days of its own: ${example}.`;
  return { ...judged, verdict: 'cannot-tell', says };
}

function condition({ when }: Limit): Judged[] {
  if (!when) return [];
  const { channels, priorities, categories, tenures, representatives } = when;
  const whom = [
    ...(channels ? [`complaints by ${listed(channels)}`] : []),
    ...(priorities ? [`priority ${listed(priorities)}`] : []),
    ...(categories ? [`complaints about ${listed(categories)}`] : []),
    ...(tenures ? [`tenure ${listed(tenures)}`] : []),
    ...(representatives ? [`complaints brought by ${listed(representatives)}`] : []),
  ];
  const says = `It is given for ${whom.join(' and ')} only: the others have no time.`;
  return [{ verdict: 'departs', says, notes: [] }];
}

/** "Aim to" is no promise. "Should" is how landlords often word a rule they keep, so it is told and not counted. */
function force({ force: word }: Limit): Judged[] {
  switch (word) {
    case 'must':
      return [];
    case 'should':
      return [
        { verdict: 'meets', says: '', notes: ['It is worded as what should happen; the Code says must.'] },
      ];
    case 'aim':
      return [{ verdict: 'departs', says: 'It is an aim; the Code says must.', notes: [] }];
  }
}
