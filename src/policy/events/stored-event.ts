import { z } from 'zod';
import { recordedDepartureSchema } from './departures';
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
  const { departures, facts } = partsOf(data);
  const read = eventSchemas[type].safeParse(facts);
  const departed = departuresSchema.safeParse(departures);
  if (!read.success || !departed.success) return null;
  const event = { type, on: occurredOn, at: occurredAt, data: read.data, promised };
  // The schema looked up by the type gave the data; the compiler does not carry that link through the lookup.
  return (departed.data ? { ...event, departures: departed.data } : event) as ComplaintEvent;
}

const departuresSchema = z.array(recordedDepartureSchema).min(1).optional();

/**
 * The facts of an event as they are stored: departures stand among them, under a name of their own. So the seal over the
 * data covers them, and an earlier release refuses such an event as one it cannot read, instead of taking it for lawful.
 */
export const storedFacts = ({ data, departures }: Pick<ComplaintEvent, 'data' | 'departures'>): object =>
  departures ? { ...data, departures } : data;

function partsOf(data: unknown): { readonly departures?: unknown; readonly facts: unknown } {
  if (typeof data !== 'object' || data === null || !('departures' in data)) return { facts: data };
  const { departures, ...facts } = data;
  return { departures, facts };
}

const isEventType = (type: string): type is EventType => Object.hasOwn(eventSchemas, type);
