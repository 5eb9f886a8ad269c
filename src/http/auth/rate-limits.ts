import ipaddr from 'ipaddr.js';
import type { FastifyReply } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Denial } from './denial';
import { callerOf, type Principal } from './principal';

export interface Limits {
  /** Of one principal, in each process; 0: as many as come. */
  readonly requestsPerMinute: number;
  /** With wrong credentials from one address, in each process. */
  readonly failuresPerMinute: number;
}

/** More than a bulk import sends one after the other, and few enough that one caller's loop leaves room for the others. */
export const USUAL_LIMITS: Limits = { requestsPerMinute: 60_000, failuresPerMinute: 30 };

const WINDOW_S = 60;

/** Bounds memory, not correctness: past it, credentials are new again. */
const PROVED_KEPT = 10_000;

/**
 * Wrong credentials, counted by address. Nobody's success takes anything off: it may be the guesser's own key. But
 * keys that were right before are no guess, so the mistakes of a neighbour behind the same address slow no working
 * system down. Nor are tokens that the identity provider signed, which are told before they come here, nor keys that
 * this process meets for the first time: `key-ring.ts` tells those.
 */
export class FailedAttempts {
  private readonly limiter: RateLimiterMemory;
  private readonly proved = new Set<string>();

  constructor({ failuresPerMinute }: Pick<Limits, 'failuresPerMinute'>) {
    this.limiter = new RateLimiterMemory({ points: failuresPerMinute, duration: WINDOW_S });
  }

  /** Why these credentials, named by their hash, are told nothing when they come from this address, unless they are right; or null. */
  async denial(address: string, name: string): Promise<Denial | null> {
    if (this.proved.has(name)) return null;
    const counted = await this.limiter.get(networkOf(address));
    if (!counted || counted.remainingPoints > 0) return null;
    const detail = `Too many requests with wrong credentials came from this address; after ${this.limiter.points} within a minute no more is said of any.`;
    return new Denial('too_many_failures', { detail }, secondsLeft(counted));
  }

  succeeded(name: string): void {
    if (this.proved.size >= PROVED_KEPT) this.proved.clear();
    this.proved.add(name);
  }

  async failed(address: string, name: string): Promise<void> {
    this.proved.delete(name);
    await taken(this.limiter, networkOf(address));
  }
}

/** How much one principal may ask for, told with each answer. */
export class Quota {
  private readonly limiter: RateLimiterMemory | null;
  private readonly policy: string;

  constructor({ requestsPerMinute }: Pick<Limits, 'requestsPerMinute'>) {
    this.limiter =
      requestsPerMinute > 0 ? new RateLimiterMemory({ points: requestsPerMinute, duration: WINDOW_S }) : null;
    this.policy = `"default";q=${requestsPerMinute};w=${WINDOW_S}`;
  }

  async take(reply: FastifyReply, principal: Principal): Promise<Denial | null> {
    if (this.limiter === null) return null;
    const { within, state } = await taken(this.limiter, `${principal.landlordId} ${callerOf(principal)}`);
    const seconds = secondsLeft(state);
    reply.header('ratelimit-policy', this.policy);
    reply.header('ratelimit', `"default";r=${state.remainingPoints};t=${seconds}`);
    if (within) return null;
    const facts = {
      detail: `At most ${this.limiter.points} requests a minute are taken from one caller.`,
      facts: { violatedPolicies: ['default'] },
    };
    return new Denial('quota_exceeded', facts, seconds);
  }
}

/** The library tells an exceeded limit by throwing the state; here it is no exception. */
async function taken(
  limiter: RateLimiterMemory,
  name: string,
): Promise<{ readonly within: boolean; readonly state: RateLimiterRes }> {
  try {
    return { within: true, state: await limiter.consume(name) };
  } catch (state) {
    if (!(state instanceof RateLimiterRes)) throw state;
    return { within: false, state };
  }
}

/** Never 0: a caller that waits that long should find the window open. */
const secondsLeft = ({ msBeforeNext }: RateLimiterRes): number => Math.max(1, Math.ceil(msBeforeNext / 1000));

/** One subscriber has 2^64 addresses of IPv6, so they count as one. */
function networkOf(address: string): string {
  // A trusted proxy may pass on a word in place of an address.
  if (!ipaddr.isValid(address)) return address;
  const known = ipaddr.process(address);
  return known.kind() === 'ipv4' ? known.toString() : known.toByteArray().slice(0, 8).join('.');
}
