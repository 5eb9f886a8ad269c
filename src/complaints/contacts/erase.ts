import type { Recorded, WriteBeside } from '../loading/append';
import type { Database } from '../../db/connection/client';
import { contactsOfComplaint, keptComplaintsOf } from '../../db/contacts/contacts';
import { appendToContact } from '../../db/contacts/write';
import { goesWithComplaint } from '../../policy/contacts/erase';
import { evolvedBy } from './act';
import type { Decided } from '../../policy/decide';
import { columnsOf, eventRow, stateOf } from './contact';

/**
 * What the erasure of a complaint writes to the contacts around it: their words are mostly the complaint's own. Those
 * that are still needed stay.
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
  const beside: WriteBeside[] = [];
  for (const row of rows) {
    const state = stateOf(row);
    const keptComplaints = await keptComplaintsOf(database, landlordId, row.id);
    const goes = goesWithComplaint(state, { complaintId, keptComplaints }, erased);
    if (!goes) continue;
    const { id, version } = row;
    const columns = columnsOf(evolvedBy(state, goes));
    const recorded = [eventRow(goes, actor, updatedAt)];
    beside.push((session) =>
      appendToContact(session, landlordId, { id, version, columns, events: recorded }),
    );
  }
  return beside;
}
