import { ANSWERED_SINCE } from '../access/idempotency';

/**
 * All that is personal of a complaint, with the answers kept for requests sent twice: that they were done stays known, or
 * a retry would bring back what went. The contacts around it are erased beside it, each by an event of its own.
 * The access log keeps its entries: they name the complaint by its own id or reference, which lead to nobody any more,
 * and who looked at somebody's data has to be shown for as long as that can be asked.
 * It goes into the statement that writes the act, whose `moved` names the complaint and whose $1 is the landlord.
 */
export const ERASING = `, erased_texts as (
  delete from texts t using moved m where t.landlord_id = m.landlord_id and t.complaint_id = m.id
), erased_restricted_texts as (
  delete from restricted_texts t using moved m where t.landlord_id = m.landlord_id and t.complaint_id = m.id
), erased_parties as (
  delete from parties p using moved m where p.landlord_id = m.landlord_id and p.complaint_id = m.id
), erased_external_references as (
  delete from complaint_external_references r using moved m
  where r.landlord_id = m.landlord_id and r.complaint_id = m.id
), erased_rehearsals as (
  update rehearsals r set why = null, change = r.change - 'why' from moved m, complaints c
  where r.landlord_id = m.landlord_id and c.landlord_id = m.landlord_id and c.id = m.id
    and r.change ->> 'kind' = 'received-date' and lower(r.change ->> 'complaint') in (m.id::text, lower(c.reference))
  returning r.id, r.created_at
), touched as (
  select e.recorded_at as at from moved m
  join complaint_events e on e.landlord_id = m.landlord_id and e.complaint_id = m.id
  union all select created_at from erased_rehearsals
), erased_answers as (
  update idempotency_keys i set body = null from moved m, complaints c
  where i.landlord_id = m.landlord_id and c.landlord_id = m.landlord_id and c.id = m.id
    and (select max(at) from touched) >= ${ANSWERED_SINCE}
    and exists (
      select from (values (m.id::text), (c.reference) union all select id::text from erased_rehearsals) n(name)
      where i.operation like '%' || n.name || '%' or i.body like '%' || n.name || '%')
)`;
