import { type ClientBase, Pool } from 'pg';
import { SET_LANDLORD } from './query-as-landlord';
import { typeParsers } from './type-parsers';

export interface PoolOptions {
  readonly url: string;
  readonly poolSize?: number;
  /** A role to take on with each connection, one that owns nothing; null to stay whom the address names. */
  readonly role?: string | null;
  /** Told when PostgreSQL drops an idle connection. The pool replaces it, so it is news and not a failure. */
  readonly onConnectionLost?: (error: Error) => void;
  /** Has its say on each new connection before anybody else uses it; if it fails, the connection is not taken. */
  readonly onConnect?: (client: ClientBase) => Promise<void>;
  /** How long a statement may take; null for the work of an operator, who waits for what there is to wait for. */
  readonly statementTimeoutMs?: number | null;
}

/** On two cores more connections than this are slower, not faster. */
const POOL_SIZE = 8;
const STATEMENT_TIMEOUT_MS = 10_000;
export const CONNECTION_TIMEOUT_MS = 5_000;
/** What a server needs to say that it has given a statement up. One that is silent for longer is no longer there. */
const ANSWER_AFTER_MS = 5_000;

/** Opens nothing yet: it connects when the first statement comes. */
export function openPool(options: PoolOptions): Pool {
  const { url, poolSize = POOL_SIZE, role = null, onConnectionLost, onConnect } = options;
  const { statementTimeoutMs = STATEMENT_TIMEOUT_MS } = options;
  const giveUpAfterMs = statementTimeoutMs && statementTimeoutMs + ANSWER_AFTER_MS;
  const pool = new Pool({
    connectionString: url,
    max: poolSize,
    ...(giveUpAfterMs !== null && { query_timeout: giveUpAfterMs }),
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    application_name: 'redress',
    keepAlive: true,
    types: typeParsers,
    async onConnect(client) {
      // Not among what the driver sends to open a connection: a pooler such as pgbouncer refuses settings there.
      const settings = [
        ...(role === null ? [] : [`set role ${client.escapeIdentifier(role)}`]),
        ...(statementTimeoutMs === null ? [] : [`set statement_timeout = ${statementTimeoutMs}`]),
        // The server's side of it: what a process that is out of reach has locked is let go.
        ...(giveUpAfterMs === null ? [] : [`set idle_in_transaction_session_timeout = ${giveUpAfterMs}`]),
      ];
      if (settings.length > 0) await client.query(settings.join('; '));
      await onConnect?.(client);
      await client.query({ ...SET_LANDLORD, values: ['', ''] });
    },
  });
  // Without a listener Node would end the process for the loss of a connection. The pool tells of idle ones; one in
  // use tells its user through the statement that fails, and between two statements through the next.
  pool.on('error', (error) => onConnectionLost?.(error));
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/**
 * The driver has given up waiting, which it tells in words alone. What was asked may still be under way over there, so
 * the connection is good for nothing any more, not even to roll back. Drizzle wraps what the driver said.
 */
export const isSilence = (error: unknown): boolean =>
  error instanceof Error && (error.message === 'Query read timeout' || isSilence(error.cause));
