import { sql } from 'drizzle-orm';
import type { Instant } from '../../policy/dates/local-date';
import type { Session } from '../connection/client';
import { bare, into } from '../connection/shape';
import { statement } from '../connection/statement';
import { complaints } from '../schema/complaints';
import { complaintEvents, texts } from '../schema/record';
import { clocksOfBatch } from './clock-writes';
import {
  COMPLAINT,
  c,
  EVENT,
  EVENT_JSON,
  FACTS,
  type NewEvent,
  SET_COLUMNS,
  type StateAtVersion,
} from './rows';

/** One complaint moved by one event, as it stood at the version that was read. */
export interface ComplaintMove extends StateAtVersion {
  readonly event: NewEvent;
}

const MOVE = statement(
  'move-complaints',
  ['landlordId', 'updatedAt', 'moves'],
  ($) => sql`
with given as materialized (
  select *, gen_random_uuid() as salt from jsonb_to_recordset(${$.moves}::jsonb)
    as g(id uuid, version int, columns jsonb, event jsonb, clocks jsonb)
), moved as (
  update ${complaints} ${c}
  set ${SET_COLUMNS}, ${bare(c.version)} = ${c.version} + 1, ${bare(c.stateVersion)} = ${c.version} + 1,
    ${bare(c.updatedAt)} = ${$.updatedAt}
  from given g cross join lateral jsonb_to_record(g.columns) as w(${COMPLAINT.record})
  where ${c.landlordId} = ${$.landlordId} and ${c.id} = g.id and ${c.version} = g.version
  returning ${c.id} as id, ${c.version} as version
), events as (
  insert into ${into(complaintEvents, ['landlordId', 'complaintId', 'sequence', ...FACTS, 'textsDigest', 'partyDigests'])}
  select ${$.landlordId}, m.id, m.version, ${EVENT.fieldsOf('e')}, texts_digest(g.salt, e.texts), '{}'
  from moved m join given g on g.id = m.id cross join lateral jsonb_to_record(g.event) as e(${EVENT_JSON})
), texts as (
  insert into ${into(texts, ['landlordId', 'complaintId', 'sequence', 'field', 'text', 'salt'])}
  select ${$.landlordId}, m.id, m.version, t.key, t.value, g.salt
  from moved m join given g on g.id = m.id cross join lateral jsonb_each_text(g.event -> 'texts') as t
), ${clocksOfBatch($.landlordId)}
select id from moved`,
);

/** Writes a batch of moves in one statement. Says how many it wrote: fewer than given where an act came between. */
export async function moveComplaints(
  db: Session,
  landlordId: string,
  moves: readonly ComplaintMove[],
  updatedAt: Instant,
): Promise<number> {
  const json = moves.map(({ event: { promised = [], ...event }, ...move }) => ({
    ...move,
    event: { ...event, promised },
  }));
  const moved = await db.of(landlordId).query(MOVE({ landlordId, updatedAt, moves: JSON.stringify(json) }));
  return moved.length;
}
