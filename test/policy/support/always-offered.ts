/** What can be recorded of any complaint that is not over, wherever its procedure has got to. */
export const BESIDE_THE_PROCEDURE = [
  'representatives',
  'adjustments',
  'restrictions',
  'remedies',
  'compensation',
  'learnings',
  'notes',
  'particulars',
  'links',
  'corrections',
] as const;

/** What others do, which is recorded of any complaint whatever the landlord's procedure says. */
export const FROM_OUTSIDE = ['referrals', 'evidence-requests', 'determinations', 'orders'] as const;
