import { and, eq, getTableColumns, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Instant } from '../../policy/dates/local-date';
import { OPEN_WITH, type OpenComplaint, type OpenQuery, openValues, openWhere } from '../complaints/open';
import { c, STORED_STATE, type Stored } from '../complaints/rows';
import type { Session } from '../connection/client';
import { into, shape } from '../connection/shape';
import { statement } from '../connection/statement';
import { complaints } from '../schema/complaints';
import { complaintEvents } from '../schema/record';
import { rehearsalComplaints, rehearsals } from '../schema/rehearsals';

export type RehearsalRow = Omit<typeof rehearsals.$inferSelect, 'landlordId'>;

/** One complaint that was looked at: what of it would move, or why nothing can. */
export interface LookedAt {
  readonly complaintId: string;
  readonly version: number;
  readonly moves: unknown;
  readonly refusal: unknown;
  readonly correction: unknown;
  readonly shown: boolean;
}

const { landlordId: _, ...ROW } = getTableColumns(rehearsals);

export async function insertRehearsal(db: Session, landlordId: string, row: RehearsalRow): Promise<void> {
  await db
    .of(landlordId)
    .orm.insert(rehearsals)
    .values({ landlordId, ...row });
}

/** The counts are known when every complaint has been looked at, and the complaints hang on the rehearsal. */
export async function countRehearsal(
  db: Session,
  landlordId: string,
  id: string,
  counts: unknown,
): Promise<void> {
  await db.of(landlordId).orm.update(rehearsals).set({ counts }).where(isRehearsal(landlordId, id));
}

const LOOKED_AT = shape(rehearsalComplaints, ['complaintId', 'version', 'moves', 'shown']);
const REFUSAL = shape(rehearsalComplaints, ['refusal']);
const CORRECTION = shape(rehearsalComplaints, ['correction']);

// JSON has no other null than its own, which is not that of the column.
const INSERT_LOOKED_AT = statement(
  'insert-looked-at',
  ['landlordId', 'id', 'rows'],
  ($) => sql`
  insert into ${into(rehearsalComplaints, ['landlordId', 'rehearsalId', 'complaintId', 'version', 'moves', 'shown', 'refusal', 'correction'])}
  select ${$.landlordId}, ${$.id}, ${LOOKED_AT.fieldsOf('r')}, nullif(${REFUSAL.fieldsOf('r')}, 'null'),
    nullif(${CORRECTION.fieldsOf('r')}, 'null')
  from jsonb_to_recordset(${$.rows}::jsonb) as r(${LOOKED_AT.record}, ${REFUSAL.record}, ${CORRECTION.record})`,
);

export async function insertLookedAt(
  db: Session,
  landlordId: string,
  id: string,
  rows: readonly LookedAt[],
): Promise<void> {
  await db.of(landlordId).query(INSERT_LOOKED_AT({ landlordId, id, rows: JSON.stringify(rows) }));
}

export async function findRehearsal(
  db: Session,
  landlordId: string,
  id: string,
): Promise<RehearsalRow | null> {
  const [row] = await rehearsal(db, landlordId, id);
  return row ?? null;
}

/** Takes it for the length of the transaction, so that of two applications at once the second finds it done. */
export async function lockRehearsal(
  db: Session,
  landlordId: string,
  id: string,
): Promise<RehearsalRow | null> {
  const [row] = await rehearsal(db, landlordId, id).for('update');
  return row ?? null;
}

const rehearsal = (db: Session, landlordId: string, id: string) =>
  db.of(landlordId).orm.select(ROW).from(rehearsals).where(isRehearsal(landlordId, id));

const isRehearsal = (landlordId: string, id: string) =>
  and(eq(rehearsals.landlordId, landlordId), eq(rehearsals.id, id));

export async function markApplied(
  db: Session,
  landlordId: string,
  id: string,
  applied: { readonly appliedAt: Instant; readonly appliedBy: string },
): Promise<void> {
  await db.of(landlordId).orm.update(rehearsals).set(applied).where(isRehearsal(landlordId, id));
}

export interface ShownRow {
  readonly complaintId: string;
  readonly reference: string;
  readonly moves: unknown;
  readonly refusal: unknown;
  readonly correction: unknown;
  /** When each date was last given to the resident, as far as the record went at the rehearsal. */
  readonly told: readonly {
    readonly stage: string;
    readonly kind: string;
    readonly n: number;
    readonly dueOn: string | null;
    readonly on: string;
  }[];
}

const r = alias(rehearsalComplaints, 'r');
const e = alias(complaintEvents, 'e');

const SHOWN = statement(
  'shown-complaints',
  ['landlordId', 'id', 'after', 'limit'],
  ($) => sql`
  select ${shape(rehearsalComplaints, ['complaintId', 'moves', 'refusal', 'correction']).selectedFrom('r')}, ${c.reference} as reference, (
    select coalesce(jsonb_agg(to_jsonb(t)), '[]') from (
      select p.stage, p.kind, p.n, p."dueOn", max(${e.occurredOn}) as "on"
      from ${complaintEvents} ${e}, jsonb_to_recordset(${e.promised}) as p(stage text, kind text, n int, "dueOn" date)
      where ${e.landlordId} = ${$.landlordId} and ${e.complaintId} = ${r.complaintId} and ${e.sequence} <= ${r.version}
      group by p.stage, p.kind, p.n, p."dueOn") t) as told
  from ${rehearsalComplaints} ${r}
  join ${complaints} ${c} on ${c.landlordId} = ${$.landlordId} and ${c.id} = ${r.complaintId}
  where ${r.landlordId} = ${$.landlordId} and ${r.rehearsalId} = ${$.id} and ${r.shown} and ${r.complaintId} > ${$.after}
  order by ${r.complaintId}
  limit ${$.limit}`,
);

/** The complaints there is something to say of, oldest first, with the days on which their present dates were promised. */
export async function shownComplaints(
  db: Session,
  landlordId: string,
  id: string,
  page: { readonly after: string; readonly limit: number },
): Promise<ShownRow[]> {
  return db.of(landlordId).query<ShownRow>(SHOWN({ landlordId, id, ...page }));
}

/** A complaint to be moved, with what the rehearsal showed of it. */
export interface Rehearsed extends OpenComplaint {
  readonly moves: unknown;
}

const REHEARSED = statement(
  'rehearsed-complaints',
  ['landlordId', 'id', 'after', 'limit'],
  ($) => sql`
  select ${STORED_STATE}, ${c.reference} as reference, ${r.moves} as moves
  from ${rehearsalComplaints} ${r}
  join ${complaints} ${c} on ${c.landlordId} = ${$.landlordId} and ${c.id} = ${r.complaintId}
  where ${r.landlordId} = ${$.landlordId} and ${r.rehearsalId} = ${$.id} and ${r.refusal} is null
    and ${r.complaintId} > ${$.after}
  order by ${r.complaintId}
  limit ${$.limit}`,
);

/** Those that were looked at and can move, in the order of their ids. */
export async function rehearsedComplaints(
  db: Session,
  landlordId: string,
  id: string,
  page: { readonly after: string; readonly limit: number },
): Promise<Stored<Rehearsed>[]> {
  return db.of(landlordId).query<Stored<Rehearsed>>(REHEARSED({ landlordId, id, ...page }));
}

const NAMED_AT_MOST = 20;

const CHANGED_SINCE = statement(
  'changed-since-rehearsal',
  [...OPEN_WITH, 'id'],
  ($) => sql`
  select ${c.reference} as reference
  from ${rehearsalComplaints} ${r}
  join ${complaints} ${c} on ${c.landlordId} = ${$.landlordId} and ${c.id} = ${r.complaintId}
  where ${r.landlordId} = ${$.landlordId} and ${r.rehearsalId} = ${$.id} and ${c.version} <> ${r.version}
  union
  select ${c.reference} as reference from ${complaints} ${c}
  where ${openWhere($)} and not exists (
    select from ${rehearsalComplaints} ${r}
    where ${r.landlordId} = ${$.landlordId} and ${r.rehearsalId} = ${$.id} and ${r.complaintId} = ${c.id})
  order by reference
  limit ${NAMED_AT_MOST}`,
);

/** The complaints that are not as the rehearsal found them, or that it would find if it were held now; some of them. */
export async function changedSince(
  db: Session,
  landlordId: string,
  id: string,
  query: OpenQuery,
): Promise<string[]> {
  const rows = await db
    .of(landlordId)
    .query<{ reference: string }>(CHANGED_SINCE({ ...openValues(landlordId, query), id }));
  return rows.map(({ reference }) => reference);
}
