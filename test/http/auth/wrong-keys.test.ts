import { uuidv7 } from 'uuidv7';
import { generateKey } from '../../../src/db/access/api-key-secret';
import { USUAL_LIMITS } from '../../../src/http/auth/rate-limits';
import { serve, startTestApp, TEST_NOW } from '../../support/app';
import { until } from '../../support/wait-until';

test('after a start, thirty wrong keys from an address lock no right key out', async () => {
  const before = await startTestApp();
  const landlordId = await before.landlord();
  const [used, unused] = [
    await before.key(landlordId, ['reader']),
    await before.key(landlordId, ['reader'], { expiresAt: '2026-03-02T10:30:00.000Z' }),
  ];
  expect((await before.as(used).get('/v1/procedures')).status).toBe(200);
  const after = await serve(before.database, TEST_NOW, { limits: USUAL_LIMITS });
  const statusOf = async (key: string) => (await after.as(key).get('/v1/procedures')).status;
  for (let n = 0; n < 30; n += 1) expect(await statusOf(generateKey(landlordId).key)).toBe(401);
  expect(await statusOf(generateKey(landlordId).key)).toBe(429);

  expect(await Promise.all([used, unused, await before.platformKey()].map(statusOf))).toEqual([
    200, 200, 200,
  ]);
  const made = before.as(await before.key(landlordId, ['landlord-admin']));
  const { body } = await made.post('/v1/api-keys', { name: 'made since', roles: ['reader'] });
  expect(await statusOf(body.key)).toBe(200);
  // A key that has run out says so, and one that was revoked is as unknown as one that never was.
  const late = await before.key(landlordId, ['reader'], { expiresAt: '2026-03-02T09:00:00.000Z' });
  expect(await statusOf(late)).toBe(401);
  await made.delete(`/v1/api-keys/${body.id}`);
  await until('the other process has heard of it', async () => (await statusOf(body.key)) !== 200);
  expect(await statusOf(body.key)).toBe(429);
  await after.stop();
  await before.stop();
});

test('past the limit wrong keys cost no look at the database each, whichever landlord they name', async () => {
  const limits = { requestsPerMinute: 0, failuresPerMinute: 1 };
  const service = await startTestApp(TEST_NOW, { limits });
  const landlordId = await service.landlord();
  expect((await service.as('a-password').get('/v1/procedures')).status).toBe(401);
  let looks = 0;
  const { pool } = service.database;
  pool.on('acquire', () => {
    looks += 1;
  });
  const begun = performance.now();
  const guesses = Array.from({ length: 200 }, (_, n) => generateKey(n % 2 ? landlordId : uuidv7()).key);
  const answered = await Promise.all(
    guesses.map(async (key) => (await service.as(key).get('/v1/procedures')).status),
  );
  expect(new Set(answered)).toEqual(new Set([429]));
  // Of the landlords and of this one's keys, once a second each; the rest is the service's own.
  expect(looks).toBeLessThanOrEqual(2 * Math.ceil((performance.now() - begun) / 1000) + 6);
  await service.stop();
});
