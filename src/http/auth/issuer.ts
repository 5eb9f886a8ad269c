import { z } from 'zod';
import type { Instant } from '../../policy/dates/local-date';
import { Paced } from './paced';
import { kindFault } from './token-kind';

/** An ES module: to require it would have Node 20 print a warning at each start. */
const jose = () => import('jose');
type Jose = Awaited<ReturnType<typeof jose>>;
type RemoteKeys = ReturnType<Jose['createRemoteJWKSet']>;
type KeyOf = (...asked: Parameters<RemoteKeys>) => ReturnType<RemoteKeys>;
type Checks = Parameters<Jose['jwtVerify']>[2];

/** The keys of the issuer as they were last fetched, and a way to have them fetched anew. */
interface Keys {
  readonly of: KeyOf;
  anew(): Promise<void>;
}

export interface IssuerSettings {
  /** As the tokens name it, to the letter; where its keys are is found out from it. */
  readonly issuer: string;
  readonly audience: string;
  /** Only tokens that say in their header that they are access tokens: `at+jwt` (RFC 9068). Unless told: no. */
  readonly demandsAtJwt?: boolean;
  /** A token that no known key has signed has them fetched anew, but no oftener than this. Unless told: 2 seconds. */
  readonly keysNoOftenerThanMs?: number;
}

/** Signatures that only the issuer can make. None at all, or one with a shared secret, is no proof of anything. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

/** How far the issuer's clock and ours may differ. */
const SKEW_S = 60;
const PATIENCE_MS = 5_000;
/** A good token under a key of this moment waits as long at most; made-up ones cost the issuer thirty answers a minute. */
const KEYS_NO_OFTENER_THAN_MS = 2_000;
/** A key that the issuer withdrew is trusted no longer than this. */
const KEYS_KEPT_MS = 600_000;
/** An issuer that fails to answer is asked no oftener than this, however many tokens somebody makes up. */
const ASK_AGAIN_AFTER_MS = 1_000;

/** The issuer does not answer, or not with what it has to: nothing can be said about the token. */
export class IssuerUnreachable extends Error {}

/** The token proves nothing; the message may be told to whoever sent it. */
export class UnprovenToken extends Error {}

/** It is the issuer's own, and for us, at another time than now. */
export class TokenOutOfTime extends UnprovenToken {}

/** An OpenID Connect issuer, asked for its keys when its first token comes. */
export class Issuer {
  /** Of a discovery that is under way or succeeded; one that failed is forgotten, so that the next token tries again. */
  private discovered: Promise<Keys> | null = null;
  private askAgainAt = 0;

  constructor(private readonly settings: IssuerSettings) {}

  /** The claims of an access token, once its signature, issuer, audience, times and kind are proved. */
  async read(token: string, now: Instant): Promise<Readonly<Record<string, unknown>>> {
    const { issuer, audience, demandsAtJwt = false } = this.settings;
    const keys = await this.keys();
    const checks = {
      issuer,
      audience,
      algorithms: ALGORITHMS,
      clockTolerance: SKEW_S,
      currentDate: new Date(now),
      requiredClaims: ['sub', 'exp'],
    };
    const { payload, protectedHeader: header } = await verifiedByPresent(token, keys, checks).catch(
      async (error: unknown) => {
        throw error instanceof IssuerUnreachable ? error : await faultOf(error);
      },
    );
    const fault = kindFault({ header, payload }, demandsAtJwt);
    if (fault !== null) throw new UnprovenToken(fault);
    return payload;
  }

  private keys(): Promise<Keys> {
    this.discovered ??= this.discover().catch((error: unknown) => {
      this.discovered = null;
      throw new IssuerUnreachable('The identity provider does not say where its keys are', { cause: error });
    });
    return this.discovered;
  }

  private async discover(): Promise<Keys> {
    const { issuer, keysNoOftenerThanMs = KEYS_NO_OFTENER_THAN_MS } = this.settings;
    const { createRemoteJWKSet, customFetch, errors } = await jose();
    const answer = await this.ask(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!answer.ok) throw new Error(`Discovery was answered ${answer.status}`);
    const found = metadataSchema.parse(await answer.json());
    // Whoever answers for another issuer could have any token accepted as that issuer's (OpenID Connect Discovery 4.3).
    if (found.issuer !== issuer) throw new Error('Discovery named another issuer than the one configured');
    const remote = createRemoteJWKSet(new URL(found.jwks_uri), {
      timeoutDuration: PATIENCE_MS,
      // For ever: the library would refuse what comes within the time, where here it waits for its turn.
      cooldownDuration: Number.POSITIVE_INFINITY,
      cacheMaxAge: KEYS_KEPT_MS,
      [customFetch]: (url: string, options: RequestInit) => this.ask(url, options),
    });
    const reloads = new Paced(() => remote.reload().catch(notHad), keysNoOftenerThanMs);
    return {
      async of(header, token) {
        try {
          return await remote(header, token);
        } catch (error) {
          // These say something of the token; everything else says that the keys could not be had.
          const { JWKSNoMatchingKey, JWKSMultipleMatchingKeys, JOSENotSupported } = errors;
          const ofToken = [JWKSNoMatchingKey, JWKSMultipleMatchingKeys, JOSENotSupported];
          if (ofToken.some((kind) => error instanceof kind)) throw error;
          return notHad(error);
        }
      },
      anew: () => reloads.anew(),
    };
  }

  private async ask(url: string, options: RequestInit): Promise<Response> {
    if (performance.now() < this.askAgainAt) throw new Error('It failed to answer a moment ago');
    const answer = await fetch(url, options).catch((error: unknown) => error);
    if (answer instanceof Response && answer.ok) return answer;
    this.askAgainAt = performance.now() + ASK_AGAIN_AFTER_MS;
    if (answer instanceof Response) return answer;
    throw answer;
  }
}

function notHad(cause: unknown): never {
  throw new IssuerUnreachable('The keys of the identity provider cannot be had', { cause });
}

/**
 * The keys are fetched anew for what none of them has signed. An issuer may change its key from one moment to the next,
 * under another name or under the same, and what it signs from then on is as good as what it signed before.
 */
async function verifiedByPresent(token: string, keys: Keys, checks: Checks) {
  const { JWKSNoMatchingKey, JWSSignatureVerificationFailed } = (await jose()).errors;
  try {
    return await verified(token, keys, checks);
  } catch (error) {
    if (!(error instanceof JWKSNoMatchingKey || error instanceof JWSSignatureVerificationFailed)) throw error;
    await keys.anew();
    return verified(token, keys, checks);
  }
}

/** A token that does not name its key may be signed by any that would fit. */
async function verified(token: string, keys: Keys, checks: Checks) {
  const { jwtVerify, errors } = await jose();
  try {
    return await jwtVerify(token, keys.of, checks);
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    for await (const key of error) {
      try {
        return await jwtVerify(token, key, checks);
      } catch (fault) {
        if (!(fault instanceof errors.JWSSignatureVerificationFailed)) throw fault;
      }
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
}

/** Keys that came over an open connection could be anybody's; on this machine there is no connection to listen in on. */
export function isSafeAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return (
    protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname))
  );
}

const metadataSchema = z.object({
  issuer: z.string(),
  jwks_uri: z.string().refine(isSafeAddress, 'is no https address'),
});

/** The library looks at the signature first, then at the issuer and the audience, and last at the times. */
async function faultOf(error: unknown): Promise<UnprovenToken> {
  const { JWTExpired, JWTClaimValidationFailed } = (await jose()).errors;
  const options = { cause: error };
  if (error instanceof JWTExpired) return new TokenOutOfTime('This access token has expired.', options);
  if (!(error instanceof JWTClaimValidationFailed))
    return new UnprovenToken('This access token was not signed by the identity provider.', options);
  if (error.claim === 'nbf' && error.reason === 'check_failed')
    return new TokenOutOfTime('This access token is not valid yet.', options);
  return new UnprovenToken(reasonOfClaim(error.claim, error.reason), options);
}

function reasonOfClaim(claim: string, reason: string): string {
  if (reason === 'missing') return `This access token has no ${claim}.`;
  if (claim === 'aud') return 'This access token was issued for another service.';
  if (claim === 'iss') return 'This access token comes from another identity provider.';
  return `This access token has a ${claim} that cannot be.`;
}
