import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startTestApp, TEST_NOW } from '../../support/app';
import { startIdentityProvider } from '../../support/oidc/identity-provider';

const CLAIMS = { role: 'roles', landlord: 'landlord', person: 'sub' };
/** Monday 2 March 2026, 10:00, the present of the service under test. */
const NOW_S = 1_772_445_600;

test('what a neighbour behind the same address sends locks nobody out who has a token, and forged ones are no way in', async () => {
  const provider = await startIdentityProvider();
  const { issuer, audience } = provider;
  const limits = { requestsPerMinute: 0, failuresPerMinute: 2 };
  const office = await startTestApp(TEST_NOW, { oidc: { issuer, audience, claims: CLAIMS }, limits });
  const claimed = { roles: ['reader'], landlord: await office.landlord() };
  const payload = { iss: issuer, aud: audience, sub: 'j.okafor', iat: NOW_S, exp: NOW_S + 300, ...claimed };
  const statusOf = async (token: string) => (await office.as(token).get('/v1/complaints')).status;
  // A tab left open overnight asks again and again: the provider signed what it sends, so nothing is counted.
  const stale = await provider.sign({ ...payload, exp: NOW_S - 3600 });
  for (let n = 0; n < 5; n += 1) expect(await statusOf(stale)).toBe(401);
  const early = await provider.sign({ ...payload, nbf: NOW_S + 3600 });
  expect(await statusOf(early)).toBe(401);
  expect(await statusOf(`${(await provider.token(claimed)).slice(0, -8)}AAAAAAAA`)).toBe(401);
  expect(await statusOf('a-guess')).toBe(401);
  // From here on the address is barred; a token that nobody has shown before is still let in.
  expect(await statusOf('another-guess')).toBe(429);
  expect(await statusOf(`${(await provider.token(claimed)).slice(0, -8)}AAAAAAAA`)).toBe(429);
  expect(await statusOf(await provider.token(claimed))).toBe(200);
  expect(await statusOf(stale)).toBe(401);
  await office.stop();
  await provider.stop();
});

test('a provider that fails is asked once a second, however many tokens are made up', async () => {
  let asked = 0;
  const failing = createServer((_request, response) => {
    asked += 1;
    response.writeHead(500).end();
  });
  failing.listen(0, '127.0.0.1');
  await once(failing, 'listening');
  // It listens on a TCP port, so its address is no pipe name and not null.
  const { port } = failing.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  const alone = await startTestApp(TEST_NOW, { oidc: { issuer, audience: 'redress', claims: CLAIMS } });
  const begun = performance.now();
  for (let n = 0; n < 20; n += 1) expect((await alone.as(`a.${n}.c`).get('/v1/complaints')).status).toBe(503);
  expect(asked).toBeLessThanOrEqual(1 + Math.ceil((performance.now() - begun) / 1000));
  expect(asked).toBeGreaterThan(0);
  await alone.stop();
  failing.close();
});
