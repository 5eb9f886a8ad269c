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
  /** Lower-case hex. */
  readonly hash: string;
}

export const FAULTS = [
  'event-altered',
  'event-missing',
  'text-altered',
  'text-added',
  'text-missing',
  'seal-broken',
] as const;

export interface ChainFault {
  readonly fault: (typeof FAULTS)[number];
  /** Reference of the complaint, or number of the seal. */
  readonly of: string;
  readonly sequence: number | null;
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
      )
      insert into chain_seals (landlord_id, n, until, events, hash, sealed_at)
      select $1, coalesce((select n from last), 0) + 1, $2::timestamptz, events,
        sha256(coalesce((select hash from last), '') || hashes), $3::timestamptz
      from since where events > 0
      on conflict (landlord_id, n) do nothing
      returning n, until, events, encode(hash, 'hex') as hash`,
    values: [landlordId, until, now],
  });
  return seal ?? null;
}

/** The last seal, which is what there is to keep elsewhere. */
export async function lastSeal(db: Session, landlordId: string): Promise<Seal | null> {
  const [seal] = await db.of(landlordId).query<Seal>({
    name: 'last-seal',
    text: `
      select n, until, events, encode(hash, 'hex') as hash
      from chain_seals where landlord_id = $1 order by n desc limit 1`,
    values: [landlordId],
  });
  return seal ?? null;
}

export async function findSeal(db: Session, landlordId: string, n: number): Promise<Seal | null> {
  const [seal] = await db.of(landlordId).query<Seal>({
    name: 'find-seal',
    text: `
      select n, until, events, encode(hash, 'hex') as hash from chain_seals where landlord_id = $1 and n = $2`,
    values: [landlordId, n],
  });
  return seal ?? null;
}

// Everything is reckoned anew from what stands in the tables; nothing that was concluded before is trusted.
const FAULTY = `
with checked as (
  select e.complaint_id, e.sequence, e.hash is distinct from event_hash(lag(e.hash) over of_complaint, e) as altered,
    e.sequence <> row_number() over of_complaint as out_of_place, e.texts_digest
  from complaint_events e where e.landlord_id = $1
  window of_complaint as (partition by e.complaint_id order by e.sequence)
), kept_texts as (
  select complaint_id, sequence, texts_digest(min(salt::text)::uuid, jsonb_object_agg(field, text)) as digest
  from texts where landlord_id = $1 group by complaint_id, sequence
), faults as (
  select 'event-altered' as fault, complaint_id, sequence from checked where altered and not out_of_place
  union all
  select 'event-missing', complaint_id, min(sequence) from checked where out_of_place group by complaint_id
  union all
  select 'event-missing', c.id, c.version from complaints c
  where c.landlord_id = $1
    and c.version <> (select count(*) from complaint_events e where e.landlord_id = $1 and e.complaint_id = c.id)
    and c.id not in (select complaint_id from checked where out_of_place)
  union all
  select case when c.texts_digest is null then 'text-added' when t.digest is null then 'text-missing' else 'text-altered' end,
    complaint_id, sequence
  from checked c full join kept_texts t using (complaint_id, sequence)
  where c.texts_digest is distinct from t.digest
    and not (t.digest is null and exists (
      select from complaint_events x
      where x.landlord_id = $1 and x.complaint_id = c.complaint_id and x.type = 'erased' and x.sequence > c.sequence))
)
select fault, c.reference as of, sequence
from faults f join complaints c on c.landlord_id = $1 and c.id = f.complaint_id
order by c.reference, sequence`;

const BROKEN_SEALS = `
with reckoned as (
  select s.n, s.hash, s.events, lag(s.hash) over by_n as before, lag(s.until) over by_n as since, s.until
  from chain_seals s where s.landlord_id = $1
  window by_n as (order by s.n)
)
select 'seal-broken' as fault, r.n::text as of, null::int as sequence
from reckoned r
cross join lateral (
  select count(*)::int as events, sha256(coalesce(r.before, '') || string_agg(e.hash, '' order by e.complaint_id, e.sequence)) as hash
  from complaint_events e
  where e.landlord_id = $1 and e.recorded_at < r.until and e.recorded_at >= coalesce(r.since, '-infinity')
) found
where (r.events, r.hash) is distinct from (found.events, found.hash)
order by r.n`;

/** Every place where the record is not as it was written, in its present state. Erased texts are not among them. */
export async function chainFaults(db: Session, landlordId: string): Promise<ChainFault[]> {
  const session = db.of(landlordId);
  const faults = await session.query<ChainFault>({ text: FAULTY, values: [landlordId] });
  const seals = await session.query<ChainFault>({ text: BROKEN_SEALS, values: [landlordId] });
  return [...faults, ...seals];
}

export interface ChainExtent {
  readonly complaints: number;
  readonly events: number;
  readonly seals: number;
}

export async function chainExtent(db: Session, landlordId: string): Promise<ChainExtent> {
  const [extent] = await db.of(landlordId).query<ChainExtent>({
    text: `
      select (select count(*)::int from complaints where landlord_id = $1) as complaints,
        (select count(*)::int from complaint_events where landlord_id = $1) as events,
        (select count(*)::int from chain_seals where landlord_id = $1) as seals`,
    values: [landlordId],
  });
  if (!extent) throw new Error('A count came back without a row');
  return extent;
}
