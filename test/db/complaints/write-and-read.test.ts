import { inTransaction } from '../../../src/db/connection/client';
import { appendToComplaint, insertLoggedComplaint } from '../../../src/db/complaints/write';
import { findComplaint } from '../../../src/db/complaints/read';
import { complaintEventsOf } from '../../../src/db/complaints/events';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import {
  at,
  change,
  clock,
  complaint,
  event,
  HEXAGON,
  landlordWithPolicy,
  on,
  uuid,
  WESTFIELD,
} from '../row-builders';
import { complaintClocks, complaintParties } from '../../support/stored-rows';

let scratch: TestDatabase;
beforeEach(async () => {
  scratch = await createTestDatabase();
  await landlordWithPolicy(scratch.database, HEXAGON);
  await landlordWithPolicy(scratch.database, WESTFIELD);
});
afterEach(() => scratch.drop());

const countOf = async (table: string) => {
  const [row] = await scratch.owner.query<{ count: number }>({ text: `select count(*) from ${table}` });
  return row?.count;
};

describe('a new complaint', () => {
  test('is stored whole by one statement and read back as it was written', async () => {
    const reference = await insertLoggedComplaint(
      scratch.database,
      HEXAGON,
      complaint(1, {
        handler: 'staff-7',
        categories: ['repairs', 'staff-conduct'],
        tenure: 'social-rent',
        events: [
          event(11, {
            occurredAt: at('2024-09-02T08:59:59.123+01:00'),
            promised: [{ stage: 'stage-1', kind: 'acknowledge', n: 0, dueOn: on('2024-09-09') }],
            texts: { summary: 'The boiler “failed” – twice; 100% cold', description: "It's off\nagain\\n" },
          }),
          event(12, { type: 'assigned', data: { stage: 'stage-1', person: 'staff-7' } }),
        ],
        clocks: [clock(), clock({ kind: 'respond', dueOn: null, originalDueOn: null, anchorOn: null })],
        parties: [
          { role: 'complainant', n: 0, data: { name: 'Zoë Ó Briain 🏠' } },
          { role: 'representative', n: 0, data: { name: 'Cllr Patel' } },
        ],
        externalReferences: [{ system: 'crm', id: '4711' }],
      }),
    );

    expect(reference).toBe('C-2024-000001');
    expect(await findComplaint(scratch.database, HEXAGON, uuid(1))).toEqual({
      id: uuid(1),
      reference: 'C-2024-000001',
      caseId: null,
      version: 2,
      policyVersion: '2024',
      calendarVersion: 'england-and-wales/1',
      status: 'open',
      stage: 'stage-1',
      outcome: null,
      handler: 'staff-7',
      channel: 'email',
      categories: ['repairs', 'staff-conduct'],
      tenure: 'social-rent',
      receivedOn: '2024-09-02',
      nextDueOn: '2024-09-09',
      nextJudgedOn: '2024-09-09',
      nextDueKind: 'acknowledge',
      nextDueStage: 'stage-1',
      departures: null,
      beyondTheCode: null,
      formerParties: [],
      state: { status: 'open' },
      present: true,
      loggedAt: '2024-09-02T10:00:00.000Z',
      updatedAt: '2024-09-02T10:00:00.000Z',
      parties: [
        { role: 'complainant', n: 0, data: { name: 'Zoë Ó Briain 🏠' } },
        { role: 'representative', n: 0, data: { name: 'Cllr Patel' } },
      ],
      texts: { summary: 'The boiler “failed” – twice; 100% cold', description: "It's off\nagain\\n" },
      externalReferences: [{ system: 'crm', id: '4711', elsewhere: [] }],
    });
    expect(await complaintEventsOf(scratch.database, HEXAGON, uuid(1))).toEqual([
      {
        sequence: 1,
        id: uuid(11),
        type: 'logged',
        data: { channel: 'email' },
        promised: [{ stage: 'stage-1', kind: 'acknowledge', n: 0, dueOn: '2024-09-09' }],
        actor: 'key:officer',
        occurredOn: '2024-09-02',
        occurredAt: '2024-09-02T07:59:59.123Z',
        recordedAt: '2024-09-02T10:00:00.000Z',
        texts: { summary: 'The boiler “failed” – twice; 100% cold', description: "It's off\nagain\\n" },
      },
      {
        sequence: 2,
        id: uuid(12),
        type: 'assigned',
        data: { stage: 'stage-1', person: 'staff-7' },
        promised: [],
        actor: 'key:officer',
        occurredOn: '2024-09-02',
        occurredAt: null,
        recordedAt: '2024-09-02T10:00:00.000Z',
        texts: {},
      },
    ]);
    expect(await complaintClocks(scratch.database, HEXAGON, uuid(1))).toEqual([
      clock(),
      clock({ kind: 'respond', dueOn: null, originalDueOn: null, anchorOn: null }),
    ]);
    expect(await complaintParties(scratch.database, HEXAGON, uuid(1))).toEqual([
      { role: 'complainant', n: 0, data: { name: 'Zoë Ó Briain 🏠' } },
      { role: 'representative', n: 0, data: { name: 'Cllr Patel' } },
    ]);
  });

  test('is found by its reference as by its id, and never by another landlord', async () => {
    const reference = await insertLoggedComplaint(scratch.database, HEXAGON, complaint(1));
    expect(await findComplaint(scratch.database, HEXAGON, reference!)).toMatchObject({ id: uuid(1) });
    expect(await findComplaint(scratch.database, HEXAGON, uuid(1).toUpperCase())).toMatchObject({
      id: uuid(1),
    });
    expect(await findComplaint(scratch.database, WESTFIELD, reference!)).toBeNull();
    expect(await findComplaint(scratch.database, WESTFIELD, uuid(1))).toBeNull();
    expect(await findComplaint(scratch.database, HEXAGON, 'C-2024-000002')).toBeNull();
  });

  test('takes the next reference of its landlord and of the year it was received', async () => {
    const log = (landlordId: string, n: number, receivedOn: string) =>
      insertLoggedComplaint(scratch.database, landlordId, complaint(n, { receivedOn: on(receivedOn) }));
    expect(await log(HEXAGON, 1, '2024-12-31')).toBe('C-2024-000001');
    expect(await log(HEXAGON, 2, '2025-01-01')).toBe('C-2025-000001');
    expect(await log(HEXAGON, 3, '2024-12-31')).toBe('C-2024-000002');
    expect(await log(WESTFIELD, 4, '2024-12-31')).toBe('C-2024-000001');
  });

  test('has a reference of seven digits after the first 999,999', async () => {
    await scratch.owner.query({
      text: 'insert into complaint_counters (landlord_id, year, last) values ($1, 2024, 999999)',
      values: [HEXAGON],
    });
    expect(await insertLoggedComplaint(scratch.database, HEXAGON, complaint(1))).toBe('C-2024-1000000');
  });

  test('is not stored at all, and takes no reference, when a part of it cannot be', async () => {
    const twice = complaint(1, { clocks: [clock(), clock()] });
    await expect(insertLoggedComplaint(scratch.database, HEXAGON, twice)).rejects.toThrow('duplicate key');
    expect(await countOf('complaints')).toBe(0);
    expect(await countOf('complaint_events')).toBe(0);
    expect(await insertLoggedComplaint(scratch.database, HEXAGON, complaint(1))).toBe('C-2024-000001');
  });

  test('needs a policy of its own landlord', async () => {
    const pinned = complaint(1, { policyVersion: '2031' });
    await expect(insertLoggedComplaint(scratch.database, HEXAGON, pinned)).rejects.toThrow(
      'complaints_policy_fk',
    );
  });

  test('gets references without gap or repetition when many are logged at once', async () => {
    const references = await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        insertLoggedComplaint(scratch.database, HEXAGON, complaint(n + 1)),
      ),
    );
    const expected = Array.from({ length: 30 }, (_, n) => `C-2024-${String(n + 1).padStart(6, '0')}`);
    expect(references.sort()).toEqual(expected);
  });
});

describe('an act', () => {
  beforeEach(async () => {
    await insertLoggedComplaint(scratch.database, HEXAGON, complaint(1, { clocks: [clock()] }));
  });

  test('moves the complaint on from the version it names, with its events, texts, clocks and people', async () => {
    const moved = await appendToComplaint(scratch.database, HEXAGON, {
      id: uuid(1),
      version: 1,
      change: change(1, {
        status: 'responded',
        outcome: 'upheld',
        nextDueOn: null,
        nextJudgedOn: null,
        nextDueKind: null,
        nextDueStage: null,
        events: [
          event(21, { type: 'acknowledged', texts: { note: 'Rang as well' } }),
          event(22, { type: 'responded', texts: { explanation: 'We got it wrong' } }),
        ],
        clocks: [clock({ metOn: on('2024-09-04') }), clock({ kind: 'respond', dueOn: on('2024-09-18') })],
        parties: [{ role: 'representative', n: 0, data: { name: 'A. Friend' } }],
      }),
    });

    expect(moved).toBe(true);
    expect(await findComplaint(scratch.database, HEXAGON, uuid(1))).toMatchObject({
      version: 3,
      status: 'responded',
      outcome: 'upheld',
      nextDueOn: null,
      nextJudgedOn: null,
      loggedAt: '2024-09-02T10:00:00.000Z',
      updatedAt: '2024-09-04T15:30:00.000Z',
    });
    const events = await complaintEventsOf(scratch.database, HEXAGON, uuid(1));
    expect(events.map(({ sequence, type, texts }) => [sequence, type, texts])).toEqual([
      [1, 'logged', {}],
      [2, 'acknowledged', { note: 'Rang as well' }],
      [3, 'responded', { explanation: 'We got it wrong' }],
    ]);
    expect(await complaintClocks(scratch.database, HEXAGON, uuid(1))).toEqual([
      clock({ metOn: on('2024-09-04') }),
      clock({ kind: 'respond', dueOn: on('2024-09-18') }),
    ]);
    expect(await complaintParties(scratch.database, HEXAGON, uuid(1))).toEqual([
      { role: 'representative', n: 0, data: { name: 'A. Friend' } },
    ]);
  });

  test('writes nothing at all on a complaint that another act has moved on', async () => {
    const full = change(1, {
      clocks: [clock({ metOn: on('2024-09-04') }), clock({ kind: 'respond' })],
      parties: [{ role: 'complainant', n: 0, data: {} }],
      events: [event(21, { texts: { note: 'lost' } })],
    });
    expect(
      await appendToComplaint(scratch.database, HEXAGON, { id: uuid(1), version: 7, change: full }),
    ).toBe(false);
    expect(
      await appendToComplaint(scratch.database, WESTFIELD, { id: uuid(1), version: 1, change: full }),
    ).toBe(false);
    expect(
      await appendToComplaint(scratch.database, HEXAGON, { id: uuid(2), version: 1, change: full }),
    ).toBe(false);
    expect(await findComplaint(scratch.database, HEXAGON, uuid(1))).toMatchObject({
      version: 1,
      status: 'open',
    });
    expect(await complaintEventsOf(scratch.database, HEXAGON, uuid(1))).toHaveLength(1);
    expect(await complaintClocks(scratch.database, HEXAGON, uuid(1))).toEqual([clock()]);
    expect(await countOf('texts')).toBe(0);
    expect(await countOf('parties')).toBe(0);
  });

  test('is won by exactly one of many that name the same version', async () => {
    const attempts = await Promise.all(
      Array.from({ length: 10 }, () =>
        appendToComplaint(scratch.database, HEXAGON, { id: uuid(1), version: 1, change: change(1) }),
      ),
    );
    expect(attempts.filter((moved) => moved)).toHaveLength(1);
    expect(await complaintEventsOf(scratch.database, HEXAGON, uuid(1))).toHaveLength(2);
  });

  test('leaves a clock alone that has not changed', async () => {
    const rowVersion = async () =>
      (await scratch.owner.query<{ xmin: string }>({ text: 'select xmin::text from clocks' }))[0]?.xmin;
    const before = await rowVersion();
    await appendToComplaint(scratch.database, HEXAGON, {
      id: uuid(1),
      version: 1,
      change: change(1, { clocks: [clock()] }),
    });
    expect(await rowVersion()).toBe(before);
  });

  test('is undone with the transaction it belongs to', async () => {
    const undone = inTransaction(scratch.database, async (session) => {
      expect(await appendToComplaint(session, HEXAGON, { id: uuid(1), version: 1, change: change(1) })).toBe(
        true,
      );
      throw new Error('changed my mind');
    });
    await expect(undone).rejects.toThrow('changed my mind');
    expect(await findComplaint(scratch.database, HEXAGON, uuid(1))).toMatchObject({ version: 1 });
  });
});
