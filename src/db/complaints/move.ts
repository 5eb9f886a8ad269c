import type { Instant } from '../../policy/dates/local-date';
import type { Session } from '../connection/client';
import { CLOCKS_OF_BATCH } from './clock-writes';
import { EVENT_JSON, type NewEvent, SET_COLUMNS, type StateAtVersion, WRITTEN_JSON } from './rows';

/** One complaint moved by one event, as it stood at the version that was read. */
export interface ComplaintMove extends StateAtVersion {
  readonly event: NewEvent;
}

const MOVE = `
with given as materialized (
  select *, gen_random_uuid() as salt from jsonb_to_recordset($3::jsonb)
    as g(id uuid, version int, columns jsonb, event jsonb, clocks jsonb)
), moved as (
  update complaints c
  set ${SET_COLUMNS},
    version = c.version + 1, state_version = c.version + 1, updated_at = $2
  from given g cross join lateral jsonb_to_record(g.columns) as w(${WRITTEN_JSON})
  where c.landlord_id = $1 and c.id = g.id and c.version = g.version
  returning c.id, c.version
), events as (
  insert into complaint_events (landlord_id, complaint_id, sequence, id, type, data, promised, actor, occurred_on,
    occurred_at, recorded_at, texts_digest, party_digests)
  select $1, m.id, m.version, e.id, e.type, e.data, e.promised, e.actor, e."occurredOn", e."occurredAt",
    e."recordedAt", texts_digest(g.salt, e.texts), '{}'
  from moved m join given g on g.id = m.id cross join lateral jsonb_to_record(g.event) as e(${EVENT_JSON})
), texts as (
  insert into texts (landlord_id, complaint_id, sequence, field, text, salt)
  select $1, m.id, m.version, t.key, t.value, g.salt
  from moved m join given g on g.id = m.id cross join lateral jsonb_each_text(g.event -> 'texts') as t
), ${CLOCKS_OF_BATCH}
select id from moved`;

/** Writes a batch of moves in one statement. Says how many it wrote: fewer than given where an act came between. */
export async function moveComplaints(
  db: Session,
  landlordId: string,
  moves: readonly ComplaintMove[],
  updatedAt: Instant,
): Promise<number> {
  const moved = await db.of(landlordId).query({
    name: 'move-complaints',
    text: MOVE,
    values: [
      landlordId,
      updatedAt,
      JSON.stringify(
        moves.map(({ event: { promised = [], ...event }, ...move }) => ({
          ...move,
          event: { ...event, promised },
        })),
      ),
    ],
  });
  return moved.length;
}
