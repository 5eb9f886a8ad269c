import { STATE_FORMAT } from '../../policy/complaint/state-format';
import type { ContactEventType } from '../../policy/contacts/events';
import type { Instant, LocalDate } from '../../policy/dates/local-date';
import { type ClockRow, COMPLAINT_ROW, type ComplaintRow, PRESENT, type Stored } from '../complaints/rows';
import type { Session } from '../connection/client';
import { toInstant } from '../connection/columns';
import { textOf } from '../connection/statement';
import type { ContactRow } from '../contacts/contacts';
import { type Range, within } from './key-ranges';

/** A complaint with all that is kept of it beside its events because they come to it. */
export interface KeptComplaint extends Stored<ComplaintRow> {
  /** Whether a release after this one wrote the state: what it makes of the events is not for this one to say. */
  readonly later: boolean;
  readonly clocks: readonly ClockRow[];
  /** When its first and its last event were recorded; null without any. */
  readonly begunAt: Instant | null;
  readonly movedAt: Instant | null;
}

export async function keptComplaints(
  db: Session,
  landlordId: string,
  { from, before }: Range,
): Promise<KeptComplaint[]> {
  const found = await db.of(landlordId).query<{ row: KeptComplaint }>({
    // One value for the driver to read, as in findComplaint. What hangs on a complaint is looked up for each: joined, it
    // was read anew for every complaint wherever the planner took a range for a single row.
    text: `
      select row_to_json(r) as row from (
        select ${textOf(COMPLAINT_ROW)}, c.state, ${textOf(PRESENT)} as present, c.state_format > ${STATE_FORMAT} as later,
          (select coalesce(json_agg(json_build_object('stage', k.stage, 'kind', k.kind, 'n', k.n,
              'anchorOn', k.anchor_on, 'dueOn', k.due_on, 'originalDueOn', k.original_due_on, 'projected', k.projected,
              'metOn', k.met_on, 'stoppedOn', k.stopped_on, 'handler', k.handler)), '[]')
            from clocks k where k.landlord_id = c.landlord_id and k.complaint_id = c.id) as clocks,
          (select e.recorded_at from complaint_events e
            where e.landlord_id = c.landlord_id and e.complaint_id = c.id order by e.sequence limit 1) as "begunAt",
          (select e.recorded_at from complaint_events e
            where e.landlord_id = c.landlord_id and e.complaint_id = c.id order by e.sequence desc limit 1) as "movedAt"
        from complaints c where c.landlord_id = $1 and ${within('c.id', 'complaints')} order by c.id) r`,
    values: [landlordId, from, before],
  });
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

/** A contact without what its digests prove, and all its events, oldest first. */
export async function keptContacts(
  db: Session,
  landlordId: string,
  { from, before }: Range,
): Promise<KeptContact[]> {
  const found = await db.of(landlordId).query<{ row: KeptContact }>({
    text: `
      select row_to_json(r) as row from (
        select c.id, c.version, c.received_on as "receivedOn", c.channel, c.kind, c.facts, c.status, c.choice,
          c.complaint_id as "complaintId", c.refused_complaint_id as "refusedComplaintId", c.created_at as "createdAt",
          (select coalesce(json_agg(json_build_object('sequence', e.sequence, 'type', e.type, 'data', e.data,
              'occurredOn', e.occurred_on, 'recordedAt', e.recorded_at) order by e.sequence), '[]')
            from contact_events e where e.landlord_id = c.landlord_id and e.contact_id = c.id) as events
        from contacts c where c.landlord_id = $1 and ${within('c.id', 'contacts')} order by c.id) r`,
    values: [landlordId, from, before],
  });
  return found.map(({ row }) => ({ ...row, createdAt: toInstant(row.createdAt) }));
}
