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

test('where the database came from another server, the service begins a new epoch of the feed before it writes', async () => {
  login.migrate();
  await query(login.ownerUrl, `update event_feed.epochs set server = 'another/1'`);
  const service = await login.start(login.front);
  const epochs = `select epoch, server <> 'another/1' as here, feed_epoch() as present from event_feed.epochs order by epoch`;
  expect(await query(login.ownerUrl, epochs)).toEqual([
    { epoch: 1, here: false, present: 2 },
    { epoch: 2, here: true, present: 2 },
  ]);
  expect(await service.end('SIGTERM')).toBe(0);
});
