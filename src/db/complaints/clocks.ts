import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { addDays, type LocalDate } from '../../policy/dates/local-date';
import { RESIDENT_CLOCKS } from '../../policy/document/clock-kinds';
import type { Session } from '../connection/client';
import { shape } from '../connection/shape';
import { type Places, statement } from '../connection/statement';
import { clocks, RESIDENTS_KIND, RUNNING_CLOCK, UNDATED_CLOCK } from '../schema/clocks';
import { complaints } from '../schema/complaints';
import { CASE_ID, type ClockRow, c, type ExternalReference, NOBODY } from './rows';

/**
 * A running clock with what tells its complaint apart in a list. Of the clock only what a list shows: each column is
 * read fifty times a page.
 */
export interface WorklistRow
  extends Pick<
    ClockRow,
    | 'stage'
    | 'kind'
    | 'n'
    | 'dueOn'
    | 'judgedOn'
    | 'originalDueOn'
    | 'waitsSince'
    | 'withheld'
    | 'force'
    | 'handler'
  > {
  readonly complaintId: string;
  readonly reference: string;
  readonly caseId: ExternalReference | null;
  readonly status: string;
  readonly receivedOn: LocalDate;
  readonly policyVersion: string;
  readonly calendarEdition: number;
}

/** Where a page of the worklist ended: the key of its last row. */
export interface WorklistCursor {
  /** The date it is judged by, or the day since which it waits for one. */
  readonly dueOn: LocalDate;
  readonly complaintId: string;
  readonly stage: string;
  readonly kind: string;
  readonly n: number;
}

export interface WorklistQuery {
  readonly due: 'overdue' | 'today' | 'week' | 'undated' | null;
  readonly today: LocalDate;
  readonly weekEnd: LocalDate;
  /** Of several each is enough; all of them the landlord's to keep, or all the resident's own. */
  readonly kinds: readonly string[] | null;
  /** The person who has it; `NOBODY`: nobody. */
  readonly handler: string | null;
  readonly stages: readonly string[] | null;
  readonly after: WorklistCursor | null;
  readonly limit: number;
}

/** Sorts before every row, so that the first page and the others are one statement with one plan. */
const START = {
  dueOn: '-infinity',
  complaintId: '00000000-0000-0000-0000-000000000000',
  stage: '',
  kind: '',
  n: -1,
} as const;

/**
 * The running clocks by the date they are judged by, or those without one by how long they have waited. The landlord's
 * duties only, unless a kind of the resident's own dates is asked for: a window that closes is nobody's work. A date
 * that waits for an act of the landlord's own is left out until it has passed, since nothing is due by it before.
 */
export async function worklist(
  db: Session,
  landlordId: string,
  { due, today, weekEnd, kinds, handler, stages, after, limit }: WorklistQuery,
): Promise<WorklistRow[]> {
  const [first, last] = dueBetween(due, today, weekEnd);
  const from = after ?? START;
  const page = due === 'undated' ? UNDATED : areResidents(kinds) ? WORKLIST_OF_RESIDENTS : WORKLIST;
  return db.of(landlordId).query<WorklistRow>(
    page({
      landlordId,
      today,
      first,
      last,
      afterDueOn: from.dueOn,
      afterComplaint: from.complaintId,
      afterStage: from.stage,
      afterKind: from.kind,
      afterN: from.n,
      kinds,
      handler,
      stages,
      limit,
    }),
  );
}

/** How many clocks the same questions find in all. */
export async function countWorklist(
  db: Session,
  landlordId: string,
  { due, today, weekEnd, kinds, handler, stages }: Omit<WorklistQuery, 'after' | 'limit'>,
): Promise<number> {
  const [first, last] = dueBetween(due, today, weekEnd);
  return db
    .of(landlordId)
    .orm.$count(
      clocks,
      and(
        eq(clocks.landlordId, landlordId),
        ...(due === 'undated'
          ? [UNDATED_CLOCK]
          : [
              RUNNING_CLOCK,
              areResidents(kinds) ? RESIDENTS_KIND : sql`not ${RESIDENTS_KIND}`,
              sql`(not ${clocks.projected} or ${clocks.judgedOn} < ${today})`,
              sql`${clocks.judgedOn} between ${first} and ${last}`,
            ]),
        kinds === null ? undefined : inArray(clocks.kind, [...kinds]),
        handler === null
          ? undefined
          : handler === NOBODY
            ? isNull(clocks.handler)
            : eq(clocks.handler, handler),
        stages === null ? undefined : inArray(clocks.stage, [...stages]),
      ),
    );
}

const areResidents = (kinds: readonly string[] | null) =>
  RESIDENT_CLOCKS.some((residentKind) => kinds?.includes(residentKind));

function dueBetween(due: WorklistQuery['due'], today: LocalDate, weekEnd: LocalDate): [string, string] {
  switch (due) {
    case 'overdue':
      return ['-infinity', addDays(today, -1)];
    case 'today':
      return [today, today];
    case 'week':
      return [today, weekEnd];
    case 'undated':
    case null:
      return ['-infinity', 'infinity'];
  }
}

const WITH = [
  'landlordId',
  'today',
  'first',
  'last',
  'afterDueOn',
  'afterComplaint',
  'afterStage',
  'afterKind',
  'afterN',
  'kinds',
  'handler',
  'stages',
  'limit',
] as const;

const k = alias(clocks, 'k');
const CLOCK = shape(clocks, [
  'complaintId',
  'stage',
  'kind',
  'n',
  'dueOn',
  'judgedOn',
  'originalDueOn',
  'waitsSince',
  'withheld',
  'force',
  'handler',
]);
const BY_DATE = shape(clocks, ['judgedOn', 'complaintId', 'stage', 'kind', 'n']);
const BY_WAIT = shape(clocks, ['waitsSince', 'complaintId', 'stage', 'kind', 'n']);
const OF_COMPLAINT = shape(complaints, [
  'reference',
  'status',
  'receivedOn',
  'policyVersion',
  'calendarEdition',
]);

/** The page is taken from the index alone before its complaints are read. The predicate is that of the index. */
const pageOf = (
  key: typeof BY_DATE | typeof BY_WAIT,
  which: SQL,
  $: Places<(typeof UNDATED_WITH)[number]>,
) => sql`
select k.*, ${OF_COMPLAINT.selectedFrom('c')}, ${CASE_ID}
from (
  select ${CLOCK.selectedFrom('k')} from ${clocks} ${k}
  where ${k.landlordId} = ${$.landlordId} and ${which}
    and (${key.of('k')}) > (${$.afterDueOn}, ${$.afterComplaint}, ${$.afterStage}, ${$.afterKind}, ${$.afterN})
    and (${$.kinds}::text[] is null or ${k.kind} = any(${$.kinds}::text[]))
    and (${$.handler}::text is null
      or case ${$.handler} when ${sql.raw(`'${NOBODY}'`)} then ${k.handler} is null else ${k.handler} = ${$.handler} end)
    and (${$.stages}::text[] is null or ${k.stage} = any(${$.stages}::text[]))
  order by ${key.of('k')}
  limit ${$.limit}
) k
join ${complaints} ${c} on ${c.landlordId} = ${$.landlordId} and ${c.id} = k."complaintId"
order by ${key.fieldsOf('k')}`;

const dated = (whose: SQL, $: Places<(typeof WITH)[number]>) =>
  pageOf(
    BY_DATE,
    sql`${RUNNING_CLOCK} and ${whose} and ${k.judgedOn} between ${$.first} and ${$.last}
    and (not ${k.projected} or ${k.judgedOn} < ${$.today})`,
    $,
  );

const WORKLIST = statement('worklist', WITH, ($) => dated(sql`not ${RESIDENTS_KIND}`, $));
const WORKLIST_OF_RESIDENTS = statement('worklist-of-residents', WITH, ($) => dated(RESIDENTS_KIND, $));

const UNDATED_WITH = [
  'landlordId',
  'afterDueOn',
  'afterComplaint',
  'afterStage',
  'afterKind',
  'afterN',
  'kinds',
  'handler',
  'stages',
  'limit',
] as const;
const UNDATED = statement('worklist-undated', UNDATED_WITH, ($) => pageOf(BY_WAIT, UNDATED_CLOCK, $));
