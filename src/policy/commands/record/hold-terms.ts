import { z } from 'zod';
import { slugSchema, words } from '../../document/vocabulary';
import { type LocalDate, localDateSchema } from '../../dates/local-date';
import { openHolds, type Releasable } from '../../complaint/privacy';
import { type Rejection, refusedAsInput, refusedByState } from '../../rules/rejection';
import type { Rules } from '../../rules/rules';
import { beyondCalendar, notBefore } from '../../rules/occurrence';

const MOST_HOLDS = 100;

/** What a hold of a complaint and one of a contact say alike. */
export const holdTerms = {
  reason: slugSchema.describe(
    'What it is kept for, e.g. court-claim, ombudsman-investigation, police-enquiry.',
  ),
  reviewOn: localDateSchema.describe('When somebody looks again whether it is still needed.'),
  note: words(4000).optional(),
};

export const releaseTerms = {
  n: z.int().min(1).max(1000).describe('Which hold, from 1 in the order they were placed.'),
};

/** Why a further hold cannot stand from this day until it is looked at again. */
export function holdRefused(
  holds: readonly Releasable[],
  on: LocalDate,
  reviewOn: LocalDate,
  rules: Rules,
): Rejection | null {
  return (
    notBefore({ on: reviewOn, at: null }, { on, at: null }, 'the hold was placed', '/reviewOn') ??
    beyondCalendar(reviewOn, '/reviewOn', rules) ??
    (holds.length < MOST_HOLDS ? null : tooMany())
  );
}

const tooMany = (): Rejection =>
  refusedAsInput({
    code: 'too_many_holds',
    detail: `There can be ${MOST_HOLDS} holds in all.`,
    facts: { holds: MOST_HOLDS },
    errors: [{ pointer: '/reason', detail: 'would be one hold too many' }],
  });

export function noHold(kept: { readonly holds: readonly Releasable[] }): Rejection | null {
  if (openHolds(kept).length > 0) return null;
  return refusedByState({
    code: 'no_hold',
    detail: 'No hold stands that could be released.',
    facts: { holds: kept.holds.length },
    allowed: { act: 'holds' },
  });
}

/** The hold of that number, if it still stands. */
export function holdInForce<H extends Releasable>(
  kept: { readonly holds: readonly H[] },
  n: number,
): H | Rejection {
  const hold = kept.holds.find((placed) => placed.n === n);
  if (hold && hold.releasedOn === null) return hold;
  const open = openHolds(kept);
  return refusedByState({
    code: 'no_such_hold',
    detail: `Hold ${n} does not stand; those that do are ${open.join(', ')}.`,
    facts: { n, releasedOn: hold?.releasedOn ?? null },
    allowed: { n: open },
    errors: [{ pointer: '/n', detail: `must be one of ${open.join(', ')}` }],
  });
}
