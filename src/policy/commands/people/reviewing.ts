import { z } from 'zod';
import type { Moment } from '../../dates/moment';
import type { ComplaintState } from '../../complaint/state';
import { type LocalDate, localDateSchema, longDate } from '../../dates/local-date';
import { isRejection, type Rejection, refusedAsInput } from '../../rules/rejection';
import { lastDayOf, type Reviewed, type ReviewedItem, unended } from '../../complaint/review-schedule';
import type { Rules } from '../../rules/rules';
import { requireInHand } from '../guards/guards';
import { type NoneOpen, type NoSuch, noneOpen, noSuch } from '../guards/numbered';
import { type TooMany, thingsOf } from '../guards/too-many';
import { beyondCalendar, notBefore } from '../../rules/occurrence';

const MOST_ITEMS = 100;

export const reviewOnSchema = localDateSchema.describe('By when it is looked at again. It gets a clock.');

/** How the complaint is dealt with can be arranged while it goes on, and so until it is closed or withdrawn. */
export const requireGoingOn = (state: ComplaintState, act: string): Rejection | null =>
  requireInHand(state, act, ['open', 'escalation-requested', 'responded', 'settled']);

export const openNumbers = (reviewed: Reviewed): number[] => unended(reviewed).map(({ n }) => n);

export const requireOpen = (reviewed: Reviewed, code: NoneOpen): Rejection | null =>
  unended(reviewed).length > 0 ? null : noneOpen(code, `${code.slice('no_open_'.length)}s`);

/** Refuses more of them than anybody could keep under review. */
export function tooMany({ items }: Reviewed, code: TooMany): Rejection | null {
  if (items.length < MOST_ITEMS) return null;
  const things = thingsOf(code);
  return refusedAsInput({
    code,
    detail: `The complaint has ${items.length} ${things}, and ${MOST_ITEMS} are the most it can have.`,
    facts: { [things]: items.length },
    allowed: { most: MOST_ITEMS },
  });
}

/** The item that is still to be reviewed or ended on this day, or why there is none. */
export function openItem(
  reviewed: Reviewed,
  n: number,
  code: NoSuch,
  moment: Moment,
): ReviewedItem | Rejection {
  const item = unended(reviewed).find((known) => known.n === n);
  if (!item) return noSuch(code, n, openNumbers(reviewed));
  const last = { on: lastDayOf(reviewed, item), at: null };
  return notBefore(moment, last, `the ${code.slice('no_such_'.length)} was last dealt with`) ?? item;
}

/** The last day a review finds the item to be in force for; null: none is set. Or why it cannot be reviewed so. */
export function lastDayReviewed(
  reviewed: Reviewed,
  code: NoSuch,
  review: { n: number; reviewOn: LocalDate; endsOn?: LocalDate | undefined; moment: Moment },
  rules: Rules,
): LocalDate | null | Rejection {
  const item = openItem(reviewed, review.n, code, review.moment);
  if (isRejection(item)) return item;
  const last = review.endsOn ?? item.endsOn;
  return reviewDateRefused(review.reviewOn, last, review.moment, rules) ?? last;
}

/** Refuses a date of review that has passed already, lies beyond the calendar or after the last day of what it is for. */
export function reviewDateRefused(
  reviewOn: LocalDate,
  endsOn: LocalDate | null,
  moment: Moment,
  rules: Rules,
): Rejection | null {
  const today = { on: moment.on, at: null };
  const wrong =
    notBefore({ on: reviewOn, at: null }, today, 'this was decided', '/reviewOn') ??
    beyondCalendar(reviewOn, '/reviewOn', rules) ??
    (endsOn && notBefore({ on: endsOn, at: null }, today, 'this was decided', '/endsOn'));
  if (wrong || !endsOn || reviewOn <= endsOn) return wrong;
  return refusedAsInput({
    code: 'review_after_end',
    detail: `A review on ${longDate(reviewOn)} would come after the last day, ${longDate(endsOn)}.`,
    facts: { reviewOn, endsOn },
    errors: [{ pointer: '/reviewOn', detail: `must not be after ${endsOn}` }],
    allowed: { latest: endsOn },
  });
}

export const noteSchema = z.string().trim().min(1).max(10000);
