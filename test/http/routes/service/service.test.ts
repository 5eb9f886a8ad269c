import { generateKey } from '../../../../src/db/access/api-key-secret';
import { openDatabase } from '../../../../src/db/connection/client';
import { serve, startTestApp, type TestApp } from '../../../support/app';

let service: TestApp;
beforeAll(async () => {
  service = await startTestApp();
});
afterAll(() => service.stop());

const logged = (requestId: string) => service.log.filter((line) => line.requestId === requestId);

test('it says that it is live and ready, without a key', async () => {
  const live = await service.as().get('/health/live');
  expect([live.status, live.body]).toEqual([200, { status: 'live' }]);
  const ready = await service.as().get('/health/ready');
  expect([ready.status, ready.body]).toEqual([200, { status: 'ready' }]);
});

test('without its database it is live and not ready, and other requests answer 503 with the time to try again', async () => {
  const database = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none' });
  const other = await serve(database);
  const { key } = generateKey('0b6f7e34-9f0e-4a52-8d3f-1c2f0e7a9b11');
  expect((await other.as().get('/health/live')).status).toBe(200);
  const ready = await other.as().get('/health/ready');
  expect([ready.status, ready.body.code]).toEqual([503, 'unavailable']);
  const landlords = await other.as(key).get('/v1/landlords');
  expect([landlords.status, landlords.body.code, landlords.headers['retry-after']]).toEqual([
    503,
    'unavailable',
    '5',
  ]);
  expect(landlords.body.detail).toBe('The database cannot be reached.');
  await other.stop();
  await database.close();
});

test('figures are labelled by the route as declared, never by the path as written', async () => {
  await service.as().get('/v1/landlords/0b6f7e34-9f0e-4a52-8d3f-1c2f0e7a9b11');
  const { status, text, headers } = await service.as().get('/metrics');
  expect(status).toBe(200);
  expect(headers['content-type']).toMatch(/^text\/plain/);
  expect(text).toContain(
    'redress_http_request_duration_seconds_count{method="GET",route="/v1/landlords/:id",status="401"} 1',
  );
  expect(text).toMatch(/redress_database_connections\{state="idle"\} \d/);
  expect(text).toContain('process_resident_memory_bytes');
  expect(text).not.toContain('0b6f7e34');
});

test('the request id of the caller comes back and stands in the log with the trace; an unusable one is replaced', async () => {
  const given = await service
    .as()
    .get('/health/live')
    .set('X-Request-Id', 'crm-2026-03-02.77')
    .set('traceparent', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
  expect(given.headers['x-request-id']).toBe('crm-2026-03-02.77');
  expect(logged('crm-2026-03-02.77')).toEqual([
    expect.objectContaining({
      msg: 'request',
      method: 'GET',
      route: '/health/live',
      status: 200,
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    }),
  ]);
  const bad = await service.as().get('/health/live').set('X-Request-Id', 'a b"c');
  expect(bad.headers['x-request-id']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
});

test('no log line holds a key, a query, a body or a path as written', async () => {
  const key = await service.platformKey();
  await service.as(key).get('/v1/landlords?text=Mrs+Nakamura');
  await service
    .as(key)
    .post('/v1/landlords', { name: 'Mrs Nakamura', division: 'scotland', unknown: 'Mrs Nakamura' });
  await service.as(key).get('/v1/Nakamura');
  const lines = JSON.stringify(service.log);
  expect(lines).not.toContain('Nakamura');
  expect(lines).not.toContain(key);
});

test('answers under /v1 are not to be kept by any cache, and nothing names the server', async () => {
  const { headers } = await service.as(await service.platformKey()).get('/v1/landlords');
  expect(headers['cache-control']).toBe('no-store');
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers).not.toHaveProperty('server');
  expect(headers).not.toHaveProperty('x-powered-by');
});

test('an unknown path answers 404, a known one with another method 405 and the methods it takes', async () => {
  const absent = await service.as().get('/v1/nothing-here');
  expect([absent.status, absent.body.code]).toEqual([404, 'no_such_path']);
  const wrong = await service.as().delete('/v1/landlords');
  expect([wrong.status, wrong.body.code, wrong.headers.allow]).toEqual([
    405,
    'method_not_allowed',
    'GET, HEAD, POST',
  ]);
  expect(wrong.body.allowed).toEqual({ methods: ['GET', 'HEAD', 'POST'] });
  const other = await service.as().delete('/v1/landlords/0b6f7e34-9f0e-4a52-8d3f-1c2f0e7a9b11');
  expect(other.headers.allow).toBe('GET, HEAD, PUT');
});

test('a problem is a whole RFC 9457 document', async () => {
  const { status, headers, body } = await service
    .as()
    .get('/v1/landlords?limit=1')
    .set('X-Request-Id', 'problem-0001');
  expect(status).toBe(401);
  expect(headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(body).toEqual({
    type: 'urn:redress:problem:unauthenticated',
    title: 'A valid API key or access token is needed',
    status: 401,
    code: 'unauthenticated',
    documentation: '/v1/problem-codes/unauthenticated',
    detail: 'Send an API key: Authorization: Bearer rdr_…, or X-API-Key: rdr_…',
    instance: '/v1/landlords',
    requestId: 'problem-0001',
  });
});

test('Swagger UI and its parts are served, without telling a browser to use https', async () => {
  const page = await service.as().get('/docs/').redirects(1);
  expect(page.status).toBe(200);
  expect(page.text).toContain('swagger-ui');
  expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  expect(page.headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
  const settings = await service.as().get('/docs/static/swagger-initializer.js');
  expect(settings.text).toContain('"persistAuthorization":false');
  expect((await service.as().get('/docs/static/swagger-ui-bundle.js')).status).toBe(200);
  expect((await service.as().get('/docs/json')).body.openapi).toBe('3.1.0');
});
