import type { Session } from '../../db/connection/client';
import { toInstant } from '../../db/connection/columns';
import { type KeptContact, keptContacts } from '../../db/integrity/rows-to-verify';
import type { Range } from '../../db/integrity/key-ranges';
import type { Difference, RecordFault } from '../../db/integrity/fault';
import { type ContactEvent, contactEventSchemas } from '../../policy/contacts/events';
import { factsApart, storedDeparturesSchema } from '../../policy/events/departures';
import { type ContactState, contactStateSchema, replayContact } from '../../policy/contacts/state';
import { columnsOf } from '../contacts/contact';
import { columnsApart, stateApart } from './differences';

/** Looks at whether what is kept of contacts beside their events is what the events come to; says how many they were. */
export async function replayContacts(
  db: Session,
  landlordId: string,
  range: Range,
  onFault: (fault: RecordFault) => void,
): Promise<number> {
  const rows = await keptContacts(db, landlordId, range);
  for (const row of rows) for (const fault of faultsOf(row)) onFault(fault);
  return rows.length;
}

function faultsOf(row: KeptContact): RecordFault[] {
  const fault = (name: RecordFault['fault'], difference: Difference | null): RecordFault => ({
    fault: name,
    of: row.id,
    sequence: null,
    difference,
  });
  const state = replayed(row);
  if (!state) return [fault('events-unreadable', null)];
  const { kind, channel, receivedOn, refusedComplaintId } = state;
  const [first] = row.events;
  const createdAt = first ? toInstant(first.recordedAt) : row.createdAt;
  const due = { ...row, ...columnsOf(state), kind, channel, receivedOn, refusedComplaintId, createdAt };
  // What an earlier release did not know stands at its default, as it does for whoever reads the contact.
  const states = stateApart(contactStateSchema.safeParse(row.facts).data ?? row.facts, state);
  return [
    ...(states ? [fault('state-altered', states)] : []),
    ...columnsApart(row, due, SUMMARY).map((apart) => fault('summary-altered', apart)),
  ];
}

const SUMMARY = [
  'kind',
  'channel',
  'receivedOn',
  'status',
  'choice',
  'complaintId',
  'refusedComplaintId',
  'createdAt',
] as const satisfies readonly (keyof KeptContact)[];

/** Null where the events make no contact. */
function replayed({ events }: KeptContact): ContactState | null {
  const read: ContactEvent[] = [];
  for (const { type, data, occurredOn } of events) {
    if (!Object.hasOwn(contactEventSchemas, type)) return null;
    const { facts, departures } = factsApart(data);
    const parsed = contactEventSchemas[type].safeParse(facts);
    const departed = storedDeparturesSchema.safeParse(departures);
    if (!parsed.success || !departed.success) return null;
    // The schema looked up by the type gave the data; the compiler does not carry that link through the lookup.
    read.push({
      type,
      on: occurredOn,
      data: parsed.data,
      ...(departed.data && { departures: departed.data }),
    } as ContactEvent);
  }
  try {
    return replayContact(read);
  } catch {
    // Begun twice, or never.
    return null;
  }
}
