import type { DatedClock } from '../clocks/dated-clock';
import type { ClockMove } from '../clocks/moves';
import type { Place } from '../complaint/effective';
import type { ComplaintState } from '../complaint/state';
import type { RecordedEvent } from '../events/recorded-event';
import type { ClockUnderEarlierRules } from '../complaint/repin';
import type { Instant } from '../dates/local-date';
import type { Pin, Rules } from '../rules/rules';
import type { RecordLine } from './acts';
import type { factsOf } from './again';

/** An act that no longer fits what the record would say. */
export interface Misfit {
  readonly event: number;
  readonly inserted: number | null;
  readonly act: string;
  readonly code: string;
  readonly detail: string;
  /** True where it can stand as a departure from the procedure. */
  readonly recordable: boolean;
}

/** An act whose facts change without anybody naming it. */
export interface Followed extends Place {
  readonly act: string;
  readonly before: ReturnType<typeof factsOf>;
  readonly after: ReturnType<typeof factsOf> | null;
}

export interface Corrected {
  readonly event: RecordedEvent;
  readonly before: ComplaintState;
  readonly state: ComplaintState;
  readonly clocks: readonly DatedClock[];
  /** By which its dates were worked out. */
  readonly rules: Rules;
  readonly moves: readonly ClockMove[];
  readonly follows: readonly Followed[];
  readonly misfits: readonly Misfit[];
  /** Acts that an earlier release took and this one would refuse, with the correction as without it: they stay. */
  readonly asBefore: readonly number[];
  /** Complaints of which a merger was struck, by their ids: they lose its other half. */
  readonly partsFrom: readonly string[];
}

/** The part of a complaint that tells which rules it runs by at some place of its record. */
export type PinsAt = Pin & { readonly clocksUnderEarlierRules: readonly ClockUnderEarlierRules[] };

/** A record with the rules of each of its places: those that the complaint ran by, at the moment an act was recorded. */
export interface CorrectableRecord {
  readonly lines: readonly RecordLine[];
  readonly rulesAt: (pins: PinsAt, now: Instant) => Rules;
}
