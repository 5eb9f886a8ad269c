import { STATE_FORMAT } from '../../policy/complaint/state-format';
import type { Session } from '../connection/client';
import { CLOCKS_ANEW, INSERT_CLOCKS } from './clock-writes';
import {
  CLOCK_JSON,
  type ComplaintChange,
  EVENT_JSON,
  type NewComplaint,
  SET_COLUMNS,
  type Write,
  WRITTEN_JSON,
} from './rows';
import { GIVEN_PARTIES, PARTY_DIGESTS, RESTRICTED_DIGEST, RESTRICTED_JSON } from './digest-sql';
import { ERASING } from './erase-sql';

/**
 * A whole act is one statement: round trips are the cost, and a statement is a transaction of its own. What is
 * written crosses as JSON and is unfolded by PostgreSQL, so that the statement is the same for one event or three
 * and can be prepared once.
 */

// Everything hangs on `landlord`: where its zone is another by now nothing is written. Held as a foreign key holds it, so
// that it stays what it is until this is committed.
//
// A counter and not a sequence: references run on without a gap for each landlord and year of receipt. Two
// complaints of one landlord therefore wait for each other, for the length of this statement.
const INSERT = `
with landlord as (
  select from landlords where id = $1 and zone = $10 for key share
), counted as (
  insert into complaint_counters as c (landlord_id, year, last)
  select $1, $3, 1 from landlord
  on conflict (landlord_id, year) do update set last = c.last + 1
  returning year, last
), complaint as (
  insert into complaints (landlord_id, id, reference, version, policy_version, calendar_version, status, stage,
    outcome, handler, channel, categories, tenure, received_on, next_due_on, next_due_kind, next_due_stage, state,
    state_format, state_version, logged_at, updated_at)
  select $1, $2, format('C-%s-%s', year, lpad(last::text, greatest(6, length(last::text)), '0')),
    jsonb_array_length($6::jsonb), w."policyVersion", w."calendarVersion", w.status, w.stage, w.outcome, w.handler,
    w.channel, w.categories, w.tenure, w."receivedOn", w."nextDueOn", w."nextDueKind", w."nextDueStage", w.state,
    ${STATE_FORMAT}, jsonb_array_length($6::jsonb), $4, $4
  from counted, jsonb_to_record($5::jsonb) as w(${WRITTEN_JSON})
  returning reference
), event as materialized (
  select e.*, gen_random_uuid() as salt
  from complaint, rows from (jsonb_to_recordset($6::jsonb) as (${EVENT_JSON})) with ordinality as e
), party as materialized (
  ${GIVEN_PARTIES}
), events as (
  insert into complaint_events (landlord_id, complaint_id, sequence, id, type, data, promised, actor, occurred_on,
    occurred_at, recorded_at, texts_digest, party_digests)
  select $1, $2, ordinality, id, type, data, promised, actor, "occurredOn", "occurredAt", "recordedAt",
    texts_digest(salt, texts), case when ordinality = 1 then ${PARTY_DIGESTS} else '{}' end
  from event order by ordinality
), texts as (
  insert into texts (landlord_id, complaint_id, sequence, field, text, salt)
  select $1, $2, ordinality, t.key, t.value, event.salt from event, jsonb_each_text(event.texts) as t
), clocks as (
  ${INSERT_CLOCKS}
  select $1, $2, stage, kind, n, "anchorOn", "dueOn", "originalDueOn", projected, "metOn", "stoppedOn", handler
  from complaint, jsonb_to_recordset($7::jsonb) as (${CLOCK_JSON})
), parties as (
  insert into parties (landlord_id, complaint_id, role, n, data, sequence, salt)
  select $1, $2, role, n, data, 1, salt from complaint, party
), external_references as (
  insert into complaint_external_references (landlord_id, system, external_id, complaint_id)
  select $1, system, id, $2 from complaint, jsonb_to_recordset($9::jsonb) as (system text, id text)
)
select reference from complaint`;

/**
 * Writes a new complaint with its events and answers with the reference it was given, such as C-2024-000123. Whoever
 * takes it in need not be the one who will handle it (Code 3.2), so what its caller sees does not matter. Null where the
 * landlord's days begin and end at other moments than those it was worked out by.
 */
export async function insertLoggedComplaint(
  db: Session,
  landlordId: string,
  complaint: NewComplaint,
): Promise<string | null> {
  const { id, zone, loggedAt, externalReferences, ...write } = complaint;
  const [row] = await db.wholly(landlordId).query<{ reference: string }>({
    name: 'insert-complaint',
    text: INSERT,
    values: [
      landlordId,
      id,
      Number(write.receivedOn.slice(0, 4)),
      loggedAt,
      ...written(write),
      JSON.stringify(externalReferences),
      zone,
    ],
  });
  return row?.reference ?? null;
}

// Everything hangs on `moved`: when another act came first it is empty, and nothing at all is written.
// A clock can also cease to be: the way to the ombudsman closes when a refused request is asked for anew (SET-27).
const appending = (also = '') => `
with moved as (
  update complaints c
  set ${SET_COLUMNS},
    version = c.version + jsonb_array_length($6::jsonb), state_version = c.version + jsonb_array_length($6::jsonb),
    updated_at = $4
  from jsonb_to_record($5::jsonb) as w(${WRITTEN_JSON})
  where c.landlord_id = $1 and c.id = $2 and c.version = $3
  returning c.landlord_id, c.id
), event as materialized (
  select *, gen_random_uuid() as salt
  from rows from (jsonb_to_recordset($6::jsonb) as (${EVENT_JSON})) with ordinality
), party as materialized (
  ${GIVEN_PARTIES}
), events as (
  insert into complaint_events (landlord_id, complaint_id, sequence, id, type, data, promised, actor, occurred_on,
    occurred_at, recorded_at, texts_digest, restricted_digest, party_digests)
  select m.landlord_id, m.id, $3 + e.ordinality, e.id, e.type, e.data, e.promised, e.actor, e."occurredOn",
    e."occurredAt", e."recordedAt", texts_digest(e.salt, e.texts),
    (select ${RESTRICTED_DIGEST} from jsonb_to_record(e.restricted) as r(${RESTRICTED_JSON})),
    case when e.ordinality = 1 then ${PARTY_DIGESTS} else '{}' end
  from moved m, event e order by e.ordinality
), texts as (
  insert into texts (landlord_id, complaint_id, sequence, field, text, salt)
  select m.landlord_id, m.id, $3 + e.ordinality, t.key, t.value, e.salt
  from moved m, event e, jsonb_each_text(e.texts) as t
), restricted as (
  insert into restricted_texts (landlord_id, complaint_id, sequence, subject, n, kind, purpose, text, salt)
  select m.landlord_id, m.id, $3 + e.ordinality, r.subject, r.n, r.kind, r.purpose, r.text, e.salt
  from moved m, event e, jsonb_to_record(e.restricted) as r(${RESTRICTED_JSON})
  where e.restricted is not null
), clocks as (
  ${INSERT_CLOCKS}
  select m.landlord_id, m.id, k.stage, k.kind, k.n, k."anchorOn", k."dueOn", k."originalDueOn", k.projected,
    k."metOn", k."stoppedOn", k.handler
  from moved m, jsonb_to_recordset($7::jsonb) as k(${CLOCK_JSON})
  ${CLOCKS_ANEW}
), gone as (
  delete from clocks c using moved m
  where c.landlord_id = m.landlord_id and c.complaint_id = m.id and not exists (
    select from jsonb_to_recordset($7::jsonb) as k(stage text, kind text, n int)
    where (k.stage, k.kind, k.n) = (c.stage, c.kind, c.n))
), parties as (
  insert into parties (landlord_id, complaint_id, role, n, data, sequence, salt)
  select m.landlord_id, m.id, p.role, p.n, p.data, $3 + 1, p.salt from moved m, party p
  on conflict (landlord_id, complaint_id, role, n) do update
  set data = excluded.data, sequence = excluded.sequence, salt = excluded.salt
)${also}
select id from moved`;

const APPEND = appending();

const APPEND_AND_ERASE = appending(ERASING);

/**
 * Writes an act on the complaint as it stood at the expected version, and says whether it did: it does not when
 * another act came first or there is no such complaint. The version moves on by one for each event. Its caller has
 * read that version, and need not see the complaint any longer once the act is done.
 */
export async function appendToComplaint(
  db: Session,
  landlordId: string,
  id: string,
  expectedVersion: number,
  change: ComplaintChange,
): Promise<boolean> {
  const moved = await db.wholly(landlordId).query({
    name: change.erases ? 'append-and-erase' : 'append-to-complaint',
    text: change.erases ? APPEND_AND_ERASE : APPEND,
    values: [landlordId, id, expectedVersion, change.updatedAt, ...written(change)],
  });
  return moved.length === 1;
}

/** The JSON parameters that both statements share, in their order. */
function written({ events, clocks, parties, ...columns }: Write): string[] {
  return [
    JSON.stringify(columns),
    JSON.stringify(events.map(({ promised = [], ...event }) => ({ ...event, promised }))),
    JSON.stringify(clocks),
    JSON.stringify(parties),
  ];
}
