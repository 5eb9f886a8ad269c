import { serve, type Served, startTestApp, type TestApp } from '../../support/app';

const CRM = 'https://crm.example.org';
const ORIGINS = [CRM, 'http://localhost:5173'];

let service: TestApp;
let open: Served;
let key: string;
beforeAll(async () => {
  service = await startTestApp();
  key = await service.platformKey();
  open = await serve(service.database, undefined, { http: { corsOrigins: ORIGINS } });
});
afterAll(async () => {
  await open.stop();
  await service.stop();
});

const preflight = (url: string, origin: string) =>
  fetch(`${url}/v1/landlords`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,idempotency-key',
    },
  });

test('a page of an origin that is on the list may ask first, and is told what it may send, without a key', async () => {
  for (const origin of ORIGINS) {
    const { status, headers } = await preflight(open.url, origin);
    expect([status, headers.get('access-control-allow-origin')]).toEqual([204, origin]);
    expect(headers.get('access-control-allow-methods')).toBe('GET, POST, PUT, DELETE');
    expect(headers.get('access-control-allow-headers')).toContain('Idempotency-Key');
    expect(headers.get('access-control-max-age')).toBe('600');
    expect(headers.get('vary')).toContain('Origin');
    expect(headers.has('access-control-allow-credentials')).toBe(false);
  }
});

test('its requests are answered for it alone, refusals included, with the headers it has to read', async () => {
  const good = await open.as(key).get('/v1/landlords').set('Origin', CRM);
  const bad = await open.as().get('/v1/landlords').set('Origin', CRM);
  expect([good.status, bad.status]).toEqual([200, 401]);
  for (const { headers } of [good, bad]) {
    expect(headers['access-control-allow-origin']).toBe(CRM);
    expect(headers['access-control-expose-headers']).toContain('ETag');
    expect(headers.vary).toContain('Origin');
  }
});

test.each([
  'https://crm.example.org.evil.example',
  'http://crm.example.org',
  'https://crm.example.org:8443',
  'null',
])('the origin %s is not on the list and is let through to nothing', async (origin) => {
  expect((await preflight(open.url, origin)).headers.has('access-control-allow-origin')).toBe(false);
  const { headers } = await open.as(key).get('/v1/landlords').set('Origin', origin);
  expect(headers).not.toHaveProperty('access-control-allow-origin');
  expect(headers.vary).toContain('Origin');
});

test('unless it is configured no page of any origin may call', async () => {
  const { status, headers } = await preflight(service.url, CRM);
  expect([status, headers.has('access-control-allow-origin')]).toEqual([405, false]);
  const asked = await service.as(key).get('/v1/landlords').set('Origin', CRM);
  expect(asked.headers).not.toHaveProperty('access-control-allow-origin');
});

test.each([
  ['/v1/landlords', {}, 405, 'GET, HEAD, POST'],
  ['/v1/landlords', { origin: CRM }, 405, 'GET, HEAD, POST'],
  ['/v1/landlords', { 'access-control-request-method': 'POST' }, 405, 'GET, HEAD, POST'],
  ['/nowhere', {}, 404, null],
  ['/v1/nowhere', { origin: CRM }, 404, null],
])(
  'an OPTIONS of %s that asks for nothing, with %j, gets what it gets without origins',
  async (path, headers, status, allow) => {
    for (const url of [open.url, service.url]) {
      const answer = await fetch(`${url}${path}`, { method: 'OPTIONS', headers });
      expect([answer.status, answer.headers.get('allow')]).toEqual([status, allow]);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }
  },
);
