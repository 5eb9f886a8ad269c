export const CLOCK_KINDS = [
  'acknowledge',
  'contact',
  'assign',
  'hearing',
  'respond',
  'update',
  'escalate',
  'decide-escalation',
  'remedy',
  'evidence',
  'order',
  'review-adjustment',
  'review-restriction',
  'refer',
] as const;
export type ClockKind = (typeof CLOCK_KINDS)[number];

/** Dates that are the resident's to use, not the landlord's to keep: they never make a complaint overdue. */
export const RESIDENT_CLOCKS: readonly ClockKind[] = ['escalate', 'refer'];
