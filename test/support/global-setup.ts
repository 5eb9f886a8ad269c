import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { openDatabase } from '../../src/db/connection/client';
import { startEmbedded } from '../../src/db/embedded/server';
import { migrate } from '../../src/db/setup/migrate';
import { endServerOf, removeDataDirectory } from './databases/data-directory';

declare global {
  /** Set by the global setup for the global teardown, which Jest loads apart. */
  var leaveTestCluster: (() => Promise<void>) | undefined;
}

/**
 * One server for the whole run and one migrated template in it, which each test file clones in milliseconds; and one
 * place where the first file that wants the service built puts it.
 */
export default async function setUp(): Promise<void> {
  const undo: (() => unknown)[] = [];
  globalThis.leaveTestCluster = async () => {
    globalThis.leaveTestCluster = undefined;
    await undoAll(undo);
  };
  try {
    await standUp(undo);
  } catch (error) {
    // Jest tears down nothing of a set-up that failed; the server must not stay behind.
    await globalThis.leaveTestCluster?.();
    throw error;
  }
}

/** Notes how to undo each step as soon as it is done, so that a failure of the next one leaves nothing. */
async function standUp(undo: (() => unknown)[]): Promise<void> {
  const cluster = await testCluster(undo);
  // Ctrl-C ends Jest without a teardown.
  process.once('SIGINT', () => void globalThis.leaveTestCluster?.().finally(() => process.exit(130)));
  const template = `redress_template_${randomBytes(6).toString('hex')}`;
  await run(cluster, `create database ${template}`);
  undo.push(() => run(cluster, `drop database ${template} with (force)`));
  await migrateTemplate(databaseUrl(cluster, template));

  // The space is there to be stumbled over. Under root the embedded server has another account, which must pass through.
  const build = mkdtempSync(join(tmpdir(), 'redress built '));
  undo.push(() => rmSync(build, { recursive: true, force: true }));
  chmodSync(build, 0o755);

  process.env.REDRESS_TEST_CLUSTER_URL = cluster;
  process.env.REDRESS_TEST_TEMPLATE = template;
  process.env.REDRESS_TEST_BUILD = build;
}

/** The last step first, and each although another failed. */
async function undoAll(undo: (() => unknown)[]): Promise<void> {
  const last = undo.pop();
  if (last === undefined) return;
  try {
    await last();
  } finally {
    await undoAll(undo);
  }
}

async function testCluster(undo: (() => unknown)[]): Promise<string> {
  const external = process.env.REDRESS_TEST_DATABASE_URL;
  if (external !== undefined) return external;

  const directory = mkdtempSync(join(tmpdir(), 'redress-test-'));
  undo.push(() => removeDataDirectory(directory));
  undo.push(() => endServerOf(directory));
  // Under root the server has another account, which must pass through.
  chmodSync(directory, 0o755);
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
  };
  const embedded = await startEmbedded({ dataDir: directory, log: () => undefined, settings });
  undo.push(() => embedded.stop());
  return embedded.url;
}

async function migrateTemplate(url: string): Promise<void> {
  const database = openDatabase({ url });
  await migrate(database).finally(() => database.close());
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
