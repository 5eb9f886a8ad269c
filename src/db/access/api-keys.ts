import { and, asc, eq, getTableColumns, gt, isNull, lt, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Instant } from '../../policy/dates/local-date';
import type { Session } from '../connection/client';
import { bare, shape } from '../connection/shape';
import { statement } from '../connection/statement';
import { apiKeys } from '../schema/access';

/** Stands in the place of a landlord for keys of the platform itself. No landlord can have it. */
export const PLATFORM = '00000000-0000-0000-0000-000000000000';

/** A key as it is listed: never its hash. */
export type ApiKeyRow = Omit<typeof apiKeys.$inferSelect, 'hash'>;
const { hash: _, ...SHOWN } = getTableColumns(apiKeys);
// Object.keys forgets which names it was given.
const ROW = shape(apiKeys, Object.keys(SHOWN) as (keyof typeof SHOWN)[]);
const k = alias(apiKeys, 'k');

export type NewApiKey = Pick<
  typeof apiKeys.$inferSelect,
  'id' | 'name' | 'prefix' | 'hash' | 'roles' | 'expiresAt' | 'createdAt' | 'createdBy'
> &
  Partial<Pick<typeof apiKeys.$inferSelect, 'person' | 'only'>>;

export async function insertKey(db: Session, landlordId: string, key: NewApiKey): Promise<ApiKeyRow> {
  const [row] = await db
    .of(landlordId)
    .orm.insert(apiKeys)
    .values({ ...key, landlordId })
    .returning(SHOWN);
  if (!row) throw new Error(`Key ${key.id} was inserted without an answer`);
  return row;
}

const FIND = statement(
  'find-key',
  ['landlordId', 'hash'],
  ($) => sql`
  select ${ROW.selectedFrom('k')} from ${apiKeys} ${k}
  where ${k.landlordId} = ${$.landlordId} and ${k.hash} = ${$.hash}`,
);

/** The key with this hash, revoked and expired ones included: the caller says which of the two it is. */
export async function findKey(db: Session, landlordId: string, hash: Buffer): Promise<ApiKeyRow | null> {
  const [row] = await db.of(landlordId).query<ApiKeyRow>(FIND({ landlordId, hash }));
  return row ?? null;
}

/** Of every key of the owner that is not revoked. */
export async function hashesOfKeys(db: Session, landlordId: string): Promise<Buffer[]> {
  const rows = await db
    .of(landlordId)
    .orm.select({ hash: apiKeys.hash })
    .from(apiKeys)
    .where(and(eq(apiKeys.landlordId, landlordId), isNull(apiKeys.revokedAt)));
  return rows.map(({ hash }) => hash);
}

export async function findKeyById(db: Session, landlordId: string, id: string): Promise<ApiKeyRow | null> {
  const [row] = await db.of(landlordId).orm.select(SHOWN).from(apiKeys).where(isKey(landlordId, id));
  return row ?? null;
}

export async function listKeys(
  db: Session,
  landlordId: string,
  { afterId, limit }: { readonly afterId: string | null; readonly limit: number },
): Promise<ApiKeyRow[]> {
  return db
    .of(landlordId)
    .orm.select(SHOWN)
    .from(apiKeys)
    .where(and(eq(apiKeys.landlordId, landlordId), afterId === null ? undefined : gt(apiKeys.id, afterId)))
    .orderBy(asc(apiKeys.id))
    .limit(limit);
}

export async function countKeys(db: Session, landlordId: string): Promise<number> {
  return db.of(landlordId).orm.$count(apiKeys, eq(apiKeys.landlordId, landlordId));
}

/** Ends a key now and for good. Null when there is none; one that was revoked before keeps its first time. */
export async function revokeKey(
  db: Session,
  landlordId: string,
  id: string,
  now: Instant,
): Promise<ApiKeyRow | null> {
  const [row] = await db
    .of(landlordId)
    .orm.update(apiKeys)
    .set({ revokedAt: sql`coalesce(${apiKeys.revokedAt}, ${now})` })
    .where(isKey(landlordId, id))
    .returning(SHOWN);
  return row ?? null;
}

export interface Rotation extends Pick<NewApiKey, 'id' | 'prefix' | 'hash' | 'createdAt' | 'createdBy'> {
  /** The old key works until then, or until its own expiry if that comes first. */
  readonly oldKeyUntil: Instant;
}

/** A key hands these on to the one that takes its place. */
const HANDED_ON = ['name', 'roles', 'person', 'only', 'expiresAt'] as const;
const OLD = shape(apiKeys, HANDED_ON);

const ROTATE = statement(
  'rotate-key',
  ['landlordId', 'oldId', 'id', 'prefix', 'hash', 'createdAt', 'createdBy', 'oldKeyUntil'],
  ($) => sql`
  with old as (
    select ${k.landlordId} as landlord, ${k.id} as id, ${OLD.selectedFrom('k')} from ${apiKeys} ${k}
    where ${k.landlordId} = ${$.landlordId} and ${k.id} = ${$.oldId} and ${k.revokedAt} is null
      and ${k.replacedBy} is null and (${k.expiresAt} is null or ${k.expiresAt} > ${$.createdAt})
    for update
  ), ending as (
    update ${apiKeys} ${k}
    set ${bare(k.expiresAt)} = least(${k.expiresAt}, ${$.oldKeyUntil}), ${bare(k.replacedBy)} = ${$.id}
    from old where ${k.landlordId} = old.landlord and ${k.id} = old.id
  )
  insert into ${apiKeys} as ${k}
    (${shape(apiKeys, ['landlordId', 'id', 'prefix', 'hash', 'createdAt', 'createdBy', ...HANDED_ON]).names})
  select old.landlord, ${$.id}, ${$.prefix}, ${$.hash}, ${$.createdAt}, ${$.createdBy}, ${OLD.fieldsOf('old')}
  from old
  returning ${ROW.selectedFrom('k')}`,
);

/**
 * Puts a new key in the place of an old one, with all that it may and until when. Null, and nothing is written, when
 * there is no such key, it is revoked or expired, or another has its place: a dead key must not give birth to a live one,
 * nor any to two.
 */
export async function rotateKey(
  db: Session,
  landlordId: string,
  oldId: string,
  rotation: Rotation,
): Promise<ApiKeyRow | null> {
  const [row] = await db.of(landlordId).query<ApiKeyRow>(ROTATE({ ...rotation, landlordId, oldId }));
  return row ?? null;
}

/** Notes that a key was used, at most once a minute: a busy key would otherwise write a row for every request. */
export async function touchLastUsed(
  db: Session,
  landlordId: string,
  id: string,
  now: Instant,
): Promise<void> {
  const aMinuteBefore = sql`${now}::timestamptz - interval '1 minute'`;
  const due = or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, aMinuteBefore));
  await db
    .of(landlordId)
    .orm.update(apiKeys)
    .set({ lastUsedAt: now })
    .where(and(isKey(landlordId, id), due));
}

function isKey(landlordId: string, id: string) {
  return and(eq(apiKeys.landlordId, landlordId), eq(apiKeys.id, id));
}
