import { and, asc, desc, eq, getTableColumns, gt, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Instant } from '../../policy/dates/local-date';
import type { Change } from '../../policy/rehearsal/change';
import type { Session } from '../connection/client';
import { statement } from '../connection/statement';
import { rehearsalComplaints, rehearsals } from '../schema/rehearsals';
import type { RehearsalRow } from './rehearsals';

const { landlordId: _, ...ROW } = getTableColumns(rehearsals);

/** Null where any will do. */
export interface RehearsalFilter {
  readonly kinds: readonly Change['kind'][] | null;
  readonly applied: boolean | null;
}

export interface RehearsalPage {
  readonly filter: RehearsalFilter;
  readonly order?: 'latest' | 'oldest';
  /** The id of the last one shown. Ids run on in time. */
  readonly after: string | null;
  readonly limit: number;
}

/** The latest held first, unless told. */
export async function listRehearsals(
  db: Session,
  landlordId: string,
  { filter, order = 'latest', after, limit }: RehearsalPage,
): Promise<RehearsalRow[]> {
  const [beyond, way] = order === 'latest' ? ([lt, desc] as const) : ([gt, asc] as const);
  const next = after === null ? undefined : beyond(rehearsals.id, after);
  return db
    .of(landlordId)
    .orm.select(ROW)
    .from(rehearsals)
    .where(and(...wanted(landlordId, filter), next))
    .orderBy(way(rehearsals.id))
    .limit(limit);
}

export async function countRehearsals(
  db: Session,
  landlordId: string,
  filter: RehearsalFilter,
): Promise<number> {
  return db.of(landlordId).orm.$count(rehearsals, and(...wanted(landlordId, filter)));
}

function wanted(landlordId: string, { kinds, applied }: RehearsalFilter): (SQL | undefined)[] {
  return [
    eq(rehearsals.landlordId, landlordId),
    kinds === null ? undefined : sql`${rehearsals.change} ->> 'kind' in ${kinds}`,
    applied === null ? undefined : applied ? isNotNull(rehearsals.appliedAt) : isNull(rehearsals.appliedAt),
  ];
}

const r = alias(rehearsals, 'r');
const l = alias(rehearsalComplaints, 'l');

const REMOVE_UNAPPLIED = statement(
  'remove-unapplied-rehearsals',
  ['landlordId', 'before'],
  ($) => sql`
  with old as (
    select ${r.id} as id from ${rehearsals} ${r}
    where ${r.landlordId} = ${$.landlordId} and ${r.appliedAt} is null and ${r.createdAt} < ${$.before}
    for update skip locked
  ), looked_at as (
    delete from ${rehearsalComplaints} ${l} using old
    where ${l.landlordId} = ${$.landlordId} and ${l.rehearsalId} = old.id
  )
  delete from ${rehearsals} ${r} using old where ${r.landlordId} = ${$.landlordId} and ${r.id} = old.id`,
);

/**
 * Takes away what was rehearsed before a moment and never done. It changed nothing, so it is no part of any record; it
 * holds a row for each open complaint, and words that nobody would think of when a person's data have to go.
 */
export async function removeUnappliedRehearsals(
  db: Session,
  landlordId: string,
  before: Instant,
): Promise<void> {
  await db.of(landlordId).query(REMOVE_UNAPPLIED({ landlordId, before }));
}
