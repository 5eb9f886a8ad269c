import { sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { type Database, inTransaction, type Session } from '../connection/client';
import { errorCode } from '../connection/errors';
import { bare, into } from '../connection/shape';
import { statement } from '../connection/statement';
import type { ReferenceChange } from '../../policy/events/recorded-event';
import { complaintExternalReferences, complaints, externalReferenceChanges } from '../schema/complaints';
import {
  CASE_ID,
  COMPLAINT_ROW,
  c,
  type ExternalReference,
  type KnownReference,
  type ListedComplaint,
  type NewComplaint,
} from './rows';
import { insertLoggedComplaint } from './write';

/** The numbers by which other systems know a complaint: the one of the caller that logged it, and all others. */

export const x = alias(complaintExternalReferences, 'x');
const also = alias(complaintExternalReferences, 'also');
const h = alias(externalReferenceChanges, 'h');
const other = alias(complaints, 'other');

/** A person needs to see that there are others, not to page through them. */
const MOST_ELSEWHERE = 5;

/** The references of the other complaints that have `x` too. */
const ELSEWHERE = sql`(select coalesce(json_agg(o.reference), '[]') from (
  select ${other.reference} as reference from ${complaintExternalReferences} ${also}
  join ${complaints} ${other} on ${other.landlordId} = ${also.landlordId} and ${other.id} = ${also.complaintId}
  where ${also.landlordId} = ${x.landlordId} and ${also.system} = ${x.system} and ${also.externalId} = ${x.externalId}
    and ${also.complaintId} <> ${x.complaintId}
  order by ${other.reference} limit ${sql.raw(String(MOST_ELSEWHERE))}) o)`;

/** Every external reference `x` of a complaint, as JSON. */
export const REFERENCES = sql`coalesce(json_agg(
  json_build_object('system', ${x.system}, 'id', ${x.externalId}, 'elsewhere', ${ELSEWHERE})
  order by ${x.system} collate "C", ${x.externalId} collate "C"), '[]')`;

const LOGGED_REFERENCES = statement(
  'references-of-logged-complaint',
  ['landlordId', 'complaintId', 'systems', 'ids'],
  ($) => sql`
  select ${x.system} as system, ${x.externalId} as id, json_agg(${other.reference} order by ${other.reference}) as elsewhere
  from unnest(${$.systems}::text[], ${$.ids}::text[]) as w(system, id)
  join ${complaintExternalReferences} ${x}
    on ${x.landlordId} = ${$.landlordId} and ${x.system} = w.system and ${x.externalId} = w.id
  join ${complaints} ${other} on ${other.landlordId} = ${x.landlordId} and ${other.id} = ${x.complaintId}
  where ${x.complaintId} <> ${$.complaintId}
  group by ${x.system}, ${x.externalId}`,
);

/** The references of a complaint just logged, which its caller need not see, with the others that have them. */
export async function withElsewhere(
  db: Session,
  landlordId: string,
  complaintId: string,
  references: readonly ExternalReference[],
): Promise<KnownReference[]> {
  if (references.length === 0) return [];
  const systems = references.map(({ system }) => system);
  const ids = references.map(({ id }) => id);
  const found = await db
    .of(landlordId)
    .query<KnownReference & { elsewhere: string[] }>(
      LOGGED_REFERENCES({ landlordId, complaintId, systems, ids }),
    );
  return references.map(({ system, id }) => ({
    system,
    id,
    elsewhere:
      found.find((one) => one.system === system && one.id === id)?.elsewhere.slice(0, MOST_ELSEWHERE) ?? [],
  }));
}

const FIND_BY_CASE = statement(
  'find-complaint-by-case',
  ['landlordId', 'system', 'id'],
  ($) => sql`
  select ${COMPLAINT_ROW}, ${CASE_ID} from ${complaints} ${c}
  where ${c.landlordId} = ${$.landlordId} and ${c.caseSystem} = ${$.system} and ${c.caseNumber} = ${$.id}`,
);

/** The complaint that the caller's own number names, where the present caller may see it. */
export async function findByCase(
  db: Session,
  landlordId: string,
  { system, id }: ExternalReference,
): Promise<ListedComplaint | null> {
  const [row] = await db.of(landlordId).query<ListedComplaint>(FIND_BY_CASE({ landlordId, system, id }));
  return row ?? null;
}

const CASE_EXISTS = statement(
  'case-exists',
  ['landlordId', 'system', 'id'],
  ($) => sql`
  select from ${complaints} ${c}
  where ${c.landlordId} = ${$.landlordId} and ${c.caseSystem} = ${$.system} and ${c.caseNumber} = ${$.id}`,
);

/** True where any complaint of the landlord has the number, be it for the present caller to see or not. */
export async function caseExists(
  db: Session,
  landlordId: string,
  { system, id }: ExternalReference,
): Promise<boolean> {
  const rows = await db.wholly(landlordId).query(CASE_EXISTS({ landlordId, system, id }));
  return rows.length > 0;
}

const FIND_BY_EXTERNAL = statement(
  'find-complaints-by-external-reference',
  ['landlordId', 'system', 'id', 'limit'],
  ($) => sql`
  select ${COMPLAINT_ROW}, ${CASE_ID} from ${complaints} ${c}
  where ${c.landlordId} = ${$.landlordId} and ${c.id} in (
    select ${x.complaintId} from ${complaintExternalReferences} ${x}
    where ${x.landlordId} = ${$.landlordId} and ${x.system} = ${$.system} and ${x.externalId} = ${$.id})
  order by ${c.receivedOn} desc, ${c.id} desc
  limit ${$.limit}`,
);

/** The complaints known by this number: as the case they were logged for, else by an external reference, latest first. */
export async function complaintsKnownAs(
  db: Session,
  landlordId: string,
  known: ExternalReference,
  limit: number,
): Promise<ListedComplaint[]> {
  const ofCase = await findByCase(db, landlordId, known);
  if (ofCase) return [ofCase];
  const { system, id } = known;
  return db.of(landlordId).query<ListedComplaint>(FIND_BY_EXTERNAL({ landlordId, system, id, limit }));
}

const CHANGE = statement(
  'change-external-references',
  ['landlordId', 'complaintId', 'sequence', 'add', 'remove', 'keep'],
  ($) => sql`
  with gone as (
    delete from ${complaintExternalReferences} ${x}
    using jsonb_to_recordset(${$.remove}::jsonb) as r(system text, id text)
    where ${x.landlordId} = ${$.landlordId} and ${x.complaintId} = ${$.complaintId}
      and ${x.system} = r.system and ${x.externalId} = r.id
    returning ${x.system} as system, ${x.externalId} as id
  ), come as (
    insert into ${into(complaintExternalReferences, ['landlordId', 'system', 'externalId', 'complaintId'])}
    select ${$.landlordId}, r.system, r.id, ${$.complaintId}
    from jsonb_to_recordset(${$.add}::jsonb) as r(system text, id text)
    on conflict do nothing
    returning ${bare(complaintExternalReferences.system)} as system, ${bare(complaintExternalReferences.externalId)} as id
  ), forgotten as (
    delete from ${externalReferenceChanges} ${h} using gone
    where not ${$.keep}::boolean and ${h.landlordId} = ${$.landlordId} and ${h.complaintId} = ${$.complaintId}
      and ${h.system} = gone.system and ${h.externalId} = gone.id
  )
  insert into ${into(externalReferenceChanges, ['landlordId', 'complaintId', 'sequence', 'system', 'externalId', 'added'])}
  select ${$.landlordId}, ${$.complaintId}, ${$.sequence}::integer, system, id, true from come
  union all
  select ${$.landlordId}, ${$.complaintId}, ${$.sequence}::integer, system, id, false from gone where ${$.keep}::boolean`,
);

/**
 * Writes what an act changed of them, in its transaction. One that somebody added meanwhile is there as it should be; one
 * that was never right is forgotten wholly.
 */
export async function changeReferences(
  db: Session,
  landlordId: string,
  { complaintId, sequence }: { readonly complaintId: string; readonly sequence: number },
  { add, remove, keep }: ReferenceChange,
): Promise<true> {
  const change = { add: JSON.stringify(add), remove: JSON.stringify(remove), keep };
  await db.wholly(landlordId).query(CHANGE({ landlordId, complaintId, sequence, ...change }));
  return true;
}

/** A reference that the event of this number gave to the complaint, or took from it. */
export interface ReferenceChanged extends ExternalReference {
  readonly sequence: number;
  readonly added: boolean;
}

const CHANGES = statement(
  'external-reference-changes',
  ['landlordId', 'complaintId'],
  ($) => sql`
  select ${h.sequence} as sequence, ${h.system} as system, ${h.externalId} as id, ${h.added} as added
  from ${externalReferenceChanges} ${h}
  where ${h.landlordId} = ${$.landlordId} and ${h.complaintId} = ${$.complaintId}
  order by ${h.sequence}, ${h.added} desc`,
);

/** All of them, the earliest first. */
export const referenceChanges = (
  db: Session,
  landlordId: string,
  complaintId: string,
): Promise<ReferenceChanged[]> =>
  db.of(landlordId).query<ReferenceChanged>(CHANGES({ landlordId, complaintId }));

/** Another complaint of the landlord has the caller's number of the case. */
export class CaseIdTaken extends Error {}

const UNIQUE_VIOLATION = '23505';

/**
 * The same of a complaint with a number of the caller's own: two that bring the same one at once both find it free, and
 * one of them is refused by the index. What it began is undone alone, so that whatever it is a part of can go on.
 */
export async function insertComplaintOfCase(
  database: Database,
  landlordId: string,
  complaint: NewComplaint,
): Promise<string | null> {
  try {
    return await inTransaction(database, (session) => insertLoggedComplaint(session, landlordId, complaint));
  } catch (error) {
    if (errorCode(error) === UNIQUE_VIOLATION && isOnCase(error)) throw new CaseIdTaken();
    throw error;
  }
}

const isOnCase = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'constraint' in error &&
  error.constraint === 'complaints_case_unique';
