import { type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { OPEN_STATUSES } from '../../policy/complaint/state';
import type { LocalDate } from '../../policy/dates/local-date';
import type { Force } from '../../policy/document/limit';
import type { EventType } from '../../policy/events/events';
import { REFUSED_AGAINST_POLICY } from '../../policy/refusals/index';
import type { Session } from '../connection/client';
import { type Places, statement } from '../connection/statement';
import { clocks, RESIDENTS_KIND, RUNNING_CLOCK, UNDATED_CLOCK } from '../schema/clocks';
import { complaints } from '../schema/complaints';
import { complaintEvents, REPORTED } from '../schema/record';
import {
  BEYOND_THE_CODE,
  type BeyondTheCodeCount,
  type DepartureCount,
  DEPARTURES_BY_RULE,
  REFUSED_AGAINST,
  type RefusedAgainstPolicy,
} from './departures';
import { c } from './rows';

/** A duty at a stage, and how strongly it is worded: a missed aim is no breach, so it has a row of its own. */
interface Duty {
  readonly stage: string;
  readonly kind: string;
  readonly force: Force | null;
}

/** Figures of a landlord's complaints, in which no single case can be seen. */
export interface Overview {
  readonly open: readonly { readonly status: string; readonly stage: string; readonly complaints: number }[];
  readonly overdue: readonly (Duty & { readonly dates: number })[];
  /** Duties awaited with no date to judge them by. */
  readonly undated: readonly (Duty & { readonly clocks: number })[];
  readonly kept: readonly (Duty & {
    readonly due: number;
    readonly inTime: number;
    readonly inTimeByLateStart: number;
    readonly late: number;
    readonly outstanding: number;
    readonly undated: number;
    readonly incomplete: number;
    readonly leftUnanswered: number;
  })[];
  /** The part of `kept` under the versions that were asked about. */
  readonly keptUnderExceptions: Overview['kept'];
  readonly received: number;
  readonly outcomes: readonly {
    readonly stage: string;
    readonly outcome: string | null;
    readonly complaints: number;
  }[];
  readonly refusals: {
    readonly byReason: readonly { readonly reason: string; readonly complaints: number }[];
    readonly againstPolicy: RefusedAgainstPolicy;
  };
  readonly departures: readonly DepartureCount[];
  readonly beyondTheCode: readonly BeyondTheCodeCount[];
  readonly remedies: readonly { readonly type: string; readonly offered: number }[];
  readonly remediesCompleted: number;
  readonly compensation: { readonly awards: number; readonly pence: number };
  readonly learning: readonly { readonly theme: string; readonly recorded: number }[];
  readonly learningPublished: readonly { readonly to: string; readonly times: number }[];
}

export interface OverviewQuery {
  readonly today: LocalDate;
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** Versions of the procedure that hold the times for exceptional circumstances. */
  readonly exceptionalVersions: readonly string[];
}

const WITH = [
  'landlordId',
  'today',
  'from',
  'to',
  'statuses',
  'exceptionalVersions',
  'refusalCodes',
  'requestCodes',
] as const;
type WithPlaces = Places<(typeof WITH)[number]>;

const k = alias(clocks, 'k');

const listed = (select: SQL) => sql`(select coalesce(jsonb_agg(f), '[]') from (${select}) f)`;

const DUTY = sql`${k.stage} as stage, ${k.kind} as kind, ${k.force} as force`;
const BY_DUTY = sql`group by ${k.stage}, ${k.kind}, ${k.force} order by ${k.stage}, ${k.kind}, ${k.force}`;

// A date belongs to the period in which it is judged. Stopped before it (the complaint was withdrawn, say), it was
// neither kept nor missed; stopped after it, it was missed. Where nothing sets a date, the day of the answer tells.
const kept = ($: WithPlaces, also: SQL = sql``) => sql`
    select ${DUTY}, count(*) filter (where ${k.judgedOn} is not null and not ${k.leftUnanswered}) as due,
      count(*) filter (where ${k.metOn} <= ${k.judgedOn}) as "inTime",
      count(*) filter (where ${k.metOn} > ${k.judgedOn} and ${k.lateStart}) as "inTimeByLateStart",
      count(*) filter (where ${k.metOn} > ${k.judgedOn} and not ${k.lateStart}) as late,
      count(*) filter (where ${k.metOn} is null and ${k.judgedOn} is not null and not ${k.leftUnanswered}) as outstanding,
      count(*) filter (where ${k.judgedOn} is null and not ${k.leftUnanswered}) as undated,
      count(*) filter (where ${k.incomplete}) as incomplete,
      count(*) filter (where ${k.leftUnanswered}) as "leftUnanswered"
    from ${clocks} ${k}
    where ${k.landlordId} = ${$.landlordId} and not ${RESIDENTS_KIND}
      and (
        (${k.judgedOn} between ${$.from} and ${$.to}
          and (${k.metOn} is not null or ${k.leftUnanswered} or coalesce(${k.stoppedOn}, ${$.today}) > ${k.judgedOn}))
        or (${k.judgedOn} is null and coalesce(${k.metOn}, ${k.stoppedOn}) between ${$.from} and ${$.to}
          and (${k.kind} = 'respond' or ${k.force} is not null) and (${k.metOn} is not null or ${k.leftUnanswered})))
      ${also}
    ${BY_DUTY}`;

const received = ($: WithPlaces) =>
  sql`${c.landlordId} = ${$.landlordId} and ${c.receivedOn} between ${$.from} and ${$.to} and ${c.status} <> 'void'`;

const e = alias(complaintEvents, 'e');

// Acts that corrections changed or put in count as they say, and those they struck count nowhere. They are few, and read
// once; the events that nothing corrected are found by their index.
const counted = ($: WithPlaces) => sql`
corrections as materialized (
  select ${e.complaintId} as complaint, ${e.sequence} as sequence, ${e.data} as data
  from ${complaintEvents} ${e} where ${e.landlordId} = ${$.landlordId} and ${e.type} = 'corrected'
), void as materialized (
  select distinct ${c.id} as complaint from corrections k
  join ${complaints} ${c} on ${c.landlordId} = ${$.landlordId} and ${c.id} = k.complaint where ${c.status} = 'void'
), changed as materialized (
  select distinct on (k.complaint, g.sequence, g.inserted) k.complaint, g.sequence, g.inserted, g.now
  from corrections k, jsonb_to_recordset(k.data -> 'changes') as g(sequence int, inserted int, now jsonb)
  order by k.complaint, g.sequence, g.inserted, k.sequence desc
), put_in as materialized (
  select k.complaint, k.sequence, g.n, g.type, g.on, g.data
  from corrections k, jsonb_to_recordset(k.data -> 'inserted') as g(n int, type text, "on" date, data jsonb)
), facts as (
  select g.complaint, ${e.type} as type, (g.now ->> 'on')::date as on, g.now -> 'data' as data
  from changed g join ${complaintEvents} ${e} on ${e.landlordId} = ${$.landlordId} and ${e.complaintId} = g.complaint
    and ${e.sequence} = g.sequence
  where g.inserted is null and g.now is not null
  union all
  select p.complaint, p.type, coalesce((g.now ->> 'on')::date, p.on), coalesce(g.now -> 'data', p.data)
  from put_in p left join changed g on g.complaint = p.complaint and g.sequence = p.sequence and g.inserted = p.n
  where g.complaint is null or g.now is not null
), counted as materialized (
  select ${e.complaintId} as complaint, ${e.type} as type, ${e.data} as data from ${complaintEvents} ${e}
  where ${e.landlordId} = ${$.landlordId} and ${REPORTED} and ${e.occurredOn} between ${$.from} and ${$.to}
    and not exists (
      select from changed g where g.complaint = ${e.complaintId} and g.sequence = ${e.sequence} and g.inserted is null)
    and ${e.complaintId} not in (select complaint from void)
  union all
  select complaint, type, data from facts
  where facts.on between ${$.from} and ${$.to} and complaint not in (select complaint from void)
)`;

/** Acts of the period, by their day, as they count after all corrections. */
const happened = (type: EventType) => sql`counted n where n.type = ${sql.raw(`'${type}'`)}`;

/**
 * Awards of the period that stand. Only the state knows which award another has replaced; it is read of those complaints
 * alone that had an award in the period.
 */
const AWARDS_STANDING = ($: WithPlaces) => sql`(
    select jsonb_build_object('awards', count(*), 'pence', coalesce(sum((a ->> 'pence')::bigint), 0))
    from (select distinct n.complaint from ${happened('compensation-awarded')}) d
    join ${complaints} ${c} on ${c.landlordId} = ${$.landlordId} and ${c.id} = d.complaint,
      jsonb_array_elements(${c.state} #> '{redress,compensation}') a
    where (a ->> 'on')::date between ${$.from} and ${$.to} and a ->> 'replacedBy' is null)`;

/** Not taken, which is another thing than not answered. */
const wasRefused = () => sql`${c.status} in ('refused', 'closed') and exists (
      select from ${complaintEvents} ${e}
      where ${e.landlordId} = ${c.landlordId} and ${e.complaintId} = ${c.id} and ${e.type} = 'refused'
        and not exists (
          select from changed g
          where g.complaint = ${c.id} and g.sequence = ${e.sequence} and g.inserted is null and g.now is null))`;

// One statement is one moment, so that the figures agree with each other.
const OVERVIEW = statement(
  'overview',
  WITH,
  ($) => sql`
with ${counted($)}
select
  ${listed(sql`
    select ${c.status} as status, ${c.stage} as stage, count(*) as complaints from ${complaints} ${c}
    where ${c.landlordId} = ${$.landlordId} and ${c.status} = any(${$.statuses})
    group by ${c.status}, ${c.stage} order by ${c.status}, ${c.stage}`)} as open,
  ${listed(sql`
    select ${DUTY}, count(*) as dates from ${clocks} ${k}
    where ${k.landlordId} = ${$.landlordId} and ${RUNNING_CLOCK} and not ${RESIDENTS_KIND} and ${k.judgedOn} < ${$.today}
    ${BY_DUTY}`)} as overdue,
  ${listed(sql`
    select ${DUTY}, count(*) as clocks from ${clocks} ${k}
    where ${k.landlordId} = ${$.landlordId} and ${UNDATED_CLOCK}
    ${BY_DUTY}`)} as undated,
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
    where ${received($)} and not (${c.outcome} is null and ${wasRefused()})
    group by ${c.stage}, ${c.outcome} order by ${c.stage}, ${c.outcome} nulls last`)} as outcomes,
  jsonb_build_object(
    'byReason', ${listed(sql`
      select n.data ->> 'reason' as reason, count(distinct n.complaint) as complaints
      from ${happened('refused')} group by 1 order by 1`)},
    'againstPolicy', (${REFUSED_AGAINST($)})) as refusals,
  ${listed(DEPARTURES_BY_RULE($))} as departures,
  ${listed(BEYOND_THE_CODE($))} as "beyondTheCode",
  ${listed(sql`
    select n.data ->> 'type' as type, count(*) as offered
    from ${happened('remedy-offered')} group by 1 order by 1`)} as remedies,
  (select count(*)::int from ${happened('remedy-completed')}) as "remediesCompleted",
  ${AWARDS_STANDING($)} as compensation,
  ${listed(sql`
    select n.data ->> 'theme' as theme, count(*) as recorded
    from ${happened('learning-recorded')} group by 1 order by 1`)} as learning,
  ${listed(sql`
    select n.data ->> 'to' as to, count(*) as times
    from ${happened('learning-published')} group by 1 order by 1`)} as "learningPublished"`,
);

export async function readOverview(
  db: Session,
  landlordId: string,
  { today, from, to, exceptionalVersions }: OverviewQuery,
): Promise<Overview> {
  const [row] = await db.of(landlordId).query<Overview & Record<string, unknown>>(
    OVERVIEW({
      landlordId,
      today,
      from,
      to,
      statuses: OPEN_STATUSES,
      exceptionalVersions,
      refusalCodes: REFUSED_AGAINST_POLICY.complaints,
      requestCodes: REFUSED_AGAINST_POLICY.requests,
    }),
  );
  if (!row) throw new Error('An overview came back without a row');
  return row;
}
