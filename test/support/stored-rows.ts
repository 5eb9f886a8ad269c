import type { ClockRow, PartyRow } from '../../src/db/complaints/rows';
import type { Session } from '../../src/db/connection/client';

/** Rows as they are stored, which the service itself only reads together with their complaint. */

export async function complaintClocks(
  db: Session,
  landlordId: string,
  complaintId: string,
): Promise<ClockRow[]> {
  return db.of(landlordId).query<ClockRow>({
    name: 'complaint-clocks',
    text: `
      select stage, kind, n, anchor_on as "anchorOn", due_on as "dueOn", judged_on as "judgedOn",
        original_due_on as "originalDueOn", projected, met_on as "metOn", stopped_on as "stoppedOn",
        late_start as "lateStart", left_unanswered as "leftUnanswered", waits_since as "waitsSince", incomplete, withheld, force, handler
      from clocks where landlord_id = $1 and complaint_id = $2
      order by due_on, stage, kind, n`,
    values: [landlordId, complaintId],
  });
}

/** The people of a complaint. They are written with the act that names them, by src/db/complaints/write.ts. */
export async function complaintParties(
  db: Session,
  landlordId: string,
  complaintId: string,
): Promise<PartyRow[]> {
  return db.of(landlordId).query<PartyRow>({
    name: 'complaint-parties',
    text: 'select role, n, data from parties where landlord_id = $1 and complaint_id = $2 order by role, n',
    values: [landlordId, complaintId],
  });
}
