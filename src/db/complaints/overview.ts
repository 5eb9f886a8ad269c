import { OPEN_STATUSES } from '../../policy/complaint/state';
import type { LocalDate } from '../../policy/dates/local-date';
import type { Session } from '../connection/client';
import { RESIDENTS_KIND, RUNNING_CLOCK } from '../schema/clocks';

/** Figures of a landlord's complaints, in which no single case can be seen. */
export interface Overview {
  readonly open: readonly { readonly status: string; readonly stage: string; readonly complaints: number }[];
  readonly overdue: readonly { readonly stage: string; readonly kind: string; readonly dates: number }[];
  readonly kept: readonly {
    readonly stage: string;
    readonly kind: string;
    readonly due: number;
    readonly inTime: number;
    readonly late: number;
    readonly outstanding: number;
  }[];
  /** The part of `kept` under the versions that were asked about. */
  readonly keptUnderExceptions: Overview['kept'];
  readonly received: number;
  readonly outcomes: readonly {
    readonly stage: string;
    readonly outcome: string | null;
    readonly complaints: number;
  }[];
}

export interface OverviewQuery {
  readonly today: LocalDate;
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** Versions of the procedure that hold the times for exceptional circumstances. */
  readonly exceptionalVersions: readonly string[];
}

const listed = (select: string): string => `(select coalesce(jsonb_agg(f), '[]') from (${select}) f)`;

// A date that ceased to matter before it came (the complaint was withdrawn, say) was neither kept nor missed, but one
// that had passed by then was missed; one that is only projected is not promised to anybody yet.
const KEPT = `
    select stage, kind, count(*) as due,
      count(*) filter (where met_on <= due_on) as "inTime",
      count(*) filter (where met_on > due_on) as late,
      count(*) filter (where met_on is null) as outstanding
    from clocks
    where landlord_id = $1 and due_on between $3 and $4 and (stopped_on is null or stopped_on > due_on)
      and not projected
      and not ${RESIDENTS_KIND}`;

// One statement is one moment, so that the figures agree with each other.
const OVERVIEW = `
select
  ${listed(`
    select status, stage, count(*) as complaints from complaints
    where landlord_id = $1 and status = any($5)
    group by status, stage order by status, stage`)} as open,
  ${listed(`
    select stage, kind, count(*) as dates from clocks
    where landlord_id = $1 and ${RUNNING_CLOCK} and not ${RESIDENTS_KIND} and due_on < $2
    group by stage, kind order by stage, kind`)} as overdue,
  ${listed(`
    ${KEPT} group by stage, kind order by stage, kind`)} as kept,
  ${listed(`
    ${KEPT} and cardinality($6::text[]) > 0 and complaint_id in (
      select id from complaints where landlord_id = $1 and policy_version = any($6))
    group by stage, kind order by stage, kind`)} as "keptUnderExceptions",
  (select count(*)::int from complaints where landlord_id = $1 and received_on between $3 and $4) as received,
  ${listed(`
    select stage, outcome, count(*) as complaints from complaints
    where landlord_id = $1 and received_on between $3 and $4
    group by stage, outcome order by stage, outcome nulls last`)} as outcomes`;

export async function readOverview(
  db: Session,
  landlordId: string,
  { today, from, to, exceptionalVersions }: OverviewQuery,
): Promise<Overview> {
  const [row] = await db.of(landlordId).query<Overview & Record<string, unknown>>({
    name: 'overview',
    text: OVERVIEW,
    values: [landlordId, today, from, to, OPEN_STATUSES, exceptionalVersions],
  });
  if (!row) throw new Error('An overview came back without a row');
  return row;
}
