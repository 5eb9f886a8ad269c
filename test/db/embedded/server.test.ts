import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbedded } from '../../../src/db/embedded/server';
import { query } from '../../support/clone';
import { serversFolder } from '../../support/databases/embedded-servers';

const folder = serversFolder();

describe('the embedded PostgreSQL', () => {
  test('the first start makes a durable UTF-8 cluster, a later one finds what was written', async () => {
    const dataDir = join(folder.path, 'data with spaces $HOME');
    const first = await startEmbedded({ dataDir, log: () => undefined });
    expect(first.firstStart).toBe(true);
    expect(
      await query(
        first.url,
        `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, current_setting('server_encoding') as encoding, current_setting('TimeZone') as zone, lower('ÉRIC') as lowered`,
      ),
    ).toEqual([{ fsync: 'on', commit: 'on', encoding: 'UTF8', zone: 'UTC', lowered: 'éric' }]);
    await query(first.url, 'create table kept as select 1 as one');
    await first.stop();
    expect(existsSync(join(first.directory, 'cluster', 'postmaster.pid'))).toBe(false);

    const second = await startEmbedded(folder.options(dataDir));
    expect(second.firstStart).toBe(false);
    expect(await query(second.url, 'select one from kept')).toEqual([{ one: 1 }]);
    await second.stop();
  });

  test("the server listens on loopback alone, wants the password, and the password file is its owner's alone", async () => {
    const running = await startEmbedded(folder.options(join(folder.path, 'data')));
    expect(
      await query(
        running.url,
        `select current_setting('listen_addresses') as tcp, current_setting('unix_socket_directories') as sockets`,
      ),
    ).toEqual([{ tcp: '127.0.0.1', sockets: '' }]);
    const stranger = new URL(running.url);
    stranger.password = 'guess';
    await expect(query(stranger.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    expect(statSync(join(running.directory, 'password')).mode & 0o777).toBe(0o600);
    expect(statSync(join(running.directory, 'cluster')).mode & 0o777).toBe(0o700);
    // As root the account that PostgreSQL runs under has to pass through.
    const closed = process.getuid?.() === 0 ? 0o711 : 0o700;
    for (const directory of [join(folder.path, 'data'), running.directory])
      expect(statSync(directory).mode & 0o777).toBe(closed);
    await running.stop();
  });

  test('a data directory that is a file is refused with its name', async () => {
    const dataDir = join(folder.path, 'data');
    writeFileSync(dataDir, '');
    await expect(startEmbedded(folder.options(dataDir))).rejects.toThrow(
      `REDRESS_DATA_DIR ${dataDir} cannot be used: ENOTDIR: not a directory`,
    );
    rmSync(dataDir);
  });

  test('a pointer to a cluster that is gone says so and does not begin anew', async () => {
    const dataDir = join(folder.path, 'data');
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'cluster.json'), JSON.stringify({ directory: join(folder.path, 'gone') }));
    await expect(startEmbedded(folder.options(dataDir))).rejects.toThrow(
      `says that the database is in ${join(folder.path, 'gone')}, which does not exist.`,
    );
  });
});
