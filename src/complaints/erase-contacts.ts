import type { Database } from '../db/client';
import { appendToContact, contactsOfComplaint } from '../db/contacts';
import { goesWithComplaint } from '../policy/contacts/erase';
import { evolvedBy } from './act-on-contact';
import type { Decided } from '../policy/decide';
import { columnsOf, eventRow, stateOf } from './contact';
import type { Recorded, WriteBeside } from './merge';

/**
 * What the erasure of a complaint writes to the contacts around it: their words are mostly the complaint's own. Those
 * still open and those on hold stay; from then on they go by their own time.
 */
export async function contactsErasedWith(
  database: Database,
  complaintId: string,
  { events }: Decided,
  { landlordId, actor, updatedAt }: Recorded,
): Promise<WriteBeside[]> {
  const erased = events.find(({ event }) => event.type === 'erased')?.event;
  if (erased?.type !== 'erased') return [];
  const rows = await contactsOfComplaint(database, landlordId, complaintId);
  return rows.flatMap((row) => {
    const state = stateOf(row);
    const goes = goesWithComplaint(state, complaintId, erased);
    if (!goes) return [];
    const columns = columnsOf(evolvedBy(state, goes));
    const recorded = [eventRow(goes, actor, updatedAt)];
    return [
      (session) => appendToContact(session, landlordId, row.id, row.version, columns, recorded),
    ] satisfies WriteBeside[];
  });
}
