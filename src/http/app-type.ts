import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { Rulebook } from '../complaints/rulebook';
import type { Database } from '../db/client';
import type { LandlordRow } from '../db/landlords';
import type { Remembered } from '../db/remembered';
import type { Instant } from '../policy/local-date';
import type { ZodTypeProvider } from './bridge';
import type { Cursors } from './cursors';
import type { KeyCache } from './key-cache';
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
  readonly landlords: Remembered<LandlordRow>;
  /** All that is served, once every route is added. */
  readonly served: readonly ServedOperation[];
}
