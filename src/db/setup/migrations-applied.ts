import { join } from 'node:path';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type { Pool, PoolClient } from 'pg';

/** The same distance from the package root whether this file runs from src/ or from dist/. */
export const MIGRATIONS = join(__dirname, '..', '..', '..', 'migrations');
export const JOURNAL = { migrationsSchema: 'drizzle', migrationsTable: '__drizzle_migrations' };

/** How the schema that is there differs from that of this release, in migrations. */
export interface Difference {
  /** Of this release, and not applied. */
  readonly lacking: number;
  /** Applied, and not of this release: a newer one has used the database. */
  readonly unknown: number;
}

export async function differenceFrom(client: PoolClient, migrationsFolder = MIGRATIONS): Promise<Difference> {
  const known = readMigrationFiles({ migrationsFolder }).map(({ folderMillis }) => folderMillis);
  const journal = `${JOURNAL.migrationsSchema}.${JOURNAL.migrationsTable}`;
  const { rows: tables } = await client.query<{ exists: boolean }>(
    'select to_regclass($1) is not null as exists',
    [journal],
  );
  if (!tables[0]?.exists) return { lacking: known.length, unknown: 0 };
  const { rows } = await client.query<Difference>(
    `select (select count(*)::int from ${journal} where created_at <> all($1::bigint[])) as unknown,
       (select count(*)::int from unnest($1::bigint[]) as k where k not in (select created_at from ${journal})) as lacking`,
    [known],
  );
  const [difference] = rows;
  if (!difference) throw new Error('The journal of the migrations was counted without an answer');
  return difference;
}

/** Whether whoever this connects as could migrate: it owns what there is, or may make what is not there yet. */
export async function mayMigrate(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ may: boolean }>(
    `select coalesce(
       (select pg_has_role(c.relowner, 'usage') from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = $1 and c.relname = $2),
       has_database_privilege(current_database(), 'create')) as may`,
    [JOURNAL.migrationsSchema, JOURNAL.migrationsTable],
  );
  return rows[0]?.may ?? false;
}
