import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { type Database, openDatabase } from '../../src/db/client';

export interface TestDatabase {
  readonly database: Database;
  readonly url: string;
  drop(): Promise<void>;
}

/** A migrated, empty database of one's own: a clone of the template that the run's global setup made. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `redress_test_${randomBytes(8).toString('hex')}`;
  await onCluster(`create database ${name} template ${given('REDRESS_TEST_TEMPLATE')}`);
  const address = new URL(clusterUrl());
  address.pathname = `/${name}`;
  const database = openDatabase({ url: address.href, poolSize: 4 });
  return {
    database,
    url: address.href,
    async drop() {
      await database.close();
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
