import type { Instant, LocalDate } from '../../policy/dates/local-date';
import type { Session } from '../connection/client';
import { COMPLAINT_ROW, type ListedComplaint } from './rows';

export interface ComplaintFilters {
  readonly status?: string;
  readonly stage?: string;
  readonly outcome?: string;
  readonly category?: string;
  readonly channel?: string;
  readonly handler?: string;
  readonly tenure?: string;
  readonly receivedFrom?: LocalDate;
  readonly receivedTo?: LocalDate;
  /** Due on an earlier day than this. */
  readonly dueBefore?: LocalDate;
  /** Today: what was due on an earlier day is overdue. */
  readonly overdueOn?: LocalDate;
  /** Found anywhere in the reference, the free text or the particulars of the people. */
  readonly text?: string;
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
  /** By the next due date, earliest first and those without one last; by the others, latest first. */
  readonly sort: ComplaintSort;
  readonly after: ComplaintCursor | null;
  readonly limit: number;
}

export function nextComplaintCursor(sort: ComplaintSort, row: ListedComplaint): ComplaintCursor {
  switch (sort) {
    case 'dueOn':
      return { sort, dueOn: row.nextDueOn, id: row.id };
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
  const values: Parameter[] = [];
  const take = taker(values);
  const where = conditions(landlordId, filters, take).join(' and ');
  const limit = take(page.limit);
  return db.of(landlordId).query<ListedComplaint>({ text: pageStatement(page, where, take, limit), values });
}

/** Whether the landlord has any at all. */
export async function hasComplaints(db: Session, landlordId: string): Promise<boolean> {
  const rows = await db.of(landlordId).query({
    name: 'has-complaints',
    text: 'select from complaints where landlord_id = $1 limit 1',
    values: [landlordId],
  });
  return rows.length > 0;
}

export async function countComplaints(
  db: Session,
  landlordId: string,
  filters: ComplaintFilters,
): Promise<number> {
  const values: Parameter[] = [];
  const where = conditions(landlordId, filters, taker(values)).join(' and ');
  const text = `select count(*)::int as count from complaints c where ${where}`;
  const [row] = await db.of(landlordId).query<{ count: number }>({ text, values });
  if (!row) throw new Error('A count came back without a row');
  return row.count;
}

type Parameter = string | number;
/** Keeps a value for the statement and answers with its placeholder. */
type Take = (value: Parameter) => string;
const taker =
  (values: Parameter[]): Take =>
  (value) =>
    `$${values.push(value)}`;

type External = 'externalSystem' | 'externalId';
const CONDITIONS: { readonly [K in Exclude<keyof ComplaintFilters, External>]-?: (value: string) => string } =
  {
    status: (value) => `c.status = ${value}`,
    stage: (value) => `c.stage = ${value}`,
    outcome: (value) => `c.outcome = ${value}`,
    category: (value) => `${value} = any(c.categories)`,
    channel: (value) => `c.channel = ${value}`,
    handler: (value) => `c.handler = ${value}`,
    tenure: (value) => `c.tenure = ${value}`,
    receivedFrom: (value) => `c.received_on >= ${value}`,
    receivedTo: (value) => `c.received_on <= ${value}`,
    dueBefore: (value) => `c.next_due_on < ${value}`,
    overdueOn: (value) => `c.next_due_on < ${value}`,
    text: (value) => `(
    c.reference ilike ${value}
    or exists (
      select from texts t
      where t.landlord_id = c.landlord_id and t.complaint_id = c.id and t.text ilike ${value})
    or exists (
      select from parties p, jsonb_path_query(p.data, 'strict $.**') as particular
      where p.landlord_id = c.landlord_id and p.complaint_id = c.id
        and jsonb_typeof(particular) = 'string' and particular #>> '{}' ilike ${value}))`,
  };

function conditions(landlordId: string, filters: ComplaintFilters, take: Take): string[] {
  const { externalSystem, externalId, text, ...plain } = filters;
  const given = { ...plain, text: text === undefined ? undefined : anywhere(text) };
  const found = [`c.landlord_id = ${take(landlordId)}`];
  for (const [name, value] of Object.entries(given)) {
    // Object.entries widens the key; the rest of a ComplaintFilters has no other keys than these.
    if (value !== undefined) found.push(CONDITIONS[name as keyof typeof CONDITIONS](take(value)));
  }
  const external = [
    ...(externalSystem === undefined ? [] : [`r.system = ${take(externalSystem)}`]),
    ...(externalId === undefined ? [] : [`r.external_id = ${take(externalId)}`]),
  ];
  if (external.length > 0) {
    const matches = ['r.landlord_id = c.landlord_id', 'r.complaint_id = c.id', ...external].join(' and ');
    found.push(`exists (select from complaint_external_references r where ${matches})`);
  }
  return found;
}

/** A pattern for `ilike` in which what the user typed stands for itself. */
function anywhere(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

function pageStatement({ sort, after }: ComplaintPage, where: string, take: Take, limit: string): string {
  const select = `select ${COMPLAINT_ROW} from complaints c where ${where}`;
  const latestFirst = (column: string, last: string | null) => {
    const rest = after && last ? `and (${column}, c.id) < (${take(last)}, ${take(after.id)})` : '';
    return `${select} ${rest} order by ${column} desc, c.id desc limit ${limit}`;
  };
  switch (sort) {
    case 'receivedOn':
      return latestFirst('c.received_on', after?.sort === sort ? after.receivedOn : null);
    case 'updatedAt':
      return latestFirst('c.updated_at', after?.sort === sort ? after.updatedAt : null);
    case 'dueOn': {
      const order = `order by c.next_due_on, c.id limit ${limit}`;
      if (after?.sort !== sort) return `${select} ${order}`;
      const withoutDate = `${select} and c.next_due_on is null`;
      if (after.dueOn === null) return `${withoutDate} and c.id > ${take(after.id)} ${order}`;
      // Two ranges of the index instead of one condition with `or`, which would read it from its beginning.
      const withDate = `${select} and (c.next_due_on, c.id) > (${take(after.dueOn)}, ${take(after.id)})`;
      return `select * from ((${withDate} ${order}) union all (${withoutDate} ${order})) page
        order by "nextDueOn", id limit ${limit}`;
    }
  }
}
