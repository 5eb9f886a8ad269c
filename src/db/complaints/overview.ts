import { type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { OPEN_STATUSES } from '../../policy/complaint/state';
import type { LocalDate } from '../../policy/dates/local-date';
import type { Session } from '../connection/client';
import { type Places, statement } from '../connection/statement';
import { clocks, RESIDENTS_KIND, RUNNING_CLOCK } from '../schema/clocks';
import { complaints } from '../schema/complaints';
import { c } from './rows';

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

const WITH = ['landlordId', 'today', 'from', 'to', 'statuses', 'exceptionalVersions'] as const;
type WithPlaces = Places<(typeof WITH)[number]>;

const k = alias(clocks, 'k');

const listed = (select: SQL) => sql`(select coalesce(jsonb_agg(f), '[]') from (${select}) f)`;

// A date that ceased to matter before it came (the complaint was withdrawn, say) was neither kept nor missed, but one
// that had passed by then was missed; one that is only projected is not promised to anybody yet.
const kept = ($: WithPlaces, also: SQL = sql``) => sql`
    select ${k.stage} as stage, ${k.kind} as kind, count(*) as due,
      count(*) filter (where ${k.metOn} <= ${k.dueOn}) as "inTime",
      count(*) filter (where ${k.metOn} > ${k.dueOn}) as late,
      count(*) filter (where ${k.metOn} is null) as outstanding
    from ${clocks} ${k}
    where ${k.landlordId} = ${$.landlordId} and ${k.dueOn} between ${$.from} and ${$.to}
      and (${k.stoppedOn} is null or ${k.stoppedOn} > ${k.dueOn})
      and not ${k.projected} and not ${RESIDENTS_KIND} ${also}
    group by ${k.stage}, ${k.kind} order by ${k.stage}, ${k.kind}`;

const received = ($: WithPlaces) =>
  sql`${c.landlordId} = ${$.landlordId} and ${c.receivedOn} between ${$.from} and ${$.to}`;

// One statement is one moment, so that the figures agree with each other.
const OVERVIEW = statement(
  'overview',
  WITH,
  ($) => sql`
select
  ${listed(sql`
    select ${c.status} as status, ${c.stage} as stage, count(*) as complaints from ${complaints} ${c}
    where ${c.landlordId} = ${$.landlordId} and ${c.status} = any(${$.statuses})
    group by ${c.status}, ${c.stage} order by ${c.status}, ${c.stage}`)} as open,
  ${listed(sql`
    select ${k.stage} as stage, ${k.kind} as kind, count(*) as dates from ${clocks} ${k}
    where ${k.landlordId} = ${$.landlordId} and ${RUNNING_CLOCK} and not ${RESIDENTS_KIND} and ${k.dueOn} < ${$.today}
    group by ${k.stage}, ${k.kind} order by ${k.stage}, ${k.kind}`)} as overdue,
  ${listed(kept($))} as kept,
  ${listed(
    kept(
      $,
      sql`and cardinality(${$.exceptionalVersions}::text[]) > 0 and ${k.complaintId} in (
        select ${c.id} from ${complaints} ${c}
        where ${c.landlordId} = ${$.landlordId} and ${c.policyVersion} = any(${$.exceptionalVersions}))`,
    ),
  )} as "keptUnderExceptions",
  (select count(*)::int from ${complaints} ${c} where ${received($)}) as received,
  ${listed(sql`
    select ${c.stage} as stage, ${c.outcome} as outcome, count(*) as complaints from ${complaints} ${c}
    where ${received($)}
    group by ${c.stage}, ${c.outcome} order by ${c.stage}, ${c.outcome} nulls last`)} as outcomes`,
);

export async function readOverview(
  db: Session,
  landlordId: string,
  { today, from, to, exceptionalVersions }: OverviewQuery,
): Promise<Overview> {
  const [row] = await db
    .of(landlordId)
    .query<Overview & Record<string, unknown>>(
      OVERVIEW({ landlordId, today, from, to, statuses: OPEN_STATUSES, exceptionalVersions }),
    );
  if (!row) throw new Error('An overview came back without a row');
  return row;
}
