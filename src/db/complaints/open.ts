import { and, eq, inArray, lt, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { type ComplaintState, OPEN_STATUSES } from '../../policy/complaint/state';
import type { LocalDate } from '../../policy/dates/local-date';
import type { Session } from '../connection/client';
import { type Places, statement } from '../connection/statement';
import { clocks } from '../schema/clocks';
import { complaints } from '../schema/complaints';
import { c, STORED_STATE, type Stored } from './rows';

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

/** The parameters that `openWhere` takes, and their values. */
export const OPEN_WITH = [
  'landlordId',
  'statuses',
  'on',
  'underVersion',
  'notUnderVersion',
  'complaintId',
  'beforeEdition',
] as const;

export const openValues = (landlordId: string, query: OpenQuery) => ({
  landlordId,
  statuses: OPEN_STATUSES,
  ...query,
});

const k = alias(clocks, 'k');

/** The condition on `complaints c`. */
export const openWhere = ($: Places<(typeof OPEN_WITH)[number]>) => sql`
  ${c.landlordId} = ${$.landlordId}
  and (${c.status} = any(${$.statuses}) or ${$.complaintId}::uuid is not null or (${c.status} = 'closed' and exists (
    select from ${clocks} ${k}
    where ${k.landlordId} = ${c.landlordId} and ${k.complaintId} = ${c.id} and ${k.kind} = 'escalate'
      and ${k.metOn} is null and ${k.stoppedOn} is null and ${k.dueOn} >= ${$.on})))
  and (${$.underVersion}::text is null or ${c.policyVersion} = ${$.underVersion})
  and (${$.notUnderVersion}::text is null or ${c.policyVersion} <> ${$.notUnderVersion})
  and (${$.complaintId}::uuid is null or ${c.id} = ${$.complaintId})
  and (${$.beforeEdition}::int is null or ${c.calendarEdition} < ${$.beforeEdition})`;

const OPEN = statement(
  'open-complaints',
  [...OPEN_WITH, 'after', 'limit'],
  ($) => sql`
  select ${STORED_STATE}, ${c.reference} as reference from ${complaints} ${c}
  where ${openWhere($)} and ${c.id} > ${$.after}
  order by ${c.id}
  limit ${$.limit}`,
);

/** The next of them by id. Their ids alone order them, so that a page costs the same wherever it lies. */
export async function openComplaints(
  db: Session,
  landlordId: string,
  query: OpenQuery,
  page: { readonly after: string; readonly limit: number },
): Promise<Stored<OpenComplaint>[]> {
  return db.of(landlordId).query<Stored<OpenComplaint>>(OPEN({ ...openValues(landlordId, query), ...page }));
}

/** How many open complaints are counted by an earlier edition of the working days. */
export async function countOnEarlierEditions(
  db: Session,
  landlordId: string,
  edition: number,
): Promise<number> {
  return db
    .of(landlordId)
    .orm.$count(
      complaints,
      and(
        eq(complaints.landlordId, landlordId),
        inArray(complaints.status, OPEN_STATUSES),
        lt(complaints.calendarEdition, edition),
      ),
    );
}
