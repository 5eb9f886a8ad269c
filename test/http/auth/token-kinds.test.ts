import { startTestApp, TEST_NOW, type TestApp } from '../../support/app';
import { type IdentityProvider, startIdentityProvider } from '../../support/oidc/identity-provider';

/** Which of all that a provider signs lets its bearer in (RFC 9068; RFC 8725, 3.11 and 3.12). */

const CLAIMS = { role: 'roles', landlord: 'landlord', person: 'sub' };
/** Monday 2 March 2026, 10:00, the present of the service under test. */
const NOW_S = 1_772_445_600;
const LIMITS = { requestsPerMinute: 0, failuresPerMinute: 1000 };

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

const signed = (payload: object = {}, header: object = {}) =>
  provider.sign(
    {
      iss: provider.issuer,
      aud: provider.audience,
      sub: 'j.okafor',
      iat: NOW_S,
      exp: NOW_S + 300,
      ...claims,
      ...payload,
    },
    header,
  );

async function answerTo(token: string, to = service) {
  const { status, body } = await to.as(token).get('/v1/complaints');
  return [status, ...(status === 200 ? [] : [body.code, body.detail])];
}

const LET_IN = [200];
const refused = (detail: string) => [401, 'unauthenticated', detail];

test.each([
  ['JWT', {}],
  ['jwt', {}],
  ['at+jwt', {}],
  ['AT+JWT', {}],
  ['application/at+jwt', {}],
  ['Application/AT+jwt', {}],
  [undefined, {}],
  // As Keycloak has it, of which some releases gave the nonce to access tokens too.
  ['JWT', { typ: 'Bearer', azp: 'crm', nonce: 'n-0S6' }],
  // As Cognito has it.
  [undefined, { token_use: 'access', client_id: 'crm' }],
  // As Entra has it where one registration is client and service.
  ['JWT', { azp: 'urn:redress:test', scp: 'use' }],
  // As Auth0 has it.
  ['JWT', { azp: 'crm', scope: 'openid use', gty: 'password' }],
])('an access token with the typ %s and %j lets its bearer in', async (typ, payload) => {
  expect(await answerTo(await signed(payload, typ === undefined ? {} : { typ }))).toEqual(LET_IN);
});

test.each([
  'logout+jwt',
  'secevent+jwt',
  'application/logout+jwt',
  'dpop+jwt',
  'id_token',
  'at+jwt ',
  '',
  7,
  null,
])('a token with the typ %j is refused', async (typ) => {
  expect(await answerTo(await signed({}, { typ }))).toEqual(
    refused(`This is no access token: its typ is ${JSON.stringify(typ)}.`),
  );
});

test.each([
  [{ typ: 'ID' }, 'This is no access token: its typ is "ID".'],
  [{ typ: 'Refresh' }, 'This is no access token: its typ is "Refresh".'],
  [{ token_use: 'id' }, 'This is no access token: its token_use is "id".'],
  [{ token_type: 'refresh' }, 'This is no access token: its token_type is "refresh".'],
  [{ typ: 'Bearer', token_use: 'id' }, 'This is no access token: its token_use is "id".'],
  [{ nonce: 'n-0S6' }, 'This is an ID token and no access token: it has a nonce.'],
  [{ at_hash: '77QmUPtjPfzWtF2AnpK9RQ' }, 'This is an ID token and no access token: it has a at_hash.'],
  [{ c_hash: 'LDktKdoQak3Pk0cnXxCltA' }, 'This is an ID token and no access token: it has a c_hash.'],
  [
    { aud: ['urn:redress:test', 'crm'], azp: 'crm' },
    'This is an ID token and no access token: it is for the client that it was issued to.',
  ],
  [
    { events: { 'http://schemas.openid.net/event/backchannel-logout': {} } },
    'This is no access token: it tells of events.',
  ],
  [
    { cnf: { jkt: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I' } },
    'This access token is bound to a key of its client (cnf), and mere bearers are not let in with it.',
  ],
  [
    { cnf: { 'x5t#S256': 'bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2' } },
    'This access token is bound to a key of its client (cnf), and mere bearers are not let in with it.',
  ],
])('a token that the provider signed for us with %j is refused', async (payload, detail) => {
  expect(await answerTo(await signed(payload, { typ: 'JWT' }))).toEqual(refused(detail));
});

test('bound to a key or telling of events, a token is refused though it says that it is an access token', async () => {
  for (const payload of [{ cnf: { jkt: 'x' } }, { events: {} }, { typ: 'ID' }])
    expect((await answerTo(await signed(payload, { typ: 'at+jwt' })))[0]).toBe(401);
});

test('a token that the provider bound to a key of its client is no bearer’s, whichever word stands before it', async () => {
  const token = await provider.bound(claims);
  expect(await answerTo(token)).toEqual(
    refused(
      'This access token is bound to a key of its client (cnf), and mere bearers are not let in with it.',
    ),
  );
  const { status } = await service.as().get('/v1/complaints').set('Authorization', `DPoP ${token}`);
  expect(status).toBe(401);
});

test('ID tokens and logout tokens of the provider are refused though the audience was set to the client', async () => {
  const { issuer, clientId: audience } = provider;
  const misconfigured = await startTestApp(TEST_NOW, {
    oidc: { issuer, audience, claims: CLAIMS },
    limits: LIMITS,
  });
  const own = { roles: ['reader'], landlord: await misconfigured.landlord() };
  expect(await answerTo(await provider.issue('idtoken', { ...own, nonce: 'n-0S6' }), misconfigured)).toEqual(
    refused('This is an ID token and no access token: it has a nonce.'),
  );
  expect(await answerTo(await provider.issue('idtoken', { ...own, azp: audience }), misconfigured)).toEqual(
    refused('This is an ID token and no access token: it is for the client that it was issued to.'),
  );
  expect(
    await answerTo(await provider.issue('logout', { ...own, events: { x: {} } }), misconfigured),
  ).toEqual(refused('This is no access token: its typ is "logout+jwt".'));
  await misconfigured.stop();
});

test('told to demand at+jwt, the service takes no token that leaves open what it is', async () => {
  const { issuer, audience } = provider;
  const oidc = { issuer, audience, claims: CLAIMS, demandsAtJwt: true };
  const strict = await startTestApp(TEST_NOW, { oidc, limits: LIMITS });
  const own = { roles: ['reader'], landlord: await strict.landlord() };
  expect(await answerTo(await provider.token(own), strict)).toEqual(LET_IN);
  expect(await answerTo(await signed(own, { typ: 'application/AT+JWT' }), strict)).toEqual(LET_IN);
  for (const header of [{}, { typ: 'JWT' }])
    expect(await answerTo(await signed({ ...own, typ: 'Bearer' }, header), strict)).toEqual(
      refused('This access token does not say that it is one: its typ has to be at+jwt.'),
    );
  await strict.stop();
});
