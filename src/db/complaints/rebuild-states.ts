import { STATE_FORMAT } from '../../policy/complaint/state-format';
import type { Session } from '../connection/client';
import { CLOCKS_OF_BATCH } from './clock-writes';
import { SET_COLUMNS, type StateAtVersion, WRITTEN_JSON } from './rows';

/** A complaint whose state an earlier release wrote. */
export interface StateBehind {
  readonly id: string;
  readonly reference: string;
  readonly version: number;
}

// Not those of a later format: while two releases run side by side they would write the same states back and forth.
// No index of its own: by the primary key, 100,000 complaints with none behind took 0.3 s on a busy machine, once an hour.
const BEHIND = `(c.state_format < ${STATE_FORMAT} or c.state_version <> c.version)`;

/** The next of them by id. */
export async function statesBehind(
  db: Session,
  landlordId: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<StateBehind[]> {
  return db.of(landlordId).query<StateBehind>({
    name: 'states-behind',
    text: `
      select c.id, c.reference, c.version from complaints c
      where c.landlord_id = $1 and ${BEHIND} and c.id > $2
      order by c.id
      limit $3`,
    values: [landlordId, after, limit],
  });
}

// Neither its version nor the time of its last change moves: nothing has happened to the complaint.
const REBUILD = `
with given as materialized (
  select * from jsonb_to_recordset($2::jsonb) as g(id uuid, version int, columns jsonb, clocks jsonb)
), held as materialized (
  select c.id from complaints c join given g on g.id = c.id
  where c.landlord_id = $1 and c.version = g.version and ${BEHIND}
  order by c.id
  for update of c skip locked
), moved as (
  update complaints c
  set ${SET_COLUMNS}, state_version = c.version
  from held h join given g on g.id = h.id cross join lateral jsonb_to_record(g.columns) as w(${WRITTEN_JSON})
  where c.landlord_id = $1 and c.id = h.id and c.version = g.version
  returning c.id
), ${CLOCKS_OF_BATCH}
select id from moved`;

/**
 * Writes the states of a batch with all that is read from them, each only if the complaint still stands at that version
 * and nobody else has hold of it: whoever has writes a state of their own release.
 */
export async function writeRebuilt(
  db: Session,
  landlordId: string,
  rebuilt: readonly StateAtVersion[],
): Promise<number> {
  const written = await db.of(landlordId).query({
    name: 'rebuild-states',
    text: REBUILD,
    values: [landlordId, JSON.stringify(rebuilt)],
  });
  return written.length;
}
