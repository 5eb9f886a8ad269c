import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core';

type Columns<T extends PgTable> = T['_']['columns'];
export type ColumnKey<T extends PgTable> = keyof Columns<T> & string;

/** Some columns of a table, as each part of a statement writes them. */
export interface Shape {
  /** `policy_version, status`: the columns of an insert. */
  readonly names: SQL;
  /** `"policyVersion" text, "status" text`: the fields of `jsonb_to_recordset`. */
  readonly record: SQL;
  /** `w."policyVersion", w."status"`: the fields of such a record, or of a subquery that `selected` them. */
  fieldsOf(alias: string): SQL;
  /** `c.policy_version as "policyVersion", c.status as "status"`: what a query answers with. */
  selectedFrom(alias: string): SQL;
  /** `'policyVersion', c.policy_version, 'status', c.status`: what `json_build_object` is given. */
  pairsFrom(alias: string): SQL;
  /** `policy_version = w."policyVersion"`: what an update sets from such a record. */
  setFrom(alias: string): SQL;
  /** `policy_version = excluded.policy_version`: what an insert that finds the row sets. */
  readonly setFromExcluded: SQL;
  /** `c.policy_version, c.status`, to compare two rows. */
  of(alias: string): SQL;
}

/**
 * The columns of these names, in this order. The schema alone says what a column is called in the database, what it is
 * in JSON and of which type, so a column renamed there is renamed in every statement, and one taken away is a type error.
 */
export function shape<T extends PgTable>(table: T, keys: readonly ColumnKey<T>[]): Shape {
  const all = getTableColumns(table);
  const columns = keys.map((key) => {
    const column = all[key];
    if (column === undefined) throw new RangeError(`No column ${key}`);
    return {
      key: sql.raw(`'${key}'`),
      field: sql.identifier(key),
      name: bare(column),
      type: sql.raw(column.getSQLType()),
    };
  });
  const each = (write: (column: (typeof columns)[number]) => SQL) => sql.join(columns.map(write), sql`, `);
  const at = (alias: string) => sql.identifier(alias);
  return {
    names: each(({ name }) => sql`${name}`),
    record: each(({ field, type }) => sql`${field} ${type}`),
    fieldsOf: (alias) => each(({ field }) => sql`${at(alias)}.${field}`),
    selectedFrom: (alias) => each(({ name, field }) => sql`${at(alias)}.${name} as ${field}`),
    pairsFrom: (alias) => each(({ key, name }) => sql`${key}, ${at(alias)}.${name}`),
    setFrom: (alias) => each(({ name, field }) => sql`${name} = ${at(alias)}.${field}`),
    setFromExcluded: each(({ name }) => sql`${name} = excluded.${name}`),
    of: (alias) => each(({ name }) => sql`${at(alias)}.${name}`),
  };
}

/** A column without its table, as `set`, an index or an insert's list want it. */
export const bare = (column: AnyPgColumn) => sql.identifier(column.name);

/** `complaints (landlord_id, id)`: where an insert puts its values. */
export const into = <T extends PgTable>(table: T, keys: readonly ColumnKey<T>[]): SQL =>
  sql`${table} (${shape(table, keys).names})`;
