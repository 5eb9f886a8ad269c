import type { Session } from '../../db/connection/client';
import type { StoredState } from '../../db/complaints/rows';
import { type EventOfComplaint, eventsUpTo } from '../../db/complaints/events';
import type { ComplaintState } from '../../policy/complaint/state';
import type { ComplaintEvent } from '../../policy/events/events';
import { replay } from '../../policy/complaint/evolve';
import { eventOf } from '../../policy/events/stored-event';

/**
 * Its record holds what this release cannot know, because a later one wrote it while both are running. Whoever asks
 * again may reach a process of that release; this one neither reads the complaint as if it were less nor writes it.
 */
export class BeyondThisRelease extends Error {
  override readonly name = 'BeyondThisRelease';
  readonly sequence: number;

  constructor(
    readonly complaintId: string,
    { sequence, type }: Pick<EventOfComplaint, 'sequence' | 'type'>,
  ) {
    super(
      `Event ${sequence} of complaint ${complaintId} (${type}) is of a kind that this release does not know`,
    );
    this.sequence = sequence;
  }
}

export type Present<Row extends StoredState> = Omit<Row, keyof StoredState> &
  Pick<Row, 'id' | 'version'> & { readonly state: ComplaintState };

/** The rows with their states as this release has them: one that another release wrote is made anew from the events. */
export async function presentStates<Row extends StoredState>(
  db: Session,
  landlordId: string,
  rows: readonly Row[],
): Promise<Present<Row>[]> {
  const others = rows.filter(({ present }) => !present);
  if (others.length === 0) return rows.map((row) => ({ ...row, state: asWritten(row) }));
  const replayed = await replayedStates(db, landlordId, others);
  return rows.map((row) => {
    const state = row.present ? asWritten(row) : replayed.get(row.id);
    if (!state) throw new Error(`Complaint ${row.id} has no events`);
    if (state instanceof BeyondThisRelease) throw state;
    return { ...row, state };
  });
}

export async function presentState<Row extends StoredState>(
  db: Session,
  landlordId: string,
  row: Row,
): Promise<Present<Row>> {
  if (row.present) return { ...row, state: asWritten(row) };
  const [only] = await presentStates(db, landlordId, [row]);
  if (!only) throw new RangeError('One row has one state');
  return only;
}

/** A state in the present format is what `evolve` of this release gave, kept as it was. */
const asWritten = ({ state }: StoredState): ComplaintState => state as ComplaintState;

/** The state of each complaint from its events alone, or why this release cannot tell. */
export async function replayedStates(
  db: Session,
  landlordId: string,
  complaints: readonly Pick<StoredState, 'id' | 'version'>[],
): Promise<Map<string, ComplaintState | BeyondThisRelease>> {
  const events = await eventsByComplaint(db, landlordId, complaints);
  return new Map([...events].map(([id, all]) => [id, replayStored(id, all)]));
}

export async function eventsByComplaint(
  db: Session,
  landlordId: string,
  complaints: readonly Pick<StoredState, 'id' | 'version'>[],
): Promise<Map<string, EventOfComplaint[]>> {
  const events = new Map<string, EventOfComplaint[]>();
  for (const event of await eventsUpTo(db, landlordId, complaints)) {
    const known = events.get(event.complaintId);
    if (known) known.push(event);
    else events.set(event.complaintId, [event]);
  }
  return events;
}

export function replayStored(
  id: string,
  stored: readonly EventOfComplaint[],
): ComplaintState | BeyondThisRelease {
  const events: ComplaintEvent[] = [];
  for (const one of stored) {
    const event = eventOf(one);
    if (!event) return new BeyondThisRelease(id, one);
    events.push(event);
  }
  return replay(events);
}
