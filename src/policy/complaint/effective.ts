import type { CorrectionFacts } from '../events/corrected';
import type { ComplaintEvent, EventOf, PromisedDate } from '../events/events';
import type { LocalDate } from '../dates/local-date';
import { eventSchemas } from '../events/events';

/** Where an act stands: the number of its event, or of the correction that put it in and its number there. */
export interface Place {
  readonly sequence: number;
  readonly inserted: number | null;
}

/** A correction, as what it changed names it. */
export interface By {
  readonly by: number;
  readonly on: LocalDate;
}

/** One event of the record as it counts after all corrections. */
export interface Entry extends Place {
  /** Null where it was struck, and of a correction. */
  readonly event: Exclude<ComplaintEvent, Correction> | null;
  /** As it counts, or counted before it was struck: so it comes back. */
  readonly lastCounted: Exclude<ComplaintEvent, Correction> | null;
  /** The resident was told these dates, whatever became of the event. */
  readonly promised: readonly PromisedDate[];
  /** As it was recorded. */
  readonly recorded: ComplaintEvent;
  readonly struck: By | null;
  /** The last correction that changed it and left it standing. */
  readonly changed: By | null;
  /** Of the first event: what the whole complaint was struck as. */
  readonly voidedAs: CorrectionFacts['voidedAs'];
}

type Correction = EventOf<'corrected'>;

/** The list that is folded: the record with its corrections applied in their order. Each event has its place as its number. */
export function effective(events: readonly ComplaintEvent[]): readonly Entry[] {
  let entries: Entry[] = withNumbers(events).map((event, index) => ({
    sequence: index + 1,
    inserted: null,
    event: event.type === 'corrected' ? null : event,
    lastCounted: event.type === 'corrected' ? null : event,
    promised: event.promised,
    recorded: event,
    struck: null,
    changed: null,
    voidedAs: null,
  }));
  for (const [index, event] of events.entries())
    if (event.type === 'corrected') entries = corrected(entries, index + 1, event);
  return entries;
}

function corrected(entries: readonly Entry[], by: number, { on, data }: Correction): Entry[] {
  const stamp = { by, on };
  const after = entries.map((entry) => {
    const change = data.changes.find((known) => samePlace(known, entry));
    if (!change) return entry;
    // The first event is what the complaint is. Struck, it says that none of it counts, and is read all the same.
    if (change.now === null)
      return {
        ...entry,
        event: entry.sequence === 1 ? entry.event : null,
        struck: stamp,
        voidedAs: entry.sequence === 1 ? data.voidedAs : null,
      };
    const event = counted(entry.recorded.type, change.now);
    return {
      ...entry,
      event,
      lastCounted: event,
      struck: null,
      changed: stamp,
      voidedAs: null,
    };
  });
  for (const { n, before, type, ...facts } of data.inserted) {
    const event = counted(type, facts);
    const at = after.findIndex(({ sequence, inserted }) => inserted === null && sequence >= before);
    const entry: Entry = {
      sequence: by,
      inserted: n,
      event,
      lastCounted: event,
      promised: [],
      recorded: event,
      struck: null,
      changed: null,
      voidedAs: null,
    };
    after.splice(at < 0 ? after.length : at, 0, entry);
  }
  return after;
}

export const samePlace = (a: Place, b: Place): boolean =>
  a.sequence === b.sequence && a.inserted === b.inserted;

type Facts = NonNullable<CorrectionFacts['changes'][number]['now']>;

/** The event as a correction says it counts, by the schema of its kind: what that schema has come to know has its default. */
function counted(type: string, { on, at, data, departures }: Facts): Exclude<ComplaintEvent, Correction> {
  if (type === 'corrected' || !Object.hasOwn(eventSchemas, type))
    throw new RangeError(`A correction holds an event of the type ${type}`);
  // The schema looked up by the type gave the data; the compiler does not carry that link through the lookup.
  const read = eventSchemas[type as keyof typeof eventSchemas].parse(data);
  const event = { type, on, at, data: read, promised: [], ...(departures && { departures }) };
  return event as unknown as Exclude<ComplaintEvent, Correction>;
}

const BY_PLACE = ['referred', 'compensation-awarded', 'learning-recorded'] as const;

/** A thing that had its number by its place keeps it when something before it is struck. */
function withNumbers(events: readonly ComplaintEvent[]): readonly ComplaintEvent[] {
  const counts = new Map<string, number>();
  return events.map((event) => {
    if (!BY_PLACE.some((type) => type === event.type)) return event;
    const n = (counts.get(event.type) ?? 0) + 1;
    counts.set(event.type, n);
    const data = event.data as { readonly n: number | null };
    return data.n === null ? ({ ...event, data: { ...data, n } } as ComplaintEvent) : event;
  });
}
