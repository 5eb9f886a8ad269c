import { and, eq, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Instant, LocalDate } from '../../policy/dates/local-date';
import type { Session } from '../connection/client';
import { once, statement } from '../connection/statement';
import { complaintExternalReferences, complaints, DEPARTED } from '../schema/complaints';
import { parties, texts } from '../schema/record';
import { CASE_ID, COMPLAINT_ROW, c, type ListedComplaint, NOBODY } from './rows';

const p = alias(parties, 'p');
const t = alias(texts, 't');
const x = alias(complaintExternalReferences, 'x');

export interface ComplaintFilters {
  /** Of several values each is enough. */
  readonly status?: readonly string[];
  readonly stage?: readonly string[];
  readonly outcome?: string;
  readonly category?: string;
  readonly channel?: readonly string[];
  readonly handler?: string;
  readonly tenure?: string;
  readonly receivedFrom?: LocalDate;
  readonly receivedTo?: LocalDate;
  readonly updatedSince?: Instant;
  /** Due on an earlier day than this. */
  readonly dueBefore?: LocalDate;
  /** Today: what was due on an earlier day is overdue. */
  readonly overdueOn?: LocalDate;
  /** Found anywhere in the reference, the free text or the particulars of the people. */
  readonly text?: string;
  /** The code of a rule that an act on it did not keep. */
  readonly departure?: string;
  readonly externalSystem?: string;
  readonly externalId?: string;
}

/** The last row of the page before: what it was sorted by, and its id to break ties. */
export type ComplaintCursor =
  | { readonly sort: 'dueOn'; readonly dueOn: LocalDate | null; readonly id: string }
  | { readonly sort: 'receivedOn'; readonly receivedOn: LocalDate; readonly id: string }
  | { readonly sort: 'updatedAt'; readonly updatedAt: Instant; readonly id: string };

export type ComplaintSort = ComplaintCursor['sort'];

export interface ComplaintPage {
  /** By the next due date, earliest first and those without one last; by the others in the order that is asked for. */
  readonly sort: ComplaintSort;
  readonly order: 'latest' | 'oldest';
  readonly after: ComplaintCursor | null;
  readonly limit: number;
}

export function nextComplaintCursor(sort: ComplaintSort, row: ListedComplaint): ComplaintCursor {
  switch (sort) {
    case 'dueOn':
      return { sort, dueOn: row.nextJudgedOn, id: row.id };
    case 'receivedOn':
      return { sort, receivedOn: row.receivedOn, id: row.id };
    case 'updatedAt':
      return { sort, updatedAt: row.updatedAt, id: row.id };
  }
}

export async function listComplaints(
  db: Session,
  landlordId: string,
  filters: ComplaintFilters,
  page: ComplaintPage,
): Promise<ListedComplaint[]> {
  const { after } = page;
  if (after && after.sort !== page.sort)
    throw new RangeError(`A ${after.sort} cursor in a ${page.sort} list`);
  const found = and(...conditions(landlordId, filters));
  return db.of(landlordId).query<ListedComplaint>(once(pageStatement(page, found)));
}

const HAS_ANY = statement(
  'has-complaints',
  ['landlordId'],
  ($) => sql`select from ${complaints} where ${complaints.landlordId} = ${$.landlordId} limit 1`,
);

/** True where the landlord has any at all. */
export async function hasComplaints(db: Session, landlordId: string): Promise<boolean> {
  const rows = await db.of(landlordId).query(HAS_ANY({ landlordId }));
  return rows.length > 0;
}

export async function countComplaints(
  db: Session,
  landlordId: string,
  filters: ComplaintFilters,
): Promise<number> {
  const found = and(...conditions(landlordId, filters));
  const [row] = await db
    .of(landlordId)
    .query<{ count: number }>(
      once(sql`select count(*)::int as count from ${complaints} ${c} where ${found}`),
    );
  if (!row) throw new Error('A count came back without a row');
  return row.count;
}

type External = 'externalSystem' | 'externalId';
type Conditions = {
  readonly [K in Exclude<keyof ComplaintFilters, External>]-?: (
    value: NonNullable<ComplaintFilters[K]>,
  ) => SQL;
};
const CONDITIONS: Conditions = {
  status: (values) => sql`${c.status} in ${values}`,
  stage: (values) => inArray(c.stage, [...values]),
  outcome: (value) => eq(c.outcome, value),
  category: (value) => sql`${value} = any(${c.categories})`,
  channel: (values) => inArray(c.channel, [...values]),
  handler: (value) => (value === NOBODY ? isNull(c.handler) : eq(c.handler, value)),
  tenure: (value) => eq(c.tenure, value),
  receivedFrom: (value) => sql`${c.receivedOn} >= ${value}`,
  receivedTo: (value) => sql`${c.receivedOn} <= ${value}`,
  updatedSince: (value) => sql`${c.updatedAt} >= ${value}`,
  dueBefore: (value) => sql`${c.nextJudgedOn} < ${value}`,
  overdueOn: (value) => sql`${c.nextJudgedOn} < ${value}`,
  departure: (value) => sql`${DEPARTED} and ${c.departures} @> ${JSON.stringify([{ code: value }])}::jsonb`,
  text: (value) => sql`(
    ${c.reference} ilike ${value} or ${c.caseNumber} ilike ${value}
    or exists (
      select from ${texts} ${t}
      where ${t.landlordId} = ${c.landlordId} and ${t.complaintId} = ${c.id} and ${t.text} ilike ${value})
    or exists (
      select from ${parties} ${p}, jsonb_path_query(${p.data}, 'strict $.**') as particular
      where ${p.landlordId} = ${c.landlordId} and ${p.complaintId} = ${c.id}
        and jsonb_typeof(particular) = 'string' and particular #>> '{}' ilike ${value}))`,
};

function conditions(landlordId: string, filters: ComplaintFilters): SQL[] {
  const { externalSystem, externalId, text, ...plain } = filters;
  const given = { ...plain, text: text === undefined ? undefined : anywhere(text) };
  const found = [eq(c.landlordId, landlordId)];
  // A complaint struck as a whole is shown to a caller who asks for it.
  if (!filters.status?.includes('void')) found.push(sql`${c.status} <> 'void'`);
  for (const [name, value] of Object.entries(given)) {
    // Object.entries widens the key; the rest of a ComplaintFilters has no other keys than these.
    if (value !== undefined) found.push(CONDITIONS[name as keyof Conditions](value as never));
  }
  const external = [
    ...(externalSystem === undefined ? [] : [eq(x.system, externalSystem)]),
    ...(externalId === undefined ? [] : [eq(x.externalId, externalId)]),
  ];
  if (external.length > 0) {
    const matches = and(eq(x.landlordId, c.landlordId), eq(x.complaintId, c.id), ...external);
    const ofCase = and(
      isNotNull(c.caseNumber),
      ...(externalSystem === undefined ? [] : [eq(c.caseSystem, externalSystem)]),
      ...(externalId === undefined ? [] : [eq(c.caseNumber, externalId)]),
    );
    found.push(sql`(${ofCase} or exists (select from ${complaintExternalReferences} ${x} where ${matches}))`);
  }
  return found;
}

/** A pattern for `ilike` in which what the user typed stands for itself. */
function anywhere(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

function pageStatement({ sort, order, after, limit }: ComplaintPage, found: SQL | undefined): SQL {
  const select = sql`select ${COMPLAINT_ROW}, ${CASE_ID} from ${complaints} ${c} where ${found}`;
  const [beyond, way] = order === 'latest' ? [sql`<`, sql`desc`] : [sql`>`, sql`asc`];
  const inOrder = (column: typeof c.receivedOn | typeof c.updatedAt, last: string | null) => {
    const rest = after && last ? sql`and (${column}, ${c.id}) ${beyond} (${last}, ${after.id})` : sql``;
    return sql`${select} ${rest} order by ${column} ${way}, ${c.id} ${way} limit ${limit}`;
  };
  switch (sort) {
    case 'receivedOn':
      return inOrder(c.receivedOn, after?.sort === sort ? after.receivedOn : null);
    case 'updatedAt':
      return inOrder(c.updatedAt, after?.sort === sort ? after.updatedAt : null);
    case 'dueOn': {
      const earliest = sql`order by ${c.nextJudgedOn}, ${c.id} limit ${limit}`;
      if (after?.sort !== sort) return sql`${select} ${earliest}`;
      const withoutDate = sql`${select} and ${c.nextJudgedOn} is null`;
      if (after.dueOn === null) return sql`${withoutDate} and ${c.id} > ${after.id} ${earliest}`;
      // Two ranges of the index instead of one condition with `or`, which would read it from its beginning.
      const withDate = sql`${select} and (${c.nextJudgedOn}, ${c.id}) > (${after.dueOn}, ${after.id})`;
      return sql`select * from ((${withDate} ${earliest}) union all (${withoutDate} ${earliest})) page
        order by ${sql.identifier('nextJudgedOn')}, id limit ${limit}`;
    }
  }
}
