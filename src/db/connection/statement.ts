import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { QueryConfig } from 'pg';

/** The places of a statement's parameters by their names: `$1` for the first, wherever and however often it stands. */
export type Places<Name extends string> = { readonly [N in Name]: SQL };

/** Gives the statement with its values, ready for `query`. The driver takes each value as the type at its place. */
export type Statement<Name extends string> = (values: Readonly<Record<Name, unknown>>) => QueryConfig;

/**
 * A statement that PostgreSQL parses and plans once a connection, under its name. Drizzle writes its text from the
 * tables the first time it is wanted; after that it costs what a string costs. A value that stands in several places
 * travels once, which `sql.placeholder` would send again for each: an act's events stand in three.
 */
export function statement<const Name extends string>(
  name: string,
  parameters: readonly Name[],
  build: (places: Places<Name>) => SQLWrapper,
): Statement<Name> {
  const written = unnamed(parameters, build);
  return (values) => ({ name, ...written(values) });
}

/** The same without a name: PostgreSQL plans it each time for its values, where they decide how much there is to read. */
export function unnamed<const Name extends string>(
  parameters: readonly Name[],
  build: (places: Places<Name>) => SQLWrapper,
): Statement<Name> {
  let text: string | null = null;
  return (values) => {
    text ??= textOf(build(placesOf(parameters)));
    return { text, values: parameters.map((parameter) => values[parameter]) };
  };
}

/** The text of SQL that holds no values of its own; what it was given of them stands in it as literals. */
export const textOf = (built: SQLWrapper): string =>
  new PgDialect().sqlToQuery(sql`${built}`.inlineParams()).sql.trim();

/** A statement written for one occasion, such as a list by some of many filters, with the values that stand in it. */
export function once(built: SQLWrapper): QueryConfig {
  const { sql: text, params } = new PgDialect().sqlToQuery(sql`${built}`);
  return { text, values: params };
}

const placesOf = <Name extends string>(parameters: readonly Name[]): Places<Name> =>
  // Object.fromEntries forgets which names it was given.
  Object.fromEntries(parameters.map((name, index) => [name, sql.raw(`$${index + 1}`)])) as Places<Name>;
