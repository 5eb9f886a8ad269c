import { type SQL, sql } from 'drizzle-orm';
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
import { CASE_ID, c, type ExternalReference, FACTS } from './rows';

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
  readonly caseId: ExternalReference | null;
}

/** Part of the feed. */
export interface FeedPage {
  readonly rows: readonly FeedRow[];
  /** Where to go on; null where nobody has begun. */
  readonly reached: FeedPosition | null;
  /** True where more may be there already. */
  readonly more: boolean;
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
const unseen = ($: AfterPlaces, of: typeof e | typeof ofContact, more = sql``) => sql`
  where ${of.landlordId} = ${$.landlordId}
    and (${of.epoch}, ${of.xact}, ${of.position}) > (${$.epoch}::int, ${$.xact}::xid8, ${$.position}::bigint) ${more}
    and (${of.epoch} < feed_epoch() or ${of.xact} < pg_snapshot_xmin(pg_current_snapshot()))
  order by ${of.epoch}, ${of.xact}, ${of.position} limit ${$.limit}`;

const positionOf = (of: typeof e | typeof ofContact) =>
  sql`${of.epoch} as epoch, ${of.xact}::text as xact, ${of.position} as position`;

const feed = ($: AfterPlaces, ofComplaints: SQL, ofContacts: SQL) => sql`
  select * from ((
    select 'complaint' as of, ${e.complaintId} as subject, ${c.reference} as reference, ${CASE_ID}, ${EVENT_ROW}, ${positionOf(e)}
    from ${complaintEvents} ${e}
    join ${complaints} ${c} on ${c.landlordId} = ${e.landlordId} and ${c.id} = ${e.complaintId}
    ${unseen($, e, ofComplaints)}
  ) union all (
    select 'contact' as of, ${ofContact.contactId} as subject, null as reference, null::json as "caseId", ${CONTACT_EVENT_ROW},
      ${positionOf(ofContact)}
    from ${contactEvents} ${ofContact}
    ${unseen($, ofContact, ofContacts)}
  )) f
  order by f.epoch, f.xact::xid8, f.position
  limit ${$.limit}`;

const FEED = statement('event-feed', AFTER, ($) => feed($, sql``, sql``));

/** Looked through at a time for events of some types, so that no request costs more however rare they are. */
const LOOKED_THROUGH = 2000;

/** How far so many events lead: the position of the last of them. */
const FEED_REACH = statement(
  'event-feed-reach',
  AFTER,
  ($) => sql`
  select * from (
    select f.*, count(*) over ()::int as looked from (
      (select ${positionOf(e)} from ${complaintEvents} ${e} ${unseen($, e)})
      union all
      (select ${positionOf(ofContact)} from ${contactEvents} ${ofContact} ${unseen($, ofContact)})
    ) f order by f.epoch, f.xact::xid8, f.position limit ${$.limit}
  ) g order by g.epoch desc, g.xact::xid8 desc, g.position desc limit 1`,
);

const UP_TO = [...AFTER, 'toEpoch', 'toXact', 'toPosition', 'ofComplaints', 'ofContacts'] as const;

const FEED_OF_TYPES = statement('event-feed-of-types', UP_TO, ($) => {
  const within = (of: typeof e | typeof ofContact, types: SQL) => sql`
    and (${of.epoch}, ${of.xact}, ${of.position}) <= (${$.toEpoch}::int, ${$.toXact}::xid8, ${$.toPosition}::bigint)
    and ${of.type} = any(${types}::text[])`;
  return feed($, within(e, sql`${$.ofComplaints}`), within(ofContact, sql`${$.ofContacts}`));
});

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

export interface EventTypes {
  readonly complaint: readonly string[];
  readonly contact: readonly string[];
}

/**
 * Those of the landlord's events after a position that are of some types, and the position that the look came to. The
 * end is settled before the look begins: up to it nothing can be added, so what is passed over is passed over for good.
 */
export async function eventFeedOfTypes(
  db: Session,
  landlordId: string,
  after: FeedPosition | null,
  { types, limit }: { readonly types: EventTypes; readonly limit: number },
): Promise<FeedPage> {
  const { epoch, xact, position } = after ?? { epoch: 0, xact: '0', position: 0 };
  const from = { landlordId, epoch, xact, position };
  const session = db.of(landlordId);
  const [end] = await session.query<FeedPosition & { looked: number }>(
    FEED_REACH({ ...from, limit: LOOKED_THROUGH }),
  );
  if (!end) return { rows: [], reached: after, more: false };
  const to = { toEpoch: end.epoch, toXact: end.xact, toPosition: end.position };
  const of = { ofComplaints: types.complaint, ofContacts: types.contact };
  const rows = await session.query<FeedRow>(FEED_OF_TYPES({ ...from, ...to, ...of, limit }));
  // A full page ends at its last event; a short one has been through all that was looked through.
  return rows.length === limit
    ? { rows, reached: rows.at(-1) ?? end, more: true }
    : { rows, reached: end, more: end.looked >= LOOKED_THROUGH };
}
