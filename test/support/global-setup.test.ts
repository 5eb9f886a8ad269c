import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from './databases/data-directory';

/** Says which servers it started, since one that is left behind is no child of anybody any more. */
const PROGRAM = `
  const processes = require('node:child_process');
  const { spawn } = processes;
  processes.spawn = (file, ...rest) => {
    const child = spawn(file, ...rest);
    console.log('started', child.pid);
    return child;
  };
  require('./test/support/global-setup.ts').default().then(
    () => console.log('set up'),
    (error) => console.log('failed:', error.message, error.cause?.message),
  );`;

function failingSetUp(PGOPTIONS: string): { said: string; servers: number[]; left: string[] } {
  const home = mkdtempSync(join(tmpdir(), 'redress setup '));
  chmodSync(home, 0o755);
  const { REDRESS_TEST_DATABASE_URL: _, ...inherited } = process.env;
  const run = spawnSync(process.execPath, ['-r', './scripts/typescript.cjs', '-e', PROGRAM], {
    cwd: join(__dirname, '../..'),
    env: { ...inherited, TMPDIR: home, PGOPTIONS },
    encoding: 'utf8',
  });
  const left = readdirSync(home);
  rmSync(home, { recursive: true, force: true });
  const servers = [...run.stdout.matchAll(/^started (\d+)$/gm)].map(([, pid]) => Number(pid));
  return { said: run.stdout + run.stderr, servers, left };
}

test.each([
  ['the server is up and its database cannot be made', '-c default_transaction_read_only=on', 'read-only'],
  ['the template cannot be migrated', '-c search_path=pg_catalog', 'pg_catalog'],
])('a set-up that fails when %s leaves no server and no file', (_when, options, reason) => {
  const { said, servers, left } = failingSetUp(options);
  expect(said).toMatch(new RegExp(`^failed: [^]*${reason}`, 'm'));
  expect(servers).toHaveLength(1);
  expect(servers.filter(isAlive)).toEqual([]);
  expect(left).toEqual([]);
});
