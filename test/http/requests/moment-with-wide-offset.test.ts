import { startTestApp } from '../../support/app';

test('a moment with an offset wider than the database knows is kept as the moment it is', async () => {
  const service = await startTestApp();
  const admin = service.as(await service.key(await service.landlord(), ['landlord-admin']));
  const expiresAt = '2027-01-02T00:00:00+23:59';
  const { status, body } = await admin.post('/v1/api-keys', { name: 'CRM', roles: ['reader'], expiresAt });
  expect([status, body.expiresAt]).toEqual([201, '2027-01-01T00:01:00.000Z']);
  await service.stop();
});
