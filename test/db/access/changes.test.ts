import {
  insertKey,
  type NewApiKey,
  PLATFORM,
  revokeKey,
  touchLastUsed,
} from '../../../src/db/access/api-keys';
import { type Listener, listenForChanges } from '../../../src/db/access/changes';
import { openDatabase } from '../../../src/db/connection/client';
import { updateLandlord } from '../../../src/db/landlords/landlords';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { wireTo } from '../../support/databases/cuttable-wire';
import { at, HEXAGON, landlordWithPolicy, uuid, WESTFIELD } from '../row-builders';
import { until } from '../../support/wait-until';

let scratch: TestDatabase;
beforeEach(async () => {
  scratch = await createTestDatabase();
});
afterEach(() => scratch.drop());

const key = (n: number): NewApiKey => ({
  id: uuid(n),
  name: 'crm',
  prefix: 'rdr_0abc',
  hash: Buffer.from('4b'.repeat(32), 'hex'),
  roles: ['complaints-officer'],
  expiresAt: null,
  createdAt: at('2024-09-02T10:00:00.000Z'),
  createdBy: 'key:setup',
});

describe('whoever listens for changes', () => {
  const heard: string[] = [];
  let lost: number;
  let listener: Listener;
  beforeEach(async () => {
    heard.length = 0;
    lost = 0;
    listener = await listenForChanges(
      scratch.database,
      (landlordId) => heard.push(landlordId),
      () => {
        lost += 1;
      },
    );
  });
  afterEach(() => listener.close());

  test('hears which landlord’s keys were made, revoked or rotated, but not that one was used', async () => {
    await insertKey(scratch.database, HEXAGON, key(1));
    await touchLastUsed(scratch.database, HEXAGON, uuid(1), at('2024-09-03T10:00:00.000Z'));
    await revokeKey(scratch.database, HEXAGON, uuid(1), at('2024-09-03T10:00:00.000Z'));
    await insertKey(scratch.database, PLATFORM, key(2));
    await until('all three are heard', () => heard.length >= 3);
    expect(heard).toEqual([HEXAGON, HEXAGON, PLATFORM]);
  });

  test('hears of a new landlord, a changed one and a published policy', async () => {
    await landlordWithPolicy(scratch.database, WESTFIELD);
    const details = {
      name: 'Westfield',
      division: 'scotland',
      zone: 'Europe/London',
      homes: [],
      ombudsmanContact: null,
    } as const;
    await updateLandlord(scratch.database, WESTFIELD, 1, { details, now: at('2024-09-03T10:00:00.000Z') });
    await until('all three are heard', () => heard.length >= 3);
    expect(heard).toEqual([WESTFIELD, WESTFIELD, WESTFIELD]);
  });

  test('is told once when the connection is lost', async () => {
    await scratch.owner.query({
      text: `select pg_terminate_backend(pid) from pg_stat_activity
             where datname = current_database() and application_name = 'redress-changes'`,
    });
    await until('it is told', () => lost > 0);
    await listener.close();
    expect(lost).toBe(1);
  });

  test('is told of it, too, when nothing comes through any more and neither end hangs up', async () => {
    const wire = await wireTo(scratch.url);
    const distant = openDatabase({ url: wire.url, poolSize: 1 });
    let deaf = 0;
    const other = await listenForChanges(
      distant,
      () => undefined,
      () => {
        deaf += 1;
      },
    );
    wire.cut();
    await until('it is told', () => deaf > 0);
    // Nor does taking leave wait for an answer.
    await other.close();
    expect(deaf).toBe(1);
    await distant.close();
    wire.stop();
  });

  test('takes its leave of a server that does not answer it', async () => {
    const wire = await wireTo(scratch.url);
    const distant = openDatabase({ url: wire.url, poolSize: 1 });
    const other = await listenForChanges(
      distant,
      () => undefined,
      () => undefined,
    );
    wire.cut();
    await expect(other.close()).resolves.toBeUndefined();
    await distant.close();
    wire.stop();
  });

  test('is not told of a loss when it stops of its own accord', async () => {
    await listener.close();
    expect(lost).toBe(0);
  });
});
