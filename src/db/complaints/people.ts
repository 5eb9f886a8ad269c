import { sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Session } from '../connection/client';
import { statement } from '../connection/statement';
import { parties, texts } from '../schema/record';
import { c } from './rows';
import { complaints } from '../schema/complaints';

/** Enough to know a complaint by on the telephone. */
export interface WhoAndWhere {
  readonly complainant: string | null;
  /** Of the property it is about, else of the complainant. */
  readonly address: string | null;
  readonly summary: string | null;
}

const p = alias(parties, 'p');
const t = alias(texts, 't');

const WHO_AND_WHERE = statement(
  'who-and-where',
  ['landlordId', 'ids'],
  ($) => sql`
  select ${c.id} as id, ${p.data} ->> 'name' as complainant,
    coalesce(${p.data} #>> '{property,address}', ${p.data} ->> 'address') as address, ${t.text} as summary
  from ${complaints} ${c}
  left join ${parties} ${p} on ${p.landlordId} = ${c.landlordId} and ${p.complaintId} = ${c.id}
    and ${p.role} = 'complainant'
  left join ${texts} ${t} on ${t.landlordId} = ${c.landlordId} and ${t.complaintId} = ${c.id}
    and ${t.sequence} = 1 and ${t.field} = 'summary'
  where ${c.landlordId} = ${$.landlordId} and ${c.id} = any(${$.ids}::uuid[])`,
);

/** Of each of these complaints that may be seen: who complained, where and of what. */
export async function whoAndWhere(
  db: Session,
  landlordId: string,
  ids: readonly string[],
): Promise<Map<string, WhoAndWhere>> {
  const rows = await db
    .of(landlordId)
    .query<WhoAndWhere & { readonly id: string }>(WHO_AND_WHERE({ landlordId, ids }));
  return new Map(rows.map(({ id, ...who }) => [id, who]));
}
