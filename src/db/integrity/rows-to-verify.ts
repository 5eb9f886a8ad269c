import { type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { STATE_FORMAT } from '../../policy/complaint/state-format';
import type { ContactEventType } from '../../policy/contacts/events';
import type { Instant, LocalDate } from '../../policy/dates/local-date';
import {
  CLOCK,
  type ClockRow,
  COMPLAINT_ROW,
  type ComplaintRow,
  c,
  PRESENT,
  type Stored,
} from '../complaints/rows';
import type { Session } from '../connection/client';
import { toInstant } from '../connection/columns';
import { shape } from '../connection/shape';
import { unnamed } from '../connection/statement';
import type { ContactRow } from '../contacts/contacts';
import { clocks } from '../schema/clocks';
import { complaints } from '../schema/complaints';
import { contactEvents, contacts } from '../schema/contacts';
import { complaintEvents } from '../schema/record';
import { RANGE_OF_LANDLORD, type Range, within } from './key-ranges';

const k = alias(clocks, 'k');
const e = alias(complaintEvents, 'e');
const t = alias(contacts, 't');
const x = alias(contactEvents, 'x');

/** A complaint with all that is kept of it beside its events because they come to it. */
export interface KeptComplaint extends Stored<ComplaintRow> {
  /** True where a later release wrote the state: this one cannot say how that release reads the events. */
  readonly later: boolean;
  readonly clocks: readonly ClockRow[];
  /** When its first and its last event were recorded; null without any. */
  readonly begunAt: Instant | null;
  readonly movedAt: Instant | null;
}

/** When the first of its events by this order was recorded. */
const recordedFirst = (order: SQL): SQL => sql`
  (select ${e.recordedAt} from ${complaintEvents} ${e}
    where ${e.landlordId} = ${c.landlordId} and ${e.complaintId} = ${c.id} order by ${order} limit 1)`;

// One value for the driver to read, as in findComplaint. What hangs on a complaint is looked up for each: joined, it
// was read anew for every complaint wherever the planner took a range for a single row.
const KEPT_COMPLAINTS = unnamed(
  RANGE_OF_LANDLORD,
  ($) => sql`
  select row_to_json(r) as row from (
    select ${COMPLAINT_ROW}, ${c.state} as state, ${PRESENT} as present, ${c.stateFormat} > ${STATE_FORMAT} as later,
      (select coalesce(json_agg(json_build_object(${CLOCK.pairsFrom('k')})), '[]')
        from ${clocks} ${k} where ${k.landlordId} = ${c.landlordId} and ${k.complaintId} = ${c.id}) as clocks,
      ${recordedFirst(sql`${e.sequence}`)} as "begunAt",
      ${recordedFirst(sql`${e.sequence} desc`)} as "movedAt"
    from ${complaints} ${c} where ${c.landlordId} = ${$.landlordId} and ${within(c.id, $)} order by ${c.id}) r`,
);

export async function keptComplaints(
  db: Session,
  landlordId: string,
  range: Range,
): Promise<KeptComplaint[]> {
  const found = await db
    .of(landlordId)
    .query<{ row: KeptComplaint }>(KEPT_COMPLAINTS({ landlordId, ...range }));
  return found.map(({ row }) => ({
    ...row,
    loggedAt: toInstant(row.loggedAt),
    updatedAt: toInstant(row.updatedAt),
    begunAt: row.begunAt && toInstant(row.begunAt),
    movedAt: row.movedAt && toInstant(row.movedAt),
  }));
}

export type KeptContact = Omit<ContactRow, 'person' | 'summary'> & {
  readonly events: readonly {
    readonly sequence: number;
    readonly type: ContactEventType;
    readonly data: unknown;
    readonly occurredOn: LocalDate;
    readonly recordedAt: Instant;
  }[];
};

const CONTACT = shape(contacts, [
  'id',
  'version',
  'receivedOn',
  'channel',
  'kind',
  'facts',
  'status',
  'choice',
  'complaintId',
  'refusedComplaintId',
  'createdAt',
]);
const CONTACT_EVENT = shape(contactEvents, ['sequence', 'type', 'data', 'occurredOn', 'recordedAt']);

const KEPT_CONTACTS = unnamed(
  RANGE_OF_LANDLORD,
  ($) => sql`
  select row_to_json(r) as row from (
    select ${CONTACT.selectedFrom('t')},
      (select coalesce(json_agg(json_build_object(${CONTACT_EVENT.pairsFrom('x')}) order by ${x.sequence}), '[]')
        from ${contactEvents} ${x} where ${x.landlordId} = ${t.landlordId} and ${x.contactId} = ${t.id}) as events
    from ${contacts} ${t} where ${t.landlordId} = ${$.landlordId} and ${within(t.id, $)} order by ${t.id}) r`,
);

/** A contact without what its digests prove, and all its events, oldest first. */
export async function keptContacts(db: Session, landlordId: string, range: Range): Promise<KeptContact[]> {
  const found = await db.of(landlordId).query<{ row: KeptContact }>(KEPT_CONTACTS({ landlordId, ...range }));
  return found.map(({ row }) => ({ ...row, createdAt: toInstant(row.createdAt) }));
}
