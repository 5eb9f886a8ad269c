import type { Instant } from '../policy/local-date';
import type { Session } from './client';

/**
 * Proof that the record is as it was written. Each event's hash covers the event before it, so that none can be
 * altered, removed or slipped in without breaking its complaint's chain; a seal covers the hashes of all that was
 * recorded up to a moment, so that no complaint can vanish whole. A seal given out proves both against whoever runs
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

/** Seals what was recorded before the moment and is not sealed yet; null where that is nothing. */
export async function sealChain(
  db: Session,
  landlordId: string,
  until: Instant,
  now: Instant,
): Promise<Seal | null> {
  const [seal] = await db.of(landlordId).query<Seal>({
    name: 'seal-chain',
    text: `
      with last as (
        select n, hash, until from chain_seals where landlord_id = $1 order by n desc limit 1
      ), since as (
        select count(*) as events, string_agg(hash, '' order by complaint_id, sequence) as hashes
        from complaint_events
        where landlord_id = $1 and recorded_at < $2
          and recorded_at >= coalesce((select until from last), '-infinity')
      ), of_contacts as (
        select count(*) as events, string_agg(hash, '' order by contact_id, sequence) as hashes
        from contact_events
        where landlord_id = $1 and hash is not null and recorded_at < $2 and recorded_at >= coalesce((
          select max(until) from chain_seals where landlord_id = $1 and contact_events is not null), '-infinity')
      )
      insert into chain_seals (landlord_id, n, until, events, contact_events, hash, sealed_at)
      select $1, coalesce((select n from last), 0) + 1, $2::timestamptz, s.events, c.events,
        sha256(coalesce((select hash from last), '') || coalesce(s.hashes, '') || coalesce(c.hashes, '')),
        $3::timestamptz
      from since s, of_contacts c where s.events + c.events > 0
      on conflict (landlord_id, n) do nothing
      returning n, until, events, contact_events as "contactEvents", encode(hash, 'hex') as hash`,
    values: [landlordId, until, now],
  });
  return seal ?? null;
}

/** The last seal, which is what there is to keep elsewhere. */
export async function lastSeal(db: Session, landlordId: string): Promise<Seal | null> {
  const [seal] = await db.of(landlordId).query<Seal>({
    name: 'last-seal',
    text: `
      select n, until, events, contact_events as "contactEvents", encode(hash, 'hex') as hash
      from chain_seals where landlord_id = $1 order by n desc limit 1`,
    values: [landlordId],
  });
  return seal ?? null;
}

export async function findSeal(db: Session, landlordId: string, n: number): Promise<Seal | null> {
  const [seal] = await db.of(landlordId).query<Seal>({
    name: 'find-seal',
    text: `
      select n, until, events, contact_events as "contactEvents", encode(hash, 'hex') as hash
      from chain_seals where landlord_id = $1 and n = $2`,
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
