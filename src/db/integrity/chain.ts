import type { Instant } from '../../policy/dates/local-date';
import type { Session } from '../connection/client';
import { type Chain, COMPLAINTS, CONTACTS, hashesOf } from './chain-links';

/**
 * Proof that the record is as it was written. Each event's hash covers the event before it, so that none can be
 * altered, removed or slipped in without breaking its complaint's chain; a seal covers the hashes of all that was
 * committed up to it, so that no complaint can vanish whole. A seal given out proves both against whoever runs
 * the database.
 */

export interface Seal {
  readonly n: number;
  readonly until: Instant;
  readonly events: number;
  /** Of contacts, among what it covers; null in a seal of a release that did not seal them. */
  readonly contactEvents: number | null;
  /** Lower-case hex. */
  readonly hash: string;
}

/** Events that one seal covers at most: some tenths of a second of work. */
const SEALED_TOGETHER = 20_000;

/** The first events of a kind after the last seal, only those that no running transaction can come before any more. */
const unsealed = ({ events, id }: Chain): string => `
  select e.epoch, e.xact, e.position, e.${id}, e.sequence, e.hash
  from ${events} e, since s
  where e.landlord_id = $1 and (e.epoch, e.xact, e.position) > (s.epoch, s.xact, s.position)
    and (e.epoch < feed_epoch() or e.xact < pg_snapshot_xmin(pg_current_snapshot()))
  order by e.epoch, e.xact, e.position
  limit $3`;

const UP_TO = 'upto u where (e.epoch, e.xact, e.position) <= (u.epoch, u.xact, u.position)';

const SEAL = `
with last as (
  select n, hash from chain_seals where landlord_id = $1 order by n desc limit 1
), since as (
  (select epoch, xact, position from chain_seals where landlord_id = $1 and epoch is not null order by n desc limit 1)
  union all
  select 0, '0'::xid8, 0::bigint
  where not exists (select from chain_seals where landlord_id = $1 and epoch is not null)
), of_complaints as (${unsealed(COMPLAINTS)}
), of_contacts as (${unsealed(CONTACTS)}
), upto as (
  select epoch, xact, position from (
    select epoch, xact, position from (
      select epoch, xact, position from of_complaints union all select epoch, xact, position from of_contacts
    ) both_kinds order by epoch, xact, position limit $3
  ) taken order by epoch desc, xact desc, position desc limit 1
), complaints_sealed as (${hashesOf(COMPLAINTS, `of_complaints e, ${UP_TO}`)}
), contacts_sealed as (${hashesOf(CONTACTS, `of_contacts e, ${UP_TO}`)}
)
insert into chain_seals (landlord_id, n, until, events, contact_events, hash, sealed_at, epoch, xact, position)
select $1, coalesce((select n from last), 0) + 1, $2::timestamptz, s.events, c.events,
  sha256(coalesce((select hash from last), '') || s.hashes || c.hashes), $2::timestamptz,
  u.epoch, u.xact, u.position
from upto u, complaints_sealed s, contacts_sealed c
on conflict (landlord_id, n) do nothing
returning n, until, events, contact_events as "contactEvents", encode(hash, 'hex') as hash`;

/**
 * Seals what has been committed and is not sealed yet, or the first of it; null where that is nothing. In the order of
 * the feed, and only what no running transaction can still add to: the moments in the events are what the clocks of
 * their processes said, and one that was put back would write into what is sealed. The first seal of this kind begins
 * with the first event, whatever was sealed by the clock before it.
 */
export async function sealChain(
  db: Session,
  landlordId: string,
  now: Instant,
  most = SEALED_TOGETHER,
): Promise<Seal | null> {
  const statement = { name: 'seal-chain', text: SEAL, values: [landlordId, now, most] };
  const [seal] = await db.of(landlordId).query<Seal>(statement);
  return seal ?? null;
}

const SEALS = `
  select n, until, events, contact_events as "contactEvents", encode(hash, 'hex') as hash
  from chain_seals where landlord_id = $1`;

/** The last seal, which is what there is to keep elsewhere. */
export async function lastSeal(db: Session, landlordId: string): Promise<Seal | null> {
  const [seal] = await db.of(landlordId).query<Seal>({
    name: 'last-seal',
    text: `${SEALS} order by n desc limit 1`,
    values: [landlordId],
  });
  return seal ?? null;
}

export async function findSeal(db: Session, landlordId: string, n: number): Promise<Seal | null> {
  const [seal] = await db.of(landlordId).query<Seal>({
    name: 'find-seal',
    text: `${SEALS} and n = $2`,
    values: [landlordId, n],
  });
  return seal ?? null;
}

export interface ChainExtent {
  readonly complaints: number;
  readonly events: number;
  readonly contacts: number;
  readonly contactEvents: number;
  readonly seals: number;
}

export async function chainExtent(db: Session, landlordId: string): Promise<ChainExtent> {
  const [extent] = await db.of(landlordId).query<ChainExtent>({
    text: `
      select (select count(*)::int from complaints where landlord_id = $1) as complaints,
        (select count(*)::int from complaint_events where landlord_id = $1) as events,
        (select count(*)::int from contacts where landlord_id = $1) as contacts,
        (select count(*)::int from contact_events where landlord_id = $1) as "contactEvents",
        (select count(*)::int from chain_seals where landlord_id = $1) as seals`,
    values: [landlordId],
  });
  if (!extent) throw new Error('A count came back without a row');
  return extent;
}
