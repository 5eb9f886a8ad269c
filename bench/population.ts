import { Client } from 'pg';
import { partiesOf } from '../src/complaints/log';
import { CLOCK, COMPLAINT, EVENT_JSON } from '../src/db/complaints/rows';
import { textOf } from '../src/db/connection/statement';
import type { Database } from '../src/db/connection/client';
import { insertLandlord } from '../src/db/landlords/landlords';
import { insertPolicy } from '../src/db/landlords/policies';
import { localDateIn } from '../src/policy/dates/local-date';
import type { Rules } from '../src/policy/rules/rules';
import { STATE_FORMAT } from '../src/policy/complaint/state-format';
import { issueKey } from '../src/process/provisioning';
import { complaintIdInSql, landlordId, landlordIdInSql, PHASES, phaseInSql } from './numbering';
import { LANDLORDS } from './settings';
import { newComplaint, procedure, template, ZONE } from './templates';

/** Complaints are spread over this many days of receipt, so that their dates differ as in life. */
const DAYS = 60;
const YOUNGEST_DAYS = 7;
const CHUNK = 100_000;

/** Two hundred landlords with one procedure; the key of each, in the order of their numbers. */
export async function settleLandlords(database: Database, { now }: Rules): Promise<string[]> {
  const document = procedure();
  const { version, effectiveFrom, effectiveTo, calendar } = document;
  const keys: string[] = [];
  for (let n = 0; n < LANDLORDS; n += 1) {
    const id = landlordId(n);
    const details = {
      name: `Landlord ${n}`,
      division: calendar.division,
      zone: ZONE,
      homes: [],
      ombudsmanContact: null,
    };
    await insertLandlord(database, id, details, now);
    const policy = { version, effectiveFrom, effectiveTo, document, publishedAt: now, publishedBy: 'bench' };
    await insertPolicy(database, id, policy);
    const key = { name: 'bench', roles: ['complaints-officer'] as const, expiresAt: null, by: 'bench' };
    keys.push(await issueKey(database, id, key, now));
  }
  return keys;
}

/**
 * Complaints from number `from` up to but not including `to`. The service's own code writes one of each kind; the
 * database multiplies them, which is the only way to a million within minutes.
 */
export async function populate(url: string, rules: Rules, from: number, to: number): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await withoutChecks(client);
    await storeTemplates(client, rules);
    for (let first = from; first < to; first += CHUNK) {
      const last = Math.min(first + CHUNK, to) - 1;
      for (const statement of INSERTS) await client.query(statement, [first, last]);
    }
    await client.query(COUNTERS);
    await client.query('vacuum (analyze)');
    await client.query('checkpoint').catch(() => undefined);
  } finally {
    await client.end();
  }
}

/** Foreign keys hold by construction here, and checking each of ten million rows would take longer than the bench. */
async function withoutChecks(client: Client): Promise<void> {
  const { rows } = await client.query("select current_setting('is_superuser') = 'on' as super");
  if (rows[0].super) await client.query('set session_replication_role = replica');
}

async function storeTemplates(client: Client, rules: Rules): Promise<void> {
  await client.query(`
    create temporary table template
      (k int primary key, version int, columns jsonb, events jsonb, clocks jsonb, parties jsonb, at timestamptz)`);
  const parties = partiesOf(newComplaint(localDateIn(rules.now, ZONE)));
  for (const [p, phase] of PHASES.entries()) {
    for (let day = 0; day < DAYS; day += 1) {
      const { columns, events, clocks } = template(phase, day + YOUNGEST_DAYS, rules);
      const values = [columns, events, clocks, parties].map((part) => JSON.stringify(part));
      await client.query('insert into template values ($1, $2, $3, $4, $5, $6, $7)', [
        p * DAYS + day,
        events.length,
        ...values,
        rules.now,
      ]);
    }
  }
  await client.query('analyze template');
}

/** Numbers spread over the days by a prime, so that neighbours differ. */
const OF = `
  from generate_series($1::int, $2::int) as i
  join template t on t.k = (${phaseInSql('i')}) * ${DAYS} + i::bigint * 7919 % ${DAYS}`;
const WHOSE = `${landlordIdInSql(`i % ${LANDLORDS}`)}, ${complaintIdInSql('i')}`;
const EVENTS = `
  cross join lateral rows from (jsonb_to_recordset(t.events) as (${textOf(EVENT_JSON)})) with ordinality as e`;

const INSERTS = [
  `insert into complaints (landlord_id, id, reference, version, policy_version, calendar_version, status, stage,
    outcome, handler, channel, categories, tenure, received_on, next_due_on, next_due_kind, next_due_stage, state,
    state_format, state_version, logged_at, updated_at)
  select ${WHOSE}, format('C-%s-%s', left(w."receivedOn"::text, 4), lpad((i / ${LANDLORDS} + 1)::text, 6, '0')),
    t.version, w."policyVersion", w."calendarVersion", w.status, w.stage, w.outcome, w.handler, w.channel,
    w.categories, w.tenure, w."receivedOn", w."nextDueOn", w."nextDueKind", w."nextDueStage", w.state,
    ${STATE_FORMAT}, t.version, t.at, t.at
  ${OF} cross join lateral jsonb_to_record(t.columns) as w(${textOf(COMPLAINT.record)})`,
  `insert into complaint_events (landlord_id, complaint_id, sequence, id, type, data, promised, actor, occurred_on,
    occurred_at, recorded_at, hash)
  select ${WHOSE}, e.ordinality, gen_random_uuid(), e.type, e.data, e.promised, e.actor, e."occurredOn",
    e."occurredAt", e."recordedAt", ''
  ${OF} ${EVENTS} order by i, e.ordinality`,
  `insert into texts (landlord_id, complaint_id, sequence, field, text)
  select ${WHOSE}, e.ordinality, f.key, f.value
  ${OF} ${EVENTS} cross join lateral jsonb_each_text(e.texts) as f`,
  `insert into clocks (landlord_id, complaint_id, stage, kind, n, anchor_on, due_on, original_due_on, projected,
    met_on, stopped_on, handler)
  select ${WHOSE}, k.stage, k.kind, k.n, k."anchorOn", k."dueOn", k."originalDueOn", k.projected, k."metOn",
    k."stoppedOn", k.handler
  ${OF} cross join lateral jsonb_to_recordset(t.clocks) as k(${textOf(CLOCK.record)})`,
  `insert into parties (landlord_id, complaint_id, role, n, data)
  select ${WHOSE}, p.role, p.n, p.data
  ${OF} cross join lateral jsonb_to_recordset(t.parties) as p(role text, n int, data jsonb)`,
];

/** The service's own references go on far above those of any seed, so that more can be seeded after it has run. */
const COUNTERS = `
  insert into complaint_counters (landlord_id, year, last)
  select l.id, extract(year from now())::int - back, 1000000
  from landlords l, generate_series(0, 1) as back
  on conflict do nothing`;
