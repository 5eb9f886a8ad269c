import type { Instant } from '../policy/local-date';
import type { Session } from './client';
import type { accessLog } from './schema/access';

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
        "requestId" text, operation text, subject text, status int)`,
    values: [landlordId, JSON.stringify(entries)],
  });
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
