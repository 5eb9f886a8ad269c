import { type ComplaintState, OPEN_STATUSES } from '../../policy/complaint/state';
import type { LocalDate } from '../../policy/dates/local-date';
import type { Session } from '../connection/client';
import { STORED_STATE, type Stored } from './rows';

/** A complaint whose dates can still move, as the pages of a rehearsal read it. */
export interface OpenComplaint {
  readonly id: string;
  readonly reference: string;
  readonly version: number;
  readonly state: ComplaintState;
}

/** Which of them: under one version of the procedure or not under one, behind an edition of the working days, or one alone. */
export interface OpenQuery {
  /** A closed complaint is open to the resident while the window to take it further still runs on this day. */
  readonly on: LocalDate;
  readonly underVersion: string | null;
  readonly notUnderVersion: string | null;
  readonly beforeEdition: number | null;
  readonly complaintId: string | null;
}

/** The condition on `complaints c`, with the parameters that `valuesOf` gives, from $1 to $7. */
export const openWhere = `
  c.landlord_id = $1
  and (c.status = any($2) or $6::uuid is not null or (c.status = 'closed' and exists (
    select from clocks k
    where k.landlord_id = c.landlord_id and k.complaint_id = c.id and k.kind = 'escalate'
      and k.met_on is null and k.stopped_on is null and k.due_on >= $3)))
  and ($4::text is null or c.policy_version = $4)
  and ($5::text is null or c.policy_version <> $5)
  and ($6::uuid is null or c.id = $6)
  and ($7::int is null or c.calendar_edition < $7)`;

export const valuesOf = (landlordId: string, query: OpenQuery): unknown[] => [
  landlordId,
  OPEN_STATUSES,
  query.on,
  query.underVersion,
  query.notUnderVersion,
  query.complaintId,
  query.beforeEdition,
];

/** The next of them by id. Their ids alone order them, so that a page costs the same wherever it lies. */
export async function openComplaints(
  db: Session,
  landlordId: string,
  query: OpenQuery,
  page: { readonly after: string; readonly limit: number },
): Promise<Stored<OpenComplaint>[]> {
  return db.of(landlordId).query<Stored<OpenComplaint>>({
    name: 'open-complaints',
    text: `
      select ${STORED_STATE}, c.reference from complaints c
      where ${openWhere} and c.id > $8
      order by c.id
      limit $9`,
    values: [...valuesOf(landlordId, query), page.after, page.limit],
  });
}

/** How many open complaints are counted by an earlier edition of the working days. */
export async function countOnEarlierEditions(
  db: Session,
  landlordId: string,
  edition: number,
): Promise<number> {
  const [row] = await db.of(landlordId).query<{ count: number }>({
    text: `
      select count(*)::int as count from complaints
      where landlord_id = $1 and status = any($2) and calendar_edition < $3`,
    values: [landlordId, OPEN_STATUSES, edition],
  });
  return row?.count ?? 0;
}
