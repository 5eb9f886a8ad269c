import { isDeepStrictEqual } from 'node:util';
import { Client } from 'pg';
import { CONNECTION_TIMEOUT_MS } from '../connection/pool';
import { DatabaseUnusable } from './migrate';
import { NOT_CLEARED, whyUnusable } from './why-unusable';

/** The database as Redress is to reach it: the address, and the role to take on there or null. */
export interface Way {
  readonly url: string;
  readonly role: string | null;
}

const POOLED =
  'The address of the database leads through a pooler that gives each transaction whichever connection is free ' +
  '(pgbouncer: pool_mode = transaction or statement, also where it tracks prepared statements). ' +
  'Redress sets its role and its limits on a connection and listens on one, so they would be lost or reach strangers. ' +
  'Set pool_mode = session for this database, or give the address of the server itself.';

/** A session of the server, and what is set in it. */
interface Session {
  readonly session: number;
  readonly setting: string | null;
  readonly role: string;
}

const sessionWith = (setting: string): string =>
  `select pg_backend_pid() as session, ${setting} as setting, current_user::text as role`;
const MARKED = sessionWith(`set_config('redress.client', $1, false)`);
const ASKED = sessionWith(`current_setting('redress.client', true)`);

/**
 * Proves that a connection is one session of the server for as long as it lasts: a setting and the role outlive the
 * transaction they were set in, while another connection has transactions of its own, and end with the connection.
 * Else the database is refused.
 */
export async function assertOwnSessions({ url, role }: Way): Promise<void> {
  const one = clientOf(url);
  const other = clientOf(url);
  const next = clientOf(url);
  try {
    await one.connect();
    await other.connect();
    const ofOne = await told(one, MARKED, ['one']);
    const ofOther = await told(other, MARKED, ['other']);
    await assertKept([one, ofOne], [other, ofOther]);
    if (role !== null) {
      // Only now: a pooler that mixes connections up would hand the role to strangers.
      await one.query(`set role ${one.escapeIdentifier(role)}`);
      await assertKept([one, { ...ofOne, role }], [other, ofOther]);
    }
    // The next borrower is given the connection just handed back, if it is given a used one at all.
    await one.end();
    await next.connect();
    if ((await told(next, ASKED)).setting) throw new DatabaseUnusable(NOT_CLEARED);
  } catch (error) {
    if (error instanceof DatabaseUnusable) throw error;
    throw new DatabaseUnusable(whyUnusable(error), { cause: error });
  } finally {
    await Promise.all([one, other, next].map((client) => client.end()));
  }
}

function clientOf(url: string): Client {
  const client = new Client({
    connectionString: url,
    application_name: 'redress-start',
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    query_timeout: CONNECTION_TIMEOUT_MS,
  });
  // A connection that breaks says so to whoever waits for an answer; unheard, the event would end the process.
  client.on('error', () => undefined);
  return client;
}

async function told(client: Client, query: string, values: string[] = []): Promise<Session> {
  const { rows } = await client.query<Session>(query, values);
  if (!rows[0]) throw new Error('The database told nothing of a session');
  return rows[0];
}

type Expected = readonly [client: Client, session: Session];

/** A pooler that gives connections out in turn is found out by asking one twice running, any other by taking turns. */
async function assertKept(one: Expected, other: Expected): Promise<void> {
  for (const [client, session] of [one, other, other, one, one, other]) {
    if (!isDeepStrictEqual(await told(client, ASKED), session)) throw new DatabaseUnusable(POOLED);
  }
}
