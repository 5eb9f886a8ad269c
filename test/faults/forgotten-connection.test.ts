import { setTimeout as pause } from 'node:timers/promises';
import { type Database, openDatabase } from '../../src/db/connection/client';
import { SERVICE_ROLE } from '../../src/db/setup/isolation';
import { type Served, serve, startTestApp, type TestApp } from '../support/app';
import { until } from '../support/wait-until';
import { type Wire, wireTo } from '../support/databases/cuttable-wire';

/** A gateway forgets the connections that were open, as it does with those that are quiet, and tells neither end. */

let home: TestApp;
let wire: Wire;
let database: Database;
let service: Served;
beforeAll(async () => {
  home = await startTestApp();
  wire = await wireTo(home.databaseUrl);
  database = openDatabase({ url: wire.url, poolSize: 2, role: SERVICE_ROLE, statementTimeoutMs: 1_000 });
  service = await serve(database);
});
afterAll(async () => {
  await service.stop();
  await database.close();
  wire.stop();
  await home.stop();
});

const gone = (): void => {
  wire.cut();
  wire.mend();
};

const told = () =>
  service.log.filter(({ msg }) => msg === 'no longer told of changes; listening anew').length;

test('a key that is revoked then is refused within seconds, though nobody could tell the service of it', async () => {
  const landlordId = await home.landlord();
  const caller = service.as(await home.key(landlordId, ['reader']));
  const statusNow = async () => (await caller.get('/v1/procedures')).status;
  expect(await statusNow()).toBe(200);
  // The news of the key's own making, which lets go of it, has most likely come by then: what is asked now is kept in
  // memory, and would be for good by a service that does not notice that it is deaf.
  await pause(500);
  expect(await statusNow()).toBe(200);
  gone();
  await home.owner.query({
    text: 'update api_keys set revoked_at = now() where landlord_id = $1',
    values: [landlordId],
  });
  await until('the key fails', async () => (await statusNow()) === 401);
  await until('it says so', () => told() > 0);
  expect(told()).toBe(1);
});

test('and by then it hears of changes again', async () => {
  const landlordId = await home.landlord();
  const caller = service.as(await home.key(landlordId, ['reader']));
  expect((await caller.get('/v1/procedures')).status).toBe(200);
  const revoke = {
    text: 'update api_keys set revoked_at = now() where landlord_id = $1',
    values: [landlordId],
  };
  await home.owner.query(revoke);
  await until('the key fails', async () => (await caller.get('/v1/procedures')).status === 401);
});

test('what a process that is out of reach has locked is free again within its patience', async () => {
  const landlordId = await home.landlord();
  const lost = await database.pool.connect();
  await lost.query('begin');
  await lost.query("select set_config('redress.landlord', $1, true)", [landlordId]);
  await lost.query('select from landlords where id = $1 for update', [landlordId]);
  gone();
  const [row] = await home.owner.query<{ name: string }>({
    text: 'update landlords set name = $2 where id = $1 returning name',
    values: [landlordId, 'Westfield'],
  });
  expect(row).toEqual({ name: 'Westfield' });
  lost.release(true);
});
