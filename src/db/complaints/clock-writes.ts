import { type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { shape } from '../connection/shape';
import { clocks } from '../schema/clocks';
import { CLOCK, CLOCK_COLUMNS, CLOCK_DATES } from './rows';

/** A clock that is there already, as the statements below name it. */
export const existingClock = alias(clocks, 'c');
const c = existingClock;

const KEY = shape(clocks, ['landlordId', 'complaintId', 'stage', 'kind', 'n']).names;

/** The columns of a ClockRow, after its complaint. */
export const INSERT_CLOCKS = sql`insert into ${clocks} as ${c}
    (${shape(clocks, ['landlordId', 'complaintId', ...CLOCK_COLUMNS]).names})`;

/** A clock that is there already is written only where it has changed. */
export const CLOCKS_ANEW = sql`on conflict (${KEY}) do update set ${CLOCK_DATES.setFromExcluded}
  where (${CLOCK_DATES.of('c')}) is distinct from (${CLOCK_DATES.of('excluded')})`;

/** True of a clock `c` whose key no clock in the JSON has: it ceases to be. */
export const isGone = (json: SQL) => sql`not exists (
    select from jsonb_to_recordset(${json}) as k(${shape(clocks, ['stage', 'kind', 'n']).record})
    where (k.stage, k.kind, k.n) = (${c.stage}, ${c.kind}, ${c.n}))`;

/**
 * The clocks of a batch of complaints: `moved` are those that were written, `given` what was given of each. A clock can
 * also cease to be: the way to the ombudsman closes when a refused request is asked for anew (SET-27).
 */
export const clocksOfBatch = (landlordId: SQL) => sql`clocks as (
  ${INSERT_CLOCKS}
  select ${landlordId}, m.id, ${CLOCK.fieldsOf('k')}
  from moved m join given g on g.id = m.id cross join lateral jsonb_to_recordset(g.clocks) as k(${CLOCK.record})
  ${CLOCKS_ANEW}
), gone as (
  delete from ${clocks} ${c} using moved m, given g
  where ${c.landlordId} = ${landlordId} and ${c.complaintId} = m.id and g.id = m.id and ${isGone(sql`g.clocks`)}
)`;
