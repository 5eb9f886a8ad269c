import { type Caller, startTestApp, type TestApp } from '../../../support/app';

const ABSENT = '0b6f7e34-9f0e-4a52-8d3f-1c2f0e7a9b11';

let service: TestApp;
let platform: Caller;
let landlordId: string;
let admin: Caller;
beforeAll(async () => {
  service = await startTestApp();
  platform = service.as(await service.platformKey());
});
beforeEach(async () => {
  service.setNow('2026-03-02T10:00:00.000Z');
  landlordId = await service.landlord();
  admin = service.as(await service.key(landlordId, ['landlord-admin'], { name: 'administrator' }));
});

test('a key is shown once, works with its roles, and is listed without itself', async () => {
  const { status, body } = await admin.post('/v1/api-keys', { name: 'CRM', roles: ['reader', 'handler'] });
  expect(status).toBe(201);
  const { key, ...shown } = body;
  expect(shown).toEqual({
    id: expect.any(String),
    landlordId,
    name: 'CRM',
    prefix: key.slice(0, 31),
    roles: ['reader', 'handler'],
    person: null,
    only: null,
    expiresAt: null,
    revokedAt: null,
    lastUsedAt: null,
    createdAt: '2026-03-02T10:00:00.000Z',
    createdBy: expect.stringMatching(/^key:administrator#[0-9a-f-]{36}$/),
  });
  const policies = await service.as(key).get('/v1/policies');
  expect(policies.status).toBe(200);
  const listed = await admin.get('/v1/api-keys');
  expect(listed.text).not.toContain(key.slice(31));
  expect(listed.body.items.map((item: { name: string }) => item.name)).toEqual(['administrator', 'CRM']);
});

test("the platform's key makes a landlord's first key, and its own", async () => {
  const first = await platform.post('/v1/api-keys', { name: 'First', roles: ['landlord-admin'], landlordId });
  expect([first.status, first.body.landlordId]).toEqual([201, landlordId]);
  expect((await service.as(first.body.key).get('/v1/api-keys')).body.items).toHaveLength(2);
  const own = await platform.post('/v1/api-keys', { name: 'Deployment', roles: ['platform-admin'] });
  expect([own.status, own.body.landlordId]).toEqual([201, null]);
  expect((await platform.get(`/v1/api-keys?landlordId=${landlordId}`)).body.items).toHaveLength(2);
});

test('roles have to fit the owner of the key', async () => {
  const rise = await admin.post('/v1/api-keys', { name: 'Rise', roles: ['reader', 'platform-admin'] });
  expect([rise.status, rise.body.errors]).toEqual([
    422,
    [
      {
        in: 'body',
        pointer: '/roles/1',
        detail:
          "platform-admin is not for a landlord's key; allowed: landlord-admin, complaints-officer, handler, reader, scrutiny",
        allowed: ['landlord-admin', 'complaints-officer', 'handler', 'reader', 'scrutiny'],
      },
    ],
  ]);
  const look = await platform.post('/v1/api-keys', { name: 'Look', roles: ['reader'] });
  expect([look.status, look.body.errors[0].pointer]).toEqual([422, '/roles/0']);
});

test('a landlord cannot make a key for another landlord, which looks the same as for one that does not exist', async () => {
  const other = await service.landlord();
  const forOther = await admin.post('/v1/api-keys', { name: 'x', roles: ['reader'], landlordId: other });
  const forNone = await platform.post('/v1/api-keys', { name: 'x', roles: ['reader'], landlordId: ABSENT });
  const errors = [{ in: 'body', pointer: '/landlordId', detail: 'no such landlord is visible to this key' }];
  expect([forOther.status, forOther.body.errors]).toEqual([422, errors]);
  expect([forNone.status, forNone.body.errors]).toEqual([422, errors]);
  expect((await admin.get(`/v1/api-keys?landlordId=${other}`)).status).toBe(404);
});

test('a key that would have expired already is refused', async () => {
  const { status, body } = await admin.post('/v1/api-keys', {
    name: 'Late',
    roles: ['reader'],
    expiresAt: '2026-03-02T10:00:00Z',
  });
  expect([status, body.errors]).toEqual([
    422,
    [{ in: 'body', pointer: '/expiresAt', detail: 'must be after now, 2026-03-02T10:00:00.000Z' }],
  ]);
});

test('after a rotation both keys work until the overlap ends, then only the new one', async () => {
  const old = (await admin.post('/v1/api-keys', { name: 'HMS', roles: ['reader'] })).body;
  expect((await service.as(old.key).get('/v1/policies')).status).toBe(200);
  const { status, body } = await admin.post(`/v1/api-keys/${old.id}/rotations`, { overlapHours: 2 });
  expect([status, body.name, body.roles, body.expiresAt]).toEqual([201, 'HMS', ['reader'], null]);
  expect(body.id).not.toBe(old.id);

  service.setNow('2026-03-02T11:59:59.000Z');
  expect((await service.as(old.key).get('/v1/policies')).status).toBe(200);
  service.setNow('2026-03-02T12:00:00.000Z');
  expect((await service.as(old.key).get('/v1/policies')).status).toBe(401);
  expect((await service.as(body.key).get('/v1/policies')).status).toBe(200);
});

test('with no overlap the old key ends at once', async () => {
  const old = (await admin.post('/v1/api-keys', { name: 'HMS', roles: ['reader'] })).body;
  expect((await service.as(old.key).get('/v1/policies')).status).toBe(200);
  await admin.post(`/v1/api-keys/${old.id}/rotations`, { overlapHours: 0 });
  expect((await service.as(old.key).get('/v1/policies')).status).toBe(401);
});

test('ten rotations of one key at once make one key, and whoever comes later is told which', async () => {
  for (const details of [{}, { expiresAt: '2026-03-02T12:00:00.000Z' }]) {
    const old = (await admin.post('/v1/api-keys', { name: 'HMS', roles: ['reader'], ...details })).body;
    const rotate = () => admin.post(`/v1/api-keys/${old.id}/rotations`, { overlapHours: 24 });
    const answers = await Promise.all(Array.from({ length: 10 }, rotate));
    const [made, ...others] = answers.filter(({ status }) => status === 201);
    expect([made?.status, others]).toEqual([201, []]);
    for (const { status, body } of [...answers.filter((answer) => answer !== made), await rotate()])
      expect([status, body.code, body.facts]).toEqual([409, 'key_replaced', { replacedBy: made?.body.id }]);
    // A key whose answer was lost is replaced by way of the one that has its place.
    expect((await admin.post(`/v1/api-keys/${made?.body.id}/rotations`, {})).status).toBe(201);
    for (const { key } of [old, made?.body])
      expect((await service.as(key).get('/v1/policies')).status).toBe(200);
  }
  const { items } = (await admin.get('/v1/api-keys')).body;
  expect(items.filter(({ name }: { name: string }) => name === 'HMS')).toHaveLength(6);
});

test('a revoked key cannot be rotated, and revoking it again changes nothing', async () => {
  const { id, key } = (await admin.post('/v1/api-keys', { name: 'HMS', roles: ['reader'] })).body;
  const revoked = await admin.delete(`/v1/api-keys/${id}`);
  expect([revoked.status, revoked.text]).toEqual([204, '']);
  expect((await service.as(key).get('/v1/policies')).status).toBe(401);
  service.setNow('2026-03-02T11:00:00.000Z');
  expect((await admin.delete(`/v1/api-keys/${id}`)).status).toBe(204);
  const { body } = await admin.get('/v1/api-keys');
  expect(body.items[1].revokedAt).toBe('2026-03-02T10:00:00.000Z');
  const rotation = await admin.post(`/v1/api-keys/${id}/rotations`, {});
  expect([rotation.status, rotation.body.code]).toEqual([409, 'key_not_active']);
});

test("another landlord's key answers like one that does not exist", async () => {
  const other = service.as(await service.key(await service.landlord(), ['landlord-admin']));
  const { id } = (await admin.post('/v1/api-keys', { name: 'HMS', roles: ['reader'] })).body;
  for (const wanted of [id, ABSENT]) {
    expect((await other.delete(`/v1/api-keys/${wanted}`)).status).toBe(404);
    expect((await other.post(`/v1/api-keys/${wanted}/rotations`, {})).status).toBe(404);
    expect((await other.delete(`/v1/api-keys/${wanted}?landlordId=${landlordId}`)).status).toBe(404);
  }
  expect((await platform.delete(`/v1/api-keys/${id}?landlordId=${landlordId}`)).status).toBe(204);
});

test('a DELETE with a content type and no body is taken as it is meant', async () => {
  const { id } = (await admin.post('/v1/api-keys', { name: 'HMS', roles: ['reader'] })).body;
  const { status } = await admin.delete(`/v1/api-keys/${id}`).set('Content-Type', 'application/json');
  expect(status).toBe(204);
});
