import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbedded } from '../src/db/embedded/server';

export interface BenchDatabase {
  readonly url: string;
  /** What its figures rest on, in one line. */
  readonly description: string;
  drop(): Promise<void>;
}

/** A real database, durable: one made on the server that DATABASE_URL names, else a server of our own. */
export async function openBenchDatabase(databaseUrl: string | null): Promise<BenchDatabase> {
  const { url: admin, stop } =
    databaseUrl === null ? await ownServer() : { url: databaseUrl, stop: async () => undefined };
  const name = `redress_bench_${randomBytes(6).toString('hex')}`;
  await run(admin, `create database ${name}`);
  const address = new URL(admin);
  address.pathname = `/${name}`;
  const [facts] = await run(
    admin,
    `select current_setting('server_version') as version, current_setting('fsync') as fsync,
      current_setting('synchronous_commit') as commit, current_setting('shared_buffers') as buffers`,
  );
  return {
    url: address.href,
    description: `PostgreSQL ${facts?.version}, fsync ${facts?.fsync}, synchronous_commit ${facts?.commit}, shared_buffers ${facts?.buffers}`,
    async drop() {
      await run(admin, `drop database ${name} with (force)`);
      await stop();
    },
  };
}

/** More memory than the trial of a newcomer has, since a million complaints are a deployment's; durability is as there. */
const SETTINGS = { shared_buffers: '1GB', max_wal_size: '8GB', max_connections: '100' };

async function ownServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), 'redress-bench-'));
  // Under root the server has another account, which must pass through.
  chmodSync(directory, 0o755);
  const embedded = await startEmbedded({ dataDir: directory, log: () => undefined, settings: SETTINGS });
  return {
    url: embedded.url,
    async stop() {
      await embedded.stop();
      rmSync(embedded.directory, { recursive: true, force: true });
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function run(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}
