import { type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { answeredSince } from '../access/idempotency';
import { bare } from '../connection/shape';
import { idempotencyKeys } from '../schema/access';
import { complaintExternalReferences, complaints, externalReferenceChanges } from '../schema/complaints';
import { complaintEvents, formerParties, parties, restrictedTexts, texts } from '../schema/record';
import { rehearsals } from '../schema/rehearsals';
import { c } from './rows';

const e = alias(complaintEvents, 'e');
const r = alias(rehearsals, 'r');
const i = alias(idempotencyKeys, 'i');

/** Every row of the table that belongs to the complaint. */
const rowsOf = (
  table:
    | typeof texts
    | typeof restrictedTexts
    | typeof parties
    | typeof formerParties
    | typeof complaintExternalReferences
    | typeof externalReferenceChanges,
) =>
  sql`delete from ${table} using moved m where ${table.landlordId} = m.landlord and ${table.complaintId} = m.id`;

/** Empties the answers kept for requests sent twice that name the complaint, or one of the rehearsals of it. */
const answersOf = (landlordId: SQL, rehearsed: SQL) => sql`touched as (
  select ${e.recordedAt} as at from moved m
  join ${complaintEvents} ${e} on ${e.landlordId} = m.landlord and ${e.complaintId} = m.id
  union all select at from (${rehearsed}) r
), erased_answers as (
  update ${idempotencyKeys} ${i} set ${bare(i.body)} = null from moved m, ${complaints} ${c}
  where ${i.landlordId} = m.landlord and ${c.landlordId} = m.landlord and ${c.id} = m.id
    and (select max(at) from touched) >= ${answeredSince(landlordId)}
    and exists (
      select from (values (m.id::text), (${c.reference}) union all select id::text from (${rehearsed}) r) n(name)
      where ${i.operation} like '%' || n.name || '%' or ${i.body} like '%' || n.name || '%')
)`;

/** The corrections of the complaint that were tried out have its words too, and so have the answers that showed them. */
const rehearsalsAndAnswersOf = (landlordId: SQL) => sql`erased_rehearsals as (
  update ${rehearsals} ${r} set ${bare(r.why)} = null,
    ${bare(r.change)} = ${r.change} - array['why', 'changes', 'departures']
  from moved m, ${complaints} ${c}
  where ${r.landlordId} = m.landlord and ${c.landlordId} = m.landlord and ${c.id} = m.id
    and ${r.change} ->> 'kind' in ('received-date', 'correction')
    and lower(${r.change} ->> 'complaint') in (m.id::text, lower(${c.reference}))
  returning ${r.id} as id, ${r.createdAt} as at
), ${answersOf(landlordId, sql`select id, at from erased_rehearsals`)}`;

const NO_REHEARSALS = sql`select null::uuid as id, null::timestamptz as at where false`;

/** Leaves no kept answer that tells what was recorded by mistake. It goes into the statement that writes the act. */
export const forgettingAnswers = (landlordId: SQL) => sql`, ${answersOf(landlordId, NO_REHEARSALS)}`;

/** The words of some of a complaint's events, and the people they name, as a correction takes them away. */
export const erasingWords = ($: {
  readonly landlordId: SQL;
  readonly erased: SQL;
  readonly prefixes: SQL;
}): SQL => sql`, erased_texts as (
  ${rowsOf(texts)} and (${texts.sequence} = any(${$.erased}::int[]) or ${texts.field} like any(${$.prefixes}::text[]))
), erased_restricted_texts as (
  ${rowsOf(restrictedTexts)} and ${restrictedTexts.sequence} = any(${$.erased}::int[])
), erased_parties as (
  ${rowsOf(parties)} and ${parties.sequence} = any(${$.erased}::int[])
), erased_former_parties as (
  ${rowsOf(formerParties)} and ${formerParties.sequence} = any(${$.erased}::int[])
), erased_external_references as (
  -- A complaint that is struck as a whole goes with the numbers by which other systems know the person.
  ${rowsOf(complaintExternalReferences)} and 1 = any(${$.erased}::int[])
), erased_reference_changes as (
  ${rowsOf(externalReferenceChanges)} and 1 = any(${$.erased}::int[])
), ${rehearsalsAndAnswersOf($.landlordId)}`;

/**
 * All that is personal of a complaint, with the answers kept for requests sent twice: that they were done stays known, or
 * a retry would bring back what went. The contacts around it are erased beside it, each by an event of its own.
 * The access log keeps its entries: they name the complaint by its own id or reference, which lead to nobody any more,
 * and who looked at somebody's data has to be shown for as long as that can be asked.
 * It goes into the statement that writes the act, whose `moved` names the complaint.
 */
export const erasing = (landlordId: SQL) => sql`, erased_texts as (
  ${rowsOf(texts)}
), erased_restricted_texts as (
  ${rowsOf(restrictedTexts)}
), erased_parties as (
  ${rowsOf(parties)}
), erased_former_parties as (
  ${rowsOf(formerParties)}
), erased_external_references as (
  ${rowsOf(complaintExternalReferences)}
), erased_reference_changes as (
  ${rowsOf(externalReferenceChanges)}
), ${rehearsalsAndAnswersOf(landlordId)}`;
