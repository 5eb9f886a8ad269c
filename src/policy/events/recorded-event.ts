import type { ComplaintEvent } from './events';

/** Somebody an act names, by their place among those of the same role. */
export interface NamedParty {
  readonly role: 'representative' | 'companion';
  readonly n: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Words that only named roles may read: they can tell of health, disability or belief. */
export interface RestrictedText {
  readonly subject: 'adjustment' | 'restriction';
  /** Which adjustment or restriction. */
  readonly n: number;
  readonly kind: string;
  readonly purpose: string | null;
  readonly text: string;
}

/** A decided event with the free text and the people that belong to it, which are stored apart. */
export interface RecordedEvent {
  readonly event: ComplaintEvent;
  readonly texts: Readonly<Record<string, string>>;
  readonly parties?: readonly NamedParty[];
  readonly restricted?: RestrictedText;
}
