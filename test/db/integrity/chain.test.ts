import { Client } from 'pg';
import { chainExtent, lastSeal, sealChain } from '../../../src/db/integrity/chain';
import {
  brokenSeals,
  complaintFaults,
  contactFaults,
  contactsProvedSince,
} from '../../../src/db/integrity/chain-faults';
import { appendToComplaint, insertLoggedComplaint } from '../../../src/db/complaints/write';
import { appendToContact, insertContact } from '../../../src/db/contacts/write';
import { eachRange } from '../../../src/db/integrity/key-ranges';
import type { RecordFault } from '../../../src/db/integrity/fault';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { everyWriterEnded } from '../../support/wait-until';
import {
  at,
  change,
  complaint,
  event,
  HEXAGON,
  landlordWithPolicy,
  on,
  uuid,
  WESTFIELD,
} from '../row-builders';

let base: TestDatabase;
beforeEach(async () => {
  base = await createTestDatabase();
  await landlordWithPolicy(base.database, HEXAGON);
  await landlordWithPolicy(base.database, WESTFIELD);
  for (const n of [1, 2]) {
    const texts = { summary: `Damp in flat ${n}`, description: 'Since March' };
    await insertLoggedComplaint(
      base.database,
      HEXAGON,
      complaint(n, { events: [event(n * 1000, { texts })] }),
    );
    const further = {
      type: 'acknowledged',
      occurredOn: on('2024-09-04'),
      recordedAt: at('2024-09-04T15:30:00.000Z'),
    };
    await appendToComplaint(base.database, HEXAGON, {
      id: uuid(n),
      version: 1,
      change: change(n, {
        events: [event(n * 1000 + 1, further), event(n * 1000 + 2, { ...further, type: 'defined' })],
      }),
    });
  }
  await everyWriterEnded(base.owner);
});
afterEach(() => base.drop());

/** As the record is verified, but with a range for each complaint, contact and seal: what is between them counts too. */
async function faults(landlordId = HEXAGON): Promise<string[]> {
  const { database } = base;
  const found: RecordFault[] = [];
  const provedSince = await contactsProvedSince(database, landlordId);
  await eachRange(database, landlordId, { of: 'complaints', about: 1 }, async (range) => {
    found.push(...(await complaintFaults(database, landlordId, range)));
  });
  await eachRange(database, landlordId, { of: 'contacts', about: 1 }, async (range) => {
    found.push(...(await contactFaults(database, landlordId, range, provedSince)));
  });
  await eachRange(database, landlordId, { of: 'seals', about: 1 }, async (range) => {
    found.push(...(await brokenSeals(database, landlordId, range)));
  });
  return found.map(({ fault, of, sequence }) => `${fault} ${of} ${sequence}`);
}

/** As somebody might who has the owner's password and knows where the triggers are. */
async function tamper(...statements: string[]): Promise<void> {
  for (const table of ['complaint_events', 'contact_events', 'chain_seals']) {
    await base.owner.query({ text: `alter table ${table} disable trigger user` });
  }
  for (const text of statements) await base.owner.query({ text });
  for (const table of ['complaint_events', 'contact_events', 'chain_seals']) {
    await base.owner.query({ text: `alter table ${table} enable trigger user` });
  }
}
const one = `complaint_id = '${uuid(1)}'`;

test('a record as it was written has no fault, and is counted', async () => {
  expect(await faults()).toEqual([]);
  expect(await chainExtent(base.database, HEXAGON)).toEqual({
    complaints: 2,
    events: 6,
    contacts: 0,
    contactEvents: 0,
    seals: 0,
  });
  expect(await chainExtent(base.database, WESTFIELD)).toEqual({
    complaints: 0,
    events: 0,
    contacts: 0,
    contactEvents: 0,
    seals: 0,
  });
});

test.each([
  [
    'what an event says',
    `update complaint_events set data = '{"channel": "phone"}' where ${one} and sequence = 1`,
  ],
  [
    'when it happened',
    `update complaint_events set occurred_on = '2024-09-03' where ${one} and sequence = 1`,
  ],
  [
    'when it was recorded',
    `update complaint_events set recorded_at = '2024-09-01' where ${one} and sequence = 1`,
  ],
  ['who did it', `update complaint_events set actor = 'key:other' where ${one} and sequence = 1`],
  ['what was promised', `update complaint_events set promised = '[{}]' where ${one} and sequence = 1`],
  ['its hash itself', `update complaint_events set hash = sha256('') where ${one} and sequence = 1`],
])('%s cannot be altered unseen', async (_, statement) => {
  await tamper(statement);
  expect((await faults())[0]).toBe('event-altered C-2024-000001 1');
});

test('altering an event and its own hash breaks the one after it', async () => {
  await tamper(
    `update complaint_events e set actor = 'key:other' where ${one} and sequence = 1`,
    `update complaint_events e set hash = event_hash(null, e) where ${one} and sequence = 1`,
  );
  expect(await faults()).toEqual(['event-altered C-2024-000001 2']);
});

test('an event taken out of the middle or off the end is missed', async () => {
  await tamper(`delete from complaint_events where ${one} and sequence = 2`);
  expect(await faults()).toContain('event-missing C-2024-000001 3');
  await tamper(`delete from complaint_events where complaint_id = '${uuid(2)}' and sequence = 3`);
  expect(await faults()).toContain('event-missing C-2024-000002 3');
});

test('what became of the events of a complaint that was taken out is told all the same', async () => {
  await tamper(
    'alter table complaint_events drop constraint complaint_events_complaint_fk',
    'alter table texts drop constraint texts_complaint_fk',
    'alter table clocks drop constraint clocks_complaint_fk',
    `delete from complaints where id = '${uuid(1)}'`,
    `delete from complaint_events where ${one} and sequence = 2`,
  );
  expect(await faults()).toEqual([`event-missing ${uuid(1)} 3`]);
});

test('a text cannot be altered, added or removed unseen', async () => {
  await tamper(`update texts set text = 'Since May' where ${one} and field = 'description'`);
  expect(await faults()).toEqual(['text-altered C-2024-000001 1']);
  await tamper(`update texts set text = 'Since March' where ${one} and field = 'description'`);
  expect(await faults()).toEqual([]);
  await tamper(
    `insert into texts (landlord_id, complaint_id, sequence, field, text, salt)
     values ('${HEXAGON}', '${uuid(1)}', 2, 'note', 'slipped in', gen_random_uuid())`,
    `delete from texts where complaint_id = '${uuid(2)}'`,
  );
  expect(await faults()).toEqual(['text-added C-2024-000001 2', 'text-missing C-2024-000002 1']);
});

test('the same words leave different digests, so that none can be guessed once they are erased', async () => {
  const rows = await base.owner.query<{ digest: string }>({
    text: `select encode(texts_digest(gen_random_uuid(), '{"note": "yes"}'), 'hex') as digest from generate_series(1, 3)`,
  });
  expect(new Set(rows.map(({ digest }) => digest)).size).toBe(3);
});

describe('seals', () => {
  const seal = (most?: number) => sealChain(base.database, HEXAGON, at('2024-09-05T12:00:00.000Z'), most);

  test('cover what was committed, piece by piece, each on top of the one before, and nothing twice', async () => {
    const first = await seal(4);
    expect(first).toMatchObject({ n: 1, events: 4, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const second = await seal(4);
    expect(second).toMatchObject({ n: 2, events: 2 });
    expect(await seal(4)).toBeNull();
    expect(await lastSeal(base.database, HEXAGON)).toEqual(second);
    expect(await lastSeal(base.database, WESTFIELD)).toBeNull();
    expect(await faults()).toEqual([]);
  });

  const logged = (n: number, recordedAt: string) =>
    insertLoggedComplaint(
      base.database,
      HEXAGON,
      complaint(n, { events: [event(n * 1000, { recordedAt: at(recordedAt) })] }),
    );

  test('are whole though a clock ran ahead, was sealed and put right, and all is sealed in the end', async () => {
    await logged(3, '2024-09-05T13:00:00.000Z');
    await everyWriterEnded(base.owner);
    await sealChain(base.database, HEXAGON, at('2024-09-05T13:00:00.000Z'));
    await logged(4, '2024-09-05T12:00:05.000Z');
    await logged(5, '2024-09-02T09:00:00.000Z');
    expect(await faults()).toEqual([]);
    await everyWriterEnded(base.owner);
    expect(await seal()).toMatchObject({ n: 2, events: 2 });
    expect(await seal()).toBeNull();
    expect(await faults()).toEqual([]);
  });

  test('leave out what a transaction that still runs may have written, until it has ended', async () => {
    const slow = new Client(base.url);
    await slow.connect();
    await slow.query('begin; select pg_current_xact_id()');
    await logged(3, '2024-09-05T11:00:00.000Z');
    expect(await seal()).toMatchObject({ n: 1, events: 6 });
    expect(await seal()).toBeNull();
    await slow.query('commit');
    await slow.end();
    await everyWriterEnded(base.owner);
    expect(await seal()).toMatchObject({ n: 2, events: 1 });
    expect(await faults()).toEqual([]);
  });

  test('that went by the clock are reckoned by it, and all that they covered is covered again', async () => {
    await base.owner.query({
      text: `
        insert into chain_seals (landlord_id, n, until, events, contact_events, hash, sealed_at)
        select '${HEXAGON}', 1, '2024-09-03', count(*), 0, sha256(string_agg(hash, '' order by complaint_id, sequence)),
          '2024-09-05'
        from complaint_events where landlord_id = '${HEXAGON}' and recorded_at < '2024-09-03'`,
    });
    expect(await faults()).toEqual([]);
    expect(await seal()).toMatchObject({ n: 2, events: 6 });
    expect(await faults()).toEqual([]);
    await logged(3, '2024-09-02T09:00:00.000Z');
    expect(await faults()).toEqual(['seal-broken 1 null']);
  });

  test('show that a whole complaint has vanished, which no chain of its own could', async () => {
    await seal();
    await tamper(
      `delete from complaint_events where ${one}`,
      `delete from texts where ${one}`,
      `delete from complaints where id = '${uuid(1)}'`,
    );
    expect(await faults()).toEqual(['seal-broken 1 null']);
  });

  test('show that the past was slipped something, or that a seal was altered', async () => {
    await seal();
    await logged(3, '2024-09-02T09:00:00.000Z');
    expect(await faults()).toEqual([]);
    await tamper(`update complaint_events set xact = '3' where complaint_id = '${uuid(3)}'`);
    expect(await faults()).toEqual(['seal-broken 1 null']);
    await tamper(`update chain_seals set events = 7, hash = sha256('')`);
    expect(await faults()).toEqual(['seal-broken 1 null']);
  });

  test('cannot be altered or removed by a statement', async () => {
    await seal();
    await expect(base.owner.query({ text: 'delete from chain_seals' })).rejects.toThrow(
      'a seal is immutable',
    );
    await expect(base.owner.query({ text: 'update chain_seals set n = 9' })).rejects.toThrow(
      'a seal is immutable',
    );
  });
});

test('an event whose predecessor is not there cannot be written', async () => {
  const lone = base.owner.query({
    text: `
      insert into complaint_events (landlord_id, complaint_id, sequence, id, type, data, promised, actor, occurred_on,
        recorded_at)
      values ('${HEXAGON}', '${uuid(1)}', 9, '${uuid(99)}', 'noted', '{}', '[]', 'key:x', '2024-09-05', '2024-09-05')`,
  });
  await expect(lone).rejects.toThrow('has none before it');
});

describe('people and restricted words', () => {
  const friend = { role: 'representative' as const, n: 0, data: { name: 'B. Friend' } };
  const restricted = {
    subject: 'adjustment' as const,
    n: 1,
    kind: 'adjustment',
    purpose: null,
    text: 'Large print',
  };
  const act = (version: number, n: number, more: object) =>
    appendToComplaint(base.database, HEXAGON, {
      id: uuid(1),
      version,
      change: change(1, { events: [event(n, more)] }),
    });

  test('cannot be altered, added or removed unseen', async () => {
    const tenant = { role: 'complainant' as const, n: 0, data: { name: 'A. Tenant' } };
    const third = complaint(3, { events: [event(3000)], parties: [tenant] });
    await insertLoggedComplaint(base.database, HEXAGON, third);
    expect(await faults()).toEqual([]);
    const her = `complaint_id = '${uuid(3)}'`;
    await tamper(`update parties set data = '{"name": "Z"}' where ${her}`);
    expect(await faults()).toEqual(['party-altered C-2024-000003 1']);
    await tamper(`delete from parties where ${her}`);
    expect(await faults()).toEqual(['party-missing C-2024-000003 1']);
    await tamper(
      `insert into parties (landlord_id, complaint_id, role, n, data)
       values ('${HEXAGON}', '${uuid(2)}', 'representative', 0, '{"name": "Slipped In"}')`,
    );
    expect(await faults()).toContain('party-added C-2024-000002 1');
  });

  test('are proved by the act that last changed them, and restricted words by the act that gave them', async () => {
    const named = { type: 'representative-named', recordedAt: at('2024-09-04T16:00:00.000Z') };
    await appendToComplaint(base.database, HEXAGON, {
      id: uuid(1),
      version: 3,
      change: {
        ...change(1, { events: [event(1004, named)] }),
        parties: [friend],
      },
    });
    await appendToComplaint(base.database, HEXAGON, {
      id: uuid(1),
      version: 4,
      change: {
        ...change(1, { events: [event(1005, { ...named, type: 'representative-changed' })] }),
        parties: [{ ...friend, data: { name: 'C. Friend' } }],
      },
    });
    await act(5, 1006, { ...named, type: 'adjustment-recorded', restricted });
    expect(await faults()).toEqual([]);
    await tamper(`update restricted_texts set text = 'Small print' where ${one}`);
    await tamper(
      `update parties set data = '{"name": "B. Friend"}' where ${one} and role = 'representative'`,
    );
    expect(await faults()).toEqual(['party-altered C-2024-000001 5', 'restricted-altered C-2024-000001 6']);
    await tamper(`delete from restricted_texts where ${one}`);
    expect(await faults()).toContain('restricted-missing C-2024-000001 6');
    await tamper(`update complaint_events set restricted_digest = null where ${one} and sequence = 6`);
    expect(await faults()).toContain('event-altered C-2024-000001 6');
  });
});

describe('contacts', () => {
  const contactId = uuid(700);
  beforeEach(async () => {
    const received = {
      type: 'received' as const,
      data: { kind: 'feedback' },
      actor: 'key:x',
      occurredOn: on('2024-09-02'),
    };
    const facts = { status: 'open' as const, choice: 'offered' as const, complaintId: null, facts: {} };
    await insertContact(
      base.database,
      HEXAGON,
      {
        ...facts,
        id: contactId,
        receivedOn: on('2024-09-02'),
        channel: 'phone',
        kind: 'feedback',
        person: { name: 'A. Tenant' },
        summary: 'Bins',
        refusedComplaintId: null,
        createdAt: at('2024-09-02T10:00:00.000Z'),
      },
      [{ ...received, recordedAt: at('2024-09-02T10:00:00.000Z'), texts: {} }],
    );
    const offered = {
      ...received,
      type: 'choice-offered' as const,
      recordedAt: at('2024-09-02T11:00:00.000Z'),
    };
    await appendToContact(base.database, HEXAGON, {
      id: contactId,
      version: 1,
      columns: facts,
      events: [{ ...offered, texts: { note: 'Asked her' } }],
    });
  });
  const of = `contact_id = '${contactId}'`;

  test('are chained and sealed with the rest', async () => {
    expect(await faults()).toEqual([]);
    expect(await chainExtent(base.database, HEXAGON)).toMatchObject({ contacts: 1, contactEvents: 2 });
    await everyWriterEnded(base.owner);
    const seal = await sealChain(base.database, HEXAGON, at('2024-09-05T12:00:00.000Z'));
    expect(seal).toMatchObject({ n: 1, events: 6, contactEvents: 2 });
    expect(await faults()).toEqual([]);
    await tamper(
      `delete from contact_texts where ${of}`,
      `delete from contact_events where ${of}`,
      `delete from contacts where id = '${contactId}'`,
    );
    expect(await faults()).toEqual(['seal-broken 1 null']);
  });

  test.each([
    [
      'what an event says',
      `update contact_events set data = '{}' where ${of} and sequence = 1`,
      'event-altered',
      1,
    ],
    [
      'who recorded it',
      `update contact_events set actor = 'key:y' where ${of} and sequence = 2`,
      'event-altered',
      2,
    ],
    ['an event', `delete from contact_events where ${of} and sequence = 2`, 'event-missing', 2],
    ['its summary', `update contacts set summary = 'Rent' where id = '${contactId}'`, 'text-altered', 1],
    [
      'its person',
      `update contacts set person = '{"name": "Z"}' where id = '${contactId}'`,
      'text-altered',
      1,
    ],
    ['its words', `update contact_texts set text = 'Did not ask' where ${of}`, 'text-altered', 2],
    ['that there were words', `delete from contact_texts where ${of}`, 'text-missing', 2],
  ])('%s cannot be altered unseen', async (_, statement, fault, sequence) => {
    await tamper(statement);
    expect(await faults()).toEqual([`${fault} ${contactId} ${sequence}`]);
  });
});
