import { sql } from 'drizzle-orm';
import type { ClientBase } from 'pg';
import { textOf } from '../connection/statement';
import { contactEvents } from '../schema/contacts';
import { complaintEvents } from '../schema/record';

/**
 * The event feed is ordered by transaction ids, which count what one server has done. In a database restored on
 * another server, or to an earlier moment of the same one, they begin anew below those of the rows it came with: new
 * events would be sorted before the place where readers stand, and never be seen. A standby that was promoted likewise
 * goes once more over the ids of what the primary had told of and the standby not yet had. So each such life of the
 * database is an epoch, and the order of the feed is epoch first.
 */

/**
 * Which server and which of its histories: a restore to an earlier moment and a promoted standby begin a new timeline.
 * It is read from where the server writes, since the control file tells of a promotion at the next checkpoint only.
 * Null where a hosted server does not tell; then only whoever restores can.
 */
const SERVER_IDENTITY = `
create or replace function event_feed.server_identity() returns text language plpgsql stable
set search_path = pg_catalog, pg_temp as $$
begin
  return format('%s/%s', (select system_identifier from pg_control_system()),
    ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::bigint);
exception when insufficient_privilege or undefined_function or feature_not_supported or object_not_in_prerequisite_state then
  return null;
end $$`;

/**
 * The lock waits for every writer of the old epoch, so that none of its events can turn up behind one of the new. Of
 * several who find the server moved, the first to have the lock begins the epoch.
 */
const BEGIN_EPOCH = textOf(sql`
create or replace function event_feed.begin_epoch(only_if_moved boolean) returns void language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
  present text := event_feed.server_identity();
  last event_feed.epochs;
begin
  lock table public.${complaintEvents}, public.${contactEvents} in exclusive mode;
  select * into strict last from event_feed.epochs order by epoch desc limit 1;
  if only_if_moved and last.server = present then return; end if;
  insert into event_feed.epochs (epoch, server) values (last.epoch + 1, present);
  execute format('create or replace function public.feed_epoch() returns integer language sql stable as %L',
    'select ' || (last.epoch + 1));
end $$`);

/**
 * A standby is refused: a connection to one outlives its promotion, and would then write in the old epoch. This runs
 * with the owner's rights, since the service may begin an epoch where there has to be one and nowhere else.
 */
const KEEP_IN_ORDER = `
create or replace function keep_feed_in_order() returns void language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
  present text;
  last event_feed.epochs;
begin
  if pg_is_in_recovery() then
    raise read_only_sql_transaction using message = 'the server is a standby';
  end if;
  present := event_feed.server_identity();
  select * into strict last from event_feed.epochs order by epoch desc limit 1;
  if last.server is null and present is not null then
    update event_feed.epochs set server = present where epoch = last.epoch;
  elsif last.server <> present then
    perform event_feed.begin_epoch(true);
  end if;
end $$`;

/** Makes what keeps the feed in order, as this release has it. Needs the owner's rights. */
export async function makeFeedFunctions(client: ClientBase): Promise<void> {
  for (const made of [SERVER_IDENTITY, BEGIN_EPOCH, KEEP_IN_ORDER]) await client.query(made);
}

/**
 * Begins an epoch where the server is not the one of the last. The service asks it of each connection before it writes
 * by it, since an address can lead to another server from one connection to the next.
 */
export async function keepFeedInOrder(client: ClientBase): Promise<void> {
  await client.query('select keep_feed_in_order()');
}

/** Begins an epoch whatever the server is. Needs the owner's rights. */
export async function beginEpoch(client: ClientBase): Promise<void> {
  await client.query('select event_feed.begin_epoch(false)');
}
