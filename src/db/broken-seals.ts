// Seals of releases that went by the moments in the events. They are reckoned as they were made.
const BY_THE_CLOCK = `
with reckoned as (
  select s.n, s.hash, s.events, s.contact_events, lag(s.hash) over by_n as before, lag(s.until) over by_n as since,
    s.until, s.epoch,
    max(s.until) filter (where s.contact_events is not null)
      over (order by s.n rows between unbounded preceding and 1 preceding) as contacts_since
  from chain_seals s where s.landlord_id = $1
  window by_n as (order by s.n)
)
select 'seal-broken' as fault, r.n::text as of, null::int as sequence
from reckoned r
cross join lateral (
  select count(*)::int as events, coalesce(string_agg(e.hash, '' order by e.complaint_id, e.sequence), '') as hashes
  from complaint_events e
  where e.landlord_id = $1 and e.recorded_at < r.until and e.recorded_at >= coalesce(r.since, '-infinity')
) found
cross join lateral (
  select case when r.contact_events is not null then count(*)::int end as events,
    coalesce(string_agg(e.hash, '' order by e.contact_id, e.sequence), '') as hashes
  from contact_events e
  where e.landlord_id = $1 and e.hash is not null and r.contact_events is not null
    and e.recorded_at < r.until and e.recorded_at >= coalesce(r.contacts_since, '-infinity')
) of_contacts
where r.epoch is null and (r.events, r.contact_events, r.hash)
  is distinct from (found.events, of_contacts.events, sha256(coalesce(r.before, '') || found.hashes || of_contacts.hashes))
order by r.n`;

const BY_THE_FEED = `
with chained as (
  select s.*, lag(s.hash) over (order by s.n) as before from chain_seals s where s.landlord_id = $1
), reckoned as (
  select c.*, lag(c.epoch, 1, 0) over by_n as from_epoch, lag(c.xact, 1, '0'::xid8) over by_n as from_xact,
    lag(c.position, 1, 0::bigint) over by_n as from_position
  from chained c where c.epoch is not null
  window by_n as (order by c.n)
)
select 'seal-broken' as fault, r.n::text as of, null::int as sequence
from reckoned r
cross join lateral (
  select count(*)::int as events, coalesce(string_agg(e.hash, '' order by e.complaint_id, e.sequence), '') as hashes
  from complaint_events e
  where e.landlord_id = $1 and (e.epoch, e.xact, e.position) > (r.from_epoch, r.from_xact, r.from_position)
    and (e.epoch, e.xact, e.position) <= (r.epoch, r.xact, r.position)
) found
cross join lateral (
  select count(*)::int as events, coalesce(string_agg(e.hash, '' order by e.contact_id, e.sequence), '') as hashes
  from contact_events e
  where e.landlord_id = $1 and (e.epoch, e.xact, e.position) > (r.from_epoch, r.from_xact, r.from_position)
    and (e.epoch, e.xact, e.position) <= (r.epoch, r.xact, r.position)
) of_contacts
where (r.events, r.contact_events, r.hash)
  is distinct from (found.events, of_contacts.events, sha256(coalesce(r.before, '') || found.hashes || of_contacts.hashes))
order by r.n`;

export const BROKEN_SEALS = [BY_THE_CLOCK, BY_THE_FEED];
