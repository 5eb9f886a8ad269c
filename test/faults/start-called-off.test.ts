import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/db/connection/client';
import { builtService } from '../support/built-service';
import { createEmptyDatabase, ownerOf } from '../support/database';
import { backendsWaiting } from '../support/wait-until';

const built = builtService();
let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'redress called off '));
});
afterAll(() => {
  rmSync(cwd, { recursive: true, force: true });
});

test('told to stop while it waits for another process’s migration, a start gives up within its bound and leaves nothing behind', async () => {
  const { url, drop } = await createEmptyDatabase();
  const other = openDatabase({ url, poolSize: 2 });
  const holder = await other.pool.connect();
  await holder.query('select pg_advisory_lock(7265647265)');

  const env = {
    PATH: process.env.PATH,
    PORT: '0',
    HOST: '127.0.0.1',
    DATABASE_URL: url,
    REDRESS_DRAIN_SECONDS: '1',
  };
  const child = spawn(process.execPath, [join(built.dist, 'server.js')], { cwd, env });
  let written = '';
  child.stdout.on('data', (chunk) => {
    written += chunk;
  });
  child.stderr.on('data', (chunk) => {
    written += chunk;
  });
  await backendsWaiting(ownerOf(other), 1);
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await ended).toEqual([1, null]);
  expect(written).toContain('Redress did not come to its end within 5 seconds and leaves as it is.');

  holder.release();
  const left = await other.pool.query(
    "select count(*)::int as n from pg_class where relnamespace = 'public'::regnamespace",
  );
  expect(left.rows).toEqual([{ n: 0 }]);
  await other.close();
  await drop();
});
