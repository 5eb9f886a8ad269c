import { ENDED_STATUSES } from '../policy/retention';
import type { ComplaintState } from '../policy/complaint';
import type { Session } from './client';
import { STORED_STATE, type Stored } from './complaint-rows';

/** A complaint that has ended and still has its people and words. */
export interface EndedComplaint {
  readonly id: string;
  readonly reference: string;
  readonly version: number;
  readonly state: ComplaintState;
}

/** The next of them by id, the first logged first. */
export async function endedComplaints(
  db: Session,
  landlordId: string,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<Stored<EndedComplaint>[]> {
  return db.of(landlordId).query<Stored<EndedComplaint>>({
    name: 'ended-complaints',
    text: `
      select ${STORED_STATE}, c.reference from complaints c
      where c.landlord_id = $1 and c.status = any($2) and c.state #>> '{privacy,erasedOn}' is null
        and ($3::uuid is null or c.id > $3)
      order by c.id
      limit $4`,
    values: [landlordId, ENDED_STATUSES, after, limit],
  });
}
