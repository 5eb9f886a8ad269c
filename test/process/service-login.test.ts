import { query } from '../support/clone';
import { letItsOwnerMigrate, serviceLogin } from '../support/service-login';

/** The service with an address that owns nothing, and its owner's where only the owner has it. */

const login = serviceLogin();
const BEHIND = letItsOwnerMigrate('The database is not at this release.');

test('it starts where the owner has migrated in a job of its own, and every command but the owner’s works with it', async () => {
  const { DATABASE_URL = '' } = login.front;
  expect(login.server(login.front)).toMatchObject({
    code: 1,
    stderr: `Redress cannot start: ${BEHIND}`,
  });
  login.migrate();
  expect(login.admin({ DATABASE_URL }, 'migrate')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('does not own the tables'),
  });
  const service = await login.start(login.front);
  expect(service.output()).not.toContain('DATABASE_URL logs in as');
  const made = login.admin({ DATABASE_URL }, 'create-landlord', '--name', 'Mill Lane Homes');
  expect(made).toMatchObject({ code: 0, stderr: '' });
  for (const command of ['verify', 'chain-head', 'list-landlords'])
    expect(login.admin({ DATABASE_URL }, command)).toMatchObject({ code: 0, stderr: '' });
  expect(await service.end('SIGTERM')).toBe(0);
});

test('a login that row-level security does not bind is told of, and refused where the owner has an address of its own', async () => {
  const { username } = new URL(login.ownerUrl);
  const env = { DATABASE_URL: login.ownerUrl, HOST: '127.0.0.1' };
  const service = await login.start(env);
  expect(service.output()).toContain(`DATABASE_URL logs in as ${username}, which can act as ${username}`);
  expect(await service.end('SIGTERM')).toBe(0);
  const refused = login.server({ ...env, PORT: '0', REDRESS_MIGRATION_URL: login.ownerUrl });
  expect(refused.code).toBe(1);
  expect(refused.stderr).toBe(
    `Redress cannot start: DATABASE_URL logs in as ${username}, which can act as ${username}: give it a role that was granted redress_service and nothing else. REDRESS_MIGRATION_URL is there to keep the owner away from the service.\n`,
  );
});

test('an address that logs in as redress_service gets its password from the owner’s job', async () => {
  const own = {
    DATABASE_URL: login.addressOf('redress_service', 'first/p%40ss'),
    HOST: '127.0.0.1',
    PORT: '0',
  };
  expect(login.admin({ ...own, REDRESS_MIGRATION_URL: login.ownerUrl }, 'migrate')).toMatchObject({
    code: 0,
    stderr: '',
  });
  const service = await login.start(own);
  expect(service.output()).not.toContain('DATABASE_URL logs in as');
  const users = `select distinct usename from pg_stat_activity where datname = current_database() and application_name = 'redress'`;
  expect(await query(login.ownerUrl, users)).toEqual([{ usename: 'redress_service' }]);
  expect(await service.end('SIGTERM')).toBe(0);
  await query(login.ownerUrl, 'alter role redress_service nologin password null');
});
