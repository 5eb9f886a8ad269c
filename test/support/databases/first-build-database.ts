import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEarlierDatabase, type TestDatabase } from '../database';
import { earlierRelease, enterRows, presentJournal } from './migrations';

/**
 * A database as the first build that took complaints over HTTP left it: three landlords under three procedures with
 * twelve complaints at every point of them, and two contacts. The rows are what that build itself wrote.
 */
const ROWS = join(__dirname, '../../records/first-build.jsonl');
const MIGRATIONS_THEN = 3;

export interface Line {
  readonly table: string;
  readonly row: Record<string, unknown>;
}

export const firstBuildLines = (): Line[] =>
  readFileSync(ROWS, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

export async function createFirstDatabase(): Promise<TestDatabase> {
  const then = earlierRelease(presentJournal().entries.length - MIGRATIONS_THEN);
  const database = await createEarlierDatabase(then.folder);
  const rows: Record<string, object[]> = {};
  for (const { table, row } of firstBuildLines()) rows[table] = [...(rows[table] ?? []), row];
  await enterRows(rows, database.owner);
  then.remove();
  return database;
}
