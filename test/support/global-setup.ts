import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { openDatabase } from '../../src/db/connection/client';
import { startEmbedded } from '../../src/db/embedded/server';
import { migrate } from '../../src/db/setup/migrate';

declare global {
  /** Set by the global setup for the global teardown, which Jest loads apart. */
  var leaveTestCluster: (() => Promise<void>) | undefined;
}

/**
 * One server for the whole run and one migrated template in it, which each test file clones in milliseconds; and one
 * place where the first file that wants the service built puts it.
 */
export default async function setUp(): Promise<void> {
  const cluster = await testCluster();
  const template = `redress_template_${randomBytes(6).toString('hex')}`;
  await run(cluster.url, `create database ${template}`);
  // The space is there to be stumbled over. Under root the embedded server has another account, which must pass through.
  const build = mkdtempSync(join(tmpdir(), 'redress built '));
  chmodSync(build, 0o755);
  globalThis.leaveTestCluster = async () => {
    globalThis.leaveTestCluster = undefined;
    rmSync(build, { recursive: true, force: true });
    await run(cluster.url, `drop database ${template} with (force)`);
    await cluster.leave();
  };
  // Ctrl-C ends Jest without a teardown; the server must not stay behind.
  process.once('SIGINT', () => void globalThis.leaveTestCluster?.().finally(() => process.exit(130)));

  process.env.REDRESS_TEST_CLUSTER_URL = cluster.url;
  process.env.REDRESS_TEST_TEMPLATE = template;
  process.env.REDRESS_TEST_BUILD = build;
  await migrateTemplate(databaseUrl(cluster.url, template));
}

async function testCluster(): Promise<{ url: string; leave(): Promise<void> }> {
  const external = process.env.REDRESS_TEST_DATABASE_URL;
  if (external !== undefined) return { url: external, leave: async () => undefined };

  const directory = mkdtempSync(join(tmpdir(), 'redress-test-'));
  // Under root the server has another account, which must pass through.
  chmodSync(directory, 0o755);
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
  };
  const embedded = await startEmbedded({ dataDir: directory, log: () => undefined, settings });
  return {
    url: embedded.url,
    async leave() {
      await embedded.stop();
      rmSync(embedded.directory, { recursive: true, force: true });
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function migrateTemplate(url: string): Promise<void> {
  const database = openDatabase({ url });
  await migrate(database);
  await database.close();
}

function databaseUrl(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function run(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
