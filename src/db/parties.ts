import type { Session } from './client';
import type { PartyRow } from './complaint-rows';

/** The people of a complaint. They are written with the act that names them, in complaints.ts. */
export async function complaintParties(
  db: Session,
  landlordId: string,
  complaintId: string,
): Promise<PartyRow[]> {
  return db.query<PartyRow>({
    name: 'complaint-parties',
    text: 'select role, n, data from parties where landlord_id = $1 and complaint_id = $2 order by role, n',
    values: [landlordId, complaintId],
  });
}
