import type { PoolClient } from 'pg';
import { type Database, openDatabase } from '../../src/db/connection/client';
import { SERVICE_ROLE } from '../../src/db/setup/isolation';
import { versionIn } from '../support/entity-tag';
import { serve, startTestApp, type TestApp } from '../support/app';
import { type Desk, openDesk } from '../support/landlord-desk';
import { countRows, expectWholeRecord } from '../support/whole-record';
import { backendsWaiting } from '../support/wait-until';

/** Acts of the owner, such as a maintenance script, that lock rows of the service in an order of their own. */

let service: TestApp;
let desk: Desk;
let owner: Database;
let script: PoolClient;
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'westfield');
  owner = openDatabase({ url: service.databaseUrl, poolSize: 2 });
});
beforeEach(async () => {
  await desk.log({ receivedOn: '2026-02-23' });
  script = await owner.pool.connect();
});
afterEach(() => {
  script.release();
  return expectStoredWhole();
});
afterAll(async () => {
  await owner.close();
  await service.stop();
});

/** A request that was answered 503 is in the log as such; nothing else may be there. */
async function expectStoredWhole(): Promise<void> {
  const faults = service.log.filter(({ level, msg }) => level === 50 && msg !== 'the request failed');
  expect(faults).toEqual([]);
  service.log.length = 0;
  await expectWholeRecord(service, desk);
}

const acknowledge = (headers: Record<string, string> = {}) =>
  desk.caller.post(desk.path('acknowledgements'), { occurredOn: '2026-02-24' }).set(headers);

/** The script has the clocks and wants the complaint, the act has the complaint and wants the clocks. */
async function deadlockWith(act: ReturnType<typeof acknowledge>) {
  const { id } = desk.complaint;
  const wanted = 'select from complaints where id = $1 for update';
  // Whoever looks for a deadlock first is the one that PostgreSQL undoes.
  await script.query("begin; set local deadlock_timeout = '60s'");
  await script.query('select from clocks where complaint_id = $1 for update', [id]);
  // A third makes both queue for the complaint, the act in front: however slow the machine, they do not miss each other.
  const usher = await owner.pool.connect();
  await usher.query('begin');
  await usher.query(wanted, [id]);
  const acting = act.then((answer) => answer);
  await backendsWaiting(service.owner, 1);
  const locking = script.query(wanted, [id]);
  await backendsWaiting(service.owner, 2);
  await usher.query('commit');
  usher.release();
  await locking;
  await script.query('commit');
  return acting;
}

/** PostgreSQL says of every change to the table that it ended in a deadlock, and counts how often it said so. */
async function deadlocksOn(table: string): Promise<{ end(): Promise<number> }> {
  // A sequence goes on counting where the transaction is undone.
  await script.query(`
    create sequence deadlocks minvalue 0 start 0;
    create function deadlock() returns trigger language plpgsql security definer as $$
    begin
      perform nextval('deadlocks');
      raise exception 'deadlock detected' using errcode = 'deadlock_detected';
    end $$;
    create trigger deadlock before insert or update or delete on ${table} execute function deadlock();
    select nextval('deadlocks')`);
  return {
    async end() {
      const { rows } = await script.query<{ times: string }>('select last_value as times from deadlocks');
      await script.query(
        `drop trigger deadlock on ${table}; drop function deadlock; drop sequence deadlocks`,
      );
      return Number(rows[0]?.times);
    },
  };
}

test('an act that PostgreSQL undid to end a deadlock is done again, and nobody hears of it', async () => {
  const { status } = await deadlockWith(acknowledge());
  expect(status).toBe(201);
});

test('with an Idempotency-Key it is done again too, once, and its answer is kept', async () => {
  const key = { 'Idempotency-Key': 'after-a-deadlock' };
  const first = await deadlockWith(acknowledge(key));
  expect([first.status, versionIn(first.headers.etag)]).toEqual([201, `"${first.body.version}"`]);
  expect((await desk.events).filter((type) => type === 'acknowledged')).toHaveLength(1);
  const again = await acknowledge(key);
  expect([again.status, again.headers['idempotency-replayed'], again.body]).toEqual([
    201,
    'true',
    first.body,
  ]);
});

test.each([
  ['with', { 'Idempotency-Key': 'after-three-deadlocks' }],
  ['without', {}],
])(
  'undone a third time, the act is answered 503 %s an Idempotency-Key, and sent again it is done',
  async (_, key) => {
    const before = await countRows(service.owner);
    const deadlocks = await deadlocksOn('clocks');
    const { status, body, headers } = await acknowledge(key);
    expect(await deadlocks.end()).toBe(3);
    expect([status, body.code, headers['retry-after']]).toEqual([503, 'unavailable', '5']);
    expect(body.detail).toBe('Others changed the same things at the same moment, and nothing was written.');
    expect(await countRows(service.owner)).toEqual(before);
    expect((await acknowledge(key)).status).toBe(201);
  },
);

test('where every transaction is repeatable read, acts that conflict are done again, refused or answered 503, never 500', async () => {
  const name = new URL(service.databaseUrl).pathname.slice(1);
  await script.query(`alter database ${name} set default_transaction_isolation = 'repeatable read'`);
  const strict = openDatabase({ url: service.databaseUrl, poolSize: 8, role: SERVICE_ROLE });
  const other = await serve(strict);
  const caller = other.as(await service.key(desk.landlordId, ['complaints-officer']));
  const answers = await Promise.all(
    Array.from({ length: 24 }, (_, n) => caller.post(desk.path('notes'), { note: `Note number ${n}` })),
  );
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => ![201, 409, 503].includes(status))).toEqual([]);
  expect((await desk.events).filter((type) => type === 'noted')).toHaveLength(
    statuses.filter((status) => status === 201).length,
  );
  expect(statuses).toContain(201);
  await other.stop();
  await strict.close();
  await script.query(`alter database ${name} reset default_transaction_isolation`);
});

test('a statement that waits too long for a lock, or runs too long, is answered 503 and writes nothing', async () => {
  const name = new URL(service.databaseUrl).pathname.slice(1);
  await script.query(`alter database ${name} set lock_timeout = '200ms'`);
  const hasty = openDatabase({ url: service.databaseUrl, poolSize: 2, role: SERVICE_ROLE });
  const other = await serve(hasty);
  const caller = other.as(await service.key(desk.landlordId, ['complaints-officer']));
  expect((await caller.get(desk.path('clocks'))).status).toBe(200);
  const before = await countRows(service.owner);

  await script.query('begin');
  await script.query('select from complaints where id = $1 for update', [desk.complaint.id]);
  // One gives up at its lock timeout; the other only at the ten seconds that every statement has.
  const answers = await Promise.all([
    caller.post(desk.path('acknowledgements'), { occurredOn: '2026-02-24' }),
    acknowledge(),
  ]);
  for (const { status, body, headers } of answers) {
    expect([status, body.code, headers['retry-after']]).toEqual([503, 'unavailable', '5']);
    expect(body.detail).toBe('The database took too long, and nothing was written.');
  }
  await script.query('rollback');
  expect(await countRows(service.owner)).toEqual(before);
  expect((await acknowledge()).status).toBe(201);
  await other.stop();
  await hasty.close();
  await script.query(`alter database ${name} reset lock_timeout`);
});
