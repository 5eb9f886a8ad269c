import { brokenLinks, CONTACTS, checkedEvents } from './chain-links';
import { within } from './key-ranges';

/** Without a hash and from before $4, the first moment of an event with one: of a release that proved no contacts. */
const UNPROVED = 'e.hash is null and e.recorded_at <= $4';

/**
 * The erasure of a complaint was once the only record of that of its contacts. What was held, or worked on after it, was
 * not erased with it; nor was anything by an erasure that says, under its hash, that its contacts have events of their own.
 */
const ERASED_BY_ITS_COMPLAINT = `
    select from complaint_events x
    where x.landlord_id = $1 and x.complaint_id in (c.complaint_id, c.refused_complaint_id) and x.type = 'erased'
      and x.data -> 'contactsRecorded' is distinct from 'true' and c.status <> 'open' and not exists (
        select from contact_events l where l.landlord_id = $1 and l.contact_id = c.id
          and (l.type = 'hold-placed' or (l.epoch, l.xact) > (x.epoch, x.xact)))`;

/** The same of contacts. Person and summary are proved with the first event. */
export const FAULTS_OF_CONTACTS = `
with ${checkedEvents(CONTACTS, 'e.hash, e.texts_digest', UNPROVED)}
, kept as (
  select t.contact_id, t.sequence, jsonb_object_agg(t.field, t.text) as words, min(t.salt::text)::uuid as salt
  from contact_texts t where t.landlord_id = $1 and ${within('t.contact_id', 'contacts')}
  group by t.contact_id, t.sequence
), standing as (
  select c.*, exists (
    select from contact_events x where x.landlord_id = $1 and x.contact_id = c.id and x.type = 'erased'
  ) or c.salt is null and exists (${ERASED_BY_ITS_COMPLAINT}) as erased
  from contacts c where c.landlord_id = $1 and ${within('c.id', 'contacts')}
), reckoned as (
  select e.contact_id, e.sequence, e.texts_digest, c.erased,
    case when w.words = '{}' then null when coalesce(k.salt, c.salt) is null then ''
      else words_digest(coalesce(k.salt, c.salt), w.words) end as digest
  from standing c
  join checked e on e.contact_id = c.id and e.hash is not null and e.texts_digest is not null
  left join kept k on k.contact_id = c.id and k.sequence = e.sequence
  cross join lateral (
    select coalesce(k.words, '{}') || case when e.sequence = 1
      then jsonb_strip_nulls(jsonb_build_object('person', c.person, 'summary', c.summary)) else '{}' end as words) w
), faults as (
  ${brokenLinks(CONTACTS)}
  union all
  select 'text-' || case when texts_digest = sha256('') then 'added' when digest is null then 'missing' else 'altered' end,
    contact_id, sequence
  from reckoned where texts_digest <> coalesce(digest, sha256('')) and not (digest is null and erased)
)
select fault, contact_id::text as of, sequence, null as difference from faults order by contact_id, sequence`;

/** The first moment of an event of a contact that is proved: those of a release before had no hash. */
export const PROVED_SINCE = `
select min(recorded_at) as since from contact_events where landlord_id = $1 and hash is not null`;
