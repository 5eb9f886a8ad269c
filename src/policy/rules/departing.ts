import type { RecordedDeparture } from '../events/departures';
import { type Departures, NamedDepartures, RulesMet } from './departures';
import type { Passes } from './objections';
import { isRejection, type Rejection } from './rejection';

/** An event of a complaint or of a contact, with its words. */
interface Recorded {
  readonly event: { readonly departures?: readonly RecordedDeparture[] };
  readonly texts: Readonly<Record<string, string>>;
}

/**
 * The events of an act with the departures that the caller names, or the refusal it meets. A refusal that can be recorded
 * carries every rule the act does not keep, and not the first alone: else each would be found out one request at a time.
 */
export function departingFrom<E extends Recorded>(
  { act, departures = [] }: { readonly act: string; readonly departures?: Departures },
  run: (passes: Passes) => readonly E[] | Rejection,
): readonly E[] | Rejection {
  const named = new NamedDepartures(departures);
  const events = run(named.passes);
  if (isRejection(events)) return events.kind === 'policy' ? recordable(events, run) : events;
  return named.unmet() ?? withDepartures(events, named.recorded(act), named.texts());
}

/** With every rule met. Where the complaint is not at a point at which it can happen at all, no departure helps. */
function recordable(refusal: Rejection, run: (passes: Passes) => unknown): Rejection {
  const met = new RulesMet();
  const beyond = run(met.passes);
  return isRejection(beyond) && beyond.kind === 'state' ? refusal : { ...refusal, departures: met.taken() };
}

/** The first event of an act bears its departures: a second one, such as a definition, only adds to it. */
function withDepartures<E extends Recorded>(
  [first, ...rest]: readonly E[],
  departures: readonly RecordedDeparture[],
  texts: Recorded['texts'],
): readonly E[] {
  if (!first || departures.length === 0) return first ? [first, ...rest] : rest;
  const departed = { ...first, event: { ...first.event, departures }, texts: { ...first.texts, ...texts } };
  return [departed, ...rest];
}
