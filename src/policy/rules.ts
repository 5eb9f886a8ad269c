import type { Calendar } from './calendar';
import type { PolicyDocument } from './document';
import { type Instant, type LocalDate, localDateIn } from './local-date';

/** Everything a rule may look at beside the complaint itself. Equal arguments give equal answers. */
export interface Rules {
  readonly policy: PolicyDocument;
  readonly calendar: Calendar;
  readonly now: Instant;
  /** The landlord's zone, e.g. Europe/London: it decides which day a moment falls on. */
  readonly zone: string;
}

/** The day it is now for this landlord. */
export const todayOf = (rules: Pick<Rules, 'now' | 'zone'>): LocalDate => localDateIn(rules.now, rules.zone);
