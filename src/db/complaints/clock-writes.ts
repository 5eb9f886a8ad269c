import { CLOCK_JSON } from './rows';

/** The columns of a ClockRow, after its complaint. */
export const INSERT_CLOCKS = `insert into clocks as c (landlord_id, complaint_id, stage, kind, n, anchor_on, due_on,
    original_due_on, projected, met_on, stopped_on, handler)`;

/** A clock that is there already is written only where it has changed. */
export const CLOCKS_ANEW = `on conflict (landlord_id, complaint_id, stage, kind, n) do update
  set anchor_on = excluded.anchor_on, due_on = excluded.due_on, original_due_on = excluded.original_due_on,
    projected = excluded.projected, met_on = excluded.met_on, stopped_on = excluded.stopped_on,
    handler = excluded.handler
  where (c.anchor_on, c.due_on, c.original_due_on, c.projected, c.met_on, c.stopped_on, c.handler)
    is distinct from (excluded.anchor_on, excluded.due_on, excluded.original_due_on, excluded.projected,
      excluded.met_on, excluded.stopped_on, excluded.handler)`;

/**
 * The clocks of a batch of complaints of landlord $1: `m` are those that were written, `g` what was given of each. A
 * clock can also cease to be: the way to the ombudsman closes when a refused request is asked for anew (SET-27).
 */
export const CLOCKS_OF_BATCH = `clocks as (
  ${INSERT_CLOCKS}
  select $1, m.id, k.stage, k.kind, k.n, k."anchorOn", k."dueOn", k."originalDueOn", k.projected, k."metOn",
    k."stoppedOn", k.handler
  from moved m join given g on g.id = m.id cross join lateral jsonb_to_recordset(g.clocks) as k(${CLOCK_JSON})
  ${CLOCKS_ANEW}
), gone as (
  delete from clocks c using moved m, given g
  where c.landlord_id = $1 and c.complaint_id = m.id and g.id = m.id and not exists (
    select from jsonb_to_recordset(g.clocks) as k(stage text, kind text, n int)
    where (k.stage, k.kind, k.n) = (c.stage, c.kind, c.n))
)`;
