import type { Instant, LocalDate } from '../../policy/dates/local-date';
import type { PromisedDate } from '../../policy/events/events';
import type { StoredEvent } from '../../policy/events/stored-event';
import type { Session } from '../connection/client';

export interface EventRow {
  readonly sequence: number;
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
  readonly promised: readonly PromisedDate[];
  readonly actor: string;
  readonly occurredOn: LocalDate;
  readonly occurredAt: Instant | null;
  readonly recordedAt: Instant;
}

export interface EventWithTexts extends EventRow {
  /** Free text by field; a field that was erased is absent. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Where a reader of the feed stands. The transaction id exceeds a number, so it is text. */
export interface FeedPosition {
  readonly epoch: number;
  readonly xact: string;
  readonly position: number;
}

/** An event of a complaint, or of a contact that is none: then `reference` is null. */
export interface FeedRow extends EventRow, FeedPosition {
  readonly of: 'complaint' | 'contact';
  readonly subject: string;
  readonly reference: string | null;
}

const EVENT_ROW = `
  e.sequence, e.id, e.type, e.data, e.promised, e.actor, e.occurred_on as "occurredOn",
  e.occurred_at as "occurredAt", e.recorded_at as "recordedAt"`;

/** An event of a contact has no moment and commits to no date. */
const CONTACT_EVENT_ROW = `
  e.sequence, e.id, e.type, e.data, '[]'::jsonb as promised, e.actor, e.occurred_on as "occurredOn",
  null::timestamptz as "occurredAt", e.recorded_at as "recordedAt"`;

const POSITION = 'e.epoch, e.xact::text as xact, e.position';

/** After the position of $2 to $4, and settled: nothing can come before it any more. */
const UNSEEN = `
  e.landlord_id = $1 and (e.epoch, e.xact, e.position) > ($2::int, $3::xid8, $4::bigint)
  and (e.epoch < feed_epoch() or e.xact < pg_snapshot_xmin(pg_current_snapshot()))`;

/** Every event of a complaint, oldest first. */
export async function complaintEvents(
  db: Session,
  landlordId: string,
  complaintId: string,
): Promise<EventWithTexts[]> {
  return db.of(landlordId).query<EventWithTexts>({
    name: 'complaint-events',
    text: `
      select ${EVENT_ROW}, coalesce(t.texts, '{}') as texts
      from complaint_events e
      left join (
        select sequence, jsonb_object_agg(field, text) as texts
        from texts where landlord_id = $1 and complaint_id = $2
        group by sequence
      ) t on t.sequence = e.sequence
      where e.landlord_id = $1 and e.complaint_id = $2
      order by e.sequence`,
    values: [landlordId, complaintId],
  });
}

export interface EventOfComplaint extends StoredEvent {
  readonly complaintId: string;
  readonly sequence: number;
}

/** What several complaints came to by the version each was read at, oldest first: what was added since is not there. */
export async function eventsUpTo(
  db: Session,
  landlordId: string,
  complaints: readonly { readonly id: string; readonly version: number }[],
): Promise<EventOfComplaint[]> {
  return db.of(landlordId).query<EventOfComplaint>({
    name: 'events-up-to',
    text: `
      select e.complaint_id as "complaintId", e.sequence, e.type, e.data, e.promised, e.occurred_on as "occurredOn",
        e.occurred_at as "occurredAt"
      from unnest($2::uuid[], $3::int[]) as w(id, version)
      join complaint_events e on e.landlord_id = $1 and e.complaint_id = w.id and e.sequence <= w.version
      order by e.complaint_id, e.sequence`,
    values: [landlordId, complaints.map(({ id }) => id), complaints.map(({ version }) => version)],
  });
}

/**
 * The landlord's events after a position, in the one order in which a reader can never miss any.
 *
 * Positions are drawn when a row is written and become visible when its transaction commits, so a reader that
 * remembered the highest position would skip a row with a lower one that commits later. Rows are therefore ordered
 * by their transaction, and withheld while any transaction as old as theirs still runs: below the snapshot's xmin
 * everything has ended, and nothing can be added any more. Of an earlier epoch all has ended: its transaction ids
 * are those of another server and say nothing of this one's.
 */
export async function eventFeed(
  db: Session,
  landlordId: string,
  after: FeedPosition | null,
  limit: number,
): Promise<FeedRow[]> {
  return db.of(landlordId).query<FeedRow>({
    name: 'event-feed',
    text: `
      select * from ((
        select 'complaint' as of, e.complaint_id as subject, c.reference, ${EVENT_ROW}, ${POSITION}
        from complaint_events e
        join complaints c on c.landlord_id = e.landlord_id and c.id = e.complaint_id
        where ${UNSEEN}
        order by e.epoch, e.xact, e.position limit $5
      ) union all (
        select 'contact' as of, e.contact_id as subject, null as reference, ${CONTACT_EVENT_ROW}, ${POSITION}
        from contact_events e
        where ${UNSEEN}
        order by e.epoch, e.xact, e.position limit $5
      )) f
      order by f.epoch, f.xact::xid8, f.position
      limit $5`,
    values: [landlordId, after?.epoch ?? 0, after?.xact ?? '0', after?.position ?? 0, limit],
  });
}
