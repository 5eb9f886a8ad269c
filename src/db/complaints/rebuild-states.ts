import { sql } from 'drizzle-orm';
import { STATE_FORMAT } from '../../policy/complaint/state-format';
import type { Session } from '../connection/client';
import { bare, shape } from '../connection/shape';
import { statement } from '../connection/statement';
import { complaints } from '../schema/complaints';
import { clocksOfBatch } from './clock-writes';
import { COMPLAINT, c, SET_COLUMNS, type StateAtVersion } from './rows';

/** A complaint whose state an earlier release wrote. */
export interface StateBehind {
  readonly id: string;
  readonly reference: string;
  readonly version: number;
}

// Not those of a later format: while two releases run side by side they would write the same states back and forth.
// No index of its own: by the primary key, 100,000 complaints with none behind took 0.3 s on a busy machine, once an hour.
const BEHIND = sql`(${c.stateFormat} < ${STATE_FORMAT} or ${c.stateVersion} <> ${c.version})`;

const STATES_BEHIND = statement(
  'states-behind',
  ['landlordId', 'after', 'limit'],
  ($) => sql`
  select ${shape(complaints, ['id', 'reference', 'version']).selectedFrom('c')} from ${complaints} ${c}
  where ${c.landlordId} = ${$.landlordId} and ${BEHIND} and ${c.id} > ${$.after}
  order by ${c.id}
  limit ${$.limit}`,
);

/** The next of them by id. */
export async function statesBehind(
  db: Session,
  landlordId: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<StateBehind[]> {
  return db.of(landlordId).query<StateBehind>(STATES_BEHIND({ landlordId, after, limit }));
}

// Neither its version nor the time of its last change moves: nothing has happened to the complaint.
const REBUILD = statement(
  'rebuild-states',
  ['landlordId', 'rebuilt'],
  ($) => sql`
with given as materialized (
  select * from jsonb_to_recordset(${$.rebuilt}::jsonb) as g(id uuid, version int, columns jsonb, clocks jsonb)
), held as materialized (
  select ${c.id} as id from ${complaints} ${c} join given g on g.id = ${c.id}
  where ${c.landlordId} = ${$.landlordId} and ${c.version} = g.version and ${BEHIND}
  order by ${c.id}
  for update of c skip locked
), moved as (
  update ${complaints} ${c}
  set ${SET_COLUMNS}, ${bare(c.stateVersion)} = ${c.version}
  from held h join given g on g.id = h.id cross join lateral jsonb_to_record(g.columns) as w(${COMPLAINT.record})
  where ${c.landlordId} = ${$.landlordId} and ${c.id} = h.id and ${c.version} = g.version
  returning ${c.id} as id
), ${clocksOfBatch($.landlordId)}
select id from moved`,
);

/**
 * Writes the states of a batch with all that is read from them, each only if the complaint still stands at that version
 * and nobody else has hold of it: whoever has writes a state of their own release.
 */
export async function writeRebuilt(
  db: Session,
  landlordId: string,
  rebuilt: readonly StateAtVersion[],
): Promise<number> {
  const written = await db.of(landlordId).query(REBUILD({ landlordId, rebuilt: JSON.stringify(rebuilt) }));
  return written.length;
}
