import type { Instant } from '../../policy/dates/local-date';
import type { Session } from '../connection/client';
import type { accessLog } from '../schema/access';

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
}

/** Written once however often it is tried: whoever lost the answer to the first try cannot know what came of it. */
export async function appendAccess(
  db: Session,
  landlordId: string,
  entries: readonly AccessEntry[],
): Promise<void> {
  await db.of(landlordId).query({
    name: 'append-access',
    text: `
      insert into access_log (landlord_id, id, at, principal, name, address, request_id, operation, subject, status)
      select $1, e.id, e.at, e.principal, e.name, e.address, e."requestId", e.operation, e.subject, e.status
      from jsonb_to_recordset($2::jsonb) as e(id uuid, at timestamptz, principal text, name text, address text,
        "requestId" text, operation text, subject text, status int)
      on conflict (landlord_id, id) do nothing`,
    values: [landlordId, JSON.stringify(entries)],
  });
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

/** The latest first. */
export async function listAccess(
  db: Session,
  landlordId: string,
  { subjects, principal, from, to, afterId, limit }: AccessQuery,
): Promise<AccessEntry[]> {
  return db.of(landlordId).query<AccessEntry>({
    name: 'list-access',
    text: `
      select id, at, principal, name, address, request_id as "requestId", operation, subject, status
      from access_log
      where landlord_id = $1
        and ($2::text[] is null or subject = any($2))
        and ($3::text is null or principal = $3)
        and ($4::timestamptz is null or at >= $4)
        and ($5::timestamptz is null or at < $5)
        and ($6::uuid is null or id < $6)
      order by id desc
      limit $7`,
    values: [landlordId, subjects, principal, from, to, afterId, limit],
  });
}
