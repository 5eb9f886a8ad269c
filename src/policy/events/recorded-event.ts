import type { ComplaintEvent } from './events';

/** Somebody an act names, by their place among those of the same role. */
export interface NamedParty {
  readonly role: 'complainant' | 'representative' | 'group' | 'companion';
  readonly n: number;
  readonly data: Readonly<Record<string, unknown>>;
  /** True where they are kept as they were known before as well: something may have been sent there. */
  readonly keep?: boolean;
}

/** Numbers of other systems that the complaint has from now on, or no longer has. */
export interface ReferenceChange {
  readonly add: readonly { readonly system: string; readonly id: string }[];
  readonly remove: readonly { readonly system: string; readonly id: string }[];
  /** True where those removed stay known as references it had: they were right at the time. */
  readonly keep: boolean;
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
  readonly references?: ReferenceChange;
}
