import type { Calendar } from '../calendar/calendar';
import type { PolicyDocument } from '../document/document';
import { type Instant, type LocalDate, localDateIn } from '../dates/local-date';

/** A version of the procedure and the calendar it counts by. */
export interface RuleSet {
  readonly policy: PolicyDocument;
  readonly calendar: Calendar;
}

/** Which rules something runs by: a version of the policy, and the landlord's edition of its working days. */
export interface Pin {
  readonly policyVersion: string;
  readonly calendarEdition: number;
}

/** What bears on this complaint of another one of the landlord. */
export interface OtherComplaint {
  readonly complaintId: string;
  readonly reference: string;
  /** Whether it is no other after all. */
  readonly same: boolean;
  readonly status: string;
  readonly received: { readonly on: LocalDate; readonly at: Instant | null };
  /** When it was answered at the stage it stands at. */
  readonly answeredOn: LocalDate | null;
  /** How many complaints were merged into it. */
  readonly mergedFrom: number;
  /** How many links it has. */
  readonly links: number;
  readonly erasedOn: LocalDate | null;
}

/** The people and numbers of a complaint, as far as an act that changes them has to know what they are. */
export interface KnownParticulars {
  readonly complainant: Readonly<Record<string, unknown>> | null;
  readonly group: Readonly<Record<string, unknown>> | null;
  readonly externalReferences: readonly { readonly system: string; readonly id: string }[];
}

/** The present moment where the landlord is. */
export interface Present {
  readonly now: Instant;
  /** The landlord's zone, e.g. Europe/London: it decides which day a moment falls on. */
  readonly zone: string;
  /** The day of a moment, read before: to read a wall clock takes as long as all clocks of a complaint. */
  readonly today?: { readonly at: Instant; readonly on: LocalDate };
}

/** The present moment with its day, for a caller that asks for it more than once. */
export const presentAt = (now: Instant, zone: string): Present => ({
  now,
  zone,
  today: { at: now, on: localDateIn(now, zone) },
});

/** The day it is now for this landlord. A day that was read at another moment counts for nothing. */
export const todayOf = ({ now, zone, today }: Present): LocalDate =>
  today?.at === now ? today.on : localDateIn(now, zone);

/** Everything a rule may look at beside the complaint itself. Equal arguments give equal answers. */
export interface Rules extends RuleSet, Present {
  /** The number of the calendar's edition; left out, the holidays are those that come with the service. */
  readonly calendarEdition?: number;
  /** What a complaint that was moved to these rules ran by before, for the clocks that had ended by then. */
  readonly earlier?: readonly (RuleSet & Pin)[];
  /** The complaint that this one was merged into, or that the act now decided names; left out where there is none. */
  readonly other?: OtherComplaint;
  /** Left out where nobody is known, as in a timeline: then nothing is held against what is there. */
  readonly particulars?: KnownParticulars;
}

export const samePin = (a: Pin, b: Pin): boolean =>
  a.policyVersion === b.policyVersion && a.calendarEdition === b.calendarEdition;

/** The rules a pin names: those of the present, or of the ones before. */
export function rulesUnder(pin: Pin, rules: Rules): Rules {
  const present = { policyVersion: rules.policy.version, calendarEdition: rules.calendarEdition ?? 0 };
  if (samePin(pin, present)) return rules;
  const earlier = rules.earlier?.find((known) => samePin(known, pin));
  if (!earlier) throw new RangeError(`No rules of ${pin.policyVersion}, calendar ${pin.calendarEdition}`);
  return { ...rules, ...earlier };
}
