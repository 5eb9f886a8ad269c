import { type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { bare, shape } from '../connection/shape';
import { complaints } from '../schema/complaints';
import { contactEvents, contacts } from '../schema/contacts';
import { complaintEvents } from '../schema/record';
import { type RangePlaces, within } from './key-ranges';

const ofComplaint = alias(complaintEvents, 'e');
const ofContact = alias(contactEvents, 'e');

/** Where an event stands in the feed. */
export const PLACE = ['epoch', 'xact', 'position'] as const;

/** Kinds of things with events of their own: things and events with their names in statements, and what hashes an event. */
export const COMPLAINTS = {
  things: complaints,
  t: alias(complaints, 't'),
  events: complaintEvents,
  e: ofComplaint,
  id: ofComplaint.complaintId,
  place: shape(complaintEvents, PLACE).of('e'),
  hash: sql`event_hash`,
};
export const CONTACTS = {
  things: contacts,
  t: alias(contacts, 't'),
  events: contactEvents,
  e: ofContact,
  id: ofContact.contactId,
  place: shape(contactEvents, PLACE).of('e'),
  hash: sql`contact_event_hash`,
};
export type Chain = typeof COMPLAINTS | typeof CONTACTS;

interface Checked {
  /** Columns of the events that are kept. */
  readonly columns: SQL;
  /** Excuses an event of a release that proved none. */
  readonly unless?: SQL;
}

/**
 * As SQL, the events of the landlord in the range, with whether each is as it was written and where it belongs, and how
 * many each thing has.
 */
export const checkedEvents = (
  { events, e, id, hash }: Chain,
  $: RangePlaces,
  { columns, unless = sql`false` }: Checked,
): SQL => sql`
checked as (
  select ${id}, ${e.sequence}, ${columns},
    ${e.hash} is distinct from ${hash}(lag(${e.hash}) over of_one, ${e}) and not (${unless}) as altered,
    ${e.sequence} <> row_number() over of_one as out_of_place
  from ${events} ${e} where ${e.landlordId} = ${$.landlordId} and ${within(id, $)}
  window of_one as (partition by ${id} order by ${e.sequence})
), counted as (
  select ${bare(id)}, count(*) as events, min(${bare(e.sequence)}) filter (where out_of_place) as gap
  from checked group by ${bare(id)}
)`;

/** As SQL over those, the events that are not as they were written, and where some are missing or too many. */
export const brokenLinks = ({ things, t, e, id }: Chain, $: RangePlaces): SQL => sql`
  select 'event-altered' as fault, ${bare(id)}, ${bare(e.sequence)} from checked where altered and not out_of_place
  union all
  select 'event-missing', ${bare(id)}, gap from counted where gap is not null
  union all
  select 'event-missing', ${t.id}, ${t.version} from ${things} ${t} left join counted n on n.${bare(id)} = ${t.id}
  where ${t.landlordId} = ${$.landlordId} and ${within(t.id, $)}
    and n.gap is null and ${t.version} <> coalesce(n.events, 0)`;

/** As SQL, how many events `e` there are and their hashes in a row, as a seal covers them. */
export const hashesOf = ({ e, id }: Chain, from: SQL): SQL => sql`
  select count(*)::int as events, coalesce(string_agg(${e.hash}, '' order by ${id}, ${e.sequence}), '') as hashes
  from ${from}`;
