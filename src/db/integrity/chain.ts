import { type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Instant } from '../../policy/dates/local-date';
import type { Session } from '../connection/client';
import { shape } from '../connection/shape';
import { type Places, statement } from '../connection/statement';
import { complaints } from '../schema/complaints';
import { contactEvents, contacts } from '../schema/contacts';
import { chainSeals, complaintEvents } from '../schema/record';
import { type Chain, COMPLAINTS, CONTACTS, hashesOf, PLACE } from './chain-links';

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

const s = alias(chainSeals, 's');
const placeIn = shape(chainSeals, PLACE).of;
/** The last place in the feed that is sealed, and the last of what is to be. */
const since = alias(chainSeals, 'since');
const upto = alias(chainSeals, 'upto');

/** The first events of a kind after the last seal, only those that no running transaction can come before any more. */
const unsealed = ({ events, e, id, place }: Chain, $: Places<'landlordId' | 'most'>): SQL => sql`
  select ${place}, ${id}, ${e.sequence}, ${e.hash}
  from ${events} ${e}, ${since}
  where ${e.landlordId} = ${$.landlordId} and (${place}) > (${placeIn('since')})
    and (${e.epoch} < feed_epoch() or ${e.xact} < pg_snapshot_xmin(pg_current_snapshot()))
  order by ${place}
  limit ${$.most}`;

/** As SQL, that an event of either kind belongs into the seal. */
const upToThere = ({ place }: Chain): SQL => sql`${upto} where (${place}) <= (${placeIn('upto')})`;

const names = shape(chainSeals, PLACE).names;
/** The columns of a Seal. */
const SEAL_ROW = sql`${shape(chainSeals, ['n', 'until', 'events', 'contactEvents']).selectedFrom('s')},
  encode(${s.hash}, 'hex') as hash`;
const INSERTED = shape(chainSeals, [
  'landlordId',
  'n',
  'until',
  'events',
  'contactEvents',
  'hash',
  'sealedAt',
  ...PLACE,
]);

const SEAL = statement('seal-chain', ['landlordId', 'now', 'most'], ($) => {
  const sealed = sql`${chainSeals} ${s} where ${s.landlordId} = ${$.landlordId}`;
  return sql`
with last as (
  select ${s.n} as n, ${s.hash} as hash from ${sealed} order by ${s.n} desc limit 1
), since as (
  (select ${placeIn('s')} from ${sealed} and ${s.epoch} is not null order by ${s.n} desc limit 1)
  union all
  select 0, '0'::xid8, 0::bigint
  where not exists (select from ${sealed} and ${s.epoch} is not null)
), of_complaints as (${unsealed(COMPLAINTS, $)}
), of_contacts as (${unsealed(CONTACTS, $)}
), upto as (
  select ${names} from (
    select ${names} from (
      select ${names} from of_complaints union all select ${names} from of_contacts
    ) both_kinds order by ${names} limit ${$.most}
  ) ${s} order by ${s.epoch} desc, ${s.xact} desc, ${s.position} desc limit 1
), complaints_sealed as (${hashesOf(COMPLAINTS, sql`of_complaints e, ${upToThere(COMPLAINTS)}`)}
), contacts_sealed as (${hashesOf(CONTACTS, sql`of_contacts e, ${upToThere(CONTACTS)}`)}
)
insert into ${chainSeals} as ${s} (${INSERTED.names})
select ${$.landlordId}, coalesce((select n from last), 0) + 1, ${$.now}::timestamptz, k.events, c.events,
  sha256(coalesce((select hash from last), '') || k.hashes || c.hashes), ${$.now}::timestamptz, ${placeIn('upto')}
from ${upto}, complaints_sealed k, contacts_sealed c
on conflict (${shape(chainSeals, ['landlordId', 'n']).names}) do nothing
returning ${SEAL_ROW}`;
});

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
  const [seal] = await db.of(landlordId).query<Seal>(SEAL({ landlordId, now, most }));
  return seal ?? null;
}

const sealsOf = ($: Places<'landlordId'>): SQL =>
  sql`select ${SEAL_ROW} from ${chainSeals} ${s} where ${s.landlordId} = ${$.landlordId}`;

const LAST = statement('last-seal', ['landlordId'], ($) => sql`${sealsOf($)} order by ${s.n} desc limit 1`);
const BY_NUMBER = statement('find-seal', ['landlordId', 'n'], ($) => sql`${sealsOf($)} and ${s.n} = ${$.n}`);

/** The last seal, which is what there is to keep elsewhere. */
export async function lastSeal(db: Session, landlordId: string): Promise<Seal | null> {
  const [seal] = await db.of(landlordId).query<Seal>(LAST({ landlordId }));
  return seal ?? null;
}

export async function findSeal(db: Session, landlordId: string, n: number): Promise<Seal | null> {
  const [seal] = await db.of(landlordId).query<Seal>(BY_NUMBER({ landlordId, n }));
  return seal ?? null;
}

export interface ChainExtent {
  readonly complaints: number;
  readonly events: number;
  readonly contacts: number;
  readonly contactEvents: number;
  readonly seals: number;
}

const countOf = (
  table:
    | typeof complaints
    | typeof complaintEvents
    | typeof contacts
    | typeof contactEvents
    | typeof chainSeals,
  $: Places<'landlordId'>,
): SQL => sql`(select count(*)::int from ${table} where ${table.landlordId} = ${$.landlordId})`;

const EXTENT = statement(
  'chain-extent',
  ['landlordId'],
  ($) => sql`
select ${countOf(complaints, $)} as complaints, ${countOf(complaintEvents, $)} as events,
  ${countOf(contacts, $)} as contacts, ${countOf(contactEvents, $)} as "contactEvents",
  ${countOf(chainSeals, $)} as seals`,
);

export async function chainExtent(db: Session, landlordId: string): Promise<ChainExtent> {
  const [extent] = await db.of(landlordId).query<ChainExtent>(EXTENT({ landlordId }));
  if (!extent) throw new Error('A count came back without a row');
  return extent;
}
