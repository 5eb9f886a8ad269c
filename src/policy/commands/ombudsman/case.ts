import type { Moment } from '../../dates/moment';
import { nextNumber } from '../../complaint/numbers';
import type { ComplaintState } from '../../complaint/state';
import type { Referral } from '../../document/outcome';
import type { RecordedEvent } from '../../events/recorded-event';
import { type Rejection, refusedByState } from '../../rules/rejection';
import { notBefore } from '../../rules/occurrence';
import type { Rules } from '../../rules/rules';
import { happened } from '../guards/command';
import { referralFacts } from './referral-facts';

type Purpose = Referral['purpose'];

/** An ombudsman asks, and may order, before it investigates (ARC-22: "all Housing Ombudsman enquiries and cases"). */
export const ENQUIRIES: readonly Purpose[] = ['advice', 'investigation'];
/** Only an investigation ends in a determination. */
export const INVESTIGATIONS: readonly Purpose[] = ['investigation'];

/** The referrals that put the complaint before the ombudsman, by number from 1. A designated person and a court are none. */
export const casesOf = ({ referrals }: ComplaintState, purposes: readonly Purpose[]): number[] =>
  referrals.flatMap(({ n, purpose }) => (purposes.some((wanted) => wanted === purpose) ? [n] : []));

/** Something that came from the ombudsman, as far as it shows which case it belongs to. */
export interface FromOmbudsman {
  /** The referral that it names. */
  readonly named: number | undefined;
  /** The purposes of a referral it can belong to. */
  readonly purposes: readonly Purpose[];
  /** The purpose it shows by itself, where no such referral is on record. */
  readonly shows: Purpose;
  readonly moment: Moment;
}

/** The referral that an act of the ombudsman belongs to. */
export interface Case {
  readonly referral: number;
  readonly made: Moment;
  /** The referral itself, where the act shows that the ombudsman has the case and nothing on record did. */
  readonly shown: readonly RecordedEvent[];
}

/**
 * The referral an act belongs to: the one it names, else the latest that fits its day. An ombudsman who asks, finds or
 * orders has the case, whatever the landlord had recorded, so where none is on record the act itself shows it.
 */
export function caseOf(act: FromOmbudsman, state: ComplaintState, rules: Rules): Case | Rejection {
  const { named, purposes, moment } = act;
  const known = casesOf(state, purposes);
  if (named === undefined && known.length === 0) return caseShown(act, state, rules);
  const made = (n: number): Moment | undefined => state.referrals.find((known) => known.n === n);
  const fitting = known.findLast((n) => (made(n)?.on ?? moment.on) <= moment.on);
  const referral = named ?? fitting ?? known.at(-1) ?? 0;
  const on = made(referral);
  if (!on || !known.includes(referral)) return ofAnotherPurpose(referral, known, purposes);
  return notBefore(moment, on, 'the case went to the ombudsman') ?? { referral, made: on, shown: [] };
}

function caseShown(
  { shows: purpose, moment }: FromOmbudsman,
  state: ComplaintState,
  rules: Rules,
): Case | Rejection {
  const early = notBefore(moment, state.received, 'the complaint was received');
  if (early) return early;
  const made = {
    to: ombudsmanOf(rules),
    purpose,
    via: null,
    who: null,
    ground: null,
    known: 'from-the-ombudsman' as const,
  };
  const shown = happened('referred', moment, referralFacts(made, moment, state, rules));
  return { referral: nextNumber('referrals', state.referrals, state), made: moment, shown: [shown] };
}

/** Under a regime the ombudsman of that name; a landlord outside any may name one of its own. */
const ombudsmanOf = ({ policy: { regime, referrals } }: Rules): string =>
  regime === 'none'
    ? (referrals.find(({ purpose }) => purpose === 'investigation')?.to ?? 'ombudsman')
    : regime;

function ofAnotherPurpose(
  referral: number,
  known: readonly number[],
  purposes: readonly Purpose[],
): Rejection {
  const what = `Referral ${referral} did not go to an ombudsman for ${purposes.join(' or ')}`;
  // Without the number it is taken, since the act then shows by itself that the ombudsman has the case.
  const none = known.length === 0;
  return refusedByState({
    code: 'referral_for_another_purpose',
    detail: none ? `${what}, and no other did.` : `${what}; ${known.join(', ')} did.`,
    facts: { referral },
    allowed: { referral: none ? null : known },
    errors: [
      { pointer: '/referral', detail: none ? 'must be left out' : `must be one of ${known.join(', ')}` },
    ],
  });
}
