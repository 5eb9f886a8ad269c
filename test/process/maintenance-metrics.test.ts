import { openDatabase } from '../../src/db/connection/client';
import { MaintenanceMetrics } from '../../src/process/maintenance-metrics';
import { MaintenanceRound, startMaintenance } from '../../src/process/maintenance';
import type { Instant } from '../../src/policy/dates/local-date';
import { shipped } from '../../src/policy/procedures';
import { serve, startTestApp, type TestApp } from '../support/app';
import { openDesk } from '../support/landlord-desk';
import { everyWriterEnded, until } from '../support/wait-until';

const metrics = new MaintenanceMetrics();
let service: TestApp;
beforeAll(async () => {
  service = await startTestApp(undefined, { maintenance: metrics });
});
afterAll(() => service.stop());

const failures: [string | null, unknown][] = [];
const tending = (database = service.database) =>
  new MaintenanceRound({
    database,
    now: () => now,
    metrics,
    onFailure: (error, landlordId) => failures.push([landlordId, error]),
  });
let now = '2026-03-02T10:00:00.000Z' as Instant;
let rounder: MaintenanceRound;

/** One round, as the service makes them, at this moment. */
async function round(at: string): Promise<void> {
  await everyWriterEnded(service.owner);
  await roundAmidWriters(at);
}

async function roundAmidWriters(at: string): Promise<void> {
  now = at as Instant;
  rounder ??= tending();
  await rounder.run();
  expect(failures.splice(0)).toEqual([]);
}

const OURS = /^redress_(?:maintenance|complaints|clocks|idempotency|feed|retention)_.*$/gm;
const scrape = async (): Promise<string[]> => {
  const { status, text } = await service.as().get('/metrics');
  expect(status).toBe(200);
  return text.match(OURS) ?? [];
};

test('before the first round nothing is counted, and nothing is said to be zero', async () => {
  expect(await scrape()).toEqual(['redress_maintenance_failures_total 0']);
});

test('without a complaint there is a zero for each kind of a landlord’s own dates, and nothing for a resident’s', async () => {
  await round('2026-03-02T10:00:00.000Z');
  const lines = await scrape();
  expect(lines).toContain('redress_maintenance_last_success_timestamp_seconds 1772445600');
  expect(lines).toContain('redress_complaints_open 0');
  expect(lines).toContain('redress_idempotency_answers_kept 0');
  expect(lines).toContain('redress_clocks_running{kind="acknowledge"} 0');
  expect(lines).toContain('redress_clocks_overdue{kind="respond"} 0');
  expect(lines).toContain('redress_clocks_undated{kind="respond"} 0');
  expect(lines.join()).not.toMatch(/kind="(?:escalate|refer)"/);
});

test('the round counts over all landlords, and the scrape shows no landlord', async () => {
  // Monday 2 March: Westfield acknowledges within five working days, by the 9th.
  for (const complaints of [2, 1]) {
    const desk = await openDesk(service, 'westfield');
    for (let n = 0; n < complaints; n += 1) await desk.log({ receivedOn: '2026-03-02' });
    await desk
      .post('/v1/complaints', {
        channel: 'email',
        complainant: { name: 'Mrs Nakamura' },
        summary: 'Damp',
        receivedOn: '2026-03-02',
      })
      .set('Idempotency-Key', 'kept');
  }
  // Told by telephone and passed to nobody, it has no date at settle.
  const settle = await openDesk(service, 'settle');
  await settle.log({ receivedOn: '2026-03-02', channel: 'phone' });
  expect(await scrape()).toContain('redress_complaints_open 0');

  await round('2026-03-09T23:00:00.000Z');
  expect(await scrape()).toEqual(
    expect.arrayContaining([
      'redress_complaints_open 6',
      'redress_clocks_running{kind="acknowledge"} 5',
      'redress_clocks_overdue{kind="acknowledge"} 0',
      'redress_clocks_running{kind="respond"} 0',
      'redress_clocks_undated{kind="respond"} 1',
    ]),
  );
  await round('2026-03-10T00:00:00.000Z');
  expect(await scrape()).toContain('redress_clocks_overdue{kind="acknowledge"} 5');
  // Never acknowledged, it is overdue ten working days after the day it should have been acknowledged by.
  await round('2026-03-23T00:00:00.000Z');
  expect(await scrape()).toContain('redress_clocks_overdue{kind="respond"} 0');
  await round('2026-03-24T00:00:00.000Z');
  expect(await scrape()).toEqual(
    expect.arrayContaining([
      'redress_clocks_running{kind="respond"} 5',
      'redress_clocks_overdue{kind="respond"} 5',
    ]),
  );
  expect((await scrape()).join()).not.toMatch(/landlord(?!s_failed)|[0-9a-f]{8}-[0-9a-f]{4}/);
});

test('answers are counted while they are kept, the platform’s own among them', async () => {
  await round('2026-03-02T10:00:00.000Z');
  expect(await scrape()).toContain('redress_idempotency_answers_kept 0');
  service.setNow('2026-03-12T10:00:00.000Z');
  const platform = service.as(await service.platformKey());
  const created = await platform
    .post('/v1/landlords', { name: 'Northgate Homes', division: 'scotland' })
    .set('Idempotency-Key', 'a-landlord');
  expect(created.status).toBe(201);
  await round('2026-03-12T10:00:00.000Z');
  expect(await scrape()).toContain('redress_idempotency_answers_kept 1');
  await round('2026-03-13T10:00:00.000Z');
  expect(await scrape()).toContain('redress_idempotency_answers_kept 0');
});

test('what nobody lets go of though its time is over is counted, complaints and contacts apart', async () => {
  const westfield = shipped('westfield');
  if (!westfield) throw new Error('No procedure westfield');
  const desk = await openDesk(service, { ...westfield, retention: { years: 1, from: 'closed' } });
  for (const receivedOn of ['2024-09-02', '2024-09-03']) {
    await desk.log({ receivedOn });
    await desk.act('withdrawals', { occurredOn: '2024-09-05', reason: 'resident-asked' });
    const praise = { receivedOn, channel: 'phone', kind: 'compliment', summary: 'Thank you for the ramp' };
    expect((await desk.post('/v1/contacts', praise)).status).toBe(201);
  }
  await desk.act('holds', { occurredOn: '2024-09-09', reason: 'court-claim', reviewOn: '2026-12-01' });
  await round('2025-09-02T10:00:00.000Z');
  expect(await scrape()).toEqual(
    expect.arrayContaining([
      'redress_retention_due{of="complaint"} 0',
      'redress_retention_due{of="contact"} 1',
    ]),
  );
  await round('2026-03-13T11:00:00.000Z');
  expect(await scrape()).toEqual(
    expect.arrayContaining([
      'redress_retention_due{of="complaint"} 1',
      'redress_retention_due{of="contact"} 2',
    ]),
  );
  service.setNow('2026-03-13T11:00:00.000Z');
  expect((await desk.caller.post('/v1/retention-runs', { dryRun: false })).status).toBe(200);
  await round('2026-03-13T12:00:00.000Z');
  expect(await scrape()).toEqual(
    expect.arrayContaining([
      'redress_retention_due{of="complaint"} 0',
      'redress_retention_due{of="contact"} 0',
    ]),
  );
});

test('a round without its database breaks off, which is counted and told of, and the figures of the last one stay', async () => {
  const before = await scrape();
  const gone = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none' });
  const told: unknown[] = [];
  const maintenance = startMaintenance({
    database: gone,
    now: () => '2026-03-14T10:00:00.000Z' as Instant,
    metrics,
    onFailure: (error, landlordId) => told.push([landlordId, error]),
  });
  await until('it is told', () => told.length > 0);
  await maintenance.stop();
  await gone.close();
  expect(told).toEqual([[null, expect.objectContaining({ code: 'ECONNREFUSED' })]]);
  const counted = (line: string) =>
    line.replace('redress_maintenance_failures_total 0', 'redress_maintenance_failures_total 1');
  expect(await scrape()).toEqual(before.map(counted));
});

test('a landlord that fails is told of by name and keeps its figures; the others are tended all the same', async () => {
  const lastly = await openDesk(service, 'westfield');
  await lastly.log({ receivedOn: '2026-03-02' });
  await round('2026-03-15T10:00:00.000Z');
  const seals = async () => {
    const rows = await service.owner.query<{ landlord: string }>({
      text: 'select distinct landlord_id as landlord from chain_seals',
    });
    return rows.map(({ landlord }) => landlord);
  };
  expect(await scrape()).toEqual(
    expect.arrayContaining(['redress_complaints_open 7', 'redress_maintenance_landlords_failed 0']),
  );
  const [broken] = await service.owner.query<{ id: string }>({
    text: 'select landlord_id as id from complaints order by 1 limit 1',
  });
  // A zone that an administrator wrote by hand and no computer knows.
  const zone = (name: string) =>
    service.owner.query({
      text: 'update landlords set zone = $2 where id = $1',
      values: [broken!.id, name],
    });
  await zone('Europe/Nowhere');
  await lastly.log({ receivedOn: '2026-03-02' });
  now = '2026-03-16T10:00:00.000Z' as Instant;
  await rounder.run();
  expect(failures.splice(0)).toEqual([[broken!.id, expect.any(Error)]]);
  expect(await seals()).toContain(lastly.landlordId);
  expect(await scrape()).toEqual(
    expect.arrayContaining([
      'redress_complaints_open 8',
      'redress_maintenance_landlords_failed 1',
      `redress_maintenance_last_success_timestamp_seconds ${Date.parse(now) / 1000}`,
      'redress_maintenance_failures_total 1',
    ]),
  );
  await zone('Europe/London');
  await round('2026-03-17T10:00:00.000Z');
  expect(await scrape()).toContain('redress_maintenance_landlords_failed 0');
});

test('a round that is told to stop ends with the landlord it is at', async () => {
  const before = await scrape();
  const stopped = tending();
  const running = stopped.run();
  stopped.stop();
  await running;
  expect(await scrape()).toEqual(before);
});

test('a transaction that does not end holds the feed back, and the figure says for how long', async () => {
  expect(await scrape()).toContain('redress_feed_held_back_seconds 0');
  const other = openDatabase({ url: service.databaseUrl, poolSize: 1 });
  const idle = await other.pool.connect();
  await idle.query('begin');
  await idle.query('select pg_current_xact_id()');
  service.setNow('2026-03-18T10:00:00.000Z');
  const desk = await openDesk(service, 'westfield');
  await desk.log({ receivedOn: '2026-03-02' });
  await roundAmidWriters('2026-03-18T10:15:00.000Z');
  expect(await scrape()).toContain('redress_feed_held_back_seconds 900');
  await idle.query('rollback');
  idle.release();
  await other.close();
  await round('2026-03-18T11:15:00.000Z');
  expect(await scrape()).toContain('redress_feed_held_back_seconds 0');
});

test('a scrape asks the database nothing', async () => {
  const gone = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none' });
  const other = await serve(gone, undefined, { maintenance: metrics });
  const { status, text } = await other.as().get('/metrics');
  expect(status).toBe(200);
  expect(text).toContain('redress_complaints_open 9');
  await other.stop();
  await gone.close();
});
