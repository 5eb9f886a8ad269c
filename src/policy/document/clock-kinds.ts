import type { Anchor } from './limit';

export const CLOCK_KINDS = [
  'log',
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

/** The acts of the landlord's own that a limit may count from. */
export type OwnAct = Extract<
  Anchor,
  'logged' | 'acknowledged' | 'contacted' | 'passed' | 'accepted' | 'hearing-held'
>;

/** The clock that asks the landlord for each of its own acts. Until the act has happened, it can be in time up to that date. */
export const ASKED_BY: Readonly<Record<OwnAct, ClockKind>> & Readonly<Partial<Record<Anchor, ClockKind>>> = {
  logged: 'log',
  acknowledged: 'acknowledge',
  contacted: 'contact',
  passed: 'assign',
  accepted: 'decide-escalation',
  'hearing-held': 'hearing',
};

export const isOwnAct = (act: Anchor): act is OwnAct => act in ASKED_BY;

/** Dates that are the resident's to use, not the landlord's to keep: they never make a complaint overdue. */
export const RESIDENT_CLOCKS: readonly ClockKind[] = ['escalate', 'refer'];
