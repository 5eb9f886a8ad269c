import { openDatabase } from '../../src/db/client';
import { Rounds } from '../../src/http/rounds';
import { startMaintenance } from '../../src/maintenance';
import type { Instant } from '../../src/policy/local-date';
import { serve, startTestApp, type TestApp } from '../support/app';
import { openDesk } from '../support/desk';

const rounds = new Rounds();
let service: TestApp;
beforeAll(async () => {
  service = await startTestApp(undefined, { rounds });
});
afterAll(() => service.stop());

/** One round, as the service makes it when it starts. */
async function round(now: string): Promise<unknown[]> {
  const failures: unknown[] = [];
  await startMaintenance(
    service.database,
    () => now as Instant,
    rounds,
    (error) => failures.push(error),
  ).stop();
  return failures;
}

const OURS = /^redress_(?:maintenance|complaints|clocks|idempotency)_.*$/gm;
const scrape = async (): Promise<string[]> => {
  const { status, text } = await service.as().get('/metrics');
  expect(status).toBe(200);
  return text.match(OURS) ?? [];
};

test('before the first round nothing is counted, and nothing is said to be zero', async () => {
  expect(await scrape()).toEqual(['redress_maintenance_failures_total 0']);
});

test('without a complaint there is a zero for each kind of a landlord’s own dates, and nothing for a resident’s', async () => {
  expect(await round('2026-03-02T10:00:00.000Z')).toEqual([]);
  const lines = await scrape();
  expect(lines).toContain('redress_maintenance_last_success_timestamp_seconds 1772445600');
  expect(lines).toContain('redress_complaints_open 0');
  expect(lines).toContain('redress_idempotency_answers_kept 0');
  expect(lines).toContain('redress_clocks_running{kind="acknowledge"} 0');
  expect(lines).toContain('redress_clocks_overdue{kind="respond"} 0');
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
  expect(await scrape()).toContain('redress_complaints_open 0');

  await round('2026-03-09T23:00:00.000Z');
  expect(await scrape()).toEqual(
    expect.arrayContaining([
      'redress_complaints_open 5',
      'redress_clocks_running{kind="acknowledge"} 5',
      'redress_clocks_overdue{kind="acknowledge"} 0',
    ]),
  );
  await round('2026-03-10T00:00:00.000Z');
  expect(await scrape()).toContain('redress_clocks_overdue{kind="acknowledge"} 5');
  expect((await scrape()).join()).not.toMatch(/landlord|[0-9a-f]{8}-[0-9a-f]{4}/);
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

test('a round that fails is counted and told of, and the figures of the last good one stay', async () => {
  const before = await scrape();
  const gone = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none' });
  const failures: unknown[] = [];
  const maintenance = startMaintenance(
    gone,
    () => '2026-03-14T10:00:00.000Z' as Instant,
    rounds,
    (error) => failures.push(error),
  );
  await maintenance.stop();
  await gone.close();
  expect(failures).toHaveLength(1);
  const told = (line: string) =>
    line.replace('redress_maintenance_failures_total 0', 'redress_maintenance_failures_total 1');
  expect(await scrape()).toEqual(before.map(told));
});

test('a scrape asks the database nothing', async () => {
  const gone = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none' });
  const other = await serve(gone, undefined, { rounds });
  const { status, text } = await other.as().get('/metrics');
  expect(status).toBe(200);
  expect(text).toContain('redress_complaints_open 5');
  await other.stop();
  await gone.close();
});
