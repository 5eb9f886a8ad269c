import { AsyncLocalStorage } from 'node:async_hooks';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Pool, PoolClient, QueryConfig, QueryResult, QueryResultRow } from 'pg';
import { isSilence, openPool, type PoolOptions } from './pool';
import { runAs, type SeenBy } from './query-as-landlord';
import { retrySerializationFailures } from './retry';
import { connectionOf, nameOf, type Timing, untimed } from './timing';
import { VisibleComplaints } from './visible-complaints';

/** What runs statements as one landlord: no row of another is there for them, whatever they ask. */
export interface LandlordSession {
  readonly orm: NodePgDatabase;
  /** Runs one statement. Give the hot ones a `name`: PostgreSQL then parses and plans them once a connection. */
  query<Row extends QueryResultRow>(statement: QueryConfig<unknown[]>): Promise<Row[]>;
}

/** Where statements go: the pool, or the one connection that a transaction holds. */
export interface Session {
  /** As the present caller: for one who is limited to some complaints, the others are not there. */
  of(landlordId: string): LandlordSession;
  /** As the landlord itself, whoever calls: to write what its caller may add or act on without seeing the outcome. */
  wholly(landlordId: string): LandlordSession;
}

/** Work that outlives its transaction, unawaited, must not use a connection that has gone to somebody else. */
interface OpenTransaction {
  readonly client: PoolClient;
  ended: boolean;
}

export interface Database extends Session {
  readonly pool: Pool;
  /** The transaction that the present work is part of, if it is part of one. */
  readonly open: AsyncLocalStorage<OpenTransaction>;
  readonly visibleComplaints: VisibleComplaints;
  readonly timed: Timing;
  close(): Promise<void>;
}

export interface DatabaseOptions extends PoolOptions {
  readonly timed?: Timing;
}

/** Opens nothing yet: the pool connects when the first statement comes. */
export function openDatabase({ timed = untimed, ...options }: DatabaseOptions): Database {
  const pool = openPool(options);
  const open = new AsyncLocalStorage<OpenTransaction>();
  const visibleComplaints = new VisibleComplaints();
  const runOn: OnConnection = (work) => {
    const transaction = open.getStore();
    return transaction && !transaction.ended
      ? work(transaction.client)
      : retrySerializationFailures(() => withConnection(pool, timed, work));
  };
  return {
    pool,
    open,
    visibleComplaints,
    timed,
    of: (landlordId) => sessionOn(runOn, timed, { landlordId, handler: visibleComplaints.setting }),
    wholly: (landlordId) => sessionOn(runOn, timed, { landlordId, handler: '' }),
    close: () => pool.end(),
  };
}

/**
 * Runs the work on one connection and commits, or rolls back if it throws. Whatever the work asks of this database
 * runs in the transaction, through whichever hands it goes: what is done, and the answer kept for a request sent
 * twice, are committed together or not at all. Begun inside another it is a part of that one, and undone alone. Where
 * PostgreSQL undid it for the sake of others it is run again, so what the work leaves outside the database has to be
 * set anew each time.
 */
export async function inTransaction<T>(
  database: Database,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const outer = database.open.getStore();
  return outer && !outer.ended
    ? inSavepoint(outer.client, database, work)
    : retrySerializationFailures(() => inOwnTransaction(database, work));
}

/**
 * Runs the work on one connection, and all that it reads is of one moment, however long it reads. It can change nothing,
 * and is not run again: what it has found may have been told already.
 */
export const inSnapshot = <T>(database: Database, work: (database: Database) => Promise<T>): Promise<T> =>
  inOwnTransaction(database, work, 'begin isolation level repeatable read, read only');

async function inSavepoint<T>(
  client: PoolClient,
  database: Database,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  await client.query('savepoint part');
  try {
    const result = await work(database);
    await client.query('release savepoint part');
    return result;
  } catch (error) {
    // Nor would that be answered, and the whole transaction is lost with its connection.
    if (!isSilence(error)) await client.query('rollback to savepoint part');
    throw error;
  }
}

async function inOwnTransaction<T>(
  database: Database,
  work: (database: Database) => Promise<T>,
  begin = 'begin',
): Promise<T> {
  const { pool, timed } = database;
  const client = await connectionOf(pool, timed);
  const transaction = { client, ended: false };
  try {
    await timed('begin', () => client.query(begin));
    const result = await database.open.run(transaction, () => work(database));
    transaction.ended = true;
    await timed('commit', () => client.query('commit'));
    client.release();
    return result;
  } catch (error) {
    transaction.ended = true;
    if (isSilence(error)) {
      client.release(true);
      throw error;
    }
    const lost = await client.query('rollback').then(
      () => undefined,
      (failure: Error) => failure,
    );
    // A connection that cannot roll back is in an unknown state; handing the pool an error discards it.
    client.release(lost);
    throw error;
  }
}

type OnConnection = <T>(work: (client: PoolClient) => Promise<T>) => Promise<T>;

async function withConnection<T>(
  pool: Pool,
  timed: Timing,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await connectionOf(pool, timed);
  // A connection that broke says so itself, and the pool takes none back that cannot be used.
  let silent = false;
  try {
    return await work(client);
  } catch (error) {
    silent = isSilence(error);
    throw error;
  } finally {
    client.release(silent);
  }
}

function sessionOn(onConnection: OnConnection, timed: Timing, seenBy: SeenBy): LandlordSession {
  const run = (statement: QueryConfig) =>
    onConnection((client) => timed(nameOf(statement), () => runAs(client, seenBy, statement)));
  return {
    get orm() {
      return ormOn(run);
    },
    async query<Row extends QueryResultRow>(statement: QueryConfig<unknown[]>) {
      const { rows } = await run(statement);
      // What a statement answers with is known to whoever wrote it, and to nobody else.
      return rows as Row[];
    },
  };
}

function ormOn(run: (statement: QueryConfig) => Promise<QueryResult>): NodePgDatabase {
  const client = { query: (statement: QueryConfig, values: unknown[]) => run({ ...statement, values }) };
  // Drizzle calls nothing but `query` of what it is given, unless asked to open a transaction of its own.
  return drizzle(client as unknown as PoolClient);
}
