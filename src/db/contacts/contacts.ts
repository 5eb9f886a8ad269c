import { and, asc, eq, getTableColumns, or, sql } from 'drizzle-orm';
import type { ContactEventType } from '../../policy/contacts/events';
import type { Instant, LocalDate } from '../../policy/dates/local-date';
import { answeredSince } from '../access/idempotency';
import type { Session } from '../connection/client';
import { textOf } from '../connection/statement';
import { contacts } from '../schema/contacts';

export type ContactRow = Omit<typeof contacts.$inferSelect, 'landlordId' | 'salt'>;
/** What an act changes of a contact beside its events. */
export type ContactColumns = Pick<ContactRow, 'facts' | 'status' | 'choice' | 'complaintId'>;

export interface NewContactEvent {
  readonly type: ContactEventType;
  readonly data: unknown;
  readonly actor: string;
  readonly occurredOn: LocalDate;
  readonly recordedAt: Instant;
  readonly texts: Readonly<Record<string, string>>;
}

const { landlordId: _, salt: __, ...ROW } = getTableColumns(contacts);

/**
 * The events of one act, numbered on from the version before it; $1 landlord, $2 contact, $3 that version, $4 events.
 * `words` is what is proved with the first event beside its own texts.
 */
const withEvents = (words: string) => `, event as materialized (
  select e.*, case when $3 + ordinality = 1 then (select salt from written) else gen_random_uuid() end as salt
  from rows from (jsonb_to_recordset($4::jsonb) as (type text, data jsonb, actor text, "occurredOn" date,
    "recordedAt" timestamptz, texts jsonb)) with ordinality as e
), events as (
  insert into contact_events (landlord_id, contact_id, sequence, type, data, actor, occurred_on, recorded_at, texts_digest)
  select $1, $2, $3 + ordinality, type, data, actor, "occurredOn", "recordedAt",
    words_digest(event.salt, case when $3 + ordinality = 1 then texts || ${words} else texts end)
  from written, event order by ordinality
), texts as (
  insert into contact_texts (landlord_id, contact_id, sequence, field, text, salt)
  select $1, $2, $3 + ordinality, t.key, t.value, event.salt from written, event, jsonb_each_text(event.texts) as t
)
select 1 from written`;

const INSERT = `
with written as (
  insert into contacts (landlord_id, id, version, received_on, channel, kind, facts, person, summary, complaint_id,
    refused_complaint_id, status, choice, created_at, salt)
  select $1, $2, $3 + jsonb_array_length($4::jsonb), w."receivedOn", w.channel, w.kind, w.facts, w.person, w.summary,
    w."complaintId", w."refusedComplaintId", w.status, w.choice, w."createdAt", gen_random_uuid()
  from jsonb_to_record($5::jsonb) as w("receivedOn" date, channel text, kind text, facts jsonb, person jsonb,
    summary text, "complaintId" uuid, "refusedComplaintId" uuid, status text, choice text, "createdAt" timestamptz)
  returning id, person, summary, salt
)${withEvents("jsonb_build_object('person', written.person, 'summary', written.summary)")}`;

const appending = (also = { set: '', parts: '' }) => `
with written as (
  update contacts c set version = $3 + jsonb_array_length($4::jsonb), facts = w.facts, status = w.status,
    choice = w.choice, complaint_id = w."complaintId"${also.set}
  from jsonb_to_record($5::jsonb) as w(facts jsonb, status text, choice text, "complaintId" uuid)
  where c.landlord_id = $1 and c.id = $2 and c.version = $3
  returning c.id, c.salt
)${also.parts}${withEvents("'{}'")}`;

const APPEND = appending();

// The answers kept for requests sent twice show the contact as it then was. That they were done stays known, or a retry
// would bring it back.
const APPEND_AND_ERASE = appending({
  set: ', person = null, summary = null, salt = null',
  parts: `, erased_texts as (
  delete from contact_texts t using written w where t.landlord_id = $1 and t.contact_id = w.id
), erased_answers as (
  update idempotency_keys i set body = null from written w
  where i.landlord_id = $1
    and (select max(recorded_at) from contact_events where landlord_id = $1 and contact_id = $2) >= ${textOf(answeredSince(sql.raw('$1')))}
    and (i.operation like '%' || w.id || '%' or i.body like '%' || w.id || '%')
)`,
});

/** Writes a contact with the events it begins with, all in one statement. */
export async function insertContact(
  db: Session,
  landlordId: string,
  contact: Omit<ContactRow, 'version'>,
  events: readonly [NewContactEvent, ...NewContactEvent[]],
): Promise<ContactRow> {
  const { id, ...columns } = contact;
  await db.wholly(landlordId).query({
    name: 'insert-contact',
    text: INSERT,
    values: [landlordId, id, 0, JSON.stringify(events), JSON.stringify(columns)],
  });
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
  id: string,
  expectedVersion: number,
  columns: ContactColumns,
  events: readonly NewContactEvent[],
): Promise<boolean> {
  const erases = events.some(({ type }) => type === 'erased');
  const written = await db.wholly(landlordId).query({
    name: erases ? 'append-to-contact-and-erase' : 'append-to-contact',
    text: erases ? APPEND_AND_ERASE : APPEND,
    values: [landlordId, id, expectedVersion, JSON.stringify(events), JSON.stringify(columns)],
  });
  return written.length === 1;
}

export async function findContact(db: Session, landlordId: string, id: string): Promise<ContactRow | null> {
  const [row] = await db
    .of(landlordId)
    .orm.select(ROW)
    .from(contacts)
    .where(and(eq(contacts.landlordId, landlordId), eq(contacts.id, id)));
  return row ?? null;
}

/** Of the complaints a contact became or was made from, those that still have their people and words. */
export async function keptComplaintsOf(db: Session, landlordId: string, id: string): Promise<string[]> {
  const rows = await db.wholly(landlordId).query<{ id: string }>({
    name: 'kept-complaints-of-contact',
    text: `
      select c.id from contacts t
      join complaints c on c.landlord_id = t.landlord_id and c.id in (t.complaint_id, t.refused_complaint_id)
      where t.landlord_id = $1 and t.id = $2 and c.state #>> '{privacy,erasedOn}' is null
      order by c.id`,
    values: [landlordId, id],
  });
  return rows.map((row) => row.id);
}

/** The contacts that became a complaint or were made from it when it was refused. */
export async function contactsOfComplaint(
  db: Session,
  landlordId: string,
  complaintId: string,
): Promise<ContactRow[]> {
  return db
    .wholly(landlordId)
    .orm.select(ROW)
    .from(contacts)
    .where(
      and(
        eq(contacts.landlordId, landlordId),
        or(eq(contacts.complaintId, complaintId), eq(contacts.refusedComplaintId, complaintId)),
      ),
    )
    .orderBy(asc(contacts.id));
}
