import { type Claimed, type ClaimNames, claimedBy } from './claims';
import { Denial, outOfTime, unproven } from './denial';
import { Issuer, type IssuerSettings, IssuerUnreachable, TokenOutOfTime, UnprovenToken } from './issuer';
import type { Instant } from '../../policy/dates/local-date';
import type { Principal } from './principal';

export interface OidcSettings extends IssuerSettings {
  readonly claims: ClaimNames;
}

const RETRY_AFTER_S = 5;

/** An access token of an OpenID Connect provider is a signed JWT: three parts with a dot between them. */
export const looksLikeToken = (text: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]*$/.test(text);

/** People whom the landlord's own identity provider vouches for. */
export class AccessTokens {
  private readonly issuer: Issuer;

  constructor(
    private readonly settings: OidcSettings,
    private readonly isLandlord: (landlordId: string) => Promise<boolean>,
  ) {
    this.issuer = new Issuer(settings);
  }

  async principalBehind(
    token: string,
    now: Instant,
    onFault: (error: Error) => void,
  ): Promise<Principal | Denial> {
    try {
      const claimed = claimedBy(await this.issuer.read(token, now), this.settings.claims);
      return await this.admitted(claimed);
    } catch (error) {
      if (error instanceof TokenOutOfTime) return outOfTime(error.message);
      if (error instanceof UnprovenToken) return unproven(error.message);
      if (!(error instanceof IssuerUnreachable)) throw error;
      onFault(error);
      return new Denial('unavailable', { detail: 'The identity provider does not answer.' }, RETRY_AFTER_S);
    }
  }

  /** The token is real; whether its bearer has any business here is another matter. */
  private async admitted(claimed: Claimed | string): Promise<Principal | Denial> {
    if (typeof claimed === 'string') return new Denial('forbidden', { detail: claimed });
    const { landlordId, person, roles } = claimed;
    if (!(await this.isLandlord(landlordId)))
      return new Denial('forbidden', {
        detail: 'The access token names a landlord that this service does not keep.',
      });
    return { landlordId, keyId: null, name: person, roles, person, only: null };
  }
}
