import { getTableName } from 'drizzle-orm';
import type { PoolClient } from 'pg';
import { complaints } from '../schema/complaints';
import { landlords } from '../schema/landlords';
import { JOURNAL } from './migrations-applied';
import { restrictVisibleComplaints } from './visible-complaints';

/** Whom the service works as: a role that owns nothing, so that no statement of its own can lift the isolation. */
export const SERVICE_ROLE = 'redress_service';

/** The landlord a transaction works for, as `query-as-landlord.ts` sets it; null, and so no row at all, where none is. */
const CURRENT_LANDLORD = `(select nullif(current_setting('redress.landlord', true), '')::uuid)`;

/** Stands for the platform, which may list the landlords and nothing of theirs, and changes none. No landlord can have it. */
const PLATFORM = `'00000000-0000-0000-0000-000000000000'::uuid`;

const LANDLORDS = getTableName(landlords);
const LISTED_BY_PLATFORM = 'listed_by_platform';

/**
 * Keeps the landlords apart in the database itself: the role of the service, its rights, and a policy on every table
 * that holds a landlord's rows, forced so that it binds the owner too. Derived from the schema as it stands after the
 * migrations and not listed, so that a new table cannot be forgotten. With a password the role may log in; without one
 * it is taken on by whoever has been granted it.
 */
export async function isolateLandlords(client: PoolClient, servicePassword: string | null): Promise<void> {
  await ensureRole(client);
  if (servicePassword !== null) {
    const password = client.escapeLiteral(servicePassword);
    await client.query(`alter role ${SERVICE_ROLE} login password ${password}`);
  }
  await client.query(`
    grant usage on schema public to ${SERVICE_ROLE};
    grant select, insert, update, delete on all tables in schema public to ${SERVICE_ROLE};
    grant usage, select on all sequences in schema public to ${SERVICE_ROLE};
    grant usage on schema ${JOURNAL.migrationsSchema}, event_feed to ${SERVICE_ROLE};
    grant select on ${JOURNAL.migrationsSchema}.${JOURNAL.migrationsTable}, event_feed.epochs to ${SERVICE_ROLE};`);
  for (const table of await appendOnlyTables(client)) {
    await client.query(`revoke update, delete on ${table} from ${SERVICE_ROLE}`);
  }
  for (const name of await functionsOfOwner(client)) {
    await client.query(`
      revoke execute on function ${name} from public;
      grant execute on function ${name} to ${SERVICE_ROLE}`);
  }
  for (const { table, column } of await unprotectedTables(client)) {
    const isLandlord = table === LANDLORDS ? ` and ${column} <> ${PLATFORM}` : '';
    await client.query(`
      drop policy if exists one_landlord on ${table};
      create policy one_landlord on ${table} using (${column} = ${CURRENT_LANDLORD}${isLandlord});
      alter table ${table} enable row level security, force row level security;`);
    if (table !== LANDLORDS) continue;
    await client.query(
      `create policy ${LISTED_BY_PLATFORM} on ${table} for select using (${CURRENT_LANDLORD} = ${PLATFORM})`,
    );
  }
  await restrictVisibleComplaints(client);
}

/** Roles belong to the whole server: another database of ours may be creating the same one at this moment. */
async function ensureRole(client: PoolClient): Promise<void> {
  await client.query(`
    do $$
    begin
      if not exists (select from pg_roles where rolname = '${SERVICE_ROLE}') then
        create role ${SERVICE_ROLE} nologin;
      end if;
    exception when duplicate_object or unique_violation then null;
    end $$;
    do $$
    begin
      -- Since PostgreSQL 16 whoever creates a role may not yet become it.
      if not pg_has_role(current_user, '${SERVICE_ROLE}', 'member') then
        grant ${SERVICE_ROLE} to current_user;
      end if;
    end $$;`);
}

/** Tables whose rows a trigger keeps from being changed: the service is not even given the right to try. */
async function appendOnlyTables(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select distinct t.tgrelid::regclass::text as name
    from pg_trigger t join pg_proc p on p.oid = t.tgfoid
    where p.proname = 'refuse_change' order by name`);
  return rows.map(({ name }) => name);
}

/** Functions that run with the owner's rights: what they do is for the service alone, and nobody else may call them. */
async function functionsOfOwner(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select oid::regprocedure::text as name from pg_proc
    where pronamespace = 'public'::regnamespace and prosecdef order by name`);
  return rows.map(({ name }) => name);
}

/**
 * With the column that says whose a row is: the same in every table, but for the landlords themselves. Those of a release
 * that let the platform write them are to be protected anew.
 */
async function unprotectedTables(client: PoolClient): Promise<{ table: string; column: string }[]> {
  const { rows } = await client.query<{ table: string; column: string }>(
    `
    select c.relname as table, a.attname as column
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and (a.attname = $1 or c.relname = $2 and a.attname = $3)
      and (not (c.relrowsecurity and c.relforcerowsecurity) or c.relname = $2 and not exists (
        select from pg_policy p where p.polrelid = c.oid and p.polname = $4))
    order by c.relname`,
    [complaints.landlordId.name, LANDLORDS, landlords.id.name, LISTED_BY_PLATFORM],
  );
  return rows;
}
