import { withheldFrom } from './departures';
import type { Moment } from '../dates/moment';
import type { ComplaintState } from './state';
import type { EventOf } from '../events/events';

/** Closing ends every clock, so that nothing of a complaint escalates whose matter goes on elsewhere (lessons, 38). */
export const closed = (state: ComplaintState, event: EventOf<'closed'>, { on }: Moment): ComplaintState => ({
  ...state,
  status: 'closed',
  closedOn: on,
  closingWithheld: withheldFrom(event),
  mergers: event.data.into ? { ...state.mergers, into: { ...event.data.into, on } } : state.mergers,
});

export const mergedFrom = (
  { mergers, ...state }: ComplaintState,
  { on, data: { complaintId, reference } }: EventOf<'merged-from'>,
): ComplaintState => ({
  ...state,
  mergers: { ...mergers, from: [...mergers.from, { complaintId, reference, on }] },
});

export const linked = (
  { links, ...state }: ComplaintState,
  { on, data: { complaintId, reference, as } }: EventOf<'linked'>,
): ComplaintState => ({ ...state, links: [...links, { complaintId, reference, as, on }] });
