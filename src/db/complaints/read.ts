import type { Session } from '../connection/client';
import { toInstant } from '../connection/columns';
import {
  COMPLAINT_ROW,
  type ComplaintDetail,
  PRESENT,
  STORED_STATE,
  type Stored,
  type StoredState,
} from './rows';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export async function findComplaint(
  db: Session,
  landlordId: string,
  idOrReference: string,
): Promise<Stored<ComplaintDetail> | null> {
  const by = UUID.test(idOrReference) ? 'id' : 'reference';
  const [found] = await db.of(landlordId).query<{ row: Stored<ComplaintDetail> }>({
    name: `find-complaint-by-${by}`,
    // One value for the driver to read, not two dozen: reading them column by column cost it twice the time.
    text: `
      select row_to_json(r) as row from (
        select ${COMPLAINT_ROW}, c.state, ${PRESENT} as present,
          (select coalesce(json_agg(json_build_object('role', role, 'n', n, 'data', data) order by role, n), '[]')
           from parties p where p.landlord_id = c.landlord_id and p.complaint_id = c.id) as parties,
          (select coalesce(json_object_agg(field, text), '{}')
           from texts t where t.landlord_id = c.landlord_id and t.complaint_id = c.id and t.sequence = 1) as texts,
          (select coalesce(json_agg(json_build_object('system', system, 'id', external_id) order by system collate "C", external_id collate "C"), '[]')
           from complaint_external_references x
           where x.landlord_id = c.landlord_id and x.complaint_id = c.id) as "externalReferences"
        from complaints c where c.landlord_id = $1 and c.${by} = $2) r`,
    values: [landlordId, idOrReference],
  });
  if (!found) return null;
  const { row } = found;
  return { ...row, loggedAt: toInstant(row.loggedAt), updatedAt: toInstant(row.updatedAt) };
}

/** The states of several complaints at once, for a page that explains each of its dates. */
export async function complaintStates(
  db: Session,
  landlordId: string,
  ids: readonly string[],
): Promise<StoredState[]> {
  return db.of(landlordId).query<StoredState>({
    name: 'complaint-states',
    text: `select ${STORED_STATE} from complaints c where c.landlord_id = $1 and c.id = any($2::uuid[])`,
    values: [landlordId, ids],
  });
}
