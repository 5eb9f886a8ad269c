import type { Database } from '../connection/client';
import { errorCode } from '../connection/errors';
import { DatabaseUnusable, refuseNewer } from './migrate';
import { type Difference, differenceFrom, MIGRATIONS } from './migrations-applied';
import { NOT_AT_THIS_RELEASE, whyUnusable } from './why-unusable';

const INSUFFICIENT_PRIVILEGE = '42501';

/** Whether the service can work there as the role that owns nothing, and that role is what it has to be. */
export async function assertUsable(database: Database): Promise<void> {
  try {
    await database.pool.query('select 1');
  } catch (error) {
    throw new DatabaseUnusable(whyUnusable(error), { cause: error });
  }
  const exempt = await exemptionOf(database, 'current_user');
  if (exempt) {
    throw new DatabaseUnusable(
      `Nothing would keep the landlords apart: the service works as ${exempt.as}, which can act as ${exempt.through}. ` +
        'Take that from it: it must be no superuser, not bypass row-level security, and be a member of no role that does or that owns the tables.',
    );
  }
}

export interface Exemption {
  readonly as: string;
  readonly through: string;
}

/**
 * Through whom row-level security would not bind the role the service works as, or the one it logged in with and could
 * go back to; null where it binds. Superusers, owners of the tables and their like are free of it, and who may run
 * programs or write files on the server can become anyone.
 */
export async function exemptionOf(
  { pool }: Database,
  who: 'current_user' | 'session_user',
): Promise<Exemption | null> {
  const { rows } = await pool.query<Exemption>(`
    select ${who}::text as as, r.rolname::text as through from pg_roles r
    where pg_has_role(${who}, r.oid, 'member')
      and (r.rolsuper or r.rolbypassrls
        or r.oid in (select relowner from pg_class where relnamespace = 'public'::regnamespace)
        or r.rolname in ('pg_execute_server_program', 'pg_write_server_files', 'pg_read_server_files'))
    order by r.rolname <> ${who}, r.rolname limit 1`);
  return rows[0] ?? null;
}

/** For who may not migrate: that the schema is the one of this release. */
export async function assertCurrent(database: Database, migrationsFolder = MIGRATIONS): Promise<void> {
  const client = await database.pool.connect();
  try {
    const difference = await differenceFrom(client, migrationsFolder).catch(asIfWithoutJournal);
    refuseNewer(difference);
    if (difference.lacking > 0) throw new DatabaseUnusable(NOT_AT_THIS_RELEASE);
  } finally {
    client.release();
  }
}

/** Earlier releases did not let the service read the journal. */
function asIfWithoutJournal(error: unknown): Difference {
  if (errorCode(error) !== INSUFFICIENT_PRIVILEGE) throw error;
  return { lacking: 1, unknown: 0 };
}
