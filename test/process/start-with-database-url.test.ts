import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { openDatabase } from '../../src/db/connection/client';
import { builtService } from '../support/built-service';
import { cloneOfEachTest, get, query } from '../support/clone';
import { createEmptyDatabase, ownerOf } from '../support/database';
import { run, startService } from '../support/running-service';
import { backendsWaiting, until } from '../support/wait-until';

const service = builtService();
const clone = cloneOfEachTest();
let cwd: string;
beforeEach(() => {
  cwd = clone();
});

const dropRole = (name: string) => query(process.env.REDRESS_TEST_CLUSTER_URL ?? '', `drop role ${name}`);

describe('npm start with DATABASE_URL', () => {
  test('it migrates that database, loads nothing, and the admin command makes the first landlord and key', async () => {
    const { url, drop } = await createEmptyDatabase();
    const env = { DATABASE_URL: url, HOST: '127.0.0.1' };
    const started = await startService(service, cwd, env);
    expect(existsSync(join(cwd, 'data'))).toBe(false);
    expect(await query(url, 'select count(*)::int as landlords from landlords')).toEqual([{ landlords: 0 }]);
    const created = run(service, cwd, env, 'admin.js', 'create-platform-key', '--name', 'operations');
    const key = /rdr_\S+/.exec(created.stdout)?.[0];
    expect(await get(`${started.url}/v1/landlords`, key)).toMatchObject({ status: 200 });
    expect(await started.end('SIGTERM')).toBe(0);
    await drop();
  });

  test('the service works through an address that owns nothing, where the owner migrates through its own', async () => {
    const { url, drop } = await createEmptyDatabase();
    const login = `front_${randomBytes(6).toString('hex')}`;
    await query(url, `create role ${login} login password 'trial'`);
    const front = new URL(url);
    front.username = login;
    front.password = 'trial';
    const env = { DATABASE_URL: front.href, REDRESS_MIGRATION_URL: url, HOST: '127.0.0.1', PORT: '0' };

    const refused = run(service, cwd, env, 'server.js');
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stderr).toBe(
      'Redress cannot start: The role of DATABASE_URL may not work as redress_service. Let the owner run: grant redress_service to that role.\n',
    );

    await query(url, `grant redress_service to ${login}`);
    const started = await startService(service, cwd, env);
    const created = run(service, cwd, env, 'admin.js', 'create-platform-key', '--name', 'operations');
    const key = /rdr_\S+/.exec(created.stdout)?.[0];
    expect(await get(`${started.url}/v1/landlords`, key)).toMatchObject({ status: 200 });
    const users = `select distinct usename from pg_stat_activity where datname = current_database() and application_name = 'redress'`;
    expect(await query(url, users)).toEqual([{ usename: login }]);
    expect(await started.end('SIGTERM')).toBe(0);
    await drop();
    await dropRole(login);
  });

  test('an owner who may not create roles is told what an administrator has to run', async () => {
    const { url, drop } = await createEmptyDatabase();
    const login = `owner_${randomBytes(6).toString('hex')}`;
    await query(url, `create role ${login} login password 'trial'`);
    await query(url, `grant all on schema public to ${login}`);
    await query(
      url,
      `do $$ begin execute format('grant create on database %I to ${login}', current_database()); end $$`,
    );
    const owner = new URL(url);
    owner.username = login;
    owner.password = 'trial';
    const refused = run(service, cwd, { DATABASE_URL: owner.href, PORT: '0' }, 'server.js');
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stderr).toContain('create role redress_service; grant redress_service to that role');
    await drop();
    await dropRole(login);
  });

  test('a request in progress is answered before the service stops', async () => {
    const { url, drop } = await createEmptyDatabase();
    const env = { DATABASE_URL: url, HOST: '127.0.0.1' };
    const started = await startService(service, cwd, env);
    const key = /rdr_\S+/.exec(
      run(service, cwd, env, 'admin.js', 'create-platform-key', '--name', 'operations').stdout,
    )?.[0];
    expect((await get(`${started.url}/v1/landlords`, key)).status).toBe(200);

    const blocker = new Client({ connectionString: url });
    await blocker.connect();
    await blocker.query('begin');
    await blocker.query('lock table landlords in access exclusive mode');
    const answer = get(`${started.url}/v1/landlords`, key);
    const onlooker = openDatabase({ url, poolSize: 1 });
    await backendsWaiting(ownerOf(onlooker), 1);
    await onlooker.close();
    const ending = started.end('SIGTERM');
    const live = () => get(`${started.url}/health/live`);
    await until('it takes no more', () =>
      live().then(
        () => false,
        () => true,
      ),
    );
    await expect(live()).rejects.toThrow('fetch failed');
    await blocker.query('rollback');
    await blocker.end();
    expect((await answer).status).toBe(200);
    expect(await ending).toBe(0);
    await drop();
  });

  test('an unreachable database is a line that says so, without the password', () => {
    const refused = run(
      service,
      cwd,
      { DATABASE_URL: 'postgres://redress:hidden@127.0.0.1:1/redress', PORT: '0' },
      'server.js',
    );
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(
      /^Redress cannot start: The database cannot be reached: .*ECONNREFUSED.*\n$/,
    );
    expect(refused.stderr).not.toContain('hidden');
  });

  test('a database that a newer release has migrated is refused', async () => {
    const { url, drop } = await createEmptyDatabase();
    expect(run(service, cwd, { DATABASE_URL: url }, 'admin.js', 'migrate')).toMatchObject({ code: 0 });
    await query(
      url,
      `insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 4102444800000)`,
    );
    const refused = run(service, cwd, { DATABASE_URL: url, PORT: '0' }, 'server.js');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toBe(
      'Redress cannot start: The database has 1 migration(s) that this release does not know: a newer release has used it. Start that release or a later one.\n',
    );
    await drop();
  });
});
