import { ROLES } from '../../../src/policy/rules/roles';
import { generateKey } from '../../../src/db/access/api-key-secret';
import { openDatabase } from '../../../src/db/connection/client';
import { serve, startTestApp, TEST_NOW, type TestApp } from '../../support/app';
import { until } from '../../support/wait-until';

let service: TestApp;
let landlordId: string;
beforeAll(async () => {
  service = await startTestApp();
  landlordId = await service.landlord();
});
afterAll(() => service.stop());

async function refusal(authorization: string) {
  const answer = await service.as().get('/v1/procedures').set('Authorization', authorization);
  return [answer.status, answer.body.code, answer.body.detail, answer.headers['www-authenticate']];
}

test('without a key the answer says how to send one', async () => {
  const { status, headers } = await service.as().get('/v1/procedures');
  expect([status, headers['www-authenticate']]).toEqual([401, 'Bearer realm="redress"']);
});

test('a header that is no bearer key, and a mistyped key, are told apart from an unknown one', async () => {
  const challenge = 'Bearer realm="redress", error="invalid_token"';
  expect(await refusal('Basic dXNlcjpwYXNz')).toEqual([
    401,
    'unauthenticated',
    'The Authorization header has to read: Bearer, a space, the API key.',
    challenge,
  ]);
  const key = await service.key(landlordId, ['reader']);
  const mistyped = key.replace(/.$/, (last) => (last === 'x' ? 'y' : 'x'));
  const noKey = 'This is no API key: a character is missing or mistyped.';
  expect(await refusal(`Bearer ${mistyped}`)).toEqual([401, 'unauthenticated', noKey, challenge]);
  expect(await refusal(`Bearer ${key.slice(0, -1)}`)).toEqual([401, 'unauthenticated', noKey, challenge]);
  expect(await refusal('Bearer rdr_zzzzzzzzzzzzzzzzzzzzzz_x_y')).toEqual([
    401,
    'unauthenticated',
    noKey,
    challenge,
  ]);
  expect(await refusal(`Bearer ${generateKey(landlordId).key}`)).toEqual([
    401,
    'unauthenticated',
    'This API key is unknown or revoked.',
    challenge,
  ]);
});

test('a key is taken in X-API-Key too, but not beside another credential, and no token is', async () => {
  const key = await service.key(landlordId, ['reader']);
  const send = (headers: Record<string, string>) => service.as().get('/v1/procedures').set(headers);
  expect((await send({ 'X-API-Key': ` ${key} ` })).status).toBe(200);
  const { status, body, headers } = await send({ 'X-API-Key': generateKey(landlordId).key });
  expect([status, body.detail, headers['www-authenticate']]).toEqual([
    401,
    'This API key is unknown or revoked.',
    'Bearer realm="redress", error="invalid_token"',
  ]);
  expect((await send({ 'X-API-Key': key, Authorization: 'Basic dXNlcjpwYXNz' })).status).toBe(200);
  const both = await send({ 'X-API-Key': key, Authorization: `Bearer ${key}` });
  expect([both.status, both.body.detail]).toEqual([
    401,
    'Send either Authorization or X-API-Key, and not both.',
  ]);
  for (const other of ['', `Bearer ${key}`, 'eyJhbGciOiJub25lIn0.e30.']) {
    const refused = await send({ 'X-API-Key': other });
    expect([other, refused.status, refused.body.detail]).toEqual([
      other,
      401,
      'X-API-Key takes an API key, which begins with rdr_.',
    ]);
  }
});

test('the word Bearer is read in any case', async () => {
  const key = await service.key(landlordId, ['reader']);
  const { status } = await service.as().get('/v1/procedures').set('Authorization', `bearer ${key}`);
  expect(status).toBe(200);
});

test('a key works until the moment it expires', async () => {
  const key = await service.key(landlordId, ['reader'], { expiresAt: '2026-03-02T12:00:00.000Z' });
  service.setNow('2026-03-02T11:59:59.999Z');
  expect((await service.as(key).get('/v1/procedures')).status).toBe(200);
  service.setNow('2026-03-02T12:00:00.000Z');
  expect((await refusal(`Bearer ${key}`)).slice(0, 3)).toEqual([
    401,
    'unauthenticated',
    'This API key expired at 2026-03-02T12:00:00.000Z.',
  ]);
  service.setNow(TEST_NOW);
});

test('a revoked key fails at once, in this process and in any other', async () => {
  const database = openDatabase({ url: service.databaseUrl, poolSize: 2 });
  const other = await serve(database);
  const key = await service.key(landlordId, ['reader'], { name: 'CRM plug-in' });
  const asOther = async () => (await other.as(key).get('/v1/procedures')).status;
  expect((await service.as(key).get('/v1/procedures')).status).toBe(200);
  expect(await asOther()).toBe(200);

  const admin = service.as(await service.key(landlordId, ['landlord-admin']));
  const { body } = await admin.get('/v1/api-keys?limit=200');
  const { id } = body.items.find((item: { name: string }) => item.name === 'CRM plug-in');
  expect((await admin.delete(`/v1/api-keys/${id}`)).status).toBe(204);
  expect((await service.as(key).get('/v1/procedures')).status).toBe(401);
  // The news travels with the commit; a few milliseconds are the network's.
  await until('the other fails it', async () => (await asOther()) === 401);
  await other.stop();
  await database.close();
});

test('a key whose changes can no longer be heard of is asked of the database each time, and then heard of again', async () => {
  const key = await service.key(landlordId, ['reader']);
  expect((await service.as(key).get('/v1/procedures')).status).toBe(200);
  await service.owner.query({
    text: `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'redress-changes'`,
  });
  await until('it says so', () =>
    service.log.some(({ msg }) => msg === 'no longer told of changes; listening anew'),
  );
  await service.owner.query({
    text: 'update api_keys set revoked_at = now() where landlord_id = $1',
    values: [landlordId],
  });
  expect((await service.as(key).get('/v1/procedures')).status).toBe(401);
});

test('when a key was last used is noted', async () => {
  const other = await startTestApp();
  const owner = await other.landlord();
  const admin = other.as(await other.key(owner, ['landlord-admin']));
  await admin.get('/v1/procedures');
  const used = async () => (await admin.get('/v1/api-keys')).body.items[0].lastUsedAt;
  await until('it is noted', async () => (await used()) !== null);
  expect(await used()).toBe('2026-03-02T10:00:00.000Z');
  await other.stop();
});

/** Each platform route with the statuses the six roles get, in the order of ROLES. */
const ROUTES: [method: 'get' | 'post' | 'put' | 'delete', path: string, statuses: number[]][] = [
  ['post', '/v1/landlords', [400, 403, 403, 403, 403, 403]],
  ['get', '/v1/landlords', [200, 200, 200, 200, 200, 200]],
  ['get', '/v1/landlords/nonsense', [400, 400, 400, 400, 400, 400]],
  ['put', '/v1/landlords/nonsense', [400, 400, 403, 403, 403, 403]],
  ['post', '/v1/api-keys', [400, 400, 403, 403, 403, 403]],
  ['get', '/v1/api-keys', [200, 200, 403, 403, 403, 403]],
  ['post', '/v1/api-keys/nonsense/rotations', [400, 400, 403, 403, 403, 403]],
  ['delete', '/v1/api-keys/nonsense', [400, 400, 403, 403, 403, 403]],
  ['get', '/v1/procedures', [200, 200, 200, 200, 200, 200]],
  ['get', '/v1/procedures/none-such', [404, 404, 404, 404, 404, 404]],
  ['get', '/v1/policies', [403, 200, 200, 200, 200, 200]],
  ['put', '/v1/policies/x', [403, 400, 403, 403, 403, 403]],
  ['get', '/v1/policies/x', [403, 404, 404, 404, 404, 404]],
  ['get', '/v1/calendars/scotland', [200, 200, 200, 200, 200, 200]],
  ['get', '/v1/closures', [403, 200, 200, 200, 200, 200]],
  ['put', '/v1/closures', [403, 400, 403, 403, 403, 403]],
  ['get', '/v1/working-days', [400, 400, 400, 400, 400, 400]],
];

test.each(ROUTES)(
  '%s %s lets in the roles it names and no others, and nobody without a key',
  async (method, path, statuses) => {
    const owner = await service.landlord();
    const platform = await service.platformKey();
    const answered: number[] = [];
    for (const role of ROLES) {
      const key = role === 'platform-admin' ? platform : await service.key(owner, [role]);
      answered.push((await service.as(key)[method](path)).status);
    }
    expect(answered).toEqual(statuses);
    expect((await service.as()[method](path)).status).toBe(401);
  },
);

test('a refusal for want of a role names the roles that may', async () => {
  const key = await service.key(await service.landlord(), ['reader', 'handler']);
  const { status, body } = await service.as(key).post('/v1/landlords', { name: 'x', division: 'scotland' });
  expect([status, body.code, body.detail, body.allowed]).toEqual([
    403,
    'forbidden',
    'This needs one of the roles platform-admin; the key has reader, handler.',
    { roles: ['platform-admin'] },
  ]);
});
