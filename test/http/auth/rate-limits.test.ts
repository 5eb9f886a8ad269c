import { generateKey } from '../../../src/db/access/api-key-secret';
import type { Limits } from '../../../src/http/auth/rate-limits';
import { until } from '../../support/wait-until';
import { startTestApp, TEST_NOW, type TestApp } from '../../support/app';

const running: TestApp[] = [];
afterEach(async () => {
  for (const service of running.splice(0)) await service.stop();
});

async function limited(limits: Partial<Limits>, trustedProxies: string[] = []): Promise<TestApp> {
  const given = { requestsPerMinute: 1000, failuresPerMinute: 1000, ...limits };
  const service = await startTestApp(TEST_NOW, { limits: given, trustedProxies });
  running.push(service);
  return service;
}

const wrong = (service: TestApp, from?: string) => {
  const request = service.as('a-password-in-the-wrong-place').get('/v1/procedures');
  return from === undefined ? request : request.set('X-Forwarded-For', from);
};

test('each answer tells what is left, and past the limit one is told when to come again', async () => {
  const service = await limited({ requestsPerMinute: 2 });
  const landlordId = await service.landlord();
  const caller = service.as(await service.key(landlordId, ['reader']));
  const left: unknown[] = [];
  for (let n = 0; n < 2; n += 1) {
    const { status, headers } = await caller.get('/v1/procedures');
    left.push([status, headers['ratelimit-policy'], headers.ratelimit]);
  }
  expect(left).toEqual([
    [200, '"default";q=2;w=60', expect.stringMatching(/^"default";r=1;t=60$/)],
    [200, '"default";q=2;w=60', expect.stringMatching(/^"default";r=0;t=(59|60)$/)],
  ]);

  const { status, body, headers } = await caller.get('/v1/procedures');
  expect([status, body.type, body.code, body.detail, body.facts]).toEqual([
    429,
    'urn:redress:problem:quota-exceeded',
    'quota_exceeded',
    'At most 2 requests a minute are taken from one caller.',
    { violatedPolicies: ['default'] },
  ]);
  expect(Number(headers['retry-after'])).toBeGreaterThan(50);
  expect(headers.ratelimit).toMatch(/^"default";r=0;t=\d+$/);

  const other = service.as(await service.key(landlordId, ['reader']));
  expect((await other.get('/v1/procedures')).status).toBe(200);
});

test('a refusal for want of a role counts, and says what is left', async () => {
  const service = await limited({ requestsPerMinute: 1 });
  const caller = service.as(await service.key(await service.landlord(), ['scrutiny']));
  const first = await caller.get('/v1/complaints');
  expect([first.status, first.headers.ratelimit]).toEqual([403, '"default";r=0;t=60']);
  expect((await caller.get('/v1/complaints')).status).toBe(429);
});

test('with no limit nothing is said of one', async () => {
  const service = await limited({ requestsPerMinute: 0 });
  const { headers } = await service.as(await service.platformKey()).get('/v1/procedures');
  expect([headers.ratelimit, headers['ratelimit-policy']]).toEqual([undefined, undefined]);
});

test('what needs no key has no limit', async () => {
  const service = await limited({ requestsPerMinute: 1, failuresPerMinute: 1 });
  await wrong(service);
  for (let n = 0; n < 3; n += 1) expect((await service.as().get('/health/live')).status).toBe(200);
});

test('after too many wrong credentials nothing new from that address is tried', async () => {
  const service = await limited({ failuresPerMinute: 3 });
  const landlordId = await service.landlord();
  const inUse = service.as(await service.key(landlordId, ['reader']));
  expect((await inUse.get('/v1/procedures')).status).toBe(200);

  for (const bearer of ['guess', generateKey(landlordId).key, 'a.b.c'])
    expect((await service.as(bearer).get('/v1/procedures')).status).toBe(401);
  const { status, body, headers } = await wrong(service);
  expect([status, body.code, body.detail]).toEqual([
    429,
    'too_many_failures',
    'Too many requests with wrong credentials came from this address; after 3 within a minute no more is said of any.',
  ]);
  expect(Number(headers['retry-after'])).toBeGreaterThan(50);
  // A system at work behind the same address works on, also when a change of keys had it looked up anew, and
  // takes nothing off what is counted.
  expect((await inUse.get('/v1/procedures')).status).toBe(200);
  expect((await wrong(service)).status).toBe(429);
  // To send none is no guess.
  expect((await service.as().get('/v1/procedures')).status).toBe(401);
});

test('behind a proxy that is trusted each caller has its own address, and one without trust gives its own', async () => {
  const trusting = await limited({ failuresPerMinute: 1 }, ['127.0.0.1']);
  expect((await wrong(trusting, '198.51.100.7')).status).toBe(401);
  expect((await wrong(trusting, '198.51.100.7')).status).toBe(429);
  expect((await wrong(trusting, '198.51.100.8')).status).toBe(401);
  const plain = await limited({ failuresPerMinute: 1 });
  expect((await wrong(plain, '198.51.100.7')).status).toBe(401);
  expect((await wrong(plain, '198.51.100.8')).status).toBe(429);
});

test('the addresses of one IPv6 network count as one, however they are written; a word in their place is no failure', async () => {
  const service = await limited({ failuresPerMinute: 1 }, ['127.0.0.1']);
  const statuses: number[] = [];
  for (const from of [
    '2001:db8::1',
    '2001:DB8:0:0:ffff::2',
    '2001:db8:0:1::1',
    '::ffff:192.0.2.1',
    '192.0.2.1',
  ])
    statuses.push((await wrong(service, from)).status);
  expect(statuses).toEqual([401, 429, 401, 401, 429]);
  expect((await wrong(service, 'unknown')).status).toBe(401);
});

test.each([
  ['198.51.100.7:40000', '198.51.100.7:40001', '198.51.100.7'],
  ['[2001:db8::1]:40000', '[2001:db8::1]', '2001:db8::1'],
  ['unknown', 'x'.repeat(5000), '127.0.0.1'],
  ['9.9.9.9, unknown', '127.0.0.1:80', '127.0.0.1'],
  ['198.51.100.9:1, 127.0.0.1:2', 'junk, 198.51.100.9', '198.51.100.9'],
])(
  '%s and then %.30s come from the address they name, or from the proxy itself',
  async (first, second, address) => {
    const service = await limited({ failuresPerMinute: 1 }, ['127.0.0.1']);
    const landlordId = await service.landlord();
    const key = await service.key(landlordId, ['landlord-admin'], { name: 'behind a proxy' });
    expect((await wrong(service, first)).status).toBe(401);
    expect((await wrong(service, second)).status).toBe(429);
    await service.as(key).get('/v1/api-keys').set('X-Forwarded-For', first);
    await until('it is on record', async () => {
      const { body } = await service.as(key).get('/v1/access-log');
      return body.items.some((entry: { operation: string }) => entry.operation === 'listApiKeys');
    });
    const { body } = await service.as(key).get('/v1/access-log');
    const entry = body.items.find(({ operation }: { operation: string }) => operation === 'listApiKeys');
    expect(entry.address).toBe(address);
  },
);

test('a failure is logged with where it came from and why, and with no more of a key than its list shows', async () => {
  const service = await limited({});
  const { key, prefix } = generateKey(await service.landlord());
  await service.as(key).get('/v1/procedures');
  await wrong(service);
  const lines = service.log.filter(({ msg }) => msg === 'credentials refused');
  expect(lines.map(({ address, key: shown, reason }) => [address, shown, reason])).toEqual([
    ['127.0.0.1', prefix, 'This API key is unknown or revoked.'],
    ['127.0.0.1', null, 'This is no API key: a character is missing or mistyped.'],
  ]);
  const written = JSON.stringify(service.log);
  expect([written.includes(key.slice(31)), written.includes('a-password')]).toEqual([false, false]);
});
