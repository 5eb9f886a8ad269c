import { LandlordCache } from '../../db/access/cache';
import type { Instant } from '../../policy/dates/local-date';
import type { Principal } from './principal';

/** What the database said of a key. Expiry is looked at each time it is used, so it is kept and not decided here. */
export interface KnownKey {
  readonly principal: Principal & { readonly keyId: string };
  readonly expiresAt: string | null;
}

const BETWEEN_USES_MS = 60_000;

/** Bounds memory, not correctness: a landlord has a handful of keys. */
const LARGEST = 10_000;

/** Spares each request a round trip for its key; a revoked one fails at once in every process all the same. */
export class KeyCache extends LandlordCache<KnownKey> {
  private readonly lastUses = new Map<string, number>();

  /** True at most once a minute for a key, so that noting its last use costs a busy caller nothing. */
  isUseNews(keyId: string, at: Instant): boolean {
    const now = Date.parse(at);
    if (now - (this.lastUses.get(keyId) ?? Number.NEGATIVE_INFINITY) < BETWEEN_USES_MS) return false;
    if (this.lastUses.size >= LARGEST) this.lastUses.clear();
    this.lastUses.set(keyId, now);
    return true;
  }
}
