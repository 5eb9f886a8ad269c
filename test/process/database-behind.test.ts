import { query } from '../support/clone';
import { letItsOwnerMigrate, serviceLogin } from '../support/service-login';

/** A database that is not at this release, seen by a service that may not migrate it. */

const login = serviceLogin();
const BEHIND = letItsOwnerMigrate('The database is not at this release.');

test('a database that lacks a migration is refused in a sentence, and whoever looks at the record migrates nothing', async () => {
  login.migrate();
  const last = 'select max(id) from drizzle.__drizzle_migrations';
  const [{ created_at: removed }] = (await query(
    login.ownerUrl,
    `delete from drizzle.__drizzle_migrations where id = (${last}) returning created_at`,
  )) as [{ created_at: string }];
  const applied = 'select count(*)::int as n from drizzle.__drizzle_migrations';
  const before = await query(login.ownerUrl, applied);
  expect(login.server(login.front)).toMatchObject({
    code: 1,
    stderr: `Redress cannot start: ${BEHIND}`,
  });
  for (const command of ['verify', 'chain-head', 'list-landlords'])
    expect(login.admin({ DATABASE_URL: login.ownerUrl }, command)).toEqual({
      code: 1,
      stdout: '',
      stderr: BEHIND,
    });
  expect(await query(login.ownerUrl, applied)).toEqual(before);
  await query(
    login.ownerUrl,
    `insert into drizzle.__drizzle_migrations (hash, created_at) values ('again', ${removed})`,
  );
  expect(login.admin(login.front, 'list-landlords')).toMatchObject({ code: 0 });
});

test('a database that came from another server waits for the owner, who begins a new epoch of the feed', async () => {
  login.migrate();
  await query(login.ownerUrl, `update event_feed.epochs set server = 'another/1'`);
  const moved =
    'The database was moved or restored since it was last used, and readers of its event feed would miss events.';
  expect(login.server(login.front).stderr).toBe(`Redress cannot start: ${letItsOwnerMigrate(moved)}`);
  login.migrate();
  const service = await login.start(login.front);
  expect(await service.end('SIGTERM')).toBe(0);
});
