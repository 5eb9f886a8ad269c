import { z } from 'zod';
import { type LocalDate, longDate } from '../../dates/local-date';
import { ERASURE_BASES, type ErasureBasis } from '../../events/privacy';
import { type Rejection, type RuleReference, refusedAsFixed, refusedByState } from '../../rules/rejection';
import { type Rules, todayOf } from '../../rules/rules';

/** What the erasure of a complaint and that of a contact say alike. */
export const erasureTerms = {
  basis: z
    .enum(ERASURE_BASES)
    .describe('retention: the time the policy gives is over; resident-request: the resident asked for it.'),
};

export const RETENTION: RuleReference = { clause: '/retention', ids: [] };

type Thing = 'complaint' | 'contact';

const BECAUSE = {
  open: 'It has not ended.',
  hold: 'A hold keeps it whole.',
  duties: 'A remedy or an order is still to be done.',
  merged: 'It was merged into a complaint that is kept.',
  ombudsman: 'It is before the Ombudsman, who has not determined it.',
  complaint: 'It belongs to a complaint that is kept, and goes with it.',
} as const;

/** Why it is kept whatever the day is. */
export function keptWhole(
  thing: Thing,
  { heldBy }: { readonly heldBy: readonly (keyof typeof BECAUSE)[] },
): Rejection | null {
  if (heldBy.length === 0) return null;
  return refusedByState({
    code: 'has_to_be_kept',
    detail: `The ${thing} cannot be anonymised. ${heldBy.map((why) => BECAUSE[why]).join(' ')}`,
    facts: { heldBy },
    rule: RETENTION,
  });
}

/** Whoever says that the time is over has to be right. */
export function basisUntrue(
  thing: Thing,
  basis: ErasureBasis,
  { keepUntil }: { readonly keepUntil: LocalDate | null },
  rules: Rules,
): Rejection | null {
  if (basis !== 'retention' || (keepUntil && todayOf(rules) >= keepUntil)) return null;
  return refusedAsFixed({
    code: keepUntil ? 'retention_runs' : 'no_retention_stated',
    detail: keepUntil
      ? `By the policy the ${thing} is kept until ${longDate(keepUntil)}.`
      : 'The policy does not say how long complaints are kept, so no time for it is over.',
    facts: { keepUntil },
    rule: RETENTION,
    allowed: { basis: ['resident-request'], ...(keepUntil && { earliest: keepUntil }) },
    errors: [{ pointer: '/basis', detail: 'is not true yet' }],
  });
}
