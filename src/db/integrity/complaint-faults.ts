import { type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { restrictedDigest } from '../complaints/digest-sql';
import { bare } from '../connection/shape';
import { unnamed } from '../connection/statement';
import { complaintHandlers, complaints } from '../schema/complaints';
import { complaintEvents, formerParties, parties, restrictedTexts, texts } from '../schema/record';
import { brokenLinks, COMPLAINTS, checkedEvents } from './chain-links';
import { wayApart } from './fault';
import { RANGE_OF_LANDLORD, type RangePlaces, within } from './key-ranges';

const { e } = COMPLAINTS;
const t = alias(texts, 't');
const r = alias(restrictedTexts, 'r');
const p = alias(parties, 'p');
const f = alias(formerParties, 'f');
const h = alias(complaintHandlers, 'h');
const complaint = alias(complaints, 'c');
/** Events as `checked` passes them on, under the names of their columns. */
const c = alias(complaintEvents, 'c');
const o = alias(complaintEvents, 'o');

/** True of an act that keeps beside it how the people it names were recorded before. */
const KEEPS_FORMER = sql`(${e.type} = 'particulars-changed' and coalesce((${e.data} ->> 'keepsFormer')::boolean, false))`;

/** Events and what is kept because of them are matched by these two. */
const ID = bare(e.complaintId);
const AT = bare(e.sequence);

const of = (rows: typeof e | typeof t | typeof r | typeof p | typeof f | typeof h, $: RangePlaces): SQL =>
  sql`${rows.landlordId} = ${$.landlordId} and ${within(rows.complaintId, $)}`;

/**
 * Finds where complaints in a range are not as they were written. Everything is reckoned anew from what stands in the tables;
 * nothing that was concluded before is trusted. What stands there without a salt has a digest all the same, the empty
 * one, so that leaving the salt out hides nothing.
 */
export const FAULTS_OF_COMPLAINTS = unnamed(
  RANGE_OF_LANDLORD,
  ($) => sql`
with ${checkedEvents(COMPLAINTS, $, { columns: sql`${e.type}, ${e.textsDigest}, ${e.restrictedDigest}, ${e.partyDigests}, ${KEEPS_FORMER} as keeps_former` })}
, erased as (
  select ${e.complaintId}, max(${e.sequence}) as at from ${complaintEvents} ${e}
  where ${of(e, $)} and ${e.type} = 'erased' group by ${e.complaintId}
), corrected as (
  select ${e.complaintId}, ${e.sequence}, ${e.data}
  from ${complaintEvents} ${e} where ${of(e, $)} and ${e.type} = 'corrected'
), wiped as (
  -- Words that a correction took away, and the corrections that had given some of them.
  select k.${ID}, w.value::int as ${AT} from corrected k, jsonb_array_elements_text(k.data -> 'erased') as w
), last_corrected as (
  select distinct on (${ID}) ${ID}, ${AT}, data from corrected order by ${ID}, ${AT} desc
), kept_texts as (
  select ${t.complaintId}, ${t.sequence},
    coalesce(texts_digest(min(${t.salt}::text)::uuid, jsonb_object_agg(${t.field}, ${t.text})), '') as digest
  from ${texts} ${t} where ${of(t, $)} group by ${t.complaintId}, ${t.sequence}
), kept_restricted as (
  select ${r.complaintId}, ${r.sequence}, coalesce(${restrictedDigest(r, r.salt)}, '') as digest
  from ${restrictedTexts} ${r} where ${of(r, $)}
), named as (
  -- As an act last named somebody, and as they were before an act that kept it.
  select * from (
    select ${c.complaintId}, d.key as party, ${c.sequence}, d.value as digest,
      coalesce(lead(c.keeps_former) over of_party, true) as is_kept
    from checked ${c} cross join lateral jsonb_each_text(${c.partyDigests}) as d
    window of_party as (partition by ${c.complaintId}, d.key order by ${c.sequence})
  ) n where n.is_kept
), kept_parties as (
  select ${p.complaintId}, ${p.role} || '/' || ${p.n} as party, ${p.sequence},
    coalesce(encode(texts_digest(${p.salt}, ${p.data}), 'hex'), '') as digest
  from ${parties} ${p} where ${of(p, $)}
  union all
  select ${f.complaintId}, ${f.role} || '/' || ${f.n}, ${f.sequence},
    coalesce(encode(texts_digest(${f.salt}, ${f.data}), 'hex'), '')
  from ${formerParties} ${f} where ${of(f, $)}
), assigned as (
  select distinct on (${e.complaintId}, ${e.data} ->> 'stage') ${e.complaintId}, ${e.data} ->> 'stage' as stage,
    case ${e.type} when 'assigned' then ${e.data} ->> 'person' end as person, ${e.sequence}
  from ${complaintEvents} ${e} left join last_corrected l on l.${ID} = ${e.complaintId}
  where ${of(e, $)} and ${e.type} in ('assigned', 'assignment-ended') and ${e.data} ->> 'person' is not null
    and ${e.sequence} > coalesce(l.${AT}, 0)
  order by ${e.complaintId}, ${e.data} ->> 'stage', ${e.sequence} desc
), handed as (
  -- A correction says who has each stage as of then; what came after it goes before.
  select ${ID}, stage, person, ${AT} from assigned
  union all
  select l.${ID}, g.stage, g.person, l.${AT} from last_corrected l, jsonb_to_recordset(l.data -> 'handlers') as g(stage text, person text)
  where not exists (select from assigned a where a.${ID} = l.${ID} and a.stage = g.stage)
), kept_handlers as (
  select ${h.complaintId}, ${h.stage} as stage, ${h.person} as person from ${complaintHandlers} ${h} where ${of(h, $)}
), faults as (
  ${brokenLinks(COMPLAINTS, $)}
  union all
  select ${wayApart('text', c.textsDigest, sql`t.digest`)}, ${ID}, ${AT}
  from checked ${c} full join kept_texts t using (${ID}, ${AT}) left join erased x using (${ID})
  where ${c.textsDigest} is distinct from t.digest and (t.digest is not null or x.at is null or x.at < ${AT})
    and not exists (
      select from wiped w where w.${ID} = ${c.complaintId} and w.${AT} = ${c.sequence}
        and (t.digest is null or ${c.type} = 'corrected'))
  union all
  -- An event without digests of people is of a release that proved neither them nor the restricted words.
  select ${wayApart('restricted', c.restrictedDigest, sql`t.digest`)}, ${ID}, ${AT}
  from checked ${c} full join kept_restricted t using (${ID}, ${AT}) left join erased x using (${ID})
  where ${c.restrictedDigest} is distinct from t.digest and (${c.sequence} is null or ${c.partyDigests} is not null)
    and (t.digest is not null or x.at is null or x.at < ${AT})
    and not exists (select from wiped w where w.${ID} = ${c.complaintId} and w.${AT} = ${c.sequence} and t.digest is null)
  union all
  select ${wayApart('party', sql`d.digest`, sql`p.digest`)}, ${ID}, coalesce(${AT}, 1)
  from named d full join kept_parties ${p} using (${ID}, party, ${AT}) left join erased x using (${ID})
  where d.digest is distinct from p.digest
    and (p.digest is not null or x.at is null or x.at < d.${AT})
    and not exists (select from wiped w where w.${ID} = d.${ID} and w.${AT} = d.${AT} and p.digest is null)
    and not exists (
      select from checked ${o} where ${o.complaintId} = coalesce(d.${ID}, ${p.complaintId})
        and ${o.partyDigests} is null and ${o.sequence} > coalesce(d.${AT}, 0))
  union all
  select ${wayApart('handler', sql`a.person`, sql`h.person`)}, ${ID}, a.${AT}
  from handed a full join kept_handlers h using (${ID}, stage) where a.person is distinct from h.person
)
-- Events may have outlived their complaint.
select fault, coalesce(${complaint.reference}, f.${ID}::text) as of, ${AT} as sequence, null as difference
from faults f left join ${complaints} ${complaint} on ${complaint.landlordId} = ${$.landlordId} and ${complaint.id} = f.${ID}
order by 2, ${AT}`,
);
