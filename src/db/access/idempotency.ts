import { type SQL, sql } from 'drizzle-orm';
import type { Instant } from '../../policy/dates/local-date';
import type { Session } from '../connection/client';
import { idempotencyKeys } from '../schema/access';

/** Which request it is: the same key of another client, or for another address, is another key. */
export interface IdempotencyScope {
  readonly principal: string;
  /** Method and path as called. */
  readonly operation: string;
  readonly key: string;
}

type Row = typeof idempotencyKeys.$inferSelect;
export type KeptAnswer = Pick<Row, 'fingerprint' | 'status' | 'headers' | 'body'>;

/**
 * Takes the key for the rest of the transaction. False where another transaction has it: the same request is being
 * done at this moment. An advisory lock and not a row, since a second insert of a row would wait and never say so.
 */
export async function claimKey(
  db: Session,
  landlordId: string,
  { principal, operation, key }: IdempotencyScope,
): Promise<boolean> {
  const [row] = await db.of(landlordId).query<{ claimed: boolean }>({
    name: 'claim-idempotency-key',
    text: 'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as claimed',
    values: [JSON.stringify([landlordId, principal, operation, key])],
  });
  return row?.claimed ?? false;
}

/** What was answered under the key, unless that is too long ago. */
export async function findAnswer(
  db: Session,
  landlordId: string,
  { principal, operation, key }: IdempotencyScope,
  now: Instant,
): Promise<KeptAnswer | null> {
  const [row] = await db.of(landlordId).query<KeptAnswer>({
    name: 'find-idempotent-answer',
    text: `
      select fingerprint, status, headers, body from idempotency_keys
      where landlord_id = $1 and principal = $2 and operation = $3 and key = $4 and expires_at > $5`,
    values: [landlordId, principal, operation, key, now],
  });
  return row ?? null;
}

/** Keeps the answer; one that had expired under the same key gives way. */
export async function keepAnswer(
  db: Session,
  landlordId: string,
  { principal, operation, key }: IdempotencyScope,
  { fingerprint, status, headers, body }: KeptAnswer,
  { createdAt, expiresAt }: Pick<Row, 'createdAt' | 'expiresAt'>,
): Promise<void> {
  await db.of(landlordId).query({
    name: 'keep-idempotent-answer',
    text: `
      insert into idempotency_keys (landlord_id, principal, operation, key, fingerprint, status, headers, body,
        created_at, expires_at)
      values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10)
      on conflict (landlord_id, principal, operation, key) do update
      set fingerprint = excluded.fingerprint, status = excluded.status, headers = excluded.headers,
        body = excluded.body, created_at = excluded.created_at, expires_at = excluded.expires_at`,
    values: [
      landlordId,
      principal,
      operation,
      key,
      fingerprint,
      status,
      JSON.stringify(headers),
      body,
      createdAt,
      expiresAt,
    ],
  });
}

/** What one statement removes at most, so that none takes long after a day of many. */
const REMOVED_TOGETHER = 5_000;

/** Removes what nobody can ask for any more, as many as one statement may; how many it was. */
export async function removeExpiredAnswers(db: Session, landlordId: string, now: Instant): Promise<number> {
  const removed = await db.of(landlordId).query({
    name: 'remove-expired-answers',
    text: `
      delete from idempotency_keys i
      using (
        select principal, operation, key from idempotency_keys
        where landlord_id = $1 and expires_at <= $2 order by expires_at limit $3
      ) old
      where i.landlord_id = $1 and (i.principal, i.operation, i.key) = (old.principal, old.operation, old.key)
        and i.expires_at <= $2
      returning i.key`,
    values: [landlordId, now, REMOVED_TOGETHER],
  });
  return removed.length;
}

/**
 * What was last touched before this is told of by no kept answer; null where none is kept. Words are kept by the act or
 * the rehearsal that was answered with them, which the same clock recorded just before; a refusal or a run of retention
 * has codes, ids and dates. Each answer is kept equally long, so the first to expire is the oldest, and the day is for a
 * clock put right in between. As a condition of its own it is looked at once, before the answers: to seek an id in
 * 20,000 of them, of 6 kB each, took 0.5 to 0.8 s for each erasure, and what retention erases was not touched for years.
 */
export const answeredSince = (landlordId: SQL) => sql`(
  select ${idempotencyKeys.createdAt} - interval '1 day' from ${idempotencyKeys}
  where ${idempotencyKeys.landlordId} = ${landlordId} order by ${idempotencyKeys.expiresAt} limit 1
)`;
