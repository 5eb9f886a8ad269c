import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';

const SCHEMA = join(__dirname, '../../src/db/schema');

/** Of every file of the schema, so that a new one cannot be forgotten. */
export const declaredTables: readonly PgTable[] = readdirSync(SCHEMA)
  .flatMap((file) => Object.values<unknown>(require(join(SCHEMA, file))))
  .filter((value) => is(value, PgTable));
