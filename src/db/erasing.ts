/**
 * All that is personal of a complaint, with the contacts around it and the answers kept for requests sent twice. A
 * service request that is still open keeps its person: the work goes on (Code 1.5).
 * The access log keeps its entries: they name the complaint by its own id or reference, which lead to nobody any more,
 * and who looked at somebody's data has to be shown for as long as that can be asked.
 * It goes into the statement that writes the act, whose `moved` names the complaint.
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
), ended_contacts as (
  select t.landlord_id, t.id from contacts t, moved m
  where t.landlord_id = m.landlord_id and m.id in (t.complaint_id, t.refused_complaint_id) and t.status <> 'open'
), erased_contacts as (
  update contacts t set person = null, summary = null, salt = null from ended_contacts e
  where t.landlord_id = e.landlord_id and t.id = e.id
), erased_contact_texts as (
  delete from contact_texts t using ended_contacts e where t.landlord_id = e.landlord_id and t.contact_id = e.id
), erased_rehearsals as (
  update rehearsals r set why = null, change = r.change - 'why' from moved m, complaints c
  where r.landlord_id = m.landlord_id and c.landlord_id = m.landlord_id and c.id = m.id
    and r.change ->> 'kind' = 'received-date' and lower(r.change ->> 'complaint') in (m.id::text, lower(c.reference))
), erased_answers as (
  delete from idempotency_keys i using moved m, complaints c
  where i.landlord_id = m.landlord_id and c.landlord_id = m.landlord_id and c.id = m.id
    and exists (
      select from (select m.id::text as name union all select c.reference union all select e.id::text from ended_contacts e) n
      where i.operation like '%' || n.name || '%' or i.body like '%' || n.name || '%')
)`;
