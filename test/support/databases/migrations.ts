import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Owner } from '../database';

export const MIGRATIONS = join(__dirname, '../../../migrations');

interface Journal {
  entries: { idx: number; version: string; when: number; tag: string; breakpoints: boolean }[];
}

/** The migrations of another release, in a folder of their own. */
export interface Release {
  readonly folder: string;
  remove(): void;
}

const journalIn = (folder: string) => join(folder, 'meta/_journal.json');
export const presentJournal = (): Journal => JSON.parse(readFileSync(journalIn(MIGRATIONS), 'utf8'));

/** The release before the present one: as many migrations fewer. */
export function earlierRelease(fewer: number): Release {
  return copied((journal) => journal.entries.splice(-fewer));
}

/** A release after the present one, with one more migration. */
export function laterRelease(sql: string): Release {
  return copied((journal, folder) => {
    const last = journal.entries.at(-1)!;
    journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag: 'later' });
    writeFileSync(join(folder, 'later.sql'), sql);
  });
}

function copied(change: (journal: Journal, folder: string) => void): Release {
  const folder = mkdtempSync(join(tmpdir(), 'redress-migrations-'));
  cpSync(MIGRATIONS, folder, { recursive: true });
  const journal = presentJournal();
  change(journal, folder);
  writeFileSync(journalIn(folder), JSON.stringify(journal));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Every table that holds a landlord's rows, a table before those that refer to it. */
async function tablesOf(owner: Owner): Promise<string[]> {
  const rows = await owner.query<{ table: string }>({
    text: `
      with recursive tables as (
        select oid, 0 as depth from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
        union
        select k.conrelid, t.depth + 1 from pg_constraint k join tables t on t.oid = k.confrelid
        where k.contype = 'f' and k.conrelid <> k.confrelid
      )
      select oid::regclass::text as table from tables group by oid order by max(depth), oid::regclass::text`,
  });
  return rows.map(({ table }) => table);
}

async function columnsOf(owner: Owner, table: string): Promise<string[]> {
  const rows = await owner.query<{ column: string }>({
    text: `
      select attname as column from pg_attribute
      where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    values: [table],
  });
  return rows.map(({ column }) => column);
}

/** Every row of every table, as text and in an order of its own: two databases that hold the same compare equal. */
export async function everyRow(owner: Owner): Promise<Record<string, object[]>> {
  const all: Record<string, object[]> = {};
  for (const table of await tablesOf(owner)) {
    const rows = await owner.query<{ row: object }>({
      text: `select to_jsonb(t) as row from ${table} t order by to_jsonb(t)::text`,
    });
    all[table] = rows.map(({ row }) => row);
  }
  return all;
}

/** Enters what one database held into another, as far as the other has the tables and columns, and not the rows. */
export async function enterRows(rows: Readonly<Record<string, readonly object[]>>, to: Owner): Promise<void> {
  for (const table of await tablesOf(to)) {
    const [first] = rows[table] ?? [];
    if (!first) continue;
    const columns = (await columnsOf(to, table)).filter((column) => column in first).join(', ');
    await to.query({
      text: `
        insert into ${table} (${columns}) overriding system value
        select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)
        on conflict do nothing`,
      values: [JSON.stringify(rows[table])],
    });
  }
}
