import { RESTRICTED_DIGEST } from '../complaints/digest-sql';
import { textOf } from '../connection/statement';
import { brokenLinks, COMPLAINTS, checkedEvents } from './chain-links';
import { wayApart } from './fault';
import { within } from './key-ranges';

const of = (alias: string): string =>
  `${alias}.landlord_id = $1 and ${within(`${alias}.complaint_id`, 'complaints')}`;

/**
 * What of complaints in a range is not as it was written. Everything is reckoned anew from what stands in the tables;
 * nothing that was concluded before is trusted. What stands there without a salt has a digest all the same, the empty
 * one, so that leaving the salt out hides nothing.
 */
export const FAULTS_OF_COMPLAINTS = `
with ${checkedEvents(COMPLAINTS, 'e.texts_digest, e.restricted_digest, e.party_digests')}
, erased as (
  select e.complaint_id, max(e.sequence) as at from complaint_events e
  where ${of('e')} and e.type = 'erased' group by e.complaint_id
), kept_texts as (
  select t.complaint_id, t.sequence,
    coalesce(texts_digest(min(t.salt::text)::uuid, jsonb_object_agg(t.field, t.text)), '') as digest
  from texts t where ${of('t')} group by t.complaint_id, t.sequence
), kept_restricted as (
  select r.complaint_id, r.sequence, coalesce(${textOf(RESTRICTED_DIGEST)}, '') as digest
  from restricted_texts r where ${of('r')}
), named as (
  select distinct on (c.complaint_id, d.key) c.complaint_id, d.key as party, c.sequence, d.value as digest
  from checked c cross join lateral jsonb_each_text(c.party_digests) as d
  order by c.complaint_id, d.key, c.sequence desc
), kept_parties as (
  select p.complaint_id, p.role || '/' || p.n as party, p.sequence,
    coalesce(encode(texts_digest(p.salt, p.data), 'hex'), '') as digest
  from parties p where ${of('p')}
), assigned as (
  select distinct on (e.complaint_id, e.data ->> 'stage') e.complaint_id, e.data ->> 'stage' as stage,
    case e.type when 'assigned' then e.data ->> 'person' end as person, e.sequence
  from complaint_events e
  where ${of('e')} and e.type in ('assigned', 'assignment-ended') and e.data ->> 'person' is not null
  order by e.complaint_id, e.data ->> 'stage', e.sequence desc
), kept_handlers as (
  select h.complaint_id, h.stage, h.person from complaint_handlers h where ${of('h')}
), faults as (
  ${brokenLinks(COMPLAINTS)}
  union all
  select ${wayApart('text', 'c.texts_digest', 't.digest')}, complaint_id, sequence
  from checked c full join kept_texts t using (complaint_id, sequence) left join erased x using (complaint_id)
  where c.texts_digest is distinct from t.digest and (t.digest is not null or x.at is null or x.at < sequence)
  union all
  -- An event without digests of people is of a release that proved neither them nor the restricted words.
  select ${wayApart('restricted', 'c.restricted_digest', 't.digest')}, complaint_id, sequence
  from checked c full join kept_restricted t using (complaint_id, sequence) left join erased x using (complaint_id)
  where c.restricted_digest is distinct from t.digest and (c.sequence is null or c.party_digests is not null)
    and (t.digest is not null or x.at is null or x.at < sequence)
  union all
  select ${wayApart('party', 'd.digest', 'p.digest')}, complaint_id, coalesce(d.sequence, p.sequence, 1)
  from named d full join kept_parties p using (complaint_id, party) left join erased x using (complaint_id)
  where d.digest is distinct from p.digest
    and (p.digest is not null or x.at is null or x.at < d.sequence)
    and not exists (
      select from checked o where o.complaint_id = coalesce(d.complaint_id, p.complaint_id)
        and o.party_digests is null and o.sequence > coalesce(d.sequence, 0))
  union all
  select ${wayApart('handler', 'a.person', 'h.person')}, complaint_id, a.sequence
  from assigned a full join kept_handlers h using (complaint_id, stage) where a.person is distinct from h.person
)
-- Events may have outlived their complaint.
select fault, coalesce(c.reference, f.complaint_id::text) as of, sequence, null as difference
from faults f left join complaints c on c.landlord_id = $1 and c.id = f.complaint_id
order by 2, sequence`;
