import { landlordOfKey } from '../../db/access/api-key-secret';
import { hashesOfKeys, PLATFORM } from '../../db/access/api-keys';
import type { Database } from '../../db/connection/client';
import { landlordIds } from '../../db/landlords/landlords';
import { nameOf } from './api-keys';
import { Paced } from './paced';

const NO_OFTENER_THAN_MS = 1_000;

type Names = ReadonlySet<string>;

/**
 * Tells keys that are good from made-up ones, where so many wrong ones came that no more are looked up one by one. All
 * keys of the landlord are read together, once a second at most, and of landlords that exist: a guess costs the database
 * nothing of its own. A good key waits for that second and is let in, be it a minute old or known from nowhere.
 */
export class KeyRing {
  private readonly landlords: Paced<Names>;
  private readonly keysOf = new Map<string, Paced<Names>>();

  constructor(private readonly database: Database) {
    this.landlords = new Paced(async () => new Set(await landlordIds(database)), NO_OFTENER_THAN_MS);
  }

  /** True for a key that nobody has revoked; it may have run out. */
  async holds(given: string): Promise<boolean> {
    const owner = landlordOfKey(given);
    if (owner === undefined || !(await this.isOwner(owner))) return false;
    return (await this.ringOf(owner).anew()).has(nameOf(given));
  }

  private async isOwner(id: string): Promise<boolean> {
    return id === PLATFORM || this.keysOf.has(id) || (await this.landlords.anew()).has(id);
  }

  private ringOf(owner: string): Paced<Names> {
    const known = this.keysOf.get(owner);
    if (known) return known;
    const look = async () => {
      const hashes = await hashesOfKeys(this.database, owner);
      return new Set(hashes.map((hash) => hash.toString('base64')));
    };
    const ring = new Paced<Names>(look, NO_OFTENER_THAN_MS);
    this.keysOf.set(owner, ring);
    return ring;
  }
}
