import type { Instant } from '../policy/local-date';
import type { Session } from './client';
import {
  CLOCK_JSON,
  type ClockRow,
  type ComplaintColumns,
  EVENT_JSON,
  type NewEvent,
  WRITTEN_JSON,
} from './complaint-rows';

/** One complaint moved by one event, as it stood at the version that was read. */
export interface ComplaintMove {
  readonly id: string;
  readonly version: number;
  readonly columns: ComplaintColumns;
  readonly event: NewEvent;
  readonly clocks: readonly ClockRow[];
}

// What a move cannot change is left alone: it turns no complaint to another stage, status or handler.
const MOVE = `
with given as materialized (
  select *, gen_random_uuid() as salt from jsonb_to_recordset($3::jsonb)
    as g(id uuid, version int, columns jsonb, event jsonb, clocks jsonb)
), moved as (
  update complaints c
  set version = c.version + 1, policy_version = w."policyVersion", calendar_version = w."calendarVersion",
    received_on = w."receivedOn", next_due_on = w."nextDueOn", next_due_kind = w."nextDueKind",
    next_due_stage = w."nextDueStage", state = w.state, updated_at = $2
  from given g cross join lateral jsonb_to_record(g.columns) as w(${WRITTEN_JSON})
  where c.landlord_id = $1 and c.id = g.id and c.version = g.version
  returning c.id, c.version
), events as (
  insert into complaint_events (landlord_id, complaint_id, sequence, id, type, data, promised, actor, occurred_on,
    occurred_at, recorded_at, texts_digest)
  select $1, m.id, m.version, e.id, e.type, e.data, e.promised, e.actor, e."occurredOn", e."occurredAt",
    e."recordedAt", texts_digest(g.salt, e.texts)
  from moved m join given g on g.id = m.id cross join lateral jsonb_to_record(g.event) as e(${EVENT_JSON})
), texts as (
  insert into texts (landlord_id, complaint_id, sequence, field, text, salt)
  select $1, m.id, m.version, t.key, t.value, g.salt
  from moved m join given g on g.id = m.id cross join lateral jsonb_each_text(g.event -> 'texts') as t
), clocks as (
  insert into clocks as c (landlord_id, complaint_id, stage, kind, n, anchor_on, due_on, original_due_on, projected,
    met_on, stopped_on, handler)
  select $1, m.id, k.stage, k.kind, k.n, k."anchorOn", k."dueOn", k."originalDueOn", k.projected, k."metOn",
    k."stoppedOn", k.handler
  from moved m join given g on g.id = m.id cross join lateral jsonb_to_recordset(g.clocks) as k(${CLOCK_JSON})
  on conflict (landlord_id, complaint_id, stage, kind, n) do update
  set anchor_on = excluded.anchor_on, due_on = excluded.due_on, original_due_on = excluded.original_due_on,
    projected = excluded.projected, met_on = excluded.met_on, stopped_on = excluded.stopped_on
  where (c.anchor_on, c.due_on, c.original_due_on, c.projected, c.met_on, c.stopped_on)
    is distinct from (excluded.anchor_on, excluded.due_on, excluded.original_due_on, excluded.projected,
      excluded.met_on, excluded.stopped_on)
), gone as (
  delete from clocks c using moved m, given g
  where c.landlord_id = $1 and c.complaint_id = m.id and g.id = m.id and not exists (
    select from jsonb_to_recordset(g.clocks) as k(stage text, kind text, n int)
    where (k.stage, k.kind, k.n) = (c.stage, c.kind, c.n))
)
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
