import { sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Instant, LocalDate } from '../../policy/dates/local-date';
import type { PromisedDate } from '../../policy/events/events';
import type { StoredEvent } from '../../policy/events/stored-event';
import type { Session } from '../connection/client';
import { shape } from '../connection/shape';
import { type Places, statement } from '../connection/statement';
import { complaints } from '../schema/complaints';
import { contactEvents } from '../schema/contacts';
import { complaintEvents, texts } from '../schema/record';
import { c, FACTS } from './rows';

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

const e = alias(complaintEvents, 'e');
const ofContact = alias(contactEvents, 'e');
const t = alias(texts, 't');

const EVENT_ROW = shape(complaintEvents, ['sequence', ...FACTS]).selectedFrom('e');

/** An event of a contact has no moment and commits to no date. */
const CONTACT_EVENT_ROW = sql`${shape(contactEvents, ['sequence', 'id', 'type', 'data']).selectedFrom('e')},
  '[]'::jsonb as promised, ${shape(contactEvents, ['actor', 'occurredOn']).selectedFrom('e')},
  null::timestamptz as "occurredAt", ${ofContact.recordedAt} as "recordedAt"`;

const COMPLAINT_EVENTS = statement(
  'complaint-events',
  ['landlordId', 'complaintId'],
  ($) => sql`
  select ${EVENT_ROW}, coalesce(w.texts, '{}') as texts
  from ${complaintEvents} ${e}
  left join (
    select ${t.sequence} as sequence, jsonb_object_agg(${t.field}, ${t.text}) as texts
    from ${texts} ${t} where ${t.landlordId} = ${$.landlordId} and ${t.complaintId} = ${$.complaintId}
    group by ${t.sequence}
  ) w on w.sequence = ${e.sequence}
  where ${e.landlordId} = ${$.landlordId} and ${e.complaintId} = ${$.complaintId}
  order by ${e.sequence}`,
);

/** Every event of a complaint, oldest first. */
export async function complaintEventsOf(
  db: Session,
  landlordId: string,
  complaintId: string,
): Promise<EventWithTexts[]> {
  return db.of(landlordId).query<EventWithTexts>(COMPLAINT_EVENTS({ landlordId, complaintId }));
}

export interface EventOfComplaint extends StoredEvent {
  readonly complaintId: string;
  readonly sequence: number;
}

const EVENTS_UP_TO = statement(
  'events-up-to',
  ['landlordId', 'ids', 'versions'],
  ($) => sql`
  select ${shape(complaintEvents, ['complaintId', 'sequence', 'type', 'data', 'promised', 'occurredOn', 'occurredAt']).selectedFrom('e')}
  from unnest(${$.ids}::uuid[], ${$.versions}::int[]) as w(id, version)
  join ${complaintEvents} ${e}
    on ${e.landlordId} = ${$.landlordId} and ${e.complaintId} = w.id and ${e.sequence} <= w.version
  order by ${e.complaintId}, ${e.sequence}`,
);

/** The events that several complaints had by the version each was read at, oldest first: what was added since is not there. */
export async function eventsUpTo(
  db: Session,
  landlordId: string,
  read: readonly { readonly id: string; readonly version: number }[],
): Promise<EventOfComplaint[]> {
  const ids = read.map(({ id }) => id);
  const versions = read.map(({ version }) => version);
  return db.of(landlordId).query<EventOfComplaint>(EVENTS_UP_TO({ landlordId, ids, versions }));
}

const AFTER = ['landlordId', 'epoch', 'xact', 'position', 'limit'] as const;
type AfterPlaces = Places<(typeof AFTER)[number]>;

/** The next of one of the tables after a position, and settled: nothing can come before them any more. */
const unseen = ($: AfterPlaces, of: typeof e | typeof ofContact) => sql`
  where ${of.landlordId} = ${$.landlordId}
    and (${of.epoch}, ${of.xact}, ${of.position}) > (${$.epoch}::int, ${$.xact}::xid8, ${$.position}::bigint)
    and (${of.epoch} < feed_epoch() or ${of.xact} < pg_snapshot_xmin(pg_current_snapshot()))
  order by ${of.epoch}, ${of.xact}, ${of.position} limit ${$.limit}`;

const positionOf = (of: typeof e | typeof ofContact) =>
  sql`${of.epoch} as epoch, ${of.xact}::text as xact, ${of.position} as position`;

const FEED = statement(
  'event-feed',
  AFTER,
  ($) => sql`
  select * from ((
    select 'complaint' as of, ${e.complaintId} as subject, ${c.reference} as reference, ${EVENT_ROW}, ${positionOf(e)}
    from ${complaintEvents} ${e}
    join ${complaints} ${c} on ${c.landlordId} = ${e.landlordId} and ${c.id} = ${e.complaintId}
    ${unseen($, e)}
  ) union all (
    select 'contact' as of, ${ofContact.contactId} as subject, null as reference, ${CONTACT_EVENT_ROW},
      ${positionOf(ofContact)}
    from ${contactEvents} ${ofContact}
    ${unseen($, ofContact)}
  )) f
  order by f.epoch, f.xact::xid8, f.position
  limit ${$.limit}`,
);

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
  const { epoch, xact, position } = after ?? { epoch: 0, xact: '0', position: 0 };
  return db.of(landlordId).query<FeedRow>(FEED({ landlordId, epoch, xact, position, limit }));
}
