import { type LocalDate, laterOf } from '../dates/local-date';

/** Something agreed or imposed that has to be looked at again: a reasonable adjustment, a contact restriction. */
export interface ReviewedItem {
  readonly n: number;
  /** The stage it was made at. */
  readonly stage: string;
  /** What kind of restriction; null for an adjustment, whose kind is kept apart. */
  readonly kind: string | null;
  readonly startedOn: LocalDate;
  /** The last day it is meant for, where one was set. */
  readonly endsOn: LocalDate | null;
  readonly endedOn: LocalDate | null;
}

/** One date by which an item had to be looked at again, numbered through all items: each has a clock of its own. */
export interface Review {
  readonly n: number;
  readonly of: number;
  readonly setOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly doneOn: LocalDate | null;
}

export interface Reviewed {
  readonly items: readonly ReviewedItem[];
  readonly reviews: readonly Review[];
}

export const NONE_REVIEWED: Reviewed = { items: [], reviews: [] };

interface Dates {
  readonly n: number;
  readonly on: LocalDate;
  /** null: none was set. */
  readonly reviewOn: LocalDate | null;
  readonly endsOn?: LocalDate | null;
}

/** With one more item and the date of its first review. */
export function withItem(
  { items, reviews }: Reviewed,
  { n, stage, kind = null, on, reviewOn, endsOn = null }: Dates & { stage: string; kind?: string | null },
): Reviewed {
  const item = { n, stage, kind, startedOn: on, endsOn, endedOn: null };
  return { items: [...items, item], reviews: [...reviews, ...due(reviews, n, on, reviewOn)] };
}

/** With the item looked at on this day, and the date of the next time. */
export function withReview(
  { items, reviews }: Reviewed,
  { n, on, reviewOn, endsOn = null }: Dates,
): Reviewed {
  const done = doneOn(reviews, n, on);
  return {
    items: items.map((item) => (item.n === n ? { ...item, endsOn } : item)),
    reviews: [...done, ...due(done, n, on, reviewOn)],
  };
}

/** With the item at its end, which is a review of it too. */
export const withEnd = ({ items, reviews }: Reviewed, n: number, on: LocalDate): Reviewed => ({
  items: items.map((item) => (item.n === n ? { ...item, endedOn: on } : item)),
  reviews: doneOn(reviews, n, on),
});

/** The next review, where a date was set for one. */
const due = (
  reviews: readonly Review[],
  of: number,
  setOn: LocalDate,
  dueOn: LocalDate | null,
): readonly Review[] => (dueOn ? [{ n: reviews.length + 1, of, setOn, dueOn, doneOn: null }] : []);

const doneOn = (reviews: readonly Review[], of: number, on: LocalDate): Review[] =>
  reviews.map((review) => (review.of === of && !review.doneOn ? { ...review, doneOn: on } : review));

/** The items that nobody has ended. */
export const unended = ({ items }: Reviewed): ReviewedItem[] =>
  items.filter(({ endedOn }) => endedOn === null);

/** Those that hold on a day: a restriction lapses after its last day without anybody's doing. */
export const inForceOn = (reviewed: Reviewed, on: LocalDate): ReviewedItem[] =>
  unended(reviewed).filter(({ endsOn }) => endsOn === null || endsOn >= on);

/** The date by which the item has to be looked at next; null once it has ended. */
export const nextReviewOf = ({ reviews }: Reviewed, of: number): LocalDate | null =>
  reviews.find((review) => review.of === of && !review.doneOn)?.dueOn ?? null;

/** The earliest of the dates still to come. */
export function nextReview({ reviews }: Reviewed): LocalDate | null {
  const open = reviews.filter((review) => !review.doneOn).map(({ dueOn }) => dueOn);
  return open.length > 0 ? open.reduce((a, b) => (a < b ? a : b)) : null;
}

/** The last day something was done about the item. */
export const lastDayOf = ({ reviews }: Reviewed, { n, startedOn }: ReviewedItem): LocalDate =>
  reviews.filter(({ of }) => of === n).reduce((last, { setOn }) => laterOf(last, setOn), startedOn);
