import { type Role, ROLES } from '../../../src/policy/rules/roles';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, openDesk } from '../../support/landlord-desk';

interface Described {
  readonly security: { readonly apiKey?: []; readonly accessToken?: [] }[];
  readonly 'x-roles'?: Role[];
}
type Method = 'get' | 'post' | 'put' | 'delete';

let service: TestApp;
let desk: Desk;
let operations: { method: Method; path: string; security: Described['security']; roles: Role[] | null }[];
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'westfield');
  const { body } = await service.as().get('/openapi.json');
  operations = Object.entries(body.paths as Record<string, Record<string, Described>>).flatMap(
    ([path, methods]) =>
      // The document names each method in small letters, as the caller of the tests does.
      Object.entries(methods).map(([method, { security, 'x-roles': roles = null }]) => ({
        method: method as Method,
        path,
        security,
        roles,
      })),
  );
});
afterAll(() => service.stop());

const NONE = '01920000-0000-7000-8000-00000000dead';
const asked = (path: string): string => path.replace(/\{n\}/g, '1').replace(/\{\w+\}/g, NONE);

test.each(ROLES)(
  '%s gets past the door of exactly the operations that the description names it for',
  async (role) => {
    const key =
      role === 'platform-admin' ? await service.platformKey() : await service.key(desk.landlordId, [role]);
    const wrong: unknown[] = [];
    for (const { method, path, roles } of operations) {
      // A body that no operation takes: whoever may call is told so, and nothing changes.
      const { status } = await service
        .as(key)
        [method](asked(path), method === 'get' ? undefined : { unknown: 1 });
      const named = roles === null || roles.includes(role);
      if (named ? [401, 403, 500].includes(status) : status !== 403) wrong.push([method, path, status]);
    }
    expect(operations.length).toBeGreaterThan(60);
    expect(wrong).toEqual([]);
  },
);

test('no operation but those about the service itself answers without credentials', async () => {
  const open: string[] = [];
  for (const { method, path } of operations) {
    const { status } = await service.as()[method](asked(path));
    if (status !== 401) open.push(path);
  }
  expect(open.sort()).toEqual([
    '/',
    '/health/live',
    '/health/ready',
    '/metrics',
    '/openapi.json',
    '/v1',
    '/v1/problem-codes',
    '/v1/problem-codes/{code}',
  ]);
});

test('an access token is taken for what a key is, save for running the platform', () => {
  for (const { path, security, roles } of operations) {
    const byToken = roles?.some((role) => role !== 'platform-admin') ?? false;
    const expected =
      roles === null ? [] : [{ apiKey: [] }, { apiKeyHeader: [] }, ...(byToken ? [{ accessToken: [] }] : [])];
    expect([path, security]).toEqual([path, expected]);
  }
});

test('scrutiny is let in to nothing about a single case', () => {
  const single = operations.filter(({ roles }) => roles?.includes('scrutiny'));
  expect(single.length).toBeGreaterThan(0);
  expect(single.filter(({ path }) => /complaints|contacts|clocks|events|access/.test(path))).toEqual([]);
});
