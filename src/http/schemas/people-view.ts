import type { ComplaintDetail } from '../../db/complaints/rows';
import { authoritiesOn } from '../../policy/conditions/authority';
import type { LocalDate } from '../../policy/dates/local-date';
import { factsAtReceipt } from '../../policy/complaint/particulars';
import { representativeNow } from '../../policy/complaint/people';
import type { ComplaintState } from '../../policy/complaint/state';
import { inForceOn, nextReview, nextReviewOf } from '../../policy/complaint/review-schedule';
import type { ComplaintView } from './complaint';

type PeopleView = Pick<
  ComplaintView,
  'representative' | 'representatives' | 'authorities' | 'companions' | 'adjustments' | 'restrictions'
>;

/** The particulars of one of the people of a complaint; null where they were erased or there is nobody. */
export function party(
  { parties }: Pick<ComplaintDetail, 'parties'>,
  role: string,
  n = 0,
): Record<string, unknown> | null {
  const data = parties.find((known) => known.role === role && known.n === n)?.data;
  return typeof data === 'object' && data !== null ? { ...data } : null;
}

/** The group that complains; null too where it has turned out to be none. */
export function groupView(row: Pick<ComplaintDetail, 'parties'>): ComplaintView['group'] {
  const group = party(row, 'group');
  // The parties passed the schemas on their way in, and the answer is parsed by them again.
  return group && 'removed' in group ? null : (group as ComplaintView['group']);
}

export const formerParticulars = ({
  formerParties,
}: Pick<ComplaintDetail, 'formerParties'>): ComplaintView['formerParticulars'] =>
  formerParties
    .map(({ role, n, event, data }) => ({ role, n, event, data: data as Record<string, unknown> }))
    .filter(({ data }) => !('removed' in data));

/** The words by which the regulator counts complaints, whatever changed since. */
export function receivedAs(state: ComplaintState): ComplaintView['atReceipt'] {
  const { tenure, complainantKind: kind } = factsAtReceipt(state);
  return { tenure, kind };
}

const STRONGEST_FIRST = ['by-law', 'written', 'verbal'] as const;

/** The people around a complaint as they stand today. */
export function peopleView(row: ComplaintDetail, today: LocalDate): PeopleView {
  const { people } = row.state;
  const { adjustments, restrictions } = people;
  const named = representativeNow(people);
  const known = named && party(row, 'representative', named.n - 1);
  const held = authoritiesOn(row.state, today);
  const permission = STRONGEST_FIRST.find((form) => held.some((known) => known.form === form)) ?? 'none';
  const restricting = inForceOn(restrictions, today);
  return {
    // What stands in the parties passed the schemas on its way in, and the answer is parsed by them again.
    representative: known && ({ ...known, permission } as ComplaintView['representative']),
    representatives: [...people.representatives],
    authorities: people.authorities.map((authority) => ({ ...authority, inForce: held.includes(authority) })),
    companions: people.companions.map((companion) => {
      const { name = null } = party(row, 'companion', companion.n - 1) ?? {};
      return { ...companion, name: name as string | null };
    }),
    adjustments: { inForce: inForceOn(adjustments, today).length, nextReviewOn: nextReview(adjustments) },
    restrictions: restrictions.items.map((item) => ({
      n: item.n,
      // A restriction always has a kind; only adjustments keep theirs apart.
      kind: item.kind ?? '',
      startedOn: item.startedOn,
      endsOn: item.endsOn,
      endedOn: item.endedOn,
      nextReviewOn: nextReviewOf(restrictions, item.n),
      inForce: restricting.includes(item),
    })),
  };
}
