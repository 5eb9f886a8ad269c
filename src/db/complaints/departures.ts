import { sql } from 'drizzle-orm';
import type { LocalDate } from '../../policy/dates/local-date';
import type { Session } from '../connection/client';
import { type Places, statement } from '../connection/statement';
import { complaints, DEPARTED, WENT_BEYOND } from '../schema/complaints';
import { c } from './rows';

/** How often a rule of the procedure was not kept by an act at a stage. */
export interface DepartureCount {
  readonly stage: string;
  readonly act: string;
  readonly code: string;
  readonly ids: readonly string[];
  readonly acts: number;
  readonly complaints: number;
}

/** Counted by the day on which it happened, like whatever else was done in a period. */
export const DEPARTURES_BY_RULE = ($: Places<'landlordId' | 'from' | 'to'>) => sql`
    select d.stage, d.act, d.code, d.ids, count(*)::int as acts, count(distinct ${c.id})::int as complaints
    from ${complaints} ${c}, jsonb_to_recordset(${c.departures}) as d("on" date, stage text, act text, code text, ids jsonb)
    where ${c.landlordId} = ${$.landlordId} and ${DEPARTED} and d."on" between ${$.from} and ${$.to}
    group by d.stage, d.act, d.code, d.ids order by d.stage, d.act, d.code, d.ids`;

/** How many complaints something of the period stands on that the procedure lets pass and the Code does not. */
export interface BeyondTheCodeCount {
  readonly provision: string;
  readonly stage: string;
  readonly code: string;
  readonly complaints: number;
}

/** Counted like the departures, and apart from them: the procedure was kept. */
export const BEYOND_THE_CODE = ($: Places<'landlordId' | 'from' | 'to'>) => sql`
    select b.provision, b.stage, b.code, count(distinct ${c.id})::int as complaints
    from ${complaints} ${c},
      jsonb_to_recordset(${c.beyondTheCode}) as b("on" date, stage text, code text, provision text)
    where ${c.landlordId} = ${$.landlordId} and ${WENT_BEYOND} and b."on" between ${$.from} and ${$.to}
    group by b.provision, b.stage, b.code order by b.provision, b.stage, b.code`;

/** Refusals that were recorded as against the procedure, of the complaint itself and of the request for its next stage. */
export interface RefusedAgainstPolicy {
  readonly complaints: number;
  readonly requests: number;
}

export const REFUSED_AGAINST = (
  $: Places<'landlordId' | 'from' | 'to' | 'refusalCodes' | 'requestCodes'>,
) => sql`
    select jsonb_build_object(
      'complaints', count(distinct ${c.id}) filter (where d.act = 'refusals' and d.code = any(${$.refusalCodes}::text[])),
      'requests',
        count(distinct ${c.id}) filter (where d.act = 'escalation-decisions' and d.code = any(${$.requestCodes}::text[])))
    from ${complaints} ${c}, jsonb_to_recordset(${c.departures}) as d("on" date, act text, code text)
    where ${c.landlordId} = ${$.landlordId} and ${DEPARTED} and d."on" between ${$.from} and ${$.to}`;

const IN_PERIOD = statement('departures-by-rule', ['landlordId', 'from', 'to'], ($) => DEPARTURES_BY_RULE($));

/** The departures of a period, both days included. */
export const readDepartures = (
  db: Session,
  landlordId: string,
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
): Promise<DepartureCount[]> => db.of(landlordId).query<DepartureCount>(IN_PERIOD({ landlordId, from, to }));
