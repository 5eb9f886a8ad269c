import { COMPLAINTS, CONTACTS, hashesOf } from './chain-links';
import { within } from './key-ranges';

interface Kind {
  /** The seals in question, each with where it begins, from `chain_seals s` of landlord $1. */
  readonly seals: string;
  /** Which events of a kind a seal `r` covers. */
  readonly covers: string;
  readonly coversOfContacts: string;
}

/** Seals in the range whose hash is not that of what they cover. Where they begin hangs on all before them. */
const broken = ({ seals, covers, coversOfContacts }: Kind): string => `
with reckoned as (${seals})
select 'seal-broken' as fault, r.n::text as of, null::int as sequence, null as difference
from reckoned r
cross join lateral (${hashesOf(COMPLAINTS, `complaint_events e where e.landlord_id = $1 and ${covers}`)}) found
cross join lateral (${hashesOf(CONTACTS, `contact_events e where e.landlord_id = $1 and ${coversOfContacts}`)}) contacts
where ${within('r.n', 'chain_seals')}
  and (r.events, r.contact_events, r.hash) is distinct from (
    found.events, case when r.contact_events is not null then contacts.events end,
    sha256(coalesce(r.before, '') || found.hashes || contacts.hashes))
order by r.n`;

// Seals of releases that went by the moments in the events. They are reckoned as they were made.
const BY_THE_CLOCK = broken({
  seals: `
  select * from (
    select s.*, lag(s.hash) over by_n as before, lag(s.until) over by_n as since,
      max(s.until) filter (where s.contact_events is not null)
        over (order by s.n rows between unbounded preceding and 1 preceding) as contacts_since
    from chain_seals s where s.landlord_id = $1
    window by_n as (order by s.n)
  ) c where c.epoch is null`,
  covers: `e.recorded_at < r.until and e.recorded_at >= coalesce(r.since, '-infinity')`,
  coversOfContacts: `e.hash is not null and r.contact_events is not null
    and e.recorded_at < r.until and e.recorded_at >= coalesce(r.contacts_since, '-infinity')`,
});

const IN_THE_FEED = `(e.epoch, e.xact, e.position) > (r.from_epoch, r.from_xact, r.from_position)
  and (e.epoch, e.xact, e.position) <= (r.epoch, r.xact, r.position)`;

const BY_THE_FEED = broken({
  seals: `
  select c.*, lag(c.epoch, 1, 0) over by_n as from_epoch, lag(c.xact, 1, '0'::xid8) over by_n as from_xact,
    lag(c.position, 1, 0::bigint) over by_n as from_position
  from (
    select s.*, lag(s.hash) over (order by s.n) as before from chain_seals s where s.landlord_id = $1
  ) c where c.epoch is not null
  window by_n as (order by c.n)`,
  covers: IN_THE_FEED,
  coversOfContacts: IN_THE_FEED,
});

export const BROKEN_SEALS = [BY_THE_CLOCK, BY_THE_FEED];
