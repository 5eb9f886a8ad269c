import { factsApart, storedDeparturesSchema } from './departures';
import { type ComplaintEvent, type EventType, eventSchemas, type PromisedDate } from './events';
import type { Instant, LocalDate } from '../dates/local-date';

/** An event as the record keeps it, by whichever release it was written. */
export interface StoredEvent {
  readonly type: string;
  readonly data: unknown;
  readonly promised: readonly PromisedDate[];
  readonly occurredOn: LocalDate;
  readonly occurredAt: Instant | null;
}

/**
 * The event as this release understands it: a fact that an earlier release did not record yet stands at its default.
 * Null where it says something that only a later release can know, a kind of event or a fact: to leave that out would
 * make another complaint of it.
 */
export function eventOf({
  type,
  data,
  promised,
  occurredOn,
  occurredAt,
}: StoredEvent): ComplaintEvent | null {
  if (!isEventType(type)) return null;
  const { departures, facts } = factsApart(data);
  const read = eventSchemas[type].safeParse(facts);
  const departed = storedDeparturesSchema.safeParse(departures);
  if (!read.success || !departed.success) return null;
  const event = { type, on: occurredOn, at: occurredAt, data: read.data, promised };
  // The schema looked up by the type gave the data; the compiler does not carry that link through the lookup.
  return (departed.data ? { ...event, departures: departed.data } : event) as ComplaintEvent;
}

const isEventType = (type: string): type is EventType => Object.hasOwn(eventSchemas, type);
