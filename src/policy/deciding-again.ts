import { actOf, commandOf, type RecordedAct, saidAt, type Standing } from './corrections/acts';
import { COMPLAINT, misworded } from './corrections/again';
import { bodyOf, complaintOf, departuresOf, type NamedDeparture } from './corrections/body-of';
import type { CorrectableRecord } from './corrections/corrected';
import { patched } from './corrections/merge-patch';
import type { Before, Body } from './corrections/on-record';
import type { CorrectionRequest } from './corrections/request';
import type { ComplaintState } from './complaint/state';
import type { Instant } from './dates/local-date';
import { eventsOfAct, eventsOfLog } from './decide';
import type { EventOf } from './events/events';
import type { Merged } from './events/merger';
import type { RecordedEvent } from './events/recorded-event';
import type { Occurred } from './rules/occurrence';
import { isRejection, type Rejection } from './rules/rejection';
import type { Rules } from './rules/rules';

/**
 * The events of an act that is decided again, or the refusal. null: acts that do not fit have made of the complaint
 * something that none can be, so that nothing can be said of those behind them.
 */
export type Again = readonly RecordedEvent[] | Rejection | null;

/** An act by its name and its body, where it is decided. */
interface Where {
  readonly state: ComplaintState | null;
  readonly rules: Rules;
  /** JSON Pointer to the body in the request, for what is wrong with it. */
  readonly at: string;
  /** Acts that do not fit stand before it. */
  readonly astray: boolean;
}

/** The complaint as an act found it, and as it finds it now. */
export interface Places {
  readonly before: ComplaintState | null;
  readonly as: ComplaintState | null;
  /** Said of the act by the correction: merged into the body that the record gives it. */
  readonly patch?: Body;
  readonly at?: string;
  /** Acts that do not fit stand before it. */
  readonly astray: boolean;
}

/** Decides acts of the record once more, each by its own command, from the body that its events came of. */
export class DecidingAgain {
  constructor(
    private readonly record: CorrectableRecord,
    private readonly request: Pick<CorrectionRequest, 'departures'>,
    private readonly present: Rules,
  ) {}

  again(act: RecordedAct, { before, as, patch, at = '', astray }: Places): Again {
    const { present } = this;
    const [first] = act;
    const name = actOf(act);
    const recorded = saidAt(first, this.record.lines) ?? present.now;
    // An act that nobody names is judged as of when it was said; one that is put right, as of today. No correction
    // moves the complaint to other rules, so those of the place are the same before it and after.
    const rules = this.rulesOf(as, first, patch ? present.now : recorded);
    const place: Before = { state: before, rules };
    const onRecord =
      first.event.type === 'logged' ? complaintOf(first.event) : bodyOf(act, name, place, this.record.lines);
    const asked = this.request.departures
      .filter(({ event }) => act.some(({ sequence, inserted }) => sequence === event && inserted === null))
      .map(({ code, decidedBy, why }) => ({ code, decidedBy, why }));
    const named = patch && 'departures' in patch ? [] : departuresOf(act);
    const known = named.filter(({ code }) => !asked.some((one) => one.code === code));
    const given = patch ? patched(onRecord, patch) : onRecord;
    const { event } = first;
    const into = event.type === 'closed' ? event.data.into : null;
    const then = into && as ? asThen(as, into, rules) : rules;
    return departingStill(known, (still) => {
      const departures = [...(Array.isArray(given.departures) ? given.departures : []), ...still, ...asked];
      const body = departures.length > 0 ? { ...given, departures } : given;
      return event.type === 'logged'
        ? logged(event, body, at, then)
        : acted(name, body, { state: as, rules: then, at, astray });
    });
  }

  private rulesOf(state: ComplaintState | null, { event }: Standing, now: Instant): Rules {
    if (state) return this.record.rulesAt(state, now);
    if (event.type !== 'logged') throw new RangeError('A complaint begins with logged');
    const { policyVersion, calendarEdition } = event.data;
    return this.record.rulesAt({ policyVersion, calendarEdition, clocksUnderEarlierRules: [] }, now);
  }
}

/** The events of an act that has this name and body, or why it is not taken. */
export function acted(name: string, body: Body, { state, rules, at, astray }: Where): Again {
  const command = commandOf(name);
  if (!command || !state) throw new RangeError(`No act ${name} can be decided here`);
  const read = command.body.safeParse(body);
  if (!read.success) return misworded(name, read.error.issues, at);
  const given: Occurred = read.data;
  const decided = () => eventsOfAct(command, state, given, rules);
  return astray ? attempted(decided, null) : decided();
}

function logged({ data }: EventOf<'logged'>, body: Body, at: string, rules: Rules): Again {
  const read = COMPLAINT.safeParse(body);
  if (!read.success) return misworded('complaints', read.error.issues, at);
  return eventsOfLog(read.data, data.contactId, rules);
}

/** An act that keeps a rule now which it did not keep as it was recorded is no departure from that rule any more. */
function departingStill(
  departures: readonly NamedDeparture[],
  decided: (still: readonly NamedDeparture[]) => Again,
): Again {
  const again = decided(departures);
  if (!again || !isRejection(again) || again.code !== 'nothing_departed_from') return again;
  const still = departures.filter(({ code }) => code !== again.facts.code);
  return still.length === departures.length ? again : departingStill(still, decided);
}

/** The complaint that goes on, as it has to have been for the merger to be recorded at all. */
const asThen = (
  state: ComplaintState,
  { complaintId, reference }: Pick<Merged, 'complaintId' | 'reference'>,
  { other, ...rules }: Rules,
): Rules => ({
  ...rules,
  other: {
    complaintId,
    reference,
    received: other?.received ?? state.received,
    same: false,
    status: 'open',
    answeredOn: null,
    mergedFrom: 0,
    erasedOn: null,
    links: 0,
  },
});

/** A complaint that acts which do not fit have led astray is not asked for more than it can say. */
export function attempted<T>(work: () => T, otherwise: T | null): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) return otherwise;
    throw error;
  }
}
