import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startTestApp } from '../support/app';
import { builtService } from '../support/built-service';
import { cloneOfEachTest, query } from '../support/clone';
import { createEmptyDatabase } from '../support/database';
import { openDesk } from '../support/landlord-desk';
import { run } from '../support/running-service';

const service = builtService();
const clone = cloneOfEachTest();
let cwd: string;
beforeEach(() => {
  cwd = clone();
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
    [
      ['create-landlord', '--name', 'X', '--procedure', 'code-2023'],
      '--procedure is "code-2023": with the service come hexagon, westfield, settle, arches, hhs, code-2024, spso, psow, nipso, lgsco, code-2022.',
    ],
    [['create-landlord', '--name', 'A', '--name', 'B'], '--name is there twice; give it once.'],
    [['remove-everything'], 'There is no command "remove-everything".'],
  ])('%j is refused in a sentence', (args, sentence) => {
    const refused = run(service, cwd, {}, 'admin.js', ...args);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(sentence);
    expect(existsSync(join(cwd, 'data'))).toBe(false);
  });

  test.each([['verify'], ['list-landlords'], ['chain-head']])(
    '%s of a directory without data says so and makes nothing',
    (command) => {
      const dataDir = join(cwd, 'misspelt');
      const refused = run(service, cwd, { REDRESS_DATA_DIR: dataDir }, 'admin.js', command);
      expect(refused.code).toBe(1);
      expect(refused.stderr).toContain(`There is no Redress data in ${dataDir}.`);
      expect(existsSync(dataDir)).toBe(false);
    },
  );

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

  test('a landlord is made with a procedure that comes with the service, its working days and its ombudsman, or with none', async () => {
    const { url, drop } = await createEmptyDatabase();
    const create = (name: string, ...more: string[]) =>
      run(service, cwd, { DATABASE_URL: url }, 'admin.js', 'create-landlord', '--name', name, ...more).stdout;
    expect(create('Glen Homes', '--procedure', 'spso')).toMatch(
      /^Landlord \S+\nPolicy {3}version 2021, the procedure spso, for complaints received from 2021-04-01 on\nKey {6}rdr_\S+\nIt is shown/,
    );
    expect(create('Mill Homes', '--procedure', 'code-2022')).toContain(
      'It ended on 2024-03-31: for complaints received since then PUT /v1/policies/{version} publishes the next.\n',
    );
    expect(create('Lane Homes')).toContain(
      'It has no procedure yet, and no complaint can be logged before it has: PUT /v1/policies/{version} publishes one, GET /v1/procedures lists those to begin from.\n',
    );
    const made = `select l.name, l.division, l.ombudsman_contact is not null as ombudsman,
      p.version, p.document ->> 'name' as procedure, p.published_by
      from landlords l left join policies p on p.landlord_id = l.id order by l.created_at`;
    expect(await query(url, made)).toEqual([
      {
        name: 'Glen Homes',
        division: 'scotland',
        ombudsman: true,
        version: '2021',
        procedure: 'spso',
        published_by: 'admin command',
      },
      {
        name: 'Mill Homes',
        division: 'england-and-wales',
        ombudsman: true,
        version: '2022',
        procedure: 'code-2022',
        published_by: 'admin command',
      },
      {
        name: 'Lane Homes',
        division: 'england-and-wales',
        ombudsman: false,
        version: null,
        procedure: null,
        published_by: null,
      },
    ]);
    await drop();
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
