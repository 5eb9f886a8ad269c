import { type Connection, type PoolClient, Query, type QueryConfig, type QueryResult } from 'pg';

// The steps of a query as the driver goes through them; its published types leave them out. No version promises them, so
// `test/db/connection/query-as-landlord.test.ts` names each and says what would break.
declare module 'pg' {
  interface Query {
    prepare(connection: Connection): void;
    handleDataRow(message: unknown): void;
    handleCommandComplete(message: unknown, connection: Connection): void;
  }
}

/** Prepared on each new connection, so that later it costs a bind and no parsing. The handler is `VisibleComplaints.setting`. */
export const SET_LANDLORD = {
  name: 'set-landlord',
  text: "select set_config('redress.landlord', $1, true), set_config('redress.handler', $2, true)",
};

/** For whom a statement runs, as the policies of the tables read it. */
export interface SeenBy {
  readonly landlordId: string;
  readonly handler: string;
}

/**
 * A statement that sees one landlord's rows and no others. Row-level security reads the landlord from a setting of the
 * transaction, so the setting travels ahead of the statement inside the same message: between two Syncs PostgreSQL runs
 * everything as one transaction. It costs no round trip of its own, where `begin`, the setting and `commit` would cost
 * three, and nothing of it is left on the connection for whoever gets it next.
 */
class LandlordQuery extends Query {
  private landlordIsSet = false;

  constructor(
    private readonly seenBy: SeenBy,
    statement: QueryConfig,
    done: (error: Error | undefined, result: QueryResult) => void,
  ) {
    // A statement without values would go out in the simple protocol, whose messages cannot be combined.
    super({ ...statement, queryMode: 'extended' } as QueryConfig, done);
  }

  override prepare(connection: Connection): void {
    const { name } = SET_LANDLORD;
    connection.bind({ statement: name, values: [this.seenBy.landlordId, this.seenBy.handler] }, true);
    connection.execute({}, true);
    super.prepare(connection);
  }

  override handleDataRow(message: unknown): void {
    if (this.landlordIsSet) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: Connection): void {
    if (this.landlordIsSet) super.handleCommandComplete(message, connection);
    this.landlordIsSet = true;
  }
}

/** Runs one statement for this landlord, in the transaction that is open or else in one of its own. */
export function runAs(client: PoolClient, seenBy: SeenBy, statement: QueryConfig): Promise<QueryResult> {
  return new Promise((resolve, reject) => {
    client.query(
      new LandlordQuery(seenBy, statement, (error, result) => (error ? reject(error) : resolve(result))),
    );
  });
}
