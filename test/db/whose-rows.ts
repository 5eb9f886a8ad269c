import { getTableColumns, getTableName } from 'drizzle-orm';
import type { PoolClient } from 'pg';
import { declaredTables } from './declared-tables';

/** Every table with rows of landlords. The landlords themselves have an id of their own. */
const TABLES = declaredTables.filter((table) => 'landlordId' in getTableColumns(table)).map(getTableName);

/** A table as Drizzle writes it where rows are read or changed, with its alias. */
const REFERENCES = new RegExp(
  `(,|\\b(?:from|join|into|update|using))\\s+"(${TABLES.join('|')})"(?!\\.)(?:\\s+(?:as\\s+)?"(\\w+)")?`,
  'g',
);

/**
 * The tables of landlords that a statement reaches without saying whose rows it wants. Each time a table is read or
 * changed, its `landlord_id` has to be compared in the same query; an insert has to fill it. A column that is only selected, or
 * compared in a query around that one or within it, does not count.
 */
export function withoutLandlord(text: string): string[] {
  return [...text.matchAll(REFERENCES)].flatMap((found) => {
    const [all, verb, table, alias] = found;
    // Between commas and without an alias it is a column that has the name of a table.
    if (verb === ',' && alias === undefined) return [];
    const says =
      verb === 'into'
        ? /^\s*\([^)]*"landlord_id"/.test(text.slice(found.index + all.length))
        : comparesLandlordOf(alias ?? table!, queryAround(text, found.index));
    return says ? [] : [all.replace(/\s+/g, ' ')];
  });
}

const comparesLandlordOf = (name: string, text: string): boolean =>
  new RegExp(`"${name}"\\."landlord_id"\\s*=|=\\s*"${name}"\\."landlord_id"`).test(text);

/** The query that a place stands in, without the queries that stand in it. */
function queryAround(text: string, at: number): string {
  const open: number[] = [];
  for (let place = 0; place < at; place += 1) {
    if (text[place] === '(') open.push(place);
    if (text[place] === ')') open.pop();
  }
  const start = open.at(-1);
  return withoutQueries(start === undefined ? text : text.slice(start + 1, closingOf(text, start)));
}

function withoutQueries(text: string): string {
  const found = /\(\s*select\b/.exec(text);
  if (found === null) return text;
  const after = text.slice(closingOf(text, found.index) + 1);
  return text.slice(0, found.index) + withoutQueries(after);
}

function closingOf(text: string, opening: number): number {
  let depth = 0;
  for (let place = opening; place < text.length; place += 1) {
    if (text[place] === '(') depth += 1;
    if (text[place] === ')') depth -= 1;
    if (depth === 0) return place;
  }
  return text.length;
}

/** Lets no statement through that forgets the landlord. Those that tests write by hand name tables without quotes. */
export function refuseWithoutLandlord(client: PoolClient): void {
  const send = client.query.bind(client) as (...given: unknown[]) => unknown;
  const watched = (...given: unknown[]): unknown => {
    const [asked] = given;
    const text = typeof asked === 'string' ? asked : (asked as { text?: string }).text;
    const forgotten = withoutLandlord(text ?? '');
    if (forgotten.length > 0) throw new Error(`Nobody's rows are asked for ${forgotten.join(', ')}: ${text}`);
    return send(...given);
  };
  client.query = watched as typeof client.query;
}
