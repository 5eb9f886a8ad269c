import { type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { STATE_FORMAT } from '../../policy/complaint/state-format';
import type { Session } from '../connection/client';
import { bare, into, shape } from '../connection/shape';
import { type Places, statement } from '../connection/statement';
import { clocks } from '../schema/clocks';
import { complaintCounters, complaintExternalReferences, complaints } from '../schema/complaints';
import { landlords } from '../schema/landlords';
import { complaintEvents, formerParties, parties, restrictedTexts, texts } from '../schema/record';
import { CLOCKS_ANEW, existingClock, INSERT_CLOCKS, isGone } from './clock-writes';
import {
  GIVEN_RESTRICTED,
  givenParties,
  PARTY,
  PARTY_DIGESTS,
  RESTRICTED,
  restrictedDigest,
} from './digest-sql';
import { erasing, erasingWords, forgettingAnswers } from './erase-sql';
import {
  type Append,
  CHANGED,
  CLOCK,
  COMPLAINT,
  c,
  EVENT,
  EVENT_JSON,
  FACTS,
  type NewComplaint,
  SET_COLUMNS,
  type Write,
} from './rows';

/**
 * A whole act is one statement: round trips are the cost, and a statement is a transaction of its own. What is
 * written crosses as JSON and is unfolded by PostgreSQL, so that the statement is the same for one event or three
 * and can be prepared once.
 */

const counter = alias(complaintCounters, 'counter');
const INTO_TEXTS = into(texts, ['landlordId', 'complaintId', 'sequence', 'field', 'text', 'salt']);
const INTO_PARTIES = into(parties, ['landlordId', 'complaintId', 'role', 'n', 'data', 'sequence', 'salt']);
const q = alias(parties, 'q');
const INTO_FORMER = into(formerParties, [
  'landlordId',
  'complaintId',
  'role',
  'n',
  'sequence',
  'data',
  'salt',
]);
const REFERENCE = shape(complaintExternalReferences, ['system', 'externalId']);

// Everything hangs on `landlord`: where its zone is another by now nothing is written. Held as a foreign key holds it, so
// that it stays what it is until this is committed.
//
// A counter and not a sequence: references run on without a gap for each landlord and year of receipt. Two
// complaints of one landlord therefore wait for each other, for the length of this statement.
const LOG = statement(
  'log-complaint',
  [
    'landlordId',
    'id',
    'year',
    'loggedAt',
    'columns',
    'events',
    'clocks',
    'parties',
    'references',
    'zone',
    'caseSystem',
    'caseNumber',
  ],
  ($) => sql`
with landlord as (
  select from ${landlords} where ${landlords.id} = ${$.landlordId} and ${landlords.zone} = ${$.zone} for key share
), counted as (
  insert into ${complaintCounters} as ${counter} (${shape(counter, ['landlordId', 'year', 'last']).names})
  select ${$.landlordId}, ${$.year}, 1 from landlord
  on conflict (${shape(counter, ['landlordId', 'year']).names}) do update set ${bare(counter.last)} = ${counter.last} + 1
  returning ${counter.year} as year, ${counter.last} as last
), complaint as (
  insert into ${into(complaints, ['landlordId', 'id', 'reference', 'version', ...CHANGED, 'stateFormat', 'stateVersion', 'loggedAt', 'updatedAt', 'caseSystem', 'caseNumber'])}
  select ${$.landlordId}, ${$.id}, format('C-%s-%s', year, lpad(last::text, greatest(6, length(last::text)), '0')),
    jsonb_array_length(${$.events}::jsonb), ${COMPLAINT.fieldsOf('w')}, ${STATE_FORMAT},
    jsonb_array_length(${$.events}::jsonb), ${$.loggedAt}, ${$.loggedAt}, ${$.caseSystem}, ${$.caseNumber}
  from counted, jsonb_to_record(${$.columns}::jsonb) as w(${COMPLAINT.record})
  returning ${complaints.reference} as reference
), event as materialized (
  select e.*, gen_random_uuid() as salt
  from complaint, rows from (jsonb_to_recordset(${$.events}::jsonb) as (${EVENT_JSON})) with ordinality as e
), party as materialized (
  ${givenParties(sql`${$.parties}::jsonb`)}
), events as (
  insert into ${into(complaintEvents, ['landlordId', 'complaintId', 'sequence', ...FACTS, 'textsDigest', 'partyDigests'])}
  select ${$.landlordId}, ${$.id}, ordinality, ${EVENT.fieldsOf('event')}, texts_digest(salt, texts),
    case when ordinality = 1 then ${PARTY_DIGESTS} else '{}' end
  from event order by ordinality
), texts as (
  insert into ${INTO_TEXTS}
  select ${$.landlordId}, ${$.id}, ordinality, t.key, t.value, event.salt
  from event, jsonb_each_text(event.texts) as t
), clocks as (
  ${INSERT_CLOCKS}
  select ${$.landlordId}, ${$.id}, ${CLOCK.fieldsOf('k')}
  from complaint, jsonb_to_recordset(${$.clocks}::jsonb) as k(${CLOCK.record})
), parties as (
  insert into ${INTO_PARTIES}
  select ${$.landlordId}, ${$.id}, ${PARTY.fieldsOf('party')}, 1, party.salt from complaint, party
), external_references as (
  insert into ${into(complaintExternalReferences, ['landlordId', 'system', 'externalId', 'complaintId'])}
  select ${$.landlordId}, ${REFERENCE.fieldsOf('r')}, ${$.id}
  from complaint, jsonb_to_recordset(${$.references}::jsonb) as r(${REFERENCE.record})
)
select reference from complaint`,
);

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
  const { id, zone, loggedAt, caseId = null, externalReferences, ...write } = complaint;
  const [row] = await db.wholly(landlordId).query<{ reference: string }>(
    LOG({
      ...inJson(write),
      landlordId,
      id,
      year: Number(write.receivedOn.slice(0, 4)),
      loggedAt,
      references: JSON.stringify(
        externalReferences.map(({ system, id: externalId }) => ({ system, externalId })),
      ),
      zone,
      caseSystem: caseId?.system ?? null,
      caseNumber: caseId?.id ?? null,
    }),
  );
  return row?.reference ?? null;
}

const APPEND_WITH = [
  'landlordId',
  'id',
  'version',
  'updatedAt',
  'columns',
  'events',
  'clocks',
  'parties',
] as const;

// Everything hangs on `moved`: when another act came first it is empty, and nothing at all is written.
// A clock can also cease to be: the way to the ombudsman closes when a refused request is asked for anew (SET-27).
const appending = ($: Places<(typeof APPEND_WITH)[number]>, also: SQL = sql``) => sql`
with moved as (
  update ${complaints} ${c}
  set ${SET_COLUMNS},
    ${bare(c.version)} = ${c.version} + jsonb_array_length(${$.events}::jsonb),
    ${bare(c.stateVersion)} = ${c.version} + jsonb_array_length(${$.events}::jsonb), ${bare(c.updatedAt)} = ${$.updatedAt}
  from jsonb_to_record(${$.columns}::jsonb) as w(${COMPLAINT.record})
  where ${c.landlordId} = ${$.landlordId} and ${c.id} = ${$.id} and ${c.version} = ${$.version}
  returning ${c.landlordId} as landlord, ${c.id} as id
), event as materialized (
  select *, gen_random_uuid() as salt
  from rows from (jsonb_to_recordset(${$.events}::jsonb) as (${EVENT_JSON})) with ordinality
), party as materialized (
  ${givenParties(sql`${$.parties}::jsonb`)}
), events as (
  insert into ${into(complaintEvents, ['landlordId', 'complaintId', 'sequence', ...FACTS, 'textsDigest', 'restrictedDigest', 'partyDigests'])}
  select m.landlord, m.id, ${$.version} + e.ordinality, ${EVENT.fieldsOf('e')}, texts_digest(e.salt, e.texts),
    (select ${restrictedDigest(GIVEN_RESTRICTED, sql`e.salt`)} from jsonb_to_record(e.restricted) as r(${RESTRICTED.record})),
    case when e.ordinality = 1 then ${PARTY_DIGESTS} else '{}' end
  from moved m, event e order by e.ordinality
), texts as (
  insert into ${INTO_TEXTS}
  select m.landlord, m.id, ${$.version} + e.ordinality, t.key, t.value, e.salt
  from moved m, event e, jsonb_each_text(e.texts) as t
), restricted as (
  insert into ${into(restrictedTexts, ['landlordId', 'complaintId', 'sequence', 'subject', 'n', 'kind', 'purpose', 'text', 'salt'])}
  select m.landlord, m.id, ${$.version} + e.ordinality, ${RESTRICTED.fieldsOf('r')}, e.salt
  from moved m, event e, jsonb_to_record(e.restricted) as r(${RESTRICTED.record})
  where e.restricted is not null
), clocks as (
  ${INSERT_CLOCKS}
  select m.landlord, m.id, ${CLOCK.fieldsOf('k')}
  from moved m, jsonb_to_recordset(${$.clocks}::jsonb) as k(${CLOCK.record})
  ${CLOCKS_ANEW}
), gone as (
  delete from ${clocks} ${existingClock} using moved m
  where ${existingClock.landlordId} = m.landlord and ${existingClock.complaintId} = m.id
    and ${isGone(sql`${$.clocks}::jsonb`)}
), former as (
  -- As they are before the next part of this very statement, which all parts see alike.
  insert into ${INTO_FORMER}
  select ${q.landlordId}, ${q.complaintId}, ${q.role}, ${q.n}, coalesce(${q.sequence}, 0), ${q.data}, ${q.salt}
  from moved m join party p on p.keep
  join ${parties} ${q} on ${q.landlordId} = m.landlord and ${q.complaintId} = m.id and ${q.role} = p.role and ${q.n} = p.n
), parties as (
  insert into ${INTO_PARTIES}
  select m.landlord, m.id, ${PARTY.fieldsOf('p')}, ${$.version} + 1, p.salt from moved m, party p
  on conflict (${shape(parties, ['landlordId', 'complaintId', 'role', 'n']).names}) do update
  set ${shape(parties, ['data', 'sequence', 'salt']).setFromExcluded}
)${also}
select id from moved`;

const APPEND = statement('append-to-complaint', APPEND_WITH, ($) => appending($));

const APPEND_AND_FORGET = statement('append-and-forget', APPEND_WITH, ($) =>
  appending($, forgettingAnswers($.landlordId)),
);

const APPEND_AND_ERASE = statement('append-and-erase', APPEND_WITH, ($) =>
  appending($, erasing($.landlordId)),
);

const APPEND_AND_ERASE_WORDS = statement(
  'append-and-erase-words',
  [...APPEND_WITH, 'erased', 'prefixes'],
  ($) => appending($, erasingWords($)),
);

/**
 * Writes an act on the complaint as it stood at the expected version, and says whether it did: it does not when
 * another act came first or there is no such complaint. The version moves on by one for each event. Its caller has
 * read that version, and need not see the complaint any longer once the act is done.
 */
export async function appendToComplaint(
  db: Session,
  landlordId: string,
  { id, version, change }: Append,
): Promise<boolean> {
  const { updatedAt, erasesWords } = change;
  const given = { ...inJson(change), landlordId, id, version, updatedAt };
  const moved = await db
    .wholly(landlordId)
    .query(
      erasesWords
        ? APPEND_AND_ERASE_WORDS({ ...given, ...erasesWords })
        : (change.erases ? APPEND_AND_ERASE : change.forgets ? APPEND_AND_FORGET : APPEND)(given),
    );
  return moved.length === 1;
}

/** The JSON that both statements take: what they unfold by name, so other properties of the write do no harm. */
const inJson = ({ events, clocks: dates, parties: people, ...columns }: Write) => ({
  columns: JSON.stringify(columns),
  events: JSON.stringify(events.map(({ promised = [], ...event }) => ({ ...event, promised }))),
  clocks: JSON.stringify(dates),
  parties: JSON.stringify(people),
});
