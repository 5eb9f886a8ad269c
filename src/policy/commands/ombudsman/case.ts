import type { Moment } from '../../dates/moment';
import type { ComplaintState } from '../../complaint/state';
import { ombudsmanRule } from '../../clocks/ombudsman';
import { type Rejection, refusedByState } from '../../rules/rejection';
import type { Rules } from '../../rules/rules';

type Purpose = ComplaintState['referrals'][number]['purpose'];

/** An ombudsman asks, and may order, before it investigates (ARC-22: "all Housing Ombudsman enquiries and cases"). */
export const ENQUIRIES: readonly Purpose[] = ['advice', 'investigation'];
/** Only an investigation ends in a determination. */
export const INVESTIGATIONS: readonly Purpose[] = ['investigation'];

/** The referrals that put the complaint before the ombudsman, by number from 1. A designated person and a court are none. */
export const casesOf = ({ referrals }: ComplaintState, purposes: readonly Purpose[]): number[] =>
  referrals.flatMap(({ purpose }, index) => (purposes.includes(purpose) ? [index + 1] : []));

/** Nothing comes from an ombudsman who does not have the case. */
export function requireCase(
  state: ComplaintState,
  purposes: readonly Purpose[],
  { policy }: Rules,
): Rejection | null {
  if (casesOf(state, purposes).length > 0) return null;
  return refusedByState({
    code: 'no_case_with_ombudsman',
    detail: `No referral to an ombudsman for ${purposes.join(' or ')} has been recorded.`,
    facts: { referrals: state.referrals.length },
    rule: ombudsmanRule(policy),
    allowed: { act: 'referrals' },
  });
}

/** The referral an act belongs to: the one it names, or the latest that fits. The guard has found one. */
export function referralOf(
  named: number | undefined,
  state: ComplaintState,
  purposes: readonly Purpose[],
): { readonly referral: number; readonly made: Moment } | Rejection {
  const known = casesOf(state, purposes);
  const referral = named ?? known.at(-1) ?? 0;
  const made = state.referrals[referral - 1];
  if (made && known.includes(referral)) return { referral, made };
  return refusedByState({
    code: 'referral_for_another_purpose',
    detail: `Referral ${referral} did not go to an ombudsman for ${purposes.join(' or ')}; ${known.join(', ')} did.`,
    facts: { referral },
    allowed: { referral: known },
    errors: [{ pointer: '/referral', detail: `must be one of ${known.join(', ')}` }],
  });
}
