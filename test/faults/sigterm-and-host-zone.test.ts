import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtService } from '../support/built-service';
import { createEmptyDatabase } from '../support/database';
import { LEAST } from '../support/landlord-desk';
import { landlordAt, send } from '../support/landlord-over-http';
import { startService } from '../support/running-service';
import { expectStoredEqualsReplay } from '../support/whole-record';

// At once and not in a hook: on a busy machine the compiler may take longer than a hook may.
const built = builtService();
let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'redress stopped '));
});
afterAll(() => {
  rmSync(cwd, { recursive: true, force: true });
});

test('on SIGTERM what is under way is answered, what never ends is cut off at the bound, and the process leaves with 0', async () => {
  const { url: databaseUrl, drop } = await createEmptyDatabase();
  const env = { DATABASE_URL: databaseUrl, HOST: '127.0.0.1', REDRESS_DRAIN_SECONDS: '1' };
  const service = await startService(built, cwd, env);
  const { landlordId, key, database } = await landlordAt(service.url, databaseUrl);

  // A body that never comes whole.
  const { hostname, port } = new URL(service.url);
  const endless = connect(Number(port), hostname);
  endless.on('error', () => undefined);
  let lastWords = '';
  endless.on('data', (bytes) => {
    lastWords += String(bytes);
  });
  endless.write(
    `POST /v1/complaints HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{`,
  );
  const cut = once(endless, 'close').then(() => performance.now());
  const answers: Promise<number | null>[] = [];
  for (let n = 0; n < 30; n += 1) {
    const body = { ...LEAST, receivedOn: '2026-03-02' };
    const sent = send({ url: service.url, key }, 'POST', '/v1/complaints', { body });
    answers.push(sent.then(({ status }) => status).catch(() => null));
  }
  // On a busy machine the first takes long to be begun with; by its answer the others are under way.
  await Promise.race(answers);
  const told = performance.now();
  const ending = service.end('SIGTERM');
  const statuses = await Promise.all(answers);
  expect((await cut) - told).toBeGreaterThan(900);
  expect(lastWords).toContain('HTTP/1.1 503 ');
  expect(await ending).toBe(0);
  expect(service.output()).toContain('Redress has stopped.');

  expect(new Set(statuses.filter((status) => status !== null && status !== 503))).toEqual(new Set([201]));
  const rows = await database.of(landlordId).query({
    text: 'select id from complaints where landlord_id = $1',
    values: [landlordId],
  });
  expect(rows).toHaveLength(statuses.filter((status) => status === 201).length);
  await expectStoredEqualsReplay(database, landlordId);
  await database.close();
  await drop();
});

test('the zone of the host changes no date: Auckland, New York and Kathmandu answer letter for letter alike', async () => {
  const { url: databaseUrl, drop } = await createEmptyDatabase();
  const answers: unknown[] = [];
  let landlord: Awaited<ReturnType<typeof landlordAt>> | undefined;
  for (const TZ of ['Pacific/Auckland', 'America/New_York', 'Asia/Kathmandu']) {
    const service = await startService(built, cwd, { DATABASE_URL: databaseUrl, HOST: '127.0.0.1', TZ });
    landlord ??= await landlordAt(service.url, databaseUrl);
    const dates = [];
    // Late in the evening, in summer and winter, and around the change of the clocks.
    for (const receivedAt of [
      '2025-07-31T23:30:00Z',
      '2025-12-31T23:59:59Z',
      '2026-03-29T00:59:59Z',
      '2025-10-26T00:30:00+01:00',
    ]) {
      const body = { ...LEAST, receivedAt };
      const { status, text } = await send({ url: service.url, key: landlord.key }, 'POST', '/v1/complaints', {
        body,
      });
      const { receivedOn, clocks } = JSON.parse(text);
      dates.push([status, receivedAt, receivedOn, clocks]);
    }
    answers.push(dates);
    expect(await service.end('SIGTERM')).toBe(0);
  }
  expect(JSON.stringify(answers[0])).toContain('"2025-08-01"');
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
  await landlord?.database.close();
  await drop();
});
