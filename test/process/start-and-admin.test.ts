import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { openDatabase } from '../../src/db/connection/client';
import { startTestApp } from '../support/app';
import { builtService } from '../support/built-service';
import { clusterHome, removeDataDirectory } from '../support/data-directory';
import { createEmptyDatabase, ownerOf } from '../support/database';
import { openDesk } from '../support/landlord-desk';
import { run, startService } from '../support/running-service';
import { backendsWaiting, until } from '../support/wait-until';

const service = builtService();
let parent: string;
let cwd: string;

beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'redress start '));
  chmodSync(parent, 0o755);
});

afterAll(() => {
  for (const clone of readdirSync(parent)) {
    for (const name of ['data', 'elsewhere']) removeDataDirectory(join(parent, clone, name));
  }
  rmSync(parent, { recursive: true, force: true });
});

beforeEach(() => {
  cwd = mkdtempSync(join(parent, 'a clone '));
  chmodSync(cwd, 0o755);
});

interface Answer {
  readonly status: number;
  readonly body: string;
}

async function get(url: string, key?: string): Promise<Answer> {
  const headers = new Headers(key === undefined ? [] : [['authorization', `Bearer ${key}`]]);
  const answer = await fetch(url, { headers });
  return { status: answer.status, body: await answer.text() };
}

function demoKeys(): Record<string, { key: string; landlordId?: string }> {
  return JSON.parse(readFileSync(join(cwd, 'data/demo-keys.json'), 'utf8'));
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql).finally(() => client.end());
  return rows;
}

const dropRole = (name: string) => query(process.env.REDRESS_TEST_CLUSTER_URL ?? '', `drop role ${name}`);

describe('npm start without any setting', () => {
  test('the first start loads five demo landlords and shows their keys once; a restart keeps them and shows none', async () => {
    const first = await startService(service, cwd, {});
    const keys = demoKeys();
    expect(Object.keys(keys).sort()).toEqual(['arches', 'hexagon', 'hhs', 'platform', 'settle', 'westfield']);
    expect(statSync(join(cwd, 'data/demo-keys.json')).mode & 0o777).toBe(0o600);
    for (const { key } of Object.values(keys)) expect(first.output()).toContain(key);
    for (const name of ['hexagon', 'westfield', 'settle', 'arches', 'hhs']) {
      const policies = await get(`${first.url}/v1/policies`, keys[name]!.key);
      const versions = JSON.parse(policies.body).items.map(({ version }: { version: string }) => version);
      expect(versions).toHaveLength(1);
      const policy = await get(`${first.url}/v1/policies/${versions[0]}`, keys[name]!.key);
      expect(policy).toEqual({ status: 200, body: expect.stringContaining(`"name":"${name}"`) });
      const own = await get(`${first.url}/v1/landlords/${keys[name]!.landlordId}`, keys[name]!.key);
      expect(own.status).toBe(200);
    }
    expect((await get(`${first.url}/v1/landlords`, keys.platform!.key)).status).toBe(200);
    expect((await get(`${first.url}/docs`)).status).toBe(200);
    expect(await first.end('SIGTERM')).toBe(0);
    expect(first.output()).toContain('Redress has stopped.');
    expect(existsSync(join(clusterHome(join(cwd, 'data')), 'cluster/postmaster.pid'))).toBe(false);

    const second = await startService(service, cwd, {});
    expect(second.output()).not.toContain('rdr_');
    expect(demoKeys()).toEqual(keys);
    expect((await get(`${second.url}/v1/policies`, keys.hexagon!.key)).status).toBe(200);
    expect(await second.end('SIGINT')).toBe(0);
  });

  test('after kill -9 the next start goes on with the same database', async () => {
    const first = await startService(service, cwd, {});
    const { hexagon } = demoKeys();
    expect(await first.end('SIGKILL')).toBe(null);
    const second = await startService(service, cwd, {});
    expect(second.output()).not.toContain('rdr_');
    expect((await get(`${second.url}/v1/policies`, hexagon!.key)).status).toBe(200);
    expect(await second.end('SIGTERM')).toBe(0);
  });

  test('under npm, which hands SIGTERM to a shell and not to us, the service ends when that shell does', async () => {
    const command = `exec 3>&1; "${process.execPath}" "${service.dist}/server.js" >&3 2>&3; true`;
    const env = { PATH: process.env.PATH, PORT: '0', npm_lifecycle_event: 'start' };
    const shell = spawn('/bin/sh', ['-c', command], { cwd, env });
    let written = '';
    shell.stdout.on('data', (chunk) => {
      written += chunk;
    });
    await until('it is ready', () => written.includes('Redress is ready'));
    shell.kill('SIGTERM');
    await once(shell.stdout, 'end');
    expect(written).toContain('npm was ended: finishing what is in progress.');
    expect(written).toContain('Redress has stopped.');
  });

  test('REDRESS_SEED=none loads nothing, and the admin command creates a landlord whether the service runs or not', async () => {
    const env = { REDRESS_SEED: 'none', REDRESS_DATA_DIR: './elsewhere' };
    const before = run(service, cwd, env, 'admin.js', 'create-landlord', '--name', 'Mill Lane Homes');
    expect(before).toMatchObject({ code: 0, stderr: '' });
    const started = await startService(service, cwd, env);
    expect(existsSync(join(cwd, 'elsewhere/demo-keys.json'))).toBe(false);
    const during = run(
      service,
      cwd,
      env,
      'admin.js',
      'create-landlord',
      '--name',
      'Dock Street Housing',
      '--division',
      'scotland',
    );
    expect(during).toMatchObject({ code: 0, stderr: '' });
    for (const { stdout } of [before, during]) {
      const [, id, key] = /Landlord (\S+)[\s\S]*(rdr_\S+)/.exec(stdout) ?? [];
      expect((await get(`${started.url}/v1/landlords/${id}`, key)).status).toBe(200);
    }
    const listed = run(service, cwd, env, 'admin.js', 'list-landlords');
    expect(listed.stdout).toMatch(/Mill Lane Homes\n.*Dock Street Housing\n/);
    const restored = run(service, cwd, env, 'admin.js', 'after-restore');
    expect(restored.stdout).toBe('The database is up to date, and the event feed goes on in a new epoch.\n');
    expect(await started.end('SIGTERM')).toBe(0);
  });

  test('a second service on the same data is refused and leaves the first alone', async () => {
    const first = await startService(service, cwd, {});
    const second = run(service, cwd, { PORT: '0' }, 'server.js');
    expect(second.code).toBe(1);
    expect(second.stderr).toBe(
      `Redress cannot start: Another Redress is using ${join(cwd, 'data')}. Stop it first, or give this one its own directory with REDRESS_DATA_DIR.\n`,
    );
    expect((await get(`${first.url}/health/ready`)).status).toBe(200);
    expect(await first.end('SIGTERM')).toBe(0);
  });

  test('a taken port is refused with its number and the way out, before a database is made', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => {
        const address = other.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    const refused = run(service, cwd, { PORT: String(port) }, 'server.js');
    other.close();
    expect(refused.code).toBe(1);
    expect(refused.stderr).toBe(
      `Redress cannot start: port ${port} on 127.0.0.1 is already in use. Stop the program that uses it, or choose another port, for example PORT=${port + 1} npm start.\n`,
    );
    expect(existsSync(join(cwd, 'data'))).toBe(false);
  });

  test('every fault of the configuration is a line, and nothing is started', () => {
    const refused = run(service, cwd, { PORT: 'http', REDRESS_SEEDS: 'demo' }, 'server.js');
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    const lines = refused.stderr.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toBe('Redress cannot start: PORT is "http": it is a whole number from 0 to 65535.');
    expect(lines[1]).toMatch(
      /^Redress cannot start: REDRESS_SEEDS is not a setting of Redress: the settings .*REDRESS_SEED,/,
    );
    expect(existsSync(join(cwd, 'data'))).toBe(false);
  });
});

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

describe('the admin command', () => {
  test.each([
    [['create-landlord'], 'create-landlord needs --name.'],
    [
      ['create-landlord', '--name', 'X', '--division', 'wales'],
      '--division is "wales": it is one of england-and-wales, scotland, northern-ireland.',
    ],
    [
      ['create-key', '--landlord', 'x', '--name', 'y', '--roles', 'reader'],
      '--landlord is "x", which is not the id of a landlord.',
    ],
    [['remove-everything'], 'There is no command "remove-everything".'],
  ])('%j is refused in a sentence', (args, sentence) => {
    const refused = run(service, cwd, {}, 'admin.js', ...args);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(sentence);
    expect(existsSync(join(cwd, 'data'))).toBe(false);
  });

  test('--help lists every command', () => {
    const help = run(service, cwd, {}, 'admin.js', '--help');
    expect(help).toMatchObject({ code: 0, stderr: '' });
    for (const command of [
      'create-landlord',
      'create-key',
      'create-platform-key',
      'list-landlords',
      'migrate',
      'after-restore',
    ]) {
      expect(help.stdout).toContain(command);
    }
  });

  test('verify looks at every landlord or at one, and holds a record against a seal kept elsewhere', async () => {
    const { url, drop } = await createEmptyDatabase();
    const env = { DATABASE_URL: url };
    const landlord =
      /Landlord (\S+)/.exec(
        run(service, cwd, env, 'admin.js', 'create-landlord', '--name', 'Mill Lane Homes').stdout,
      )?.[1] ?? '';
    const whole = run(service, cwd, env, 'admin.js', 'verify');
    expect(whole).toMatchObject({
      code: 0,
      stdout: `${landlord}  0 complaints, 0 events, 0 contacts, 0 events of contacts, 0 seals: 0 faults\n`,
      stderr: '',
    });
    expect(run(service, cwd, env, 'admin.js', 'chain-head', '--landlord', landlord).stdout).toBe(
      `{"landlordId":"${landlord}"}\n`,
    );
    const kept = `1=${'0'.repeat(64)}`;
    const held = run(service, cwd, env, 'admin.js', 'verify', '--landlord', landlord, '--seal', kept);
    expect(held).toMatchObject({ code: 1, stderr: 'The record is not as it was written.\n' });
    expect(held.stdout).toContain(`${landlord}  seal-differs  1  the record has no such seal`);
    for (const wrong of [
      ['--seal', '1=x'],
      ['--seal', kept],
      ['--landlord', 'x'],
    ]) {
      expect(run(service, cwd, env, 'admin.js', 'verify', ...wrong).code).toBe(1);
    }
    await drop();
  });

  test('verify names what is kept beside the events and is not what they come to, and ends with 1', async () => {
    const app = await startTestApp();
    const desk = await openDesk(app, 'westfield');
    const { id, reference } = await desk.log({ receivedOn: '2024-09-02' });
    const waiting = await desk.log({ receivedOn: '2024-09-03' });
    const verify = () =>
      run(
        service,
        cwd,
        { DATABASE_URL: app.databaseUrl },
        'admin.js',
        'verify',
        '--landlord',
        desk.landlordId,
      );
    const extent = '2 complaints, 2 events, 0 contacts, 0 events of contacts, 0 seals';
    expect(verify()).toMatchObject({
      code: 0,
      stdout: `${desk.landlordId}  ${extent}: 0 faults\n`,
      stderr: '',
    });
    await app.owner.query({
      text: `update clocks set due_on = '2024-09-30' where complaint_id = $1 and kind = 'acknowledge'`,
      values: [id],
    });
    await app.owner.query({
      text: `update complaints set state_format = 0, outcome = 'upheld' where id = $1`,
      values: [waiting.id],
    });
    expect(verify()).toMatchObject({
      code: 1,
      stdout: [
        `clock-altered  ${reference}  clock stage-1/acknowledge/0 dueOn  kept: 2024-09-30, by its events: 2024-09-09`,
        '1 complaints wait for their state to be made anew from their events',
        `${extent}: 1 faults`,
      ]
        .map((line) => `${desk.landlordId}  ${line}\n`)
        .join(''),
      stderr: 'The record is not as it was written.\n',
    });
    await app.stop();
  });

  test('a key is made with the roles and the end that were asked for, and unknown roles are refused', async () => {
    const { url, drop } = await createEmptyDatabase();
    const env = { DATABASE_URL: url };
    const createKey = (landlord: string, roles: string, ...more: string[]) =>
      run(
        service,
        cwd,
        env,
        'admin.js',
        'create-key',
        '--landlord',
        landlord,
        '--name',
        'crm',
        '--roles',
        roles,
        ...more,
      );
    const landlord =
      /Landlord (\S+)/.exec(
        run(service, cwd, env, 'admin.js', 'create-landlord', '--name', 'Mill Lane Homes').stdout,
      )?.[1] ?? '';
    const made = createKey(landlord, 'reader,handler', '--expires', '2199-01-01');
    expect(made).toMatchObject({ code: 0, stderr: '' });
    expect(
      await query(
        url,
        `select name, roles, expires_at is not null as expires from api_keys where name = 'crm'`,
      ),
    ).toEqual([{ name: 'crm', roles: ['reader', 'handler'], expires: true }]);
    const refused = createKey(landlord, 'king');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('--roles has "king"');
    const absent = createKey('0190a000-0000-7000-8000-000000000000', 'reader');
    expect(absent.stderr).toContain('There is no landlord 0190a000-0000-7000-8000-000000000000.');
    await drop();
  });
});
