import { type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { bare } from '../connection/shape';
import { type Places, statement, unnamed } from '../connection/statement';
import { contactEvents, contacts, contactTexts } from '../schema/contacts';
import { complaintEvents } from '../schema/record';
import { brokenLinks, CONTACTS, checkedEvents } from './chain-links';
import { RANGE_OF_LANDLORD, within } from './key-ranges';

const c = alias(contacts, 'c');
const t = alias(contactTexts, 't');
const x = alias(complaintEvents, 'x');
/** An event of a contact: any of them, one that erased its contact, and one after the erasure of its complaint. */
const { e } = CONTACTS;
const erasure = alias(contactEvents, 'x');
const l = alias(contactEvents, 'l');

/** Without a hash and from before the first moment of an event with one: of a release that proved no contacts. */
const unproved = ($: Places<'provedSince'>): SQL =>
  sql`${e.hash} is null and ${e.recordedAt} <= ${$.provedSince}`;

/**
 * The erasure of a complaint was once the only record of that of its contacts. What was held, or worked on after it, was
 * not erased with it; nor was anything by an erasure that says, under its hash, that its contacts have events of their own.
 */
const erasedByItsComplaint = ($: Places<'landlordId'>): SQL => sql`
    select from ${complaintEvents} ${x}
    where ${x.landlordId} = ${$.landlordId} and ${x.complaintId} in (${c.complaintId}, ${c.refusedComplaintId})
      and ${x.type} = 'erased' and ${x.data} -> 'contactsRecorded' is distinct from 'true' and ${c.status} <> 'open'
      and not exists (
        select from ${contactEvents} ${l} where ${l.landlordId} = ${$.landlordId} and ${l.contactId} = ${c.id}
          and (${l.type} = 'hold-placed' or (${l.epoch}, ${l.xact}) > (${x.epoch}, ${x.xact})))`;

/** Finds where contacts in a range are not as they were written. Person and summary are proved with the first event. */
export const FAULTS_OF_CONTACTS = unnamed(
  [...RANGE_OF_LANDLORD, 'provedSince'],
  ($) => sql`
with ${checkedEvents(CONTACTS, $, { columns: sql`${e.hash}, ${e.textsDigest}`, unless: unproved($) })}
, kept as (
  select ${t.contactId}, ${t.sequence}, jsonb_object_agg(${t.field}, ${t.text}) as words,
    min(${t.salt}::text)::uuid as salt
  from ${contactTexts} ${t} where ${t.landlordId} = ${$.landlordId} and ${within(t.contactId, $)}
  group by ${t.contactId}, ${t.sequence}
), present as (
  select ${c}.*, exists (
    select from ${contactEvents} ${erasure}
    where ${erasure.landlordId} = ${$.landlordId} and ${erasure.contactId} = ${c.id} and ${erasure.type} = 'erased'
  ) or ${c.salt} is null and exists (${erasedByItsComplaint($)}) as erased
  from ${contacts} ${c} where ${c.landlordId} = ${$.landlordId} and ${within(c.id, $)}
), reckoned as (
  select ${e.contactId}, ${e.sequence}, ${e.textsDigest}, c.erased,
    case when w.words = '{}' then null when coalesce(k.salt, ${c.salt}) is null then ''
      else words_digest(coalesce(k.salt, ${c.salt}), w.words) end as digest
  from present ${c}
  join checked ${e} on ${e.contactId} = ${c.id} and ${e.hash} is not null and ${e.textsDigest} is not null
  left join kept k on k.${bare(t.contactId)} = ${c.id} and k.${bare(t.sequence)} = ${e.sequence}
  cross join lateral (
    select coalesce(k.words, '{}') || case when ${e.sequence} = 1
      then jsonb_strip_nulls(jsonb_build_object('person', ${c.person}, 'summary', ${c.summary})) else '{}' end as words) w
), faults as (
  ${brokenLinks(CONTACTS, $)}
  union all
  select 'text-' || case when ${bare(e.textsDigest)} = sha256('') then 'added' when digest is null then 'missing'
      else 'altered' end,
    ${bare(e.contactId)}, ${bare(e.sequence)}
  from reckoned
  where ${bare(e.textsDigest)} <> coalesce(digest, sha256('')) and not (digest is null and erased)
)
select fault, ${bare(e.contactId)}::text as of, ${bare(e.sequence)} as sequence, null as difference
from faults order by ${bare(e.contactId)}, ${bare(e.sequence)}`,
);

/** The first moment of an event of a contact that is proved: those of a release before had no hash. */
export const PROVED_SINCE = statement(
  'contacts-proved-since',
  ['landlordId'],
  ($) => sql`
select min(${e.recordedAt}) as since from ${contactEvents} ${e}
where ${e.landlordId} = ${$.landlordId} and ${e.hash} is not null`,
);
