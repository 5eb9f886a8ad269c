import { type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { shape } from '../connection/shape';
import { unnamed } from '../connection/statement';
import { chainSeals } from '../schema/record';
import { type Chain, COMPLAINTS, CONTACTS, hashesOf, PLACE } from './chain-links';
import { RANGE_OF_LANDLORD, type RangePlaces, within } from './key-ranges';

interface Kind {
  /** The seals in question, each with where it begins, from `ALL`. */
  readonly seals: SQL;
  /** Which events of a kind a seal `r` covers. */
  readonly covers: SQL;
  readonly coversOfContacts: SQL;
}

/** A seal as it is read, and with where it begins; the next statement names both by the columns of the table. */
const s = alias(chainSeals, 's');
const c = alias(chainSeals, 'c');
const r = alias(chainSeals, 'r');

/** Seals in the range whose hash is not that of what they cover. Where they begin hangs on all before them. */
const broken = (kind: (all: SQL) => Kind) =>
  unnamed(RANGE_OF_LANDLORD, ($) => {
    const { seals, covers, coversOfContacts } = kind(
      sql`${chainSeals} ${s} where ${s.landlordId} = ${$.landlordId}`,
    );
    return sql`
with reckoned as (${seals})
select 'seal-broken' as fault, ${r.n}::text as of, null::int as sequence, null as difference
from reckoned ${r}
cross join lateral (${hashesOf(COMPLAINTS, eventsOf(COMPLAINTS, $, covers))}) found
cross join lateral (${hashesOf(CONTACTS, eventsOf(CONTACTS, $, coversOfContacts))}) contacts
where ${within(r.n, $)}
  and (${shape(chainSeals, ['events', 'contactEvents', 'hash']).of('r')}) is distinct from (
    found.events, case when ${r.contactEvents} is not null then contacts.events end,
    sha256(coalesce(r.before, '') || found.hashes || contacts.hashes))
order by ${r.n}`;
  });

const eventsOf = ({ events, e }: Chain, $: RangePlaces, covered: SQL): SQL =>
  sql`${events} ${e} where ${e.landlordId} = ${$.landlordId} and ${covered}`;

const { e: ofComplaint } = COMPLAINTS;
const { e: ofContact } = CONTACTS;

// Seals of releases that went by the moments in the events. They are reckoned as they were made.
const BY_THE_CLOCK = broken((all) => ({
  seals: sql`
  select * from (
    select ${s}.*, lag(${s.hash}) over by_n as before, lag(${s.until}) over by_n as since,
      max(${s.until}) filter (where ${s.contactEvents} is not null)
        over (order by ${s.n} rows between unbounded preceding and 1 preceding) as contacts_since
    from ${all}
    window by_n as (order by ${s.n})
  ) ${c} where ${c.epoch} is null`,
  covers: sql`${ofComplaint.recordedAt} < ${r.until} and ${ofComplaint.recordedAt} >= coalesce(r.since, '-infinity')`,
  coversOfContacts: sql`${ofContact.hash} is not null and ${r.contactEvents} is not null
    and ${ofContact.recordedAt} < ${r.until} and ${ofContact.recordedAt} >= coalesce(r.contacts_since, '-infinity')`,
}));

const placeOfSeal = shape(chainSeals, PLACE).of('r');
const inTheFeed = ({ place }: Chain): SQL => sql`(${place}) > (r.from_epoch, r.from_xact, r.from_position)
  and (${place}) <= (${placeOfSeal})`;

const BY_THE_FEED = broken((all) => ({
  seals: sql`
  select ${c}.*, lag(${c.epoch}, 1, 0) over by_n as from_epoch, lag(${c.xact}, 1, '0'::xid8) over by_n as from_xact,
    lag(${c.position}, 1, 0::bigint) over by_n as from_position
  from (
    select ${s}.*, lag(${s.hash}) over (order by ${s.n}) as before from ${all}
  ) ${c} where ${c.epoch} is not null
  window by_n as (order by ${c.n})`,
  covers: inTheFeed(COMPLAINTS),
  coversOfContacts: inTheFeed(CONTACTS),
}));

export const BROKEN_SEALS = [BY_THE_CLOCK, BY_THE_FEED];
