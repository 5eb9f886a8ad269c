import { createHmac } from 'node:crypto';
import { startTestApp, TEST_NOW, type TestApp } from '../../support/app';
import { type IdentityProvider, startIdentityProvider } from '../../support/oidc/identity-provider';

const CLAIMS = { role: 'realm_access.roles', landlord: 'https://redress.example/landlord', person: 'sub' };
const ABSENT = '0b6f7e34-9f0e-4a52-8d3f-1c2f0e7a9b11';
/** Monday 2 March 2026, 10:00, the present of the service under test. */
const NOW_S = 1_772_445_600;

let provider: IdentityProvider;
let service: TestApp;
let landlordId: string;
beforeAll(async () => {
  provider = await startIdentityProvider();
  const { issuer, audience } = provider;
  const limits = { requestsPerMinute: 0, failuresPerMinute: 1000 };
  const oidc = { issuer, audience, claims: CLAIMS, keysNoOftenerThanMs: 0 };
  service = await startTestApp(TEST_NOW, { oidc, limits });
  landlordId = await service.landlord();
});
afterAll(async () => {
  await service?.stop();
  await provider?.stop();
});

const claims = (
  roles: unknown = ['complaints-officer', 'offline_access'],
  landlord: unknown = landlordId,
) => ({
  realm_access: { roles },
  [CLAIMS.landlord]: landlord,
});

/** A payload that would do, for the tests to spoil. */
const payload = () => ({
  iss: provider.issuer,
  aud: provider.audience,
  sub: 'j.okafor',
  iat: NOW_S,
  exp: NOW_S + 300,
  ...claims(),
});

async function answerTo(token: string, path = '/v1/complaints') {
  const { status, body, headers } = await service.as(token).get(path);
  return [status, body.code, body.detail, headers['www-authenticate']];
}

const CHALLENGE = 'Bearer realm="redress", error="invalid_token"';
const refused = (detail: string) => [401, 'unauthenticated', detail, CHALLENGE];
const forbidden = (detail: string) => [403, 'forbidden', detail, undefined];
const UNSIGNED = refused('This access token was not signed by the identity provider.');

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

test('a token that the provider issued lets its bearer act as a person of the landlord', async () => {
  const token = await provider.token(claims(['complaints-officer', 'landlord-admin']));
  expect(await answerTo(token)).toEqual([200, undefined, undefined, undefined]);
  const key = await service.as(token).post('/v1/api-keys', { name: 'CRM', roles: ['reader'] });
  expect([key.status, key.body.landlordId, key.body.createdBy]).toEqual([201, landlordId, 'person:j.okafor']);
});

test('a token that would expire a minute ago is late by the clocks alone; a second more is too late', async () => {
  const ended = (s: number) => provider.sign({ ...payload(), exp: NOW_S - s });
  expect((await answerTo(await ended(59)))[0]).toBe(200);
  expect(await answerTo(await ended(60))).toEqual(refused('This access token has expired.'));
});

test('a token is valid from a minute before it says, for the clocks, and no earlier', async () => {
  const begun = (s: number) => provider.sign({ ...payload(), nbf: NOW_S + s });
  expect((await answerTo(await begun(60)))[0]).toBe(200);
  expect(await answerTo(await begun(61))).toEqual(refused('This access token is not valid yet.'));
});

test('a token for another service, or from another provider, is refused', async () => {
  expect(await answerTo(await provider.token(claims(), 'urn:somebody:else'))).toEqual(
    refused('This access token was issued for another service.'),
  );
  expect(await answerTo(await provider.sign({ ...payload(), iss: 'https://elsewhere.example' }))).toEqual(
    refused('This access token comes from another identity provider.'),
  );
});

test.each(['exp', 'sub', 'aud', 'iss'] as const)('a token without %s is refused', async (claim) => {
  const { [claim]: _, ...rest } = payload();
  expect(await answerTo(await provider.sign(rest))).toEqual(refused(`This access token has no ${claim}.`));
});

test('a token without a signature is refused, whatever its header says', async () => {
  const unsigned = `${encoded({ alg: 'none' })}.${encoded(payload())}.`;
  expect(await answerTo(unsigned)).toEqual(UNSIGNED);
});

test("the provider's public key is no shared secret to sign with", async () => {
  const signed = `${encoded({ alg: 'HS256', kid: 'first' })}.${encoded(payload())}`;
  const signature = createHmac('sha256', await provider.publicKey())
    .update(signed)
    .digest('base64url');
  expect(await answerTo(`${signed}.${signature}`)).toEqual(UNSIGNED);
});

test('a token changed after it was signed is refused', async () => {
  const [header, , signature] = (await provider.token(claims(['reader']))).split('.');
  const raised = encoded({ ...payload(), ...claims(['landlord-admin']) });
  expect(await answerTo(`${header}.${raised}.${signature}`)).toEqual(UNSIGNED);
});

test('a token that brings its own key, or says where to fetch one, is refused', async () => {
  const { url } = service;
  const header = { alg: 'RS256', kid: 'mine', jku: `${url}/keys`, jwk: { kty: 'RSA', n: 'AQAB', e: 'AQAB' } };
  expect(await answerTo(`${encoded(header)}.${encoded(payload())}.AAAA`)).toEqual(UNSIGNED);
});

test('what only looks like a token is refused', async () => {
  for (const token of ['a.b.c', '..', `${encoded({ alg: 'RS256' })}.${encoded([])}.AAAA`]) {
    expect((await answerTo(token)).slice(0, 2)).toEqual([401, 'unauthenticated']);
  }
});

test('a person without a role here, or of no landlord, is known and may do nothing', async () => {
  const roles = 'landlord-admin, complaints-officer, handler, reader, scrutiny';
  const none = `The access token gives no role: its claim realm_access.roles has none of ${roles}.`;
  for (const given of [[], ['platform-admin'], 7, undefined, 'offline_access'])
    expect(await answerTo(await provider.token(claims(given ?? null)))).toEqual(forbidden(none));
  const nowhere = `The access token names no landlord: its claim ${CLAIMS.landlord} is no landlord's id.`;
  expect(await answerTo(await provider.token({ realm_access: { roles: ['reader'] } }))).toEqual(
    forbidden(nowhere),
  );
  expect(await answerTo(await provider.token(claims(['reader'], ABSENT)))).toEqual(
    forbidden('The access token names a landlord that this service does not keep.'),
  );
});

test('roles may come as one text with spaces', async () => {
  expect((await answerTo(await provider.token(claims('openid reader'))))[0]).toBe(200);
});

test('a role that may not do something is refused with those that may', async () => {
  const token = await provider.token(claims(['scrutiny']));
  expect(await answerTo(token)).toEqual(
    forbidden(
      'This needs one of the roles landlord-admin, complaints-officer, handler, reader; the access token has scrutiny.',
    ),
  );
});

test("another landlord's things do not exist for the bearer of a token", async () => {
  const other = await service.landlord();
  const token = await provider.token(claims(['landlord-admin']));
  const foreign = await service.as(token).get(`/v1/landlords/${other}`);
  const absent = await service.as(token).get(`/v1/landlords/${ABSENT}`);
  expect([foreign.status, foreign.body.detail]).toEqual([404, absent.body.detail]);
});

test('when the provider changes its key, tokens under the new one work and those under the old one end', async () => {
  const old = await provider.token(claims());
  expect((await answerTo(old))[0]).toBe(200);
  await provider.rotate('second');
  expect((await answerTo(await provider.token(claims())))[0]).toBe(200);
  expect(await answerTo(old)).toEqual(UNSIGNED);
});

test('a service without an identity provider takes no token', async () => {
  const plain = await startTestApp();
  const { status, body } = await plain.as(await provider.token(claims())).get('/v1/complaints');
  expect([status, body.detail]).toEqual([
    401,
    'This service takes API keys only: it has no identity provider.',
  ]);
  await plain.stop();
});

test('a provider that is away is a 503 that passes, and keys work on', async () => {
  const passing = await startIdentityProvider();
  const { issuer, audience } = passing;
  const token = await passing.token(claims());
  await passing.stop();
  const alone = await startTestApp(TEST_NOW, { oidc: { issuer, audience, claims: CLAIMS } });
  const { status, body, headers } = await alone.as(token).get('/v1/complaints');
  expect([status, body.code, body.detail, headers['retry-after']]).toEqual([
    503,
    'unavailable',
    'The identity provider does not answer.',
    '5',
  ]);
  const key = await alone.key(await alone.landlord(), ['reader']);
  expect((await alone.as(key).get('/v1/complaints')).status).toBe(200);
  await alone.stop();
});

test.each([
  ['the NUL character', 'j.ok\u0000afor'],
  ['half of a surrogate pair', 'j.okafor\ud83c'],
])('a person whose name holds %s, which cannot be kept, is nobody', async (_, sub) => {
  const token = await provider.sign({ ...payload(), sub });
  expect(await answerTo(token)).toEqual(forbidden('The access token names no person in its claim sub.'));
  const logged = await service.as(token).post('/v1/complaints', {
    receivedOn: '2026-02-27',
    channel: 'email',
    complainant: { name: 'Mrs Nakamura' },
    summary: 'Damp in the bedroom',
  });
  expect([logged.status, logged.body.code]).toEqual([403, 'forbidden']);
});

test('no line of the log holds a token', async () => {
  const token = await provider.token(claims(['reader']));
  await answerTo(token);
  await answerTo(`${token}AAAA`);
  const signature = token.split('.').at(-1) ?? '';
  expect(service.log.map((line) => JSON.stringify(line)).filter((line) => line.includes(signature))).toEqual(
    [],
  );
  expect(service.log.some(({ msg }) => msg === 'credentials refused')).toBe(true);
});
