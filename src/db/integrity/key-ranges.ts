import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Session } from '../connection/client';
import { type Places, unnamed } from '../connection/statement';
import { complaints } from '../schema/complaints';
import { contacts } from '../schema/contacts';
import { chainSeals } from '../schema/record';

/** Keys of one landlord from the first up to, and without, the second; null: to the end of all there can be. */
export interface Range {
  readonly from: string;
  readonly before: string | null;
}

/** The parameters of a statement over a range. It has no name, so that it is planned for the range it is given. */
export const RANGE_OF_LANDLORD = ['landlordId', 'from', 'before'] as const;
export type RangePlaces = Places<(typeof RANGE_OF_LANDLORD)[number]>;

/** As SQL, that a key lies in the range. */
export const within = (key: AnyPgColumn, $: RangePlaces): SQL =>
  sql`${key} >= ${$.from} and (${$.before}::${sql.raw(key.getSQLType())} is null or ${key} < ${$.before})`;

const LEAST_UUID = '00000000-0000-0000-0000-000000000000';
const LEAST_INT = '-2147483648';

const nextKey = (
  table: typeof complaints | typeof contacts | typeof chainSeals,
  key: typeof complaints.id | typeof contacts.id | typeof chainSeals.n,
) =>
  unnamed(
    ['landlordId', 'from', 'about'],
    ($) => sql`
    select ${key}::text as key from ${table} where ${table.landlordId} = ${$.landlordId} and ${key} >= ${$.from}
    order by ${key} offset ${$.about} limit 1`,
  );

/** Tables with too many rows of a landlord for one statement. Each has a key, and the least that key can be. */
const TABLES = {
  complaints: { least: LEAST_UUID, next: nextKey(complaints, complaints.id) },
  contacts: { least: LEAST_UUID, next: nextKey(contacts, contacts.id) },
  seals: { least: LEAST_INT, next: nextKey(chainSeals, chainSeals.n) },
} as const;

/**
 * Does the work for one range after the other, each with about so many rows of the table. Together they cover every key
 * there can be, so that what hangs on a row which is not there any more lies in one of them too.
 */
export async function eachRange(
  db: Session,
  landlordId: string,
  { of, about }: { readonly of: keyof typeof TABLES; readonly about: number },
  work: (range: Range) => Promise<void>,
): Promise<void> {
  const { least, next } = TABLES[of];
  let from: string = least;
  for (;;) {
    const [found] = await db.of(landlordId).query<{ key: string }>(next({ landlordId, from, about }));
    await work({ from, before: found?.key ?? null });
    if (!found) return;
    from = found.key;
  }
}
