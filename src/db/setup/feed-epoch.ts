import { desc, eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { integer, pgSchema, text } from 'drizzle-orm/pg-core';
import type { PoolClient } from 'pg';
import { errorCode } from '../connection/errors';
import { textOf } from '../connection/statement';
import { contactEvents } from '../schema/contacts';
import { complaintEvents } from '../schema/record';

/** The owner's own, in a schema of its own. A migration made it by hand, so it is not declared where they are made from. */
const epochs = pgSchema('event_feed').table('epochs', {
  epoch: integer().primaryKey(),
  server: text(),
});

/**
 * The event feed is ordered by transaction ids, which count what one server has done. In a database restored on
 * another server, or to an earlier moment of the same one, they begin anew below those of the rows it came with: new
 * events would be sorted before the place where readers stand, and never be seen. So each such life of the database is
 * an epoch, and the order of the feed is epoch first.
 */
type Epoch = Readonly<typeof epochs.$inferSelect>;

/** Begins an epoch where the server is not the one of the last, or where it is asked for. Needs the owner's rights. */
export async function keepFeedInOrder(client: PoolClient, begin: 'if-moved' | 'now'): Promise<void> {
  const server = await identityOf(client);
  const last = await lastEpoch(client);
  if (begin === 'now' || hasMoved(last, server)) {
    return beginEpoch(client, { epoch: last.epoch + 1, server });
  }
  if (last.server === null && server !== null) {
    await drizzle(client).update(epochs).set({ server }).where(eq(epochs.epoch, last.epoch));
  }
}

const hasMoved = (last: Epoch, server: string | null): boolean =>
  last.server !== null && server !== null && last.server !== server;

/** Whether an epoch has to begin before the service writes another event; for who may not begin one. */
export const needsEpoch = async (client: PoolClient): Promise<boolean> =>
  hasMoved(await lastEpoch(client), await identityOf(client));

async function lastEpoch(client: PoolClient): Promise<Epoch> {
  const [last] = await drizzle(client).select().from(epochs).orderBy(desc(epochs.epoch)).limit(1);
  if (!last) throw new Error('The table event_feed.epochs has lost its rows');
  return last;
}

const INSUFFICIENT_PRIVILEGE = '42501';
const UNDEFINED_FUNCTION = '42883';

/**
 * Which server and which of its histories: a restore to an earlier moment and a promoted standby begin a new timeline.
 * Null where a hosted server does not tell; then only whoever restores can.
 */
async function identityOf(client: PoolClient): Promise<string | null> {
  try {
    const { rows } = await client.query<{ server: string }>(`
      select format('%s/%s', system_identifier, timeline_id) as server
      from pg_control_system(), pg_control_checkpoint()`);
    return rows[0]?.server ?? null;
  } catch (error) {
    if ([INSUFFICIENT_PRIVILEGE, UNDEFINED_FUNCTION].includes(errorCode(error) ?? '')) return null;
    throw error;
  }
}

const LOCK = textOf(sql`lock table ${complaintEvents}, ${contactEvents} in exclusive mode`);

/** The lock waits for every writer of the old epoch, so that none of its events can turn up behind one of the new. */
async function beginEpoch(client: PoolClient, { epoch, server }: Epoch): Promise<void> {
  await client.query('begin');
  try {
    await client.query(LOCK);
    await drizzle(client).insert(epochs).values({ epoch, server });
    await client.query(
      `create or replace function feed_epoch() returns integer language sql stable as 'select ${Number(epoch)}'`,
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
