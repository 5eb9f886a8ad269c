import type { Session } from './client';
import { BROKEN_SEALS } from './broken-seals';
import { RESTRICTED_DIGEST } from './digests';

export const FAULTS = [
  'event-altered',
  'event-missing',
  'text-altered',
  'text-added',
  'text-missing',
  'restricted-altered',
  'restricted-added',
  'restricted-missing',
  'party-altered',
  'party-added',
  'party-missing',
  'seal-broken',
] as const;

export interface ChainFault {
  readonly fault: (typeof FAULTS)[number];
  /** Reference of the complaint, id of the contact, or number of the seal. */
  readonly of: string;
  readonly sequence: number | null;
}

/** The three ways in which what is kept can differ from the digest of it. */
const against = (subject: string, digest: string, kept: string): string =>
  `case when ${digest} is null then '${subject}-added' when ${kept} is null then '${subject}-missing' else '${subject}-altered' end`;

// Everything is reckoned anew from what stands in the tables; nothing that was concluded before is trusted. What stands
// there without a salt has a digest all the same, the empty one, so that leaving the salt out hides nothing.
const OF_COMPLAINTS = `
with checked as (
  select e.complaint_id, e.sequence, e.hash is distinct from event_hash(lag(e.hash) over of_complaint, e) as altered,
    e.sequence <> row_number() over of_complaint as out_of_place, e.texts_digest, e.restricted_digest, e.party_digests
  from complaint_events e where e.landlord_id = $1
  window of_complaint as (partition by e.complaint_id order by e.sequence)
), erased as (
  select complaint_id, max(sequence) as at from complaint_events
  where landlord_id = $1 and type = 'erased' group by complaint_id
), kept_texts as (
  select complaint_id, sequence, coalesce(texts_digest(min(salt::text)::uuid, jsonb_object_agg(field, text)), '') as digest
  from texts where landlord_id = $1 group by complaint_id, sequence
), kept_restricted as (
  select r.complaint_id, r.sequence, coalesce(${RESTRICTED_DIGEST}, '') as digest from restricted_texts r where r.landlord_id = $1
), named as (
  select distinct on (c.complaint_id, d.key) c.complaint_id, d.key as party, c.sequence, d.value as digest
  from checked c cross join lateral jsonb_each_text(c.party_digests) as d
  order by c.complaint_id, d.key, c.sequence desc
), kept_parties as (
  select complaint_id, role || '/' || n as party, sequence, coalesce(encode(texts_digest(salt, data), 'hex'), '') as digest
  from parties where landlord_id = $1
), faults as (
  select 'event-altered' as fault, complaint_id, sequence from checked where altered and not out_of_place
  union all
  select 'event-missing', complaint_id, min(sequence) from checked where out_of_place group by complaint_id
  union all
  select 'event-missing', c.id, c.version from complaints c
  where c.landlord_id = $1
    and c.version <> (select count(*) from complaint_events e where e.landlord_id = $1 and e.complaint_id = c.id)
    and c.id not in (select complaint_id from checked where out_of_place)
  union all
  select ${against('text', 'c.texts_digest', 't.digest')}, complaint_id, sequence
  from checked c full join kept_texts t using (complaint_id, sequence) left join erased x using (complaint_id)
  where c.texts_digest is distinct from t.digest and (t.digest is not null or x.at is null or x.at < sequence)
  union all
  -- An event without digests of people is of a release that proved neither them nor the restricted words.
  select ${against('restricted', 'c.restricted_digest', 't.digest')}, complaint_id, sequence
  from checked c full join kept_restricted t using (complaint_id, sequence) left join erased x using (complaint_id)
  where c.restricted_digest is distinct from t.digest and (c.sequence is null or c.party_digests is not null)
    and (t.digest is not null or x.at is null or x.at < sequence)
  union all
  select ${against('party', 'd.digest', 'p.digest')}, complaint_id, coalesce(d.sequence, p.sequence, 1)
  from named d full join kept_parties p using (complaint_id, party) left join erased x using (complaint_id)
  where d.digest is distinct from p.digest
    and (p.digest is not null or x.at is null or x.at < d.sequence)
    and not exists (
      select from checked o where o.complaint_id = coalesce(d.complaint_id, p.complaint_id)
        and o.party_digests is null and o.sequence > coalesce(d.sequence, 0))
)
-- Events may have outlived their complaint.
select fault, coalesce(c.reference, f.complaint_id::text) as of, sequence
from faults f left join complaints c on c.landlord_id = $1 and c.id = f.complaint_id
order by 2, sequence`;

const OF_CONTACTS = `
with checked as (
  select e.contact_id, e.sequence, e.hash, e.texts_digest, e.recorded_at,
    e.hash is distinct from contact_event_hash(lag(e.hash) over of_contact, e) as altered,
    e.sequence <> row_number() over of_contact as out_of_place
  from contact_events e where e.landlord_id = $1
  window of_contact as (partition by e.contact_id order by e.sequence)
), proved as (
  select min(recorded_at) as since from checked where hash is not null
), kept as (
  select contact_id, sequence, jsonb_object_agg(field, text) as words, min(salt::text)::uuid as salt
  from contact_texts where landlord_id = $1 group by contact_id, sequence
), erased as (
  select c.id as contact_id from contacts c
  where c.landlord_id = $1 and exists (
    select from complaint_events x
    where x.landlord_id = $1 and x.complaint_id in (c.complaint_id, c.refused_complaint_id) and x.type = 'erased')
), reckoned as (
  select c.id as contact_id, e.sequence, e.texts_digest,
    case when coalesce(k.words, '{}') || coalesce(own.words, '{}') = '{}' then null
      when coalesce(k.salt, c.salt) is null then ''
      else words_digest(coalesce(k.salt, c.salt), coalesce(k.words, '{}') || coalesce(own.words, '{}')) end as digest
  from contacts c
  join checked e on e.contact_id = c.id and e.hash is not null and e.texts_digest is not null
  left join kept k on k.contact_id = c.id and k.sequence = e.sequence
  left join lateral (
    select jsonb_strip_nulls(jsonb_build_object('person', c.person, 'summary', c.summary)) as words
    where e.sequence = 1) own on true
  where c.landlord_id = $1
), faults as (
  select 'event-altered' as fault, contact_id, sequence from checked, proved
  where not out_of_place and (altered and hash is not null or hash is null and recorded_at > since)
  union all
  select 'event-missing', contact_id, min(sequence) from checked where out_of_place group by contact_id
  union all
  select 'event-missing', c.id, c.version from contacts c
  where c.landlord_id = $1
    and c.version <> (select count(*) from contact_events e where e.landlord_id = $1 and e.contact_id = c.id)
    and c.id not in (select contact_id from checked where out_of_place)
  union all
  select case when texts_digest = sha256('') then 'text-added' when digest is null then 'text-missing' else 'text-altered' end,
    contact_id, sequence
  from reckoned
  where texts_digest <> coalesce(digest, sha256(''))
    and not (digest is null and contact_id in (select contact_id from erased))
)
select fault, contact_id::text as of, sequence from faults order by contact_id, sequence`;

/** Every place where the record is not as it was written, in its present state. What was erased is not among them. */
export async function chainFaults(db: Session, landlordId: string): Promise<ChainFault[]> {
  const session = db.of(landlordId);
  const faults: ChainFault[] = [];
  for (const text of [OF_COMPLAINTS, OF_CONTACTS, ...BROKEN_SEALS])
    faults.push(...(await session.query<ChainFault>({ text, values: [landlordId] })));
  return faults;
}
