import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Database } from '../../db/connection/client';
import { cursorSecret } from '../../db/access/service-secrets';
import { InvalidRequest } from '../requests/zod';
import { principalOf } from '../auth/principal';

/** Half of a SHA-256: nobody guesses 128 bits, and a cursor stands in an address. */
const SEAL_BYTES = 16;

/** The filters it was given under, and the place. */
const sealedSchema = z.tuple([z.string(), z.unknown()]);

/** The cursors of one list for one landlord. */
export interface ListCursors {
  write(position: unknown): string;
  /** Where the caller wants to go on; null at the beginning. What this list never gave this landlord is refused. */
  read<S extends z.ZodType>(given: string | undefined, position: S, pointer?: string): z.output<S> | null;
}

type Asked = Pick<FastifyRequest, 'principal' | 'routeOptions' | 'query' | 'params' | 'body'>;

/**
 * Parameters that change how much of a list is shown, and not which rows it has or their order. `type` is one of them: a
 * place in the feed is one of the whole feed, whatever a reader passes over.
 */
const OF_THE_PAGE = ['after', 'count', 'cursor', 'explain', 'limit', 'people', 'type'];

/**
 * Where pages end, as texts that only this service can have made: the position and a seal over it, over the list and
 * over the landlord. So a cursor that was altered, or comes from another list or another landlord, is known for what it
 * is; and one that was given under other filters says so, since its place means nothing among other rows. The secret
 * lies in the database: every process reads the cursors of every other, before and after a restart.
 */
export class Cursors {
  private secret: Promise<Buffer> | null = null;

  constructor(private readonly database: Database) {}

  async of(request: Asked): Promise<ListCursors> {
    const { landlordId } = principalOf(request);
    const list = request.routeOptions.config.operation?.id;
    const secret = await this.loaded();
    const filters = filtersOf(request);
    const sealOf = (position: string) =>
      createHmac('sha256', secret)
        .update(JSON.stringify([landlordId, list, position]))
        .digest()
        .subarray(0, SEAL_BYTES);
    return {
      write(position) {
        const text = JSON.stringify([filters, position]);
        return Buffer.concat([sealOf(text), Buffer.from(text)]).toString('base64url');
      },
      read(given, position, pointer = '/cursor') {
        if (given === undefined) return null;
        const bytes = Buffer.from(given, 'base64url');
        const seal = bytes.subarray(0, SEAL_BYTES);
        const text = bytes.subarray(SEAL_BYTES).toString('utf8');
        // Buffer passes over what is not of its alphabet.
        if (bytes.toString('base64url') !== given) throw notOurs(pointer);
        if (seal.length !== SEAL_BYTES || !timingSafeEqual(seal, sealOf(text))) throw notOurs(pointer);
        // What an earlier release sealed may have had another form.
        const sealed: unknown = JSON.parse(text);
        // Earlier releases sealed the place alone. A reader of the feed has kept one, it may be for months.
        const [givenUnder, place] = sealedSchema.safeParse(sealed).data ?? [filters, sealed];
        if (givenUnder !== filters) throw ofOtherFilters(pointer);
        const read = position.safeParse(place);
        if (!read.success) throw notOurs(pointer);
        return read.data;
      },
    };
  }

  /** Asked for once. A failure is not kept: the database may be back for the next request. */
  private loaded(): Promise<Buffer> {
    this.secret ??= cursorSecret(this.database).catch((error: unknown) => {
      this.secret = null;
      throw error;
    });
    return this.secret;
  }
}

/** The path, the filters and the order of a list in eight characters: enough to tell a mistake from none. */
function filtersOf({ params, query, body }: Asked): string {
  const given = [params, query, body].flatMap((part) => Object.entries(part ?? {}));
  const named = given
    .filter(([name]) => !OF_THE_PAGE.includes(name))
    .map(([name, value]) => [name, Array.isArray(value) ? [...value].sort() : value] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(named)).digest('base64url').slice(0, 8);
}

function ofOtherFilters(pointer: string): InvalidRequest {
  const detail = 'was given by this list under other filters or in another order; begin again without one';
  return new InvalidRequest([{ in: 'query', pointer, detail }]);
}

function notOurs(pointer: string): InvalidRequest {
  const detail = 'is not a cursor this list gave; begin again without one';
  return new InvalidRequest([{ in: 'query', pointer, detail }]);
}
