import { getTableName, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { PoolClient } from 'pg';
import { textOf } from '../connection/statement';
import { PERSON } from '../connection/visible-complaints';
import { complaintHandlers, complaints } from '../schema/complaints';
import { contactEvents, contacts, contactTexts } from '../schema/contacts';
import { rehearsalComplaints, rehearsals } from '../schema/rehearsals';

/**
 * A limited handler sees the complaints one stage of which was last assigned to them. So they can still read what they
 * answered. Being taken off a stage, for a conflict of interest or otherwise (Code 5.8), takes the complaint away. It is
 * said once, here, as a policy on each table that tells of a single complaint. So no statement can forget it: neither
 * those of today nor those of tables that come later.
 */

// Asked once a statement and not once a row.
const UNLIMITED = `(select coalesce(current_setting('redress.handler', true), '') = '')`;

const h = alias(complaintHandlers, 'h');

/**
 * Found by index before any row is compared with them. A function and not its query, whose plan everybody would pay
 * for: written out, a read of one complaint ran for 0.27 ms in the database, and so for 0.17. No person's reference is
 * empty.
 */
const FUNCTION = textOf(sql`
create or replace function own_cases() returns setof uuid language plpgsql stable parallel safe rows 100 as $$
begin
  return query
    select distinct ${h.complaintId} from ${complaintHandlers} ${h}
    where ${h.landlordId} = nullif(current_setting('redress.landlord', true), '')::uuid
      and ${h.person} = substr(current_setting('redress.handler', true), ${PERSON.length + 1});
end $$`);

const OWN_CASES = sql`(select own_cases())`;

/**
 * Puts the policy on every table that tells of a single complaint. Needs the owner's rights. A policy says in its
 * comment what it was made of, and is made anew only where that has changed: making one locks its table.
 */
export async function restrictVisibleComplaints(client: PoolClient): Promise<void> {
  await client.query(FUNCTION);
  for (const { table, columns, inForce } of await tablesToLimit(client)) {
    const rows = `${UNLIMITED} or (${textOf(ownRows(table, columns))})`.replace(/\s+/g, ' ');
    if (rows === inForce) continue;
    await client.query(`
      drop policy if exists own_cases on ${table};
      create policy own_cases on ${table} as restrictive using (${rows});
      comment on policy own_cases on ${table} is ${client.escapeLiteral(rows)};`);
  }
}

const l = alias(rehearsalComplaints, 'l');
const c = alias(contacts, 'c');

const contactIsSeen = (table: typeof contactEvents | typeof contactTexts): SQL => sql`exists (
  select from ${contacts} ${c} where ${c.landlordId} = ${table.landlordId} and ${c.id} = ${table.contactId})`;

/** Rows that hang on a thing of several complaints, or of none, are seen where that thing is. */
const BY_TABLE: Readonly<Record<string, SQL>> = {
  [getTableName(complaints)]: sql`${complaints.id} in ${OWN_CASES}`,
  [getTableName(rehearsals)]: sql`exists (
    select from ${rehearsalComplaints} ${l}
    where ${l.landlordId} = ${rehearsals.landlordId} and ${l.rehearsalId} = ${rehearsals.id})`,
  [getTableName(contactEvents)]: contactIsSeen(contactEvents),
  [getTableName(contactTexts)]: contactIsSeen(contactTexts),
};

/** A contact that has become no complaint names none, and is everybody's. */
function ownRows(table: string, columns: readonly string[]): SQL {
  const named = columns.map((column) => {
    const complaint = sql.identifier(column);
    return sql`(${complaint} is null or ${complaint} in ${OWN_CASES})`;
  });
  return BY_TABLE[table] ?? sql.join(named, sql` and `);
}

interface TableToLimit {
  readonly table: string;
  readonly columns: readonly string[];
  readonly inForce: string | null;
}

/** Derived from the schema as it stands. The handlers themselves are what the policy asks, so they stay out of it. */
async function tablesToLimit(client: PoolClient): Promise<TableToLimit[]> {
  const { rows } = await client.query<TableToLimit>(
    `
    select c.relname::text as table, array_remove(array_agg(a.attname::text order by a.attname), null) as columns,
      (select obj_description(p.oid, 'pg_policy') from pg_policy p
       where p.polrelid = c.oid and p.polname = 'own_cases') as inForce
    from pg_class c
    left join pg_attribute a on a.attrelid = c.oid and right(a.attname, length($2)) = $2 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and (a.attname is not null or c.relname = any($1))
      and c.relname <> $3
    group by c.oid, c.relname order by c.relname`,
    [Object.keys(BY_TABLE), h.complaintId.name, getTableName(complaintHandlers)],
  );
  return rows;
}
