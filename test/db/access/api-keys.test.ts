import {
  findKey,
  findKeyById,
  insertKey,
  listKeys,
  type NewApiKey,
  PLATFORM,
  revokeKey,
  rotateKey,
  touchLastUsed,
} from '../../../src/db/access/api-keys';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { at, HEXAGON, uuid, WESTFIELD } from '../row-builders';

let scratch: TestDatabase;
beforeEach(async () => {
  scratch = await createTestDatabase();
});
afterEach(() => scratch.drop());

const HASH = Buffer.from('4b'.repeat(32), 'hex');
const OTHER_HASH = Buffer.from('7e'.repeat(32), 'hex');

const key = (n: number, overrides: Partial<NewApiKey> = {}): NewApiKey => ({
  id: uuid(n),
  name: 'crm',
  prefix: 'rdr_0abc',
  hash: HASH,
  roles: ['complaints-officer', 'landlord-admin'],
  expiresAt: null,
  createdAt: at('2024-09-02T10:00:00.000Z'),
  createdBy: 'key:setup',
  ...overrides,
});

const shown = {
  landlordId: HEXAGON,
  id: uuid(1),
  name: 'crm',
  prefix: 'rdr_0abc',
  roles: ['complaints-officer', 'landlord-admin'],
  person: null,
  only: null,
  expiresAt: null,
  revokedAt: null,
  lastUsedAt: null,
  replacedBy: null,
  createdAt: '2024-09-02T10:00:00.000Z',
  createdBy: 'key:setup',
};

describe('a key', () => {
  test('is found by its hash and its landlord together, and is never shown with its hash', async () => {
    expect(await insertKey(scratch.database, HEXAGON, key(1))).toEqual(shown);
    expect(await findKey(scratch.database, HEXAGON, HASH)).toEqual(shown);
    expect(await findKey(scratch.database, HEXAGON, OTHER_HASH)).toBeNull();
    expect(await findKey(scratch.database, WESTFIELD, HASH)).toBeNull();
    expect(await findKeyById(scratch.database, HEXAGON, uuid(1))).toEqual(shown);
    expect(await findKeyById(scratch.database, WESTFIELD, uuid(1))).toBeNull();
  });

  test('may belong to the platform, which is no landlord', async () => {
    await insertKey(scratch.database, PLATFORM, key(1, { roles: ['platform-admin'] }));
    expect(await findKey(scratch.database, PLATFORM, HASH)).toMatchObject({
      landlordId: PLATFORM,
      roles: ['platform-admin'],
    });
  });

  test('is listed among its landlord’s only, page by page', async () => {
    await insertKey(scratch.database, HEXAGON, key(1, { hash: Buffer.from('01', 'hex') }));
    await insertKey(scratch.database, HEXAGON, key(2, { hash: Buffer.from('02', 'hex') }));
    await insertKey(scratch.database, WESTFIELD, key(3));
    const first = await listKeys(scratch.database, HEXAGON, { afterId: null, limit: 1 });
    const second = await listKeys(scratch.database, HEXAGON, { afterId: uuid(1), limit: 5 });
    expect([...first, ...second].map(({ id }) => id)).toEqual([uuid(1), uuid(2)]);
  });

  test('stays revoked from the first time it was', async () => {
    await insertKey(scratch.database, HEXAGON, key(1));
    const revoke = (moment: string) => revokeKey(scratch.database, HEXAGON, uuid(1), at(moment));
    expect(await revoke('2024-09-03T10:00:00.000Z')).toMatchObject({ revokedAt: '2024-09-03T10:00:00.000Z' });
    expect(await revoke('2024-09-04T10:00:00.000Z')).toMatchObject({ revokedAt: '2024-09-03T10:00:00.000Z' });
    expect(await revokeKey(scratch.database, WESTFIELD, uuid(1), at('2024-09-04T10:00:00.000Z'))).toBeNull();
  });

  test('notes its use at most once a minute', async () => {
    await insertKey(scratch.database, HEXAGON, key(1));
    const lastUsedAfter = async (moment: string) => {
      await touchLastUsed(scratch.database, HEXAGON, uuid(1), at(moment));
      return (await findKey(scratch.database, HEXAGON, HASH))?.lastUsedAt;
    };
    expect(await lastUsedAfter('2024-09-03T10:00:00.000Z')).toBe('2024-09-03T10:00:00.000Z');
    expect(await lastUsedAfter('2024-09-03T10:01:00.000Z')).toBe('2024-09-03T10:00:00.000Z');
    expect(await lastUsedAfter('2024-09-03T10:01:00.001Z')).toBe('2024-09-03T10:01:00.001Z');
  });
});

describe('a rotation', () => {
  const rotation = {
    id: uuid(2),
    prefix: 'rdr_0def',
    hash: OTHER_HASH,
    createdAt: at('2024-09-03T10:00:00.000Z'),
    createdBy: 'key:crm',
    oldKeyUntil: at('2024-09-04T10:00:00.000Z'),
  };

  test('puts a new key in the place of the old, which goes on until the overlap ends', async () => {
    await insertKey(scratch.database, HEXAGON, key(1, { expiresAt: at('2025-01-01T00:00:00.000Z') }));
    expect(await rotateKey(scratch.database, HEXAGON, uuid(1), rotation)).toEqual({
      ...shown,
      id: uuid(2),
      prefix: 'rdr_0def',
      expiresAt: '2025-01-01T00:00:00.000Z',
      createdAt: '2024-09-03T10:00:00.000Z',
      createdBy: 'key:crm',
    });
    expect(await findKey(scratch.database, HEXAGON, HASH)).toMatchObject({
      expiresAt: '2024-09-04T10:00:00.000Z',
      replacedBy: uuid(2),
    });
    const again = { ...rotation, id: uuid(3), hash: Buffer.from('03', 'hex') };
    expect(await rotateKey(scratch.database, HEXAGON, uuid(1), again)).toBeNull();
    expect(await rotateKey(scratch.database, HEXAGON, uuid(2), again)).toMatchObject({ id: uuid(3) });
  });

  test('never lengthens the life of the old key', async () => {
    await insertKey(scratch.database, HEXAGON, key(1, { expiresAt: at('2024-09-03T12:00:00.000Z') }));
    await rotateKey(scratch.database, HEXAGON, uuid(1), rotation);
    expect(await findKey(scratch.database, HEXAGON, HASH)).toMatchObject({
      expiresAt: '2024-09-03T12:00:00.000Z',
    });
  });

  test('of a revoked, expired, foreign or unknown key makes none', async () => {
    await insertKey(scratch.database, HEXAGON, key(1));
    await revokeKey(scratch.database, HEXAGON, uuid(1), at('2024-09-02T11:00:00.000Z'));
    const expired = key(3, { hash: Buffer.from('03', 'hex'), expiresAt: at('2024-09-03T10:00:00.000Z') });
    await insertKey(scratch.database, HEXAGON, expired);
    await insertKey(scratch.database, WESTFIELD, key(4));
    for (const id of [uuid(1), uuid(3), uuid(4), uuid(5)]) {
      expect(await rotateKey(scratch.database, HEXAGON, id, rotation)).toBeNull();
    }
    expect(await findKey(scratch.database, HEXAGON, OTHER_HASH)).toBeNull();
  });
});
