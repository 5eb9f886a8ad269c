import { serve, startTestApp, type TestApp } from '../../support/app';
import { until } from '../../support/wait-until';

let service: TestApp;
let key: string;
beforeAll(async () => {
  service = await startTestApp();
  key = await service.platformKey();
});
afterAll(() => service.stop());

/** As a computation that will not end would. */
function blockTheLoop(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

test('a process that is behind with its work sends requests away with 503, and takes them again once it has caught up', async () => {
  const other = await serve(service.database, undefined, { http: { maxEventLoopDelayMs: 150 } });
  const caller = other.as(key);
  expect((await caller.get('/v1/landlords')).status).toBe(200);
  // For a second, the time over which the delay is measured, the loop hardly turns.
  let statuses: number[] = [];
  let shed: Awaited<ReturnType<typeof caller.get>> | undefined;
  for (let round = 0; round < 40 && !shed; round += 1) {
    blockTheLoop(500);
    const answer = await caller.get('/v1/landlords');
    statuses = [...statuses, answer.status];
    if (answer.status === 503) shed = answer;
  }
  expect(new Set(statuses)).toEqual(new Set([200, 503]));
  expect([shed?.body.code, shed?.headers['retry-after'], shed?.headers['content-type']]).toEqual([
    'unavailable',
    '5',
    expect.stringMatching(/^application\/problem\+json/),
  ]);
  expect(shed?.body.detail).toBe('The service has more to do than it can just now.');
  for (const path of ['/health/live', '/health/ready', '/metrics'])
    expect([path, (await other.as().get(path)).status]).toEqual([path, 200]);
  await until('it takes requests again', async () => (await caller.get('/v1/landlords')).status === 200);
  await other.stop();
});

test('a heap fuller than the threshold sends requests away too', async () => {
  const other = await serve(service.database, undefined, { http: { maxHeapBytes: 1 } });
  await until(
    'it sends requests away',
    async () => (await other.as(key).get('/v1/landlords')).status === 503,
  );
  expect((await other.as().get('/health/ready')).status).toBe(200);
  await other.stop();
});
