import { AsyncLocalStorage } from 'node:async_hooks';
import type { PoolClient } from 'pg';

/**
 * Which complaints the present caller sees: all of the landlord's, unless the landlord limits its handlers to what
 * is theirs. That is a complaint one stage of which was last assigned to them: who answered a stage can still read what
 * they answered, and who was taken off it, within the stage or later, for a conflict of interest or otherwise (Code
 * 5.8), cannot. It is said once, here, as a policy on each table that tells of a single complaint, so that no statement
 * can forget it: neither those of today nor those of tables that come later.
 */
export class VisibleComplaints {
  private readonly limits = new AsyncLocalStorage<string>();

  /** Does the work seeing only the complaints of the person; of nobody, where that is null. */
  limitedTo<T>(person: string | null, work: () => T): T {
    return this.limits.run(`person:${person ?? ''}`, work);
  }

  /** As `redress.handler` carries it to the database: empty for whoever sees everything. */
  get setting(): string {
    return this.limits.getStore() ?? '';
  }
}

// Asked once a statement and not once a row.
const UNLIMITED = `(select coalesce(current_setting('redress.handler', true), '') = '')`;

/**
 * Found by index before any row is compared with them. A function and not its query, whose plan everybody would pay
 * for: written out, a read of one complaint ran for 0.27 ms in the database, and so for 0.17. No person's reference is
 * empty.
 */
const FUNCTION = `
create or replace function own_cases() returns setof uuid language plpgsql stable parallel safe rows 100 as $$
begin
  return query
    select distinct h.complaint_id from complaint_handlers h
    where h.landlord_id = nullif(current_setting('redress.landlord', true), '')::uuid
      and h.person = substr(current_setting('redress.handler', true), ${'person:'.length + 1});
end $$`;

const OWN_CASES = '(select own_cases())';

/**
 * Puts the policy on every table that tells of a single complaint. Needs the owner's rights. A policy says in its
 * comment what it was made of, and is made anew only where that has changed: making one locks its table.
 */
export async function restrictVisibleComplaints(client: PoolClient): Promise<void> {
  await client.query(FUNCTION);
  for (const { table, columns, standing } of await tablesToLimit(client)) {
    const rows = `${UNLIMITED} or (${ownRows(table, columns)})`.replace(/\s+/g, ' ');
    if (rows === standing) continue;
    await client.query(`
      drop policy if exists own_cases on ${table};
      create policy own_cases on ${table} as restrictive using (${rows});
      comment on policy own_cases on ${table} is ${client.escapeLiteral(rows)};`);
  }
}

/** What hangs on a thing of several complaints, or of none, is seen where that is. */
const BY_TABLE: Readonly<Record<string, string>> = {
  complaints: `id in ${OWN_CASES}`,
  rehearsals: `exists (
    select from rehearsal_complaints l where l.landlord_id = rehearsals.landlord_id and l.rehearsal_id = rehearsals.id)`,
  contact_events: `exists (
    select from contacts c where c.landlord_id = contact_events.landlord_id and c.id = contact_id)`,
  contact_texts: `exists (
    select from contacts c where c.landlord_id = contact_texts.landlord_id and c.id = contact_id)`,
};

/** A contact that has become no complaint names none, and is everybody's. */
function ownRows(table: string, columns: readonly string[]): string {
  const named = columns.map((column) => `(${column} is null or ${column} in ${OWN_CASES})`);
  return BY_TABLE[table] ?? named.join(' and ');
}

interface TableToLimit {
  readonly table: string;
  readonly columns: readonly string[];
  readonly standing: string | null;
}

/** Derived from the schema as it stands. The handlers themselves are what the policy asks, so they stay out of it. */
async function tablesToLimit(client: PoolClient): Promise<TableToLimit[]> {
  const { rows } = await client.query<TableToLimit>(
    `
    select c.relname::text as table, array_remove(array_agg(a.attname::text order by a.attname), null) as columns,
      (select obj_description(p.oid, 'pg_policy') from pg_policy p
       where p.polrelid = c.oid and p.polname = 'own_cases') as standing
    from pg_class c
    left join pg_attribute a on a.attrelid = c.oid and a.attname like '%complaint\\_id' and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and (a.attname is not null or c.relname = any($1))
      and c.relname <> 'complaint_handlers'
    group by c.oid, c.relname order by c.relname`,
    [Object.keys(BY_TABLE)],
  );
  return rows;
}
