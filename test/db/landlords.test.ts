import { findContact, insertContact, linkContactToComplaint, listContacts } from '../../src/db/contacts';
import { insertComplaint } from '../../src/db/complaints';
import { findLandlord, insertLandlord, listLandlords, updateLandlord } from '../../src/db/landlords';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { at, complaint, HEXAGON, landlordWithPolicy, on, uuid, WESTFIELD } from './records';

let test: TestDatabase;
beforeEach(async () => {
  test = await createTestDatabase();
});
afterEach(() => test.drop());

const details = {
  name: 'Arches Housing',
  division: 'england-and-wales',
  zone: 'Europe/London',
  homes: [{ year: 2024, tenure: 'social-rent', homes: 1420 }],
  ombudsmanContact: null,
} as const;

describe('a landlord', () => {
  it('is read back as it was entered', async () => {
    const row = await insertLandlord(test.database, HEXAGON, details, at('2024-01-01T09:00:00.000Z'));
    expect(row).toEqual({
      ...details,
      id: HEXAGON,
      version: 1,
      createdAt: '2024-01-01T09:00:00.000Z',
      updatedAt: '2024-01-01T09:00:00.000Z',
    });
    expect(await findLandlord(test.database, HEXAGON)).toEqual(row);
    expect(await findLandlord(test.database, WESTFIELD)).toBeNull();
  });

  it('is changed only from the version that was read', async () => {
    await insertLandlord(test.database, HEXAGON, details, at('2024-01-01T09:00:00.000Z'));
    const rename = (version: number, name: string) =>
      updateLandlord(test.database, HEXAGON, version, { ...details, name }, at('2024-02-01T09:00:00.000Z'));
    expect(await rename(1, 'Arches')).toMatchObject({
      name: 'Arches',
      version: 2,
      updatedAt: '2024-02-01T09:00:00.000Z',
    });
    expect(await rename(1, 'Too late')).toBeNull();
    expect(await findLandlord(test.database, HEXAGON)).toMatchObject({ name: 'Arches', version: 2 });
  });

  it('is listed page by page', async () => {
    await insertLandlord(test.database, WESTFIELD, details, at('2024-01-01T09:00:00.000Z'));
    await insertLandlord(test.database, HEXAGON, details, at('2024-01-01T09:00:00.000Z'));
    const first = await listLandlords(test.database, { afterId: null, limit: 1 });
    const rest = await listLandlords(test.database, { afterId: HEXAGON, limit: 1 });
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
    createdAt: at('2024-09-02T10:00:00.000Z'),
  });
  beforeEach(async () => {
    await landlordWithPolicy(test.database, HEXAGON);
    await landlordWithPolicy(test.database, WESTFIELD);
  });

  it('is no complaint, until it becomes one once', async () => {
    const row = await insertContact(test.database, HEXAGON, contact(1, '2024-09-01'));
    expect(row).toEqual({ ...contact(1, '2024-09-01'), complaintId: null, version: 1 });
    await insertComplaint(test.database, HEXAGON, complaint(2));
    await insertComplaint(test.database, HEXAGON, complaint(3));
    const link = (version: number, to: number) =>
      linkContactToComplaint(test.database, HEXAGON, uuid(1), version, uuid(to));
    expect(await link(1, 2)).toBe(true);
    expect(await link(1, 3)).toBe(false);
    expect(await link(2, 3)).toBe(false);
    expect(await findContact(test.database, HEXAGON, uuid(1))).toMatchObject({
      complaintId: uuid(2),
      version: 2,
    });
    expect(await findContact(test.database, WESTFIELD, uuid(1))).toBeNull();
  });

  it('is listed latest first, by kind, page by page, among its landlord’s only', async () => {
    await insertContact(test.database, HEXAGON, contact(1, '2024-09-01'));
    await insertContact(test.database, HEXAGON, contact(2, '2024-09-02'));
    await insertContact(test.database, HEXAGON, contact(3, '2024-09-02', 'compliment'));
    await insertContact(test.database, WESTFIELD, contact(4, '2024-09-02'));
    const list = async (page: Parameters<typeof listContacts>[2]) =>
      (await listContacts(test.database, HEXAGON, page)).map(({ id }) => id);
    expect(await list({ kind: null, after: null, limit: 2 })).toEqual([uuid(3), uuid(2)]);
    const after = { receivedOn: on('2024-09-02'), id: uuid(2) };
    expect(await list({ kind: null, after, limit: 2 })).toEqual([uuid(1)]);
    expect(await list({ kind: 'compliment', after: null, limit: 5 })).toEqual([uuid(3)]);
  });
});
