import { randomBytes } from 'node:crypto';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import { Client, type QueryConfig, type QueryResultRow } from 'pg';
import { type Database, openDatabase } from '../../src/db/connection/client';
import { SERVICE_ROLE } from '../../src/db/setup/isolation';
import { migrate } from '../../src/db/setup/migrate';
import { JOURNAL } from '../../src/db/setup/migrations-applied';
import { refuseWithoutLandlord } from '../db/whose-rows';

/** Whom the database belongs to: sees every landlord's rows, which the service never does. */
export interface Owner {
  query<Row extends QueryResultRow>(statement: QueryConfig<unknown[]>): Promise<Row[]>;
}

export interface TestDatabase {
  /** As the service has it. */
  readonly database: Database;
  readonly owner: Owner;
  readonly url: string;
  drop(): Promise<void>;
}

/** A migrated, empty database of one's own: a clone of the template that the run's global setup made. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `redress_test_${randomBytes(8).toString('hex')}`;
  await onCluster(`create database ${name} template ${given('REDRESS_TEST_TEMPLATE')}`);
  const address = new URL(clusterUrl());
  address.pathname = `/${name}`;
  return connect(address.href, () => onCluster(`drop database ${name} with (force)`));
}

/** A database of one's own, brought to where these migrations lead. */
export async function createDatabaseWith(migrationsFolder: string): Promise<TestDatabase> {
  const empty = await createEmptyDatabase();
  await migrateWith(empty.url, migrationsFolder);
  return connect(empty.url, empty.drop);
}

export async function migrateWith(url: string, migrationsFolder: string): Promise<void> {
  const database = openDatabase({ url, poolSize: 1 });
  await migrate(database, { migrationsFolder }).finally(() => database.close());
}

/** As an earlier release left it, before what the present one does beside the migrations. */
export async function createEarlierDatabase(migrationsFolder: string): Promise<TestDatabase> {
  const empty = await createEmptyDatabase();
  const database = openDatabase({ url: empty.url, poolSize: 1 });
  await applyMigrations(drizzle(database.pool), { migrationsFolder, ...JOURNAL });
  await database.close();
  return connect(empty.url, empty.drop);
}

/** The connections a test needs to a database that is there. */
export function connect(url: string, drop: () => Promise<void>): TestDatabase {
  const database = openDatabase({ url, poolSize: 4, role: SERVICE_ROLE });
  database.pool.on('connect', refuseWithoutLandlord);
  const owner = openDatabase({ url, poolSize: 2 });
  return {
    database,
    owner: ownerOf(owner),
    url,
    async drop() {
      await database.close();
      await owner.close();
      await drop();
    },
  };
}

/** An empty database without any migration, for the tests of the migrations themselves. */
export async function createEmptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `redress_empty_${randomBytes(8).toString('hex')}`;
  await onCluster(`create database ${name}`);
  const address = new URL(clusterUrl());
  address.pathname = `/${name}`;
  return { url: address.href, drop: () => onCluster(`drop database ${name} with (force)`) };
}

export function ownerOf({ pool }: Database): Owner {
  return {
    async query<Row extends QueryResultRow>(statement: QueryConfig<unknown[]>) {
      const { rows } = await pool.query<Row>(statement);
      return rows;
    },
  };
}

export function clusterUrl(): string {
  return given('REDRESS_TEST_CLUSTER_URL');
}

function given(variable: string): string {
  const value = process.env[variable];
  if (value === undefined) throw new Error(`${variable} is not set: run the tests through jest`);
  return value;
}

async function onCluster(statement: string): Promise<void> {
  const client = new Client({ connectionString: clusterUrl() });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
