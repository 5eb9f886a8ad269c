import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { Rulebook } from '../../complaints/loading/rulebook';
import type { Database } from '../../db/connection/client';
import type { LandlordRow } from '../../db/landlords/landlords';
import type { LandlordCache } from '../../db/access/cache';
import type { Instant } from '../../policy/dates/local-date';
import type { ZodTypeProvider } from '../requests/zod';
import type { Cursors } from '../paging/cursors';
import type { KeyCache } from '../auth/key-cache';
import type { ServedOperation } from './served-routes';

/** An app, or a scope of it, whose handlers are typed by the schemas their routes declare. */
export type Scope = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

export interface RouteDeps {
  readonly database: Database;
  readonly now: () => Instant;
  readonly keys: KeyCache;
  readonly rulebook: Rulebook;
  readonly cursors: Cursors;
  readonly landlords: LandlordCache<LandlordRow>;
  /** All that is served, once every route is added. */
  readonly served: readonly ServedOperation[];
}
