import { and, eq, getTableColumns } from 'drizzle-orm';
import type { Instant } from '../../policy/dates/local-date';
import type { Session } from '../connection/client';
import { STORED_STATE, type Stored } from '../complaints/rows';
import { type OpenComplaint, type OpenQuery, openWhere, valuesOf } from '../complaints/open';
import { rehearsals } from '../schema/rehearsals';

export type RehearsalRow = Omit<typeof rehearsals.$inferSelect, 'landlordId'>;

/** One complaint that was looked at: what of it would move, or why nothing can. */
export interface LookedAt {
  readonly complaintId: string;
  readonly version: number;
  readonly moves: unknown;
  readonly refusal: unknown;
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

export async function insertLookedAt(
  db: Session,
  landlordId: string,
  id: string,
  rows: readonly LookedAt[],
): Promise<void> {
  await db.of(landlordId).query({
    name: 'insert-looked-at',
    text: `
      insert into rehearsal_complaints (landlord_id, rehearsal_id, complaint_id, version, moves, refusal, shown)
      select $1, $2, "complaintId", version, moves, nullif(refusal, 'null'), shown
      from jsonb_to_recordset($3::jsonb)
        as r("complaintId" uuid, version int, moves jsonb, refusal jsonb, shown boolean)`,
    values: [landlordId, id, JSON.stringify(rows)],
  });
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
  appliedAt: Instant,
  appliedBy: string,
): Promise<void> {
  await db
    .of(landlordId)
    .orm.update(rehearsals)
    .set({ appliedAt, appliedBy })
    .where(isRehearsal(landlordId, id));
}

export interface ShownRow {
  readonly complaintId: string;
  readonly reference: string;
  readonly moves: unknown;
  readonly refusal: unknown;
  /** When each date was last given to the resident, as far as the record went at the rehearsal. */
  readonly told: readonly {
    readonly stage: string;
    readonly kind: string;
    readonly n: number;
    readonly dueOn: string | null;
    readonly on: string;
  }[];
}

/** The complaints there is something to say of, oldest first, with the days on which their present dates were promised. */
export async function shownComplaints(
  db: Session,
  landlordId: string,
  id: string,
  page: { readonly after: string; readonly limit: number },
): Promise<ShownRow[]> {
  return db.of(landlordId).query<ShownRow>({
    name: 'shown-complaints',
    text: `
      select r.complaint_id as "complaintId", c.reference, r.moves, r.refusal, (
        select coalesce(jsonb_agg(to_jsonb(t)), '[]') from (
          select p.stage, p.kind, p.n, p."dueOn", max(e.occurred_on) as "on"
          from complaint_events e,
            jsonb_to_recordset(e.promised) as p(stage text, kind text, n int, "dueOn" date)
          where e.landlord_id = $1 and e.complaint_id = r.complaint_id and e.sequence <= r.version
          group by p.stage, p.kind, p.n, p."dueOn") t) as told
      from rehearsal_complaints r
      join complaints c on c.landlord_id = $1 and c.id = r.complaint_id
      where r.landlord_id = $1 and r.rehearsal_id = $2 and r.shown and r.complaint_id > $3
      order by r.complaint_id
      limit $4`,
    values: [landlordId, id, page.after, page.limit],
  });
}

/** A complaint to be moved, with what the rehearsal showed of it. */
export interface Rehearsed extends OpenComplaint {
  readonly moves: unknown;
}

/** Those that were looked at and can move, in the order of their ids. */
export async function rehearsedComplaints(
  db: Session,
  landlordId: string,
  id: string,
  page: { readonly after: string; readonly limit: number },
): Promise<Stored<Rehearsed>[]> {
  return db.of(landlordId).query<Stored<Rehearsed>>({
    name: 'rehearsed-complaints',
    text: `
      select ${STORED_STATE}, c.reference, r.moves
      from rehearsal_complaints r
      join complaints c on c.landlord_id = $1 and c.id = r.complaint_id
      where r.landlord_id = $1 and r.rehearsal_id = $2 and r.refusal is null and r.complaint_id > $3
      order by r.complaint_id
      limit $4`,
    values: [landlordId, id, page.after, page.limit],
  });
}

const NAMED_AT_MOST = 20;

/** The complaints that are not as the rehearsal found them, or that it would find if it were held now; some of them. */
export async function changedSince(
  db: Session,
  landlordId: string,
  id: string,
  query: OpenQuery,
): Promise<string[]> {
  const rows = await db.of(landlordId).query<{ reference: string }>({
    text: `
      select c.reference
      from rehearsal_complaints r join complaints c on c.landlord_id = $1 and c.id = r.complaint_id
      where r.landlord_id = $1 and r.rehearsal_id = $8 and c.version <> r.version
      union
      select c.reference from complaints c
      where ${openWhere} and not exists (
        select from rehearsal_complaints r
        where r.landlord_id = $1 and r.rehearsal_id = $8 and r.complaint_id = c.id)
      order by reference
      limit ${NAMED_AT_MOST}`,
    values: [...valuesOf(landlordId, query), id],
  });
  return rows.map(({ reference }) => reference);
}
