import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { builtService } from '../support/built-service';
import { createEmptyDatabase } from '../support/database';
import { type Environment, run, startService } from '../support/running-service';

/** The service with an address that owns nothing, and its owner's where only the owner has it. */

// At once and not in a hook: on a busy machine the compiler may take longer than a hook may.
const built = builtService();
const login = `front_${randomBytes(6).toString('hex')}`;
let cwd: string;
let owner: { url: string; drop(): Promise<void> };
let front: Environment;
beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'redress login '));
  await query(clusterUrl(), `create role ${login} login password 'trial'`);
  await query(clusterUrl(), `grant redress_service to ${login}`);
});
afterAll(async () => {
  rmSync(cwd, { recursive: true, force: true });
  await query(clusterUrl(), `drop role ${login}`);
});
beforeEach(async () => {
  owner = await createEmptyDatabase();
  front = { DATABASE_URL: addressOf(login, 'trial'), HOST: '127.0.0.1', PORT: '0' };
});
afterEach(() => owner.drop());

const clusterUrl = () => process.env.REDRESS_TEST_CLUSTER_URL ?? '';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql).finally(() => client.end());
  return rows;
}

function addressOf(username: string, password: string): string {
  const address = new URL(owner.url);
  address.username = username;
  address.password = password;
  return address.href;
}

const admin = (env: Environment, ...args: string[]) => run(built, cwd, env, 'admin.js', ...args);
const migrated = () =>
  expect(admin({ DATABASE_URL: owner.url }, 'migrate')).toEqual({
    code: 0,
    stdout: 'The database is up to date.\n',
    stderr: '',
  });
const refusal = (why: string) =>
  `${why} Let its owner bring it up to this release: npm run admin -- migrate, with the owner's address in REDRESS_MIGRATION_URL where DATABASE_URL is another.\n`;
const BEHIND = refusal('The database is not at this release.');

test('it starts where the owner has migrated in a job of its own, and every command but the owner’s works with it', async () => {
  const { DATABASE_URL = '' } = front;
  expect(run(built, cwd, front, 'server.js')).toMatchObject({
    code: 1,
    stderr: `Redress cannot start: ${BEHIND}`,
  });
  migrated();
  expect(admin({ DATABASE_URL }, 'migrate')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('does not own the tables'),
  });
  const service = await startService(built, cwd, front);
  expect(service.output()).not.toContain('DATABASE_URL logs in as');
  const made = admin({ DATABASE_URL }, 'create-landlord', '--name', 'Mill Lane Homes');
  expect(made).toMatchObject({ code: 0, stderr: '' });
  for (const command of ['verify', 'chain-head', 'list-landlords'])
    expect(admin({ DATABASE_URL }, command)).toMatchObject({ code: 0, stderr: '' });
  expect(await service.end('SIGTERM')).toBe(0);
});

test('a database that lacks a migration is refused in a sentence, and whoever looks at the record migrates nothing', async () => {
  migrated();
  const last = 'select max(id) from drizzle.__drizzle_migrations';
  const [{ created_at: removed }] = (await query(
    owner.url,
    `delete from drizzle.__drizzle_migrations where id = (${last}) returning created_at`,
  )) as [{ created_at: string }];
  const applied = 'select count(*)::int as n from drizzle.__drizzle_migrations';
  const before = await query(owner.url, applied);
  expect(run(built, cwd, front, 'server.js')).toMatchObject({
    code: 1,
    stderr: `Redress cannot start: ${BEHIND}`,
  });
  for (const command of ['verify', 'chain-head', 'list-landlords'])
    expect(admin({ DATABASE_URL: owner.url }, command)).toEqual({ code: 1, stdout: '', stderr: BEHIND });
  expect(await query(owner.url, applied)).toEqual(before);
  await query(
    owner.url,
    `insert into drizzle.__drizzle_migrations (hash, created_at) values ('again', ${removed})`,
  );
  expect(admin(front, 'list-landlords')).toMatchObject({ code: 0 });
});

test('a database that came from another server waits for the owner, who begins a new epoch of the feed', async () => {
  migrated();
  await query(owner.url, `update event_feed.epochs set server = 'another/1'`);
  const moved =
    'The database was moved or restored since it was last used, and readers of its event feed would miss events.';
  expect(run(built, cwd, front, 'server.js').stderr).toBe(`Redress cannot start: ${refusal(moved)}`);
  migrated();
  const service = await startService(built, cwd, front);
  expect(await service.end('SIGTERM')).toBe(0);
});

test('a login that row-level security does not bind is told of, and refused where the owner has an address of its own', async () => {
  const { username } = new URL(owner.url);
  const env = { DATABASE_URL: owner.url, HOST: '127.0.0.1' };
  const service = await startService(built, cwd, env);
  expect(service.output()).toContain(`DATABASE_URL logs in as ${username}, which can act as ${username}`);
  expect(await service.end('SIGTERM')).toBe(0);
  const refused = run(built, cwd, { ...env, PORT: '0', REDRESS_MIGRATION_URL: owner.url }, 'server.js');
  expect(refused.code).toBe(1);
  expect(refused.stderr).toBe(
    `Redress cannot start: DATABASE_URL logs in as ${username}, which can act as ${username}: give it a role that was granted redress_service and nothing else. REDRESS_MIGRATION_URL is there to keep the owner away from the service.\n`,
  );
});

test('an address that logs in as redress_service gets its password from the owner’s job', async () => {
  const own = { DATABASE_URL: addressOf('redress_service', 'first/p%40ss'), HOST: '127.0.0.1', PORT: '0' };
  expect(admin({ ...own, REDRESS_MIGRATION_URL: owner.url }, 'migrate')).toMatchObject({
    code: 0,
    stderr: '',
  });
  const service = await startService(built, cwd, own);
  expect(service.output()).not.toContain('DATABASE_URL logs in as');
  const users = `select distinct usename from pg_stat_activity where datname = current_database() and application_name = 'redress'`;
  expect(await query(owner.url, users)).toEqual([{ usename: 'redress_service' }]);
  expect(await service.end('SIGTERM')).toBe(0);
  await query(owner.url, 'alter role redress_service nologin password null');
});
