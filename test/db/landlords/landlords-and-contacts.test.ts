import { contactEventsOf, listContacts } from '../../../src/db/contacts/lists';
import { findContact } from '../../../src/db/contacts/contacts';
import { appendToContact, insertContact } from '../../../src/db/contacts/write';
import { insertLoggedComplaint } from '../../../src/db/complaints/write';
import {
  findLandlord,
  insertLandlord,
  listLandlords,
  updateLandlord,
} from '../../../src/db/landlords/landlords';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { at, complaint, HEXAGON, landlordWithPolicy, on, uuid, WESTFIELD } from '../row-builders';

let scratch: TestDatabase;
beforeEach(async () => {
  scratch = await createTestDatabase();
});
afterEach(() => scratch.drop());

const details = {
  name: 'Arches Housing',
  division: 'england-and-wales',
  zone: 'Europe/London',
  homes: [{ year: 2024, tenure: 'social-rent', homes: 1420 }],
  ombudsmanContact: null,
} as const;

describe('a landlord', () => {
  test('is read back as it was entered', async () => {
    const row = await insertLandlord(scratch.database, HEXAGON, details, at('2024-01-01T09:00:00.000Z'));
    expect(row).toEqual({
      ...details,
      handlersSee: 'all',
      id: HEXAGON,
      version: 1,
      createdAt: '2024-01-01T09:00:00.000Z',
      updatedAt: '2024-01-01T09:00:00.000Z',
    });
    expect(await findLandlord(scratch.database, HEXAGON)).toEqual(row);
    expect(await findLandlord(scratch.database, WESTFIELD)).toBeNull();
  });

  test('is changed only from the version that was read', async () => {
    await insertLandlord(scratch.database, HEXAGON, details, at('2024-01-01T09:00:00.000Z'));
    const rename = (version: number, name: string) =>
      updateLandlord(scratch.database, HEXAGON, version, {
        details: { ...details, name },
        now: at('2024-02-01T09:00:00.000Z'),
      });
    expect(await rename(1, 'Arches')).toMatchObject({
      name: 'Arches',
      version: 2,
      updatedAt: '2024-02-01T09:00:00.000Z',
    });
    expect(await rename(1, 'Too late')).toBeNull();
    expect(await findLandlord(scratch.database, HEXAGON)).toMatchObject({ name: 'Arches', version: 2 });
  });

  test('is listed page by page', async () => {
    await insertLandlord(scratch.database, WESTFIELD, details, at('2024-01-01T09:00:00.000Z'));
    await insertLandlord(scratch.database, HEXAGON, details, at('2024-01-01T09:00:00.000Z'));
    const first = await listLandlords(scratch.database, { afterId: null, limit: 1 });
    const rest = await listLandlords(scratch.database, { afterId: HEXAGON, limit: 1 });
    expect([...first, ...rest].map(({ id }) => id)).toEqual([HEXAGON, WESTFIELD]);
  });
});

describe('a contact before a complaint', () => {
  const contact = (n: number, receivedOn: string, kind = 'feedback') => ({
    id: uuid(n),
    receivedOn: on(receivedOn),
    channel: 'phone',
    kind,
    facts: { resolved: false },
    person: { name: 'Bo Ng' },
    summary: 'The lift again',
    complaintId: null,
    refusedComplaintId: null,
    status: 'open' as const,
    choice: 'not-offered' as const,
    createdAt: at('2024-09-02T10:00:00.000Z'),
  });
  const event = (type: 'received' | 'completed', texts = {}) => ({
    type,
    data: { of: type },
    actor: 'key:desk',
    occurredOn: on('2024-09-02'),
    recordedAt: at('2024-09-02T10:00:00.000Z'),
    texts,
  });
  const insert = (landlordId: string, row: ReturnType<typeof contact>) =>
    insertContact(scratch.database, landlordId, row, [event('received')]);
  beforeEach(async () => {
    await landlordWithPolicy(scratch.database, HEXAGON);
    await landlordWithPolicy(scratch.database, WESTFIELD);
  });

  test('moves on from the version that was read and from no other, its events numbered and its words apart', async () => {
    const row = await insert(HEXAGON, contact(1, '2024-09-01'));
    expect(row).toEqual({ ...contact(1, '2024-09-01'), version: 1 });
    expect(await findContact(scratch.database, HEXAGON, uuid(1))).toEqual(row);
    await insertLoggedComplaint(scratch.database, HEXAGON, complaint(2));
    const columns = {
      facts: { resolved: true },
      status: 'closed' as const,
      choice: 'complained' as const,
      complaintId: uuid(2),
    };
    const append = (landlordId: string, version: number) =>
      appendToContact(scratch.database, landlordId, {
        id: uuid(1),
        version,
        columns,
        events: [event('completed', { note: 'The lift runs' })],
      });
    expect(await append(WESTFIELD, 1)).toBe(false);
    expect(await append(HEXAGON, 1)).toBe(true);
    expect(await append(HEXAGON, 1)).toBe(false);
    expect(await findContact(scratch.database, HEXAGON, uuid(1))).toEqual({ ...row, ...columns, version: 2 });
    expect(await findContact(scratch.database, WESTFIELD, uuid(1))).toBeNull();
    expect(await contactEventsOf(scratch.database, HEXAGON, uuid(1))).toEqual([
      { sequence: 1, ...event('received') },
      { sequence: 2, ...event('completed', { note: 'The lift runs' }) },
    ]);
    expect(await contactEventsOf(scratch.database, WESTFIELD, uuid(1))).toEqual([]);
  });

  test('keeps its events as they were written, even from its owner', async () => {
    await insert(HEXAGON, contact(1, '2024-09-01'));
    await expect(scratch.owner.query({ text: 'delete from contact_events' })).rejects.toThrow(
      'events are append-only',
    );
  });

  test('is listed latest or oldest first, filtered, page by page, among its landlord’s only', async () => {
    await insert(HEXAGON, contact(1, '2024-09-01'));
    await insert(HEXAGON, contact(2, '2024-09-02'));
    await insert(HEXAGON, contact(3, '2024-09-02', 'compliment'));
    await insert(WESTFIELD, contact(4, '2024-09-02'));
    const anything = {
      kinds: null,
      statuses: null,
      choice: null,
      receivedFrom: null,
      receivedTo: null,
      complaint: null,
    };
    const list = async (
      filter: object,
      after: Parameters<typeof listContacts>[2]['after'] = null,
      order: 'latest' | 'oldest' = 'latest',
      limit = 2,
    ) =>
      (
        await listContacts(scratch.database, HEXAGON, {
          filter: { ...anything, ...filter },
          order,
          after,
          limit,
        })
      ).map(({ id }) => id);
    expect(await list({})).toEqual([uuid(3), uuid(2)]);
    const second = { receivedOn: on('2024-09-02'), id: uuid(2) };
    expect(await list({}, second)).toEqual([uuid(1)]);
    expect(await list({}, second, 'oldest')).toEqual([uuid(3)]);
    expect(await list({}, null, 'oldest')).toEqual([uuid(1), uuid(2)]);
    expect(await list({ kinds: ['compliment'] })).toEqual([uuid(3)]);
    expect(await list({ receivedTo: on('2024-09-01'), statuses: ['open'], choice: 'not-offered' })).toEqual([
      uuid(1),
    ]);
    expect(await list({ receivedFrom: on('2024-09-02'), statuses: ['closed'] })).toEqual([]);
  });
});
