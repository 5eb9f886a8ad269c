import { sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Session } from '../connection/client';
import { statement } from '../connection/statement';
import { complaintEvents, formerParties, parties, texts } from '../schema/record';
import { c, type FormerParty } from './rows';
import { complaints } from '../schema/complaints';

/** Enough to know a complaint by on the telephone. */
export interface WhoAndWhere {
  readonly complainant: string | null;
  /** Of the property it is about, else of the complainant. */
  readonly address: string | null;
  readonly summary: string | null;
}

const p = alias(parties, 'p');
const f = alias(formerParties, 'f');
const e = alias(complaintEvents, 'e');
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
  left join lateral (
    -- The last that was said of it, by whoever logged it or by a correction.
    select ${t.text} from ${texts} ${t} where ${t.landlordId} = ${c.landlordId} and ${t.complaintId} = ${c.id}
      and (${t.sequence} = 1 and ${t.field} = 'summary' or ${t.field} = '1/summary')
    order by ${t.sequence} desc limit 1) t on true
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

/** Somebody as an event of the record told of them; without data where that was deleted or erased since. */
export type PersonOnRecord = FormerParty;

const EVERY_VERSION = statement(
  'people-of-record',
  ['landlordId', 'complaintId'],
  ($) => sql`
  with version as (
    select ${p.role} as role, ${p.n} as n, coalesce(${p.sequence}, 0) as sequence, ${p.data} as data
    from ${parties} ${p} where ${p.landlordId} = ${$.landlordId} and ${p.complaintId} = ${$.complaintId}
    union all
    select ${f.role}, ${f.n}, ${f.sequence}, ${f.data}
    from ${formerParties} ${f} where ${f.landlordId} = ${$.landlordId} and ${f.complaintId} = ${$.complaintId}
  ), named as (
    select split_part(key, '/', 1) as role, split_part(key, '/', 2)::integer as n, ${e.sequence} as sequence
    from ${complaintEvents} ${e} cross join lateral jsonb_object_keys(${e.partyDigests}) as key
    where ${e.landlordId} = ${$.landlordId} and ${e.complaintId} = ${$.complaintId}
  )
  select role, n, nullif(sequence, 0) as event, data from version full join named using (role, n, sequence)
  order by role, n, sequence`,
);

/** Everybody as they are and as they were, each by the event that told of them, the earliest first. */
export const everyVersionOf = (
  db: Session,
  landlordId: string,
  complaintId: string,
): Promise<PersonOnRecord[]> =>
  db.of(landlordId).query<PersonOnRecord>(EVERY_VERSION({ landlordId, complaintId }));
