/**
 * What was last touched before this is told of by no kept answer; null where none is kept. Words are kept by the act or
 * the rehearsal that was answered with them, which the same clock recorded just before; a refusal or a run of retention
 * has codes, ids and dates. Each answer is kept equally long, so the first to expire is the oldest, and the day is for a
 * clock put right in between. As a condition of its own it is looked at once, before the answers: to seek an id in
 * 20,000 of them, of 6 kB each, took 0.5 to 0.8 s for each erasure, and what retention erases was not touched for years.
 */
export const ANSWERED_SINCE = `(
  select created_at - interval '1 day' from idempotency_keys where landlord_id = $1 order by expires_at limit 1
)`;

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
