import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A real OpenID Connect provider on this machine. */
export interface IdentityProvider {
  readonly issuer: string;
  readonly audience: string;
  /** An access token as the provider issues it, with these claims of its directory. */
  token(claims: object, resource?: string): Promise<string>;
  /** Signed with the provider's own key, whatever it says. */
  sign(payload: object, header?: object): Promise<string>;
  /** An ID token or a logout token for the client, with these claims beside the provider's own. */
  issue(use: 'idtoken' | 'logout', claims: object): Promise<string>;
  /** An access token bound to a key of the client (DPoP). */
  bound(claims: object): Promise<string>;
  /** The client that all its tokens are issued to. */
  readonly clientId: string;
  timesKeysWereAsked(): Promise<number>;
  publicKey(): Promise<string>;
  /** From now on it signs with another key, be it under the same name, and tells no longer of the one before. */
  rotate(kid: string, how?: { readonly besideAnother: boolean }): Promise<void>;
  stop(): Promise<void>;
}

export async function startIdentityProvider(): Promise<IdentityProvider> {
  const child = fork(join(__dirname, 'oidc-provider.mjs'), {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [],
  });
  const [{ issuer, audience, client }] = await once(child, 'message');
  return {
    issuer,
    audience,
    async token(claims, resource = audience) {
      const answer = await fetch(`${issuer}/token`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${Buffer.from(`${client.client_id}:${client.client_secret}`).toString('base64')}`,
          'x-test-claims': JSON.stringify(claims),
        },
        body: new URLSearchParams({ grant_type: 'client_credentials', resource }),
      });
      const { access_token: token, ...rest } = (await answer.json()) as { access_token?: string };
      if (token === undefined) throw new Error(`The provider issued no token: ${JSON.stringify(rest)}`);
      return token;
    },
    clientId: client.client_id,
    sign: (payload, header) => ask(child, { command: 'sign', payload, header }),
    issue: (use, claims) => ask(child, { command: 'issue', use, claims }),
    bound: (claims) => ask(child, { command: 'bound', claims }),
    timesKeysWereAsked: async () => Number(await ask(child, { command: 'timesKeysWereAsked' })),
    publicKey: () => ask(child, { command: 'publicKey' }),
    rotate: async (kid, how) => void (await ask(child, { command: 'rotate', kid, ...how })),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}

async function ask(child: ChildProcess, message: object): Promise<string> {
  const answered = once(child, 'message');
  child.send(message);
  const [{ result }] = await answered;
  return result;
}
