import { sql } from 'drizzle-orm';
import { columnsOf } from '../../src/complaints/contacts/contact';
import { rowsOf } from '../../src/complaints/loading/rows';
import { Rulebook } from '../../src/complaints/loading/rulebook';
import { verifyRecord } from '../../src/complaints/verification/verify';
import { complaintEventsOf } from '../../src/db/complaints/events';
import { COMPLAINT_ROW, type ComplaintRow, c, PRESENT, type Stored } from '../../src/db/complaints/rows';
import type { Database } from '../../src/db/connection/client';
import { once } from '../../src/db/connection/statement';
import { type ContactEventRow, contactEventsOf, listContacts } from '../../src/db/contacts/lists';
import type { RecordFault } from '../../src/db/integrity/fault';
import { complaints } from '../../src/db/schema/complaints';
import { datedClocks } from '../../src/policy/clocks/deadlines';
import { replay } from '../../src/policy/complaint/evolve';
import { type ContactEvent, contactEventSchemas } from '../../src/policy/contacts/events';
import { replayContact } from '../../src/policy/contacts/state';
import { factsApart, storedDeparturesSchema } from '../../src/policy/events/departures';
import type { ComplaintEvent } from '../../src/policy/events/events';
import { eventOf, type StoredEvent } from '../../src/policy/events/stored-event';
import { TEST_NOW, type TestApp } from './app';
import type { Owner } from './database';
import type { Desk } from './landlord-desk';
import { complaintClocks } from './stored-rows';

/** What a test leaves behind has to be whole: run it after each test. */
export async function expectWholeRecord(
  { database, log }: TestApp,
  ...desks: readonly Desk[]
): Promise<void> {
  for (const { landlordId, confidences } of desks) {
    await expectStoredEqualsReplay(database, landlordId);
    await expectContactsEqualReplay(database, landlordId);
    expect(await faultsOf(database, landlordId)).toEqual([]);
    await expectConfidencesKept(database, landlordId, confidences);
    const lines = JSON.stringify(log);
    expect([...confidences].filter((text) => lines.includes(text))).toEqual([]);
  }
  // Nothing that a caller sends is a failure of the service.
  expect(log.filter(({ level }) => level === 50)).toEqual([]);
}

/** Whatever `npm run admin -- verify` finds wrong. */
export async function faultsOf(database: Database, landlordId: string): Promise<RecordFault[]> {
  const faults: RecordFault[] = [];
  await verifyRecord({ database, now: () => TEST_NOW }, landlordId, {
    onFault: (fault) => faults.push(fault),
  });
  return faults;
}

/** Every complaint's row and clocks are what its events alone come to, and its events are numbered without a gap. */
export async function expectStoredEqualsReplay(database: Database, landlordId: string): Promise<void> {
  const rulebook = new Rulebook(database, () => TEST_NOW);
  for (const row of await complaintsOf(database, landlordId)) {
    const events = await complaintEventsOf(database, landlordId, row.id);
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
    expect(row.version).toBe(events.length);

    const state = replay(events.map(asEvent));
    const rules = await rulebook.pinned(landlordId, state);
    const clocks = datedClocks(state, rules);
    const last = { event: asEvent(events.at(-1)!), texts: {} };
    const expected = rowsOf(
      { events: [last], state, clocks },
      { actor: 'replay', recordedAt: TEST_NOW, rules },
    );

    const { id: _, reference: __, version: ___, loggedAt: ____, updatedAt: _____, present, ...columns } = row;
    expect(columns).toEqual(asJson(expected.columns));
    expect(present).toBe(true);
    const stored = await complaintClocks(database, landlordId, row.id);
    expect(stored.sort(byKey)).toEqual([...expected.clocks].sort(byKey));
  }
}

/** Every contact's row is what its own events come to. */
async function expectContactsEqualReplay(database: Database, landlordId: string): Promise<void> {
  const filter = {
    kinds: null,
    statuses: null,
    choice: null,
    receivedFrom: null,
    receivedTo: null,
    complaint: null,
  };
  const page = { filter, order: 'latest', after: null, limit: 1000 } as const;
  for (const row of await listContacts(database, landlordId, page)) {
    const events = await contactEventsOf(database, landlordId, row.id);
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
    expect(row.version).toBe(events.length);
    const state = replayContact(events.map(asContactEvent));
    const { facts, status, choice, complaintId } = row;
    expect({ facts, status, choice, complaintId }).toEqual(asJson(columnsOf(state)));
    const { kind, channel, receivedOn, refusedComplaintId } = row;
    expect(state).toMatchObject({ kind, channel, receivedOn, refusedComplaintId });
  }
}

async function expectConfidencesKept(
  database: Database,
  landlordId: string,
  confidences: ReadonlySet<string>,
): Promise<void> {
  const rows = await database.of(landlordId).query<{ data: string }>({
    text: `select data::text as data from complaint_events where landlord_id = $1
      union all select data::text from contact_events where landlord_id = $1
      union all select facts::text from contacts where landlord_id = $1`,
    values: [landlordId],
  });
  const facts = rows.map(({ data }) => data).join('\n');
  expect([...confidences].filter((text) => facts.includes(text))).toEqual([]);
}

/** Everything in the database, as text. */
export async function everythingStored(owner: Owner): Promise<string> {
  const tables = await owner.query<{ name: string }>({
    text: `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  });
  const texts: string[] = [];
  for (const { name } of tables) {
    texts.push(JSON.stringify(await owner.query({ text: `select * from ${name}` })));
  }
  return texts.join('\n');
}

/** How many rows each table of the record has. */
export async function countRows(owner: Owner): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of [
    'complaints',
    'complaint_events',
    'clocks',
    'texts',
    'parties',
    'contacts',
    'contact_events',
    'contact_texts',
    'complaint_external_references',
    'complaint_counters',
  ]) {
    const [row] = await owner.query<{ n: number }>({ text: `select count(*)::int as n from ${table}` });
    counts[table] = row!.n;
  }
  return counts;
}

const complaintsOf = (database: Database, landlordId: string) =>
  database.of(landlordId).query<Stored<ComplaintRow>>(
    once(sql`
      select ${COMPLAINT_ROW}, ${c.state} as state, ${PRESENT} as present
      from ${complaints} ${c} where ${c.landlordId} = ${landlordId}`),
  );

/** The event as it was decided, read back through its own schema. */
function asEvent(stored: StoredEvent): ComplaintEvent {
  const event = eventOf(stored);
  if (!event) throw new Error(`An event that cannot be read: ${JSON.stringify(stored)}`);
  return event;
}

function asContactEvent({ type, occurredOn, data }: ContactEventRow): ContactEvent {
  const { facts, departures } = factsApart(data);
  const departed = storedDeparturesSchema.parse(departures);
  const event = { type, on: occurredOn, data: contactEventSchemas[type].parse(facts) };
  return (departed ? { ...event, departures: departed } : event) as ContactEvent;
}

/** As it comes back from a jsonb column: without what is undefined. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

interface ClockKey {
  readonly stage: string;
  readonly kind: string;
  readonly n: number;
}

const byKey = (a: ClockKey, b: ClockKey): number =>
  `${a.stage}/${a.kind}/${a.n}` < `${b.stage}/${b.kind}/${b.n}` ? -1 : 1;
