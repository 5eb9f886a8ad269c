import type { ComplaintState } from '../../complaint/state';
import type { NamedParty } from '../../events/recorded-event';
import { type Rejection, refusedAsInput } from '../../rules/rejection';

/** Their particulars for the parties, where the first of a role is 0, as the complainant is. */
export const partyOf = (n: number, data: NamedParty['data']): NamedParty => ({
  role: 'representative',
  n: n - 1,
  data,
});

const MOST_REPRESENTATIVES = 50;

export function representativeFull({ people }: ComplaintState): Rejection | null {
  if (people.representatives.length < MOST_REPRESENTATIVES) return null;
  return refusedAsInput({
    code: 'too_many_representatives',
    detail: `The complaint has had ${people.representatives.length} representatives, and ${MOST_REPRESENTATIVES} are the most it can have.`,
    facts: { representatives: people.representatives.length },
    allowed: { most: MOST_REPRESENTATIVES },
  });
}
