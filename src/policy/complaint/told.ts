import type { ComplaintEvent } from '../events/events';
import type { LocalDate } from '../dates/local-date';

/** The kinds of events with which something goes to somebody. */
type Telling = Extract<ComplaintEvent, { readonly data: { readonly recipient: unknown } }>;
export type ToldBy = Telling['type'];

interface Told {
  readonly toldResident: { readonly act: ToldBy; readonly on: LocalDate } | null;
}

const isTelling = (event: ComplaintEvent): event is Telling => 'recipient' in event.data;

/** Notes what went to the resident themselves. Acts are entered in any order; the last is the latest that happened. */
export function withTold<S extends Told>(state: S, event: ComplaintEvent): S {
  if (!isTelling(event) || event.data.recipient === 'representative') return state;
  const { toldResident: known } = state;
  return known && known.on > event.on ? state : { ...state, toldResident: { act: event.type, on: event.on } };
}
