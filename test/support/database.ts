import { randomBytes } from 'node:crypto';
import { Client, type QueryConfig, type QueryResultRow } from 'pg';
import { type Database, openDatabase } from '../../src/db/client';
import { SERVICE_ROLE } from '../../src/db/isolation';

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
  const database = openDatabase({ url: address.href, poolSize: 4, role: SERVICE_ROLE });
  const owner = openDatabase({ url: address.href, poolSize: 2 });
  return {
    database,
    owner: ownerOf(owner),
    url: address.href,
    async drop() {
      await database.close();
      await owner.close();
      await onCluster(`drop database ${name} with (force)`);
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

function clusterUrl(): string {
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
