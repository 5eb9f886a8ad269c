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
const server = createServer((request, response) => answer(request, response));

async function begin(kid) {
  const pair = await generateKeyPair('RS256', { extractable: true });
  key = { ...pair, kid };
  const provider = new Provider(issuer, {
    jwks: { keys: [{ ...(await exportJWK(pair.privateKey)), kid, alg: 'RS256', use: 'sig' }] },
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
  async rotate({ kid }) {
    await begin(kid);
    return null;
  },
  /** Any payload under the provider's own key, for tokens it would not issue by itself. */
  sign: ({ payload }) =>
    new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: key.kid }).sign(key.privateKey),
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
