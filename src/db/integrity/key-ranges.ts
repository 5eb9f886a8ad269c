import type { Session } from '../connection/client';

/** Keys of one landlord from the first up to, and without, the second; null: to the end of all there can be. */
export interface Range {
  readonly from: string;
  readonly before: string | null;
}

/** What a landlord has too many of to be looked at in one statement, by its key and the least that key can be. */
const TABLES = {
  complaints: { key: 'id', type: 'uuid', least: '00000000-0000-0000-0000-000000000000' },
  contacts: { key: 'id', type: 'uuid', least: '00000000-0000-0000-0000-000000000000' },
  chain_seals: { key: 'n', type: 'int', least: '-2147483648' },
} as const;
type Table = keyof typeof TABLES;

/** As SQL, that a key lies in the range of $2 and $3. Unnamed, such a statement is planned for the range it is given. */
export const within = (key: string, table: Table): string =>
  `${key} >= $2 and ($3::${TABLES[table].type} is null or ${key} < $3)`;

/**
 * Does the work for one range after the other, each with about so many rows of the table. Together they cover every key
 * there can be, so that what hangs on a row which is not there any more lies in one of them too.
 */
export async function eachRange(
  db: Session,
  landlordId: string,
  { table, about }: { readonly table: Table; readonly about: number },
  work: (range: Range) => Promise<void>,
): Promise<void> {
  const { key, least } = TABLES[table];
  let from: string = least;
  for (;;) {
    const [next] = await db.of(landlordId).query<{ key: string }>({
      text: `
        select ${key}::text as key from ${table} where landlord_id = $1 and ${key} >= $2
        order by ${table}.${key} offset $3 limit 1`,
      values: [landlordId, from, about],
    });
    await work({ from, before: next?.key ?? null });
    if (!next) return;
    from = next.key;
  }
}
