import { type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Instant } from '../../policy/dates/local-date';
import type { Session } from '../connection/client';
import { into, shape } from '../connection/shape';
import { type Places, statement } from '../connection/statement';
import { accessLog } from '../schema/access';

export type AccessEntry = Omit<typeof accessLog.$inferSelect, 'landlordId'>;

/** Ids are drawn in the order of time, so the id alone puts entries in order and marks where a page ended. */
export interface AccessQuery {
  /** Names under which the same thing may have been asked for: its id, its reference. */
  readonly subjects: readonly string[] | null;
  readonly principal: string | null;
  readonly from: Instant | null;
  readonly to: Instant | null;
  readonly afterId: string | null;
  readonly limit: number;
  readonly order?: 'latest' | 'oldest';
}

const ENTRY_COLUMNS = [
  'id',
  'at',
  'principal',
  'name',
  'address',
  'requestId',
  'operation',
  'subject',
  'status',
] as const;
const l = alias(accessLog, 'l');
const ENTRY = shape(accessLog, ENTRY_COLUMNS);

const APPEND = statement(
  'append-access',
  ['landlordId', 'entries'],
  ($) => sql`
  insert into ${into(accessLog, ['landlordId', ...ENTRY_COLUMNS])}
  select ${$.landlordId}, ${ENTRY.fieldsOf('e')} from jsonb_to_recordset(${$.entries}::jsonb) as e(${ENTRY.record})
  on conflict (${shape(accessLog, ['landlordId', 'id']).names}) do nothing`,
);

/** Written once however often it is tried: whoever lost the answer to the first try cannot know what came of it. */
export async function appendAccess(
  db: Session,
  landlordId: string,
  entries: readonly AccessEntry[],
): Promise<void> {
  await db.of(landlordId).query(APPEND({ landlordId, entries: JSON.stringify(entries) }));
}

/**
 * Removes entries from before the moment, the oldest first, as many as one statement may; how many that was. What is
 * less than a year old by the database's own clock stays, whatever moment is asked for.
 */
export async function forgetAccess(db: Session, landlordId: string, before: Instant): Promise<number> {
  const [row] = await db.of(landlordId).query<{ removed: number }>({
    name: 'forget-access',
    text: 'select forget_access($1) as removed',
    values: [before],
  });
  return row?.removed ?? 0;
}

const ASKED = ['landlordId', 'subjects', 'principal', 'from', 'to', 'afterId', 'limit'] as const;

const listing = ($: Places<(typeof ASKED)[number]>, beyond: SQL, way: SQL) => sql`
  select ${ENTRY.selectedFrom('l')} from ${accessLog} ${l}
  where ${l.landlordId} = ${$.landlordId}
    and (${$.subjects}::text[] is null or ${l.subject} = any(${$.subjects}))
    and (${$.principal}::text is null or ${l.principal} = ${$.principal})
    and (${$.from}::timestamptz is null or ${l.at} >= ${$.from})
    and (${$.to}::timestamptz is null or ${l.at} < ${$.to})
    and (${$.afterId}::uuid is null or ${l.id} ${beyond} ${$.afterId})
  order by ${l.id} ${way}
  limit ${$.limit}`;

const LATEST_FIRST = statement('list-access', ASKED, ($) => listing($, sql`<`, sql`desc`));
const OLDEST_FIRST = statement('list-access-oldest', ASKED, ($) => listing($, sql`>`, sql`asc`));

/** The latest first, unless told. */
export async function listAccess(
  db: Session,
  landlordId: string,
  { order = 'latest', ...query }: AccessQuery,
): Promise<AccessEntry[]> {
  const list = order === 'latest' ? LATEST_FIRST : OLDEST_FIRST;
  return db.of(landlordId).query<AccessEntry>(list({ ...query, landlordId }));
}
