import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { Provider } from 'oidc-provider';

/**
 * A real OpenID Connect provider as a process of its own: it is an ES module, which Jest cannot load. It issues signed
 * access tokens to the client of a landlord's staff, tells its keys, and does as the messages of its parent say.
 */

const AUDIENCE = 'urn:redress:test';
const CLIENT = { client_id: 'j.okafor', client_secret: 'the-secret-of-the-test-client' };

let answer = (_request, response) => response.end();
let key;
let issuer;
let provider;
let timesKeysWereAsked = 0;
const server = createServer((request, response) => {
  if (request.url === '/jwks') timesKeysWereAsked += 1;
  answer(request, response);
});

const published = async ({ privateKey }, kid) => ({
  ...(await exportJWK(privateKey)),
  kid,
  alg: 'RS256',
  use: 'sig',
});

async function begin(kid, besideAnother = false) {
  const pair = await generateKeyPair('RS256', { extractable: true });
  key = { ...pair, kid };
  const another = await generateKeyPair('RS256', { extractable: true });
  provider = new Provider(issuer, {
    jwks: {
      keys: [...(besideAnother ? [await published(another, 'another')] : []), await published(pair, kid)],
    },
    clients: [{ ...CLIENT, grant_types: ['client_credentials'], redirect_uris: [], response_types: [] }],
    cookies: { keys: ['only for the test'] },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_context, resource) => ({
          scope: 'api',
          audience: resource,
          accessTokenTTL: 300,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    // What a directory of staff would know; here whoever asks for the token says it.
    extraTokenClaims: (context) => JSON.parse(context.get('x-test-claims') || '{}'),
  });
  answer = provider.callback();
}

const commands = {
  async rotate({ kid, besideAnother }) {
    await begin(kid, besideAnother);
    return null;
  },
  /** Any payload under the provider's own key, for tokens it would not issue by itself. */
  sign: ({ payload, header }) =>
    new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: key.kid, ...header }).sign(key.privateKey),
  /** As the provider tells a client who has logged in (`idtoken`), or that somebody has logged out (`logout`). */
  async issue({ use, claims }) {
    const client = await provider.Client.find(CLIENT.client_id);
    const token = new provider.IdToken({ sub: CLIENT.client_id }, { client, ctx: undefined });
    token.mask = { sub: null };
    for (const [name, value] of Object.entries(claims)) token.set(name, value);
    return token.issue({ use });
  },
  /** An access token that the provider bound to a key of the client (RFC 9449). */
  async bound({ claims }) {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const proof = await new SignJWT({ htm: 'POST', htu: `${issuer}/token`, jti: randomUUID() })
      .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: await exportJWK(publicKey) })
      .setIssuedAt()
      .sign(privateKey);
    const answered = await fetch(`${issuer}/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${btoa(`${CLIENT.client_id}:${CLIENT.client_secret}`)}`,
        dpop: proof,
        'x-test-claims': JSON.stringify(claims),
      },
      body: new URLSearchParams({ grant_type: 'client_credentials', resource: AUDIENCE }),
    });
    return (await answered.json()).access_token;
  },
  timesKeysWereAsked: () => timesKeysWereAsked,
  publicKey: () => exportSPKI(key.publicKey),
};

server.listen(0, '127.0.0.1', async () => {
  issuer = `http://127.0.0.1:${server.address().port}`;
  await begin('first');
  process.on('message', async ({ command, ...details }) => {
    process.send({ result: await commands[command](details) });
  });
  process.send({ issuer, audience: AUDIENCE, client: CLIENT });
});
process.on('disconnect', () => process.exit(0));
