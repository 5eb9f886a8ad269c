import { addDays, type LocalDate } from '../../policy/dates/local-date';
import { RESIDENT_CLOCKS } from '../../policy/document/clock-kinds';
import type { Session } from '../connection/client';
import { RESIDENTS_KIND, RUNNING_CLOCK } from '../schema/clocks';
import type { ClockRow } from './rows';

/**
 * A running clock with what tells its complaint apart in a list. Of the clock only what a list shows: each column is
 * read fifty times a page.
 */
export interface WorklistRow extends Pick<ClockRow, 'stage' | 'kind' | 'n' | 'originalDueOn' | 'handler'> {
  readonly complaintId: string;
  readonly reference: string;
  readonly status: string;
  readonly receivedOn: LocalDate;
  readonly policyVersion: string;
  readonly calendarEdition: number;
  readonly dueOn: LocalDate;
}

/** Where a page of the worklist ended: the key of its last row. */
export interface WorklistCursor {
  readonly dueOn: LocalDate;
  readonly complaintId: string;
  readonly stage: string;
  readonly kind: string;
  readonly n: number;
}

export interface WorklistQuery {
  readonly due: 'overdue' | 'today' | 'week' | null;
  readonly today: LocalDate;
  readonly weekEnd: LocalDate;
  readonly kind: string | null;
  readonly handler: string | null;
  readonly stage: string | null;
  readonly after: WorklistCursor | null;
  readonly limit: number;
}

/** Sorts before every row, so that the first page and the others are one statement with one plan. */
const START = ['-infinity', '00000000-0000-0000-0000-000000000000', '', '', -1] as const;

/**
 * The running clocks by due date. The landlord's duties only, unless a kind of the resident's own dates is asked
 * for: a window that closes is nobody's work. Projected dates are left out, since nothing is due by them yet.
 */
export async function worklist(
  db: Session,
  landlordId: string,
  { due, today, weekEnd, kind, handler, stage, after, limit }: WorklistQuery,
): Promise<WorklistRow[]> {
  const residents = RESIDENT_CLOCKS.some((residentKind) => residentKind === kind);
  const [first, last] = dueBetween(due, today, weekEnd);
  const start = after ? [after.dueOn, after.complaintId, after.stage, after.kind, after.n] : START;
  return db.of(landlordId).query<WorklistRow>({
    name: residents ? 'worklist-of-residents' : 'worklist',
    text: residents ? WORKLIST_OF_RESIDENTS : WORKLIST,
    values: [landlordId, first, last, ...start, kind, handler, stage, limit],
  });
}

/** How many clocks the same questions find in all. */
export async function countWorklist(
  db: Session,
  landlordId: string,
  { due, today, weekEnd, kind, handler, stage }: Omit<WorklistQuery, 'after' | 'limit'>,
): Promise<number> {
  const residents = RESIDENT_CLOCKS.some((residentKind) => residentKind === kind);
  const [row] = await db.of(landlordId).query<{ count: number }>({
    text: `
      select count(*)::int as count from clocks
      where landlord_id = $1 and ${RUNNING_CLOCK} and ${residents ? RESIDENTS_KIND : `not ${RESIDENTS_KIND}`}
        and due_on between $2 and $3
        and ($4::text is null or kind = $4)
        and ($5::text is null or handler = $5)
        and ($6::text is null or stage = $6)`,
    values: [landlordId, ...dueBetween(due, today, weekEnd), kind, handler, stage],
  });
  return row?.count ?? 0;
}

function dueBetween(due: WorklistQuery['due'], today: LocalDate, weekEnd: LocalDate): [string, string] {
  switch (due) {
    case 'overdue':
      return ['-infinity', addDays(today, -1)];
    case 'today':
      return [today, today];
    case 'week':
      return [today, weekEnd];
    case null:
      return ['-infinity', 'infinity'];
  }
}

/** The page is taken from the index alone before its complaints are read. The predicate is that of the index. */
const worklistWhere = (whose: string) => `
select k.*, c.reference, c.status, c.received_on as "receivedOn", c.policy_version as "policyVersion",
  c.calendar_edition as "calendarEdition"
from (
  select complaint_id as "complaintId", stage, kind, n, due_on as "dueOn", original_due_on as "originalDueOn", handler
  from clocks
  where landlord_id = $1 and ${RUNNING_CLOCK} and ${whose}
    and due_on between $2 and $3
    and (due_on, complaint_id, stage, kind, n) > ($4, $5, $6, $7, $8)
    and ($9::text is null or kind = $9)
    and ($10::text is null or handler = $10)
    and ($11::text is null or stage = $11)
  order by due_on, complaint_id, stage, kind, n
  limit $12
) k
join complaints c on c.landlord_id = $1 and c.id = k."complaintId"
order by k."dueOn", k."complaintId", k.stage, k.kind, k.n`;

const WORKLIST = worklistWhere(`not ${RESIDENTS_KIND}`);
const WORKLIST_OF_RESIDENTS = worklistWhere(RESIDENTS_KIND);
