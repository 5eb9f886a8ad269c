import { serve, startTestApp, type TestApp } from '../../support/app';

let service: TestApp;
beforeAll(async () => {
  service = await startTestApp();
});
afterAll(() => service.stop());

const SECURITY = {
  'content-security-policy': "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

test.each([
  ['what is found', '/v1/landlords', 200],
  ['what is not', '/v1/landlords/0b6f7e34-9f0e-4a52-8d3f-1c2f0e7a9b11', 404],
  ['what is refused', '/v1/landlords?limit=x', 400],
  ['what has no route', '/v1/nothing-here', 404],
])('%s goes out with the headers that keep a browser from misusing it', async (_, path, status) => {
  const answer = await service.as(await service.platformKey()).get(path);
  expect([answer.status, answer.headers]).toEqual([status, expect.objectContaining(SECURITY)]);
  expect(answer.headers['cache-control']).toBe('no-store');
  for (const name of ['server', 'x-powered-by', 'strict-transport-security', 'access-control-allow-origin'])
    expect(answer.headers).not.toHaveProperty(name);
});

test('a service behind TLS tells browsers to come by https for a year', async () => {
  const other = await serve(service.database, undefined, { http: { behindTls: true } });
  const { headers } = await other.as().get('/health/live');
  expect(headers['strict-transport-security']).toBe('max-age=31536000');
  await other.stop();
});

test.each(['/docs', '/docs/', '/docs/static/index.html', '/docs/static/swagger-initializer.js'])(
  'Swagger UI at %s may use its own files and this service, and nothing else',
  async (path) => {
    const { headers } = await service.as().get(path);
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';",
    );
    expect(headers['x-frame-options']).toBe('DENY');
  },
);
