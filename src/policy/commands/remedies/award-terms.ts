import type { Moment } from '../../dates/moment';
import { longDate, type LocalDate } from '../../dates/local-date';
import type { Award } from '../../complaint/remedies';
import type { ComplaintState } from '../../complaint/state';
import { isRejection, type Rejection, refusedAsInput, refusedByState } from '../../rules/rejection';
import { notBefore } from '../../rules/occurrence';

/** The award of this number, if it still stands; `pointer` is the field that names it. */
export function standingAward(n: number, pointer: string, { redress }: ComplaintState): Award | Rejection {
  const { compensation } = redress;
  const award = compensation.find((known) => known.n === n);
  if (award && award.replacedBy === null) return award;
  const standing = compensation.filter(({ replacedBy }) => replacedBy === null).map((known) => known.n);
  const instead = standing.length > 0 ? `must be one of ${standing.join(', ')}` : 'must be left out';
  return refusedByState({
    code: award ? 'award_already_replaced' : 'no_such_award',
    detail: award
      ? `Award ${n} was replaced by award ${award.replacedBy}.`
      : `There is no award ${n}${standing.length > 0 ? `; those that stand are ${standing.join(', ')}` : ''}.`,
    facts: { n, replacedBy: award?.replacedBy ?? null },
    allowed: { [pointer.slice(1)]: standing.length > 0 ? standing : null },
    errors: [{ pointer, detail: instead }],
  });
}

/** Refuses an award in place of one that is not there, was paid, or rests on another order. */
export function replacementRefused(
  { replaces, order }: { readonly replaces: number; readonly order: number | null },
  moment: Moment,
  state: ComplaintState,
): Rejection | null {
  const award = standingAward(replaces, '/replaces', state);
  if (isRejection(award)) return award;
  const paidOn = paidBy(award, state);
  if (paidOn) {
    return refusedByState({
      code: 'award_already_paid',
      detail: `Award ${award.n} was paid on ${longDate(paidOn)}, so it stays. Award the difference beside it.`,
      facts: { n: award.n, pence: award.pence, paidOn },
      allowed: { replaces: null },
      errors: [{ pointer: '/replaces', detail: 'must be left out' }],
    });
  }
  if (award.order !== order) {
    return refusedAsInput({
      code: 'award_of_another_order',
      detail: `Award ${award.n} ${award.order === null ? 'is the landlord’s own' : `rests on order ${award.order}`}, so the award in its place ${award.order === null ? 'names no order' : 'names that order as well'}.`,
      facts: { n: award.n, order: award.order },
      allowed: { order: award.order },
      errors: [
        { pointer: '/order', detail: award.order === null ? 'must be left out' : `must be ${award.order}` },
      ],
    });
  }
  return notBefore(moment, { on: award.on, at: null }, 'the award that it replaces was made');
}

/** The day on which what was to pay it was done, or the order that asked for it was carried out; null: not on record. */
function paidBy({ n, order }: Award, { redress, ombudsman }: ComplaintState): LocalDate | null {
  const payment = redress.remedies.find(({ award, completedOn }) => award === n && completedOn !== null);
  return payment?.completedOn ?? ombudsman.orders.find((made) => made.n === order)?.completedOn ?? null;
}
