import { type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { ContactEventType } from '../../policy/contacts/events';
import type { Instant, LocalDate } from '../../policy/dates/local-date';
import { answeredSince } from '../access/idempotency';
import type { Session } from '../connection/client';
import { bare, into, shape } from '../connection/shape';
import { type Places, statement } from '../connection/statement';
import { idempotencyKeys } from '../schema/access';
import { contactEvents, contacts, contactTexts } from '../schema/contacts';
import type { ContactRow } from './contacts';

const CHANGED = ['facts', 'status', 'choice', 'complaintId'] as const;

/** An act changes these of a contact, beside its events. */
export type ContactColumns = Pick<ContactRow, (typeof CHANGED)[number]>;

export interface NewContactEvent {
  readonly type: ContactEventType;
  readonly data: unknown;
  readonly actor: string;
  readonly occurredOn: LocalDate;
  readonly recordedAt: Instant;
  readonly texts: Readonly<Record<string, string>>;
}

/** An act on a contact, which holds only at the version that was read. */
export interface ContactAppend {
  readonly id: string;
  readonly version: number;
  readonly columns: ContactColumns;
  readonly events: readonly NewContactEvent[];
}

const t = alias(contacts, 't');
const x = alias(contactTexts, 'x');
const i = alias(idempotencyKeys, 'i');
const e = alias(contactEvents, 'e');

const WITH = ['landlordId', 'id', 'version', 'events', 'columns'] as const;
type WithPlaces = Places<(typeof WITH)[number]>;

const FACTS = ['type', 'data', 'actor', 'occurredOn', 'recordedAt'] as const;
const EVENT = shape(contactEvents, FACTS);

/**
 * The events of one act, numbered on from the version before it. `words` is what is proved with the first event beside
 * its own texts.
 */
const withEvents = ($: WithPlaces, words: SQL) => sql`, event as materialized (
  select e.*, case when ${$.version} + ordinality = 1 then (select salt from written) else gen_random_uuid() end as salt
  from rows from (jsonb_to_recordset(${$.events}::jsonb) as (${EVENT.record}, texts jsonb)) with ordinality as e
), events as (
  insert into ${into(contactEvents, ['landlordId', 'contactId', 'sequence', ...FACTS, 'textsDigest'])}
  select ${$.landlordId}, ${$.id}, ${$.version} + ordinality, ${EVENT.fieldsOf('event')},
    words_digest(event.salt, case when ${$.version} + ordinality = 1 then texts || ${words} else texts end)
  from written, event order by ordinality
), texts as (
  insert into ${into(contactTexts, ['landlordId', 'contactId', 'sequence', 'field', 'text', 'salt'])}
  select ${$.landlordId}, ${$.id}, ${$.version} + ordinality, t.key, t.value, event.salt
  from written, event, jsonb_each_text(event.texts) as t
)
select 1 from written`;

const GIVEN = [
  'receivedOn',
  'channel',
  'kind',
  'facts',
  'person',
  'summary',
  'complaintId',
  'refusedComplaintId',
  'status',
  'choice',
  'createdAt',
] as const;
const CONTACT = shape(contacts, GIVEN);

// The names of what is proved are part of the proof and never change.
const INSERT = statement(
  'insert-contact',
  WITH,
  ($) => sql`
with written as (
  insert into ${contacts} as ${t} (${shape(contacts, ['landlordId', 'id', 'version', ...GIVEN, 'salt']).names})
  select ${$.landlordId}, ${$.id}, ${$.version} + jsonb_array_length(${$.events}::jsonb), ${CONTACT.fieldsOf('w')},
    gen_random_uuid()
  from jsonb_to_record(${$.columns}::jsonb) as w(${CONTACT.record})
  returning ${t.person} as person, ${t.summary} as summary, ${t.salt} as salt
)${withEvents($, sql`jsonb_build_object('person', written.person, 'summary', written.summary)`)}`,
);

const CHANGE = shape(contacts, CHANGED);

const appending = ($: WithPlaces, also = { set: sql``, parts: sql`` }) => sql`
with written as (
  update ${contacts} ${t}
  set ${bare(t.version)} = ${$.version} + jsonb_array_length(${$.events}::jsonb), ${CHANGE.setFrom('w')}${also.set}
  from jsonb_to_record(${$.columns}::jsonb) as w(${CHANGE.record})
  where ${t.landlordId} = ${$.landlordId} and ${t.id} = ${$.id} and ${t.version} = ${$.version}
  returning ${t.id} as id, ${t.salt} as salt
)${also.parts}${withEvents($, sql`'{}'`)}`;

const APPEND = statement('append-to-contact', WITH, ($) => appending($));

// The answers kept for requests sent twice show the contact as it then was. That they were done stays known, or a retry
// would bring it back.
const APPEND_AND_ERASE = statement('append-to-contact-and-erase', WITH, ($) =>
  appending($, {
    set: sql`, ${bare(t.person)} = null, ${bare(t.summary)} = null, ${bare(t.salt)} = null`,
    parts: sql`, erased_texts as (
  delete from ${contactTexts} ${x} using written w
  where ${x.landlordId} = ${$.landlordId} and ${x.contactId} = w.id
), erased_answers as (
  update ${idempotencyKeys} ${i} set ${bare(i.body)} = null from written w
  where ${i.landlordId} = ${$.landlordId}
    and (select max(${e.recordedAt}) from ${contactEvents} ${e}
      where ${e.landlordId} = ${$.landlordId} and ${e.contactId} = ${$.id}) >= ${answeredSince($.landlordId)}
    and (${i.operation} like '%' || w.id || '%' or ${i.body} like '%' || w.id || '%')
)`,
  }),
);

/** Writes a contact with the events it begins with, all in one statement. */
export async function insertContact(
  db: Session,
  landlordId: string,
  contact: Omit<ContactRow, 'version'>,
  events: readonly [NewContactEvent, ...NewContactEvent[]],
): Promise<ContactRow> {
  const { id, ...columns } = contact;
  await db.wholly(landlordId).query(INSERT({ landlordId, id, version: 0, ...inJson({ events, columns }) }));
  return { ...contact, version: events.length };
}

/**
 * Writes an act on a contact, and with its erasure takes the person and the words away. False when the contact no longer
 * stands at the version that was read. Once it became a complaint, which is assigned to nobody yet, its caller may see
 * neither of them.
 */
export async function appendToContact(
  db: Session,
  landlordId: string,
  { id, version, columns, events }: ContactAppend,
): Promise<boolean> {
  const append = events.some(({ type }) => type === 'erased') ? APPEND_AND_ERASE : APPEND;
  const written = await db
    .wholly(landlordId)
    .query(append({ landlordId, id, version, ...inJson({ events, columns }) }));
  return written.length === 1;
}

const inJson = ({ events, columns }: { readonly events: unknown; readonly columns: unknown }) => ({
  events: JSON.stringify(events),
  columns: JSON.stringify(columns),
});
