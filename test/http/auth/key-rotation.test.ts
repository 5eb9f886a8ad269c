import { startTestApp, TEST_NOW, type TestApp } from '../../support/app';
import { type IdentityProvider, startIdentityProvider } from '../../support/oidc/identity-provider';

/** A provider that signs with another key from one moment to the next, without a time in which both are published. */

const CLAIMS = { role: 'roles', landlord: 'landlord', person: 'sub' };
const LIMITS = { requestsPerMinute: 0, failuresPerMinute: 10_000 };

let provider: IdentityProvider;
let service: TestApp;
let claims: object;
beforeAll(async () => {
  provider = await startIdentityProvider();
  const { issuer, audience } = provider;
  service = await startTestApp(TEST_NOW, { oidc: { issuer, audience, claims: CLAIMS }, limits: LIMITS });
  claims = { roles: ['reader'], landlord: await service.landlord() };
});
afterAll(async () => {
  await service?.stop();
  await provider?.stop();
});

const statusOf = async (token: string) => (await service.as(token).get('/v1/complaints')).status;
const forged = (kid: string) =>
  `${Buffer.from(JSON.stringify({ alg: 'RS256', kid })).toString('base64url')}.e30.AAAA`;

test.each(['second', 'first'])(
  'no good token is refused when the key changes to one named %s, however often it changes',
  async (kid) => {
    expect(await statusOf(await provider.token(claims))).toBe(200);
    for (const name of [kid, kid === 'first' ? kid : 'third']) {
      await provider.rotate(name);
      const token = await provider.token(claims);
      expect(await Promise.all(Array.from({ length: 5 }, () => statusOf(token)))).toEqual(Array(5).fill(200));
    }
  },
);

test('tokens made up in any number have the keys fetched once in two seconds, and a good one is let in among them', async () => {
  expect(await statusOf(await provider.token(claims))).toBe(200);
  const before = await provider.timesKeysWereAsked();
  const begun = performance.now();
  const made = Array.from({ length: 200 }, (_, n) => statusOf(forged(n % 2 ? 'first' : `unknown-${n}`)));
  await provider.rotate('second');
  const good = await Promise.all([provider.token(claims), provider.token(claims)]);
  expect(await Promise.all(good.map(statusOf))).toEqual([200, 200]);
  expect(new Set(await Promise.all(made))).toEqual(new Set([401]));
  const fetched = (await provider.timesKeysWereAsked()) - before;
  expect(fetched).toBeGreaterThan(0);
  expect(fetched).toBeLessThanOrEqual(1 + Math.ceil((performance.now() - begun) / 2000));
});

test('a token that names no key is tried with each that could have signed it', async () => {
  const unnamed = () =>
    provider.sign(
      { iss: provider.issuer, aud: provider.audience, sub: 'j.okafor', exp: 1_772_445_900, ...claims },
      { kid: undefined },
    );
  const first = await unnamed();
  expect(await statusOf(first)).toBe(200);
  await provider.rotate('second', { besideAnother: true });
  expect(await statusOf(await unnamed())).toBe(200);
  expect(await statusOf(first)).toBe(401);
});
