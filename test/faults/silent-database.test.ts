import { type Database, openDatabase } from '../../src/db/connection/client';
import { SERVICE_ROLE } from '../../src/db/setup/isolation';
import { type Served, serve, startTestApp, type TestApp } from '../support/app';
import { type Desk, LEAST, openDesk } from '../support/landlord-desk';
import { type Wire, wireTo } from '../support/databases/cuttable-wire';

/** A database that neither answers nor hangs up: the network swallows what is sent, or its host has frozen. */

let home: TestApp;
let desk: Desk;
let key: string;
let wire: Wire;
let database: Database;
let service: Served;
beforeAll(async () => {
  home = await startTestApp();
  desk = await openDesk(home, 'westfield');
  key = await home.key(desk.landlordId, ['complaints-officer']);
  wire = await wireTo(home.databaseUrl);
  database = openDatabase({ url: wire.url, poolSize: 2, role: SERVICE_ROLE, statementTimeoutMs: 1_000 });
  service = await serve(database);
});
afterAll(async () => {
  await service.stop();
  await database.close();
  await home.stop();
});

const list = () => service.as(key).get('/v1/complaints');
const log = (idempotencyKey: string) =>
  service
    .as(key)
    .post('/v1/complaints', { ...LEAST, receivedOn: '2026-03-02' })
    .set('Idempotency-Key', idempotencyKey);

test('reads, acts and the question whether it is ready are answered 503 all the same, and it recovers by itself', async () => {
  expect((await list()).status).toBe(200);
  expect((await log('before')).status).toBe(201);

  wire.cut();
  const begun = performance.now();
  const answers = await Promise.all([list(), log('meanwhile'), service.as().get('/health/ready')]);
  expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
    answers.map(() => [503, 'unavailable']),
  );
  // The patience of one statement, not of one after the other: none is sent after the one that was not answered.
  expect(performance.now() - begun).toBeLessThan(2 * 6_000);
  expect(answers[0].body.detail).toBe('The database cannot be reached.');
  expect((await service.as().get('/health/live')).status).toBe(200);

  wire.mend();
  expect((await service.as().get('/health/ready')).status).toBe(200);
  expect((await list()).body.items).toHaveLength(1);
  expect((await log('meanwhile')).status).toBe(201);
  // No connection from before the cut was handed out again.
  for (let n = 0; n < 6; n += 1) expect((await list()).status).toBe(200);
  // A stop would wait for those who are still silent, for as long as the process lets it.
  wire.stop();
});
