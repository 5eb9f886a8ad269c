import { type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Instant } from '../../policy/dates/local-date';
import type { Session } from '../connection/client';
import { into, shape } from '../connection/shape';
import { statement } from '../connection/statement';
import { idempotencyKeys } from '../schema/access';

/** Which request it is: the same key of another client, or for another address, is another key. */
export interface IdempotencyScope {
  readonly principal: string;
  /** Method and address, the latter the same however it was written. */
  readonly operation: string;
  readonly key: string;
}

type Row = typeof idempotencyKeys.$inferSelect;
const ANSWER = ['fingerprint', 'status', 'headers', 'body', 'seen'] as const;
export type KeptAnswer = Pick<Row, (typeof ANSWER)[number]>;

const KEY = ['landlordId', 'principal', 'operation', 'key'] as const;
const SCOPE = shape(idempotencyKeys, ['principal', 'operation', 'key']);
const i = alias(idempotencyKeys, 'i');
const k = alias(idempotencyKeys, 'k');

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

const FIND = statement(
  'find-idempotent-answer',
  [...KEY, 'now'],
  ($) => sql`
  select ${shape(idempotencyKeys, ANSWER).selectedFrom('i')} from ${idempotencyKeys} ${i}
  where ${i.landlordId} = ${$.landlordId} and ${i.principal} = ${$.principal} and ${i.operation} = ${$.operation}
    and ${i.key} = ${$.key} and ${i.expiresAt} > ${$.now}`,
);

/** The answer kept under the key, unless that is too long ago. */
export async function findAnswer(
  db: Session,
  landlordId: string,
  scope: IdempotencyScope,
  now: Instant,
): Promise<KeptAnswer | null> {
  const [row] = await db.of(landlordId).query<KeptAnswer>(FIND({ ...scope, landlordId, now }));
  return row ?? null;
}

const KEPT = [...ANSWER, 'createdAt', 'expiresAt'] as const;
const ALL = [...KEY, ...KEPT] as const;

const KEEP = statement('keep-idempotent-answer', ALL, ($) => {
  const values = ALL.map((column) => $[column]);
  return sql`
    insert into ${into(idempotencyKeys, ALL)} values (${sql.join(values, sql`, `)})
    on conflict (${shape(idempotencyKeys, KEY).names}) do update
    set ${shape(idempotencyKeys, KEPT).setFromExcluded}`;
});

/** Keeps the answer; one that had expired under the same key gives way. */
export async function keepAnswer(
  db: Session,
  landlordId: string,
  scope: IdempotencyScope,
  answer: Pick<Row, (typeof KEPT)[number]>,
): Promise<void> {
  const headers = JSON.stringify(answer.headers);
  await db.of(landlordId).query(KEEP({ ...scope, ...answer, landlordId, headers }));
}

/** The most that one statement removes, so that none takes long after a day of many. */
const REMOVED_TOGETHER = 5_000;

const REMOVE_EXPIRED = statement(
  'remove-expired-answers',
  ['landlordId', 'now', 'most'],
  ($) => sql`
  delete from ${idempotencyKeys} ${i}
  using (
    select ${SCOPE.selectedFrom('k')} from ${idempotencyKeys} ${k}
    where ${k.landlordId} = ${$.landlordId} and ${k.expiresAt} <= ${$.now}
    order by ${k.expiresAt} limit ${$.most}
  ) old
  where ${i.landlordId} = ${$.landlordId} and (${SCOPE.of('i')}) = (${SCOPE.fieldsOf('old')})
    and ${i.expiresAt} <= ${$.now}
  returning ${i.key} as key`,
);

/** Removes what nobody can ask for any more, as many as one statement may; how many it was. */
export async function removeExpiredAnswers(db: Session, landlordId: string, now: Instant): Promise<number> {
  const removed = await db.of(landlordId).query(REMOVE_EXPIRED({ landlordId, now, most: REMOVED_TOGETHER }));
  return removed.length;
}

/**
 * No kept answer tells of anything last touched before this moment; null where none is kept. Words are kept by the act or
 * the rehearsal that was answered with them, which the same clock recorded just before; a refusal or a run of retention
 * has codes, ids and dates. Each answer is kept equally long, so the first to expire is the oldest, and the day is for a
 * clock put right in between. As a condition of its own it is looked at once, before the answers: to seek an id in
 * 20,000 of them, of 6 kB each, took 0.5 to 0.8 s for each erasure, and what retention erases was not touched for years.
 */
export const answeredSince = (landlordId: SQL) => sql`(
  select ${idempotencyKeys.createdAt} - interval '1 day' from ${idempotencyKeys}
  where ${idempotencyKeys.landlordId} = ${landlordId} order by ${idempotencyKeys.expiresAt} limit 1
)`;
