import { and, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { prefixOf } from '../../policy/corrections/body-of';
import type { Session } from '../connection/client';
import { toInstant } from '../connection/columns';
import { type Places, statement } from '../connection/statement';
import { complaintExternalReferences, complaints } from '../schema/complaints';
import { formerParties, parties, texts } from '../schema/record';
import { REFERENCES, x } from './references';
import {
  CASE_ID,
  COMPLAINT_ROW,
  type ComplaintDetail,
  c,
  PRESENT,
  STORED_STATE,
  type Stored,
  type StoredState,
} from './rows';

const REFERENCE = /^c-\d{4}-\d{6,}$/i;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** As it is stored, however a person typed it: `c-2026-000123` is read out over the phone and typed as it was heard. */
export const asStored = (idOrReference: string): string =>
  UUID.test(idOrReference)
    ? idOrReference.toLowerCase()
    : idOrReference.replace(REFERENCE, (reference) => reference.toUpperCase());

/** Under this the words of a correction stand that are the first event’s. */
const OF_FIRST_EVENT = prefixOf({ sequence: 1, inserted: null });

const p = alias(parties, 'p');
const f = alias(formerParties, 'f');
const t = alias(texts, 't');

/** The words of the first event, and those that a correction put in their place: of a name given twice the last counts. */
const IS_OF_LOGGING = sql`(${t.sequence} = 1 or ${t.field} like ${sql.raw(`'${OF_FIRST_EVENT}%'`)})`;
const LOGGED_FIELD = sql`case ${t.sequence} when 1 then ${t.field} else substr(${t.field}, ${sql.raw(String(OF_FIRST_EVENT.length + 1))}) end`;

// One value for the driver to read, not two dozen: reading them column by column cost it twice the time.
const finding = ($: Places<'landlordId' | 'named'>, by: typeof c.id | typeof c.reference) => sql`
select row_to_json(r) as row from (
  select ${COMPLAINT_ROW}, ${CASE_ID}, ${c.state} as state, ${PRESENT} as present,
    (select coalesce(json_agg(json_build_object('role', ${p.role}, 'n', ${p.n}, 'data', ${p.data})
      order by ${p.role}, ${p.n}), '[]')
     from ${parties} ${p} where ${p.landlordId} = ${c.landlordId} and ${p.complaintId} = ${c.id}) as parties,
    (select coalesce(json_agg(json_build_object('role', ${f.role}, 'n', ${f.n}, 'data', ${f.data},
      'event', nullif(${f.sequence}, 0)) order by ${f.role}, ${f.n}, ${f.sequence}), '[]')
     from ${formerParties} ${f} where ${f.landlordId} = ${c.landlordId} and ${f.complaintId} = ${c.id}) as "formerParties",
    (select coalesce(json_object_agg(${LOGGED_FIELD}, ${t.text} order by ${t.sequence}), '{}') from ${texts} ${t}
     where ${t.landlordId} = ${c.landlordId} and ${t.complaintId} = ${c.id} and ${IS_OF_LOGGING}) as texts,
    (select ${REFERENCES} from ${complaintExternalReferences} ${x}
     where ${x.landlordId} = ${c.landlordId} and ${x.complaintId} = ${c.id}) as "externalReferences"
  from ${complaints} ${c} where ${c.landlordId} = ${$.landlordId} and ${by} = ${$.named}) r`;

const FIND_BY_ID = statement('find-complaint-by-id', ['landlordId', 'named'], ($) => finding($, c.id));
const FIND_BY_REFERENCE = statement('find-complaint-by-reference', ['landlordId', 'named'], ($) =>
  finding($, c.reference),
);

export async function findComplaint(
  db: Session,
  landlordId: string,
  /** By its id or its reference. */
  named: string,
): Promise<Stored<ComplaintDetail> | null> {
  const find = UUID.test(named) ? FIND_BY_ID : FIND_BY_REFERENCE;
  const [found] = await db
    .of(landlordId)
    .query<{ row: Stored<ComplaintDetail> }>(find({ landlordId, named: asStored(named) }));
  if (!found) return null;
  const { row } = found;
  return { ...row, loggedAt: toInstant(row.loggedAt), updatedAt: toInstant(row.updatedAt) };
}

const versioned = ($: Places<'landlordId' | 'named'>, by: typeof c.id | typeof c.reference) => sql`
select ${c.version} as version from ${complaints} ${c} where ${c.landlordId} = ${$.landlordId} and ${by} = ${$.named}
  and ${c.state} #>> '{mergers,into}' is null
  and not exists (select from ${complaintExternalReferences} ${x}
    where ${x.landlordId} = ${c.landlordId} and ${x.complaintId} = ${c.id})`;

const VERSION_BY_ID = statement('complaint-version-by-id', ['landlordId', 'named'], ($) =>
  versioned($, c.id),
);
const VERSION_BY_REFERENCE = statement('complaint-version-by-reference', ['landlordId', 'named'], ($) =>
  versioned($, c.reference),
);

/**
 * Its version alone, for a caller who may have the rest; null where it is not there or not to be seen. Null too where it
 * was merged, since what can be done with it then depends on the complaint that goes on; and where it has references of
 * other systems, since others that have them too are named with it. Each has a version of its own.
 */
export async function complaintVersion(
  db: Session,
  landlordId: string,
  /** By its id or its reference. */
  named: string,
): Promise<number | null> {
  const find = UUID.test(named) ? VERSION_BY_ID : VERSION_BY_REFERENCE;
  const [found] = await db
    .of(landlordId)
    .query<{ version: number }>(find({ landlordId, named: asStored(named) }));
  return found?.version ?? null;
}

/** The id of what a caller named by its id or its reference, be it for that caller to see or not. */
export async function complaintIdOf(db: Session, landlordId: string, named: string): Promise<string | null> {
  if (UUID.test(named)) return named.toLowerCase();
  const [row] = await db
    .wholly(landlordId)
    .orm.select({ id: complaints.id })
    .from(complaints)
    .where(and(eq(complaints.landlordId, landlordId), eq(complaints.reference, asStored(named))));
  return row?.id ?? null;
}

const STATES = statement(
  'complaint-states',
  ['landlordId', 'ids'],
  ($) => sql`
  select ${STORED_STATE} from ${complaints} ${c}
  where ${c.landlordId} = ${$.landlordId} and ${c.id} = any(${$.ids}::uuid[])`,
);

/** The states of several complaints at once, for a page that explains each of its dates. */
export async function complaintStates(
  db: Session,
  landlordId: string,
  ids: readonly string[],
): Promise<StoredState[]> {
  return db.of(landlordId).query<StoredState>(STATES({ landlordId, ids }));
}
